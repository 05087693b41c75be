"""Claims out of prose that are linked by likeness, without a case and with one: what joins, what waits, who decides."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.case import Case, load_case
from trucekeeper.claim import Claim, Coder, Judgement, Text, code_text
from trucekeeper.incident import Incident, Linked, link
from trucekeeper.incident.score import FEATURES, model

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)
MARKET = (
    ("a", "Drone strike kills 18 in a market in Adre, health ministry says", "2026-01-10"),
    ("b", "At least 20 killed as drone hits market in Adre", "2026-01-10"),
    ("c", "Toll of drone strike on Adre market rises to 24", "2026-01-11"),
)


def coded(*texts: tuple[str, str, str], source: str = "Outlet") -> list[Claim]:
    coder = Coder()
    claims: list[Claim] = []
    for name, text, day in texts:
        given_text = Text(id=name, text=text, published=day, source=f"{source} {name}")
        claims += code_text(coder.coded, given_text, ZoneInfo("UTC")).claims
    return claims


def parts(found: Linked) -> set[frozenset[str]]:
    return {frozenset(incident.claims) for incident in found.incidents}


def test_tolls_that_rise_through_a_day_are_one_incident_with_every_number_apart():
    (incident,) = link(coded(*MARKET), None).incidents
    assert [number.low for number in incident.numbers] == [18, 20, 24]
    assert incident.rival
    assert Incident.model_validate_json(incident.model_dump_json()) == incident


def test_another_attack_in_the_same_town_with_another_toll_is_another_incident():
    other = ("d", "Gunmen kill two farmers near Adre", "2026-01-14")
    found = link(coded(*MARKET, other), None)
    assert frozenset(("d#1",)) in parts(found)


def test_without_a_place_or_a_time_a_claim_waits_alone_however_alike_the_texts_are():
    texts = [(name, "Shelling kills three people", "2026-01-10") for name in "xyz"]
    found = link(coded(*texts), None)
    assert [incident.state for incident in found.incidents] == ["waiting"] * 3
    undated = [claim.model_copy(update={"time": _unknown(claim)}) for claim in coded(*MARKET)]
    assert [incident.state for incident in link(undated, None).incidents] == ["waiting"] * 3


def _unknown(claim: Claim):
    return claim.time.model_copy(update={"start": None, "end": None, "precision": "unknown"})


def test_what_a_report_dates_after_itself_is_linked_to_nothing():
    claims = coded(*MARKET)
    later = claims[0].time.model_copy(update={"start": NOON + timedelta(days=30), "end": NOON + timedelta(days=31)})
    ahead = claims[0].model_copy(update={"time": later})
    found = link([ahead, *claims[1:]], None)
    assert found.incidents[0].claims == ("a#1",)
    assert found.incidents[0].state == "waiting"


def test_a_person_s_different_keeps_apart_and_same_joins_what_likeness_would_not():
    claims = coded(*MARKET, ("d", "Two farmers shot dead near Kalma", "2026-01-30"))
    apart = Judgement(a="a#1", b="b#1", same=False, by="analyst", at=NOON)
    same = Judgement(a="d#1", b="c#1", same=True, by="analyst", at=NOON)
    found = link(claims, None, judgements=[apart, same])
    home = {claim: incident.id for incident in found.incidents for claim in incident.claims}
    assert home["a#1"] != home["b#1"]
    assert home["d#1"] == home["c#1"]


@given(st.permutations(range(4)))
def test_the_order_of_claims_decides_ids_alone(order):
    claims = coded(*MARKET, ("d", "Two farmers shot dead near Kalma", "2026-01-10"))
    found = link([claims[index] for index in order], None)
    assert parts(found) == parts(link(claims, None))
    first = {claim: index for index, claim in enumerate(claims[at].id for at in order)}
    assert all(incident.id == min(incident.claims, key=first.__getitem__) for incident in found.incidents)


@cache
def gaza() -> Case:
    return load_case(Path(__file__).parents[3] / "cases" / "gaza-2025")


def placed(name: str, place: str, text: str = "Drone strike kills four in the market, medics say") -> Claim:
    claim = coded((name, f"{text} in Adre", "2026-01-10"))[0]
    known = gaza().places[place]
    where = claim.place.model_copy(update={"id": place, "text": known.name.en, "precision": _precision(known.level)})
    return claim.model_copy(update={"place": where})


def _precision(level: str) -> str:
    return level if level in ("governorate", "neighbourhood", "site", "area") else "town"


def governorates() -> tuple[str, str, str]:
    """Return two places of one governorate, and one of another."""
    held: dict[str, list[str]] = {}
    for place in gaza().places.all:
        governorate = gaza().places.at_level(place.id, "governorate")
        if governorate and governorate != place.id:
            held.setdefault(governorate, []).append(place.id)
    (_, first), (_, second) = sorted(held.items())[:2]
    return first[0], first[1], second[0]


def test_places_of_two_governorates_are_never_one_incident_by_likeness():
    here, _, there = governorates()
    found = link([placed("a", here), placed("b", there)], gaza())
    assert parts(found) == {frozenset(("a#1",)), frozenset(("b#1",))}
    assert not found.doubtful


def test_an_incident_follows_a_place_that_was_corrected():
    here, _, there = governorates()
    text = "Drone strike kills 40 in the market of the camp, medics say"
    claims = [placed("a", here, text), placed("b", here, text), placed("c", here, text)]
    assert len(link(claims, gaza()).incidents) == 1
    moved = [*claims[:2], placed("c", there, text)]
    found = link(moved, gaza())
    assert parts(found) == {frozenset(("a#1", "b#1")), frozenset(("c#1",))}
    assert found.incidents[1].place.id == there


def test_rows_of_a_record_are_not_joined_by_likeness():
    claims = [claim.model_copy(update={"by": {"all": "record columns"}}) for claim in coded(*MARKET)]
    assert len(link(claims, None).incidents) == 3


@pytest.mark.parametrize("actor", ["idf", "hamas", None])
def test_who_is_said_to_have_acted_changes_nothing_of_the_partition(actor):
    claims = [c.model_copy(update={"actor": c.actor.model_copy(update={"id": actor})}) for c in coded(*MARKET)]
    assert parts(link(claims, None)) == parts(link(coded(*MARKET), None))


def test_pairs_that_likeness_leaves_open_come_with_their_reasons():
    texts = [("a", "Gunmen attack village in Otobi", "2026-01-10"), ("b", "Two killed in raid on Otobi", "2026-01-11")]
    (one,) = link(coded(*texts), None).doubtful
    assert (one.a, one.b) == ("a#1", "b#1")
    assert model().review <= one.score < model().link
    assert all(part.split()[0] in FEATURES for part in one.why.split(", "))


def test_no_feature_of_a_pair_names_an_actor_or_a_target():
    assert not [name for name in FEATURES if "actor" in name or "party" in name or "target" in name]
    assert len(model().weights) == len(FEATURES)


def test_the_card_names_the_command_that_fits_the_model():
    card = (Path(__file__).parents[3] / "src/trucekeeper/knowledge/models/link.card.yaml").read_text(encoding="utf-8")
    assert "command: make train" in card
