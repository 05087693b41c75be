"""People's findings: made by who may on a proposal, dissented from, asked about, answered, reviewed; also by screen."""

from pathlib import Path

import pytest
from django.test import Client

from tests.screens import PASSWORD, as_person, client_of
from trucekeeper.errors import BadInput, NoRight
from trucekeeper.ledger import Item
from trucekeeper.node.accounts import keep_password
from trucekeeper.node.findings import about, correct, made, make, withdraw
from trucekeeper.node.node import Node
from trucekeeper.node.worker import compute

PROPOSAL = "gz-0019#1/O-01/o01-any-fire/anti_tank_fire/hamas"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory, gaza_case_dir: Path):
    made_node = Node.create(tmp_path_factory.mktemp("findings") / "node", gaza_case_dir, administrator="admin")
    for name, role in (("ana", "assessor"), ("bo", "assessor"), ("lia", "liaison"), ("rita", "reader")):
        made_node.ledger.append(
            [
                Item(f"p:{name}", "person", {"person": name, "organisation": "local", "markings": ["CLEAR"]}),
                Item(f"r:{name}", "right", {"person": name, "role": role, "granted": True}),
            ],
            author="admin",
            recorded_at=made_node.ledger.page(limit=1)[0].recorded_at,
        )
        keep_password(name, PASSWORD)
    compute(made_node)
    yield made_node
    made_node.close()


@pytest.fixture
def client(node: Node, monkeypatch: pytest.MonkeyPatch) -> Client:
    return client_of(node, monkeypatch)


def test_a_finding_takes_over_what_is_proposed_and_keeps_its_claims_and_reasons(node: Node):
    name = make(node, PROPOSAL, person="ana", why="read both accounts", intent="cannot_determine")
    found = next(one for one in made(node, node.person("rita")) if one["id"] == name)
    assert (found["by"], found["occurred"]["answer"], found["compliance"]) == ("ana", "yes", "breach")
    assert (found["author"]["answer"], found["author"]["actor"]) == ("not_attributed", None)
    assert found["intent"] == "cannot_determine"
    assert found["claims"][0].startswith("gz-0019#")


@pytest.mark.parametrize("person", ["operator", "rita", "lia", "admin"])
def test_nobody_without_the_right_makes_one(node: Node, person: str):
    with pytest.raises(NoRight, match="right to find"):
        make(node, PROPOSAL, person=person, why="because")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"why": ""}, "why"),
        ({"why": "w", "compliance": "guilty"}, "compliance"),
        ({"why": "w", "occurred": "maybe"}, "occurred"),
    ],
)
def test_a_finding_without_reasons_or_with_another_answer_is_refused(node: Node, answers: dict, said: str):
    with pytest.raises(BadInput, match=said):
        make(node, PROPOSAL, person="ana", **answers)


def test_dissent_request_response_and_review_stand_beside_it_and_the_maker_can_do_neither_dissent_nor_review(
    node: Node,
):
    name = make(node, PROPOSAL, person="ana", why="read both accounts")
    dissent = {"finding": name, "compliance": "cannot_determine", "why": "one side's account"}
    review = {"finding": name, "result": "upheld", "why": "the answer changes nothing"}
    for kind, body in (("dissent", dissent), ("review", review)):
        with pytest.raises(NoRight, match=f"ana filed what this {kind} is about"):
            about(node, kind, body, person="ana")
    about(node, "dissent", dissent, person="bo")
    asked = {
        "finding": name,
        "to": "hamas",
        "sent": "2026-11-20T10:00:00Z",
        "deadline": "2026-11-27T10:00:00Z",
        "by_way_of": "a mediator",
    }
    about(node, "comment_request", asked, person="ana")
    answer = {"to": name, "actor": "hamas", "stance": "rejects", "text": "it was not ours"}
    with pytest.raises(NoRight):
        about(node, "response", answer, person="rita")
    about(node, "response", answer, person="lia")
    about(node, "review", review, person="bo")
    found = next(one for one in made(node, node.person("rita")) if one["id"] == name)
    assert [len(found[kind]) for kind in ("dissent", "comment_request", "response", "review")] == [1, 1, 1, 1]
    assert node.ledger.verify().ok


def test_what_is_about_no_finding_is_refused(node: Node):
    with pytest.raises(BadInput, match="no finding of this id stands"):
        about(node, "dissent", {"finding": "nothing", "why": "w"}, person="bo")
    with pytest.raises(BadInput, match="no proposed finding of this id"):
        make(node, "nothing", person="ana", why="w")


@pytest.mark.parametrize(
    ("lang", "words"), [("ar", "مقترح بقاعدة ولم يُراجع"), ("en", "Proposed by rule, not reviewed")]
)
def test_the_list_and_the_item_say_that_it_is_proposed_and_show_every_reading(client: Client, lang: str, words: str):
    page = as_person(client, "rita").get(f"/{lang}/findings/?obligation=O-01&page=1").content.decode()
    assert words in page
    assert page.count("<li><p><a") == 20
    item = client.get(f"/{lang}/findings/gz-0019%231").content.decode()
    assert words in item
    assert item.count('<th scope="row">') >= 2
    assert "<textarea" not in item
    assert ("ما الذي قيل" if lang == "ar" else "What was said") in item


def test_a_person_with_the_right_finds_through_the_form_and_what_was_typed_is_kept_where_it_is_refused(client: Client):
    page = as_person(client, "bo").get("/en/findings/gz-0019%231").content.decode()
    assert "<textarea" in page
    proposal = "gz-0019#1/O-01/o01-self-defence/anti_tank_fire/hamas"
    refused = client.post("/en/findings/make", {"proposal": proposal, "why": "", "compliance": "permitted"})
    assert refused.status_code == 400
    assert "This was not taken" in refused.content.decode()
    assert 'value="permitted" selected' in refused.content.decode()
    taken = client.post(
        "/en/findings/make", {"proposal": proposal, "why": "<b>read</b>", "compliance": ""}, follow=True
    )
    page = taken.content.decode()
    assert "&lt;b&gt;read&lt;/b&gt;" in page
    assert "<b>read" not in page


def test_the_form_refuses_who_has_no_right_and_who_has_no_token(client: Client, node: Node):
    before = node.ledger.head()
    assert as_person(client, "rita").post("/ar/findings/make", {"proposal": PROPOSAL, "why": "w"}).status_code == 403
    assert client.get("/ar/findings/make").status_code == 405
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert as_person(strict, "ana").post("/ar/findings/make", {"proposal": PROPOSAL, "why": "w"}).status_code == 403
    assert Client(SERVER_NAME="localhost").get("/ar/findings/").status_code == 302
    assert client.get("/ar/findings/nothing").status_code == 404
    assert node.ledger.head() == before


def test_a_finding_is_corrected_and_withdrawn_and_its_history_stays(node: Node, client: Client):
    name = make(node, PROPOSAL, person="ana", why="read both accounts")
    correct(node, name, person="bo", why="a third account came", compliance="cannot_determine")
    withdraw(node, name, person="ana", why="the reports were of another day")
    found = next(one for one in made(node, node.person("rita")) if one["id"] == name)
    assert [(step["state"], step["by"]) for step in found["history"]] == [
        ("made", "ana"),
        ("corrected", "bo"),
        ("withdrawn", "ana"),
    ]
    assert (found["state"], found["compliance"], found["occurred"]["answer"]) == (
        "withdrawn",
        "cannot_determine",
        "yes",
    )
    page = as_person(client, "rita").get("/en/findings/gz-0019%231").content.decode()
    assert "the reports were of another day" in page
    for act in (correct, withdraw):
        with pytest.raises(BadInput, match="no finding of this id stands"):
            act(node, name, person="bo", why="again")
    with pytest.raises(NoRight):
        withdraw(node, make(node, PROPOSAL, person="bo", why="w"), person="rita", why="w")
