"""When a clause says that it happened: days, weekdays, dates and months, as intervals of the case's zone.

Months are read by their Gregorian, Levantine and Maghrebi names, and Hijri ones by the Umm al-Qura calendar
(hijridate). A weekday is the last one up to the day of publication. What no word dates stays open, but for the news:
see :func:`when_published`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hijridate import Gregorian, Hijri

from trucekeeper.claim.lexicon import read_lexicon
from trucekeeper.claim.numerals import numeral
from trucekeeper.claim.tokens import Found, Phrases, Token
from trucekeeper.vocabulary.clock import TimePrecision, When
from trucekeeper.vocabulary.text import Lang, western_digits

Days = tuple[int, int]
YEARS = range(1900, 2200)
MOST_AGO = 60
"""Days or weeks; more of them are a story, not a date."""
HIJRI_YEARS = range(1343, 1501)
"""Years that the Umm al-Qura tables of hijridate hold."""


class _Words(NamedTuple):
    relative: Phrases[Days]
    weekdays: Phrases[int]
    months: Phrases[tuple[int, bool]]
    last: Phrases[bool]
    ignored: Phrases[bool]
    units: Phrases[int]
    ago: Phrases[bool]
    year: Phrases[bool]
    before: Phrases[Days]

    @property
    def all(self) -> "tuple[Phrases[Any], ...]":
        """Every list of the words."""
        return self.relative, self.weekdays, self.months, self.ignored, self.year, self.ago, self.before


class Dated(NamedTuple):
    """A word of time among tokens, and the local days that it names, both included."""

    first: int
    last: int
    start: date
    end: date
    precision: TimePrecision


@cache
def _words(lang: Lang) -> _Words:
    read = read_lexicon(lang, "times")
    relative = {word: (days, days) if isinstance(days, int) else tuple(days) for word, days in read["relative"].items()}
    months = {word: (number, False) for word, number in read["months"].items()}
    months |= {word: (number, True) for word, number in read["hijri"].items()}
    return _Words(
        Phrases(relative),
        Phrases(read["weekdays"]),
        Phrases(months),
        Phrases((word, True) for word in read["last"]),
        Phrases((word, True) for word in read["ignored"]),
        Phrases(read["units"]),
        Phrases((word, True) for word in read["ago"]),
        Phrases((word, True) for word in read["year"]),
        Phrases({word: (days, days) for word, days in read["before"].items()}),
    )


@cache
def _firsts(lang: Lang) -> frozenset[str]:
    """Return the words with which a day may begin, besides a number."""
    return frozenset[str]().union(*(phrases.firsts for phrases in _words(lang).all))


def dated(tokens: Sequence[Token], lang: Lang, published: date | None) -> Iterator[Dated]:
    """Yield what names days among *tokens*; relative words only where the day of publication is known."""
    words, index = _words(lang), 0
    firsts = _firsts(lang)
    while index < len(tokens):
        token = tokens[index]
        counted = numeral(tokens, index, lang) if published else None
        if not (counted or token.text[0].isdigit()) and firsts.isdisjoint(token.forms):
            index += 1
            continue
        ignored = words.ignored.at(tokens, index)
        if ignored:
            index = ignored.last
            continue
        found = _absolute(tokens, index, words, published) or _year_alone(tokens, index, words)
        if found is None and published:
            found = _ago(tokens, index, words, lang, published) or _relative(tokens, index, words, published)
        if found:
            yield found
        index = found.last if found else index + 1


def _relative(tokens: Sequence[Token], index: int, words: _Words, published: date) -> Dated | None:
    relative = words.relative.at(tokens, index)
    if relative:
        start, end = (published + timedelta(days=days) for days in relative.value)
        return Dated(index, relative.last, start, end, "day" if start == end else "week")
    weekday = words.weekdays.at(tokens, index)
    if weekday is None or not _capital(tokens[index]):
        return None
    back = (published.weekday() - weekday.value) % 7
    last = weekday.last
    if last < len(tokens) and words.last.at(tokens, last):
        back, last = back or 7, last + 1
    day = published - timedelta(days=back)
    return Dated(index, last, day, day, "day")


def _ago(tokens: Sequence[Token], index: int, words: _Words, lang: Lang, published: date) -> Dated | None:
    """Read *three days ago*, قبل ثلاثة أيام, قبل يومين."""
    first = index
    dual = words.before.at(tokens, index)
    if dual:
        day = published - timedelta(days=dual.value[0])
        return Dated(index, dual.last, day, day, "day")
    if lang == "ar":
        ago = words.ago.at(tokens, index)
        if ago is None:
            return None
        index = ago.last
    number = numeral(tokens, index, lang) if index < len(tokens) else None
    unit = words.units.at(tokens, number.last) if number and number.last < len(tokens) else None
    if number is None or unit is None or not 0 < number.value <= MOST_AGO:
        return None
    last = unit.last
    if lang == "en":
        ago = words.ago.at(tokens, last) if last < len(tokens) else None
        if ago is None:
            return None
        last = ago.last
    day = published - timedelta(days=int(number.value) * unit.value)
    return Dated(first, last, day, day, "day" if unit.value == 1 else "week")


def _year_alone(tokens: Sequence[Token], index: int, words: _Words) -> Dated | None:
    """Read *in 2014*, عام 2014."""
    said = words.year.at(tokens, index)
    year = _number(tokens, said.last, YEARS) if said else None
    if said is None or year is None or len(tokens[said.last].text) != len("2014"):
        return None
    return Dated(index, said.last + 1, date(year, 1, 1), date(year, 12, 31), "unknown")


def _absolute(tokens: Sequence[Token], index: int, words: _Words, published: date | None) -> Dated | None:
    """Read ``2 November 2025``, ``November 2``, ``2 تشرين الثاني``, ``في نوفمبر 2025``, ``2025-11-02`` and the like."""
    iso = _iso(tokens, index)
    if iso:
        return iso
    day = _number(tokens, index, range(1, 32))
    month = words.months.at(tokens, index + 1) if day and index + 1 < len(tokens) else None
    if day and month:
        year, last = _year(tokens, month.last, month.value[1])
        return _date(index, last, year, month, day, published)
    month = words.months.at(tokens, index)
    if month is None or not (month.value[1] or _capital(tokens[index])):
        return None
    day = _number(tokens, month.last, range(1, 32)) if tokens[index].text.isascii() else None
    after = month.last + 1 if day else month.last
    if day and after < len(tokens) and tokens[after].text == ",":
        after += 1
    year, last = _year(tokens, after, month.value[1])
    if not day and not year:
        return None
    return _date(index, last if year else (month.last + 1 if day else month.last), year, month, day, published)


def _capital(token: Token) -> bool:
    return not token.text.isascii() or token.text[0].isupper()


def _iso(tokens: Sequence[Token], index: int) -> Dated | None:
    if index + 4 >= len(tokens) or tokens[index + 1].text != "-" or tokens[index + 3].text != "-":
        return None
    parts = [western_digits(tokens[index + step].text) for step in (0, 2, 4)]
    if not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    try:
        day = date(*map(int, parts))
    except ValueError:
        return None
    return Dated(index, index + 5, day, day, "day")


def _number(tokens: Sequence[Token], index: int, within: range) -> int | None:
    if index >= len(tokens) or not tokens[index].text[0].isdigit():
        return None
    text = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", western_digits(tokens[index].text))
    return int(text) if text.isdigit() and len(text) <= 4 and int(text) in within else None


def _year(tokens: Sequence[Token], index: int, hijri: bool) -> tuple[int | None, int]:
    within = HIJRI_YEARS if hijri else YEARS
    if index < len(tokens) and len(tokens[index].text) > len("1446") and tokens[index].text.isdigit():
        return -1, index + 1
    year = _number(tokens, index, within)
    return (year, index + 1) if year else (None, index)


def _date(
    first: int, last: int, year: int | None, month: Found[tuple[int, bool]], day: int | None, published: date | None
) -> Dated | None:
    """Return the date; one without its year is the last such up to publication, and none where that is not known."""
    number, hijri = month.value
    if year == -1:
        return None
    try:
        if hijri:
            return _hijri(first, last, year, number, day, published)
        if year is None:
            if published is None:
                return None
            year = published.year if (number, day or 1) <= (published.month, published.day) else published.year - 1
        start = date(year, number, day or 1)
    except (ValueError, OverflowError):
        return None
    if day:
        return Dated(first, last, start, start, "day")
    return Dated(first, last, start, (start + timedelta(days=32)).replace(day=1) - timedelta(days=1), "month")


def _hijri(
    first: int, last: int, year: int | None, number: int, day: int | None, published: date | None
) -> Dated | None:
    if year is None:
        if published is None:
            return None
        today = Gregorian(published.year, published.month, published.day).to_hijri()
        year = today.year if (number, day or 1) <= (today.month, today.day) else today.year - 1
    begin = Hijri(year, number, day or 1)
    start = date(*begin.to_gregorian().datetuple())
    length = 1 if day else begin.month_length()
    return Dated(first, last, start, start + timedelta(days=length - 1), "day" if day else "month")


def when(found: Dated, text: str, tokens: Sequence[Token], zone: ZoneInfo) -> When:
    """Return the interval that *found* names, with its words as they stand in *text*."""
    span = (tokens[found.first].start, tokens[found.last - 1].end)
    start = datetime.combine(found.start, time(), zone)
    end = datetime.combine(found.end + timedelta(days=1), time(), zone)
    return When(text=text[slice(*span)], span=span, start=start, end=end, precision=found.precision)


def when_published(published: datetime, zone: ZoneInfo) -> When:
    """Return when news that dates nothing happened: the day of publication or the one before.

    That is a reading by rule, which the claim names (``by``: ``time``), and coarser than a day.
    """
    day = published.astimezone(zone).date()
    start = datetime.combine(day - timedelta(days=1), time(), zone)
    return When(start=start, end=start + timedelta(days=2), precision="week")
