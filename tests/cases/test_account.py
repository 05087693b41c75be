"""The account that the project comes from, in Arabic: what a careful reader takes from it, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from trucekeeper.agreement import load_agreement
from trucekeeper.case import load_case
from trucekeeper.claim import Claim, Coder, Prose

ACCOUNT = Path(__file__).parents[3] / "shared" / "seed.txt"
CASE = Path(__file__).parents[2] / "cases" / "gaza-2025"

pytestmark = pytest.mark.skipif(not ACCOUNT.exists(), reason="no account beside the checkout")


@pytest.fixture(scope="module")
def text() -> str:
    return ACCOUNT.read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["with the case", "without a case"])
def claims(request, text: str) -> tuple[Claim, ...]:
    case = load_case(CASE) if request.param == "with the case" else None
    coder = Coder(case, load_agreement(case) if case else None)
    return coder.code(Prose("account", text, "ar", None, "an outlet"))


def about(claims: tuple[Claim, ...], words: str, text: str) -> list[Claim]:
    """Return the claims of the sentences that hold *words*."""
    at = text.index(words)
    return [claim for claim in claims if claim.sentence and claim.sentence[0] <= at < claim.sentence[1]]


def one(found: list[Claim], fits: Callable[[Claim], bool]) -> Claim:
    fitting = [claim for claim in found if fits(claim)]
    assert len(fitting) >= 1, [(claim.stance, claim.act.code, claim.actor.text) for claim in found]
    return fitting[0]


def test_the_minister_says_that_information_is_shared_continuously_with_mediators(claims, text):
    told = one(about(claims, "تبادلًا مستمرًا", text), lambda claim: claim.act.code == "information_sharing")
    assert told.stance == "asserts"
    assert "روبيو" in (told.speaker.text or "")
    assert not told.harm


def test_he_says_that_this_helped_to_stop_an_imminent_attack_and_nobody_was_hurt(claims, text):
    told = one(about(claims, "منع هجوم وشيك", text), lambda claim: claim.act.code == "prevention")
    assert (told.stance, told.speaker.text, told.harm) == ("asserts", "روبيو", ())


def test_early_warnings_went_to_partners(claims, text):
    told = one(about(claims, "تحذيرات مبكرة", text), lambda claim: claim.stance == "warns")
    assert told.speaker.text == "الوزير الأميركي"


def test_the_ministry_warned_earlier_of_a_possible_breach_by_one_party_against_civilians(claims, text):
    told = one(about(claims, "تقارير موثوقة", text), lambda claim: claim.stance == "warns")
    assert told.speaker.text in ("الخارجية الأميركية",)
    assert told.target_status == "civilian"
    assert "المدنيين" in (told.target.text or "")
    assert told.time.start is None, "what is expected has not happened"
    if told.speaker.id:
        assert (told.speaker.id, told.actor.id) == ("us-state-department", "hamas")


def test_support_goes_with_a_warning_to_all_parties(claims, text):
    told = one(about(claims, "رسائل مزدوجة", text), lambda claim: claim.stance == "warns")
    assert "الإدارة الأميركية" in (told.speaker.text or "")
    assert "الأطراف" in (told.actor.text or told.target.text or "")


def test_a_force_is_discussed_a_resolution_may_be_sought_and_two_states_are_named(claims, text):
    discussed = one(about(claims, "إمكانية إنشاء قوة دولية", text), lambda claim: claim.stance == "proposes")
    assert discussed.act.code == "force_generation"
    sought = about(claims, "لاستصدار قرار", text)
    assert {claim.stance for claim in sought} == {"proposes"}
    named = " ".join(claim.actor.text or "" for claim in sought)
    assert "إندونيسيا" in named
    assert "أذربيجان" in named


def test_the_minister_reassures_about_another_ones_conduct(claims, text):
    told = one(about(claims, "لا تسعى إلى إعادة احتلال", text), lambda claim: claim.stance == "reassures")
    assert told.speaker.text == "روبيو"
    assert (told.act.code, told.actor.text) == ("area_control", "تل أبيب")


def test_what_analysts_think_is_marked_as_judgement_and_what_others_say_is_not(claims, text):
    for words in ("يرى مراقبون", "ويعتقد محللون"):
        assert all(claim.judgement for claim in about(claims, words, text))
        assert about(claims, words, text)
    assert not any(claim.judgement for claim in about(claims, "منع هجوم وشيك", text))


def test_two_mediators_speak_with_the_factions(claims, text):
    told = [claim for claim in about(claims, "قنوات الوساطة", text) if claim.act.code == "mediation"]
    assert {(claim.actor.text or "").removeprefix("و") for claim in told} == {"قطر", "مصر"}
    assert all("الفصائل" in (claim.target.text or "") for claim in told)


def test_no_casualty_is_invented_and_no_claim_is_without_a_speaker(claims):
    assert not any(claim.harm for claim in claims)
    assert all(claim.speaker.text for claim in claims)
