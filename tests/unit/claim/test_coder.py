"""The coder: who says what of whom, in Arabic and English, each field with the words that carry it."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.agreement import load_agreement
from trucekeeper.case import load_case
from trucekeeper.claim import Claim, Coder, Prose
from trucekeeper.claim.coded import Text, code_text

ROOT = Path(__file__).parents[3]
SUNDAY = datetime(2025, 11, 2, 18, tzinfo=UTC)
CASE = load_case(ROOT / "cases" / "gaza-2025")
CODER = Coder(CASE, load_agreement(CASE))


def code(text: str, lang: str = "en", coder: Coder = CODER) -> tuple[Claim, ...]:
    return coder.code(Prose("r", text, lang, SUNDAY, "an outlet"))  # type: ignore[arg-type]


def only(text: str, lang: str = "en") -> Claim:
    claims = code(text, lang)
    assert len(claims) == 1, [(claim.stance, claim.act.code, claim.speaker.text) for claim in claims]
    return claims[0]


def spans(claim: Claim) -> Iterator[tuple[str, tuple[int, int]]]:
    refs = (claim.speaker, claim.via, claim.cue, claim.act, claim.actor, claim.target, claim.place, claim.time)
    for ref in (*refs, *claim.harm, *claim.touches):
        if ref is not None and ref.span is not None:
            yield ref.text or "", ref.span


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "stance"),
    [
        ("en", "The ministry said that a drone hit a house in Rafah.", "The ministry", "asserts"),
        ("en", "A drone hit a house in Rafah, the ministry said.", "the ministry", "asserts"),
        ("en", "According to the health ministry, a drone hit a house in Rafah.", "the health ministry", "asserts"),
        ("en", "The movement denied that its fighters fired at troops.", "The movement", "denies"),
        ("en", "The army warned residents of Rafah of new strikes.", "The army", "warns"),
        ("en", "The minister threatened to resume strikes on Rafah.", "The minister", "threatens"),
        ("en", "Mediators proposed a meeting in Cairo.", "Mediators", "proposes"),
        ("en", "Official spokesman: troops fired at a vehicle near Rafah", "Official spokesman", "asserts"),
        ("ar", "قالت الوزارة إن طائرة مسيرة قصفت منزلًا في رفح.", "الوزارة", "asserts"),
        ("ar", "وفق وزارة الصحة، قصفت طائرة مسيرة منزلًا في رفح.", "وزارة الصحة", "asserts"),
        ("ar", "نفت الحركة أن مقاتليها أطلقوا النار.", "الحركة", "denies"),
        ("ar", "حذر الجيش سكان رفح من غارات جديدة.", "الجيش", "warns"),
        ("ar", "هدد الوزير باستئناف الغارات على رفح.", "الوزير", "threatens"),
        ("ar", "اقترح الوسطاء اجتماعًا في القاهرة.", "الوسطاء", "proposes"),
        ("ar", "متحدث رسمي: أطلقت القوات النار على مركبة قرب رفح", "متحدث رسمي", "asserts"),
    ],
)
def test_a_speaker_is_known_whichever_way_the_words_are_brought(lang: str, text: str, speaker: str, stance: str):
    claim = code(text, lang)[0]
    assert (claim.speaker.text, claim.stance) == (speaker, stance)
    assert claim.cue.text


def test_a_denial_stands_beside_what_it_denies_as_a_claim_of_its_own():
    told, denied = code("The Israeli army said gunmen fired at troops near Rafah; Hamas denied it.")
    assert (told.speaker.id, told.stance, told.act.code, told.place.id) == ("idf", "asserts", "gunfire", "rafah")
    assert (denied.speaker.id, denied.stance, denied.act.code, denied.place.id) == (
        "hamas",
        "denies",
        "gunfire",
        "rafah",
    )
    assert denied.by["act"] == "answers r#1"
    assert not denied.harm


def test_a_confirmation_says_the_same_of_the_same_act():
    told, confirmed = code("قال الجيش الإسرائيلي إنه قصف موقعًا في رفح، وأكدت حماس ذلك.", "ar")
    assert told.actor.id == "idf"
    assert (confirmed.speaker.id, confirmed.stance, confirmed.actor.id) == ("hamas", "asserts", "idf")


def test_speech_inside_speech_keeps_both_speakers():
    claim = only("Reuters reported that the Israeli army said troops fired at a vehicle in Rafah.")
    assert (claim.speaker.text, claim.via and claim.via.text) == ("the Israeli army", "Reuters")


def test_a_pronoun_and_a_noun_stand_for_who_was_named_before():
    text = "The Israeli army said it struck a site in Rafah. It added that the site was empty. The army denied others."
    claims = code(text)
    assert [claim.speaker.id for claim in claims] == ["idf", "idf", "idf"]
    assert claims[0].actor.id == "idf"
    group = code("قالت حركة حماس إنها أوقفت شاحنة. وأضافت الحركة أن السائق غادر.", "ar")
    assert {claim.speaker.id for claim in group} == {"hamas"}


def test_who_nobody_names_stays_open():
    claim = only("Armed persons fired at a vehicle in Rafah, residents said.")
    assert claim.actor.id is None
    claim = only("The movement said that a vehicle was hit by gunfire in Rafah.")
    assert claim.speaker.id is None, "no movement was named before"


def test_an_adjective_a_preposition_and_the_order_of_words_say_who_acted():
    for text in (
        "An Israeli air strike hit a house in Rafah.",
        "A house in Rafah was hit by the Israeli army.",
        "The Israeli army bombed a house in Rafah.",
    ):
        assert (only(text).actor.id or "") in ("israel", "idf"), text
    for text in ("غارة إسرائيلية على منزل في رفح", "قصف الجيش الإسرائيلي منزلًا في رفح"):
        assert (only(text, "ar").actor.id or "") in ("israel", "idf"), text


def test_a_victim_is_not_made_the_author():
    claim = only("Two soldiers were killed in Rafah, the Israeli army said.")
    assert claim.actor.id is None
    assert (claim.target.text, claim.target_status) == ("soldiers", "combatant")


@pytest.mark.parametrize(
    ("lang", "text", "actor"),
    [
        ("en", "The Israeli army said troops fired at a vehicle in Rafah.", "idf"),
        ("en", "Hamas said its fighters fired at a vehicle in Rafah.", "hamas"),
        ("ar", "قالت كتائب القسام إن مقاتليها أطلقوا النار على مركبة في رفح.", "qassam"),
        ("en", "Nasser hospital said troops fired at a vehicle in Rafah.", None),
        ("ar", "قال مستشفى ناصر إن قوات أطلقت النار على مركبة في رفح.", None),
    ],
)
def test_forces_are_those_of_who_speaks_only_where_the_words_say_so(lang: str, text: str, actor: str | None):
    assert code(text, lang)[0].actor.id == actor


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "US-backed forces fired at a vehicle in Rafah."),
        ("en", "A militia said Israeli-backed gunmen fired at a vehicle in Rafah."),
        ("ar", "قالت مجموعة مسلحة تدعمها إسرائيل إنها أطلقت النار على مركبة في رفح."),
        ("ar", "أطلقت جماعة مدعومة من إيران صاروخًا قرب رفح."),
    ],
)
def test_who_backs_somebody_is_not_made_the_author(lang: str, text: str):
    assert not {claim.actor.id for claim in code(text, lang)} & {"us", "israel"}
    assert not any("إيران" in (claim.actor.text or "") for claim in code(text, lang))


@pytest.mark.parametrize(
    ("lang", "text", "sex", "age"),
    [
        ("en", "A strike on Rafah killed two women.", "female", None),
        ("en", "A strike on Rafah killed two boys.", "male", "child"),
        ("en", "A strike on Rafah killed two people.", None, None),
        ("ar", "أسفرت غارة على رفح عن مقتل ثلاثة أطفال.", None, "child"),
        ("ar", "أسفرت غارة على رفح عن مقتل ثلاث نساء.", "female", None),
    ],
)
def test_harm_says_the_sex_and_age_that_the_noun_gives_and_no_other(lang, text, sex, age):
    (harm,) = only(text, lang).harm
    assert (harm.sex, harm.age) == (sex, age)
    written = harm.model_dump(mode="json")
    assert {key: written[key] for key in ("sex", "age") if key in written} == {
        key: said for key, said in (("sex", sex), ("age", age)) if said
    }


def test_those_who_act_together_have_a_claim_each_and_the_harm_is_told_once():
    claims = code("Hamas and Palestinian Islamic Jihad attacked a post near Rafah and wounded two soldiers.")
    assert {claim.actor.id for claim in claims} == {"hamas", "pij"}
    assert sum(len(claim.harm) for claim in claims) == 1


def test_a_truce_is_not_gunfire_and_a_committee_no_attack():
    assert all(claim.act.code != "gunfire" for claim in code("أكدت مصر التزامها باتفاق وقف إطلاق النار في غزة.", "ar"))
    assert all(claim.act.code != "gunfire" for claim in code("Egypt said that the ceasefire in Gaza holds."))


def test_places_that_lie_in_one_another_are_one_and_those_that_do_not_give_what_holds_them():
    assert only("Shelling hit Tuffah in Gaza City, residents said.").place.id == "tuffah"
    both = only("Shelling hit areas in Tuffah and Zeitoun, residents said.")
    assert (both.place.id, both.place.candidates) == ("gaza-city", ("tuffah", "zeitoun"))


@pytest.mark.parametrize(
    ("lang", "words", "first", "last"),
    [
        ("en", "on Friday", "2025-10-31", "2025-11-01"),
        ("en", "yesterday", "2025-11-01", "2025-11-02"),
        ("en", "on 28 October", "2025-10-28", "2025-10-29"),
        ("en", "on October 28, 2024", "2024-10-28", "2024-10-29"),
        ("en", "in September 2025", "2025-09-01", "2025-10-01"),
        ("ar", "يوم الجمعة", "2025-10-31", "2025-11-01"),
        ("ar", "أمس", "2025-11-01", "2025-11-02"),
        ("ar", "في 28 تشرين الأول", "2025-10-28", "2025-10-29"),
        ("ar", "في ٢٨ أكتوبر ٢٠٢٤", "2024-10-28", "2024-10-29"),
        ("ar", "في أيلول 2025", "2025-09-01", "2025-10-01"),
        ("ar", "في 10 رمضان 1446", "2025-03-10", "2025-03-11"),
    ],
)
def test_days_are_read_in_every_calendar_of_the_region(lang: str, words: str, first: str, last: str):
    text = f"Shelling hit Rafah {words}, residents said." if lang == "en" else f"قال سكان إن قصفًا وقع في رفح {words}."
    when = code(text, lang)[0].time
    assert when.start
    assert when.end
    assert (when.start.date().isoformat(), when.end.date().isoformat()) == (first, last)


def test_news_without_a_date_is_read_as_of_its_publication_and_says_so():
    claim = only("Shelling hit Rafah, residents said.")
    assert (claim.time.precision, claim.by["time"]) == ("week", "published")
    assert claim.time.text is None


def test_a_total_since_the_truce_counts_from_the_day_of_the_case():
    claim = code("قالت وزارة الصحة في غزة إن 211 شخصًا قُتلوا منذ وقف إطلاق النار.", "ar")[0]
    assert [(harm.low, harm.scope, str(harm.since)) for harm in claim.harm] == [(211, "cumulative", "2025-10-10")]


def test_a_judgement_is_marked():
    assert code("Analysts believe that the truce may not hold.")[0].judgement
    assert not code("The ministry said that the truce holds.")[0].judgement


@pytest.mark.parametrize(
    ("text", "lang", "why"),
    [
        ("דובר אמר שהכביש נסגר", None, "language he"),
        ("١٢٣ ٤٥٦", None, "no letters"),
        ("", None, "no letters"),
        ("Le porte-parole a déclaré que la route était fermée ce matin.", None, "language fr"),
        ("whatever", "sw", "language sw"),
    ],
)
def test_what_cannot_be_read_is_uncoded_and_says_why(text: str, lang: str | None, why: str):
    coded = code_text(CODER.coded, Text(id="r", text=text, lang=lang), ZoneInfo("UTC"))
    assert coded.claims == ()
    assert why in (coded.uncoded or "")


@pytest.mark.parametrize(
    "text",
    [
        "«قال الجيش إن " + "قصفًا وقع في رفح ثم " * 2_500,
        "The army said that " + "shelling hit Rafah and " * 2_200,
        "\u202eقالت الوزارة\u202c إن \u2066500\u2069 شخصًا \u200fأصيبوا",
        "“The army said that shelling hit Rafah",
        "Headline without a verb",
        "؟؟؟ ... !!! «»",
        "killed " * 5_000,
    ],
)
def test_texts_that_are_made_to_be_hard_cost_no_more_than_their_length(text: str):
    began = time.monotonic()
    claims = code(text, "ar" if "ا" in text else "en")
    assert time.monotonic() - began < 10
    assert all(text[slice(*span)] == words for claim in claims for words, span in spans(claim))


def thousand() -> list[tuple[str, str]]:
    """Return 1,000 texts: the cases' own sentences, and mixtures of them with marks that turn or hide text."""
    draw = random.Random(7)
    plain = [
        (row.summary[lang], lang)
        for folder in ("gaza-2025", "lebanon-2024")
        for row in load_case(ROOT / "cases" / folder).rows
        for lang in ("ar", "en")
    ]
    marks = ["", " ", "\n", "\u200f", "\u2067", "\u202a", "« ", " ”", "\u0640", "؛ "]
    while len(plain) < 1000:
        lang = draw.choice(["ar", "en"])
        parts = [text for text, of in draw.sample(plain, 12) if of == lang][:4]
        plain.append((draw.choice(marks).join(parts), lang))
    return plain[:1000]


def test_the_words_of_every_span_of_a_thousand_texts_stand_there():
    texts, held = thousand(), 0
    assert len(texts) == 1000
    for text, lang in texts:
        claims = code(text, lang)
        assert [claim.id for claim in claims] == [f"r#{number}" for number in range(1, len(claims) + 1)]
        for claim in claims:
            assert Claim.model_validate_json(claim.model_dump_json()) == claim
            assert claim.speaker.text
            for words, span in spans(claim):
                assert text[slice(*span)] == words
                held += 1
    assert held > 5_000


@given(st.text(alphabet=st.sampled_from(list('قالتانفم ةى، .؛«»\u200f\u202e٣5ab,;:\n"')), max_size=200))
def test_no_text_breaks_it(text: str):
    for lang in ("ar", "en"):
        assert all(text[slice(*span)] == words for claim in code(text, lang) for words, span in spans(claim))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "“We did not fire first,” the Qassam Brigades said."),
        ("en", "Hamas said it had not killed anyone in Rafah."),
        ("en", "Israel did not strike Rafah."),
        ("ar", "قالت إسرائيل إنها لم تقصف رفح."),
        ("ar", "قالت حماس إنها لم تطلق النار في رفح."),
    ],
)
def test_what_is_said_not_to_have_been_done_is_a_denial_and_no_admission(lang: str, text: str):
    claim = only(text, lang)
    assert (claim.stance, claim.by["stance"], claim.harm) == ("denies", "negation", ())


@pytest.mark.parametrize(
    ("lang", "text", "not_the_author"),
    [
        ("en", "Israel said it did not know who killed the two men.", "israel"),
        ("en", "Israel says Hamas, not its forces, killed the two men.", "israel"),
        ("en", "Two soldiers were not killed by Hamas but by friendly fire, the army said.", "hamas"),
        ("en", "Three people were killed in an attack by Fatah on Hamas in Rafah.", "hamas"),
        ("en", "It was not Hamas but Israel that fired on the convoy, Qatar said.", "qatar"),
        ("en", "Israel treated five wounded children from Rafah.", "israel"),
        ("en", "Two people were killed in Rafah by Israel, Hamas said.", "hamas"),
        ("ar", "قالت إسرائيل إن حماس، لا قواتها، قتلت الرجلين.", "israel"),
        ("ar", "تعرضت قوات إسرائيلية لهجوم من حماس في رفح.", "israel"),
        ("ar", "هوجمت قوات إسرائيلية من قبل حماس في رفح.", "israel"),
    ],
)
def test_who_did_not_act_is_not_named_as_the_author(lang: str, text: str, not_the_author: str):
    assert all(claim.actor.id != not_the_author for claim in code(text, lang))


def test_each_of_two_acts_keeps_its_own_author_and_harm():
    first, second = code("Israel shelled Rafah after Hamas killed two soldiers.")
    assert (first.act.code, first.actor.id, first.harm) == ("shelling", "israel", ())
    assert (second.actor.id, [one.low for one in second.harm]) == ("hamas", [2])


def test_who_accuses_is_the_speaker_and_who_is_accused_is_not():
    assert code("حماس تتهم إسرائيل بقتل شخصين", "ar")[0].speaker.id == "hamas"
    assert {claim.speaker.id for claim in code("نفت حماس الهجوم، واتهمت إسرائيل بقصف مدرسة.", "ar")} == {"hamas"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Unless 20 people are killed the talks go on, Hamas said."),
        ("ar", "إذا قتل 100 شخص سينتهي وقف النار، قالت حماس."),
    ],
)
def test_what_is_only_supposed_is_told_of_nobody(lang: str, text: str):
    assert not any(claim.harm or claim.actor.id for claim in code(text, lang))


@pytest.mark.parametrize(
    ("lang", "words", "first"),
    [
        ("en", "three days ago", "2025-10-30"),
        ("en", "in 2014", "2014-01-01"),
        ("ar", "قبل ثلاثة أيام", "2025-10-30"),
        ("ar", "قبل يومين", "2025-10-31"),
        ("ar", "أول من أمس", "2025-10-31"),
        ("ar", "عام 2014", "2014-01-01"),
    ],
)
def test_days_ago_and_years_are_read(lang: str, words: str, first: str):
    text = f"Shelling hit Rafah {words}, residents said." if lang == "en" else f"قال سكان إن قصفًا وقع في رفح {words}."
    when = code(text, lang)[0].time
    assert when.start
    assert when.start.date().isoformat() == first


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "soon"])
def test_a_year_without_news_is_refused(published: str):
    with pytest.raises(ValueError, match="write"):
        code_text(CODER.coded, Text(id="r", text="Shelling hit Rafah.", published=published), ZoneInfo("UTC"))
