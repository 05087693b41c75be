"""When duties fall due: the days that a text or a source sets, and the next one after a day."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from trucekeeper.agreement.obligation import Obligation

Basis = Literal["stated", "inferred"]
_EVERY = re.compile(r"^(\d+) (day|week|month|year)s?$")


class Due(NamedTuple):
    """A day on which a duty falls due, and whether a source states it or it was inferred."""

    day: date
    basis: Basis


def after(day: date, every: str) -> date:
    """Return the day that comes *every* (``6 months``, ``14 days``) after *day*; a short month ends on its last day.

    Raises:
        ValueError: *every* is no such interval.
    """
    match = _EVERY.match(every)
    if not match or int(match[1]) < 1:
        raise ValueError(f"{every!r} is no interval; write it as 14 days, 2 weeks, 6 months or 1 year")
    number, unit = int(match[1]), match[2]
    if unit in ("day", "week"):
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_due(obligation: Obligation, on: date) -> Due | None:
    """Return the first day on or after *on* on which a duty falls due.

    A duty that recurs is due on the day that its file names next, and after it, by inference, at its interval.
    """
    if obligation.recurs:
        due, basis = obligation.recurs.next_due, obligation.recurs.basis
        while due < on:
            due, basis = after(due, obligation.recurs.every), "inferred"
        return Due(due, basis) if obligation.end is None or due <= obligation.end else None
    deadline = obligation.deadline
    if deadline and deadline.due and deadline.due >= on:
        return Due(deadline.due, deadline.basis)
    return None


def last_due(obligation: Obligation) -> Due | None:
    """Return the day that the text or a source sets for a duty; for one that recurs, the first."""
    if obligation.recurs:
        return Due(obligation.recurs.first, obligation.recurs.basis)
    if obligation.deadline and obligation.deadline.due:
        return Due(obligation.deadline.due, obligation.deadline.basis)
    return None


def dated(obligations: tuple[Obligation, ...]) -> Iterator[Obligation]:
    """Yield the duties for which a day is set."""
    return (obligation for obligation in obligations if last_due(obligation))
