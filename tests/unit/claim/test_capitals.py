"""Names of places told by their capitals, the words that a signature keeps, and who speaks after a colon."""

from zoneinfo import ZoneInfo

import pytest

from trucekeeper.claim import Coder, Text, code_text
from trucekeeper.claim.capitals import capitals
from trucekeeper.claim.content import content
from trucekeeper.claim.tokens import tokenise
from trucekeeper.report.likeness import MOST_HASHES, bands_of, names_of, plain_of, signature, words


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Five civilians injured near Hpakant polling station", ["Hpakant"]),
        ("Two killed east of Tal Amar", ["Tal Amar"]),
        ("Gunmen Storm Village in Otobi District, Three Killed", ["Otobi"]),
        ("Clashes in Sarai Naurang, Lakki Marwat district", ["Sarai Naurang", "Lakki Marwat"]),
        ("Raid in West Marun leaves two dead", ["West Marun"]),
        ("Graphic: five bodies in #Pasni", ["Pasni"]),
        ("Troops Kill Five Bandits In January", []),
        ("قتل شخصان في القرية", []),
    ],
)
def test_a_place_is_told_by_what_stands_beside_its_name(text, places):
    tokens = tokenise(text)
    lang = "en" if text.isascii() else "ar"
    found = [text[tokens[first].start : tokens[last - 1].end] for first, last in capitals(tokens, lang)]
    assert found == places


def test_what_stands_before_a_last_colon_is_told_by_who_stands_after_it():
    text = Text(id="r", text="Drone strike kills 27 in southeast Marun: health official", published="2026-01-10")
    (claim,) = code_text(Coder().coded, text, ZoneInfo("UTC")).claims
    assert claim.act.code == "drone_strike"
    assert claim.speaker.text == "health official"
    assert claim.harm[0].low == 27


def test_names_come_first_and_a_country_is_one_word_by_name_or_adjective():
    assert content("Two Nigerian farmers killed in Otobi", "en")[:2] == [("country NG", True), ("otobi", True)]
    assert ("country NG", True) in content("Raid in Nigeria", "en")


def test_a_signature_tells_bands_names_and_words_apart():
    text = "Two Nigerian farmers were killed near Otobi market as gunmen opened fire on a bus"
    made = signature(words(text), content(text, "en"))
    assert (len(bands_of(made)), len(names_of(made))) == (20, 2)
    assert len(bands_of(made)) + len(names_of(made)) + len(plain_of(made)) == len(made) <= MOST_HASHES
    assert all(-(2**63) <= one < 2**63 for one in made)
