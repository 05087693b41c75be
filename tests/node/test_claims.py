"""What reports claim: coded behind the ledger on both databases, taken over and mended by people with the right."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.databases import DATABASES, database_url
from tests.node.people import enter
from trucekeeper.errors import BadInput, NoRight
from trucekeeper.ledger import Item
from trucekeeper.node import triage
from trucekeeper.node.claims import claims_of, code_reports, take_over
from trucekeeper.node.intake import Origin, asked, take_file
from trucekeeper.node.node import Node
from trucekeeper.node.worker import catch_up
from trucekeeper.vocabulary.marking import Marking

TEXT = "قال الجيش الإسرائيلي إن مسلحين أطلقوا النار على قواته قرب رفح فأصيب جنديان، ونفت حماس ذلك."


@pytest.fixture(params=DATABASES)
def node(request: pytest.FixtureRequest, tmp_path: Path, gaza_case_dir: Path):
    made = Node.create(tmp_path / "node", gaza_case_dir, database=database_url(request.param), administrator="admin")
    enter(made, "ana", "analyst")
    yield made
    made.close()


def take_in(node: Node, path: Path, text: str = TEXT, **said) -> str:
    path.write_text(text, encoding="utf-8")
    taken = list(take_file(node, path, Origin(**said), told=asked(node, person="operator")))
    catch_up(node)
    return taken[0].report


def listed(node: Node, report: str, person: str = "operator") -> list[dict]:
    return claims_of(node, node.person(person), report)


def test_a_report_is_coded_behind_the_ledger_and_once(node: Node, tmp_path: Path):
    report = take_in(node, tmp_path / "a.txt")
    told, denied = listed(node, report)
    assert (told["speaker"]["id"], told["stance"], told["place"]["id"]) == ("idf", "asserts", "rafah")
    assert (denied["speaker"]["id"], denied["stance"]) == ("hamas", "denies")
    assert (told["coder"], told["typed_by"]) == ("rules 1", None)
    assert code_reports(node) == 0


def test_what_is_not_coded_is_coded_from_its_translation(node: Node, tmp_path: Path):
    report = take_in(node, tmp_path / "a.txt", "דובר הצבא אמר שנורתה אש ליד הכביש", lang="he")
    assert listed(node, report) == []
    text = "The army said that gunmen fired at a post near Rafah."
    triage.translate(node, report, person="operator", lang="en", translator="a translators' office", text=text)
    catch_up(node)
    (claim,) = listed(node, report)
    assert claim["place"]["id"] == "rafah"


def test_who_has_the_right_takes_a_claim_over_and_the_coded_one_yields(node: Node, tmp_path: Path):
    report = take_in(node, tmp_path / "a.txt")
    with pytest.raises(NoRight):
        take_over(node, f"{report}#1", person="operator", changes={})
    take_over(node, f"{report}#1", person="ana", changes={"actor": "hamas", "act": "gunfire", "place": "rafah"})
    told, denied = listed(node, report)
    assert (told["typed_by"], told["actor"]["id"], told["by"]["actor"]) == ("ana", "hamas", "person")
    assert told["coder"] == "rules 1", "whose words it rests on stays"
    assert denied["typed_by"] is None


def test_a_claim_that_was_taken_over_is_corrected_and_its_history_stays(node: Node, tmp_path: Path):
    report = take_in(node, tmp_path / "a.txt")
    take_over(node, f"{report}#1", person="ana", changes={"actor": "hamas"})
    take_over(node, f"{report}#1", person="ana", changes={"actor": ""}, why="nobody is named")
    assert listed(node, report)[0]["actor"]["id"] is None
    versions = [body for _, _, body in node.ledger.versions("typed_claim")]
    assert [body["claim"]["actor"]["id"] for body in versions] == ["hamas", None]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"actor": "nobody-of-the-case"}, "no actor of the case"),
        ({"place": "nowhere"}, "no place of the case"),
        ({"stance": "knows"}, "stance"),
        ({"harm": [{"kind": "killed", "low": "many"}]}, "harm"),
    ],
)
def test_a_change_that_names_nothing_is_refused(node: Node, tmp_path: Path, changes: dict, said: str):
    report = take_in(node, tmp_path / "a.txt")
    with pytest.raises(BadInput, match=said):
        take_over(node, f"{report}#1", person="ana", changes=changes)
    with pytest.raises(BadInput, match="no coded claim"):
        take_over(node, f"{report}#99", person="ana", changes={})


def test_a_number_left_as_it_was_coded_keeps_its_scope_and_a_mended_one_is_the_persons(node: Node, tmp_path: Path):
    report = take_in(
        node, tmp_path / "a.txt", "The ministry said that strikes on Rafah killed 12 women since 10 October 2025."
    )
    name, coded = listed(node, report)[0]["id"], listed(node, report)[0]["harm"][0]
    assert (coded["scope"], coded["since"], coded["sex"]) == ("cumulative", "2025-10-10", "female")
    as_typed = {"kind": "killed", "low": 12, "high": 12, "scope": "event"}
    take_over(node, name, person="ana", changes={"harm": [as_typed]})
    (kept,) = listed(node, report)[0]["harm"]
    assert {key: kept[key] for key in ("low", "scope", "since", "sex")} == {
        key: coded[key] for key in ("low", "scope", "since", "sex")
    }
    take_over(node, name, person="ana", changes={"harm": [{**as_typed, "low": 13, "high": 13}]}, why="read again")
    (mended,) = listed(node, report)[0]["harm"]
    assert (mended["low"], mended["scope"], "sex" in mended) == (13, "event", False)


def test_claims_are_read_by_who_may_read_their_report(node: Node, tmp_path: Path):
    enter(node, "reader", "reader", markings=(Marking.CLEAR,))
    report = take_in(node, tmp_path / "a.txt", marking=Marking.RED)
    assert listed(node, report, "reader") == []
    assert len(listed(node, report)) == 2


def test_the_chain_holds_no_word_of_a_text_and_an_erased_one_takes_its_claims_with_it(node: Node, tmp_path: Path):
    enter(node, "keeper", "source_keeper")
    report = take_in(node, tmp_path / "a.txt")
    take_over(node, f"{report}#1", person="ana", changes={"actor": "hamas"})
    assert listed(node, report)[0]["act"]["text"] == "أطلقوا النار"
    chain = [entry.model_dump_json() for entry in node.ledger.entries() if entry.kind in ("report", "typed_claim")]
    assert not any(word in entry for entry in chain for word in ("مسلحين", "أطلقوا", "الجيش"))
    (commitment,) = [body["text"] for version, _, body in node.ledger.standing("report") if version.record == report]
    body = {"commitments": [commitment], "why": "asked for by who filed it"}
    node.ledger.append([Item("erasure:1", "erasure", body)], author="keeper", recorded_at=datetime.now(UTC))
    catch_up(node)
    (typed,) = listed(node, report)
    assert (typed["act"]["text"], typed["speaker"]["text"], typed["act"]["code"]) == (None, None, "gunfire")
    assert node.ledger.verify().ok
