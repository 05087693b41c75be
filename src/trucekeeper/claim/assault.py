"""Does an Arabic sentence tell of an assault: an attack, a killing, an abduction, a beating that was done?

Three weak judges are weighed together: the words and pairs of words, the letters of the words (for forms of a word that
were not seen), and a tagger of the words that tell of the act, which also says where they stand. All see nations and
groups by class only.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from trucekeeper.claim.classes import classes
from trucekeeper.claim.crf import tagger
from trucekeeper.claim.linear import linear
from trucekeeper.claim.names import Name
from trucekeeper.claim.role_features import items, kinds
from trucekeeper.claim.tokens import FORMS_KEPT, Token

MODEL = "ar-assault"
WORDS, LETTERS, ACTS = "ar-assault-words", "ar-assault-letters", "ar-assault-acts"
GRAMS = (3, 4, 5)
VERB, LEAST = "B-verb", 1e-6


class Assault(NamedTuple):
    """The probability that the sentence tells of an assault (0 to 1), whether it is held to, and its likeliest word."""

    probability: float
    told: bool
    first: int


def assault(tokens: Sequence[Token], names: Sequence[Name]) -> Assault:
    """Return whether one Arabic sentence of *tokens* with these *names* tells of an assault; ``tokens[first]`` says so.

    ``told`` is the threshold at which F1 is best on documents left out of training; the error is in the model's card.
    """
    if not tokens:
        return Assault(0.0, False, 0)
    first, verb = _likeliest_verb(tokens, names)
    of = [
        linear(WORDS).scores(word_features(tokens))[0],
        linear(LETTERS).scores_of(chain.from_iterable(map(_known_runs, _masked(tokens))))[0],
        verb,
    ]
    weights = linear(WORDS).extra
    total = float(np.dot(of, weights["judges"]) + weights["offset"][0])
    return Assault(float(1 / (1 + np.exp(-total))), total >= float(weights["threshold"][0]), first)


def _likeliest_verb(tokens: Sequence[Token], names: Sequence[Name]) -> tuple[int, float]:
    """Return which token most likely begins the words of an act, and the log-odds that it does."""
    model = tagger(ACTS)
    model.set(items(tuple(tokens), tuple(names)))
    found = [model.marginal(VERB, at) for at in range(len(tokens))]
    first = int(np.argmax(found))
    return first, log_odds(found[first])


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, kept away from certainty."""
    return float(np.log(probability + LEAST) - np.log(1 - probability + LEAST))


def word_features(tokens: Sequence[Token]) -> list[str]:
    """Return the words and neighbouring words of a sentence, and the kinds of words in it."""
    masks = classes(tokens)
    stems, of = [], []
    for token, mask in zip(tokens, masks, strict=True):
        known = "" if mask else next((form for form in token.forms if form in kinds()), "")
        stems.append(mask or ("#" if token.text[0].isdigit() else known or token.forms[-1]))
        of.append(sorted(kinds().get(known, ())))
    shapes = [
        "|".join(kind) or mask or ("#" if stem == "#" else "-")
        for kind, mask, stem in zip(of, masks, stems, strict=True)
    ]
    return [
        *(f"u={stem}" for stem in stems),
        *(f"b={a},{b}" for a, b in pairwise(stems)),
        *(f"k={kind}" for kinds_of in of for kind in kinds_of),
        *(f"kb={a},{b}" for a, b in pairwise(shapes) if "-" not in (a, b)),
        *(f"kt={a},{b}" for a, b in zip(shapes, shapes[2:], strict=False) if "-" not in (a, b)),
    ]


def letter_features(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the runs of letters within the words of a sentence, each word with a blank at either end."""
    for word in _masked(tokens):
        yield from _runs(word)


def _masked(tokens: Sequence[Token]) -> list[str]:
    return [mask or token.norm for token, mask in zip(tokens, classes(tokens), strict=True)]


def _runs(word: str) -> Iterator[str]:
    bounded = f" {word} "
    for length in GRAMS:
        for at in range(max(len(bounded) - length + 1, 1)):
            yield bounded[at : at + length]


@lru_cache(FORMS_KEPT)
def _known_runs(word: str) -> list[int]:
    return linear(LETTERS).known(_runs(word))
