import pytest

from trucekeeper.claim.speech_act import speech_act


@pytest.mark.parametrize(
    ("text", "lang", "act", "cue"),
    [
        ("نفى متحدث باسم البلدية وقوع إصابات في الحادث", "ar", "denial", "نفى"),
        ("الوزير يتهم الطرف الآخر بخرق الاتفاق", "ar", "accusation", "يتهم"),
        ("عاجل | المتحدث باسم البلدية: إصابة عاملين في الميناء", "ar", "claim", "المتحدث باسم البلدية"),
        ("أعلنت الوزارة مقتل شخصين في انهيار مبنى", "ar", "claim", "أعلنت"),
        ("مقتل شخصين في انهيار مبنى وسط المدينة", "ar", "report", None),
        ("عاجل: مقتل شخصين في انهيار مبنى", "ar", "report", None),
        ("The ministry denied that its guards fired", "en", "denial", "denied"),
        ("The mayor accused the company of a breach", "en", "accusation", "accused"),
        ("Two people were hurt, officials said", "en", "claim", "said"),
        ("Two people hurt in a fire at the port", "en", "report", None),
    ],
)
def test_the_act_is_shown_by_its_cue(text, lang, act, cue):
    found = speech_act(text, lang)
    assert found.act == act
    assert (text[slice(*found.span)] if found.span else None) == cue


def test_a_colon_in_a_link_makes_no_speaker():
    assert speech_act("حريق في الميناء https://example.org/a:b", "ar").act == "report"


def test_a_denial_far_down_a_long_text_is_not_its_act():
    assert speech_act("حريق في الميناء " * 30 + "ونفى الحارس علمه", "ar").act == "report"
