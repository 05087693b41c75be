"""Sentences in both languages from the same parts: counting rules, gender, sources."""

from datetime import date

import pytest

from trucekeeper.vocabulary.clock import interval
from trucekeeper.vocabulary.quantity import Count
from trucekeeper.vocabulary.sentence import Term, alphabetical, counted, fill, listed, occurred, sentence, style, toll
from trucekeeper.vocabulary.text import T, without_isolates


@pytest.mark.parametrize(
    ("number", "arabic", "english"),
    [
        (0, "لا أحد", "no people"),
        (1, "شخص واحد", "1 person"),
        (2, "شخصين", "2 people"),
        (3, "3 أشخاص", "3 people"),
        (10, "10 أشخاص", "10 people"),
        (11, "11 شخصًا", "11 people"),
        (99, "99 شخصًا", "99 people"),
        (100, "100 شخص", "100 people"),
        (101, "101 شخص", "101 people"),
        (103, "103 أشخاص", "103 people"),
        (111, "111 شخصًا", "111 people"),
        (4120, "4,120 شخصًا", "4,120 people"),
    ],
)
def test_a_counted_noun_takes_the_form_that_its_number_asks_for(number: int, arabic: str, english: str):
    told = counted(number, "person")
    assert (without_isolates(told.ar), told.en) == (arabic, english)


@pytest.mark.parametrize(
    ("count", "arabic", "english"),
    [
        (Count(low=42, high=45), "ما بين 42 و45 شخصًا", "between 42 and 45 people"),
        (Count(low=20, high=None), "ما لا يقل عن 20 شخصًا", "at least 20 people"),
        (Count(low=None, high=9), "ما يصل إلى 9 أشخاص", "up to 9 people"),
        (Count(low=2, high=2), "شخصين", "2 people"),
    ],
)
def test_a_toll_is_told_as_it_was_given(count: Count, arabic: str, english: str):
    told = toll(count, "person")
    assert (without_isolates(told.ar), told.en) == (arabic, english)


def test_a_verb_agrees_with_its_speaker():
    army = Term(text=T(en="the army", ar="الجيش"), gender="m")
    ministry = Term(text=T(en="the ministry", ar="الوزارة"), gender="f")
    assert fill("inc_denies", source=army).ar == "نفى الجيش وقوع ذلك"
    assert fill("inc_denies", source=ministry).ar == "نفت الوزارة وقوع ذلك"


def test_a_list_joins_the_last_item_in_the_manner_of_each_language():
    items = [T(en=x, ar=y) for x, y in (("Egypt", "مصر"), ("Qatar", "قطر"), ("Turkey", "تركيا"))]
    assert listed(items) == T(en="Egypt, Qatar and Turkey", ar="مصر، قطر وتركيا")
    assert alphabetical(reversed(items)).en == "Egypt, Qatar and Turkey"
    assert alphabetical(reversed(items)).ar == "تركيا، قطر ومصر"


def test_a_time_is_told_no_more_exactly_than_it_is_known(gaza_zone):
    assert occurred(interval(date(2025, 10, 17), "day", gaza_zone)).en == "on 17 October 2025"
    assert occurred(interval(date(2025, 11, 1), "month", gaza_zone)).en == "in November 2025"
    assert without_isolates(occurred(interval(date(2025, 11, 14), "week", gaza_zone)).ar) == (
        "خلال الأسبوع المنتهي في 14 نوفمبر 2025"
    )


def test_a_sentence_without_a_report_cannot_be_made():
    with pytest.raises(ValueError, match="no report carries"):
        sentence(T(en="something", ar="شيء"), records=["x"], reports=[])


def test_both_style_sheets_hold_the_same_keys():
    english, arabic = style("en"), style("ar")
    for part in ("words", "templates", "nouns", "metrics", "units"):
        assert set(english[part]) == set(arabic[part])
