"""A zone says of a place that it lies inside, outside or within the uncertainty; one that is only described says so."""

from datetime import date

import pytest

from trucekeeper.agreement.zone import Zone
from trucekeeper.vocabulary.place import PlaceRef

SQUARE = {"type": "Polygon", "coordinates": [[[34.0, 31.0], [34.2, 31.0], [34.2, 31.2], [34.0, 31.2], [34.0, 31.0]]]}


def zone(geometry: dict | None, uncertainty: int | None = 200, **changed) -> Zone:
    properties = {
        "id": "z",
        "version": "as_agreed",
        "name_en": "the zone",
        "name_ar": "المنطقة",
        "by": "a",
        "from": "2025-01-01",
        "until": None,
        "uncertainty_m": uncertainty,
        "described_en": "d",
        "described_ar": "د",
        "percent_of_area": None,
        "source": "https://example.org",
        **changed,
    }
    return Zone.model_validate({"type": "Feature", "geometry": geometry, "properties": properties})


@pytest.mark.parametrize(
    ("lat", "lon", "precision", "position"),
    [
        (31.1, 34.1, "site", "inside"),
        (31.1, 34.1, "neighbourhood", "inside"),
        (31.1, 34.1, "governorate", "within_uncertainty"),
        (31.1, 34.1, "unknown", "within_uncertainty"),
        (31.1, 34.3, "site", "outside"),
        (31.1, 34.2025, "site", "within_uncertainty"),
        (31.1, 34.2040, "site", "outside"),
        (31.1, 34.2040, "neighbourhood", "within_uncertainty"),
        (None, None, "town", "within_uncertainty"),
    ],
)
def test_a_place_lies_where_its_distance_from_the_edge_allows(lat, lon, precision, position):
    assert zone(SQUARE).locate(PlaceRef(lat=lat, lon=lon, precision=precision)) == position


@pytest.mark.parametrize("geometry", [None, {"type": "LineString", "coordinates": [[34, 31], [35, 32]]}])
def test_a_zone_without_an_area_is_described(geometry):
    assert zone(geometry).locate(PlaceRef(lat=31.1, lon=34.1, precision="site")) == "described"


def test_a_version_stands_from_its_first_day_to_its_last():
    made = zone(SQUARE, until="2025-02-01")
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 1), date(2025, 2, 2))
    assert [made.stands(on) for on in days] == [False, True, True, False]


def test_a_share_of_the_area_says_of_which_area_and_by_what_method():
    said = {
        "percent_of_area": "53",
        "percent_of_en": "the district",
        "percent_of_ar": "القضاء",
        "percent_method_en": "a survey",
        "percent_method_ar": "مسح",
    }
    share = zone(None, **said).share
    assert share is not None
    assert (share.percent, share.of.en, share.method.ar) == ("53", "the district", "مسح")
    with pytest.raises(ValueError, match="share"):
        zone(None, **{**said, "percent_of_en": None})
