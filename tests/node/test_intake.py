"""Reports into the ledger: once however often they come, with their evidence; copies as carriers, revisions as such."""

import hashlib
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from warcio.archiveiterator import ArchiveIterator

from tests.databases import DATABASES, database_url
from tests.unit.report.test_likeness import ARABIC, BASE
from tests.unit.report.test_readers import CAP, RSS, SHORT, SUBMISSION, UCDP, pdf, workbook
from trucekeeper.errors import Fault, NoRight
from trucekeeper.ledger import Item
from trucekeeper.node.copies import Copies
from trucekeeper.node.intake import Origin, asked, take_file, take_url
from trucekeeper.node.lists import report_documents
from trucekeeper.node.node import Node
from trucekeeper.node.transfer import export_node, import_node
from trucekeeper.node.vault import read_contact
from trucekeeper.node.watch import watch_round
from trucekeeper.node.worker import compute

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(params=DATABASES)
def node(request: pytest.FixtureRequest, tmp_path: Path, gaza_case_dir: Path):
    made = Node.create(tmp_path / "node", gaza_case_dir, database=database_url(request.param), administrator="admin")
    yield made
    made.close()


def take(node: Node, path: Path, data: str | bytes | None = None, **said):
    if data is not None:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(take_file(node, path, Origin(**said), told=asked(node, person="operator")))
    return Counter(one.severity if isinstance(one, Fault) else one.became for one in found)


def reports(node: Node) -> list[dict]:
    listed = report_documents(node, node.person("operator"))
    return [one for one in listed if one["id"].startswith("r-")]


def bodies(node: Node, kind: str) -> list[dict]:
    return [body for _, _, body in node.ledger.standing(kind)]


def test_a_feed_goes_in_once_however_often_it_is_taken(node: Node, tmp_path: Path):
    assert take(node, tmp_path / "f", RSS) == {"new": 2, "error": 1}
    before = node.ledger.head()
    assert take(node, tmp_path / "f") == {"known": 2, "error": 1}
    assert node.ledger.head() == before
    first = next(one for one in reports(node) if one["lang"] == "ar")
    assert first["title"] == "خبر أول"
    assert first["carriers"][0]["url"] == "https://example.org/1"
    assert node.ledger.verify().ok


def test_a_wire_text_in_many_outlets_is_one_report_with_many_carriers_and_its_differences_kept(
    node: Node, tmp_path: Path
):
    outlets = [f"{chr(65 + n)}TOWN (Agency) - {BASE}" for n in range(20)]
    feed = "".join(
        f"<item><title></title><description>{text}</description><link>https://o{n}.example.org/a</link></item>"
        for n, text in enumerate(outlets)
    )
    assert take(node, tmp_path / "f", f"<rss><channel><title>All</title>{feed}</channel></rss>") == {
        "new": 1,
        "carried": 19,
    }
    (report,) = reports(node)
    assert len(report["carriers"]) == 20
    kept = [body for body in bodies(node, "carried") if body["text"]]
    assert len(kept) == 19
    held = node.ledger.held(kept[0]["text"])
    assert held is not None
    assert held.data.decode() in outlets[1:]
    assert 0.75 <= float(kept[0]["likeness"]) < 1


def test_a_copy_that_reads_otherwise_is_kept_though_it_comes_by_the_same_way(node: Node, tmp_path: Path):
    assert take(node, tmp_path / "a.txt", f"ATOWN (Agency) - {BASE}") == {"new": 1}
    assert take(node, tmp_path / "b.txt", f"BTOWN (Agency) - {BASE}") == {"carried": 1}
    assert take(node, tmp_path / "b.txt") == {"known": 1}
    assert take(node, tmp_path / "a.txt") == {"known": 1}
    (kept,) = bodies(node, "carried")
    assert node.ledger.held(kept["text"]).data.decode().startswith("BTOWN")


def test_another_toll_is_another_report_in_arabic_too(node: Node, tmp_path: Path):
    assert take(node, tmp_path / "a.txt", ARABIC) == {"new": 1}
    assert take(node, tmp_path / "b.txt", ARABIC.replace("ثلاثة", "خمسة")) == {"new": 1}
    assert take(node, tmp_path / "c.txt", ARABIC + "‏\u200b ") == {"known": 1}


def test_a_page_that_reads_otherwise_later_revises_what_it_said(node: Node, site):
    page = "<html><body><article><p>{}</p></article></body></html>"
    url = site.give("/a", page.format(BASE))
    told = asked(node, person="operator")
    first = list(take_url(node, url, Origin(), told=told, private=True))
    again = list(take_url(node, url, Origin(), told=told, private=True))
    site.give("/a", page.format(BASE.replace("three", "five")))
    later = list(take_url(node, url, Origin(), told=told, private=True))
    assert [one.became for one in (*first, *again, *later)] == ["new", "known", "revised"]
    assert [body["revises"] for body in bodies(node, "report")] == [None, first[0].report]


def test_a_page_is_kept_as_it_was_captured_and_its_custody_begins(node: Node, site, monkeypatch):
    monkeypatch.setattr("trucekeeper.node.intake.screenshot", lambda _: b"\x89PNG picture")
    url = site.give("/a?x=1", f"<html><body><p>{BASE}</p><script>x()</script></body></html>")
    taken = list(
        take_url(
            node,
            url,
            Origin(archive="https://archive.example.org/1"),
            told=asked(node, person="operator"),
            private=True,
        )
    )
    assert [one.became for one in taken] == ["new"]
    page, picture = bodies(node, "evidence")
    assert (page["what"], page["archive"], picture["what"]) == (
        "page",
        "https://archive.example.org/1",
        "screenshot",
    )
    held = node.ledger.held(page["content"])
    assert held is not None
    for record in ArchiveIterator(BytesIO(held.data)):
        assert record.rec_headers.get_header("WARC-Target-URI") == url
        assert b"<script>x()</script>" in record.content_stream().read()
    assert {body["step"] for body in bodies(node, "custody")} == {"captured"}
    assert reports(node)[0]["carriers"][0]["sha256"]


def test_a_file_is_kept_untouched_beside_a_copy_without_what_it_says_of_its_maker(node: Node, tmp_path: Path):
    untouched = pdf("Two trucks waited.")
    assert take(node, tmp_path / "a.pdf", untouched) == {"new": 1}
    kept = {body["what"]: body for body in bodies(node, "evidence")}
    original, copy = (node.ledger.held(kept[what]["content"]).data for what in ("attachment", "working_copy"))
    assert original == untouched
    assert b"Invented Maker" in original
    assert b"Invented Maker" not in copy
    assert kept["working_copy"]["of"] == kept["attachment"]["content"]
    assert [body["step"] for body in bodies(node, "custody")] == ["received", "copied"]


def test_a_picture_of_a_submission_loses_where_it_was_taken_in_its_copy(node: Node, tmp_path: Path):
    picture, out = Image.new("RGB", (40, 30), "grey"), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "InventedMaker"
    picture.save(out, "JPEG", exif=exif)
    (tmp_path / "a.jpg").write_bytes(out.getvalue())
    assert take(node, tmp_path / "s.xml", SUBMISSION) == {"new": 1}
    kept = {body["what"]: node.ledger.held(body["content"]).data for body in bodies(node, "evidence")}
    assert b"InventedMaker" in kept["attachment"]
    assert b"InventedMaker" not in kept["working_copy"]
    assert Image.open(BytesIO(kept["working_copy"])).size == (40, 30)


def test_who_filed_a_form_stands_in_the_vault_and_nowhere_else(node: Node, tmp_path: Path):
    take(node, tmp_path / "s.xml", SUBMISSION)
    node.ledger.append(
        [
            Item("p:k", "person", {"person": "keeper", "organisation": "local", "markings": ["AMBER"]}),
            Item("r:k", "right", {"person": "keeper", "role": "source_keeper", "granted": True}),
        ],
        author="admin",
        recorded_at=datetime.now(UTC),
    )
    (body,) = bodies(node, "report")
    assert body["source"].startswith("src-")
    contact = read_contact(node, body["source"], person="keeper", why="to answer")
    assert (contact.name, contact.contact) == ("Invented Name", "+000")
    stored = b"".join(row.stored for row in node.ledger.stored())
    assert b"Invented Name" not in stored
    for path in node.folder.rglob("*"):
        if path.is_file() and "vault" not in path.name:
            assert b"Invented Name" not in path.read_bytes()
    assert [one["marking"] for one in reports(node)] == ["AMBER"]


def test_rows_of_a_table_are_told_apart_by_their_cells_and_a_changed_row_revises(node: Node, tmp_path: Path):
    assert take(node, tmp_path / "a.csv", UCDP) == {"new": 2}
    assert take(node, tmp_path / "b.csv", UCDP.replace("2026-01-06,0", "2026-01-06,3")) == {"known": 1, "revised": 1}
    revised = [body for body in bodies(node, "report") if body["revises"]]
    cells = json.loads(node.ledger.held(revised[0]["cells"]).data)
    assert cells["best"] == "3"


ROWS = "id,text,source\n1,{},{}\n2,Two trucks waited.,{}\n"


def test_rows_of_unrelated_tables_do_not_revise_each_other(node: Node, tmp_path: Path):
    assert take(node, tmp_path / "a.csv", "id,text\n1,A road was closed.\n") == {"new": 1}
    assert take(node, tmp_path / "b.csv", "id,text\n1,A clinic was full.\n") == {"new": 1}
    assert take(node, tmp_path / "b.jsonl", json.dumps({"id": "1", "text": "Four tents stood."})) == {"new": 1}
    book = workbook(["id", "text"], ["1", "Six drums were empty."], second=[["id", "text"], ["1", "A pump broke."]])
    assert take(node, tmp_path / "a.xlsx", book) == {"new": 2}
    assert take(node, tmp_path / "d.csv", ROWS.format("Bread was sold.", "One", "One")) == {"new": 2}
    assert take(node, tmp_path / "d.csv", ROWS.format("Salt was sold.", "Two", "One")) == {"new": 1, "known": 1}
    assert take(node, tmp_path / "e.csv", "id,text\n1,Oil was sold.\n", source="Three") == {"new": 1}
    assert not [body for body in bodies(node, "report") if body["revises"]]


def test_a_changed_row_of_a_table_revises_in_the_same_file_or_of_the_same_source(node: Node, tmp_path: Path):
    assert take(node, tmp_path / "a.csv", "id,text\n1,A road was closed.\n") == {"new": 1}
    assert take(node, tmp_path / "a.csv", "id,text\n1,A road was open.\n") == {"revised": 1}
    assert take(node, tmp_path / "b.csv", ROWS.format("Bread was sold.", "One", "One")) == {"new": 2}
    assert take(node, tmp_path / "c.csv", ROWS.format("Bread was out.", "One", "One")) == {"revised": 1, "known": 1}
    assert take(node, tmp_path / "d.csv", "id,text\n1,Bread was back.\n", source="One") == {"revised": 1}


def test_an_id_that_comes_twice_in_a_file_names_two_rows(node: Node, tmp_path: Path):
    rows = "id,text\n1,A road was closed.\n1,A clinic was full.\n1,A road was closed.\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    found = list(take_file(node, tmp_path / "a.csv", Origin(), told=asked(node, person="operator")))
    (said,) = [one for one in found if isinstance(one, Fault)]
    assert (said.line, said.severity) == (3, "note")
    assert "the id '1' stands above with other content" in said.message
    assert [one.became for one in found if not isinstance(one, Fault)] == ["new", "new", "known"]
    assert take(node, tmp_path / "a.csv", rows.replace("road was closed", "road was open")) == {
        "revised": 1,
        "known": 2,
        "note": 1,
    }
    closed = next(one["id"] for one in reports(node) if one["text"] == "A road was closed.")
    assert [body["revises"] for body in bodies(node, "report")] == [None, None, closed]


def test_a_row_leads_back_to_its_file(node: Node, tmp_path: Path):
    take(node, tmp_path / "a.csv", UCDP)
    take(node, tmp_path / "b.csv", "id,text\n1,A road was closed.\n")
    expected = [hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("a.csv", "a.csv", "b.csv")]
    assert [body["carriers"][0]["sha256"] for body in bodies(node, "report")] == expected


def test_a_short_message_and_an_alert_for_some_are_not_for_everyone(node: Node, tmp_path: Path):
    assert take(node, tmp_path / "a.eml", SHORT + b"Four trucks waited.") == {"new": 1}
    assert take(node, tmp_path / "a.xml", CAP.replace("<scope>Public", "<scope>Restricted")) == {"new": 2}
    assert [one["marking"] for one in reports(node)] == ["AMBER"] * 3
    assert not any("somebody" in one["text"] for one in reports(node))


def test_a_column_map_is_given_once_and_kept(node: Node, tmp_path: Path):
    (tmp_path / "a.csv").write_text("Notiz,Tag\nZwei,2025-11-02\n", encoding="utf-8")
    told = asked(node, person="operator", columns={"text": "Notiz", "date": "Tag"})
    list(take_file(node, tmp_path / "a.csv", Origin(), told=told))
    assert take(node, tmp_path / "b.csv", "Notiz,Tag\nDrei,2025-11-03\n") == {"new": 1}
    assert len(bodies(node, "column_map")) == 1


def test_an_intake_that_is_cut_off_is_ended_by_the_same_command(node: Node, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("trucekeeper.node.intake.BATCH", 10)
    rows = "".join(f'{{"text": "report number {n} of the day", "id": "{n}"}}\n' for n in range(45))
    path = tmp_path / "a.jsonl"
    path.write_text(rows, encoding="utf-8")
    going = take_file(node, path, Origin(), told=asked(node, person="operator"))
    for _ in range(25):
        next(going)
    going.close()
    assert len(reports(node)) == 30
    assert take(node, path) == {"known": 30, "new": 15}
    assert take(node, path) == {"known": 45}


def test_a_date_that_has_not_come_is_not_believed(node: Node, tmp_path: Path):
    late = (datetime.now(UTC) + timedelta(days=9)).isoformat()
    assert take(node, tmp_path / "a.jsonl", json.dumps({"text": "said", "published": late})) == {"new": 1, "note": 1}
    assert bodies(node, "report")[0]["published"] is None


def test_a_text_that_is_a_book_is_left_out_and_the_rest_goes_in(node: Node, tmp_path: Path):
    lines = json.dumps({"text": "x " * 600_000}) + "\n" + json.dumps({"text": "short"})
    assert take(node, tmp_path / "a.jsonl", lines) == {"error": 1, "new": 1}


def test_the_case_knows_its_sources_and_carriers_by_name_and_host(node: Node, tmp_path: Path):
    case = node.case()
    carrier = next(one for one in case.sources.carriers if one.hosts)
    source = case.sources.all[0]
    line = {"text": "said something", "url": f"https://{carrier.hosts[0]}/a", "source": source.name.ar}
    take(node, tmp_path / "a.jsonl", json.dumps(line, ensure_ascii=False))
    (report,) = reports(node)
    assert (report["source"], report["carriers"][0]["name"]) == (source.id, carrier.name.en)


def test_nobody_without_the_right_takes_in(node: Node, tmp_path: Path):
    with pytest.raises(NoRight):
        take(node, tmp_path / "a.txt", "said", person="admin")


def test_a_round_asks_each_feed_for_what_is_new_and_takes_it_in(node: Node, site):
    def feed(handler):
        unchanged = handler.headers.get("If-None-Match") == '"1"'
        return (304, {}, b"") if unchanged else (200, {"ETag": '"1"', "Content-Type": "text/xml"}, RSS.encode())

    site.pages["/feed"] = feed
    site.pages["/gone"] = (500, {}, b"")
    urls = [f"{site.address}/feed", f"{site.address}/gone"]

    def go(now: datetime) -> Counter[str]:
        found = (one for _, many in watch_round(node, urls, Origin(), now=now, private=True) for one in many)
        return Counter(one.severity if isinstance(one, Fault) else one.became for one in found)

    assert go(NOW) == {"new": 2, "error": 1, "note": 1}
    assert go(NOW + timedelta(seconds=5)) == {"note": 2}
    asked_for = [path for path, _ in site.asked]
    assert asked_for.count("/gone") == 1


def test_what_is_searched_is_found_and_copies_are_known_after_a_rebuild(node: Node, tmp_path: Path):
    take(node, tmp_path / "a.txt", ARABIC)
    compute(node)
    found = report_documents(node, node.person("operator"), words="المنزل قريب")
    assert [one["text"] for one in found] == [ARABIC]
    Copies(node).rebuild()
    assert take(node, tmp_path / "b.txt", ARABIC) == {"known": 1}


def test_an_erased_text_leaves_the_copies_and_the_list_says_that_it_was_erased(node: Node, tmp_path: Path):
    take(node, tmp_path / "a.txt", ARABIC)
    compute(node)
    node.ledger.append(
        [
            Item("p:k", "person", {"person": "keeper", "organisation": "local", "markings": ["CLEAR"]}),
            Item("r:k", "right", {"person": "keeper", "role": "source_keeper", "granted": True}),
        ],
        author="admin",
        recorded_at=datetime.now(UTC),
    )
    (body,) = bodies(node, "report")
    erasure = {"commitments": [body["text"]], "why": "the filer asked for it"}
    node.ledger.append([Item("e", "erasure", erasure)], author="keeper", recorded_at=datetime.now(UTC))
    compute(node)
    assert node.tables.rows("SELECT COUNT(*) FROM copy") == [(0,)]
    assert node.tables.rows("SELECT COUNT(*) FROM band") == [(0,)]
    (report,) = reports(node)
    assert (report.get("erased"), "text" in report) == (True, False)
    assert node.ledger.verify().ok


def test_a_handed_over_node_knows_its_copies_and_what_revises_what(node: Node, tmp_path: Path):
    take(node, tmp_path / "a.txt", ARABIC)
    take(node, tmp_path / "a.csv", UCDP)
    export_node(node, tmp_path / "out")
    node.close()
    other, _ = import_node(tmp_path / "out", tmp_path / "other")
    compute(other)
    assert take(other, tmp_path / "a.txt") == {"known": 1}
    assert take(other, tmp_path / "b.csv", UCDP.replace("2026-01-06,0", "2026-01-06,3")) == {"known": 1, "revised": 1}
