import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from trucekeeper.claim.assault import assault
from trucekeeper.claim.classes import COUNTRY, GROUP, PEOPLE, classes
from trucekeeper.claim.crf import MODELS
from trucekeeper.claim.names import tag_names, tag_places
from trucekeeper.claim.pair import compare
from trucekeeper.claim.pair_features import NAMES, pair_features
from trucekeeper.claim.roles import tag_roles
from trucekeeper.claim.tokens import tokenise

FIVE_MEGABYTES = 5 * 1000 * 1000
FOLDER = Path(str(MODELS))
CARDS = sorted(FOLDER.glob("*.card.yaml"))
BOMBED = "قصفت طائرات منزلا في مدينة صيدا جنوب لبنان أمس، وقتل ثلاثة مدنيين، بحسب متحدث باسم البلدية."
MET = "اجتمع وزير الزراعة في عمان مع وفد من المصدرين لبحث موسم الزيتون."
ENGLISH = "A convoy reached the town of Hama in northern Syria on Monday, the Ministry of Health said."


def roles_of(text):
    tokens = tokenise(text)
    return tag_roles(tokens, tag_names(tokens, "ar"))


def assault_of(text):
    tokens = tokenise(text)
    return assault(tokens, tag_names(tokens, "ar"))


@pytest.mark.parametrize("card", CARDS, ids=lambda path: path.name)
def test_every_model_has_a_card_that_names_data_licence_command_and_error(card):
    held = YAML(typ="safe").load(card.read_text(encoding="utf-8"))
    assert {"model", "what", "files", "licence", "data", "limits", "command", "measured"} <= set(held)
    assert held["command"] == "make train"
    assert all((FOLDER / name).stat().st_size < FIVE_MEGABYTES for name in held["files"])
    assert all(0 < row["f1"] < 1 and row["low"] <= row["f1"] + 0.2 for row in held["measured"] if row["n"] > 100)
    if held["licence"] != "Apache-2.0":
        assert held["licence"][:8] in (FOLDER / held["licence_file"]).read_text().replace(" ", "-")


def test_every_file_that_is_fitted_belongs_to_a_card():
    named = {name for card in CARDS for name in YAML(typ="safe").load(card.read_text(encoding="utf-8"))["files"]}
    assert {path.name for path in FOLDER.iterdir() if path.suffix in {".crf", ".npz"}} <= named


@pytest.mark.parametrize(
    ("text", "lang", "place"), [(BOMBED, "ar", "صيدا"), (BOMBED, "ar", "لبنان"), (ENGLISH, "en", "Syria")]
)
def test_a_place_in_prose_is_found_with_its_words(text, lang, place):
    found = tag_places(tokenise(text), lang)
    assert any(place in text[name.start : name.end] for name in found)


@pytest.mark.parametrize(("text", "lang"), [(BOMBED, "ar"), (MET, "ar"), (ENGLISH, "en")])
def test_the_span_of_every_name_and_role_is_the_text_of_its_tokens(text, lang):
    tokens = tokenise("  " + text)
    names = tag_names(tokens, lang)
    for found in [*names, *(tag_roles(tokens, names) if lang == "ar" else [])]:
        assert found.start == tokens[found.first].start
        assert found.end == tokens[found.last - 1].end
        assert 0 <= found.probability <= 1


def test_who_bombs_is_the_actor_and_who_was_killed_the_target():
    held = {role.kind: BOMBED[role.start : role.end] for role in roles_of(BOMBED)}
    assert "طائرات" in held["actor"]
    assert "مدنيين" in held["target"] or "منزلا" in held["target"]


def test_a_sentence_of_an_attack_is_told_from_one_of_a_meeting():
    attack, meeting = assault_of(BOMBED), assault_of(MET)
    assert attack.told
    assert not meeting.told
    assert attack.probability > meeting.probability


@pytest.mark.parametrize("text", ["", " ", "٣ ٤ ٥", "؟!", "a", "\u202e\u202d", "كلمة " * 3000])
def test_empty_odd_and_endless_texts_are_answered(text):
    tokens = tokenise(text)
    for lang in ("ar", "en"):
        names = tag_names(tokens, lang)
    tag_roles(tokens, names)
    assert 0 <= assault(tokens, names).probability <= 1


def test_nations_peoples_and_groups_are_classes():
    assert classes(tokenise("هاجم مسلحون لبنانيون موقعا لطالبان في العراق")) == [
        None, None, PEOPLE, None, GROUP, None, COUNTRY,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [("الإسرائيلي", "الفلسطيني"), ("اللبناني", "السوري"), ("التركي", "اليوناني")],
)
def test_exchanging_two_peoples_exchanges_nothing_in_roles_or_assault(one, other):
    text = f"قتل جندي من الجيش {one} شابا قرب حاجز للجيش {other}، وأصيب مدني."
    exchanged = re.sub(f"{one}|{other}", lambda match: other if match[0] == one else one, text)
    first, second = tokenise(text), tokenise(exchanged)
    assert [role[:2] + role[4:] for role in tag_roles(first, [])] == [
        role[:2] + role[4:] for role in tag_roles(second, [])
    ]
    assert assault(first, []).probability == assault(second, []).probability


def test_two_headlines_agree_or_contradict_in_either_order():
    same = ("ارتفاع أسعار القمح في الأسواق العالمية", "أسعار القمح ترتفع في الأسواق العالمية")
    contrary = ("ارتفاع أسعار القمح في الأسواق العالمية", "انخفاض أسعار القمح في الأسواق العالمية")
    assert compare(*same).agreement == "agree"
    assert compare(*contrary).agreement == "disagree"
    assert compare(*contrary) == compare(*reversed(contrary))
    assert len(pair_features(*same)) == len(NAMES)
