"""Which phrases are a part of others (including 3 children, ثلاثة منهم), and which are linked to the one before."""

from collections.abc import Sequence
from functools import cache

from trucekeeper.claim.arabic import joined
from trucekeeper.claim.harm_lexicon import folded, harm_words
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.claim.victims import INNER_MARKS, Victims
from trucekeeper.vocabulary.text import Lang


class _Words:
    def __init__(self, lang: Lang) -> None:
        words = harm_words(lang)
        self.links = folded(words.links)
        self.parts: Phrases[bool] = Phrases([(phrase, True) for phrase in words.parts])
        self.part_after: Phrases[bool] = Phrases([(phrase, True) for phrase in words.part_after])


@cache
def _words(lang: Lang) -> _Words:
    return _Words(lang)


def with_parts(
    tokens: Sequence[Token], found: Sequence[Victims], triggers: frozenset[int], lang: Lang
) -> list[Victims]:
    """Mark what is a part of others, and what is linked to such a part unless a word of harm follows it.

    Args:
        tokens: of one sentence.
        found: the phrases that may name victims, from left to right.
        triggers: places of the tokens that tell of harm.
        lang: of the words.
    """
    words, marked = _words(lang), list[Victims]()
    ends = {phrase.last for phrase in words.parts.find(tokens)}
    counted = {at for phrase in found if phrase.counted for at in (phrase.first, phrase.reach)}
    for phrase in found:
        part = phrase.part or not ends.isdisjoint(_heads(tokens, phrase))
        after = words.part_after.at(tokens, phrase.last) if phrase.last < len(tokens) else None
        part = part or (after is not None and after.last not in counted)
        if not part and marked and marked[-1].part and phrase.last not in triggers:
            part = linked(tokens, marked[-1].last, phrase.first, words.links, phrase)
        marked.append(phrase._replace(part=part))
    return marked


def _heads(tokens: Sequence[Token], phrase: Victims) -> set[int]:
    """Return the places where a phrase may begin: one word may stand before it, unless و begins something new there."""
    before = phrase.reach - 1
    return {phrase.reach, phrase.first} | (set() if joined(tokens[before]) else {before})


def linked(tokens: Sequence[Token], last: int, first: int, links: frozenset[str], phrase: Victims) -> bool:
    """Return whether only linking words stand between ``last`` and ``first``, or و is part of the next word."""
    between = [token.norm for token in tokens[last:first] if token.text not in INNER_MARKS]
    if between:
        return all(norm in links for norm in between)
    return phrase.first == first and first < len(tokens) and joined(tokens[first])
