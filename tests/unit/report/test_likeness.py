"""Copies of one text are found, and what says something else is none."""

import pytest

from trucekeeper.report.likeness import bands, digest, likeness, words

BASE = (
    "An air strike hit a house in the north of the town on Sunday, killing three people, medics said. The army did not "
    "comment at once. Residents said that the house stood near a market and that the road was closed for an hour."
)
ARABIC = (
    "قالت مصادر طبية إن ثلاثة أشخاص قتلوا في غارة على منزل شمال البلدة يوم الأحد، ولم يعلق الجيش على "
    "الفور، وقال سكان إن المنزل قريب من السوق وإن الطريق أُغلق ساعة كاملة."
)


@pytest.mark.parametrize(
    "other",
    [
        f"TOWN (Agency) - {BASE}",
        f"{BASE} (Reporting by our staff; edited by the desk)",
        BASE.replace(", medics said", " — medics said").upper(),
        BASE.replace("closed", "closed for traffic"),
        BASE.rsplit(" and that", 1)[0] + ".",
    ],
)
def test_a_byline_a_note_a_cut_or_other_marks_leave_it_a_copy(other: str):
    assert likeness(words(BASE), words(other)) is not None


@pytest.mark.parametrize(
    "other",
    [
        BASE.replace("three", "five"),
        BASE.replace("did not comment", "did comment"),
        BASE.replace("north", "south"),
        BASE.replace("killing three people", "killing 3 people"),
        "Trucks crossed in the morning and the road was closed for an hour, residents said on Sunday.",
    ],
)
def test_another_number_place_or_a_negation_is_another_report(other: str):
    assert likeness(words(BASE), words(other)) is None


def test_arabic_spellings_of_one_text_are_one_and_another_number_is_another():
    written = ARABIC.replace("أُغلق", "اغلق").replace("إن", "ان").replace("غارة", "غاره") + "‏\u200b"
    assert likeness(words(ARABIC), words(written)) == 1.0
    assert digest(words(ARABIC)) == digest(words(written))
    assert likeness(words(ARABIC), words(ARABIC.replace("ثلاثة", "خمسة"))) is None
    assert likeness(words(ARABIC), words(ARABIC.replace("ولم يعلق", "وعلق"))) is None


def test_copies_meet_in_a_band_and_the_hashes_are_the_nodes_own():
    a, b = words(BASE), words(f"TOWN (Agency) - {BASE}")
    assert set(bands(a)) & set(bands(b))
    assert not set(bands(a)) & set(bands(a, secret=b"another node"))
    assert bands(words("too short to have runs")) == []
    assert all(0 <= one < 2**63 for one in bands(a))
