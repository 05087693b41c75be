"""Incidents and episodes of the Gaza case: what is one moment, what is a wave, who joins and who denies the joining."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.case import Case, load_case
from trucekeeper.claim import Judgement, type_row
from trucekeeper.incident import Linked, link

GAZA = Path(__file__).parents[3] / "cases" / "gaza-2025"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@cache
def gaza() -> Case:
    return load_case(GAZA)


def linked(*ids: str, judgements: tuple[Judgement, ...] = ()) -> Linked:
    typed = [type_row(row, gaza()) for row in gaza().rows if row.id in ids]
    return link(
        [claim for part in typed for claim in part.claims],
        gaza(),
        joins=[join for part in typed for join in part.joins],
        judgements=[*(j for part in typed for j in part.judgements), *judgements],
    )


def test_the_fire_and_the_crossing_said_to_come_first_are_two_acts_of_one_incident():
    (incident,) = linked("gz-0013").incidents
    assert [(act.code, act.actor, act.attribution) for act in incident.acts] == [
        ("shelling", "israel", "acknowledged"),
        ("line_crossing", "unnamed-persons", "unknown"),
    ]


def test_a_wave_of_two_places_is_two_incidents_in_one_episode_and_the_total_is_on_no_place():
    found = linked("gz-0064")
    assert {incident.place.id for incident in found.incidents} == {"bani-suheila", "tuffah"}
    assert all(incident.numbers == () for incident in found.incidents)
    (episode,) = found.episodes
    assert episode.kind == "wave"
    assert set(episode.incidents) == {incident.id for incident in found.incidents}
    assert [(n.kind, n.low, n.high) for n in episode.numbers] == [("killed", 4, 4)]


def test_a_wave_whose_places_nobody_names_waits_for_a_place():
    (incident,) = linked("gz-0034").incidents
    assert incident.state == "waiting"


def test_19_october_is_an_episode_joined_by_who_answered_with_the_denial_of_the_trigger():
    found = linked("gz-0019", "gz-0020", "gz-0021")
    (episode,) = found.episodes
    assert episode.kind == "trigger_response"
    assert episode.incidents[0] == "gz-0019#1"
    assert len(episode.incidents) == 3
    assert any(claim.startswith("gz-0020#") for claim in episode.joined_by)
    assert episode.denials == ("gz-0019#2",)
    assert [(n.publisher, n.low, n.high) for n in episode.numbers] == [("gaza-hospitals", 42, 45)]


def test_4_february_holds_every_toll_apart():
    (episode,) = linked("gz-0126", "gz-0127").episodes
    assert [(n.publisher, n.low, n.high) for n in episode.numbers if n.kind == "killed"] == [
        ("gaza-hospitals", 18, 24),
        ("gaza-moh", 21, 21),
    ]
    assert len(episode.denials) == 1


def test_two_accounts_that_nobody_could_link_are_two_incidents():
    assert len(linked("gz-0042").incidents) == 2


def test_a_person_s_same_joins_two_reports_and_the_lowest_claim_gives_the_id():
    same = Judgement(a="gz-0023#1", b="gz-0022#1", same=True, by="analyst", at=NOON)
    apart = linked("gz-0022", "gz-0023").incidents
    (joined,) = linked("gz-0022", "gz-0023", judgements=(same,)).incidents
    assert len(apart) == 2
    assert joined.id == "gz-0022#1"
    assert set(joined.claims) == {claim for incident in apart for claim in incident.claims}


@pytest.mark.parametrize(
    ("row", "attribution"),
    [
        ("gz-0010", "contested"),
        ("gz-0019", "contested"),
        ("gz-0029", "acknowledged"),
        ("gz-0126", "unknown"),
        ("gz-0117", "alleged"),
    ],
)
def test_the_attribution_of_an_act_is_told_by_who_speaks(row: str, attribution: str):
    assert linked(row).incidents[0].acts[0].attribution == attribution


def test_sources_of_one_side_are_one_and_never_independent():
    corroboration = linked("gz-0087").incidents[0].corroboration
    assert corroboration.independent == 0
    assert corroboration.by_kind == {"medical": 1, "party": 1, "party_affiliated": 2}


@given(st.permutations(range(40)))
def test_the_order_of_arrival_does_not_change_the_partition(order):
    typed = [type_row(row, gaza()) for row in gaza().rows[:40]]
    joins = [join for part in typed for join in part.joins]

    def partition(parts):
        found = link([c for part in parts for c in part.claims], gaza(), joins=joins)
        episodes = {
            frozenset(c for i in e.incidents for c in by[i]) for by in [_members(found)] for e in found.episodes
        }
        return {frozenset(i.claims) for i in found.incidents}, episodes

    assert partition(typed) == partition([typed[i] for i in order])


def _members(found: Linked) -> dict[str, tuple[str, ...]]:
    return {incident.id: incident.claims for incident in found.incidents}
