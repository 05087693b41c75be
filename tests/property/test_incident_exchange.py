"""Exchange the parties of a case: random incidents get exchanged findings and otherwise the same, in every case."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property import test_party_exchange as exchange
from trucekeeper.agreement import Agreement, load_agreement
from trucekeeper.case import Case, load_case
from trucekeeper.case.acts import taxonomy
from trucekeeper.finding import assess
from trucekeeper.incident import ClaimedAct, Incident
from trucekeeper.incident.incident import Corroborated
from trucekeeper.vocabulary.clock import When
from trucekeeper.vocabulary.place import PlaceRef
from trucekeeper.vocabulary.text import T

CASES = Path(__file__).parents[2] / "cases"
PARTIES = {"gaza-2025": ("hamas", "israel"), "lebanon-2024": ("israel", "lebanon")}


@cache
def loaded(name: str) -> tuple[Case, Agreement]:
    case = load_case(CASES / name)
    return case, load_agreement(case)


@st.composite
def incidents(draw: st.DrawFn, case: Case, agreement: Agreement) -> Incident:
    codes = sorted({code for o in agreement.obligations for code in o.acts} & set(taxonomy()[0]))
    actors = st.sampled_from([*sorted(case.actors.by_id), None])
    sources = st.lists(st.sampled_from(sorted(s.id for s in case.sources.all)), unique=True, max_size=4)
    attribution = st.sampled_from(["acknowledged", "corroborated", "contested", "alleged", "unknown"])
    act = st.builds(
        ClaimedAct, code=st.sampled_from(codes), actor=actors, attribution=attribution, claimed_by=sources.map(tuple)
    )
    start = case.file.in_force_from + timedelta(days=draw(st.integers(-3, 400)))
    place = draw(st.sampled_from([*case.places.all, None]))
    return Incident(
        id="i",
        state="received",
        claims=("c",),
        denials=draw(st.sampled_from([(), ("c",)])),
        acts=tuple(draw(st.lists(act, min_size=1, max_size=3, unique_by=lambda a: (a.code, a.actor)))),
        target_status=draw(st.sampled_from(["civilian", "combatant", "mixed", "not_stated"])),
        place=PlaceRef(id=place.id if place else None, precision="town"),
        time=When(start=start, end=start + timedelta(days=1), precision="day"),
        numbers=(),
        rival=False,
        corroboration=Corroborated(independent=draw(st.integers(0, 4)), by_kind={}, copies=(), text=T(en="", ar="")),
        credibility=6,
    )


def found(incident: Incident, case: Case, agreement: Agreement) -> list:
    return list(assess([incident], {}, case, agreement))


def plain(findings) -> Counter:
    return Counter(exchange._plain(f.model_dump(mode="json", exclude={"id"})) for f in findings)


@pytest.mark.parametrize("name", PARTIES)
@settings(max_examples=150)
@given(data=st.data())
def test_random_incidents_get_exchanged_findings(name: str, data: st.DataObject):
    case, agreement = loaded(name)
    a, b = PARTIES[name]
    before = exchange.PARTIES
    exchange.PARTIES = {a: b, b: a}
    try:
        incident = data.draw(incidents(case, agreement))
        other = exchange.exchanged(case, agreement)
        findings = found(incident, case, agreement)
        assert plain(exchange.remade(f) for f in findings) == plain(found(exchange.remade(incident), *other))
    finally:
        exchange.PARTIES = before


@pytest.mark.parametrize("name", PARTIES)
@settings(max_examples=150)
@given(data=st.data())
def test_a_breach_by_a_named_actor_always_has_attribution(name: str, data: st.DataObject):
    case, agreement = loaded(name)
    for finding in found(data.draw(incidents(case, agreement)), case, agreement):
        named = finding.author.answer in ("attributed", "acknowledged")
        assert bool(finding.obligor) <= named
        assert bool(finding.author.actor) <= named
        assert finding.status == "proposed"
        if finding.compliance == "breach":
            assert finding.occurred.answer == "yes"


def at_khiam(attribution: str, *, independent: int, copies: tuple[tuple[str, ...], ...] = ()) -> Incident:
    """Shelling that two outlets speak of, as its incident alone tells it."""
    now = datetime(2025, 1, 10, tzinfo=UTC)
    return Incident(
        id="i",
        state="received",
        claims=(),
        denials=(),
        acts=(ClaimedAct(code="shelling", actor="israel", attribution=attribution, claimed_by=("ap", "reuters")),),
        target_status="not_stated",
        place=PlaceRef(id="khiam", precision="town"),
        time=When(start=now, end=now + timedelta(hours=1), precision="hour"),
        numbers=(),
        rival=False,
        corroboration=Corroborated(independent=independent, by_kind={}, copies=copies, text=T(en="", ar="")),
        credibility=2,
    )


def test_readings_come_in_the_order_of_their_holders_names_not_of_who_they_are():
    case, agreement = loaded("lebanon-2024")
    findings = found(at_khiam("corroborated", independent=2), case, agreement)
    holders = [case.actors[finding.held_by[0]].name.en for finding in findings]
    assert holders == sorted(holders)


@pytest.mark.parametrize(("copies", "occurred"), [((), "yes"), ((("a#1", "b#1"),), "cannot_determine")])
def test_two_outlets_with_one_text_establish_nothing(copies, occurred: str):
    case, agreement = loaded("lebanon-2024")
    findings = found(at_khiam("alleged", independent=1, copies=copies), case, agreement)
    assert {finding.occurred.answer for finding in findings} == {occurred}
