"""Harm in Arabic and English sentences: kinds, numbers, parts, status, scope; and what is no harm to persons."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucekeeper.claim.evaluate.casualties import rows
from trucekeeper.claim.harm_lexicon import HarmWords, harm_words, number_words
from trucekeeper.claim.harms import HarmFound, harms
from trucekeeper.claim.tokens import tokenise
from trucekeeper.claim.tolls import agreed, stated, totals
from trucekeeper.vocabulary.quantity import Count
from trucekeeper.vocabulary.text import LANGS, Lang

SHARED = Path(__file__).parents[4] / "shared" / "data"
Told = tuple[str, int | None, int | None]


def told(text: str, lang: Lang) -> list[HarmFound]:
    return harms(tokenise(text), lang)


def whole(text: str, lang: Lang) -> list[Told]:
    """The harm that a sentence tells of, parts of others left out."""
    return [(one.kind, one.low, one.high) for one in told(text, lang) if not one.part]


def killed(*numbers: int) -> list[Told]:
    return [("killed", number, number) for number in numbers]


def injured(*numbers: int) -> list[Told]:
    return [("injured", number, number) for number in numbers]


SENTENCES: list[tuple[Lang, str, list[Told]]] = [
    ("en", "The strike kills 10 in the village", killed(10)),
    ("en", "The strike killed five people, including three children", killed(5)),
    ("en", "5 killed, 3 of them children", killed(5)),
    ("en", "A man was shot dead near the bridge", killed(1)),
    ("en", "Policeman killed at a checkpoint", killed(1)),
    ("en", "Two brothers were killed", killed(2)),
    ("en", "A couple was lynched", killed(2)),
    ("en", "His wife and son were killed", killed(1, 1)),
    ("en", "One dead and one injured near the well", killed(1) + injured(1)),
    ("en", "The blast leaves two people dead", killed(2)),
    ("en", "The shot hit a guard, killing him and wounding four others", killed(1) + injured(4)),
    ("en", "Three killed, 5 injured", killed(3) + injured(5)),
    (
        "en",
        "At least three persons were killed while 12 others sustained injuries",
        [("killed", 3, None), *injured(12)],
    ),
    ("en", "Between 26 and 32 people were killed", [("killed", 26, 32)]),
    ("en", "Up to 9 people died", [("killed", None, 9)]),
    ("en", "Dozens of people were killed", [("killed", 24, None)]),
    ("en", "The murder of a farmer", killed(1)),
    ("en", "The death of six people", killed(6)),
    ("en", "Shelling claimed the lives of four people", killed(4)),
    ("en", "Six civilians and two soldiers killed", killed(6, 2)),
    ("en", "A shepherd was beheaded", killed(1)),
    ("en", "Two men found dead in a well", killed(2)),
    ("en", "The fighter was slain", killed(1)),
    ("en", "4 martyrs and 3 injuries east of the town", killed(4) + injured(3)),
    ("en", "20 civilian deaths were recorded", killed(20)),
    ("en", "The death toll rises to 20", killed(20)),
    ("en", "The attack brings the death toll to 31", killed(31)),
    ("en", "Death toll rose from 26 to 32", killed(32)),
    ("en", "The number of wounded rises to eight", injured(8)),
    ("en", "The bodies of six men were recovered", [("recovered", 6, 6)]),
    ("en", "A body was found by the river", [("recovered", 1, 1)]),
    ("en", "A farmer died of his wounds", [("died_later", 1, 1)]),
    ("en", "A soldier succumbed to injuries", [("died_later", 1, 1)]),
    ("en", "A soldier killed a 14-year-old boy", killed(1)),
    ("en", "Forces killed a 15-year-old near the wall", killed(1)),
    ("en", "Nobodyson was killed in the raid", killed(1)),
    ("en", "Civilians were killed", [("killed", None, None)]),
    ("en", "Double murder on the coast road", killed(2)),
    ("en", "Rescuers said that three guards were killed", killed(3)),
    ("en", "Man murdered", killed(1)),
    ("en", "A father of 8 children and a young man were killed", killed(1, 1)),
    ("en", "Gunmen kill 42, abduct children", killed(42)),
    ("en", "Six men came out of a tunnel, of whom four were killed and two held", killed(4)),
    ("en", "About 20 men left, of whom 11 were killed and six held", killed(11)),
    ("en", "Six men came out, three of whom were killed", killed(3)),
    ("en", "Five people, including two children, were killed", killed(5)),
    ("en", "Five people including two children were killed", killed(5)),
    ("en", "Three men, one a paramedic, were killed", killed(3)),
    ("en", "Two people were killed by a drone in the village and two by fire outside it", killed(2, 2)),
    ("en", "A raid killed one person and hurt at least 11", [*killed(1), ("injured", 11, None)]),
    ("en", "Gunmen hurt an officer", injured(1)),
    ("en", "An attacker badly wounded a reserve officer", injured(1)),
    ("en", "The raid hurt three", injured(3)),
    ("en", "A raid on a tent, killing one and hurting seven", killed(1) + injured(7)),
    ("en", "A 45-year-old woman and two sons aged 7 and 9 were killed by a shell.", killed(1, 2)),
    ("en", "Two men aged 20 and 30 were killed and five injured", killed(2) + injured(5)),
    ("en", "A boy, aged 7, and two men were killed", killed(1, 2)),
    ("en", "Shelling killed a boy aged 7 and two men were injured", killed(1) + injured(2)),
    ("en", "Three boys, ages 7, 9 and 11, were killed", killed(3)),
    ("en", "A raid killed two boys aged 7 and 9 and 5 other men", killed(2, 5)),
    ("en", "The death toll rose to 241 and 609 were injured", killed(241) + injured(609)),
    ("en", "A man wounded last week in shelling died on Sunday.", [("died_later", 1, 1)]),
    ("en", "Two men, wounded in a raid on Monday, died in hospital", [("died_later", 2, 2)]),
    ("en", "A man was wounded and a woman died", injured(1) + killed(1)),
    ("en", "If 100 people are killed the truce will end", []),
    ("en", "Unless 20 people are killed, the truce holds", []),
    ("en", "Should 20 people be killed the truce would end", []),
    ("en", "In case 20 people are killed the truce would end", []),
    ("en", "Those responsible should be tried after 20 were killed", killed(20)),
    ("en", "If the truce fails they go on, but 20 people were killed", killed(20)),
    ("en", "The hospital treated five wounded children", [("injured", None, None)]),
    ("en", "Nearly ten killed and injured", []),
    ("en", "No casualties were reported", []),
    ("en", "No one was killed", []),
    ("en", "The shelling caused no injuries", []),
    ("en", "26 people were arrested and 4 trucks destroyed", []),
    ("en", "40 people were displaced and 12 abducted", []),
    ("en", "The cell plotted to kill 20 people", []),
    ("en", "See https://example.org/3-killed-5-injured", []),
    ("en", "The 202nd day of the truce", []),
    ("ar", "مقتل ثلاثة جنود وإصابة 7 آخرين", killed(3) + injured(7)),
    ("ar", "استشهاد 5 مواطنين وإصابة 7", killed(5) + injured(7)),
    ("ar", "قُتل 4 أشخاص في القصف", killed(4)),
    ("ar", "قُتل خمسة وعشرون شخصا", killed(25)),
    ("ar", "قتل صحافيان ومدني في البلدة", killed(2, 1)),
    ("ar", "قتيلان وجريحان في البلدة", killed(2) + injured(2)),
    ("ar", "سقوط قتيلين في البلدة", killed(2)),
    ("ar", "شهيد وثلاثة جرحى", killed(1) + injured(3)),
    ("ar", "شهيدان شمال البلدة", killed(2)),
    ("ar", "مقتل جندي شمال البلدة", killed(1)),
    ("ar", "مقتل جنديين شمال البلدة", killed(2)),
    ("ar", "مقتل الرهينتين", killed(2)),
    ("ar", "إصابة امرأتين بجروح", injured(2)),
    ("ar", "سقوط قتلى", [("killed", None, None)]),
    ("ar", "قتلى وجرحى في الهجوم", [("killed", None, None), ("injured", None, None)]),
    ("ar", "أودى الهجوم بحياة 6 أشخاص", killed(6)),
    ("ar", "لقي ثلاثة أشخاص مصرعهم", killed(3)),
    ("ar", "لقي شاب مصرعه", killed(1)),
    ("ar", "هجوم راح ضحيته خمسة أشخاص", killed(5)),
    ("ar", "أسفر الهجوم عن مقتل 14 شخصا واعتقال 20", killed(14)),
    ("ar", "سقوط 70 قتيلا على الأقل", [("killed", 70, None)]),
    ("ar", "مقتل ما لا يقل عن 13 شخصا", [("killed", 13, None)]),
    ("ar", "ما لا يقل عن 40 قتيلا و780 جريحا", [("killed", 40, None), *injured(780)]),
    ("ar", "مقتل ما يصل إلى 12 فردا", [("killed", None, 12)]),
    ("ar", "مقتل بين 26 و32 شخصا", [("killed", 26, 32)]),
    ("ar", "1200 شخص قتلوا وأكثر من 2700 أصيبوا", [*killed(1200), ("injured", 2700, None)]),
    ("ar", "قالت الوزارة إن ثلاثة أشخاص قتلوا", killed(3)),
    ("ar", "أحد مواطنينا قتل في القصف", killed(1)),
    ("ar", "مقتل 7 رهائن بينهم 3 أجانب", killed(7)),
    ("ar", "مقتل شقيق عضو المجلس", killed(1)),
    ("ar", "استشهاد فلان واثنين من رفاقه", killed(1, 2)),
    ("ar", "قتل مسلح ثلاثة أشخاص", killed(3)),
    ("ar", "انتشال جثامين 5 شهداء", [("recovered", 5, 5)]),
    ("ar", "انتشال جثث 12 شخصا من تحت الأنقاض", [("recovered", 12, 12)]),
    ("ar", "توفي شاب متأثرا بجراحه", [("died_later", 1, 1)]),
    ("ar", "استشهاد طفل متأثرا بإصابته", [("died_later", 1, 1)]),
    ("ar", "ارتفاع حصيلة الشهداء إلى 31", killed(31)),
    ("ar", "ارتفع عدد القتلى في البلدة إلى 145", killed(145)),
    ("ar", "عشرات القتلى في القصف", [("killed", 20, None)]),
    ("ar", "الحفل الذي قتل فيه 26 شخصا", killed(26)),
    ("ar", "قتلت الغارات أكثر من 47 شخصا", [("killed", 47, None)]),
    ("ar", "مقتل 6 جنود إسرائيليين", killed(6)),
    ("ar", "مقتل 6 شبان فلسطينيين", killed(6)),
    ("ar", "4 وفيات بسبب البرد", killed(4)),
    ("ar", "مقتل ٤٬١٢٠ شخصا", killed(4120)),
    ("ar", "وصل السياح وأعلنت وفاة عشرة منهم", killed(10)),
    ("ar", "أكثر من نصف مليون قتيل", [("killed", 500_000, None)]),
    ("ar", "توفي فيه سائحان", killed(2)),
    ("ar", "غارة على منزل قتلت شخصًا وأصابت خمسة", killed(1) + injured(5)),
    ("ar", "غارة قتلت شخصًا وأصابت سبعة بعد اتصالات", killed(1) + injured(7)),
    ("ar", "غارة قتلت شخصين وأصابت 13", killed(2) + injured(13)),
    ("ar", "غارة قتلت رجلًا وأصابت أخرى اثنين قرب البلدة", killed(1) + injured(2)),
    ("ar", "قتلت أربعة أشخاص وأصابت خمسة شرق مدينة أخرى", killed(4) + injured(5)),
    ("ar", "أصابت نيران ثلاثة صيادين", injured(3)),
    ("ar", "أصابت الغارة المركبة", []),
    ("ar", "مسلحين خرجوا من نفق أصابوا خمسة جنود", injured(5)),
    ("ar", "جنود أصابوا خمسة مسلحين", injured(5)),
    ("ar", "ستة مسلحين قتلوا خمسة جنود", killed(5)),
    ("ar", "ستة جنود قتلوا خمسة مسلحين", killed(5)),
    ("ar", "مسلحين قتلوا رئيس الشرطة", killed(1)),
    ("ar", "خمسة أشخاص قُتلوا", killed(5)),
    ("ar", "خمسة أشخاص أصيبوا", injured(5)),
    ("ar", "زوجته وابنته قُتلتا أيضًا", killed(1, 1)),
    ("ar", "ستة رجال خرجوا من نفق قُتل أربعة منهم واحتُجز اثنان", killed(4)),
    ("ar", "نحو 20 رجلًا حاولوا مغادرة أنفاق قُتل منهم 11 واحتُجز ستة", killed(11)),
    ("ar", "رجلًا قاد مركبته وأطلق النار على موقع قبل أن يُقتل", killed(1)),
    ("ar", "شخصين قُتلا بطائرة مسيرة داخل البلدة واثنين بنيران خارجها", killed(2, 2)),
    ("ar", "قتلت غارة ثلاثة من عائلة واحدة في البلدة", killed(3)),
    ("ar", "قتلت أبًا وابنه البالغ 13 عامًا ورجلًا آخر", killed(1, 1, 1)),
    ("ar", "مقتل ابن عضو في حكومة البلد مع جندي آخر", killed(1, 1)),
    ("ar", "9 أشخاص من بينهم 4 أطفال قتلوا", killed(9)),
    ("ar", "قتل قائد سرية وقناصًا في البلدة", killed(1, 1)),
    ("ar", "قتلت القوات ثلاثة مسلحين في المنطقة وآخر قرب البلدة", killed(3, 1)),
    ("ar", "مقتل جندي آخر", killed(1)),
    ("ar", "قتل ثلاثة وأصيب آخر", killed(3) + injured(1)),
    ("ar", "قتل طفلان عمرهما 7 و9 أعوام", killed(2)),
    ("ar", "مقتل ثلاثة أطفال أعمارهم 7 و9 و11", killed(3)),
    ("ar", "مقتل طفلين أعمارهم بين 7 و9 وإصابة 4", killed(2) + injured(4)),
    ("ar", "بلغ عدد الشهداء منذ وقف إطلاق النار ٣٤٢ والإصابات ٩٠٠.", killed(342) + injured(900)),
    ("ar", "ارتفع عدد الشهداء إلى 342 والجرحى إلى 900", killed(342) + injured(900)),
    ("ar", "ارتفعت الحصيلة إلى 4،120 شهيدا و10،500 جريح", killed(4120) + injured(10_500)),
    ("ar", "انتشلت طواقم الدفاع المدني جثامين خمسة عشر شهيدا من تحت الأنقاض", [("recovered", 15, 15)]),
    ("ar", "العثور على عشر جثث", [("recovered", 10, 10)]),
    ("ar", "مقتل فلسطينيين اثنين", killed(2)),
    ("ar", "مقتل جنود إسرائيليين ثلاثة", killed(3)),
    ("ar", "إذا قتل 100 شخص سينتهي وقف النار", []),
    ("ar", "لو قتل 20 شخصا لانتهى الاتفاق", []),
    ("ar", "في حال مقتل 20 شخصا ينتهي الاتفاق", []),
    ("ar", "ما لم يقتل 20 شخصا", []),
    ("ar", "حكم بإعدام 45 شخصا", []),
    ("ar", "أربعمئة بين شهيد وجريح", []),
    ("ar", "دون وقوع إصابات", []),
    ("ar", "لم يقتل أحد", []),
    ("ar", "لا إصابات في صفوف السكان", []),
    ("ar", "الشهيد فلان في لقاء سابق", []),
    ("ar", "تدين الحركة القتل والاغتيال", []),
    ("ar", "اعتقال 20 شخصا ودخول 40 شاحنة", []),
    ("ar", "في 7 أكتوبر 2023 بدأ الهجوم", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), SENTENCES)
def test_a_sentence_tells_of_so_much_harm(lang: Lang, text: str, expected: list[Told]) -> None:
    assert whole(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "number", "age"),
    [
        ("en", "The strike killed five people, including three children", 3, "child"),
        ("en", "5 killed, 3 of them children", 3, "child"),
        ("ar", "مقتل 9 أشخاص بينهم 4 أطفال", 4, "child"),
    ],
)
def test_a_part_is_told_and_never_added(lang: Lang, text: str, number: int, age: str) -> None:
    (part,) = [one for one in told(text, lang) if one.part]
    assert (part.low, part.high, part.age) == (number, number, age)
    total = totals([told(text, lang)]).killed
    assert total is not None
    assert total.low != number


@pytest.mark.parametrize(
    ("lang", "text", "status"),
    [
        ("en", "Two children were killed", "civilian"),
        ("en", "Two medics were killed", "civilian"),
        ("en", "Two journalists were killed", "civilian"),
        ("en", "Two residents were killed", "civilian"),
        ("en", "Two militants were killed", "combatant"),
        ("en", "Two soldiers were killed", "combatant"),
        ("en", "Two terrorists were killed", "combatant"),
        ("en", "Two people were killed", "not_stated"),
        ("en", "Two citizens were killed", "not_stated"),
        ("en", "Two policemen were killed", "not_stated"),
        ("ar", "مقتل 5 مدنيين", "civilian"),
        ("ar", "استشهاد 5 أطفال", "civilian"),
        ("ar", "مقتل 5 مسلحين", "combatant"),
        ("ar", "مقتل 5 عناصر", "combatant"),
        ("ar", "مقتل 5 جنود", "combatant"),
        ("ar", "مقتل 5 مقاتلين", "combatant"),
        ("ar", "استشهاد 5 مواطنين", "not_stated"),
        ("ar", "مقتل 5 فلسطينيين", "not_stated"),
        ("ar", "مقتل 5 إسرائيليين", "not_stated"),
    ],
)
def test_the_status_is_what_the_speakers_noun_says(lang: Lang, text: str, status: str) -> None:
    (one,) = told(text, lang)
    assert one.status == status


@pytest.mark.parametrize(
    ("lang", "text", "sex", "age"),
    [
        ("en", "A girl was killed", "female", "child"),
        ("en", "A woman was killed", "female", None),
        ("en", "Two men were killed", "male", None),
        ("ar", "مقتل طفلة", "female", "child"),
        ("ar", "مقتل مسن", None, "elder"),
        ("ar", "مقتل 3 نساء", "female", None),
    ],
)
def test_sex_and_age_are_kept_where_the_noun_says_them(lang: Lang, text: str, sex: str, age: str) -> None:
    (one,) = told(text, lang)
    assert (one.sex, one.age) == (sex, age)


@pytest.mark.parametrize(
    ("lang", "text", "since"),
    [
        ("en", "500 people have been killed since the ceasefire", "since the ceasefire"),
        ("en", "The death toll since October 7 rose to 900", "since October"),
        ("ar", "مقتل 500 شخص منذ بدء وقف إطلاق النار", "منذ بدء"),
        ("ar", "ارتفاع حصيلة الشهداء إلى 900 منذ 7 أكتوبر", "منذ 7 أكتوبر"),
    ],
)
def test_a_total_since_a_beginning_is_cumulative(lang: Lang, text: str, since: str) -> None:
    (one,) = told(text, lang)
    assert one.scope == "cumulative"
    assert one.since is not None
    assert text[slice(*one.since)] == since
    assert totals([[one]]).killed is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "The death toll rises to 9"), ("ar", "ارتفاع حصيلة القتلى إلى 9"), ("en", "A man was killed since dawn")],
)
def test_a_running_toll_and_one_death_stay_an_event(lang: Lang, text: str) -> None:
    assert told(text, lang)[0].scope == "event"


@pytest.mark.parametrize("pair", [("شهيد", "قتيل"), ("شهداء", "قتلى"), ("شهيدان", "قتيلان")])
def test_martyr_and_dead_are_one_kind(pair: tuple[str, str]) -> None:
    first, second = (whole(f"سقوط {word} في البلدة", "ar") for word in pair)
    assert first == second
    assert first[0][0] == "killed"


def test_the_victims_side_of_the_verb_is_told() -> None:
    assert told("Three people were killed", "en")[0].side == "before"
    assert told("The raid killed three people", "en")[0].side == "after"
    assert told("مقتل ثلاثة أشخاص", "ar")[0].side == "after"
    assert told("ثلاثة أشخاص قتلوا", "ar")[0].side == "before"


def test_a_text_as_a_whole_adds_what_differs_and_keeps_the_most_complete() -> None:
    first, second = told("Two bandits killed, one farmer dead", "en"), told("Four killed in the village", "en")
    assert totals([first]).killed == Count(low=3, high=3)
    assert totals([first, second]).killed == Count(low=4, high=4)
    assert agreed([first, second]).killed is None
    assert agreed([second, second]).killed == Count(low=4, high=4)


def test_an_open_end_gives_no_total() -> None:
    assert totals([told("The blast kills an officer, soldiers on the road", "en")]).killed is None
    assert totals([told("Dozens of people were killed", "en")]).killed is None


def test_recovered_bodies_are_the_dead_where_nobody_else_is() -> None:
    assert totals([told("The bodies of six men were found", "en")]).killed == Count(low=6, high=6)


def test_stated_numbers_are_one_for_each_group_of_victims() -> None:
    assert stated(told("قتل صحافيان ومدني في البلدة", "ar"), ("killed",)) == [2, 1]
    assert stated(told("استشهاد فلان واثنين من رفاقه", "ar"), ("killed",)) == [3]
    assert stated(told("مقتل عشرات الأشخاص", "ar"), ("killed",)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_bad_input_tells_of_no_harm(lang: Lang) -> None:
    for text in ("", "12 345 6789", "\u202e\u2066\u2069\u200f", "…؟!;", "killed", "مقتل"):
        assert whole(text, lang) in ([], [("killed", None, None)])


def test_bidi_controls_hide_no_harm() -> None:
    assert whole("مقتل \u2067٣\u2069 أشخاص و\u200f4\u200f جرحى", "ar") == killed(3) + injured(4)


@pytest.mark.parametrize(
    ("lang", "part"), [("en", "killed 5 and "), ("ar", "مقتل 5 و"), ("en", "killed "), ("en", "a man ")]
)
def test_one_sentence_of_fifty_thousand_characters_is_read(lang: Lang, part: str) -> None:
    text = "killed " + part * (50_000 // len(part))
    assert all(text[slice(*one.span)] for one in told(text, lang))


WORDS = (
    "killed were 5 people two and including 3 children dead wounded of . , death toll rises to bodies no 26-year-old",
    "مقتل 7 جنود بينهم طفل وإصابة ثلاثة قتيلان قتلوا منذ أكتوبر شهيد \u200f",
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(" ".join(WORDS).split()), max_size=25).map(" ".join), st.sampled_from(LANGS))
def test_spans_lie_in_the_text_and_numbers_in_order(text: str, lang: Lang) -> None:
    tokens = tokenise(text)
    for one in harms(tokens, lang):
        start, end = one.span
        assert 0 <= start < end <= len(text)
        assert start <= tokens[one.trigger].start < end
        assert tokens[one.trigger].text in text[start:end]
        assert one.low is None or one.high is None or one.low <= one.high


@pytest.mark.parametrize("lang", LANGS)
def test_the_lexicons_are_read_strictly(lang: Lang) -> None:
    assert harm_words(lang) is harm_words(lang)
    assert number_words(lang).months
    with pytest.raises(ValueError, match="extra"):
        HarmWords.model_validate({**harm_words(lang).model_dump(), "surplus": []})


@pytest.mark.skipif(not SHARED.is_dir(), reason="no corpora beside the project (../shared/data)")
def test_posts_and_headlines_are_read_at_least_so_well() -> None:
    found = {(row["dataset"], row["split"], row["field"], row["match"]): row for row in rows(SHARED)}
    posts = [row for (_, _, field, _), row in found.items() if field == "killed and injured"]
    assert all(row["f1"] >= 0.9 and row["f1"] > row["baselines"]["keyword"] for row in posts)
    january = [row for (_, split, _, match), row in found.items() if split == "2026-01" and "agree" in match]
    assert all(row["precision"] >= 0.9 and row["coverage"] > row["baselines"]["keyword_coverage"] for row in january)
