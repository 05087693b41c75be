"""Victims away from the first of them: past words that describe these, *two by fire*, *with another soldier*."""

from collections.abc import Iterator

from trucekeeper.claim.arabic import joined
from trucekeeper.claim.sides import Sentence
from trucekeeper.claim.triggers import Told
from trucekeeper.claim.victims import Victims

_WITHIN = 16
"""Words after the first victims within which a word of harm is understood again."""


_FROM_WITHIN = 5


def described(sentence: Sentence, left: Victims, right: Victims) -> bool:
    """Return whether only words that describe *left* stand before *right*, which و joins to it."""
    between = sentence.tokens[left.last : right.first]
    if _aged(sentence, left, right):
        return True
    if sentence.lang != "ar" or not between or not joined(sentence.tokens[right.first]):
        return False
    if len(between) == 1:
        return _told_whose(sentence, left, right)
    of = between[0].norm in sentence.words.of and len(between) <= _FROM_WITHIN
    return of and all(token.word for token in between)


def _aged(sentence: Sentence, left: Victims, right: Victims) -> bool:
    """Whether only the ages of *left* stand before *right*: a boy aged 7 and two men."""
    between = [token.norm for token in sentence.tokens[left.last : right.first] if token.text not in ",،"]
    if not between or between[0] not in sentence.words.ages or not sentence.joined(right):
        return False
    return all(norm.isdigit() or norm in sentence.words.and_ for norm in between[1:])


def _told_whose(sentence: Sentence, left: Victims, right: Victims) -> bool:
    """Whether one word of whose or of what kind stands between one person and another: قائد سرية وقناص."""
    if not left.low == left.high == right.low == right.high == 1:
        return False
    word, words = sentence.tokens[left.last], sentence.words
    governs = word.norm in words.stops or word.norm in words.ends or left.last in sentence.starts
    return left.named and right.named and word.word and not governs


def further(sentence: Sentence, word: Told, last: int) -> Iterator[int]:
    """Yield the indices of the phrases after the one at *last* that tell of more victims of the same word of harm.

    Args:
        sentence: with its words of harm and its phrases.
        word: of harm.
        last: the index of the last phrase that stands with it.
    """
    start = max(sentence.lasts[last], word.last)
    for index in range(last + 1, len(sentence.phrases)):
        phrase = sentence.phrases[index]
        if phrase.first < start:
            continue
        if phrase.first - start > _WITHIN or not _same_clause(sentence, start, phrase):
            return
        if phrase.part or phrase.fate:
            continue
        if _understood(sentence, phrase) or _with_another(sentence, phrase):
            yield index


def _same_clause(sentence: Sentence, start: int, phrase: Victims) -> bool:
    between = range(start, phrase.first)
    ends = any(sentence.tokens[at].norm in sentence.words.ends or at in sentence.starts for at in between)
    return not ends and not sentence.told_next(phrase)


def _understood(sentence: Sentence, phrase: Victims) -> bool:
    """Whether a bare number is joined and a means follows it: by a drone … and two by fire; or it is *another*."""
    follows = sentence.tokens[phrase.last : phrase.last + 1]
    if sentence.joined(phrase) and not sentence.words.others.isdisjoint(sentence.tokens[phrase.first].forms):
        return True
    if not phrase.counted or phrase.named or phrase.vague or not follows:
        return False
    return sentence.joined(phrase) and follows[0].norm in sentence.words.means


def _with_another(sentence: Sentence, phrase: Victims) -> bool:
    """Whether *with* stands before the phrase and *another* after it: مع جندي آخر."""
    around = sentence.tokens[phrase.first - 1 : phrase.first], sentence.tokens[phrase.last : phrase.last + 1]
    with_, others = sentence.words.with_, sentence.words.others
    before, after = ({token.norm for token in some} for some in around)
    return not with_.isdisjoint(before) and not others.isdisjoint(after)
