"""The states of an incident's verification: who may move it where, what is kept apart, what a merge or split does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.unit.incident.test_totals import incident as made
from trucekeeper.incident import Incident
from trucekeeper.incident.entries import StateMove2
from trucekeeper.incident.verification import LEADS_TO, VERDICTS, AsSaid, Check, Move, fold, right_for, statuses
from trucekeeper.ledger.rights import ROLES

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PATH = ("triaged", "corroborating", "under_investigation", "verified", "assessed", "contested")


def chain(*states: str, incident="i#1", people="abcdefgh", claims=("i#1",), first=0, after: str | None = None):
    """Moves of which each follows the one before, each by another person."""
    moves: list[Move] = []
    for n, state in enumerate(states, first):
        follows = (moves[-1].id,) if moves else (after,) if after else ()
        moves.append(
            Move(
                id=f"{incident}-m{n}",
                incident=incident,
                state=state,
                by=people[n % len(people)],
                at=NOON + timedelta(hours=n),
                follows=follows,
                claims=claims,
                checks=("k",) if state in VERDICTS else (),
                why="w",
            )
        )
    return moves


def incident(name: str, *claims: str) -> Incident:
    return made().model_copy(update={"id": name, "claims": claims or (name,)})


def test_the_whole_way_from_received_to_closed():
    moves = chain(*PATH, "under_investigation", "not_verified", "closed")
    (found,) = fold(moves).chains.values()
    assert [move.state for move in found.moves] == [*PATH, "under_investigation", "not_verified", "closed"]
    assert found.state == "closed"


@pytest.mark.parametrize(
    ("states", "why"),
    [
        (("verified",), "received does not lead to verified"),
        (("triaged", "assessed"), "triaged does not lead to assessed"),
        (("triaged", "corroborating", "suspended"), "corroborating does not lead to suspended"),
        (("triaged", "under_investigation", "access_denied", "verified"), "access_denied does not lead to verified"),
        (("triaged", "looking"), "triaged does not lead to looking"),
    ],
)
def test_a_step_that_is_left_out_moves_nothing_and_is_kept_with_the_reason(states, why):
    folded = fold(chain(*states))
    assert [one.why for one in folded.refused] == [why]
    assert sum(len(c.moves) for c in folded.chains.values()) == len(states) - 1


def test_who_investigated_gives_no_verdict_and_who_gave_it_neither_assesses_nor_rules_on_its_contest():
    apart = "took a step that is kept apart from"
    assert fold(chain(*PATH[:4], people="abcc")).refused[0].why == f"c {apart} verified"
    assert fold(chain(*PATH[:5], people="abcdd")).refused[0].why == f"d {apart} assessed"
    again = ("triaged", "corroborating", "verified", "contested", "under_investigation", "verified")
    assert fold(chain(*again, people="abcdec")).refused[0].why == f"c {apart} verified"
    assert fold(chain(*again[:4], "closed", people="abcdc")).refused[0].why == f"c {apart} closed"
    assert not fold(chain(*again, people="abcdef")).refused


def test_nothing_is_verified_without_a_check():
    moves = chain(*PATH[:4])
    moves[-1] = moves[-1].model_copy(update={"checks": ()})
    assert fold(moves).refused[0].why == "verified rests on no check"


def test_of_two_who_move_it_at_once_the_first_moves_it_and_the_other_s_word_is_kept():
    moves = chain("triaged", "corroborating")
    other = moves[1].model_copy(update={"id": "late", "by": "z", "state": "under_investigation"})
    first = moves[0].model_copy(update={"id": "late-first", "by": "z"})
    folded = fold([moves[0], first, moves[1], other])
    assert [(one.move.id, one.why) for one in folded.refused] == [
        ("late-first", "somebody had moved it before"),
        ("late", "somebody had moved it before"),
    ]
    assert [c.state for c in folded.chains.values()] == ["corroborating"]


def test_after_a_merge_chains_that_agree_give_their_state_and_others_have_to_be_looked_at_again():
    one, two = chain(*PATH[:4], incident="a#1", claims=("a#1",)), chain(*PATH[:2], incident="b#1", claims=("b#1",))
    merged = incident("a#1", "a#1", "b#1")
    found = statuses([merged], [*one, *two], [])["a#1"]
    assert (found.state, set(found.follows)) == ("triaged", {one[-1].id, two[-1].id})
    assert len(found.history) == 6
    agreed = statuses([merged], [*one[:2], *two], [])["a#1"]
    assert agreed.state == "corroborating"
    on = Move(
        id="on",
        incident="a#1",
        state="corroborating",
        by="z",
        at=NOON + timedelta(days=1),
        follows=found.follows,
        claims=("a#1", "b#1"),
        why="w",
    )
    assert statuses([merged], [*one, *two, on], [])["a#1"].state == "corroborating"


def test_after_a_split_the_part_that_holds_the_claim_keeps_the_state_and_says_what_left():
    moves = chain(*PATH[:4], incident="a#1", claims=("a#1", "b#1"))
    found = statuses([incident("a#1"), incident("b#1")], moves, [])
    assert set(found) == {"a#1"}
    assert (found["a#1"].state, found["a#1"].gone, found["a#1"].added) == ("verified", ("b#1",), ())
    grown = statuses([incident("a#1", "a#1", "b#1", "c#1")], moves, [])["a#1"]
    assert (grown.gone, grown.added) == ((), ("c#1",))


def test_a_check_alone_moves_nothing_and_is_shown():
    check = Check(
        id="k",
        incident="i#1",
        step="image",
        result="supports",
        by="v",
        done_by=None,
        at=NOON,
        claims=("i#1",),
        why="w",
    )
    found = statuses([incident("i#1"), incident("j#1")], [], [check])
    assert {name: (one.state, one.checks) for name, one in found.items()} == {"i#1": ("received", (check,))}


def test_every_state_can_be_reached_and_left_and_every_step_is_somebody_s():
    reached = {state for states in LEADS_TO.values() for state in states}
    assert reached | {"received", "waiting"} == set(LEADS_TO)
    assert all(LEADS_TO.values())
    held = {right for rights in ROLES.values() for right in rights}
    assert {right_for(state)[0] for state in reached} <= held
    assert len({right_for(state)[0] for state in ("triaged", "suspended", "verified", "assessed", "contested")}) == 5


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"state": "received"}, "nobody moves an incident to received"),
        ({"state": "access_denied"}, "who denied access or contests"),
        ({"state": "triaged", "said": {"actor": "a", "source": "s"}}, "for those two states alone"),
        ({"state": "contested", "said": {"actor": "a", "source": "s", "until": "2026-01-02"}}, "a contest has no such"),
        ({"state": "verified"}, "rests on a check; record one first"),
        ({"state": "triaged", "why": ""}, "at least 1 character"),
    ],
)
def test_a_move_says_what_it_has_to(given, said):
    with pytest.raises(ValidationError, match=said):
        StateMove2.model_validate({"incident": "i", "claims": ["i#1"], "why": "w", **given})


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["a#1", "b#1"]),
        st.sampled_from([*LEADS_TO, "nowhere"]),
        st.sampled_from("pqr"),
        st.lists(st.integers(0, 11), max_size=2),
        st.booleans(),
    ),
    max_size=12,
)


@given(MOVES)
def test_whatever_is_recorded_every_state_was_reached_by_steps_that_are_allowed_and_no_word_is_lost(drawn):
    moves = [
        Move(
            id=f"m{n}",
            incident=name,
            state=state,
            by=by,
            at=NOON + timedelta(hours=n),
            follows=tuple(f"m{i}" for i in dict.fromkeys(follows) if i < n),
            claims=(name,),
            checks=("k",) if checked else (),
            said=AsSaid(actor="a", source="s") if state == "access_denied" else None,
            why="w",
        )
        for n, (name, state, by, follows, checked) in enumerate(drawn)
    ]
    folded = fold(moves)
    kept = {move.id for c in folded.chains.values() for move in c.moves}
    assert kept.isdisjoint(one.move.id for one in folded.refused)
    assert kept | {one.move.id for one in folded.refused} == {move.id for move in moves}
    for c in folded.chains.values():
        for move in c.moves:
            assert any(move.state in states for states in LEADS_TO.values())
            if move.state == "verified":
                assert move.checks
            if move.state in VERDICTS and len(move.follows) == 1:
                before = next(m for m in moves if m.id == move.follows[0])
                assert move.by != before.by or before.state == "corroborating"
    reordered = [moves[i] for i in sorted(range(len(moves)), key=lambda i: (moves[i].incident, i))]
    if not any(len(move.follows) > 1 for move in moves) and all(
        moves[int(f[1:])].incident == move.incident for move in moves for f in move.follows
    ):
        assert fold(reordered).chains == folded.chains
