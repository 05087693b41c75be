"""A place as a text or a record names it, with the precision that the name has."""

from collections.abc import Iterator
from typing import Any, Literal

from trucekeeper.vocabulary.text import Frozen

PlacePrecision = Literal["site", "neighbourhood", "town", "governorate", "area", "unknown"]


class PlaceRef(Frozen):
    """A mention of a place: WGS 84 degrees, or ``None`` where a point would say more than is known."""

    text: str | None = None
    span: tuple[int, int] | None = None
    id: str | None = None
    candidates: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"


LARGEST_LON, LARGEST_LAT = 180, 90


def strays(geometry: object) -> Iterator[tuple[float, float]]:
    """Yield the points of a GeoJSON geometry that lie nowhere on earth, as longitude and latitude."""
    waiting: list[Any] = [geometry]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [part.get("coordinates"), part.get("geometries")]
        elif isinstance(part, list) and len(part) >= 2 and all(isinstance(one, int | float) for one in part[:2]):
            if not (abs(part[0]) <= LARGEST_LON and abs(part[1]) <= LARGEST_LAT):
                yield part[0], part[1]
        elif isinstance(part, list):
            waiting += reversed(part)
