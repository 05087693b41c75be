"""From scored pairs to groups: the strongest pair first, two groups joined where their pairs on average are linked.

People's judgements bind: *same* joins before any score is looked at, *different* is never overruled by likeness, and
two groups of different governorates are never joined by likeness. The result is a function of the set: equal scores are
taken in the order of the accounts' ids, never of arrival.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import product

ABSENT = -4.0
"""The score of a pair that was not compared or not kept: an unlikely one."""


def grouped(
    members: Iterable[int],
    scores: Mapping[int, Mapping[int, float]],
    *,
    link: float,
    tie: Callable[[int], str],
    governorate: Callable[[int], str | None],
    same: Mapping[int, frozenset[int]],
    different: Mapping[int, frozenset[int]],
) -> list[frozenset[int]]:
    """Return *members* in groups.

    Args:
        members: the numbers of the accounts.
        scores: of pairs, in both directions.
        link: the least average score of two groups that are joined.
        tie: an account's id, for the order of equal scores.
        governorate: where the gazetteer puts an account; None where it does not know.
        same: people's judgements, in both directions.
        different: likewise.
    """
    home = {member: frozenset((member,)) for member in members}

    def join(a: int, b: int) -> None:
        whole = home[a] | home[b]
        home.update((member, whole) for member in whole)

    for member in tuple(home):
        for other in same.get(member, ()):
            if other in home and home[other] is not home[member]:
                join(member, other)
    for a, b in _strongest(home, scores, link, tie):
        first, second = home[a], home[b]
        joins = first is not second and _may(first, second, governorate, different)
        if joins and _average(first, second, scores) >= link:
            join(a, b)
    return list(dict.fromkeys(home.values()))


def _strongest(
    members: Iterable[int], scores: Mapping[int, Mapping[int, float]], link: float, tie: Callable[[int], str]
) -> list[tuple[int, int]]:
    held = set(members)
    pairs = []
    for a in held:
        for b, value in scores.get(a, {}).items():
            if value >= link and b in held:
                first, second = tie(a), tie(b)
                if first < second:
                    pairs.append((-value, first, second, a, b))
    return [(a, b) for _, _, _, a, b in sorted(pairs)]


def _may(
    one: frozenset[int],
    other: frozenset[int],
    governorate: Callable[[int], str | None],
    different: Mapping[int, frozenset[int]],
) -> bool:
    """Whether likeness may join two groups."""
    if any(not different.get(member, frozenset()).isdisjoint(other) for member in one):
        return False
    return len({governorate(member) for member in one | other} - {None}) <= 1


def _average(one: frozenset[int], other: frozenset[int], scores: Mapping[int, Mapping[int, float]]) -> float:
    total = sum(max(scores.get(a, {}).get(b, ABSENT), ABSENT) for a, b in product(one, other))
    return total / (len(one) * len(other))
