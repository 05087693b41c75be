"""Harm to persons among the words of a sentence: who was killed or injured, how many, and what the speaker calls them.

A word that tells of harm (*killed*, مقتل, شهداء) is held against the phrases that may name its victims. Where the word
comes first (*kills*, مقتل) they follow it, where it is a state (*dead*) they precede it; a participle is passive where
an auxiliary or nothing but its victims precede it. One phrase counts once. What joins the victims by *and* is harm of
its own in the same ``group``; what is a part of them ("including three children") is marked ``part`` and never added.

A negated word ("no casualties", دون وقوع إصابات) gives nothing, and so does a word for dead and wounded together where
a number stands with it: how many of them died is not said.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from trucekeeper.case.records import TargetStatus
from trucekeeper.claim.attach import Attached, attach
from trucekeeper.claim.claim import Age, Sex, Span
from trucekeeper.claim.harm_lexicon import Kind
from trucekeeper.claim.parts import with_parts
from trucekeeper.claim.scope import Scope, scope_of
from trucekeeper.claim.tokens import Token
from trucekeeper.claim.triggers import told
from trucekeeper.claim.victims import Victims, victims
from trucekeeper.vocabulary.text import Lang

_CLAUSE_MARKS = frozenset(":|;؛")


class HarmFound(NamedTuple):
    """A mention of harm.

    Attributes:
        kind: as :class:`~trucekeeper.claim.claim.Harm` has it.
        low: the fewest persons, ``None`` where not stated.
        high: the most persons, ``None`` where not stated.
        scope: ``cumulative`` for a total since a day or a beginning.
        since: span of the words that say since when.
        status: as the speaker's noun says it, ``not_stated`` where it says none.
        sex: where the noun says it.
        age: where the noun says it.
        span: from the first to the last word of the mention, in the untouched text.
        trigger: place among the tokens of the word that tells of harm.
        side: where the victims stand, seen from that word.
        group: the same for what one word tells of.
        part: of the harm of its group, not to be added to it.
        vague: a word such as dozens gave the number.
        counted: a number is written, rather than a noun that says one or two.
        kin: the noun is one for a relative.
        toll: the number is said to be the whole of a toll.
        clause: how many marks that end a clause (``: | ;``) stand before the word of harm.
    """

    kind: Kind
    low: int | None
    high: int | None
    scope: Scope
    since: Span | None
    status: TargetStatus
    sex: Sex | None
    age: Age | None
    span: Span
    trigger: int
    side: Literal["before", "after"] | None
    group: int
    part: bool = False
    vague: bool = False
    counted: bool = False
    kin: bool = False
    toll: bool = False
    clause: int = 0


def harms(tokens: Sequence[Token], lang: Lang) -> list[HarmFound]:
    """Return the harm that *tokens* tell of, in the order of the words that tell it.

    Args:
        tokens: of one sentence; a headline or a short post will do.
        lang: of the words.
    """
    words = told(tokens, lang)
    if not words:
        return []
    places = frozenset(at for word in words for at in range(word.first, word.last))
    phrases = with_parts(tokens, victims(tokens, places, lang), places, lang)
    marks = [at for at, token in enumerate(tokens) if token.text in _CLAUSE_MARKS]
    text = _Text(tokens, marks, scope_of(tokens, lang))
    found = [
        _found(text, attached, one)
        for attached in attach(tokens, words, phrases, lang)
        for one in attached.victims or (None,)
    ]
    return _telling(found)


class _Text(NamedTuple):
    """A sentence: its tokens, the places of marks that end a clause, and the scope of what it tells of several."""

    tokens: Sequence[Token]
    marks: list[int]
    scope: tuple[Scope, Span | None]


def _found(text: _Text, attached: Attached, one: Victims | None) -> HarmFound:
    tokens, word = text.tokens, attached.told
    first, last = (one.first, one.last) if one else (word.first, word.last)
    start = min(tokens[first].start, tokens[word.first].start)
    end = max(tokens[last - 1].end, tokens[word.last - 1].end)
    low, high = (one.low, one.high) if one else (attached.alone, attached.alone)
    scope, since = text.scope if (high or low) != 1 else ("event", None)
    person = one.person if one else None
    status: TargetStatus = "not_stated" if person is None else person.status
    return HarmFound(
        kind=attached.kind,
        low=low,
        high=high,
        scope=scope,
        since=since,
        status=status,
        sex=person.sex if person else None,
        age=person.age if person else None,
        span=(start, end),
        trigger=word.first,
        side=None if one is None else ("before" if one.first < word.first else "after"),
        group=word.first,
        part=one.part if one else False,
        vague=one.vague if one else False,
        counted=one.counted if one else False,
        kin=person.kin if person else False,
        toll=word.trigger.shape == "toll",
        clause=bisect_left(text.marks, word.first),
    )


def _telling(found: list[HarmFound]) -> list[HarmFound]:
    """Leave out mentions without a number where other words tell of the same kind with one."""
    numbered = [one for one in found if not one.part and (one.low is not None or one.high is not None)]
    kinds, groups = {one.kind for one in numbered}, {one.group for one in numbered}
    return [one for one in found if one.part or one.kind not in kinds or one.group in groups]
