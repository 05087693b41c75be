"""Where things happen in a case: places at town or neighbourhood level, never the exact place of a person."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from trucekeeper.case.strict import Table
from trucekeeper.errors import Fault
from trucekeeper.vocabulary.place import PlacePrecision
from trucekeeper.vocabulary.text import Frozen, T, fold

COLUMNS = ("id", "name_en", "name_ar", "aliases", "lat", "lon", "level", "parent")
PRECISION: dict[str, PlacePrecision] = {
    "area": "area",
    "governorate": "governorate",
    "town": "town",
    "neighbourhood": "neighbourhood",
    "site": "site",
    "foreign": "town",
}


class Place(Frozen):
    """A place: WGS 84 degrees of its centroid, or ``None`` where a point would mislead."""

    id: str
    name: T
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    level: str
    parent: str | None = None


class Gazetteer:
    """The places of a case, found by id or by any of their names."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.all = tuple(places)
        self.by_id = {place.id: place for place in self.all}

    def __contains__(self, place_id: str) -> bool:
        return place_id in self.by_id

    def __getitem__(self, place_id: str) -> Place:
        return self.by_id[place_id]

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        named: dict[str, list[str]] = {}
        for place in self.all:
            for text in {place.name.en, place.name.ar, *place.aliases}:
                named.setdefault(fold(text), []).append(place.id)
        return named

    def named(self, text: str) -> tuple[str, ...]:
        """Return the ids of the places that *text* could name, sorted; more than one stays ambiguous."""
        return tuple(sorted(set(self._named.get(fold(text), ()))))

    def lineage(self, place_id: str) -> tuple[str, ...]:
        """Return the place and what it lies in, up to the whole."""
        line: list[str] = []
        current: str | None = place_id
        while current is not None and current not in line and current in self.by_id:
            line.append(current)
            current = self.by_id[current].parent
        return tuple(line)

    def at_level(self, place_id: str, level: str) -> str | None:
        """Return the place of *level* that holds *place_id*, or ``None``."""
        return next((step for step in self.lineage(place_id) if self.by_id[step].level == level), None)


def read_places(path: Path) -> tuple[Gazetteer, list[Fault]]:
    """Read ``places.csv``; a row with a fault is left out."""
    table = Table(path, required=COLUMNS)
    places: dict[str, Place] = {}
    lines: dict[str, int] = {}
    for line, row in table.rows():
        try:
            place = _place(row)
            if place.id in places:
                raise ValueError(f"the id {place.id!r} stands already on line {lines[place.id]}")
        except ValueError as error:
            table.faults.append(Fault(path, line, str(error)))
            continue
        places[place.id], lines[place.id] = place, line
    for place in places.values():
        if place.parent is not None and place.parent not in places:
            table.faults.append(Fault(path, lines[place.id], f"parent {place.parent!r} is no place of this file"))
    return Gazetteer(places.values()), table.faults


def _place(row: dict[str, str]) -> Place:
    if row["level"] not in PRECISION:
        raise ValueError(f"level {row['level']!r} is none of {', '.join(PRECISION)}")
    if not (row["id"] and row["name_en"] and row["name_ar"]):
        raise ValueError("a place needs id, name_en and name_ar")
    return Place(
        id=row["id"],
        name=T(en=row["name_en"], ar=row["name_ar"]),
        aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
        lat=_degrees(row["lat"], 90),
        lon=_degrees(row["lon"], 180),
        level=row["level"],
        parent=row["parent"] or None,
    )


def _degrees(text: str, limit: int) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a number of degrees") from None
    if abs(value) > limit:
        raise ValueError(f"{text} lies outside -{limit} to {limit} degrees")
    return value
