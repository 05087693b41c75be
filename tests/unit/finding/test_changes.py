"""What a publisher's totals say of a window: derivable, or not and why; never averaged, never mended."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from trucekeeper.case import Citation, FigureRow, load_case
from trucekeeper.finding.changes import changes

FROM, TO = date(2025, 10, 30), date(2025, 11, 2)


def figure(
    id: str, day: int, value: int, *, added: bool = False, qualifier: str = "exact", since: int = 1
) -> FigureRow:
    at = date(2026, 1, day)
    return FigureRow.model_construct(
        id=id,
        as_of=at,
        start=at if added else date(2026, 1, since),
        end=at if added else None,
        metric="m_added" if added else "m",
        value=Decimal(value),
        qualifier=qualifier,
        per=None,
        publisher="p",
        citation=Citation("https://example.org", at),
    )


def change(*figures: FigureRow):
    return next(changes("m", figures, date(2026, 1, 1), date(2026, 1, 3)))


def test_totals_that_the_dailies_bear_out_are_derivable():
    rows = (figure("a", 1, 10), figure("b", 2, 3, added=True), figure("c", 3, 4, added=True), figure("d", 3, 17))
    made = change(*rows)
    assert (made.difference, made.dailies_sum, made.derived, made.not_derivable) == ("7", "7", "7", None)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((figure("a", 1, 10),), "no one total as of 3 January 2026"),
        ((figure("a", 1, 10), figure("b", 1, 11), figure("c", 3, 17)), "no one total as of 1 January 2026"),
        ((figure("a", 1, 10, qualifier="at_least"), figure("b", 3, 17)), "total of 1 January 2026 is a lower bound"),
        ((figure("a", 1, 10), figure("b", 3, 17, since=2)), "begin on different days"),
        ((figure("a", 1, 10), figure("b", 2, 7, added=True), figure("c", 3, 17)), "no daily figure of 3 January 2026"),
    ],
)
def test_what_cannot_be_derived_says_why(rows, why: str):
    made = change(*rows)
    assert why in made.not_derivable.en
    assert made.derived is None


def test_two_exact_totals_without_dailies_are_derivable():
    assert change(figure("a", 1, 10), figure("b", 3, 17)).derived == "7"


def test_30_october_to_2_november_is_not_derivable(gaza_case_dir: Path):
    figures = load_case(gaza_case_dir).figures
    ministry = next(
        c for c in changes("killed_since_ceasefire", figures, FROM, TO) if c.publisher == "Gaza health ministry"
    )
    assert (ministry.at_start, ministry.at_end, ministry.difference, ministry.dailies_sum) == ("211", "236", "25", "8")
    assert ministry.derived is None
    assert ministry.not_derivable is not None
    assert ministry.not_derivable.en == (
        "The total of 30 October 2025 is a lower bound. "
        "The publisher's own dailies add up to 8, its totals differ by 25."
    )
    assert "حد أدنى" in ministry.not_derivable.ar
