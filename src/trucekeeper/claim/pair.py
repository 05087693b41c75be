"""Do two Arabic statements about one matter agree, contradict each other, or speak of other things?

A small model over what the two share and where they differ: it weighs which words stand in one of them only, numbers,
negations and contraries. Nations and groups are classes to it. It judges headlines; it decides nothing by itself.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from trucekeeper.claim.classes import classes
from trucekeeper.claim.linear import linear
from trucekeeper.claim.pair_features import pair_features
from trucekeeper.claim.tokens import tokenise

MODEL = "ar-pairs"
Agreement = Literal["agree", "disagree", "other"]
CLASSES: tuple[Agreement, ...] = ("agree", "disagree", "other")


class Pair(NamedTuple):
    """How two statements stand to each other, and the model's probability of it (0 to 1)."""

    agreement: Agreement
    probability: float


def compare(first: str, second: str) -> Pair:
    """Return whether two Arabic statements agree; their order makes no difference. The error is in the model's card."""
    model = linear(MODEL)
    dense = (np.array(pair_features(first, second)) - model.extra["mean"]) / model.extra["scale"]
    scores = model.scores(differences(first, second)) + dense @ model.extra["dense"]
    odds = np.exp(scores - scores.max())
    best = int(odds.argmax())
    return Pair(CLASSES[best], float(odds[best] / odds.sum()))


def differences(first: str, second: str) -> Iterator[str]:
    """Yield the words that only one of two statements has, and how they are paired."""
    one, two = (_words(text) for text in (first, second))
    for word in sorted(one ^ two):
        yield f"d={word}"
        yield f"p={word[:3]}"
    for word in sorted(one - two):
        for other in sorted(two - one):
            yield f"x={'~'.join(sorted((word, other)))}"


def _words(text: str) -> set[str]:
    tokens = tokenise(text)
    return {mask or token.forms[-1] for token, mask in zip(tokens, classes(tokens), strict=True) if token.word}
