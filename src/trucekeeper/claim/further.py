"""Victims told of apart from those at the word of harm: *two by fire*, a son *with another soldier*."""

from collections.abc import Iterator

from trucekeeper.claim.sides import Sentence
from trucekeeper.claim.triggers import Told
from trucekeeper.claim.victims import Victims

_WITHIN = 16
"""Words after the first victims within which a word of harm is understood again."""


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
