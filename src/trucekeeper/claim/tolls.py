"""What a short text as a whole says of the number of killed and injured: one number of each, by written rules.

Parts of others are left out, and so are totals over a time or several places, words such as dozens, and what is told
with an open end ("an officer and others"). In one clause what different words tell of is added ("kills two bandits,
one farmer dead") unless the same number is said again; a toll stands for all. Of several clauses, sentences or
headlines of one event the most complete one counts: the greatest. Where they must not contradict one another,
:func:`agreed` gives a number only if each that states one states the same.
Bodies that were recovered are the dead where nobody else is said to be.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trucekeeper.claim.harms import HarmFound
from trucekeeper.vocabulary.quantity import Count

_DEAD = ("killed", "died_later")


class Totals(NamedTuple):
    """Killed (those who died later among them) and injured; ``None`` where the text gives no number."""

    killed: Count | None
    injured: Count | None


def totals(sentences: Iterable[Sequence[HarmFound]]) -> Totals:
    """Return what a text says as a whole, given the harm found in each of its sentences or headlines."""
    killed, injured = _told(sentences)
    return Totals(_most(killed), _most(injured))


def agreed(sentences: Iterable[Sequence[HarmFound]]) -> Totals:
    """Return the exact numbers on which all sentences or headlines that state one agree; ``None`` where they do not."""
    killed, injured = _told(sentences)
    return Totals(_same(killed), _same(injured))


def _told(sentences: Iterable[Sequence[HarmFound]]) -> tuple[list[Count], list[Count]]:
    """Return the killed and the injured of each sentence that gives a number of them."""
    told = [(_total(one, _DEAD) or _total(one, ("recovered",)), _total(one, ("injured",))) for one in sentences]
    return [killed for killed, _ in told if killed], [injured for _, injured in told if injured]


def _same(counts: Sequence[Count]) -> Count | None:
    return counts[0] if len(set(counts)) == 1 and counts[0].low is not None and counts[0].high is not None else None


def stated(found: Sequence[HarmFound], kinds: Sequence[str]) -> list[int]:
    """Return the numbers that a sentence states of harm of these *kinds*, parts, vague words and repetitions left out.

    Each group of victims gives its own number ("two reporters and a civilian": 2 and 1); relatives, and a person
    named with others, are one number with those they are joined to.
    """
    numbers: list[int] = []
    for group in dict.fromkeys(one.group for one in found):
        counts = [one for one in found if one.group == group and one.kind in kinds and not one.part and not one.vague]
        said = [number for one in counts if (number := said_number(one)) is not None]
        numbers += [sum(said)] if len(said) > 1 and any(one.kin for one in counts) else said
    return list(dict.fromkeys(numbers))


def said_number(one: HarmFound) -> int | None:
    """Return the number that a mention says: the upper end where it has one, else the lower."""
    return one.low if one.high is None else one.high


def _total(found: Sequence[HarmFound], kinds: Sequence[str]) -> Count | None:
    counts = [one for one in found if one.kind in kinds and not one.part and one.scope == "event"]
    open_groups = {one.group for one in counts if said_number(one) is None or one.vague}
    counts = [one for one in counts if one.group not in open_groups]
    counts = [one for one in counts if one.toll] or counts
    return _most([_sum([one for one in counts if one.clause == clause]) for clause in {one.clause for one in counts}])


def _sum(counts: Sequence[HarmFound]) -> Count:
    """Return the sum of the groups of one clause, a group that says the same again left out."""
    groups = {one.group: [other for other in counts if other.group == one.group] for one in counts}
    distinct = {tuple((one.low, one.high) for one in group): group for group in groups.values()}
    kept = [one for group in distinct.values() for one in group]
    lows, highs = [one.low for one in kept], [one.high for one in kept]
    return Count(
        low=None if None in lows else sum(low for low in lows if low is not None),
        high=None if None in highs else sum(high for high in highs if high is not None),
    )


def _most(counts: Sequence[Count]) -> Count | None:
    return max(counts, key=lambda count: count.high if count.high is not None else count.low or 0, default=None)
