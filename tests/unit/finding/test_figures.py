"""Rival figures side by side: due as stated and as derived, ratios only under a named reading, never averaged."""

from pathlib import Path

import pytest

from trucekeeper.agreement import load_agreement
from trucekeeper.case import load_case
from trucekeeper.finding import Audit, audit


@pytest.fixture(scope="module")
def trucks(gaza_case_dir: Path) -> Audit:
    case = load_case(gaza_case_dir)
    return audit("aid_trucks_entered", case.figures, case, load_agreement(case))


def point(trucks: Audit, publisher: str, as_of: str, per: str | None = None):
    return next(
        p
        for series in trucks.series
        for p in series.points
        if series.publisher == publisher and str(p.as_of) == as_of and p.per == per
    )


def test_what_was_due_stands_as_stated_and_as_derived_over_the_publishers_own_window(trucks):
    cogat = point(trucks, "COGAT", "2025-12-07")
    assert (cogat.due_stated, cogat.due_derived) == (33600, 34200)
    office = point(trucks, "Gaza Government Media Office", "2025-12-22")
    assert (office.due_stated, office.due_derived) == (42800, 44400)


def test_a_ratio_names_the_reading_under_which_it_holds(trucks):
    assert point(trucks, "COGAT", "2025-12-07").reading == "o11-all-trucks"
    assert point(trucks, "Gaza Government Media Office", "2025-12-22").reading == "o11-aid-commercial-fuel"
    assert point(trucks, "COGAT", "2025-12-07").ratio == "0.75"


def test_what_counts_something_else_is_not_comparable_and_says_why(trucks):
    un = point(trucks, "UN2720", "2025-12-07")
    assert un.ratio is None
    assert "which no reading of O-11 counts" in un.not_comparable.en


def test_each_publisher_keeps_its_own_series(trucks):
    publishers = [series.publisher for series in trucks.series]
    assert {"COGAT", "Gaza Government Media Office", "UN2720", "WHO"} <= set(publishers)
    assert publishers == sorted(publishers)


def test_components_that_do_not_sum_to_the_total_show_the_difference(gaza_case_dir: Path):
    case = load_case(gaza_case_dir)
    found = audit("violations_alleged", case.figures, case, load_agreement(case))
    november = point(found, "Gaza Government Media Office", "2025-11-22")
    assert (november.value, november.components_sum, november.difference) == ("497", 491, "6")
