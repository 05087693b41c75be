"""Numbers, dates and texts as people write them in Arabic and English."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.vocabulary.clock import interval, parse_day, parse_instant, parse_period
from trucekeeper.vocabulary.quantity import Count, parse_count, parse_list, parse_number, parse_toll
from trucekeeper.vocabulary.text import decode, fold, isolate, without_isolates

GAZA = ZoneInfo("Asia/Gaza")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(st.integers(0, 10**9), st.sampled_from([",", "،", "٬"]), st.booleans())
def test_a_count_survives_arabic_digits_and_any_thousands_separator(value: int, separator: str, arabic: bool):
    written = f"{value:,}".replace(",", separator)
    assert parse_count(written.translate(ARABIC) if arabic else written) == value


@pytest.mark.parametrize(("written", "value"), [("٣٫٥", "3.5"), ("71.4", "71.4"), ("1,234.5", "1234.5"), ("-2", "-2")])
def test_a_decimal_is_read(written: str, value: str):
    assert parse_number(written) == Decimal(value)


def test_a_comma_before_a_space_makes_a_list_and_without_one_a_number():
    assert parse_list("4، 120") == [4, 120]
    assert parse_list("4،120") == [4120]


@pytest.mark.parametrize("written", ["", "four", "1,23", "12,34,56", "4.5", "-3", "1 2"])
def test_what_is_no_count_is_refused(written: str):
    with pytest.raises(ValueError, match="is not a"):
        parse_count(written)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("104", 104, 104),
        ("18-24", 18, 24),
        ("18–24", 18, 24),
        ("20+", 20, None),
        ("up to 9", None, 9),
        ("٢٦-٣٢", 26, 32),
    ],
)
def test_a_toll_stays_the_range_that_was_given(written: str, low: int | None, high: int | None):
    assert parse_toll(written) == Count(low=low, high=high)


def test_a_toll_from_high_to_low_says_what_would_be_right():
    with pytest.raises(ValueError, match="write 18-24"):
        parse_toll("24-18")


def test_a_day_of_the_clock_change_has_25_hours():
    change = interval(date(2025, 10, 25), "day", GAZA)
    assert change.end.timestamp() - change.start.timestamp() == 25 * 3600


def test_a_week_is_the_seven_days_that_end_with_its_date():
    week = interval(date(2025, 11, 14), "week", GAZA)
    assert (week.start.date(), week.end.date()) == (date(2025, 11, 8), date(2025, 11, 15))


@pytest.mark.parametrize("text", ["48h", "2d"])
def test_the_last_whole_days_end_before_the_instant(text: str):
    period = parse_period(text, datetime(2025, 11, 2, 18, tzinfo=GAZA), GAZA)
    assert (period.first, period.last) == (date(2025, 10, 31), date(2025, 11, 1))


@pytest.mark.parametrize("text", ["", "30h", "0d", "week", "2025-11-02..2025-11-01", "2025-02-30..2025-03-01"])
def test_what_is_no_period_is_refused(text: str):
    with pytest.raises(ValueError, match=r"is not a period|ends before|does not exist|is not a date"):
        parse_period(text, datetime(2025, 11, 2, tzinfo=GAZA), GAZA)


def test_a_bare_date_counts_as_the_start_of_its_local_day():
    assert parse_instant("2025-11-02", GAZA) == datetime(2025, 11, 2, tzinfo=GAZA)
    assert parse_instant("2025-11-02T18:00:00+02:00", GAZA).utcoffset() == timedelta(hours=2)


def test_a_month_is_a_date_of_that_precision():
    assert parse_day("2025-11") == (date(2025, 11, 1), "month")
    assert parse_day("٢٠٢٥-١١-٠٣") == (date(2025, 11, 3), "day")


@pytest.mark.parametrize(
    ("one", "other"),
    [("غزة", "غزه"), ("إسرائيل", "اسرائيل"), ("الشجاعيّة", "الشجاعية"), ("غـــزة", "غزة"), ("US", "us")],
)
def test_two_spellings_of_a_name_fold_to_one(one: str, other: str):
    assert fold(one) == fold(other)


@given(st.text(alphabet="ابتغزة 0123456789abcXYZ()-–/:.,#", max_size=60))
def test_isolating_changes_nothing_but_isolates(text: str):
    assert without_isolates(isolate(text, "ar")) == text
    assert isolate(text, "en") == text


def test_a_range_and_a_code_in_arabic_stand_in_one_isolate():
    assert isolate("بين 18-24 قتيلًا (gz-0127#1)", "ar") == "بين \u206618-24\u2069 قتيلًا (\u2066gz-0127#1\u2069)"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_arabic_is_read_in_the_encodings_of_the_region(encoding: str):
    assert decode("قطاع غزة".encode(encoding))[0] == "قطاع غزة"
