"""Names of places, persons and organisations in prose, by a trained tagger that also knows what lists hold.

A list alone takes every word for a place that is also the name of some village; the model weighs the word's
neighbours, its shape and whether a list has it.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from trucekeeper.claim.crf import decode, tagger
from trucekeeper.claim.name_features import features
from trucekeeper.claim.tokens import Token
from trucekeeper.vocabulary.text import Lang

Kind = Literal["place", "person", "organisation"]
MODEL = {"ar": "ar-names", "en": "en-names"}


class Name(NamedTuple):
    """A name: ``tokens[first:last]``, ``text[start:end]``, what it names, and the model's probability (0 to 1)."""

    first: int
    last: int
    start: int
    end: int
    kind: Kind
    probability: float


def tag_names(tokens: Sequence[Token], lang: Lang) -> list[Name]:
    """Return the names in one sentence of *tokens*, from left to right, none overlapping another.

    A proclitic written with the name (بغزة) is within its span. The models' errors are in their cards.
    """
    if not tokens:
        return []
    found = decode(tagger(MODEL[lang]), features(tokens, lang))
    return [Name(f, n, tokens[f].start, tokens[n - 1].end, kind, p) for f, n, kind, p in found]  # type: ignore[arg-type]


def tag_places(tokens: Sequence[Token], lang: Lang) -> list[Name]:
    """Return the names of places in one sentence of *tokens*."""
    return [name for name in tag_names(tokens, lang) if name.kind == "place"]
