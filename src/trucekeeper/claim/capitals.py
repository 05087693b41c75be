"""Names of places in English that no gazetteer knows, told by their capitals and by the words that stand beside them.

Where a coder has no case, a name with a capital is held for a place if a word before it says where (*in*, *near*,
*northern*), or a noun beside it says what (*district*, *village*); what else the trained tagger sees comes after. A
title that writes every word with a capital is read by the words that news writes in small letters
(``lexicons/en/places.yaml``). No rule knows a name.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from trucekeeper.claim.lexicon import lexicon, read_lexicon
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.vocabulary.text import Lang, fold

LONGEST_NAME = 5
"""Words of a name; a longer run of capitals is a title."""
_INSIDE = frozenset("-'’")
"""Marks that may stand within a name, without a space."""


NOT_WHERE = frozenset((",", "and", "from", "to"))
"""Words that may stand before a place, and before much else."""
_PARTICLES = frozenset(("de", "del", "la", "el", "al", "bin", "da", "do"))
"""Small words that may stand within a name."""


class _Words(NamedTuple):
    common: frozenset[str]
    place: frozenset[str]
    direction: frozenset[str]
    heading: frozenset[str]
    side: frozenset[str]


@cache
def _words() -> _Words:
    read = read_lexicon("en", "places")
    return _Words(*(frozenset(map(fold, map(str, read[field]))) for field in _Words._fields))


@cache
def _times() -> Phrases[bool]:
    read = read_lexicon("en", "times")
    return Phrases((word, True) for word in (*read["weekdays"], *read["months"]))


def is_name(token: Token) -> bool:
    """Whether an English word is written as a name and is none that news writes in small letters."""
    return token.text[0].isalpha() and token.text[0].isupper() and not is_common(token)


def is_common(token: Token) -> bool:
    """Whether news writes an English word in small letters."""
    return token.norm in _words().common or lexicon("en").acts.at([token], 0) is not None


def capitals(tokens: Sequence[Token], lang: Lang) -> list[tuple[int, int]]:
    """Return the ranges of *tokens* that are held for names of places; none in a language without capitals."""
    if lang != "en":
        return []
    found: list[tuple[int, int]] = []
    for first, last in _runs(tokens):
        if last - first <= 2 * LONGEST_NAME and (
            _said_where(tokens, first, found) or _said_what(tokens, last) or _marked(tokens, first, last)
        ):
            found.append((first, last))
    return found


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the runs of names, joined by hyphens and apostrophes; months and weekdays are none."""
    index = 0
    while index < len(tokens):
        sided = _is_side(tokens, index)
        if not (sided or is_name(tokens[index])) or _times().at(tokens, index) is not None:
            index += 1
            continue
        last = index + 1 + sided
        while last < len(tokens) and (is_name(tokens[last]) or _joins(tokens, last) or _links(tokens, last)):
            last += 1
        while last > index + 1 and not tokens[last - 1].word:
            last -= 1
        if last - index > 2 and tokens[last - 1].norm == "s" and tokens[last - 2].text in _INSIDE:
            last -= 2
        yield index, last
        index = last


def _is_side(tokens: Sequence[Token], index: int) -> bool:
    """Whether a side of the compass begins a name: *West X*."""
    side = tokens[index].text.istitle() and tokens[index].norm in _words().side
    return side and index + 1 < len(tokens) and is_name(tokens[index + 1])


def _joins(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    touches = tokens[index - 1].end == token.start
    return touches and (token.text in _INSIDE or tokens[index - 1].text in _INSIDE)


def _links(tokens: Sequence[Token], index: int) -> bool:
    """Whether a small word stands within a name: *X de Y*."""
    return tokens[index].text in _PARTICLES and index + 1 < len(tokens) and is_name(tokens[index + 1])


def _said_where(tokens: Sequence[Token], first: int, found: Sequence[tuple[int, int]]) -> bool:
    """Whether the words before a name say that it is a place, or it follows another: *in X*, *X, Y*, *X and Y*."""
    if first == 0:
        return False
    before = tokens[first - 1]
    if found and before.norm in (",", "and", "of") and found[-1][1] == first - 1:
        return True
    at = first - 1 if before.norm in ("the", "of") and first > 1 else first
    if tokens[at - 1].norm in _words().direction:
        return True
    if at < first and tokens[at - 1].norm in _words().place:
        return True
    where = lexicon("en").where
    for index in range(max(0, at - 2), at):
        one = where.at(tokens, index)
        if one is not None and one.last in (at, first) and tokens[index].norm not in NOT_WHERE:
            return True
    return False


def _said_what(tokens: Sequence[Token], last: int) -> bool:
    """Whether a noun after a name says that it is a place: *X district*; or the name heads a title: *X attack:*."""
    if last >= len(tokens):
        return False
    if tokens[last].norm in _words().place:
        return True
    heads = tokens[last].norm in _words().heading and last + 1 < len(tokens) and tokens[last + 1].text == ":"
    return heads or (tokens[last].text == ":" and last <= 2)


def _marked(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name is a keyword of its own, or what something else lies in: *#X*, *X's Y*."""
    if first > 0 and tokens[first - 1].text == "#":
        return True
    return last + 1 < len(tokens) and tokens[last].text in _INSIDE and tokens[last + 1].norm == "s"
