"""When duties fall due: as stated, or the next at its interval by inference."""

from datetime import date

import pytest

from trucekeeper.agreement import load_agreement
from trucekeeper.agreement.calendar import after, next_due
from trucekeeper.case import load_case


@pytest.mark.parametrize(
    ("day", "every", "then"),
    [
        ("2026-05-19", "6 months", "2026-11-19"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-12-25", "2 weeks", "2027-01-08"),
        ("2026-12-31", "1 day", "2027-01-01"),
    ],
)
def test_an_interval_after_a_day(day: str, every: str, then: str):
    assert after(date.fromisoformat(day), every) == date.fromisoformat(then)


@pytest.mark.parametrize("every", ["monthly", "0 days", "-1 month", "6 moons", ""])
def test_what_is_no_interval_says_how_to_write_one(every: str):
    with pytest.raises(ValueError, match="write it as 14 days"):
        after(date(2026, 1, 1), every)


def test_a_duty_that_recurs_is_due_on_the_day_named_and_after_it_by_inference(gaza_case_dir):
    agreement = load_agreement(load_case(gaza_case_dir))
    report = agreement.by_id["R-04"]
    assert next_due(report, date(2026, 11, 17)) == (date(2026, 11, 17), "inferred")
    assert next_due(report, date(2026, 11, 18)) == (date(2027, 5, 17), "inferred")
    assert next_due(agreement.by_id["O-05"], date(2026, 1, 1)) is None
    assert next_due(agreement.by_id["O-05"], date(2025, 10, 13)) == (date(2025, 10, 13), "stated")
