"""The words of a sentence that tell of harm, without those that are denied or that only name a person's rank."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from trucekeeper.claim.harm_lexicon import Trigger, folded, harm_words, number_words
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.vocabulary.text import Lang

_SCHEMES = frozenset(("http", "https", "www"))
_COMMAS = frozenset(",،")
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
        self.bounds: Phrases[bool] = Phrases(
            [(phrase, True) for phrases in number_words(lang).before.values() for phrase in phrases]
        )
        self.conditions: Phrases[bool] = Phrases([(phrase, True) for phrase in words.conditions])
        self.conditions_first = folded(words.conditions_first)
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
    bounds = {at for phrase in words.bounds.find(tokens) for at in range(phrase.first, phrase.last - 1)}
    negated = {phrase.last for phrase in words.negations.find(tokens) if phrase.first not in bounds}
    written = _addresses(tokens)
    found = [one for one in found if one.first not in written and not _is_abstract(tokens[one.first], one.value, lang)]
    supposed = _supposed(tokens, words)
    return [
        Told(one.first, one.last, one.value, supposed[one.first] or _is_denied(tokens, one.first, negated, words.ends))
        for one in found
    ]


def _supposed(tokens: Sequence[Token], words: _Words) -> list[bool]:
    """Return for each token whether a condition stands before it in its clause: if 100 people are killed."""
    conditions = {phrase.first for phrase in words.conditions.find(tokens)}
    found: list[bool] = []
    inside, begins = False, True
    for at, token in enumerate(tokens):
        ends = token.norm in words.ends or token.text in _COMMAS
        inside = at in conditions or (begins and token.norm in words.conditions_first) or (inside and not ends)
        begins = ends
        found.append(inside)
    return found


def _addresses(tokens: Sequence[Token]) -> set[int]:
    """Return the places of tokens within web addresses: an address asserts nothing."""
    found: set[int] = set()
    inside = False
    for at, token in enumerate(tokens):
        touches = at > 0 and tokens[at - 1].end == token.start
        inside = token.norm in _SCHEMES or (inside and touches)
        if inside:
            found.add(at)
    return found


def _is_abstract(token: Token, trigger: Trigger, lang: Lang) -> bool:
    """Whether an Arabic verbal noun stands with the article and so tells of no one case: القتل, الاغتيال."""
    definite = token.norm.lstrip("وفبك").startswith(("ال", "لل"))
    return lang == "ar" and definite and trigger.shape in ("verb", "active", "action")


def _is_denied(tokens: Sequence[Token], first: int, negated: set[int], ends: frozenset[str]) -> bool:
    for at in range(first, max(-1, first - _NEGATED_WITHIN), -1):
        if at in negated:
            return True
        if at and (tokens[at - 1].norm in ends or tokens[at - 1].text in _COMMAS):
            return False
    return False
