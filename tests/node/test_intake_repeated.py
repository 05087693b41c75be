"""Every format into a node: repeated it changes nothing, interrupted anywhere it is ended by the same command."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.unit.report.test_readers import (
    ACLED,
    ATOM,
    CAP,
    CASUALTIES,
    DATA,
    ENTITIES,
    GDELT,
    GEOJSON,
    KOBO,
    MAIL,
    PAGE,
    RSS,
    SUBMISSION,
    TELEGRAM,
    UCDP,
    bomb,
    pdf,
    word_file,
)
from trucekeeper.errors import Fault
from trucekeeper.node.intake import Origin, asked, take_file
from trucekeeper.node.node import Node
from trucekeeper.node.reports import taken_in

FEW = '{"text": "one report of the day"}\n{"text": "two reports of the day"}\n{"text": "three reports of the day"}\n'


def workbook() -> bytes:
    book, out = Workbook(), BytesIO()
    for row in (["text", "date"], ["Two shots.", "2025-11-02"], ["Three shots.", "2025-11-03"]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


FORMATS = {
    "rss.xml": RSS,
    "atom.xml": ATOM,
    "page.html": PAGE,
    "cap.xml": CAP,
    "message.eml": MAIL,
    "a.pdf": pdf("Two trucks waited."),
    "scan.pdf": pdf(""),
    "a.docx": word_file(),
    "telegram.json": json.dumps(TELEGRAM),
    "ucdp.csv": UCDP,
    "acled.csv": ACLED,
    "20260105.export.CSV": GDELT + "\n",
    "daily.json": json.dumps(CASUALTIES),
    "a.geojson": json.dumps(GEOJSON),
    "a.jsonl": FEW,
    "submission.xml": SUBMISSION,
    "kobo.json": json.dumps(KOBO),
    "a.xlsx": workbook(),
    "a.txt": "قال شهود إن الطريق أُغلق.",
}


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory, gaza_case_dir: Path):
    node = Node.create(tmp_path_factory.mktemp("repeated") / "node", gaza_case_dir)
    yield node
    node.close()


def take(node: Node, path: Path) -> Counter[str]:
    found = take_file(node, path, Origin(), told=asked(node, person="operator"))
    return Counter(one.severity if isinstance(one, Fault) else one.became for one in found)


def texts(node: Node) -> list[str]:
    return sorted(one["text"] for one in taken_in(node.ledger, node.person("operator")))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_goes_in_once_and_interrupted_after_its_first_report_it_is_ended_by_the_same_command(
    pattern: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    data = FORMATS[name]
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    before = len(texts(pattern))
    monkeypatch.setattr("trucekeeper.node.intake.BATCH", 1)
    going = take_file(pattern, path, Origin(), told=asked(pattern, person="operator"))
    next(going)
    going.close()
    take(pattern, path)
    after, head = texts(pattern), pattern.ledger.head()
    assert len(after) > before
    monkeypatch.undo()
    again = take(pattern, path)
    assert set(again) <= {"known", "note", "error"}
    assert (pattern.ledger.head(), texts(pattern)) == (head, after)


def test_a_commit_that_fails_half_way_leaves_nothing_and_the_same_command_takes_all(
    pattern: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"text": f"number {n} that was said then"}) for n in range(9)))
    before, copies = pattern.ledger.head(), pattern.tables.rows("SELECT COUNT(*) FROM copy")

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pattern.ledger, "append", fail)
    with pytest.raises(KeyboardInterrupt):
        take(pattern, path)
    monkeypatch.undo()
    assert (pattern.ledger.head(), pattern.tables.rows("SELECT COUNT(*) FROM copy")) == (before, copies)
    assert take(pattern, path) == {"new": 9}


def test_what_is_bad_is_said_and_what_stands_beside_it_goes_in(pattern: Node, tmp_path: Path):
    late = (datetime.now(UTC) + timedelta(days=400)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    lying = f"""<rss><channel><title>A feed</title>
    <item><title>Dated ahead of the clock by this feed</title><pubDate>{late}</pubDate></item>
    <item><title>Dated by no calendar at all in it</title><pubDate>32 Foo 2025</pubDate></item></channel></rss>"""
    long = json.dumps({"text": "x " * 600_000}) + "\n" + json.dumps({"text": "a short one beside it"})
    given: list[tuple[str, str | bytes, dict[str, int], str]] = [
        ("lying.xml", lying, {"new": 2, "note": 1}, "which has not come yet"),
        ("long.jsonl", long, {"new": 1, "error": 1}, "split it"),
        ("empty.xml", "<rss><channel></channel></rss>", {"note": 1}, "holds no item"),
        ("nothing.txt", "", {"error": 1}, "the file is empty"),
        ("bomb.xlsx", bomb(), {"error": 1}, "would unpack to"),
        ("entities.xml", ENTITIES + "<rss><channel/></rss>", {"error": 1}, "declares entities"),
    ]
    for name, data, became, said in given:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        found = list(take_file(pattern, path, Origin(), told=asked(pattern, person="operator")))
        counts = Counter(one.severity if isinstance(one, Fault) else one.became for one in found)
        assert (name, counts) == (name, became)
        assert said in " ".join(str(one) for one in found if isinstance(one, Fault))


def test_a_pdf_without_text_is_kept_as_evidence(pattern: Node, tmp_path: Path):
    path = tmp_path / "another-scan.pdf"
    path.write_bytes(pdf("").replace(b"Invented Maker", b"Another Maker!"))
    assert take(pattern, path) == {"new": 1, "note": 1}
    kept = [
        pattern.ledger.held(body["content"])
        for _, _, body in pattern.ledger.standing("evidence")
        if body["what"] == "attachment"
    ]
    assert path.read_bytes() in [held.data for held in kept if held]
    assert take(pattern, path) == {"known": 1, "note": 1}


@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not here")
@pytest.mark.parametrize(
    ("file", "count"),
    [("ucdp/ged_candidate_2026-01_2026-02.csv", 3091), ("gaza-casualties/casualties_daily.json", 1051)],
)
def test_a_real_file_goes_into_the_ledger_whole_and_once(pattern: Node, file: str, count: int):
    assert take(pattern, DATA / file)["new"] == count
    head = pattern.ledger.head()
    assert take(pattern, DATA / file)["known"] == count
    assert pattern.ledger.head() == head
