"""Numbers in Arabic and English prose: every way of writing one, the bounds around it, and what counts nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.claim.counts import Number, numbers
from trucekeeper.claim.numerals import numeral
from trucekeeper.claim.tokens import tokenise
from trucekeeper.vocabulary.text import LANGS, Lang


def read(text: str, lang: Lang) -> list[tuple[int | None, int | None]]:
    return [(number.low, number.high) for number in numbers(tokenise(text), lang)]


def only(text: str, lang: Lang) -> Number:
    (number,) = numbers(tokenise(text), lang)
    return number


EXACT: list[tuple[Lang, str, int]] = [
    ("en", "7 people", 7),
    ("en", "4,120 people", 4120),
    ("en", "1.2 million people", 1_200_000),
    ("en", "3 thousand people", 3000),
    ("en", "twelve people", 12),
    ("en", "twenty-three people", 23),
    ("en", "twenty three people", 23),
    ("en", "a hundred and five people", 105),
    ("en", "one hundred and twenty people", 120),
    ("en", "two thousand three hundred and four people", 2304),
    ("en", "a dozen people", 12),
    ("en", "half a dozen people", 6),
    ("en", "two dozen people", 24),
    ("en", "a couple of people", 2),
    ("ar", "٧ أشخاص", 7),
    ("ar", "٤٬١٢٠ شخصا", 4120),
    ("ar", "4،120 شخصا", 4120),
    ("ar", "٤،١٢٠ شخصا", 4120),
    ("ar", "4,120 شخصا", 4120),
    ("ar", "۱۲ شخصا", 12),
    ("ar", "5 آلاف شخص", 5000),
    ("ar", "2.5 ألف شخص", 2500),
    ("ar", "11 ألف شخص", 11_000),
    ("ar", "الـ50 شخصا", 50),
    ("ar", "و32 شخصا", 32),
    ("ar", "ثلاثة رجال", 3),
    ("ar", "ثلاث نساء", 3),
    ("ar", "ثلاثة عشر رجلا", 13),
    ("ar", "ثلاث عشرة امرأة", 13),
    ("ar", "أحد عشر رجلا", 11),
    ("ar", "إحدى عشرة امرأة", 11),
    ("ar", "اثنا عشر رجلا", 12),
    ("ar", "اثنتي عشرة امرأة", 12),
    ("ar", "خمسة وعشرون رجلا", 25),
    ("ar", "خمسة وعشرين رجلا", 25),
    ("ar", "مئة وخمسون رجلا", 150),
    ("ar", "مائة وثلاثة عشر رجلا", 113),
    ("ar", "مائتان وواحد", 201),
    ("ar", "مئتين وعشرين", 220),
    ("ar", "مئتي رجل", 200),
    ("ar", "ثلاثمئة وخمسة وأربعين", 345),
    ("ar", "ألفان", 2000),
    ("ar", "ألفي رجل", 2000),
    ("ar", "ألف ومئتان وثلاثة", 1203),
    ("ar", "ثلاثة آلاف", 3000),
    ("ar", "خمسة وعشرون ألفا ومئة", 25_100),
    ("ar", "مئة ألف", 100_000),
    ("ar", "مليون شخص", 1_000_000),
]

BOUNDED: list[tuple[Lang, str, int | None, int | None]] = [
    ("en", "at least 5 people", 5, None),
    ("en", "more than 20 people", 20, None),
    ("en", "over 20 people", 20, None),
    ("en", "no fewer than 8 people", 8, None),
    ("en", "20+ people", 20, None),
    ("en", "5 or more people", 5, None),
    ("en", "up to 9 people", None, 9),
    ("en", "fewer than 30 people", None, 30),
    ("en", "about 5 people", 5, 5),
    ("en", "nearly fifty people", 50, 50),
    ("en", "between 26 and 32 people", 26, 32),
    ("en", "between twenty and thirty people", 20, 30),
    ("en", "26-32 people", 26, 32),
    ("en", "26–32 people", 26, 32),
    ("en", "26 to 32 people", 26, 32),
    ("en", "18 or 20 people", 18, 20),
    ("en", "dozens of people", 24, None),
    ("en", "hundreds of people", 200, None),
    ("en", "tens of thousands of people", 20_000, None),
    ("ar", "ما لا يقل عن 5 أشخاص", 5, None),
    ("ar", "مالايقل عن خمسة أشخاص", 5, None),
    ("ar", "70 شخصا على الأقل", 70, None),
    ("ar", "أكثر من 20 شخصا", 20, None),
    ("ar", "ما يصل إلى 9 أشخاص", None, 9),
    ("ar", "أقل من 30 شخصا", None, 30),
    ("ar", "نحو 50 شخصا", 50, 50),
    ("ar", "قرابة الـ50 شخصا", 50, 50),
    ("ar", "حوالي مئتي شخص", 200, 200),
    ("ar", "زهاء عشرين شخصا", 20, 20),
    ("ar", "بين 26 و32 شخصا", 26, 32),
    ("ar", "بين عشرين وثلاثين شخصا", 20, 30),
    ("ar", "من 26 إلى 32 شخصا", 26, 32),
    ("ar", "18 أو 20 شخصا", 18, 20),
    ("ar", "عشرات الأشخاص", 20, None),
    ("ar", "مئات الأشخاص", 200, None),
    ("ar", "عشرات الآلاف", 20_000, None),
]

NO_COUNTS: list[tuple[Lang, str]] = [
    ("en", "a 26-year-old man"),
    ("en", "a man aged 26"),
    ("en", "a man, 26 years old,"),
    ("en", "on 7 October 2023"),
    ("en", "on October 7, 2023"),
    ("en", "since Oct. 7"),
    ("en", "in 2024"),
    ("en", "at 8:25 in the morning"),
    ("en", "at 8 pm"),
    ("en", "an F-16 and an AK-47"),
    ("en", "a 7.62 mm round"),
    ("en", "5 km to the north"),
    ("en", "20% of the town and 30 percent of the rest"),
    ("en", "Day 15 of the truce"),
    ("en", "the 3rd time"),
    ("en", "$50 and 40 dollars"),
    ("en", "open 24/7"),
    ("en", "call 0599123456789"),
    ("en", "1. The first item"),
    ("en", "N. Nobody (40) of the town"),
    ("en", "after N. Nobody, 17, of the town"),
    ("en", "a 10-member group"),
    ("en", "article 5 of the text"),
    ("ar", "رجل عمره 26 عاما"),
    ("ar", "في 7 أكتوبر 2023"),
    ("ar", "في 7 تشرين الأول"),
    ("ar", "كانون الثاني 2024"),
    ("ar", "عام 2022"),
    ("ar", "اليوم الـ37"),
    ("ar", "الساعة 8"),
    ("ar", "عيار 7.62"),
    ("ar", "يوم الاثنين ويوم الأحد"),
    ("ar", "الرابع عشر من الشهر"),
    ("ar", "30% و40 بالمئة"),
    ("ar", "على بعد 5 كيلومترات"),
    ("ar", "50 دولارا"),
    ("ar", "الكتيبة 202"),
]


@pytest.mark.parametrize(("lang", "text", "value"), EXACT)
def test_a_number_is_read_however_it_is_written(lang: Lang, text: str, value: int) -> None:
    assert read(text, lang) == [(value, value)]


@pytest.mark.parametrize(("lang", "text", "low", "high"), BOUNDED)
def test_a_bound_leaves_open_what_it_does_not_state(lang: Lang, text: str, low: int | None, high: int | None) -> None:
    assert read(text, lang) == [(low, high)]


@pytest.mark.parametrize(("lang", "text"), NO_COUNTS)
def test_what_counts_nobody_is_left_out(lang: Lang, text: str) -> None:
    assert read(text, lang) == []


def test_a_bound_is_named() -> None:
    assert only("about 5 people", "en").bound == only("نحو 5 أشخاص", "ar").bound == "about"
    assert only("dozens of people", "en").vague
    assert only("عشرات الأشخاص", "ar").vague


def test_a_rise_is_no_range() -> None:
    assert read("rose from 26 to 32", "en") == [(26, 26), (32, 32)]
    assert read("ارتفع العدد من 26 إلى 32", "ar") == [(26, 26), (32, 32)]


def test_digits_of_two_kinds_in_one_sentence_are_both_read() -> None:
    assert read("٣ رجال و4 نساء", "ar") == [(3, 3), (4, 4)]


def test_bidi_controls_hide_no_number() -> None:
    assert read("at least \u20675\u2069 people", "en") == [(5, None)]
    assert read("مقتل \u200f5\u200f أشخاص", "ar") == [(5, 5)]


def test_a_sentence_of_digits_alone_is_read_without_complaint() -> None:
    assert read("12 345 6789", "en") == [(12, 12), (345, 345), (6789, 6789)]
    assert read("", "ar") == []


UNITS = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()
TENS = "_ عشرة عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()
HUNDREDS = "_ مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة".split()
ONE_AND_TWO_OF_TEEN = {1: "أحد", 2: "اثنا"}


def in_arabic(number: int) -> str:
    """Write 0 to 99,999 in Arabic words."""
    thousands, rest = divmod(number, 1000)
    parts = [_thousands(thousands)] if thousands else []
    parts += [_below_thousand(rest)] if rest or not thousands else []
    return " و".join(parts)


def _thousands(count: int) -> str:
    if count < 3:
        return {1: "ألف", 2: "ألفان"}[count]
    return f"{_below_thousand(count)} {'آلاف' if count <= 10 else 'ألفا'}"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [HUNDREDS[hundreds]] if hundreds else []
    if rest or not hundreds:
        parts.append(_below_hundred(rest))
    return " و".join(parts)


def _below_hundred(number: int) -> str:
    tens, unit = divmod(number, 10)
    if number < 10:
        return UNITS[number]
    if tens == 1 and unit:
        return f"{ONE_AND_TWO_OF_TEEN.get(unit, UNITS[unit])} عشر"
    return f"{UNITS[unit]} و{TENS[tens]}" if unit else TENS[tens]


@given(st.integers(0, 99_999))
def test_a_number_in_arabic_words_reads_back_the_same(number: int) -> None:
    tokens = tokenise(in_arabic(number))
    found = numeral(tokens, 0, "ar")
    assert found is not None
    assert (found.value, found.last) == (number, len(tokens))


@given(st.text(alphabet="5٣ ,،.-وabعشرونخمسةأكثرمن()/:%\u200f", max_size=60), st.sampled_from(LANGS))
def test_numbers_lie_within_the_text_and_do_not_overlap(text: str, lang: Lang) -> None:
    tokens = tokenise(text)
    last = 0
    for number in numbers(tokens, lang):
        assert last <= number.first < number.last <= len(tokens)
        assert number.begin <= number.first
        assert number.last <= number.end <= len(tokens)
        assert number.low is None or number.high is None or number.low <= number.high
        last = number.last
