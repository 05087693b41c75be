"""How likely two accounts tell of one incident: a logistic model of a few features that anybody can read.

``knowledge/models/link.yaml`` holds the weight of each feature, the two thresholds, and ``link.card.yaml`` what it was
fitted on and how well it does. The score is the log-odds (natural logarithm) of *the same*. No feature holds an actor.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from math import log, sqrt
from operator import mul
from typing import NamedTuple

from trucekeeper.case.strict import load_yaml
from trucekeeper.incident.account import Account, Cell

GENERIC = "use_of_force"
"""An act whose words name no means; it speaks against no other."""
COMMON_BITS = 8
"""A word of more than 127 texts in a fortnight is common: it is no evidence."""
MOST_SHARED = 4
MOST_PERSONS = 50
"""A higher toll is no rarer as evidence: it is rounded."""
FEATURES = (
    "constant",
    "both_name_the_place",
    "each_names_another_place",
    "names_shared",
    "words_shared",
    "names_cosine",
    "words_cosine",
    "density",
    "starts_same_day",
    "starts_one_day_apart",
    "starts_two_days_apart",
    "starts_later",
    "same_day_by_words",
    "other_day_by_words",
    "killed_equal",
    "killed_equal_log",
    "killed_differ",
    "killed_log_ratio",
    "killed_by_one_only",
    "injured_equal",
    "same_act",
    "other_act",
    "same_source",
    "same_source_and_day",
    "rarest_word",
    "words_log",
)
"""The features in the order of :func:`features`."""


class Meeting(NamedTuple):
    """What two accounts share: cells, the density of the rarest (bits of the number of its texts), words, their rarity.

    The rarity is that of the rarest shared word: 8 less the bits of the number of texts with it, 0 for none.
    """

    shared: frozenset[Cell]
    density: int
    words: int
    rarity: int


class Model(NamedTuple):
    """The weights in the order of :data:`FEATURES`, and the log-odds from which a pair is linked, or reviewed."""

    weights: tuple[float, ...]
    link: float
    review: float


@cache
def model() -> Model:
    """Return the model that comes with the program.

    Raises:
        ValueError: the file lacks a feature, or has one more.
    """
    read = load_yaml((files("trucekeeper") / "knowledge" / "models" / "link.yaml").read_text(encoding="utf-8"))
    if tuple(read["weights"]) != FEATURES:
        raise ValueError("link.yaml: its weights are not those of incident/score.py, in their order")
    return Model(tuple(map(float, read["weights"].values())), float(read["link"]), float(read["review"]))


def meeting(a: Account, b: Account, dense: Callable[[Cell, int], int]) -> Meeting:
    """Return what two accounts share, and how rare it is.

    Args:
        a: one account.
        b: another.
        dense: gives the bits of the number of texts of a place, or with a word, in the fortnight around a day.
    """
    day = min(a.start, b.start)
    shared, words = (a.own | a.reach) & (b.own | b.reach), a.plain & b.plain
    return Meeting(
        shared,
        min([dense(cell, day) for cell in shared], default=0),
        len(words),
        max(0, COMMON_BITS - min([dense(word, day) for word in words], default=COMMON_BITS)),
    )


def features(a: Account, b: Account, met: Meeting) -> tuple[float, ...]:
    """Return the features of a pair, the same in either order.

    Args:
        a: one account.
        b: another.
        met: what both share.
    """
    shared, density, plain, rarity = met
    names = len(a.names & b.names)
    gap = abs(a.start - b.start)
    both = a.dated and b.dated
    stated = a.killed is not None and b.killed is not None
    equal = stated and a.killed == b.killed
    killed_a, killed_b = a.killed or 0, b.killed or 0
    source = a.source == b.source != ""
    return (
        1.0,
        float(not a.own.isdisjoint(b.own)),
        float(bool(a.own - shared) and bool(b.own - shared)),
        float(min(names, MOST_SHARED)),
        float(min(plain, MOST_SHARED)),
        names / sqrt(len(a.names) * len(b.names)) if names else 0.0,
        plain / sqrt(len(a.plain) * len(b.plain)) if plain else 0.0,
        float(density),
        float(gap == 0),
        float(gap == 1),
        float(gap == 2),
        float(gap > 2),
        float(both and gap == 0),
        float(both and (a.end <= b.start or b.end <= a.start)),
        float(equal),
        log(1 + min(killed_a, MOST_PERSONS)) if equal else 0.0,
        float(stated and not equal),
        abs(log((1 + killed_a) / (1 + killed_b))) if stated else 0.0,
        float((a.killed is None) != (b.killed is None)),
        float(a.injured is not None and a.injured == b.injured),
        float(any(act != GENERIC for act in a.acts & b.acts)),
        float(a.acts.isdisjoint(b.acts) and GENERIC not in a.acts | b.acts),
        float(source),
        float(source and gap == 0),
        float(rarity),
        log(1 + min(len(a.names) + len(a.plain), len(b.names) + len(b.plain))),
    )


def score(a: Account, b: Account, met: Meeting, by: Model) -> float:
    """Return the log-odds that two accounts tell of one incident; see :func:`features`."""
    return float(sum(map(mul, by.weights, features(a, b, met))))


def reasons(a: Account, b: Account, met: Meeting, by: Model) -> str:
    """Return the three features that weigh most for and against, with their weights, for who reviews a pair."""
    parts = [weight * value for weight, value in zip(by.weights, features(a, b, met), strict=True)]
    told = sorted(zip(parts[1:], FEATURES[1:], strict=True), key=lambda part: -abs(part[0]))
    return ", ".join(f"{name} {part:+.1f}" for part, name in told[:3] if part)
