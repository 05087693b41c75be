"""Reports on the screens: the queue, one report with all that is known of it, and the form that takes them in."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.databases import DATABASES, database_url
from tests.node.test_triage import HEBREW, PEOPLE, enter_people
from tests.unit.report.test_likeness import BASE
from tests.unit.report.test_readers import RSS, bomb, pdf
from tests.web import web
from trucekeeper.ledger import Item
from trucekeeper.node.accounts import keep_password
from trucekeeper.node.intake import Origin, asked, take_file
from trucekeeper.node.node import Node
from trucekeeper.node.opened import opened_node
from trucekeeper.node.triage import translate, triage
from trucekeeper.node.vault import read_contact
from trucekeeper.node.worker import catch_up, compute
from trucekeeper.vocabulary.sentence import style

PASSWORD = "a long enough passphrase"
TURNED = "The \u202edaor\u202c was closed. <script>alert(1)</script> <b>Bold</b>\u200b"


def made_node(folder: Path, case: Path, database: str | None = None) -> Node:
    node = Node.create(folder, case, database=database, administrator="admin")
    enter_people(node)
    for name, _, _ in PEOPLE:
        keep_password(name, PASSWORD)
    compute(node)
    return node


def signed_in(node: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("TRUCEKEEPER_NODE", str(node))
    opened_node.cache_clear()
    opened_node()
    client = Client(SERVER_NAME="localhost")
    assert client.login(username="ana", password=PASSWORD)
    return client


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory, gaza_case_dir: Path) -> Path:
    node = made_node(tmp_path_factory.mktemp("pattern") / "node", gaza_case_dir)
    node.close()
    return node.folder


@pytest.fixture
def client(pattern: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    yield signed_in(Path(shutil.copytree(pattern, tmp_path / "node")), monkeypatch)
    opened_node().close()


@pytest.fixture(params=DATABASES)
def each_client(request: pytest.FixtureRequest, tmp_path: Path, gaza_case_dir: Path, monkeypatch: pytest.MonkeyPatch):
    node = made_node(tmp_path / "node", gaza_case_dir, database_url(request.param))
    yield signed_in(node.folder, monkeypatch)
    node.close()


def taken(text: str | bytes, name: str = "a.txt", **said) -> str:
    node = opened_node()
    path = node.folder.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found = list(take_file(node, path, Origin(**said), told=asked(node, person="operator")))
    return next(one.report for one in found if hasattr(one, "report"))


def page(client: Client, address: str, status: int = 200, **given) -> str:
    response = client.get(address, given)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def listed(client: Client, **filters) -> list[str]:
    text = page(client, "/en/reports/", **filters)
    return [part.split('"')[0].split("?")[0] for part in text.split('<li><p><a href="/en/reports/')[1:]]


def act(client: Client, report: str, **given):
    return client.post(f"/en/reports/{report}", given)


def test_every_word_of_these_screens_stands_in_both_languages():
    for part in ("screens", "words", "templates", "languages"):
        assert set(style("en")[part]) == set(style("ar")[part]), part


def test_the_queue_stands_by_deadline_with_its_owner_and_says_in_words_what_is_overdue(each_client: Client):
    client = each_client
    node = opened_node()
    today = datetime.now(node.case().zone).date()
    late, soon, free = (taken(f"The road number {n} was closed for hours.", f"{n}.txt") for n in "ABC")
    done = taken("The road was opened again after noon.", "d.txt")
    for report, days, owner in ((late, -2, "omar"), (soon, 1, "ana")):
        due = (today + timedelta(days=days)).isoformat()
        triage(node, report, person="ana", state="in_review", owner=owner, due=due)
    triage(node, done, person="ana", state="closed", due=(today - timedelta(days=9)).isoformat())
    assert listed(client) == [late, soon, free]
    text = page(client, "/en/reports/")
    assert "<strong>overdue by 2 days</strong>" in text
    assert "due in 1 day" in text
    assert "no deadline" in text
    assert "<strong>مضى موعده منذ يومين</strong>" in page(client, "/ar/reports/")
    assert listed(client, state="closed") == [done]
    assert listed(client, owner="omar") == [late]
    assert listed(client, owner="nobody") == [free]
    assert "done" in page(client, "/en/reports/", state="closed")


def test_the_filters_are_in_the_address_and_narrow_by_side_language_source_and_words(each_client: Client):
    client = each_client
    node = opened_node()
    case = node.case()
    party = case.file.parties[0]
    speaker = next(source for source in case.sources.all if case.sources.side(source.id) == party)
    said = taken("قال شهود إن الطريق أُغلق ثلاث ساعات.", "a.txt", source=speaker.name.ar)
    other = taken(HEBREW, "b.txt", source="A newspaper")
    compute(node)
    assert set(listed(client, state="all")) == {said, other}
    assert listed(client, state="all", side=party) == [said]
    assert listed(client, state="all", lang="he") == [other]
    assert listed(client, state="all", source="newspaper") == [other]
    assert listed(client, state="all", source=speaker.name.en[:8].upper()) == [said]
    assert listed(client, state="all", words="الطريق أغلق") == [said]
    assert listed(client, state="all", words="nothing like it") == []
    assert "Reports come in by" in page(client, "/en/reports/", words="nothing like it")
    text = page(client, "/en/reports/", state="all", lang="he")
    assert 'value="he" selected' in text
    assert "/ar/reports/?state=all&amp;lang=he" in text
    records = listed(client, state="records")
    assert len(records) == 20
    assert all(name.startswith("gz-") or "-" in name for name in records)


def test_a_list_shows_no_untouched_text_but_the_places_and_actors_that_it_names(client: Client):
    report = taken("Invented Person said that fire was heard near Rafah. <script>x</script>", source="A newspaper")
    for lang, name in (("en", "Rafah"), ("ar", "رفح")):
        text = page(client, f"/{lang}/reports/")
        assert report in text
        assert name in text.split('<ul class="items">')[1].split("</ul>")[0]
        assert "Invented Person" not in text
        assert "heard near" not in text


def test_who_is_heard_is_shown_by_side_and_language_and_a_silent_party_as_such(client: Client):
    node = opened_node()
    empty = page(client, "/en/reports/").split('id="heard"')[1]
    assert "no report" not in empty
    case = node.case()
    for row in (row for kind in ("record_row", "figure") for row in node.ledger.standing(kind)):
        version, _, _ = row
        node.ledger.append(
            [Item(f"w:{version.record}", "withdrawal", {"of": version.record, "why": "to test"})],
            author="operator",
            recorded_at=datetime.now(UTC),
        )
    report = taken(HEBREW, source=next(s.name.en for s in case.sources.all if case.sources.side(s.id) == "israel"))
    text = page(client, "/en/reports/").split('id="heard"')[1]
    assert "Hebrew" in text
    assert "Without a translation, in Hebrew: <bdi>1</bdi>" in text
    assert text.count('class="unknown"') == len(case.file.parties) - 1
    translate(node, report, person="ana", lang="en", translator="a desk", text="Residents said the road was closed.")
    assert "Without a translation" not in page(client, "/en/reports/")


@pytest.mark.parametrize(
    ("lang", "untouched", "translation"),
    [("ar", "النص كما ورد", "ليست الأصل"), ("en", "The text as it came", "not the original")],
)
def test_a_report_shows_its_untouched_text_with_what_was_made_of_it_beside(client, lang, untouched, translation):
    node = opened_node()
    report = taken(HEBREW, source="A newspaper")
    translate(node, report, person="ana", lang="ar", translator="مكتب ترجمة", text="قال سكان إن الطريق أُغلق.")
    text = page(client, f"/{lang}/reports/{report}")
    assert f'<div class="text" lang="he" dir="rtl">{HEBREW}</div>' in text
    assert '<div class="text" lang="ar" dir="rtl">قال سكان إن الطريق أُغلق.</div>' in text
    for words in (untouched, translation, "مكتب ترجمة"):
        assert words in text


def test_marks_that_turn_text_are_named_and_nothing_of_a_text_runs(client: Client):
    report = taken(TURNED)
    text = page(client, f"/en/reports/{report}")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;Bold&lt;/b&gt;" in text
    assert "U+202E × 1" in text
    assert "U+200B × 1" in text


def test_carriers_differences_evidence_custody_and_revisions_stand_on_the_page(client: Client):
    first = taken(f"ATOWN (Agency) - {BASE}", "a.txt", source="An agency")
    assert taken(f"BTOWN (Agency) - {BASE} Note.", "b.txt") == first
    text = page(client, f"/en/reports/{first}")
    assert "Reads otherwise at:" in text
    assert "BTOWN (Agency)" in text
    row = "id,text,date\n1,{},2025-11-02\n"
    before, after = taken(row.format("Two came."), "r.csv"), taken(row.format("Three came."), "r.csv")
    assert f'Revises</dt><dd><a href="/en/reports/{before}"' in page(client, f"/en/reports/{after}")
    assert f'Revised by</dt><dd><a href="/en/reports/{after}"' in page(client, f"/en/reports/{before}")
    untouched = pdf("Two trucks waited.")
    report = taken(untouched, "c.pdf")
    text = page(client, f"/en/reports/{report}")
    for words in ("file as it came", "working copy", "application/pdf", "received", "copied"):
        assert words in text
    address = text.split('<th scope="row"><a href="')[1].split('"')[0]
    given = client.get(address)
    assert given.content == untouched
    assert given.headers["Content-Disposition"].startswith("attachment; filename=")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/en/reports/{report}/{'0' * 64}").status_code == 404


def test_what_is_done_with_a_report_is_entered_through_the_forms_and_stands_in_its_history(each_client: Client):
    client = each_client
    report = taken(pdf("Two trucks waited."), "c.pdf")
    for given in (
        {"act": "triage", "state": "waiting", "owner": "ana", "due": "2026-03-02", "why": "asked <the> clinic"},
        {"act": "translate", "lang": "ar", "translator": "a desk", "text": "انتظرت شاحنتان."},
        {"act": "word_back", "by_way_of": "mail", "text": "we asked"},
        {"act": "custody", "step": "handed_over", "to": "a laboratory", "why": "to date it"},
    ):
        response = act(client, report, **given)
        assert (response.status_code, response.url) == (302, f"/en/reports/{report}")
    text = page(client, f"/en/reports/{report}")
    for words in ("asked &lt;the&gt; clinic", "انتظرت شاحنتان.", "we asked", "a laboratory", "2026-03-02"):
        assert words in text
    arabic = page(client, f"/ar/reports/{report}")
    for words in ("بانتظار رد", "سلسلة الحفظ", "الرد على من قدّم البلاغ"):
        assert words in arabic
    assert opened_node().ledger.verify().ok


@pytest.mark.parametrize(
    ("given", "said", "kept"),
    [
        (
            {"act": "triage", "state": "in_review", "due": "tomorrow", "why": "urgent"},
            "a day as 2026-03-02",
            "tomorrow",
        ),
        ({"act": "triage", "state": "in_review", "owner": "omar"}, "an owner who may read", 'id="t-owner"'),
        ({"act": "translate", "lang": "ar", "translator": "", "text": "نص"}, "the organisation or program", "نص"),
        ({"act": "word_back", "by_way_of": "mail", "text": ""}, "Say what was told", 'value="mail"'),
        ({"act": "custody", "step": "examined", "why": "", "to": "a lab"}, "Give the reason", 'value="a lab"'),
        ({"act": "nothing"}, "no such act", "t-owner"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_is_kept(client: Client, given, said: str, kept: str):
    report = taken(pdf("Two trucks waited."), "c.pdf")
    before = opened_node().ledger.head()
    response = act(client, report, **given)
    text = response.content.decode()
    assert (response.status_code, said in text, kept in text) == (400, True, True), text
    assert opened_node().ledger.head() == before


def test_who_may_not_read_sees_no_report_and_who_may_not_take_in_sees_no_form(client: Client):
    hidden, open_one = taken(pdf("Two trucks waited."), "c.pdf"), taken("The road was closed.")
    before = opened_node().ledger.head()
    for name, forms in (("omar", True), ("rita", False)):
        assert client.login(username=name, password=PASSWORD)
        assert listed(client) == [open_one]
        assert client.get(f"/en/reports/{hidden}").status_code == 404
        assert act(client, hidden, act="triage", state="closed").status_code in (403, 404, 400)
        text = page(client, f"/en/reports/{open_one}")
        assert ('<textarea id="t-why"' in text) == forms
    assert act(client, open_one, act="triage", state="closed").status_code == 403
    assert client.get("/en/reports/new").status_code == 403
    assert client.post("/ar/reports/new", {"way": "text", "text": "said"}).status_code == 403
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert strict.login(username="ana", password=PASSWORD)
    assert act(strict, open_one, act="triage", state="closed").status_code == 403
    assert strict.post("/en/reports/new", {"way": "text", "text": "said"}).status_code == 403
    assert opened_node().ledger.head() == before
    for address in ("/en/reports/", f"/en/reports/{open_one}", "/en/reports/new"):
        assert Client(SERVER_NAME="localhost").get(address).status_code == 302
        assert client.get(address.replace("/en/", "/fr/")).status_code == 404


def test_the_screens_are_shown_as_known_on_a_day(client: Client):
    report = taken("The road was closed.")
    node = opened_node()
    then = node.ledger.page(limit=1)[0].recorded_at.isoformat()
    triage(node, report, person="ana", state="closed", why="seen")
    assert listed(client) == []
    assert listed(client, as_of=then) == [report]
    text = page(client, f"/en/reports/{report}", as_of=then)
    assert "seen" not in text
    assert 'id="t-why"' not in text
    text = page(client, "/en/reports/", as_of="2025-11-02", state="records")
    assert "a reconstruction" in text
    assert page(client, "/en/reports/", 400, as_of="soon")
    assert page(client, f"/en/reports/{report}", 400, as_of="soon")
    record = listed(client, state="records")[0]
    assert "own records" in page(client, f"/en/reports/{record}")
    assert page(client, f"/ar/reports/{record}").count('<p class="panel" lang=') == 2
    assert client.get("/en/reports/nothing").status_code == 404


def send(client: Client, lang: str = "en", status: int = 200, **given) -> str:
    response = client.post(f"/{lang}/reports/new", given)
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


def test_a_pasted_text_goes_in_once_as_it_is_with_who_said_it(client: Client):
    given = {"way": "text", "text": "قال شهود\r\nإن الطريق أُغلق.", "source": "صحيفة", "published": "2026-03-01"}
    text = send(client, **given, marking="AMBER", url="https://example.org/a")
    assert "Taken in: <bdi>1</bdi>" in text
    (report,) = listed(client)
    item = page(client, f"/en/reports/{report}")
    assert "قال شهود\nإن الطريق أُغلق." in item
    for words in ("صحيفة", "https://example.org/a", "TLP:AMBER", "2026-03-01T00:00"):
        assert words in item
    assert "Known already: <bdi>1</bdi>" in send(client, **given, url="https://example.org/a")
    assert "أُدخل: <bdi>1</bdi>" in send(client, "ar", way="text", text="قول آخر لم يسمعه أحد من قبل")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"way": "text", "text": " "}, "Nothing was sent"),
        ({"way": "files"}, "Nothing was sent"),
        ({"way": "address", "address": ""}, "Nothing was sent"),
        ({"way": "magic"}, "no such act"),
        ({"way": "text", "text": "kept words", "published": "soon"}, "This is not a time"),
        ({"way": "text", "text": "kept words", "marking": "RED"}, "a marking that you do not hold"),
        ({"way": "text", "text": "kept words", "filer_name": "Invented"}, "only with their consent"),
    ],
)
def test_what_cannot_be_taken_in_is_said_beside_what_was_typed(client: Client, given, said: str):
    before = opened_node().ledger.head()
    text = send(client, status=400, **given)
    assert said in text
    assert given.get("text", "").strip() in text
    assert opened_node().ledger.head() == before


def test_who_told_it_goes_to_the_vault_with_their_consent_and_nowhere_else(client: Client):
    node = opened_node()
    send(
        client,
        way="text",
        text="Fire was heard at noon.",
        filer_name="Invented Name",
        filer_contact="+000",
        filer_share="node",
        filer_consent="yes",
    )
    (report,) = listed(client)
    assert "Invented Name" not in page(client, f"/en/reports/{report}")
    assert "a person, known to the vault alone" in page(client, f"/en/reports/{report}")
    (body,) = [body for _, _, body in node.ledger.standing("report")]
    items = [
        Item("p:k", "person", {"person": "keeper", "organisation": "local", "markings": ["AMBER"]}),
        Item("r:k", "right", {"person": "keeper", "role": "source_keeper", "granted": True}),
    ]
    node.ledger.append(items, author="admin", recorded_at=datetime.now(UTC))
    contact = read_contact(node, body["source"], person="keeper", why="to answer")
    today = datetime.now(node.case().zone).date()
    assert (contact.name, contact.contact, contact.consent.to, contact.consent.on) == (
        "Invented Name",
        "+000",
        ("node",),
        today,
    )


def test_files_go_in_together_and_what_is_left_out_is_named(client: Client):
    files = [
        SimpleUploadedFile("a.xml", RSS.encode()),
        SimpleUploadedFile("a.xml", pdf("Two trucks waited.")),
        SimpleUploadedFile("b.xlsx", bomb()),
        SimpleUploadedFile("../../c.txt", b"The road was closed."),
    ]
    text = send(client, way="files", files=files)
    assert "Taken in: <bdi>2</bdi>" in text
    assert "an item without title and text; left out" in text
    assert "would unpack to" in text
    assert len(listed(client)) == 4


def test_a_file_that_is_too_large_for_the_form_is_sent_to_the_command(client: Client, monkeypatch):
    monkeypatch.setattr("trucekeeper.node.screens.taking.LARGEST_UPLOAD_BYTES", 100)
    text = send(client, status=400, way="files", files=[SimpleUploadedFile("a.txt", b"x" * 101)])
    assert "too large" in text
    assert listed(client) == []


def test_the_columns_of_an_unknown_table_are_asked_once_and_kept(client: Client):
    table = "Notiz,Tag\nZwei Schuesse,2025-11-02\n"
    text = send(client, way="files", files=[SimpleUploadedFile("a.csv", table.encode())], source="A desk")
    assert "What do the columns of this table hold?" in text
    assert text.count('<option value="Notiz">') == 9
    file = [SimpleUploadedFile("a.csv", table.encode())]
    refused = send(client, status=400, way="files", files=file, **{"column-date": "Tag"})
    assert "which column holds the text" in refused
    mapped = {"column-text": "Notiz", "column-date": "Tag"}
    wrong = send(
        client, status=400, way="files", files=[SimpleUploadedFile("a.csv", table.encode())], **{"column-text": "No"}
    )
    assert "no column" in wrong
    text = send(client, way="files", files=[SimpleUploadedFile("a.csv", table.encode())], source="A desk", **mapped)
    assert "Taken in: <bdi>1</bdi>" in text
    later = SimpleUploadedFile("b.csv", table.replace("Zwei", "Drei").encode())
    assert "Taken in: <bdi>1</bdi>" in send(client, "en", way="files", files=[later])


def test_an_address_is_asked_behind_the_guard(client: Client, monkeypatch):
    with web() as site:
        url = site.give("/feed", RSS, "text/xml")
        text = send(client, way="address", address=url)
        assert "an address of a private network; it is not asked" in text
        assert site.asked == []
        assert "no http or https address" in send(client, way="address", address="file:///etc/passwd")
        from trucekeeper.wire import get

        monkeypatch.setattr("trucekeeper.node.intake.get", lambda url, private: get(url, private=True))
        assert "Taken in: <bdi>2</bdi>" in send(client, way="address", address=url)


PROSE = "قال الجيش الإسرائيلي إن مسلحين أطلقوا النار على قواته قرب رفح فأصيب جنديان، ونفت حماس ذلك."


def test_the_claims_of_a_report_stand_on_its_page_with_their_words_marked(client: Client):
    report = taken(PROSE)
    catch_up(opened_node())
    text = page(client, f"/ar/reports/{report}")
    assert '<mark class="act" title="الفعل">أطلقوا النار</mark>' in text
    assert text.count('<li class="panel" id="r-') == 2
    assert style("ar")["screens"]["claims_help"] in text
    assert "نفت" in text


@pytest.mark.parametrize(("lang", "who"), [("ar", "(ذكور، أطفال)"), ("en", "(male, children)")])
def test_the_harm_of_a_claim_says_the_sex_and_age_that_its_speaker_gave(client: Client, lang: str, who: str):
    report = taken("The ministry said that a strike on Rafah killed two boys.")
    catch_up(opened_node())
    assert f"</bdi> {who}" in page(client, f"/{lang}/reports/{report}")


def test_a_claim_is_taken_over_on_the_page_by_who_may_judge_and_what_is_refused_is_kept(client: Client):
    report = taken(PROSE)
    catch_up(opened_node())
    given = {
        "act": "claim",
        "claim": f"{report}#1",
        "stance": "asserts",
        "act_code": "gunfire",
        "actor": "unnamed-armed-persons",
        "target_status": "combatant",
        "place": "rafah",
        "harm": "injured=2",
    }
    monitor = Client(SERVER_NAME="localhost")
    assert monitor.login(username="omar", password=PASSWORD)
    assert act(monitor, report, **given).status_code == 403
    wrong = act(client, report, **{**given, "harm": "injured=many"})
    assert wrong.status_code == 400
    assert "injured=many" in wrong.content.decode()
    assert act(client, report, **given).status_code == 302
    text = page(client, f"/en/reports/{report}")
    assert "Recorded by" in text
    assert act(client, report, **{**given, "claim": "r-other#1"}).status_code == 400
