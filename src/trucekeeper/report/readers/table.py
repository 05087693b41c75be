"""Tables, a row a report: those whose columns are known, and any other by a map that a person gives once."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import Incoming, ReportKind
from trucekeeper.report.readers.office import holds
from trucekeeper.report.readers.reader import Asked, ColumnMap, Found, Head, Reader
from trucekeeper.report.readers.rows import Row, Rows, csv_rows, delimiter, header, sheets
from trucekeeper.vocabulary.clock import parse_day
from trucekeeper.vocabulary.text import western_digits

FIELDS = ("id", "text", "title", "source", "carrier", "url", "published", "date", "lang")
"""What a column of a table can hold. ``text`` may name several columns, separated by ``|``."""
TABLE = "table"
"""The dialect of a table that is nobody's in particular: its ids name its rows there, and nowhere else."""
_DAY = re.compile(r"^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:\D.*)?$")
_MONTHS = "january february march april may june july august september october november december".split()
_WORDED = re.compile(r"^(\d{1,2}) ([A-Za-z]+) (\d{4})$")


class Dialect(NamedTuple):
    """A table whose columns are known: which they are, what they hold, and who publishes it."""

    name: str
    columns: frozenset[str]
    map: ColumnMap
    source: str | None = None
    kind: ReportKind = "event"


UCDP = Dialect(
    "ucdp",
    frozenset({"relid", "code_status", "type_of_violence", "date_start", "best"}),
    {"id": "id", "text": "source_headline|source_article", "date": "date_start"},
    "UCDP",
)
ACLED = Dialect(
    "acled",
    frozenset({"event_id_cnty", "event_date", "event_type", "notes"}),
    {"id": "event_id_cnty", "text": "notes", "date": "event_date", "source": "source"},
)
VINTAGES = Dialect(
    "casualties-vintages",
    frozenset({"published_at", "commit", "report_date", "report_source"}),
    {"id": "commit|report_date|kind", "date": "report_date", "published": "published_at", "source": "report_source"},
    kind="table",
)
DIALECTS = (UCDP, ACLED, VINTAGES)

GDELT_COLUMNS = (
    "GlobalEventID Day MonthYear Year FractionDate "
    "Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code "
    "Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code "
    "Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code "
    "Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code "
    "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles "
    "AvgTone Actor1Geo_Type Actor1Geo_Fullname Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code "
    "Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_Fullname Actor2Geo_CountryCode "
    "Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type "
    "ActionGeo_Fullname ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long "
    "ActionGeo_FeatureID DATEADDED SOURCEURL"
).split()
"""Of the GDELT 2.0 event table, which comes without a header (GDELT Event Codebook V2.0)."""
GDELT = Dialect(
    "gdelt",
    frozenset(GDELT_COLUMNS),
    {"id": "GlobalEventID", "date": "Day", "url": "SOURCEURL", "published": "DATEADDED"},
    "GDELT",
)


def is_gdelt(head: Head) -> bool:
    """Tell whether it is a GDELT 2.0 event table: 61 cells without header, an id and a day first."""
    cells = head.text.split("\n", 1)[0].rstrip("\r").split("\t")
    return len(cells) == len(GDELT_COLUMNS) and cells[0].isdigit() and len(cells[1]) == 8 and cells[1].isdigit()


def is_table(head: Head) -> bool:
    """Tell whether it is a table: by its ending, or by lines of the same number of cells, three at least."""
    if head.suffix in (".csv", ".tsv"):
        return b"\0" not in head.data[:1000] or head.data.startswith((b"\xff\xfe", b"\xfe\xff"))
    lines = head.text.splitlines()[:4]
    if len(lines) < 2 or head.text.startswith(("{", "[", "<")):
        return False
    mark = delimiter(lines[0])
    counts = {line.count(mark) for line in lines[:3]}
    return mark in "\t;|" and len(counts) == 1 and counts.pop() >= 2


def is_workbook(head: Head) -> bool:
    """Tell whether it is an XLSX."""
    return holds(head, b"xl/workbook.xml", (".xlsx", ".xlsm"))


def read_gdelt(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the events of a GDELT table."""
    yield from _reports(path, csv_rows(path), GDELT_COLUMNS, GDELT, asked)


def read_csv(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the rows of a CSV or TSV."""
    yield from _table(path, csv_rows(path), asked)


def read_workbook(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the rows of each sheet of a workbook."""
    for name, rows in sheets(path):
        yield from _table(path, rows, asked, sheet=name)


def _table(path: Path, rows: Rows, asked: Asked, *, sheet: str = "") -> Iterator[Found]:
    columns, before, said = header(path, rows)
    yield from said
    if not columns:
        yield Fault(path, 1, "the table is empty", severity="note")
        return
    yield from _reports(path, chain(before, rows), columns, dialect_of(columns, asked), asked, sheet=sheet)


def dialect_of(columns: Iterable[str], asked: Asked) -> Dialect | None:
    """Return what is known of a table with these columns; None where neither the program nor a person knows."""
    names = tuple(columns)
    known = next((dialect for dialect in DIALECTS if dialect.columns <= set(names)), None)
    if known:
        return known
    if "text" in names:
        return Dialect(TABLE, frozenset(names), {name: name for name in FIELDS if name in names}, kind="table")
    given = asked.columns(names)
    return Dialect(TABLE, frozenset(names), given, kind="table") if given else None


def _reports(
    path: Path,
    rows: Iterable[Row | Fault],
    columns: list[str],
    dialect: Dialect | None,
    asked: Asked,
    *,
    sheet: str = "",
) -> Iterator[Found]:
    if dialect is None:
        yield Fault(path, 1, unmapped(columns))
        return
    for row in rows:
        if isinstance(row, Fault):
            yield row
        elif len(row.cells) > len(columns) and any(row.cells[len(columns) :]):
            yield Fault(path, row.line, f"{len(row.cells)} cells where the header has {len(columns)}; left out")
        else:
            cells = {name: cell for name, cell in zip(columns, row.cells, strict=False) if name and cell.strip()}
            yield from record_report(path, row.line, cells, dialect, asked, sheet=sheet)


def unmapped(columns: Iterable[str]) -> str:
    """Return what is said of a table that nobody has explained."""
    return (
        f"unknown columns: {', '.join(columns)}; say once what they hold, by "
        f"--columns text=COLUMN,date=COLUMN,… (of {', '.join(FIELDS)})"
    )


def record_report(
    path: Path, line: int, cells: Mapping[str, str], dialect: Dialect, asked: Asked, *, sheet: str = ""
) -> Iterator[Found]:
    """Yield the report that a row or record is, with what is to be said of it.

    Its text is that of the first column of ``text`` that holds one; of a record without prose, all its cells.
    """
    named = {field: _named(cells, columns) for field, columns in dialect.map.items()}
    text = named.get("text", "")
    if not text and "text" in dialect.map and dialect.kind == "table":
        yield Fault(path, line, f"no text in {dialect.map['text']}; left out")
        return
    times: dict[str, Any] = {}
    for field, make in (("date", read_day), ("published", read_time)):
        try:
            times[field] = make(named[field], asked) if named.get(field) else None
        except ValueError as error:
            yield Fault(path, line, f"{dialect.map[field]}: {error}; taken in without it", severity="note")
    key = " ".join(cells[name] for name in dialect.map.get("id", "").split("|") if name in cells)
    url = named.get("url", "")
    yield Incoming(
        text=text or "\n".join(f"{name}: {cell}" for name, cell in cells.items()),
        key=f"{dialect.name}:{key}" if key else None,
        sheet=sheet if dialect.name == TABLE else None,
        title=named.get("title") or None,
        source=named.get("source") or dialect.source,
        carrier=named.get("carrier") or None,
        url=url if url.startswith(("http://", "https://")) else None,
        published=times.get("published"),
        occurred_on=times.get("date"),
        lang=named.get("lang", "")[:2].lower() or None,
        kind=dialect.kind,
        cells=dict(cells),
        line=line,
    )


def _named(cells: Mapping[str, str], columns: str) -> str:
    """Return the first cell that holds something, of the columns that a field names; empty where none does."""
    return next((cells[name] for name in columns.split("|") if cells.get(name, "").strip()), "")


def read_day(text: str, _: Asked) -> date:
    """Return the day that a cell names: 2026-01-05, 20260105, 2026/01/05, 5 January 2026, with or without a time.

    Raises:
        ValueError: it names none; a day before its month or a month before its day is not guessed.
    """
    plain = western_digits(text).strip()
    match = _DAY.match(plain)
    if match:
        return parse_day("-".join(match.groups()))[0]
    worded = _WORDED.match(plain)
    if worded and worded[2].lower() in _MONTHS:
        return date(int(worded[3]), _MONTHS.index(worded[2].lower()) + 1, int(worded[1]))
    raise ValueError(f"{text!r} is no day; write YYYY-MM-DD")


def read_time(text: str, asked: Asked) -> datetime:
    """Return the instant that a cell names; one without offset is of the case's zone, fourteen digits are UTC.

    Raises:
        ValueError: it names none.
    """
    plain = western_digits(text).strip()
    if len(plain) == 14 and plain.isdigit():
        return datetime.strptime(plain, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    try:
        made = datetime.fromisoformat(plain)
    except ValueError:
        day = read_day(text, asked)
        made = datetime(day.year, day.month, day.day)
    return made if made.tzinfo else made.replace(tzinfo=asked.zone)


def flat(record: Mapping[str, object]) -> dict[str, str]:
    """Return a JSON object as cells: texts as they are, all else as JSON; what is null is left out."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in record.items()
        if value is not None and value != ""
    }


GDELT_READER = Reader("gdelt", is_gdelt, read_gdelt)
CSV_READER = Reader("csv", is_table, read_csv)
XLSX_READER = Reader("xlsx", is_workbook, read_workbook)
