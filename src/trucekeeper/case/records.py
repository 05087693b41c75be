"""Record rows: what a case's folder holds of reports and figures, one CSV file a kind, read cell by cell.

A row of ``chronology.csv`` is a report of what named sources said. Columns that name people or sources hold lists
separated by ``;``. In ``claimed_by`` an item is ``SOURCE [via CARRIER] [(TOLL)]``, in ``denied_by`` ``SOURCE [DATE]``.
A row with a fault is left out and named with its line; the other rows go in.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from datetime import date as Day
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from ruamel.yaml import YAML

from trucekeeper.case.citation import SECONDARY
from trucekeeper.case.strict import Table
from trucekeeper.errors import Fault
from trucekeeper.vocabulary.clock import TimePrecision, parse_day
from trucekeeper.vocabulary.quantity import Count, parse_count, parse_number, parse_toll
from trucekeeper.vocabulary.text import Frozen, T

TargetStatus = Literal["civilian", "combatant", "mixed", "contested", "object", "not_stated"]

CHRONOLOGY = (
    "id date date_precision place place_ar lat lon place_precision event_type actor_alleged target civilian_target "
    "killed_low killed_high killed_best injured_best claimed_by denied_by counterclaim obligation_ids summary_en "
    "summary_ar source_url source_date source_role second_source_url confidence note"
).split()
CHRONOLOGY_TYPED = (
    "form stance denial_of acknowledged_by stated_target prior_act prior_actor prior_by prior_killed prior_injured "
    "response_to joined_by join_denied_by"
).split()
FIGURES = (
    "id as_of metric value unit publisher publisher_role definition_or_scope source_url source_date confidence".split()
)
FIGURES_TYPED = (
    "from to low high qualifier per via against by counting_point cargo crossings days due_stated components"
).split()

STATUS: dict[str, TargetStatus] = {
    "yes": "civilian",
    "no": "combatant",
    "mixed": "mixed",
    "unknown": "not_stated",
    "n/a": "not_stated",
    "": "not_stated",
}
V = TypeVar("V")
STANCES = ("asserts", "denies", "warns", "threatens", "reassures", "proposes", "accepts", "rejects", "reports")
NO_PARTS: tuple[tuple[str, int], ...] = ()
_SAID = re.compile(r"^(?P<source>.+?)(?: via (?P<carrier>.+?))?(?: \((?P<toll>[^()]*)\))?$")
_DENIED = re.compile(r"^(?P<source>.+?)(?: (?P<on>\d{4}-\d{2}-\d{2}))?$")


class Citation(NamedTuple):
    """An address, or the mark of a secondary copy, with the day it was published."""

    url: str
    published: date

    @property
    def secondary(self) -> bool:
        """Whether only a secondary copy was read, which never supports a finding alone."""
        return self.url == SECONDARY


class Said(NamedTuple):
    """A source as a row names it, where it was read, and the toll that it gave."""

    source: str
    carrier: str | None = None
    toll: Count | None = None
    on: date | None = None


class ChronologyRow(Frozen):
    """One row of ``chronology.csv``, typed. ``duplicates`` are ids of rows that say the same word for word."""

    id: str
    line: int
    date: Day
    date_precision: TimePrecision
    places: tuple[str, ...]
    event_type: str
    actors: tuple[str, ...]
    target: str
    target_status: TargetStatus
    killed: Count
    injured: int | None
    claimed_by: tuple[Said, ...]
    denied_by: tuple[Said, ...]
    denial_of: Literal["occurrence", "author", "breach", "prior_author"] | None
    acknowledged_by: tuple[Said, ...]
    stated_target: Literal["fighters", "commanders", "military_site", "threat"] | None
    prior_acts: tuple[str, ...]
    prior_actors: tuple[str, ...]
    prior_by: tuple[Said, ...]
    prior_killed: int | None
    prior_injured: int | None
    response_to: tuple[str, ...]
    joined_by: tuple[Said, ...]
    join_denied_by: tuple[Said, ...]
    form: Literal["event", "wave", "practice", "apart"]
    stance: str
    counterclaim: str
    obligations: tuple[str, ...]
    summary: T
    citations: tuple[Citation, ...]
    source_role: str
    confidence: Literal["low", "moderate", "high"]
    note: str
    duplicates: tuple[str, ...] = ()

    @property
    def published(self) -> Day:
        """The day on which the first citation was published."""
        return self.citations[0].published

    @property
    def opened(self) -> bool:
        """Whether at least one citation was read at its own address."""
        return any(not citation.secondary for citation in self.citations)


class FigureRow(Frozen):
    """One row of ``figures.csv``, typed: a published total with its publisher and definition."""

    id: str
    line: int
    as_of: date
    as_of_precision: TimePrecision
    start: date | None
    end: date | None
    metric: str
    count: Count | None
    value: Decimal | None
    qualifier: Literal["exact", "at_least", "at_most", "about", "target"]
    unit: str
    per: Literal["day", "week"] | None
    publisher: str
    via: str | None
    publisher_role: str
    against: str | None
    by: str | None
    counting_point: str
    cargo: tuple[str, ...]
    crossings: tuple[str, ...]
    days: str
    due_stated: int | None
    components: tuple[tuple[str, int], ...]
    definition: str
    citation: Citation
    confidence: Literal["low", "moderate", "high"]


class Act(Frozen):
    """A shape of event that a row may tell of, whoever acted."""

    code: str
    group: Literal[
        "force", "damage", "movement", "access", "exchange", "territory", "words", "institutions", "publications"
    ]
    en: str
    en_plural: str
    ar: str
    ar_gender: Literal["m", "f"]
    ar_plural: str
    ar_plural_gender: Literal["m", "f"] = "f"

    @property
    def incident(self) -> bool:
        """Whether a claim of it is about one moment and place."""
        return self.group in ("force", "damage", "movement", "access", "exchange")

    @property
    def series(self) -> bool:
        """Whether it is counted in the series of incidents."""
        return self.group in ("force", "damage", "movement")


@cache
def taxonomy() -> tuple[dict[str, Act], dict[str, str]]:
    """Return the acts by code, and what other names of them are here."""
    path = files("trucekeeper") / "knowledge" / "taxonomies" / "acts.yaml"
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return {item["code"]: Act.model_validate(item) for item in data["acts"]}, data["renamed"]


def read_chronology(path: Path) -> tuple[tuple[ChronologyRow, ...], list[Fault]]:
    """Read ``chronology.csv``: the good rows in their order, and a fault for each of the others."""
    table = Table(path, required=CHRONOLOGY, optional=CHRONOLOGY_TYPED)
    rows = _unique(table, ((line, cells, _chronology_row) for line, cells in table.rows()))
    known = {row.id for row in rows}
    for row in rows:
        table.faults += [
            Fault(path, row.line, f"response_to: {other!r} is the id of no row", severity="note")
            for other in row.response_to
            if other not in known
        ]
    return tuple(rows), table.faults


def read_figures(path: Path) -> tuple[tuple[FigureRow, ...], list[Fault]]:
    """Read ``figures.csv``: the good rows in their order, and a fault for each of the others."""
    table = Table(path, required=FIGURES, optional=FIGURES_TYPED)
    return tuple(_unique(table, ((line, cells, _figure_row) for line, cells in table.rows()))), table.faults


def _unique(table: Table, rows: Iterable[tuple[int, dict[str, str], Callable[["_Cells"], Any]]]) -> list[Any]:
    """Type each row; the same row twice is one, noted, and one id for two different rows is a fault."""
    kept: dict[str, Any] = {}
    cells_of: dict[str, dict[str, str]] = {}
    said_as: dict[tuple[str, ...], str] = {}
    for line, cells, make in rows:
        reader = _Cells(line, cells)
        row = make(reader)
        if reader.problems or row is None:
            table.faults += [Fault(table.path, line, problem) for problem in reader.problems]
            continue
        content = tuple(value for name, value in cells.items() if name != "id")
        if row.id in kept:
            same = cells_of[row.id] == cells
            what = "the same row again, taken as one" if same else "another row has this id; give each row its own"
            message = f"{row.id}: stands already on line {kept[row.id].line}: {what}"
            table.faults.append(Fault(table.path, line, message, severity="note" if same else "error"))
        elif content in said_as:
            first = said_as[content]
            if isinstance(row, ChronologyRow):
                kept[first] = kept[first].model_copy(update={"duplicates": (*kept[first].duplicates, row.id)})
            message = f"{row.id}: says word for word what {first} says; taken as one report"
            table.faults.append(Fault(table.path, line, message, severity="note"))
        else:
            kept[row.id], cells_of[row.id], said_as[content] = row, cells, row.id
    return list(kept.values())


class _Cells:
    """The cells of one row: each read by a parser, each problem kept with the name of its column."""

    def __init__(self, line: int, cells: dict[str, str]) -> None:
        self.line = line
        self.cells = cells
        self.problems: list[str] = []

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def read(self, column: str, parse: Callable[[str], V], default: V) -> V:
        text = self[column]
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self.problems.append(f"{column}: {error}")
            return default

    def must(self, column: str, why: str) -> str:
        if not self[column]:
            self.problems.append(f"{column}: empty; {why}")
        return self[column]

    def choice(self, column: str, allowed: Iterable[str], default: str = "") -> Any:
        value = self[column] or default
        if value not in {*allowed, default}:
            self.problems.append(f"{column}: {value!r} is none of {', '.join(sorted(allowed))}")
        return value or None


def _chronology_row(cells: _Cells) -> ChronologyRow | None:
    row_id = cells.must("id", "every row has its own id")
    day, written = cells.read("date", parse_day, (date.min, "day"))
    cells.must("date", "write YYYY-MM-DD")
    precision = cells.choice("date_precision", ("hour", "day", "week", "month", "unknown"), written)
    event_type = _event_type(cells)
    claimed = _said(cells, "claimed_by", _SAID)
    cells.must("claimed_by", "every row is what somebody said; name who")
    citations = _citations(cells)
    killed = _killed(cells)
    summary = T(en=cells.must("summary_en", "say it in English"), ar=cells["summary_ar"] or cells["summary_en"])
    denied, denial_of = _said(cells, "denied_by", _DENIED), cells.choice("denial_of", _DENIALS)
    values = {
        "id": row_id,
        "line": cells.line,
        "date": day,
        "date_precision": precision,
        "places": _items(cells["place"]),
        "event_type": event_type,
        "actors": _items(cells["actor_alleged"]),
        "target": cells["target"],
        "target_status": STATUS.get(cells.choice("civilian_target", STATUS, "unknown"), "not_stated"),
        "killed": killed,
        "injured": cells.read("injured_best", parse_count, None),
        "claimed_by": claimed,
        "denied_by": denied,
        "denial_of": denial_of or ("occurrence" if denied else None),
        "acknowledged_by": _said(cells, "acknowledged_by", _DENIED),
        "stated_target": cells.choice("stated_target", ("fighters", "commanders", "military_site", "threat")),
        "prior_acts": tuple(_known_act(cells, "prior_act", item) for item in _items(cells["prior_act"])),
        "prior_actors": _items(cells["prior_actor"]),
        "prior_by": _said(cells, "prior_by", _DENIED),
        "prior_killed": cells.read("prior_killed", parse_count, None),
        "prior_injured": cells.read("prior_injured", parse_count, None),
        "response_to": _items(cells["response_to"]),
        "joined_by": _said(cells, "joined_by", _DENIED),
        "join_denied_by": _said(cells, "join_denied_by", _DENIED),
        "form": cells.choice("form", ("event", "wave", "practice", "apart"), "event"),
        "stance": cells.choice("stance", STANCES, "asserts"),
        "counterclaim": cells["counterclaim"],
        "obligations": _items(cells["obligation_ids"]),
        "summary": summary,
        "citations": citations,
        "source_role": cells["source_role"],
        "confidence": _confidence(cells),
        "note": cells["note"],
    }
    _degrees(cells)
    return None if cells.problems else ChronologyRow(**values)


_DENIALS = ("occurrence", "author", "breach", "prior_author")


def _figure_row(cells: _Cells) -> FigureRow | None:
    row_id = cells["id"] or f"figures-{cells.line}"
    cells.must("metric", "name what is counted")
    cells.must("publisher", "every total is somebody's; name who published it")
    day, precision = cells.read("as_of", parse_day, (date.min, "day"))
    cells.must("as_of", "write YYYY-MM-DD")
    low, high = cells.read("low", parse_count, None), cells.read("high", parse_count, None)
    value = cells.read("value", parse_number, None)
    if value is None and low is None and high is None:
        cells.problems.append("value: empty; give value, or low and high where the publisher gave a range")
    values = {
        "id": row_id,
        "line": cells.line,
        "as_of": day,
        "as_of_precision": precision,
        "start": cells.read("from", lambda text: parse_day(text)[0], None),
        "end": cells.read("to", lambda text: parse_day(text)[0], None),
        "metric": cells["metric"],
        "count": Count(low=low, high=high) if low is not None or high is not None else None,
        "value": value,
        "qualifier": cells.choice("qualifier", ("exact", "at_least", "at_most", "about", "target"), "exact"),
        "unit": cells.must("unit", "a quantity without a unit says nothing"),
        "per": cells.choice("per", ("day", "week")),
        "publisher": cells["publisher"],
        "via": cells["via"] or None,
        "publisher_role": cells["publisher_role"],
        "against": cells["against"] or None,
        "by": cells["by"] or None,
        "counting_point": cells["counting_point"] or "not_stated",
        "cargo": _items(cells["cargo"], "|"),
        "crossings": _items(cells["crossings"], "|"),
        "days": cells["days"],
        "due_stated": cells.read("due_stated", parse_count, None),
        "components": cells.read("components", _components, NO_PARTS),
        "definition": cells["definition_or_scope"],
        "citation": next(iter(_citations(cells)), None),
        "confidence": _confidence(cells),
    }
    return None if cells.problems else FigureRow(**values)


def _items(text: str, separator: str = ";") -> tuple[str, ...]:
    return tuple(item.strip() for item in text.replace("؛", ";").split(separator) if item.strip())


def _event_type(cells: _Cells) -> str:
    cells.must("event_type", "name the shape of the event")
    return _known_act(cells, "event_type", cells["event_type"]) if cells["event_type"] else ""


def _known_act(cells: _Cells, column: str, code: str) -> str:
    acts, renamed = taxonomy()
    if code in renamed:
        cells.problems.append(f"{column}: {code!r} is not used here; write {renamed[code]}")
    elif code not in acts:
        cells.problems.append(f"{column}: {code!r} is none of {', '.join(acts)}")
    return code


def _said(cells: _Cells, column: str, form: re.Pattern[str]) -> tuple[Said, ...]:
    found = []
    for item in _items(cells[column]):
        match = form.match(item)
        if match is None:
            cells.problems.append(f"{column}: {item!r} names no source")
            continue
        parts = match.groupdict()
        try:
            toll = parse_toll(parts["toll"]) if parts.get("toll") else None
            on = parse_day(parts["on"])[0] if parts.get("on") else None
        except ValueError as error:
            cells.problems.append(f"{column}: {error}; write SOURCE via CARRIER (TOLL), the toll as 104, 18-24 or 20+")
            continue
        found.append(Said(parts["source"], parts.get("carrier"), toll, on))
    return tuple(found)


def _citations(cells: _Cells) -> tuple[Citation, ...]:
    cells.must("source_url", f"a row without a source says nothing; give the address, or {SECONDARY!r}")
    published = cells.read("source_date", parse_day, (date.max, "day"))[0]
    cells.must("source_date", "write the day on which the source was published")
    found = []
    for column in ("source_url", "second_source_url"):
        url = cells[column]
        if url and url != SECONDARY and not url.startswith(("http://", "https://")):
            cells.problems.append(f"{column}: {url!r} is not an address; write https://… or {SECONDARY!r}")
        elif url:
            found.append(Citation(url, published))
    return tuple(found)


def _killed(cells: _Cells) -> Count:
    low, high, best = (cells.read(f"killed_{end}", parse_count, None) for end in ("low", "high", "best"))
    low = best if low is None else low
    high = best if high is None else high
    if low is not None and high is not None and low > high:
        cells.problems.append(f"killed_low: {low} is more than killed_high {high}; exchange them")
    return Count(low=low, high=high)


def _confidence(cells: _Cells) -> Any:
    value = cells.choice("confidence", ("low", "medium", "moderate", "high"), "moderate")
    return "moderate" if value == "medium" else value


def _degrees(cells: _Cells) -> None:
    for column, limit in (("lat", 90), ("lon", 180)):
        value = cells.read(column, parse_number, None)
        if value is not None and abs(value) > limit:
            cells.problems.append(f"{column}: {value} lies outside -{limit} to {limit} degrees")


def _components(text: str) -> tuple[tuple[str, int], ...]:
    pairs = [item.partition("=") for item in _items(text, "|")]
    if not all(name and number for name, _, number in pairs):
        raise ValueError(f"{text!r} is not a list of parts; write fire=142|raids=21")
    return tuple((name.strip(), parse_count(number)) for name, _, number in pairs)
