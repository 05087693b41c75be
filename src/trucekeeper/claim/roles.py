"""Who is said to have acted, by which words, and upon whom: actor, verb and target in an Arabic sentence.

The model is asked for every word's probability of each role, and a word has the likeliest role that reaches its
threshold: at the even odds of the best path the model would leave out most targets that annotators gave.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, cast

import pycrfsuite

from trucekeeper.claim.crf import OUTSIDE, Tagged, spans, tagger
from trucekeeper.claim.names import Name
from trucekeeper.claim.role_features import items
from trucekeeper.claim.tokens import Token

MODEL = "ar-roles"
RoleKind = Literal["actor", "verb", "target"]
THRESHOLDS: dict[str, float] = {"actor": 0.35, "verb": 0.4, "target": 0.25}
"""At these F1 is best on documents left out of training; see the model's card."""


class Role(NamedTuple):
    """A stretch in a role: ``tokens[first:last]``, ``text[start:end]``, and the model's mean probability (0 to 1)."""

    first: int
    last: int
    start: int
    end: int
    kind: RoleKind
    probability: float


def tag_roles(tokens: Sequence[Token], names: Sequence[Name]) -> list[Role]:
    """Return actors, verbs and targets in one Arabic sentence of *tokens*, given the *names* found in it.

    Meant for a sentence that tells of an act of force or a protest; in others what it returns means little.
    """
    if not tokens:
        return []
    return in_roles(tokens, marginals(tagger(MODEL), items(tuple(tokens), tuple(names)), len(tokens)))


def marginals(model: pycrfsuite.Tagger, of: pycrfsuite.ItemSequence, n: int) -> list[dict[str, float]]:
    """Return for each of the *n* tokens of a sentence the probability of each role."""
    model.set(of)
    labels = [label for label in model.labels() if label != OUTSIDE]
    found = []
    for at in range(n):
        sums = dict.fromkeys(THRESHOLDS, 0.0)
        for label in labels:
            sums[label[2:]] += model.marginal(label, at)
        found.append(sums)
    return found


def in_roles(tokens: Sequence[Token], probabilities: Sequence[dict[str, float]]) -> list[Role]:
    """Return the stretches of words whose likeliest role reaches its threshold; marks alone are none."""
    kinds = [
        max((kind for kind in THRESHOLDS if of[kind] >= THRESHOLDS[kind]), key=of.__getitem__, default=OUTSIDE)
        for of in probabilities
    ]
    labels = [kind if kind == OUTSIDE else f"I-{kind}" for kind in kinds]
    best = [of.get(kind, 0.0) for kind, of in zip(kinds, probabilities, strict=True)]
    return [
        _role(tokens, found) for found in spans(labels, best) if any(t.word for t in tokens[found.first : found.last])
    ]


def _role(tokens: Sequence[Token], found: Tagged) -> Role:
    first, last = found.first, found.last
    while not tokens[first].word:
        first += 1
    while not tokens[last - 1].word:
        last -= 1
    return Role(first, last, tokens[first].start, tokens[last - 1].end, cast(RoleKind, found.label), found.probability)
