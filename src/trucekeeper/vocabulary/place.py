"""A place as a text or a record names it, with the precision that the name has."""

from typing import Literal

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
