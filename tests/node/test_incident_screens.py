"""Incidents on the screen in both languages: the list and its denominators, the item, the forms, the review queue."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from tests.node.test_verification import PEOPLE, enter_people
from tests.screens import PASSWORD, as_person, client_of
from trucekeeper.ledger import Item
from trucekeeper.node.accounts import keep_password
from trucekeeper.node.casework import assign, check, move, present
from trucekeeper.node.database import DjangoDatabase
from trucekeeper.node.judging import judge
from trucekeeper.node.node import Node
from trucekeeper.node.screens.frame import words
from trucekeeper.node.worker import compute
from trucekeeper.vocabulary.text import without_isolates

ITEM = "/incidents/gz-0029%231"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory, gaza_case_dir: Path):
    made = Node.create(tmp_path_factory.mktemp("screens") / "node", gaza_case_dir, administrator="admin")
    enter_people(made, PEOPLE)
    other = {"person": "other", "organisation": "elsewhere", "markings": ["CLEAR"]}
    items = [
        Item("p:other", "person", other),
        Item("r:other", "right", {"person": "other", "role": "verifier", "granted": True}),
    ]
    made.ledger.append(items, author="admin", recorded_at=made.ledger.page(limit=1)[0].recorded_at)
    for name in (*PEOPLE, "other", "stranger"):
        keep_password(name, PASSWORD)
    compute(made)
    yield made
    made.close()


@pytest.fixture
def client(node: Node, monkeypatch: pytest.MonkeyPatch) -> Client:
    return client_of(node, monkeypatch)


class Words(HTMLParser):
    """The text of a page, and how many boxes of claims it has with which classes."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.boxes = "", list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        if (got.get("id") or "").startswith("claim-"):
            self.boxes.append(got.get("class") or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: bytes) -> Words:
    found = Words()
    found.feed(without_isolates(page.decode()))
    found.text = " ".join(found.text.split())
    return found


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_list_says_how_many_of_how_many_and_by_which_standard_harm_is_counted(client: Client, lang: str):
    page = read(as_person(client, "rita").get(f"/{lang}/incidents/").content).text
    n, of = (r"(\d+) من أصل (\d+) وردت" if lang == "ar" else r"(\d+) of (\d+) received"), words(lang)
    counts = [(int(a), int(b)) for a, b in re.findall(n, page)]
    assert sum(a for a, _ in counts) == counts[0][1] > 100
    assert {b for _, b in counts} == {counts[0][1]}
    assert ("graded confidence" if lang == "en" else "ثقة متدرجة") in page
    assert of["harm_note"] in page


def test_filters_stand_in_the_address_and_leave_what_they_name(client: Client, node: Node):
    move(node, "gz-0097#1", person="ana", to="triaged", why="w")
    assign(node, "gz-0097#1", person="ana", owner="vera", due="2026-12-01")
    asked = as_person(client, "rita").get("/en/incidents/?state=triaged&owner=vera")
    page = read(asked.content).text
    assert "gz-0097#1" in page
    assert "Owner: vera, due by 2026-12-01" in page
    assert asked.content.decode().count("<li><p><a") == 1
    assert '<option value="triaged" selected>' in asked.content.decode()
    within = client.get("/en/incidents/?from=2025-10-19&to=2025-10-19").content.decode()
    assert set(re.findall(r"<bdi>(\d{4}-\d\d-\d\d)</bdi>", within)) == {"2025-10-19"}
    assert client.get("/en/incidents/?from=soon").status_code == 400
    nothing = read(client.get("/en/incidents/?place=nowhere").content).text
    assert "No incident matches these filters" in nothing
    assert "0 of 0 received" in nothing
    second = client.get("/en/incidents/?act=air_strike&page=2").content.decode()
    assert 'href="?act=air_strike&amp;page=1"' in second


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_claims_and_denials_stand_in_equal_boxes_and_numbers_are_never_summed(client: Client, lang: str):
    found = read(as_person(client, "rita").get(f"/{lang}/incidents/gz-0019%231").content)
    assert found.boxes == ["panel"] * 2
    told = words(lang)
    for key in ("claim_asserts", "claim_denies", "never_summed", "credibility", "no_checks", "against_agreement"):
        assert told[key] in found.text
    assert ("1 denial by the party concerned" if lang == "en" else "نفي واحد من الطرف المعني") in found.text
    assert told["nothing_to_do"] in found.text
    assert "<textarea" not in client.get(f"/{lang}/incidents/gz-0019%231").content.decode()


def test_any_claim_leads_to_its_incident(client: Client):
    page = as_person(client, "rita").get("/ar/incidents/gz-0019%232")
    assert (page.status_code, page.url) == (302, "/ar/incidents/gz-0019%231")
    assert client.get("/ar/incidents/nothing").status_code == 404
    assert client.get("/de/incidents/").status_code == 404


def test_a_person_with_the_right_moves_and_checks_through_the_forms(client: Client, node: Node):
    as_person(client, "vera")
    page = client.get(f"/en{ITEM}").content.decode()
    assert 'id="act-check"' in page
    assert '<option value="verified"' not in page
    client.post(f"/en{ITEM}/move", {"to": "triaged", "why": "<b>read</b>"})
    client.post(f"/en{ITEM}/move", {"to": "corroborating", "why": "قيل مرتين"})
    refused = client.post(f"/en{ITEM}/move", {"to": "verified", "why": "typed before"})
    assert refused.status_code == 400
    shown = refused.content.decode()
    assert "nothing is verified without a recorded step" in shown
    assert "typed before</textarea>" in shown
    assert '<option value="verified" selected>' in shown
    client.post(f"/en{ITEM}/check", {"step": "image", "result": "supports", "why": "two frames", "done_by": "a lab"})
    done = client.post(f"/en{ITEM}/move", {"to": "verified", "why": "it is shown"}, follow=True)
    text = read(done.content).text
    assert present(node, node.person("rita"), "gz-0029#1")["state"] == "verified"
    assert re.search(r"Image ?supports ?vera, done by a lab", text)
    assert "&lt;b&gt;read&lt;/b&gt;" in done.content.decode()
    assert "1 of 1 received" not in text
    arabic = read(client.get(f"/ar{ITEM}").content).text
    assert "تم التحقق" in arabic
    assert "قيل مرتين" in arabic


def test_access_denied_on_the_page_names_who_denied_it_and_who_says_so(client: Client, node: Node):
    name = "gz-0030#1"
    move(node, name, person="ana", to="triaged", why="w")
    as_person(client, "ivo")
    path = "/en/incidents/gz-0030%231"
    client.post(f"{path}/move", {"to": "under_investigation", "why": "w"})
    missing = client.post(f"{path}/move", {"to": "access_denied", "why": "closed", "actor": "israel", "until": "x"})
    assert missing.status_code == 400
    assert 'value="x"' in missing.content.decode()
    said = {"to": "access_denied", "why": "closed", "actor": "israel", "source": "ocha", "until": "2026-12-01"}
    text = read(client.post(f"{path}/move", said, follow=True).content).text
    assert re.search(r"access denied \(denied by Israel, as said by .*(OCHA|Humanitarian).*, until 2026-12-01\)", text)
    asked = {"to": "israel", "asks": "access", "deadline": "2026-12-01", "by_way_of": "a letter"}
    assert "Israel: access, due by 2026-12-01" in read(client.post(f"{path}/request", asked, follow=True).content).text


def test_a_judgement_that_closes_a_cycle_shows_its_chain_beside_what_was_typed(client: Client, node: Node):
    judge(node, "gz-0050#1", "gz-0051#1", person="ana", same=True, why="w")
    judge(node, "gz-0051#1", "gz-0052#1", person="ana", same=True, why="w")
    as_person(client, "vera")
    given = {"other": "gz-0052#1", "judged": "different", "why": "مكانان"}
    refused = client.post("/ar/incidents/gz-0050%231/judge", given)
    assert refused.status_code == 400
    text = read(refused.content).text
    assert words("ar")["judge_cycle"] in text
    assert "gz-0050#1 · حادثة واحدة · gz-0051#1 ana gz-0051#1 · حادثة واحدة · gz-0052#1 ana" in text
    assert "مكانان</textarea>" in refused.content.decode()


@pytest.mark.parametrize("act", ["move", "check", "assign", "request", "judge", "answer"])
def test_a_form_refuses_who_has_no_right_who_has_no_token_and_who_only_looks(client: Client, node: Node, act: str):
    given = {
        "to": "triaged" if act == "move" else "israel",
        "why": "w",
        "step": "image",
        "result": "supports",
        "owner": "vera",
        "asks": "a",
        "deadline": "2026-12-01",
        "by_way_of": "w",
        "other": "gz-0033#1",
        "judged": "same",
        "text": "t",
    }
    path, before = f"/en/incidents/gz-0032%231/{act}", node.ledger.head()
    answered = as_person(client, "rita").post(path, given)
    assert answered.status_code == (400 if act == "answer" else 403)
    assert 'role="alert"' in answered.content.decode()
    assert client.get(path).status_code == 405
    assert client.post("/en/incidents/gz-0032%231/erase", given).status_code == 404
    assert client.post(f"/en/incidents/nothing/{act}", given).status_code in (400, 403)
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert as_person(strict, "vera").post(path, given).status_code == 403
    assert Client(SERVER_NAME="localhost").post(path, given).status_code == 302
    assert as_person(client, "other").get("/en/incidents/gz-0032%231").status_code == 404
    assert as_person(client, "stranger").get("/en/incidents/").status_code == 403
    assert node.ledger.head() == before


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_empty_queue_says_what_would_fill_it(client: Client, lang: str):
    page = read(as_person(client, "vera").get(f"/{lang}/incidents/review").content).text
    assert words(lang)["queue_empty"] in page


def test_a_pair_that_waits_is_judged_in_the_queue_and_leaves_it(client: Client, node: Node):
    pair = '{"a": "gz-0060#1", "b": "gz-0061#1", "score": "0.62", "why": "one day, one place"}'
    tables: DjangoDatabase = node.tables
    tables.run(
        "INSERT INTO derived (case_id, kind, item, day, marking, audience, document) "
        "VALUES (%s, 'review', 'gz-0060#1/gz-0061#1', NULL, 'CLEAR', '|local|', %s)",
        (node.file.case, pair),
    )
    as_person(client, "vera")
    page = client.get("/en/incidents/review").content.decode()
    assert page.count('<li class="panel">') == 2
    assert "0.62" in page
    refused = client.post("/en/incidents/review", {"a": "gz-0060#1", "b": "gz-0061#1", "judged": "same", "why": ""})
    assert refused.status_code == 400
    assert 'value="same" required checked' in refused.content.decode()
    assert as_person(client, "rita").get("/en/incidents/review").content.decode().count("<textarea") == 0
    given = {"a": "gz-0060#1", "b": "gz-0061#1", "judged": "different", "why": "two days"}
    assert client.post("/en/incidents/review", given).status_code == 403
    as_person(client, "vera").post("/en/incidents/review", given)
    assert words("en")["queue_empty"] in read(client.get("/en/incidents/review").content).text


def test_checks_and_moves_of_an_incident_show_that_it_has_changed_since(client: Client, node: Node):
    check(node, "gz-0098#1", person="vera", step="document", result="inconclusive", why="w")
    move(node, "gz-0098#1", person="ana", to="triaged", why="w")
    judge(node, "gz-0098#1", "gz-0099#1", person="ana", same=True, why="w")
    compute(node)
    text = read(as_person(client, "rita").get("/en/incidents/gz-0099%231", follow=True).content).text
    assert "The incident has changed since its last step. Claims that joined it and were not weighed: gz-0099#1" in text
