"""Record rows: what a case's folder holds of reports and figures, one CSV file a kind, read cell by cell.

A row of ``chronology.csv`` is a report of what named sources said. Columns that name people or sources hold lists
separated by ``;``. In ``claimed_by`` an item is ``SOURCE [via CARRIER] [(TOLL)]``, in ``denied_by`` ``SOURCE [DATE]``.
A row with a fault is left out and named with its line; the other rows go in.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from datetime import date as Day
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from trucekeeper.case.cells import (
    DENIED,
    NO_PARTS,
    SAID,
    Cells,
    Citation,
    Said,
    check_degrees,
    items,
    read_act,
    read_citations,
    read_components,
    read_confidence,
    read_event_type,
    read_killed,
    read_said,
)
from trucekeeper.case.strict import Table
from trucekeeper.errors import Fault
from trucekeeper.vocabulary.clock import TimePrecision, parse_day
from trucekeeper.vocabulary.quantity import Count, parse_count, parse_number
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
COUNTING_POINTS = ("manifested", "crossed", "offloaded", "collected", "delivered", "not_stated")
"""Where on its way a thing is counted."""
CARGOES = ("aid", "un", "ngo", "bilateral", "commercial", "fuel", "all", "not_stated")
"""Which goods are counted; ``aid`` is all that is not sold, whoever sends it."""

STATUS: dict[str, TargetStatus] = {
    "yes": "civilian",
    "no": "combatant",
    "mixed": "mixed",
    "unknown": "not_stated",
    "n/a": "not_stated",
    "": "not_stated",
}
STANCES = ("asserts", "denies", "warns", "threatens", "reassures", "proposes", "accepts", "rejects", "reports")


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


def read_row(cells: Mapping[str, str], line: int) -> tuple[ChronologyRow | None, list[str]]:
    """Return one row written out by the names of its columns, or None and what is wrong with it.

    Args:
        cells: by column of ``chronology.csv``; a column that is left out is empty.
        line: where it stands.
    """
    known = {*CHRONOLOGY, *CHRONOLOGY_TYPED}
    unknown = [f"unknown column {name!r}" for name in cells if name not in known]
    reader = Cells(line, {name: text.strip() for name, text in cells.items()})
    row = _chronology_row(reader)
    return (row if not unknown else None), [*unknown, *reader.problems]


def read_figures(path: Path) -> tuple[tuple[FigureRow, ...], list[Fault]]:
    """Read ``figures.csv``: the good rows in their order, and a fault for each of the others."""
    table = Table(path, required=FIGURES, optional=FIGURES_TYPED)
    return tuple(_unique(table, ((line, cells, _figure_row) for line, cells in table.rows()))), table.faults


def _unique(table: Table, rows: Iterable[tuple[int, dict[str, str], Callable[[Cells], Any]]]) -> list[Any]:
    """Type each row; the same row twice is one, noted, and one id for two different rows is a fault."""
    kept: dict[str, Any] = {}
    cells_of: dict[str, dict[str, str]] = {}
    said_as: dict[tuple[str, ...], str] = {}
    for line, cells, make in rows:
        reader = Cells(line, cells)
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


def _chronology_row(cells: Cells) -> ChronologyRow | None:
    row_id = cells.must("id", "every row has its own id")
    day, written = cells.read("date", parse_day, (date.min, "day"))
    cells.must("date", "write YYYY-MM-DD")
    precision = cells.choice("date_precision", ("hour", "day", "week", "month", "unknown"), written)
    event_type = read_event_type(cells)
    claimed = read_said(cells, "claimed_by", SAID)
    cells.must("claimed_by", "every row is what somebody said; name who")
    citations = read_citations(cells)
    killed = read_killed(cells)
    summary = T(en=cells.must("summary_en", "say it in English"), ar=cells["summary_ar"] or cells["summary_en"])
    denied, denial_of = read_said(cells, "denied_by", DENIED), cells.choice("denial_of", _DENIALS)
    values = {
        "id": row_id,
        "line": cells.line,
        "date": day,
        "date_precision": precision,
        "places": items(cells["place"]),
        "event_type": event_type,
        "actors": items(cells["actor_alleged"]),
        "target": cells["target"],
        "target_status": STATUS.get(cells.choice("civilian_target", STATUS, "unknown"), "not_stated"),
        "killed": killed,
        "injured": cells.read("injured_best", parse_count, None),
        "claimed_by": claimed,
        "denied_by": denied,
        "denial_of": denial_of or ("occurrence" if denied else None),
        "acknowledged_by": read_said(cells, "acknowledged_by", DENIED),
        "stated_target": cells.choice("stated_target", ("fighters", "commanders", "military_site", "threat")),
        "prior_acts": tuple(read_act(cells, "prior_act", item) for item in items(cells["prior_act"])),
        "prior_actors": items(cells["prior_actor"]),
        "prior_by": read_said(cells, "prior_by", DENIED),
        "prior_killed": cells.read("prior_killed", parse_count, None),
        "prior_injured": cells.read("prior_injured", parse_count, None),
        "response_to": items(cells["response_to"]),
        "joined_by": read_said(cells, "joined_by", DENIED),
        "join_denied_by": read_said(cells, "join_denied_by", DENIED),
        "form": cells.choice("form", ("event", "wave", "practice", "apart"), "event"),
        "stance": cells.choice("stance", STANCES, "asserts"),
        "counterclaim": cells["counterclaim"],
        "obligations": items(cells["obligation_ids"]),
        "summary": summary,
        "citations": citations,
        "source_role": cells["source_role"],
        "confidence": read_confidence(cells),
        "note": cells["note"],
    }
    check_degrees(cells)
    return None if cells.problems else ChronologyRow(**values)


_DENIALS = ("occurrence", "author", "breach", "prior_author")


def _cargo(cells: Cells) -> tuple[str, ...]:
    cargo = items(cells["cargo"], "|")
    unknown = [one for one in cargo if one not in CARGOES]
    if unknown:
        cells.problems.append(f"cargo: {unknown[0]!r} is none of {', '.join(CARGOES)}; separate several by |")
    return cargo


def _figure_row(cells: Cells) -> FigureRow | None:
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
        "counting_point": cells.choice("counting_point", COUNTING_POINTS, "not_stated"),
        "cargo": _cargo(cells),
        "crossings": items(cells["crossings"], "|"),
        "days": cells["days"],
        "due_stated": cells.read("due_stated", parse_count, None),
        "components": cells.read("components", read_components, NO_PARTS),
        "definition": cells["definition_or_scope"],
        "citation": next(iter(read_citations(cells)), None),
        "confidence": read_confidence(cells),
    }
    return None if cells.problems else FigureRow(**values)
