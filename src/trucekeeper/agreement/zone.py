"""Lines and areas of an agreement: dated versions, each by whom; a zone without geometry is a described one."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError, model_validator

from trucekeeper.errors import Fault
from trucekeeper.vocabulary.text import Frozen, T


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
    percent_of_area: str | None
    source: str
    geometry: dict[str, Any] | None

    @model_validator(mode="before")
    @classmethod
    def _feature(cls, feature: Any) -> Any:
        own = dict(feature["properties"])
        own["name"] = {"en": own.pop("name_en", None), "ar": own.pop("name_ar", None)}
        own["described"] = {"en": own.pop("described_en", None), "ar": own.pop("described_ar", None)}
        own["start"] = own.pop("from", None)
        return {**own, "geometry": feature.get("geometry")}


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
