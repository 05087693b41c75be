"""What a list says of a text: the places and actors of the case that it names, and nothing else of it."""

from pathlib import Path

import pytest

from trucekeeper.case import load_case
from trucekeeper.report.naming import READ_CHARACTERS, CaseNames
from trucekeeper.vocabulary.text import direction, hiding_marks


@pytest.fixture(scope="module")
def names(gaza_case_dir: Path) -> CaseNames:
    return CaseNames(load_case(gaza_case_dir))


@pytest.mark.parametrize(
    ("text", "places", "actors"),
    [
        ("Residents said that the army of Israel was near Khan Younis.", ["Khan Younis"], ["Israel"]),
        ("قال شهود إن حركة حماس والجيش الإسرائيلي برفح", ["Rafah"], ["Hamas", "the Israeli army"]),
        ("وقعت الحادثة في خان يونس ورفح", ["Khan Younis", "Rafah"], []),
        ("Rafahian Khan and Younis", [], []),
        ("", [], []),
    ],
)
def test_names_are_found_in_both_languages_whole_and_with_what_is_written_onto_them(names, text, places, actors):
    found = names.named_in(text)
    assert sorted(name.en for name in found.places) == places
    assert sorted(name.en for name in found.actors) == actors


def test_of_a_long_text_the_begin_is_read(names: CaseNames):
    assert names.named_in("Rafah " + "x" * READ_CHARACTERS).places
    assert not names.named_in("x " * READ_CHARACTERS + "Rafah").places


def test_marks_that_turn_or_hide_are_counted_and_those_of_ordinary_writing_are_not():
    assert hiding_marks("a\u202eb\u202c\u200b \u200f\u200e\u200c") == {"U+200B": 1, "U+202C": 1, "U+202E": 1}
    assert hiding_marks("قال شاهد") == {}


@pytest.mark.parametrize(("lang", "goes"), [("ar", "rtl"), ("he", "rtl"), ("fr", "ltr"), ("und", "auto")])
def test_a_language_has_its_direction(lang: str, goes: str):
    assert direction(lang) == goes
