"""People verify incidents on a node: separate steps by separate rights, states on the lists, judgements, word back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trucekeeper.errors import BadInput, NoRight
from trucekeeper.incident.verification import LEADS_TO
from trucekeeper.ledger import Item
from trucekeeper.ledger.held import Held
from trucekeeper.node import casework
from trucekeeper.node.casework import answer, assign, check, harm, move, present, request, take_back, unanswered
from trucekeeper.node.judging import judge, queue
from trucekeeper.node.lists import item_documents
from trucekeeper.node.node import Node
from trucekeeper.node.verification import verification
from trucekeeper.node.worker import compute

PEOPLE = {
    "ana": "analyst",
    "ivo": "investigator",
    "vera": "verifier",
    "vito": "verifier",
    "asa": "assessor",
    "lia": "liaison",
    "mona": "monitor",
    "rita": "reader",
}


def enter_people(made: Node, people: dict[str, str]) -> None:
    now = made.ledger.page(limit=1)[0].recorded_at
    for name, role in people.items():
        person = {"person": name, "organisation": "local", "markings": ["CLEAR"]}
        right = {"person": name, "role": role, "granted": True}
        items = [Item(f"p:{name}", "person", person), Item(f"r:{name}", "right", right)]
        made.ledger.append(items, author="admin", recorded_at=now)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory, gaza_case_dir: Path):
    made = Node.create(tmp_path_factory.mktemp("verification") / "node", gaza_case_dir, administrator="admin")
    enter_people(made, PEOPLE)
    compute(made)
    yield made
    made.close()


def state(node: Node, name: str) -> str:
    return present(node, node.person("rita"), name)["state"]


def history(node: Node, name: str) -> dict:
    reader = node.person("rita")
    return verification(node, reader, present(node, reader, name))


def steps(node: Node, name: str, *taken: tuple[str, str]) -> None:
    for person, to in taken:
        move(node, name, person=person, to=to, why=f"so that it is {to}")


def test_an_incident_goes_the_whole_way_and_every_step_says_by_whom_and_why(node: Node):
    name = "gz-0019#1"
    assert state(node, name) == "received"
    steps(node, name, ("ana", "triaged"), ("vera", "corroborating"), ("ivo", "under_investigation"))
    move(
        node,
        name,
        person="ivo",
        to="access_denied",
        why="the road was closed",
        actor="israel",
        source="ocha",
        until="2026-12-01",
    )
    steps(node, name, ("ivo", "under_investigation"))
    check(node, name, person="ivo", step="site_visit", result="not_possible", why="no access")
    seen = check(node, name, person="vito", step="image", result="supports", why="two frames", done_by="a laboratory")
    steps(node, name, ("vera", "verified"), ("asa", "assessed"))
    move(node, name, person="lia", to="contested", why="a letter came", actor="hamas", source="hamas")
    steps(node, name, ("ivo", "under_investigation"), ("vito", "unable_to_rule"), ("ana", "closed"))
    told = history(node, name)
    assert state(node, name) == "closed"
    assert [(one["by"], one["state"]) for one in told["history"]] == [
        ("ana", "triaged"),
        ("vera", "corroborating"),
        ("ivo", "under_investigation"),
        ("ivo", "access_denied"),
        ("ivo", "under_investigation"),
        ("vera", "verified"),
        ("asa", "assessed"),
        ("lia", "contested"),
        ("ivo", "under_investigation"),
        ("vito", "unable_to_rule"),
        ("ana", "closed"),
    ]
    denied = told["history"][3]["said"]
    assert (denied["actor"], denied["source"], denied["until"]) == ("israel", "ocha", "2026-12-01")
    assert [(one["step"], one["result"], one["by"]) for one in told["checks"]] == [
        ("site_visit", "not_possible", "ivo"),
        ("image", "supports", "vito"),
    ]
    assert seen in told["history"][5]["checks"]
    assert told["refused"] == []
    assert node.ledger.verify().ok


@pytest.mark.parametrize(
    ("to", "may"),
    [
        ("triaged", {"ana", "vera", "vito"}),
        ("corroborating", {"ana", "vera", "vito"}),
        ("under_investigation", {"ivo"}),
        ("verified", {"vera", "vito"}),
        ("assessed", {"asa"}),
        ("contested", {"lia"}),
        ("closed", {"ana", "vera", "vito"}),
    ],
)
def test_each_step_takes_a_right_of_its_own_and_nobody_else_takes_it(node: Node, to: str, may: set[str]):
    way = ("triaged", "corroborating", "under_investigation", "verified", "assessed", "contested", "closed")
    name = f"gz-00{(21, 22, 23, 24, 27, 28, 29)[way.index(to)]}#1"
    able = {"triaged": "ana", "corroborating": "ana", "under_investigation": "ivo", "verified": "vera"}
    able |= {"assessed": "asa", "contested": "lia"}
    check(node, name, person="vito", step="document", result="supports", why="a page")
    for before in way[: way.index(to)]:
        extra = {"actor": "israel", "source": "idf"} if before == "contested" else {}
        move(node, name, person=able[before], to=before, why="w", **extra)
    before = node.ledger.head()
    extra = {"actor": "israel", "source": "idf"} if to == "contested" else {}
    refused = {*PEOPLE, "operator", "admin"} - may
    for person in sorted(refused):
        with pytest.raises(NoRight, match="takes the right to"):
            move(node, name, person=person, to=to, why="w", **extra)
    assert node.ledger.head() == before
    move(node, name, person="vito" if "vito" in may else sorted(may)[0], to=to, why="w", **extra)
    assert state(node, name) == to


def test_who_took_a_step_cannot_take_the_one_that_is_kept_apart_from_it(node: Node, tmp_path: Path, gaza_case_dir):
    name = "gz-0032#1"
    now = node.ledger.page(limit=1)[0].recorded_at
    roles = ("investigator", "verifier", "assessor", "analyst")
    node.ledger.append(
        [Item("p:all", "person", {"person": "all", "organisation": "local", "markings": ["CLEAR"]})],
        author="admin",
        recorded_at=now,
    )
    rights = [Item(f"r:all:{r}", "right", {"person": "all", "role": r, "granted": True}) for r in roles]
    node.ledger.append(rights, author="admin", recorded_at=now)
    check(node, name, person="all", step="image", result="supports", why="w")
    steps(node, name, ("all", "triaged"), ("all", "under_investigation"))
    with pytest.raises(NoRight, match="all moved it to under_investigation; another person has to move it to verified"):
        move(node, name, person="all", to="verified", why="w")
    move(node, name, person="vera", to="verified", why="w")
    verdict = history(node, name)["history"][-1]
    before = history(node, name)
    with pytest.raises(NoRight, match="all filed what this state_move is about"):
        node.ledger.append(
            [
                Item(
                    "raw",
                    "state_move",
                    {
                        "incident": name,
                        "state": "assessed",
                        "follows": [verdict["id"]],
                        "apart_from": [before["history"][0]["id"]],
                        "claims": [name],
                        "why": "w",
                        "v": 2,
                    },
                )
            ],
            author="all",
            recorded_at=now,
        )
    move(node, name, person="all", to="assessed", why="w")
    assert state(node, name) == "assessed"


def test_who_filed_a_report_takes_no_step_of_its_verification(node: Node):
    now = node.ledger.page(limit=1)[0].recorded_at
    node.ledger.append(
        [Item("r:mona:v", "right", {"person": "mona", "role": "verifier", "granted": True})],
        author="admin",
        recorded_at=now,
    )
    text = Held.of("فُتحت النار قرب المكان".encode())
    body = {"source": "s", "lang": "ar", "text": text.commitment, "kind": "form"}
    node.ledger.append([Item("r-filed", "report", body, held=(text,))], author="mona", recorded_at=now)
    made = {"incident": "r-filed#1", "state": "unable_to_rule", "claims": ["r-filed#1"], "why": "w", "v": 2}
    seen = {"incident": "r-filed#1", "step": "image", "result": "supports", "claims": ["r-filed#1"], "v": 2}
    seen |= {"at": now.isoformat(), "why": "w"}
    for kind, about in (("state_move", made), ("check", seen)):
        with pytest.raises(NoRight, match="mona filed what this"):
            node.ledger.append([Item(f"x:{kind}", kind, about)], author="mona", recorded_at=now)
    triaged = {**made, "state": "triaged"}
    assert node.ledger.append([Item("x:t", "state_move", triaged)], author="mona", recorded_at=now) == 1


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (
            lambda n: move(n, "gz-0040#1", person="vera", to="verified", why="w"),
            "received does not lead to verified; it",
        ),
        (lambda n: move(n, "gz-0040#1", person="ana", to="triaged", why=""), r"\$.body.why"),
        (lambda n: move(n, "nothing", person="ana", to="triaged", why="w"), "no incident or claim of this id"),
        (lambda n: check(n, "gz-0040#1", person="vera", step="rumour", result="supports", why="w"), r"\$.body.step"),
        (lambda n: check(n, "gz-0040#1", person="vera", step="image", result="true", why="w"), r"\$.body.result"),
        (lambda n: assign(n, "gz-0040#1", person="ana", owner="ghost"), "'ghost' is not a person of this case"),
        (lambda n: assign(n, "gz-0040#1", person="ana", owner="vera", due="soon"), "'soon' is no day"),
        (
            lambda n: request(n, "gz-0040#1", person="ivo", to="x", asks="a", deadline="2026-12-01", by_way_of="w"),
            "'x' is no actor or source of the case",
        ),
        (
            lambda n: request(n, "gz-0040#1", person="ivo", to="israel", asks="a", deadline="soon", by_way_of="w"),
            "'soon' is not a time",
        ),
        (lambda n: answer(n, "gz-0040#1", person="mona", by_way_of="w", text="t"), "nobody who filed a report"),
        (lambda n: take_back(n, "nothing", person="ana", why="w"), "no judgement, check, request or assignment"),
    ],
)
def test_what_cannot_be_done_says_what_would_be_right_and_enters_nothing(node: Node, act, said: str):
    before = node.ledger.head()
    with pytest.raises(BadInput, match=said):
        act(node)
    assert node.ledger.head() == before


def test_access_denied_and_contested_say_who_and_by_whom_it_is_said(node: Node):
    name = "gz-0044#1"
    steps(node, name, ("ana", "triaged"), ("ivo", "under_investigation"))
    for given, said in (
        ({}, "who denied access or contests, and who says so"),
        ({"actor": "nobody", "source": "ocha"}, "'nobody' is no actor of the case"),
        ({"actor": "israel"}, "None is no source of the case"),
    ):
        with pytest.raises(BadInput, match=said):
            move(node, name, person="ivo", to="access_denied", why="w", **given)
    move(node, name, person="ivo", to="suspended", why="until the road opens")
    assert state(node, name) == "suspended"


def test_owner_deadline_and_requests_stand_with_the_incident_and_the_last_one_counts(node: Node):
    name = "gz-0042#1"
    assign(node, name, person="ana", owner="ivo", due="2026-12-01")
    assign(node, name, person="ana", owner="vera", due="2026-12-03", why="ivo is away")
    request(
        node,
        name,
        person="ivo",
        to="un-secretariat",
        asks="access to the place",
        deadline="2026-12-01",
        by_way_of="a letter",
    )
    told = history(node, name)
    assert (told["owner"], told["due"], len(told["assignments"])) == ("vera", "2026-12-03", 2)
    assert [(one["to"], one["asks"], one["by"]) for one in told["requests"]] == [
        ("un-secretariat", "access to the place", "ivo")
    ]


def test_a_check_that_is_taken_back_is_no_longer_one_and_a_move_is_not_taken_back(node: Node):
    name = "gz-0043#1"
    made = check(node, name, person="vera", step="call_back", result="supports", why="w")
    moved = move(node, name, person="ana", to="triaged", why="w")
    take_back(node, made, person="vera", why="it was another day")
    assert history(node, name)["checks"] == []
    with pytest.raises(BadInput, match="no judgement, check"):
        take_back(node, moved, person="ana", why="w")
    steps(node, name, ("ana", "corroborating"))
    with pytest.raises(BadInput, match="rests on a check; record one first"):
        move(node, name, person="vera", to="verified", why="w")


def test_same_joins_two_incidents_and_a_cycle_is_refused_with_its_chain(node: Node):
    a, b, c = "gz-0065#1", "gz-0066#1", "gz-0067#1"
    first = judge(node, a, b, person="ana", same=True, why="one moment")
    second = judge(node, b, c, person="vera", same=True, why="one moment")
    before = node.ledger.head()
    with pytest.raises(BadInput, match=f"{c} same {b} .vera., {b} same {a} .ana. was judged before") as refused:
        judge(node, c, a, person="ana", same=False, why="w")
    assert first in str(refused.value)
    assert second in str(refused.value)
    assert node.ledger.head() == before
    compute(node)
    reader = node.person("rita")
    assert present(node, reader, c)["id"] == present(node, reader, a)["id"] == a
    take_back(node, second, person="vera", why="another day")
    compute(node)
    assert present(node, reader, c)["id"] == c
    judge(node, c, a, person="ana", same=False, why="another day")
    for person in ("rita", "asa", "ivo", "operator"):
        with pytest.raises(NoRight):
            judge(node, "gz-0050#1", "gz-0051#1", person=person, same=True, why="w")
    with pytest.raises(BadInput, match="is one claim; name another"):
        judge(node, a, a, person="ana", same=True, why="w")
    assert queue(node, reader) == []


def test_states_are_on_the_list_as_of_any_instant_and_a_rebuild_changes_none(node: Node):
    name = "gz-0060#1"
    reader = node.person("rita")
    before = node.ledger.page(limit=1)[0].recorded_at
    move(node, name, person="ana", to="triaged", why="w")
    at = node.ledger.page(limit=1)[0].recorded_at
    assert at > before
    now = {one["id"]: one["state"] for one in item_documents(node, reader, "incident")[0]}
    assert now[name] == "triaged"
    assert set(now.values()) <= set(LEADS_TO)
    then = {one["id"]: one["state"] for one in item_documents(node, reader, "incident", at=before)[0]}
    assert then[name] == "received"
    early = datetime(2026, 1, 1, tzinfo=UTC)
    assert {one["state"] for one in item_documents(node, reader, "incident", at=early)[0]} <= {"received", "waiting"}
    node.ledger.rebuild()
    compute(node, anew=True)
    assert {one["id"]: one["state"] for one in item_documents(node, reader, "incident")[0]} == now


def test_it_does_not_close_before_who_filed_has_had_word_back(node: Node):
    now = node.ledger.page(limit=1)[0].recorded_at + timedelta(seconds=1)
    for name, kind in (("r-asked", "form"), ("r-read", "article")):
        text = Held.of(f"a text of {name}".encode())
        body = {"source": "s", "lang": "en", "text": text.commitment, "kind": kind}
        node.ledger.append([Item(name, "report", body, held=(text,))], author="operator", recorded_at=now)
    document = {"claims": ["r-asked#1", "r-asked#2", "r-read#1", "gz-0070#1"]}
    reader = node.person("mona")
    assert unanswered(node, reader, document) == ["r-asked"]
    casework.word_back(node, "r-asked", person="mona", by_way_of="a call", text="it was looked at")
    assert unanswered(node, reader, document) == []


def test_totals_of_a_node_state_the_standard_and_what_they_rest_on(node: Node):
    documents = item_documents(node, node.person("rita"), "incident")[0]
    found = harm(node, node.case(), documents)
    assert found.standard == "graded-confidence"
    assert found.of == len(documents)
    assert 0 < found.meet < found.of
    assert sum(found.by_grade.values()) == found.of
