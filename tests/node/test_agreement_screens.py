"""The agreement and the figures on the screen, in both languages: every reading, every publisher, in equal places."""

from pathlib import Path

import pytest
from django.test import Client

from trucekeeper.ledger import Item
from trucekeeper.node.accounts import keep_password
from trucekeeper.node.node import Node
from trucekeeper.node.opened import opened_node

PASSWORD = "a long enough passphrase"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, gaza_case_dir: Path):
    node = Node.create(tmp_path_factory.mktemp("agreement") / "node", gaza_case_dir, administrator="admin")
    for name, organisation in (("rita", "local"), ("other", "elsewhere")):
        node.ledger.append(
            [
                Item(f"p:{name}", "person", {"person": name, "organisation": organisation, "markings": ["CLEAR"]}),
                Item(f"r:{name}", "right", {"person": name, "role": "reader", "granted": True}),
            ],
            author="admin",
            recorded_at=node.ledger.page(limit=1)[0].recorded_at,
        )
        keep_password(name, PASSWORD)
    keep_password("stranger", PASSWORD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUCEKEEPER_NODE", str(node.folder))
        opened_node.cache_clear()
        opened_node()
        yield Client(SERVER_NAME="localhost")
    node.close()


def as_person(client: Client, name: str = "rita") -> Client:
    assert client.login(username=name, password=PASSWORD)
    return client


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Gates to the next stage", "unmet", "Calendar of deadlines", "as marked", "of the Gaza Strip"]),
        ("ar", ["شروط الانتقال", "غير مستوفى", "جدول المواعيد", "كما وُضعت علاماته", "من قطاع غزة"]),
    ],
)
def test_the_agreement_shows_gates_calendar_obligations_instruments_and_lines(client: Client, lang: str, words):
    page = as_person(client).get(f"/{lang}/agreement/").content.decode()
    assert [word for word in words if word not in page] == []
    assert page.count('<tr><th scope="row"><a href') >= 40


def test_the_gates_as_known_before_their_text_are_none(client: Client):
    page = as_person(client).get("/en/agreement/?as_of=2025-11-02").content.decode()
    assert "No gate of the agreement stood on that day" in page
    assert as_person(client).get("/en/agreement/?as_of=soon").status_code == 400


def test_obligations_are_shown_by_kind(client: Client):
    page = as_person(client).get("/en/agreement/?kind=recurring_quantity").content.decode()
    listed = page.split('id="obligations"')[1].split('id="instruments"')[0]
    assert "O-11" in listed
    assert "O-01" not in listed


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_obligation_shows_its_readings_in_the_order_of_their_holders_names(client: Client, lang: str):
    page = as_person(client).get(f"/{lang}/agreement/O-01").content.decode()
    holders = page.split('aria-labelledby="readings"')[1].split("<h3>")[1:]
    assert len(holders) == 2
    names = [holder.split("</h3>")[0] for holder in holders]
    assert names == sorted(names)
    assert client.get(f"/{lang}/agreement/O-99").status_code == 404


def test_the_calendar_comes_as_icalendar(client: Client):
    response = as_person(client).get("/ar/agreement/calendar.ics")
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert response.content.startswith(b"BEGIN:VCALENDAR")


def test_the_change_between_two_days_says_why_it_cannot_be_derived(client: Client):
    address = "figures/killed_since_ceasefire?from=2025-10-30&to=2025-11-02"
    page = as_person(client).get(f"/en/{address}").content.decode()
    row = page.split("the Gaza health ministry")[1].split("</tr>")[0]
    assert [number in row for number in ("211", "236", "25", "8", "not derivable")] == [True] * 5
    assert "لا يمكن اشتقاقه" in client.get(f"/ar/{address}").content.decode()
    assert client.get("/en/figures/killed_since_ceasefire?from=x").status_code == 400
    assert client.get("/en/figures/nothing").status_code == 404


def test_publishers_stand_side_by_side_with_what_was_due_and_what_cannot_be_compared(client: Client):
    page = as_person(client).get("/en/figures/aid_trucks_entered").content.decode()
    assert page.count('<section class="panel">') == 10
    assert "33,600" in page
    assert "34,200" in page
    assert "not comparable: The publisher counts UN cargo" in page


def test_another_organisation_reads_no_figure_and_a_stranger_is_refused_everywhere(client: Client):
    assert "No published figure is recorded" in as_person(client, "other").get("/en/figures/").content.decode()
    assert client.get("/en/figures/aid_trucks_entered").status_code == 404
    as_person(client, "stranger")
    for address in ("agreement/", "agreement/O-01", "agreement/calendar.ics", "figures/", "figures/aid_trucks_entered"):
        assert client.get(f"/en/{address}").status_code == 403
