"""Time: when something occurred (an interval with its precision), and the periods that a reader asks for.

*Occurred* is an interval, *published* and *recorded* are instants; days are the case's local days.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from trucekeeper.vocabulary.text import Frozen, western_digits

TimePrecision = Literal["hour", "day", "week", "month", "unknown"]

_DATE = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")
_LAST = re.compile(r"^(\d+)(h|d)$")


class When(Frozen):
    """When something is said to have occurred: ``start`` included, ``end`` not, both with offset."""

    text: str | None = None
    span: tuple[int, int] | None = None
    start: datetime | None
    end: datetime | None
    precision: TimePrecision


class Period(NamedTuple):
    """Whole local days from ``first`` to ``last``, both included, in ``zone``."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        """The first instant of the period."""
        return datetime.combine(self.first, time(), self.zone)

    @property
    def end(self) -> datetime:
        """The first instant after the period."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)

    @property
    def days(self) -> list[date]:
        """The local days of the period, in order."""
        return [self.first + timedelta(days=i) for i in range((self.last - self.first).days + 1)]

    def covers(self, when: When) -> bool:
        """Whether *when* overlaps the period."""
        return bool(when.start and when.end and when.start < self.end and when.end > self.start)


def parse_day(text: str) -> tuple[date, TimePrecision]:
    """Return the day that ``YYYY-MM-DD`` or ``YYYY-MM`` begins with, and the precision that was written.

    Raises:
        ValueError: *text* is no such date, or a day that does not exist.
    """
    match = _DATE.match(western_digits(text).strip())
    if not match:
        raise ValueError(f"{text!r} is not a date; write YYYY-MM-DD, or YYYY-MM where only the month is known")
    year, month, day = match.groups()
    try:
        return date(int(year), int(month), int(day or 1)), "day" if day else "month"
    except ValueError:
        raise ValueError(f"{text!r} is a date that does not exist") from None


def interval(day: date, precision: TimePrecision, zone: ZoneInfo) -> When:
    """Return the local interval that a date of *precision* stands for.

    A week is the seven days that end with *day*: publishers date a weekly tally by its last day.
    """
    start, end = day, day + timedelta(days=1)
    if precision == "week":
        start = day - timedelta(days=6)
    elif precision == "month":
        start = day.replace(day=1)
        end = (start + timedelta(days=32)).replace(day=1)
    return When(
        start=datetime.combine(start, time(), zone), end=datetime.combine(end, time(), zone), precision=precision
    )


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a local day, which is how a bare publication date counts."""
    return datetime.combine(day, time(), zone)


def parse_instant(text: str, zone: ZoneInfo) -> datetime:
    """Return the instant of an RFC 3339 time; a bare date counts as the start of that local day.

    Raises:
        ValueError: *text* is neither.
    """
    if _DATE.match(text):
        return day_start(parse_day(text)[0], zone)
    try:
        instant = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise ValueError(f"{text!r} is not a time; write 2025-11-02T18:00:00+02:00 or 2025-11-02") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def parse_period(text: str, as_of: datetime, zone: ZoneInfo) -> Period:
    """Return the period that ``YYYY-MM-DD..YYYY-MM-DD`` names, or the last whole days before *as_of* (``48h``, ``7d``).

    Raises:
        ValueError: *text* is neither, or ends before it begins.
    """
    if ".." in text:
        first, last = (parse_day(part)[0] for part in text.split("..", 1))
        if last < first:
            raise ValueError(f"{text!r} ends before it begins")
        return Period(first, last, zone)
    match = _LAST.match(text)
    if not match or int(match[1]) < 1 or (match[2] == "h" and int(match[1]) % 24):
        raise ValueError(f"{text!r} is not a period; write YYYY-MM-DD..YYYY-MM-DD, or whole days such as 48h or 7d")
    days = int(match[1]) // 24 if match[2] == "h" else int(match[1])
    last = as_of.astimezone(zone).date() - timedelta(days=1)
    return Period(last - timedelta(days=days - 1), last, zone)
