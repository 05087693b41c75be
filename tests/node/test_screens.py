"""The first screen: behind a sign-in, in both languages, right to left in Arabic, nothing without a right."""

from pathlib import Path

import pytest
from django.test import Client

from tests.databases import DATABASES, database_url
from trucekeeper.errors import BadInput
from trucekeeper.ledger import Item
from trucekeeper.node.accounts import keep_password
from trucekeeper.node.node import Node
from trucekeeper.node.opened import opened_node
from trucekeeper.node.worker import compute

PASSWORD = "a long enough passphrase"


@pytest.fixture(params=DATABASES)
def client(request: pytest.FixtureRequest, tmp_path: Path, gaza_case_dir: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TRUCEKEEPER_NODE", str(tmp_path / "node"))
    node = Node.create(tmp_path / "node", gaza_case_dir, database=database_url(request.param), administrator="admin")
    for name, organisation, markings in (("reader", "local", ["CLEAR"]), ("other", "elsewhere", ["CLEAR"])):
        node.ledger.append(
            [
                Item(f"p:{name}", "person", {"person": name, "organisation": organisation, "markings": markings}),
                Item(f"r:{name}", "right", {"person": name, "role": "reader", "granted": True}),
            ],
            author="admin",
            recorded_at=node.ledger.page(limit=1)[0].recorded_at,
        )
        keep_password(name, PASSWORD)
    keep_password("stranger", PASSWORD)
    compute(node)
    opened_node.cache_clear()
    yield Client(SERVER_NAME="localhost")
    node.close()


def signed_in(client: Client, person: str) -> Client:
    assert client.login(username=person, password=PASSWORD)
    return client


def test_nothing_is_shown_before_signing_in(client: Client):
    response = client.get("/en/")
    assert response.status_code == 302
    followed = client.get("/en/", follow=True)
    assert followed.redirect_chain[-1][0].startswith("/en/sign-in")
    assert "Password" in followed.content.decode()
    assert "gz-0" not in followed.content.decode()


def test_the_form_signs_in_and_a_wrong_password_says_so_without_saying_which(client: Client):
    wrong = client.post("/ar/sign-in", {"username": "reader", "password": "no"})
    assert "لا شخص في هذه الحالة" in wrong.content.decode()
    assert 'value="reader"' in wrong.content.decode()
    right = client.post("/ar/sign-in", {"username": "reader", "password": PASSWORD})
    assert (right.status_code, right.url) == (302, "/ar/")


def test_a_browser_is_sent_to_its_language_and_to_arabic_where_it_asks_for_neither(client: Client):
    assert client.get("/", headers={"accept-language": "en-GB"}).url == "/en/"
    assert client.get("/", headers={"accept-language": "ar"}).url == "/ar/"
    assert client.get("/", headers={"accept-language": "fr"}).url == "/ar/"


@pytest.mark.parametrize(
    ("lang", "direction", "questions"),
    [
        ("ar", "rtl", ["ما الذي حدث", "ما الذي قد يحدث", "ما الذي يحين موعده", "ما الذي لا يُعرف"]),
        ("en", "ltr", ["What happened", "What may happen", "What is due", "What is not known"]),
    ],
)
def test_the_scene_answers_four_questions_and_every_sentence_has_a_report(client, lang, direction, questions):
    page = signed_in(client, "reader").get(f"/{lang}/").content.decode()
    assert f'<html lang="{lang}" dir="{direction}">' in page
    assert all(question in page for question in questions)
    sentences = page.split('<span class="sentence"')[1:]
    assert len(sentences) > 5
    for sentence in sentences:
        assert 'href="#report-' in sentence
    assert page.count('<li id="report-') > 5


def test_as_known_on_a_day_before_the_ledger_is_marked_as_a_reconstruction(client: Client):
    page = signed_in(client, "reader").get("/en/?as_of=2025-11-02").content.decode()
    assert "reconstruction" in page
    assert "2026" not in page.split('<div class="panels">')[1].split('id="sources"')[0].replace("2026-", "")
    assert "Back to now" in page


@pytest.mark.parametrize("asked", ["yesterday", "2025-13-40", "<script>alert(1)</script>"])
def test_a_time_that_is_none_says_what_would_be_right(client: Client, asked: str):
    response = signed_in(client, "reader").get("/en/", {"as_of": asked})
    assert response.status_code == 400
    assert "<script>" not in response.content.decode()


def test_another_organisation_reads_nothing_and_a_stranger_is_refused(client: Client):
    page = signed_in(client, "other").get("/en/").content.decode()
    assert "Nothing is computed yet that you may read" in page
    assert "report-gz" not in page
    assert signed_in(client, "stranger").get("/en/").status_code == 403


def test_a_page_may_load_nothing_but_the_nodes_own_style(client: Client):
    response = signed_in(client, "reader").get("/en/")
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert response.headers["Cache-Control"] == "no-store"
    assert "<script" not in response.content.decode()
    assert client.get("/fr/").status_code == 404


def test_a_short_password_is_refused(client: Client):
    with pytest.raises(BadInput, match="12 characters"):
        keep_password("reader", "short")
