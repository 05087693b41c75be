"""The kinds of entry: every one that the design names, each with its published schema, each taken by someone."""

import json
from importlib.resources import files

import pytest

from trucekeeper.errors import BadInput
from trucekeeper.ledger import ROLES
from trucekeeper.node.kinds import KINDS

NAMED = (
    "case_version record_row report received source typed_claim judgement check state_move finding response figure "
    "forecast warning warning_move acknowledgement delivery channel message proposal assurance meeting position pledge "
    "deployment mandate vote release recall erasure brief_edit person right key correction withdrawal checkpoint"
).split()


def test_every_kind_of_the_design_is_registered():
    assert set(NAMED) <= {kind.name for kind in KINDS}


def test_the_published_schemas_are_those_of_the_program():
    folder = files("trucekeeper") / "knowledge" / "schemas" / "entries"
    published = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert published == KINDS.schemas(), "run `make schemas`"
    for schema in published.values():
        assert json.loads(schema)["additionalProperties"] is False


def test_every_right_that_a_kind_takes_is_some_role_s_or_the_node_s():
    held = {right for rights in ROLES.values() for right in rights} | {"operate"}
    assert {kind.right for kind in KINDS} <= held


@pytest.mark.parametrize("name", ["check", "state_move", "finding", "warning_move", "harm_check", "release"])
def test_duties_that_are_kept_apart_are_marked_so(name: str):
    assert KINDS[name].apart


def test_a_kind_that_is_none_names_those_that_are():
    with pytest.raises(BadInput, match="'rumour' is no kind of entry; known are access, acknowledgement"):
        KINDS.accept("rumour", {})


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("person", {"person": "node", "organisation": "a", "markings": []}, "is the program itself"),
        ("person", {"person": "ok", "organisation": "A%", "markings": []}, r"\$\.body\.organisation"),
        ("right", {"person": "ok", "role": "king", "granted": True}, "'king' is no role; known are operator"),
        (
            "harm_check",
            {"of": "w", "answers": [{"question": "q", "ok": False, "why": "w"}], "result": "go"},
            "so the result is no_go",
        ),
        (
            "finding",
            {
                "incident": "i",
                "obligation": "O-01",
                "reading": "r",
                "claims": ["c"],
                "occurred": {"answer": "yes", "standard": "s"},
                "author": {"answer": "not_attributed", "actor": "somebody", "standard": "s"},
                "compliance": "breach",
                "intent": "not_asked",
                "why": "w",
            },
            "so no actor is named",
        ),
    ],
)
def test_bodies_that_must_not_be_are_refused(name: str, body: dict, said: str):
    with pytest.raises(BadInput, match=said):
        KINDS.accept(name, body)
