"""Whether a number of a sentence is of one event or a total since a day or a beginning."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from trucekeeper.claim.claim import Span
from trucekeeper.claim.harm_lexicon import folded, harm_words
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.vocabulary.text import Lang

_SINCE_WITHIN = 6
"""Words after *since* among which a day or a beginning is looked for: "since this morning" makes no total."""


class _Words:
    def __init__(self, lang: Lang) -> None:
        words = harm_words(lang)
        self.since: Phrases[bool] = Phrases([(phrase, True) for phrase in words.since])
        self.beginnings = folded(words.since_from)
        self.totals: Phrases[bool] = Phrases([(phrase, True) for phrase in words.cumulative])


@cache
def _words(lang: Lang) -> _Words:
    return _Words(lang)


Scope = Literal["event", "cumulative"]


def scope_of(tokens: Sequence[Token], lang: Lang) -> tuple[Scope, Span | None]:
    """Return the scope of a number of a sentence, and the span of the words that say since when.

    It holds for numbers of several: one person's death is an event, on whatever day. A running toll of one event
    ("death toll rises to 9") stays ``event``.
    """
    words = _words(lang)
    for found in words.since.find(tokens):
        for at in range(found.last, min(found.last + _SINCE_WITHIN, len(tokens))):
            if not words.beginnings.isdisjoint(tokens[at].forms):
                return "cumulative", (tokens[found.first].start, tokens[at].end)
    total = next(words.totals.find(tokens), None)
    return ("event" if total is None else "cumulative"), None
