"""What a publisher's total says of a window: its change between two days, beside the sum of its own dailies.

A change is derivable where both totals are exact and, if the publisher gives dailies, they cover every day between and
add up to it. Otherwise it is ``not_derivable``, with the reason; the difference of the totals still stands, as a
difference of totals.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from pydantic import Field

from trucekeeper.case import FigureRow
from trucekeeper.finding.figures import Reason
from trucekeeper.vocabulary.sentence import day as in_words
from trucekeeper.vocabulary.sentence import fill, join, listed, word
from trucekeeper.vocabulary.text import Frozen, T

ADDED = "_added"
"""What a daily's metric is called: that of the total, and this."""


class Change(Frozen):
    """One publisher's totals at both ends of a window, their difference, and what its dailies between add up to."""

    publisher: str
    start: date = Field(serialization_alias="from")
    end: date = Field(serialization_alias="to")
    at_start: str | None
    at_end: str | None
    difference: str | None
    dailies_sum: str | None
    days_without: tuple[date, ...]
    derived: str | None
    not_derivable: Reason | None
    figures: tuple[str, ...]


def changes(metric: str, figures: Iterable[FigureRow], start: date, end: date) -> Iterator[Change]:
    """Yield the change of *metric* from *start* to *end* for each publisher of totals, alphabetical by publisher."""
    totals: dict[str, list[FigureRow]] = defaultdict(list)
    dailies: dict[str, list[FigureRow]] = defaultdict(list)
    for row in figures:
        if row.metric == metric and row.start is not None and row.per is None:
            totals[row.publisher].append(row)
        elif row.metric == metric + ADDED:
            dailies[row.publisher].append(row)
    for publisher in sorted(totals):
        within = [row for row in dailies[publisher] if start < _window(row)[0] and _window(row)[1] <= end]
        yield _change(publisher, totals[publisher], within, start, end)


def _change(publisher: str, totals: Sequence[FigureRow], within: Sequence[FigureRow], start: date, end: date) -> Change:
    ends = [_total(totals, day) for day in (start, end)]
    first, last = ends
    comparable = first and last and first.value is not None and last.value is not None and first.start == last.start
    difference = last.value - first.value if comparable and first and last and first.value and last.value else None
    added = sum((row.value for row in within if row.value is not None), start=0) if within else None
    covered = {day for row in within for day in _days(*_window(row))}
    missing = tuple(day for day in _days(start + timedelta(days=1), end) if day not in covered) if within else ()
    why = _why_not(first, last, start, end, difference, added, missing)
    return Change(
        publisher=publisher,
        start=start,
        end=end,
        at_start=_said(first),
        at_end=_said(last),
        difference=None if difference is None else f"{difference:f}",
        dailies_sum=None if added is None else f"{added}",
        days_without=missing,
        derived=None if why or difference is None else f"{difference:f}",
        not_derivable=why,
        figures=tuple(row.id for row in (first, *within, last) if row),
    )


def _total(totals: Sequence[FigureRow], day: date) -> FigureRow | None:
    """Return the publisher's total as of a day; none where it gave two that differ."""
    found = [row for row in totals if row.as_of == day]
    return found[0] if found and len({row.value for row in found}) == 1 else None


def _why_not(
    first: FigureRow | None,
    last: FigureRow | None,
    start: date,
    end: date,
    difference: Decimal | None,
    added: Decimal | int | None,
    missing: tuple[date, ...],
) -> T | None:
    lacking = [day for row, day in ((first, start), (last, end)) if row is None]
    if lacking:
        return fill("why_no_total", days=listed(map(in_words, lacking)))
    if first is None or last is None or difference is None:
        return word("why_other_beginnings")
    reasons = [
        fill("why_qualified", day=in_words(row.as_of), qualifier=word(f"qualifier_{row.qualifier}"))
        for row in (first, last)
        if row.qualifier != "exact"
    ]
    if added is not None and added != difference:
        reasons.append(fill("why_dailies", added=str(added), difference=f"{difference:f}"))
    if missing:
        reasons.append(fill("why_days_missing", days=listed(map(in_words, missing))))
    return join(reasons) if reasons else None


def _window(row: FigureRow) -> tuple[date, date]:
    return row.start or row.as_of, row.end or row.as_of


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _said(row: FigureRow | None) -> str | None:
    return None if row is None or row.value is None else f"{row.value:f}"
