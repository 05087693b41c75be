"""The audit of a published figure: every publisher's series side by side, never averaged, never merged.

What was due stands as the publisher stated it and as derived from the obligation over the publisher's own window (both
days included). A ratio to what was due is given only under a reading of which goods count that the publisher's own
definition meets; otherwise it is ``not_comparable``, with the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field, PlainSerializer

from trucekeeper.agreement import Agreement, Obligation
from trucekeeper.case import Case, FigureRow
from trucekeeper.vocabulary.sentence import alphabetical, fill, word
from trucekeeper.vocabulary.text import Frozen, T

Reason = Annotated[T, PlainSerializer(lambda reason: reason.en, return_type=str)]
"""Why not, in both languages; a document carries the English."""


class Definition(Frozen):
    """What a publisher counts."""

    counting_point: str
    cargo: tuple[str, ...]
    crossings: tuple[str, ...]
    days: str
    text: str


class Point(Frozen):
    """One published amount. ``ratio`` is the amount over what was due as derived, under the reading named beside it."""

    id: str
    as_of: date
    start: date | None = Field(serialization_alias="from")
    end: date | None = Field(serialization_alias="to")
    value: str | None
    low: int | None
    high: int | None
    qualifier: str
    per: str | None
    due_stated: int | None
    due_derived: int | None
    ratio: str | None
    reading: str | None
    not_comparable: Reason | None
    components: tuple[tuple[str, int], ...]
    components_sum: int | None
    difference: str | None
    source: str
    primary: bool


class Published(Frozen):
    """One publisher's series under one definition."""

    publisher: str
    role: str
    definition: Definition
    points: tuple[Point, ...]


class Gap(Frozen):
    """Days between two windows of one series for which its publisher gives no figure."""

    publisher: str
    start: date = Field(serialization_alias="from")
    end: date = Field(serialization_alias="to")
    why: Reason


class Audit(Frozen):
    """All publishers' series of one metric, alphabetical by publisher."""

    case: str
    metric: str
    unit: str
    as_of: date | None
    obligation: str | None
    series: tuple[Published, ...]
    gaps: tuple[Gap, ...]


def audit(metric: str, figures: Iterable[FigureRow], case: Case, agreement: Agreement) -> Audit:
    """Return the audit of *metric* over *figures*."""
    rows = sorted((f for f in figures if f.metric == metric), key=lambda f: (f.as_of, f.id))
    duty = next((o for o in agreement.obligations if o.quantity and o.quantity.metric == metric), None)
    groups: dict[tuple[Any, ...], list[FigureRow]] = defaultdict(list)
    for row in rows:
        key = (row.publisher, row.counting_point, row.cargo, row.by, row.against)
        groups[key].append(row)
    together = [group for _, group in sorted(groups.items(), key=lambda item: tuple(map(str, item[0])))]
    return Audit(
        case=case.id,
        metric=metric,
        unit=rows[0].unit if rows else "",
        as_of=max((row.as_of for row in rows), default=None),
        obligation=duty.id if duty else None,
        series=tuple(
            Published(
                publisher=group[0].publisher,
                role=group[0].publisher_role,
                definition=_definition(group[0]),
                points=tuple(_point(row, duty) for row in group),
            )
            for group in together
        ),
        gaps=tuple(gap for group in together for gap in _gaps(group)),
    )


def _gaps(series: list[FigureRow]) -> Iterator[Gap]:
    """Yield the days between the windows of a series that none of them covers; a figure without window covers none."""
    windows = sorted((row.start, row.end or row.as_of) for row in series if row.start is not None)
    covered = windows[0][1] if windows else date.min
    for start, end in windows:
        if start > covered + timedelta(days=1):
            first, last = covered + timedelta(days=1), start - timedelta(days=1)
            yield Gap(publisher=series[0].publisher, start=first, end=last, why=word("why_uncovered"))
        covered = max(covered, end)


def _definition(row: FigureRow) -> Definition:
    return Definition(
        counting_point=row.counting_point,
        cargo=row.cargo,
        crossings=row.crossings,
        days=row.days,
        text=row.definition,
    )


def _point(row: FigureRow, duty: Obligation | None) -> Point:
    derived = due_derived(row, duty)
    reading, reason = comparable(row, duty, derived)
    total = sum(number for _, number in row.components) if row.components else None
    return Point(
        id=row.id,
        as_of=row.as_of,
        start=row.start,
        end=row.end,
        value=None if row.value is None else f"{row.value:f}",
        low=row.count.low if row.count else None,
        high=row.count.high if row.count else None,
        qualifier=row.qualifier,
        per=row.per,
        due_stated=row.due_stated,
        due_derived=derived,
        ratio=None if reading is None or row.value is None or not derived else f"{row.value / derived:.2f}",
        reading=reading,
        not_comparable=reason,
        components=row.components,
        components_sum=total,
        difference=None if total is None or row.value is None else f"{row.value - total:f}",
        source=row.citation.url,
        primary=not row.citation.secondary and row.via is None,
    )


def due_derived(row: FigureRow, duty: Obligation | None) -> int | None:
    """Return what was due over the publisher's own window, both days included."""
    if duty is None or duty.quantity is None or duty.quantity.per != "day":
        return None
    if row.per == "day":
        return duty.quantity.value
    end = row.end or row.as_of
    return duty.quantity.value * ((end - row.start).days + 1) if row.start else None


def comparable(row: FigureRow, duty: Obligation | None, derived: int | None) -> tuple[str | None, T | None]:
    """Return the reading under which the figure meets what was due, or ``None`` and why it meets none."""
    if duty is None:
        return None, None
    if derived is None:
        return None, word("why_no_window")
    for reading in sorted(duty.readings, key=lambda r: r.id):
        own_due = row.due_stated is not None and bool(row.cargo) and set(row.cargo) <= set(reading.cargo)
        if set(row.cargo) == set(reading.cargo) or own_due:
            return reading.id, None
    counted = alphabetical(word(f"cargo_{cargo}") for cargo in row.cargo or ("not_stated",))
    return None, fill("why_other_cargo", cargo=counted, obligation=duty.id)
