"""The cells of a record row: how each kind of cell is read, with every problem kept beside the name of its column."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from trucekeeper.case.acts import taxonomy
from trucekeeper.case.citation import SECONDARY
from trucekeeper.vocabulary.clock import parse_day
from trucekeeper.vocabulary.quantity import Count, parse_count, parse_number, parse_toll

V = TypeVar("V")
NO_PARTS: tuple[tuple[str, int], ...] = ()
SAID = re.compile(r"^(?P<source>.+?)(?: via (?P<carrier>.+?))?(?: \((?P<toll>[^()]*)\))?$")
DENIED = re.compile(r"^(?P<source>.+?)(?: (?P<on>\d{4}-\d{2}-\d{2}))?$")


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


class Cells:
    """The cells of one row: each read by a parser, each problem kept with the name of its column."""

    def __init__(self, line: int, cells: dict[str, str]) -> None:
        self.line = line
        self.cells = cells
        self.problems: list[str] = []

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def read(self, column: str, parse: Callable[[str], V], default: V) -> V:
        """Return what *parse* makes of a cell; an empty or refused one gives *default*."""
        text = self[column]
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self.problems.append(f"{column}: {error}")
            return default

    def must(self, column: str, why: str) -> str:
        """Return a cell that may not be empty; *why* says what to write."""
        if not self[column]:
            self.problems.append(f"{column}: empty; {why}")
        return self[column]

    def choice(self, column: str, allowed: Iterable[str], default: str = "") -> Any:
        """Return a cell that holds one of *allowed*, ``None`` where it and *default* are empty."""
        value = self[column] or default
        if value not in {*allowed, default}:
            self.problems.append(f"{column}: {value!r} is none of {', '.join(sorted(allowed))}")
        return value or None


def items(text: str, separator: str = ";") -> tuple[str, ...]:
    """Return the items of a list cell."""
    return tuple(item.strip() for item in text.replace("؛", ";").split(separator) if item.strip())


def read_event_type(cells: Cells) -> str:
    """Return the act that the row tells of."""
    cells.must("event_type", "name the shape of the event")
    return read_act(cells, "event_type", cells["event_type"]) if cells["event_type"] else ""


def read_act(cells: Cells, column: str, code: str) -> str:
    """Return an act's code; one that is unknown, or known by another name here, is a problem."""
    acts, renamed = taxonomy()
    if code in renamed:
        cells.problems.append(f"{column}: {code!r} is not used here; write {renamed[code]}")
    elif code not in acts:
        cells.problems.append(f"{column}: {code!r} is none of {', '.join(acts)}")
    return code


def read_said(cells: Cells, column: str, form: re.Pattern[str]) -> tuple[Said, ...]:
    """Return who said it, as *form* takes an item apart."""
    found = []
    for item in items(cells[column]):
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


def read_citations(cells: Cells) -> tuple[Citation, ...]:
    """Return the row's citations; a row without one, or without its day, is a problem."""
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


def read_killed(cells: Cells) -> Count:
    """Return the range of the killed columns; the best estimate stands in for an end that is empty."""
    low, high, best = (cells.read(f"killed_{end}", parse_count, None) for end in ("low", "high", "best"))
    low = best if low is None else low
    high = best if high is None else high
    if low is not None and high is not None and low > high:
        cells.problems.append(f"killed_low: {low} is more than killed_high {high}; exchange them")
    return Count(low=low, high=high)


def read_confidence(cells: Cells) -> Any:
    """Return the confidence word; ``medium`` is another word for ``moderate``."""
    value = cells.choice("confidence", ("low", "medium", "moderate", "high"), "moderate")
    return "moderate" if value == "medium" else value


def check_degrees(cells: Cells) -> None:
    """Check that latitude and longitude lie on the globe; the case's own places are what is used."""
    for column, limit in (("lat", 90), ("lon", 180)):
        value = cells.read(column, parse_number, None)
        if value is not None and abs(value) > limit:
            cells.problems.append(f"{column}: {value} lies outside -{limit} to {limit} degrees")


def read_components(text: str) -> tuple[tuple[str, int], ...]:
    """Return the named parts of a total.

    Raises:
        ValueError: the text is no list of parts.
    """
    pairs = [item.partition("=") for item in items(text, "|")]
    if not all(name and number for name, _, number in pairs):
        raise ValueError(f"{text!r} is not a list of parts; write fire=142|raids=21")
    return tuple((name.strip(), parse_count(number)) for name, _, number in pairs)
