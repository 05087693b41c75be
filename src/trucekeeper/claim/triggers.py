"""The words of a sentence that tell of harm, without those that are denied or that only name a person's rank."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from trucekeeper.claim.harm_lexicon import Trigger, harm_words
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.claim.victims import folded
from trucekeeper.vocabulary.text import Lang

_NEGATED_WITHIN = 4
"""Words within which a negation before a word of harm takes it back."""


class Told(NamedTuple):
    """``tokens[first:last]`` tell of harm; ``denied`` where a negation takes it back."""

    first: int
    last: int
    trigger: Trigger
    denied: bool


class _Words:
    def __init__(self, lang: Lang) -> None:
        words = harm_words(lang)
        self.triggers: Phrases[Trigger] = Phrases([(p, trigger) for trigger in words.triggers for p in trigger.words])
        self.negations: Phrases[bool] = Phrases([(phrase, True) for phrase in words.negations])
        self.ends = folded(words.clause_ends)


@cache
def _words(lang: Lang) -> _Words:
    return _Words(lang)


def told(tokens: Sequence[Token], lang: Lang) -> list[Told]:
    """Return the words that tell of harm, from left to right."""
    words = _words(lang)
    found = list(words.triggers.find(tokens))
    if not found:
        return []
    negated = {phrase.last for phrase in words.negations.find(tokens)}
    return [Told(one.first, one.last, one.value, _is_denied(tokens, one.first, negated, words.ends)) for one in found]


def _is_denied(tokens: Sequence[Token], first: int, negated: set[int], ends: frozenset[str]) -> bool:
    for at in range(first, max(-1, first - _NEGATED_WITHIN), -1):
        if at in negated:
            return True
        if at and (tokens[at - 1].norm in ends or tokens[at - 1].text in ",،"):
            return False
    return False
