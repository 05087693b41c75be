"""People's same and different: one that closes a cycle is refused with the chain that makes it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.claim import Judgement
from trucekeeper.incident.judgements import contradiction, told

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def judged(a: str, b: str, same: bool = True) -> Judgement:
    return Judgement(a=a, b=b, same=same, by="ana", at=NOON)


def test_different_inside_a_chain_of_same_is_refused_with_the_chain():
    before = [judged("a", "b"), judged("c", "b"), judged("x", "y")]
    chain = contradiction(before, judged("a", "c", same=False))
    assert chain == (before[0], before[1])
    assert told(chain, "a") == "a same b (ana), b same c (ana)"


def test_same_that_closes_a_chain_around_a_different_is_refused_with_both_ends():
    before = [judged("a", "b"), judged("b", "c", same=False), judged("c", "d")]
    assert contradiction(before, judged("a", "d")) == (before[0], before[1], before[2])
    assert told(contradiction(before, judged("c", "b")), "c") == "c different b (ana)"


@pytest.mark.parametrize("same", [True, False])
def test_what_contradicts_nothing_stands(same: bool):
    before = [judged("a", "b"), judged("c", "d", same=False)]
    assert contradiction(before, judged("a", "c", same=same)) is None
    assert contradiction(before, judged("b", "a")) is None


def test_nothing_is_different_from_itself():
    assert contradiction([], judged("a", "a", same=False)) == ()


PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans()), max_size=25)


def _consistent(judgements: list[Judgement]) -> bool:
    """Whether some partition keeps every same together and every different apart: told by brute union."""
    of = {name: name for name in "abcdef"}
    for one in judgements:
        if one.same:
            of = {name: of[one.a] if home == of[one.b] else home for name, home in of.items()}
    return all(one.same or of[one.a] != of[one.b] for one in judgements)


@given(PAIRS)
def test_exactly_those_are_refused_that_leave_no_partition_and_the_chain_leads_from_one_to_the_other(pairs):
    kept: list[Judgement] = []
    for a, b, same in pairs:
        new = judged(a, b, same)
        chain = contradiction(kept, new)
        assert (chain is None) == _consistent([*kept, new])
        if chain is None:
            kept.append(new)
            continue
        at = new.a
        for one in chain:
            assert at in (one.a, one.b)
            at = one.b if at == one.a else one.a
        assert at == new.b
        assert sum(not one.same for one in chain) == (1 if same else 0)
