"""Every format is known by its content and read whole; what cannot be read is named, and the rest goes in."""

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest
from openpyxl import Workbook

from trucekeeper.errors import BadInput, Fault
from trucekeeper.report.form import form, write_form, xform
from trucekeeper.report.incoming import Incoming
from trucekeeper.report.readers import Asked, reader_of
from trucekeeper.report.readers.table import GDELT_COLUMNS

ZONE = ZoneInfo("Asia/Gaza")
DATA = Path(__file__).parents[4] / "shared" / "data"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>An Outlet</title><language>ar</language>
<item><title>خبر أول</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Sun, 02 Nov 2025 10:00:00 +0200</pubDate>
<description>&lt;p&gt;قالت مصادر إن ثلاثة أصيبوا.&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description></item>
<item><title></title><description></description></item>
<item><title>A second item</title><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Bulletin</title>
<entry><id>urn:1</id><title>One</title><updated>2025-11-02T08:00:00Z</updated><link href="https://example.org/a"/>
<content type="html">&lt;p&gt;First line.&lt;/p&gt;&lt;p&gt;Second line.&lt;/p&gt;</content></entry></feed>"""
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Fire near the line</title>
<meta property="article:published_time" content="2025-11-02"></head><body><nav>Home News</nav><article>
<h1>Fire near the line</h1><p>Residents said that they heard fire near the line on Sunday morning. The army did not
comment. The road was closed for three hours, and a clinic said that it took in four people.</p>
<script>document.write("run")</script></article></body></html>"""
CAP = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>ID-7</identifier>
<sender>office@example.org</sender><sent>2025-11-02T10:00:00+02:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>en</language><category>Safety</category><event>Shelling</event><urgency>Immediate</urgency>
<severity>Severe</severity><certainty>Likely</certainty><headline>Stay away from the road</headline>
<description>Shelling was reported.</description><area><areaDesc>North district</areaDesc></area></info>
<info><language>ar</language><category>Safety</category><event>قصف</event><urgency>Immediate</urgency>
<severity>Severe</severity><certainty>Likely</certainty><headline>ابتعدوا عن الطريق</headline></info></alert>"""
MAIL = (
    b"From: somebody@example.org\r\nTo: desk@example.org\r\nSubject: =?utf-8?b?2KjZhNin2Lo=?=\r\n"
    b"Date: Sun, 02 Nov 2025 10:00:00 +0200\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
    b"<p>Four trucks waited.</p><script>x()</script>\r\n--b\r\nContent-Type: image/png\r\n"
    b'Content-Disposition: attachment; filename="a.png"\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n'
    b"--b--\r\n"
)
TELEGRAM = {
    "name": "A channel",
    "type": "public_channel",
    "id": 77,
    "messages": [
        {"id": 1, "type": "service", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date_unixtime": "1762070400",
            "text": ["أُصيب ", {"type": "bold", "text": "اثنان"}, " في الطريق"],
        },
        {"id": 3, "type": "message", "text": "", "photo": "a.jpg"},
        {"id": 4, "type": "message", "text": "Forwarded words", "forwarded_from": "Another channel"},
    ],
}
UCDP = (
    "id,relid,year,code_status,type_of_violence,side_a,side_b,source_article,source_headline,date_start,date_end,best\n"
    '11,X-1,2026,Clear,1,A,B,"Agency, 2026-01-05, Fire","Fire reported",2026-01-05 00:00:00.000,2026-01-05,2\n'
    '12,X-2,2026,Clear,1,A,B,"Agency, 2026-01-06, Fire","Fire reported",2026-01-06 00:00:00.000,2026-01-06,0\n'
)
ACLED = (
    "event_id_cnty,event_date,event_type,actor1,notes,source,fatalities\n"
    "PSE1,05 January 2026,Explosions,A,An object exploded near the road.,An agency,0\n"
    "PSE2,soon,Explosions,A,An object was found.,An agency,0\n"
)
GDELT = "\t".join(
    {
        "GlobalEventID": "1234567890",
        "Day": "20260105",
        "DATEADDED": "20260105101500",
        "SOURCEURL": "https://e.org/x",
    }.get(name, "1")
    for name in GDELT_COLUMNS
)
CASUALTIES = [
    {"report_date": "2025-11-01", "report_source": "mohtel", "report_period": 24, "killed_truce_new": 0},
    {"report_date": "2025-11-02", "report_source": "mohtel", "report_period": 48},
]
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": 5,
            "geometry": {"type": "Point", "coordinates": [34.3, 31.3]},
            "properties": {"text": "Smoke was seen.", "date": "2025-11-02"},
        },
        {"type": "Feature", "geometry": None, "properties": None},
    ],
}
SUBMISSION = """<?xml version='1.0' ?><data id="trucekeeper_incident" version="1"><consent>yes</consent><report>
<share>node</share><lang>ar</lang><what>سمعت إطلاق نار قرب السوق.</what><day>2025-11-02</day>
<how_known>heard</how_known><picture>a.jpg</picture><may_ask>yes</may_ask><reporter_name>Invented Name</reporter_name>
<reporter_contact>+000</reporter_contact></report><meta><instanceID>uuid:1</instanceID></meta></data>"""
KOBO = [
    {
        "_xform_id_string": "trucekeeper_incident",
        "_uuid": "u1",
        "_submission_time": "2025-11-02T09:00:00",
        "consent": "yes",
        "report/what": "Trucks waited at the crossing.",
        "report/day": "2025-11-02",
        "report/lang": "en",
        "report/may_ask": "no",
    },
    {"_xform_id_string": "trucekeeper_incident", "_uuid": "u2", "consent": "no"},
]


def pdf(text: str) -> bytes:
    """Write a PDF of one page by hand; with no text its page is blank."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode() if text else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Author (Invented Maker) >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + trailer


def word_file() -> bytes:
    made, out = docx.Document(), BytesIO()
    made.add_paragraph("Minutes of the committee.")
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Trucks", "42"
    made.save(out)
    return out.getvalue()


def workbook(*rows: list[object], **sheets: list[list[object]]) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def read(tmp_path: Path, name: str, data: str | bytes, columns=lambda _: None):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    reader = reader_of(path)
    found = list(reader.read(path, Asked(ZONE, columns)))
    reports = [one for one in found if isinstance(one, Incoming)]
    return reader.name, reports, [one for one in found if isinstance(one, Fault)]


@pytest.mark.parametrize(
    ("name", "data", "reader", "texts"),
    [
        ("a", RSS, "feed", ["خبر أول\n\nقالت مصادر إن ثلاثة أصيبوا.", "A second item"]),
        ("a", ATOM, "feed", ["One\n\nFirst line.\nSecond line."]),
        ("a", CAP, "cap", ["Stay away from the road\n\nShelling was reported.\n\nNorth district", "ابتعدوا عن الطريق"]),
        ("a", MAIL, "email", ["Four trucks waited."]),
        ("a", pdf("Two trucks waited."), "pdf", ["Two trucks waited."]),
        ("a", word_file(), "docx", ["Minutes of the committee.\nTrucks\t42"]),
        ("a.json", json.dumps(TELEGRAM), "telegram", ["أُصيب اثنان في الطريق", "Forwarded words"]),
        ("a.csv", UCDP, "csv", ["Fire reported", "Fire reported"]),
        ("a.csv", ACLED, "csv", ["An object exploded near the road.", "An object was found."]),
        ("a.json", json.dumps(GEOJSON), "geojson", ["Smoke was seen."]),
        ("a.jsonl", '{"text": "one", "id": "1"}\n{"text": "two"}\n', "jsonl", ["one", "two"]),
        ("a.json", '[{"text": "one"}]', "json", ["one"]),
        ("a.xml", SUBMISSION, "form", ["سمعت إطلاق نار قرب السوق."]),
        ("a.json", json.dumps(KOBO), "form", ["Trucks waited at the crossing."]),
        ("a.xlsx", workbook(["text", "date"], ["Two shots.", "2025-11-02"]), "xlsx", ["Two shots."]),
        ("a.txt", "قال شهود إن الطريق أُغلق.", "text", ["قال شهود إن الطريق أُغلق."]),
        ("a.csv", "text;date\nsaid;2025-11-02\n", "csv", ["said"]),
    ],
)
def test_a_format_is_known_by_its_content_and_read_whole(tmp_path: Path, name, data, reader, texts):
    found, reports, _ = read(tmp_path, name, data)
    assert (found, [report.text for report in reports]) == (reader, texts)


def test_a_page_gives_its_article_without_what_stands_around_it_and_runs_nothing(tmp_path: Path):
    _, (report,), _ = read(tmp_path, "a.html", PAGE)
    assert "heard fire near the line" in report.text
    assert "Home News" not in report.text
    assert "document.write" not in report.text
    assert (report.title, report.published.date()) == ("Fire near the line", date(2025, 11, 2))


def test_a_feed_keeps_no_address_that_would_run_and_leaves_out_what_says_nothing(tmp_path: Path):
    _, (first, second), faults = read(tmp_path, "a", RSS)
    assert (first.url, first.lang, first.carrier) == ("https://example.org/1", "ar", "An Outlet")
    assert first.published.isoformat() == "2025-11-02T08:00:00+00:00"
    assert second.url is None
    assert [fault.message for fault in faults] == ["an item without title and text; left out"]


def test_a_message_keeps_its_files_and_names_nobody(tmp_path: Path):
    _, (report,), _ = read(tmp_path, "a.eml", MAIL)
    assert report.title == "بلاغ"
    assert [file.media_type for file in report.attachments] == ["message/rfc822", "image/png"]
    assert report.source is None


SHORT = b"From: somebody@example.org\r\nSubject: trucks\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.eml", SHORT + b"Four trucks waited."),
        ("a.eml", b"Subject: trucks\n\nFour trucks waited."),
        ("a", SHORT + b"Four trucks waited."),
        ("a.txt", b"Return-Path: <somebody@example.org>\nTo: a@example.org,\n b@example.org\n\nFour trucks waited."),
        ("a.eml", SHORT + b"<html><body><p>Four trucks waited.</p></body></html>"),
        ("a.eml", SHORT),
    ],
)
def test_a_message_with_hardly_a_header_names_nobody_either(tmp_path: Path, name: str, data: bytes):
    reader, (report,), _ = read(tmp_path, name, data)
    assert (reader, report.kind) == ("email", "email")
    assert "somebody" not in f"{report.text} {report.source} {report.title} {report.cells}"
    assert ("Four trucks waited." in report.text) == (data != SHORT)


@pytest.mark.parametrize(
    "text", ["From: the desk, without a blank line", "Update: all quiet\n\nFrom: nobody", "From here"]
)
def test_a_text_that_only_looks_like_a_message_stays_text(tmp_path: Path, text: str):
    assert read(tmp_path, "a.txt", text)[0] == "text"


@pytest.mark.parametrize("status", ["Test", "Exercise", "Draft", "System"])
def test_an_alert_that_is_none_is_left_out(tmp_path: Path, status: str):
    _, reports, (fault,) = read(tmp_path, "a", CAP.replace("Actual", status))
    assert not reports
    assert f"status {status}" in fault.message


@pytest.mark.parametrize(("scope", "marking"), [("Public", None), ("Restricted", "AMBER"), ("Private", "AMBER")])
def test_an_alert_that_is_not_for_everyone_says_so(tmp_path: Path, scope: str, marking: str | None):
    _, reports, _ = read(tmp_path, "a", CAP.replace("<scope>Public", f"<scope>{scope}"))
    assert [report.marking for report in reports] == [marking] * 2


def test_rows_that_say_the_same_stay_two_by_their_own_keys_and_days(tmp_path: Path):
    _, rows, _ = read(tmp_path, "a.csv", UCDP)
    assert [(row.key, row.occurred_on) for row in rows] == [
        ("ucdp:11", date(2026, 1, 5)),
        ("ucdp:12", date(2026, 1, 6)),
    ]
    assert rows[0].cells["best"] == "2"
    assert rows[0].source == "UCDP"


def test_a_day_that_is_none_is_named_and_the_row_goes_in(tmp_path: Path):
    _, rows, faults = read(tmp_path, "a.csv", ACLED)
    assert [row.occurred_on for row in rows] == [date(2026, 1, 5), None]
    assert [(fault.line, fault.severity) for fault in faults] == [(3, "note")]
    assert "'soon' is no day" in faults[0].message


def test_a_gdelt_table_needs_no_header(tmp_path: Path):
    name, (event,), _ = read(tmp_path, "20260105.export.CSV", GDELT + "\n")
    assert (name, event.key, event.url) == ("gdelt", "gdelt:1234567890", "https://e.org/x")
    assert (event.occurred_on, event.source) == (date(2026, 1, 5), "GDELT")


def test_what_a_daily_series_does_not_report_is_absent_and_not_zero(tmp_path: Path):
    name, days, _ = read(tmp_path, "a.json", json.dumps(CASUALTIES))
    assert name == "casualties"
    assert days[0].cells["killed_truce_new"] == "0"
    assert "killed_truce_new" not in days[1].cells


def test_a_telegram_export_is_read_only_of_a_channel(tmp_path: Path):
    _, reports, faults = read(tmp_path, "a.json", json.dumps(TELEGRAM))
    assert [report.source for report in reports] == ["A channel", "Another channel"]
    assert "no text (photo)" in faults[0].message
    _, reports, faults = read(tmp_path, "b.json", json.dumps({**TELEGRAM, "type": "private_group"}))
    assert reports == []
    assert "private persons" in faults[0].message


def test_a_submission_gives_its_filer_to_the_vault_alone_and_nothing_without_consent(tmp_path: Path):
    (tmp_path / "a.jpg").write_bytes(b"picture")
    _, (report,), _ = read(tmp_path, "s.xml", SUBMISSION)
    assert (report.contact.name, report.contact.consent.to) == ("Invented Name", ("node",))
    assert "Invented" not in json.dumps(report.cells) + report.text
    assert [file.data for file in report.attachments] == [b"picture"]
    _, reports, faults = read(tmp_path, "k.json", json.dumps(KOBO))
    assert len(reports) == 1
    assert reports[0].contact is None
    assert "no consent" in faults[0].message


def test_a_table_of_unknown_columns_is_explained_once_and_else_left_out(tmp_path: Path):
    table = "Notiz,Tag\nZwei Schuesse,2025-11-02\n"
    _, reports, faults = read(tmp_path, "a.csv", table)
    assert reports == []
    assert "unknown columns: Notiz, Tag" in faults[0].message
    _, (report,), _ = read(tmp_path, "a.csv", table, lambda names: {"text": names[0], "date": names[1]})
    assert (report.text, report.occurred_on) == ("Zwei Schuesse", date(2025, 11, 2))


def test_a_merged_header_is_read_over_two_rows_and_said(tmp_path: Path):
    table = workbook(["Day", "Killed", None, "text"], [None, "men", "women", None], ["2025-11-02", 1, 2, "Said."])
    _, (report,), faults = read(tmp_path, "a.xlsx", table, lambda _: {"text": "text"})
    assert report.cells == {"Day": "2025-11-02", "Killed men": "1", "Killed women": "2", "text": "Said."}
    assert "a header over two rows" in faults[0].message


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16", "utf-8-sig"])
def test_arabic_of_any_office_encoding_is_read(tmp_path: Path, encoding: str):
    data = "text,date\nقتيلان وأربعة جرحى,٢٠٢٥-١١-٠٢\n".encode(encoding if encoding != "windows-1256" else "utf-8")
    if encoding == "windows-1256":
        data = "text,date\nقتيلان وأربعة جرحى,2025-11-02\n".encode(encoding)
    _, (report,), _ = read(tmp_path, "a.csv", data)
    assert (report.text, report.occurred_on) == ("قتيلان وأربعة جرحى", date(2025, 11, 2))


def test_a_line_in_another_encoding_than_its_file_is_mended(tmp_path: Path):
    rows = b"text,date\n" + "قال شهود,2025-11-01\n".encode() * 4000 + "قال آخر,2025-11-02\n".encode("windows-1256")
    _, reports, _ = read(tmp_path, "a.csv", rows)
    assert (len(reports), reports[-1].text) == (4001, "قال آخر")


def test_a_page_whose_declared_charset_is_wrong_is_read_all_the_same(tmp_path: Path):
    page = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace("Residents said", "قال السكان")
    assert "قال السكان" in read(tmp_path, "a.html", page)[1][0].text
    western = PAGE.replace("utf-8", "windows-1252").replace("Residents", "Résidents").encode("windows-1252")
    assert "Résidents" in read(tmp_path, "b.html", western)[1][0].text


def test_marks_that_turn_or_hide_text_stay_in_it_and_do_no_harm(tmp_path: Path):
    text = "قال\u200b \u202eevil\u202c ‏شاهد‏ <b>إن</b>"
    assert read(tmp_path, "a.txt", text)[1][0].text == text


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return out.getvalue()


ENTITIES = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", bomb(), "would unpack to"),
        ("a.xml", ENTITIES + "<rss><channel><item><title>&b;</title></item></channel></rss>", "declares entities"),
        ("a.xml", ENTITIES + CAP, "entities, which are not read"),
        ("a.pdf", b"%PDF-1.7 broken", "cannot be read"),
        ("a.docx", b"PK\x03\x04word/document.xml", "cannot be opened"),
        ("a.csv", 'text,date\n"never closed,' + "x" * 1_100_000, "cannot be told apart"),
        ("a.xml", "<rss><channel></channel></rss>", "holds no item"),
        ("a.json", "[{]", "no JSON"),
        ("a.csv", "text,date\nsaid,2025-11-02,and,more\n", "4 cells where the header has 2"),
        ("a.html", "<html><body><script>all of it</script></body></html>", "holds no text"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_runs(tmp_path: Path, name: str, data, said: str):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    try:
        found = [str(one) for one in reader_of(path).read(path, Asked(ZONE)) if isinstance(one, Fault)]
    except (BadInput, ValueError) as error:
        found = [str(error)]
    assert said in " ".join(found)


def test_json_that_is_nested_without_end_is_refused(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ValueError, match="nested too deep"):
        list(reader_of(path, named="json").read(path, Asked(ZONE)))


@pytest.mark.parametrize(
    "text", ["[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000, "\n[\n" * 100_000]
)
@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_json_that_is_nested_without_end_is_no_text_either(tmp_path: Path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    try:
        found = list(reader_of(path).read(path, Asked(ZONE)))
    except ValueError as error:
        found = [Fault(path, 1, str(error))]
    assert [one.message for one in found if isinstance(one, Fault)] == ["the JSON is nested too deep"]
    assert len(found) == 1


def test_a_text_in_brackets_stays_text(tmp_path: Path):
    for text in ("[Update] three trucks waited.", "{sic} three trucks", "[1, 2]"):
        assert read(tmp_path, "a.txt", text)[0] == "text"


def test_a_feature_that_lies_nowhere_on_earth_is_noted_and_goes_in(tmp_path: Path):
    far = json.loads(json.dumps(GEOJSON))
    far["features"][0]["geometry"] = {"type": "Point", "coordinates": [31.5, 134.4]}
    _, reports, faults = read(tmp_path, "a.json", json.dumps(far))
    assert len(reports) == len(read(tmp_path, "b.json", json.dumps(GEOJSON))[1])
    assert (faults[0].line, faults[0].severity) == (1, "note")
    assert "the point [31.5, 134.4] lies nowhere on earth" in faults[0].message


def test_a_pdf_without_text_is_kept_and_said_to_be_so(tmp_path: Path):
    _, (report,), faults = read(tmp_path, "a.pdf", pdf(""))
    assert (report.text, len(report.attachments)) == ("", 1)
    assert "a PDF without text" in faults[0].message


def test_what_no_reader_knows_is_said(tmp_path: Path):
    (tmp_path / "a.bin").write_bytes(b"\x00\x01\x02\x03" * 100)
    with pytest.raises(BadInput, match="no reader knows this format"):
        reader_of(tmp_path / "a.bin")
    with pytest.raises(BadInput, match="known are pdf"):
        reader_of(tmp_path / "a.bin", named="magic")


def test_the_form_asks_for_consent_first_and_everything_else_only_with_it():
    survey = form()["survey"]
    assert survey[0]["name"] == "consent"
    assert [row["relevant"] for row in survey[1:3]] == ["${consent} = 'no'", "${consent} = 'yes'"]
    for row in [*survey, *form()["choices"]]:
        if row.get("type") != "end_group":
            assert row["label::Arabic (ar)"]
            assert row["label::English (en)"]
    assert "هل توافق" in xform()


def test_the_written_form_is_the_same_for_both_programs(tmp_path: Path):
    from pyxform import xls2xform

    sheet, xml = write_form(tmp_path)
    assert xls2xform.convert(sheet).xform == xml.read_text(encoding="utf-8")


def test_a_page_that_is_a_book_is_given_whole_and_quickly(tmp_path: Path):
    paragraph = "<p>Residents said that the road was closed for three hours on Sunday, number {}.</p>"
    body = "".join(paragraph.format(n) for n in range(120_000))
    page = f"<html><body><script>run()</script><article>{body}</article></body></html>"
    assert len(page) > 9_000_000
    _, (report,), _ = read(tmp_path, "a.html", page)
    assert report.text.count("\n") == 119_999
    assert "run()" not in report.text


@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not here")
@pytest.mark.parametrize(
    ("file", "count", "text"),
    [
        ("gaza-casualties/casualties_daily.json", 1051, None),
        ("gaza-casualties/west_bank_daily.json", 1051, None),
        ("gaza-casualties/infrastructure-damaged.json", 730, None),
        ("gaza-casualties/casualties_daily_vintages.csv", 1095, None),
        ("ucdp/ged_candidate_2026-01_2026-02.csv", 3091, None),
        ("ucdp/ged251_yemen.csv", 5445, None),
        ("ucdp/ucdp-peace-agreements-221.csv", 374, "pa_name"),
        ("ucdp/ucdp-term-dyad-3-2021.csv", 3140, "dyad_id"),
        ("boundaries/gaza_municipalities_osm.geojson", 46, "@id"),
        ("boundaries/pse_admin2_cod.geojson", 16, "adm2_name"),
        ("gazetteer/palestine_places_ar_en.json", 1443, "name_en"),
        ("gazetteer/geonames_ps_il_lb_sy_ye_sd_ss.csv", 1983, "name"),
        ("gazetteer/csc_PS.json", 132, "name"),
        ("text/arabic-event-gsr/assault_gsr.csv", 2225, "text"),
    ],
)
def test_the_real_files_go_in_whole(file: str, count: int, text: str | None):
    path = DATA / file
    found = list(reader_of(path).read(path, Asked(ZONE, lambda _: {"text": text} if text else None)))
    assert [str(one) for one in found if isinstance(one, Fault) and one.severity == "error"] == []
    reports = [one for one in found if isinstance(one, Incoming)]
    assert len(reports) == count
    if text is None:
        assert len({one.key for one in reports}) == count
