"""Lines and areas of an agreement: dated versions, each by whom; a zone without geometry is a described one.

A version with an area says of a point whether it lies inside, outside, or within the uncertainty: nearer to the edge
than the version's own uncertainty and the imprecision of the place together. A described one says nothing of any point.
"""

import json
import math
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError, model_validator
from shapely import Point, affinity
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from trucekeeper.case.strict import Lines
from trucekeeper.errors import Fault
from trucekeeper.vocabulary.place import PlacePrecision, PlaceRef, strays
from trucekeeper.vocabulary.text import Frozen, T


class Share(Frozen):
    """How much of an area a version takes: a percentage, of which area, and by what method it was measured.

    Where a source does not state the area or the method, the text says so in its place.
    """

    percent: str
    of: T
    method: T


Position = Literal["inside", "outside", "within_uncertainty", "described"]

RING_POINTS = 4
"""The fewest positions of a closed ring (RFC 7946)."""
METRES_PER_DEGREE = 110_574.0
"""Of latitude, at the equator, on WGS 84; a degree of longitude is shorter by the cosine of the latitude."""
IMPRECISION_M: dict[PlacePrecision, float] = {
    "site": 100.0,
    "neighbourhood": 1_000.0,
    "town": 3_000.0,
    "governorate": 15_000.0,
    "area": math.inf,
    "unknown": math.inf,
}
"""How far from its point a place may lie, by its precision."""


class Zone(Frozen):
    """One dated version of a line or area: as agreed, as marked or as held, by whom. Uncertainty in metres."""

    id: str
    version: Literal["as_agreed", "as_marked", "as_held"]
    name: T
    by: str
    start: date | None
    until: date | None
    uncertainty_m: int | None
    described: T
    share: Share | None
    source: str
    geometry: dict[str, Any] | None

    @model_validator(mode="before")
    @classmethod
    def _feature(cls, feature: Any) -> Any:
        own = dict(feature["properties"])
        own["name"] = {"en": own.pop("name_en", None), "ar": own.pop("name_ar", None)}
        own["described"] = {"en": own.pop("described_en", None), "ar": own.pop("described_ar", None)}
        own["share"] = _share(own)
        own["start"] = own.pop("from", None)
        return {**own, "geometry": feature.get("geometry")}

    @property
    def area(self) -> BaseGeometry | None:
        """The version's area in degrees, or None where it has no geometry, or only a line."""
        if self.geometry is None:
            return None
        made = shape(self.geometry)
        return made if made.geom_type in ("Polygon", "MultiPolygon") else None

    def stands(self, on: date) -> bool:
        """Whether this version is in force on a day."""
        return (self.start is None or self.start <= on) and (self.until is None or on <= self.until)

    def locate(self, place: PlaceRef) -> Position:
        """Return where a place lies: WGS 84 degrees in, distances in metres on a plane around the place."""
        area = self.area
        if area is None:
            return "described"
        if place.lat is None or place.lon is None:
            return "within_uncertainty"
        shrink = math.cos(math.radians(place.lat))
        plane = affinity.scale(area, METRES_PER_DEGREE * shrink, METRES_PER_DEGREE, origin=(0, 0))
        point = Point(place.lon * METRES_PER_DEGREE * shrink, place.lat * METRES_PER_DEGREE)
        margin = (self.uncertainty_m or 0) + IMPRECISION_M[place.precision]
        if plane.boundary.distance(point) <= margin:
            return "within_uncertainty"
        return "inside" if plane.contains(point) else "outside"


def _share(own: dict[str, Any]) -> dict[str, Any] | None:
    percent = own.pop("percent_of_area", None)
    words = {key: {lang: own.pop(f"percent_{key}_{lang}", None) for lang in ("en", "ar")} for key in ("of", "method")}
    return None if percent is None else {"percent": percent, **words}


def zone_faults(folder: Path) -> Iterator[Fault]:
    """Yield a fault for each version that cannot be so, or stands on the same days as another of its kind."""
    for path in sorted(folder.glob("*.geojson")):
        try:
            features = json.loads(path.read_text(encoding="utf-8"))["features"]
            zones = [Zone.model_validate(feature) for feature in features]
        except (ValueError, KeyError, TypeError):
            continue
        lines = Lines(path)
        for index, zone in enumerate(zones):
            line = lines.of("features", index)
            yield from _geometry_faults(path, line, zone)
            for key, message in _impossible(zone):
                yield Fault(path, lines.of("features", index, *key), f"zone {zone.id!r}: {message}")
            for other in zones[:index]:
                if (zone.id, zone.version, zone.by) == (other.id, other.version, other.by) and _overlap(zone, other):
                    message = (
                        f"zone {zone.id!r}: two versions {zone.version} by {zone.by} stand on the same days; end one"
                    )
                    yield Fault(path, line, message)


def _impossible(zone: Zone) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what no version can be, each with the key at which it stands."""
    if zone.uncertainty_m is not None and zone.uncertainty_m < 0:
        said = f"uncertainty_m is {zone.uncertainty_m}; write how far it may be off in metres, 0 or more"
        yield ("properties", "uncertainty_m"), said
    if zone.start and zone.until and zone.until < zone.start:
        said = (
            f"stands until {zone.until}, before it begins on {zone.start}; write a day of until that is not before from"
        )
        yield ("properties", "until"), said
    stray = next(strays(zone.geometry), None)
    if stray is not None:
        said = (
            f"the point {list(stray)} lies nowhere on earth; write longitude (±180) and then latitude (±90), in degrees"
        )
        yield ("geometry",), said
    for ring in _rings(zone.geometry or {}):
        if len(ring) < RING_POINTS:
            said = f"a ring of {len(ring)} points; draw one of {RING_POINTS} at least, the last of them the first again"
            yield ("geometry",), said
        elif ring[0] != ring[-1]:
            yield ("geometry",), f"a ring that is not closed; end it where it begins, at {ring[0]}"


def _rings(geometry: Mapping[str, Any]) -> list[list[Any]]:
    """Return the rings of a polygon or of several."""
    drawn = geometry.get("coordinates")
    polygons = {"Polygon": [drawn], "MultiPolygon": drawn}.get(str(geometry.get("type")))
    if not isinstance(polygons, list):
        return []
    return [ring for rings in polygons if isinstance(rings, list) for ring in rings if isinstance(ring, list) and ring]


def _geometry_faults(path: Path, line: int, zone: Zone) -> Iterator[Fault]:
    if zone.geometry is None:
        return
    try:
        made = shape(zone.geometry)
    except (ShapelyError, ValueError, TypeError, AttributeError, KeyError) as error:
        yield Fault(path, line, f"zone {zone.id!r}: no GeoJSON geometry: {error}")
        return
    if not made.is_valid:
        yield Fault(path, line, f"zone {zone.id!r}: {explain_validity(made)}; draw it without crossing itself")
    if zone.uncertainty_m is None:
        yield Fault(
            path, line, f"zone {zone.id!r}: a geometry without uncertainty_m; say how far it may be off, in metres"
        )


def _overlap(a: Zone, b: Zone) -> bool:
    first, last = date.min, date.max
    return (a.start or first) <= (b.until or last) and (b.start or first) <= (a.until or last)


def read_zones(folder: Path) -> tuple[tuple[Zone, ...], list[Fault]]:
    """Read every ``*.geojson`` of *folder*."""
    zones: list[Zone] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.geojson")):
        try:
            features = json.loads(path.read_text(encoding="utf-8"))["features"]
            zones += [Zone.model_validate(feature) for feature in features]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            faults.append(Fault(path, line, f"not a GeoJSON FeatureCollection with features: {error}"))
        except ValidationError as error:
            faults += [Fault(path, 1, f"{'.'.join(map(str, p['loc']))}: {p['msg']}") for p in error.errors()]
    return tuple(zones), faults
