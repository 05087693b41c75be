"""Numbers of persons and things among the words of a sentence, with the bounds that their words give them.

"At least 5" has no upper end and "up to 9" no lower one; "about 5" is 5 with its bound named. A word that names no
number (dozens, مئات) is ``vague``: a plural is at least two of its unit, so dozens are 24 or more and عشرات 20 or more.
What is no count is left out: ages, dates, years, times of day, distances, shares, money, ordinals, weapons and units
by their number, the number of a list item, telephone numbers. A number of hours or houses is known by its noun, which
is for the caller to look at.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from trucekeeper.claim.harm_lexicon import Bound, folded, number_words
from trucekeeper.claim.not_counts import is_no_count
from trucekeeper.claim.numerals import Numeral, numeral
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.vocabulary.text import Lang

_DASHES = frozenset("-–—")
_BOUND_WITHIN = 4
"""Words within which a bound may follow its number: ٧٠ قتيلا مدنيا على الأقل."""
_RISE_WITHIN = 8
"""Words within which a verb of rising makes "from 26 to 32" two numbers rather than a range."""


class Number(NamedTuple):
    """A number: ``tokens[first:last]`` write it, ``tokens[begin:end]`` also hold the words of its bound.

    ``low`` and ``high`` are ``None`` where not stated. ``said`` is the greatest number that stands in the text.
    """

    first: int
    last: int
    begin: int
    end: int
    low: int | None
    high: int | None
    said: int
    bound: Bound | None = None
    vague: bool = False


class _Words:
    """The phrases that bound a number or make a range of two."""

    def __init__(self, lang: Lang) -> None:
        words = number_words(lang)
        self.before: Phrases[Bound] = Phrases([(p, bound) for bound, ps in words.before.items() for p in ps])
        self.after: Phrases[Bound] = Phrases([(p, bound) for bound, ps in words.after.items() for p in ps])
        self.between = folded(words.ranges.between)
        self.from_ = folded(words.ranges.from_)
        self.and_ = folded(words.ranges.and_)
        self.to = folded(words.ranges.to)
        self.rises = folded(words.rises)


@cache
def _words(lang: Lang) -> _Words:
    return _Words(lang)


def numbers(tokens: Sequence[Token], lang: Lang) -> list[Number]:
    """Return the counts that *tokens* (of one sentence) write, from left to right.

    Args:
        tokens: of one sentence, as :func:`~trucekeeper.claim.tokens.tokenise` gives them.
        lang: of its words; digits are read in any.
    """
    words, found, at = _words(lang), [], 0
    bounds = {phrase.last: phrase for phrase in words.before.find(tokens)}
    while at < len(tokens):
        low = numeral(tokens, at, lang)
        if low is None:
            at += 1
            continue
        low, high = _range(tokens, low, lang, words)
        at = high.last
        if is_no_count(tokens, low, high, lang) or any(n.value != int(n.value) for n in (low, high)):
            continue
        before = bounds.get(low.first) or bounds.get(low.first - 1 if _bare_article(tokens, low) else -1)
        begin = _begin(tokens, low, words) if high is not low else low.first
        found.append(_number(tokens, low, high, words, begin, before and (before.first, before.value), lang))
    return found


def _bare_article(tokens: Sequence[Token], low: Numeral) -> bool:
    return low.first > 0 and tokens[low.first - 1].norm == "ال"


def _begin(tokens: Sequence[Token], low: Numeral, words: _Words) -> int:
    before = tokens[low.first - 1].norm if low.first else ""
    return low.first - (before in words.between or before in words.from_)


def _number(
    tokens: Sequence[Token],
    low: Numeral,
    high: Numeral,
    words: _Words,
    begin: int,
    before: tuple[int, Bound] | None,
    lang: Lang,
) -> Number:
    bound, end = before[1] if before else None, high.last
    if bound is None:
        bound, end = _bound_after(tokens, high.last, words, lang)
    begin = before[0] if before else begin
    first, last = int(low.value), int(high.value)
    vague = low.vague or high.vague
    no_low = bound in ("up_to", "less_than")
    no_high = vague or bound in ("at_least", "more_than")
    return Number(
        low.first, high.last, begin, end, None if no_low else first, None if no_high else last, last, bound, vague
    )


def _bound_after(tokens: Sequence[Token], last: int, words: _Words, lang: Lang) -> tuple[Bound | None, int]:
    if last < len(tokens) and tokens[last].text == "+":
        return "at_least", last + 1
    for at in range(last, min(last + _BOUND_WITHIN, len(tokens))):
        if not tokens[at].word or tokens[at].text[0].isdigit():
            break
        if (phrase := words.after.at(tokens, at)) is not None:
            own = at == last or phrase.last == len(tokens) or numeral(tokens, phrase.last, lang) is None
            return (phrase.value, phrase.last if at == last else last) if own else (None, last)
    return None, last


def _range(tokens: Sequence[Token], low: Numeral, lang: Lang, words: _Words) -> tuple[Numeral, Numeral]:
    """Return both ends of a range that begins with *low*, or *low* twice."""
    before = tokens[low.first - 1] if low.first else None
    if before is not None and before.norm in words.between:
        for start in (low, numeral(tokens, low.first, lang, join=False)):
            high = None if start is None else _end_of_range(tokens, start, lang, words.and_, joined=lang == "ar")
            if start is not None and high is not None:
                return start, high
    if low.last < len(tokens) and tokens[low.last].text in _DASHES:
        high = numeral(tokens, low.last + 1, lang) if low.last + 1 < len(tokens) else None
        if high is not None and low.digits == high.digits and high.value > low.value and not high.vague:
            return low, high
    high = _end_of_range(tokens, low, lang, words.to)
    if high is None or any(token.norm in words.rises for token in tokens[max(0, low.first - _RISE_WITHIN) : low.first]):
        return low, low
    return low, high


def _end_of_range(
    tokens: Sequence[Token], low: Numeral, lang: Lang, links: frozenset[str], *, joined: bool = False
) -> Numeral | None:
    """Return the number after a linking word; *joined* where the link may be part of the word (وثلاثين)."""
    at = low.last
    if at >= len(tokens):
        return None
    if tokens[at].norm in links:
        at += 1
    elif not (joined and any(tokens[at].norm.startswith(link) for link in links)):
        return None
    high = numeral(tokens, at, lang) if at < len(tokens) else None
    if high is None or high.vague or high.value <= low.value:
        return None
    return high
