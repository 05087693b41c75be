"""Phrases that may name victims: a number with its noun, or a noun for persons that itself says one, two or many."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from trucekeeper.claim.arabic import joined
from trucekeeper.claim.claim import Age
from trucekeeper.claim.counts import Number, numbers
from trucekeeper.claim.harm_lexicon import Person, folded, harm_words
from trucekeeper.claim.persons import Noun, nouns
from trucekeeper.claim.tokens import Found, Phrases, Token
from trucekeeper.vocabulary.text import Lang

_HEAD_WITHIN = {"en": 6, "ar": 2}
"""Words after a number among which its noun is looked for; in Arabic adjectives follow the noun."""
_REACH = 7
"""Words before a noun that may belong to it: a senior police officer."""
_GRAMMATICAL = {"one": 1, "two": 2, "many": None}
_NOBODY = Person()
_YEAR_OLD = ["-", "year", "-", "old"]
_OF = "of"
_OF_AGE = 18
"""Years under which a person is a child (Convention on the Rights of the Child, article 1)."""
_APOSTROPHES = frozenset("'’")
INNER_MARKS = frozenset("-/'\"“”‘’#_()«»")


class Victims(NamedTuple):
    """A phrase for persons: ``tokens[first:last]``; with the words that belong to it, it begins at ``reach``.

    ``counted`` where a number is written, ``part`` where it is a part of others ("including 3 children"), ``fate``
    where its words tell of another fate than harm ("5 missing").
    """

    first: int
    last: int
    reach: int
    low: int | None
    high: int | None
    person: Person
    counted: bool = False
    vague: bool = False
    part: bool = False
    fate: bool = False

    @property
    def named(self) -> bool:
        """Whether a noun says that they are persons."""
        return self.person is not _NOBODY

    @property
    def unknown(self) -> bool:
        """Whether it says no number at all."""
        return self.low is None and self.high is None


class _Words:
    def __init__(self, lang: Lang) -> None:
        words = harm_words(lang)
        self.things = folded(words.things)
        self.fates = folded(words.other_fates)
        self.stops = folded(words.stops) | folded(words.clause_ends)
        self.of = folded(words.of)
        self.determiners = folded(words.determiners)
        self.pronouns = folded(words.one_pronouns)
        self.links = folded(words.links)
        self.collectives = folded(words.collectives)
        self.part_after: Phrases[bool] = Phrases([(phrase, True) for phrase in words.part_after])


@cache
def _words(lang: Lang) -> _Words:
    return _Words(lang)


def victims(tokens: Sequence[Token], triggers: frozenset[int], lang: Lang) -> list[Victims]:
    """Return the phrases among *tokens* that may name victims, from left to right, none overlapping another.

    Args:
        tokens: of one sentence.
        triggers: places of the tokens that tell of harm; no phrase reaches over one.
        lang: of the words.
    """
    words = _words(lang)
    people = {found.first: found for found in nouns(lang).find(tokens)}
    counts = numbers(tokens, lang)
    counted = [_counted(tokens, number, people, triggers, words, lang) for number in counts]
    found = [phrase for phrase in counted if phrase is not None]
    taken = {at for number in counts for at in range(number.begin, number.end)}
    taken |= {at for phrase in found for at in range(phrase.first, phrase.last)} | triggers
    found += _uncounted(tokens, people, taken, words, lang)
    return _owners(tokens, sorted(found)) if lang == "en" else _numbered_after(tokens, sorted(found), people)


def _numbered_after(tokens: Sequence[Token], found: list[Victims], people: dict[int, Found[Noun]]) -> list[Victims]:
    """Take a number in words after its Arabic noun into the phrase of the noun: فلسطينيين اثنين are two."""
    kept: list[Victims] = []
    for phrase in found:
        noun = kept[-1] if kept else None
        bare = phrase.counted and not (phrase.named or phrase.part or phrase.fate or phrase.vague)
        written = not tokens[phrase.first].norm[0].isdigit() and not joined(tokens[phrase.first])
        own = noun is not None and noun.named and noun.unknown and bare and written
        if noun is not None and own and all(at in people for at in range(noun.last, phrase.first)):
            kept[-1] = noun._replace(last=phrase.last, low=phrase.low, high=phrase.high, counted=True)
        else:
            kept.append(phrase)
    return kept


def _owners(tokens: Sequence[Token], found: list[Victims]) -> list[Victims]:
    """Take "of" and what follows it into the phrase before: a father of 8 children is one person."""
    kept: list[Victims] = []
    for phrase in found:
        if kept and kept[-1].last == phrase.first - 1 and tokens[kept[-1].last].norm == _OF:
            kept[-1] = kept[-1]._replace(last=phrase.last)
        else:
            kept.append(phrase)
    return kept


def _counted(
    tokens: Sequence[Token],
    number: Number,
    people: dict[int, Found[Noun]],
    triggers: frozenset[int],
    words: _Words,
    lang: Lang,
) -> Victims | None:
    """Return the phrase of a number, or ``None`` where its noun is a thing."""
    last, person, fate, thing, seen = number.end, _NOBODY, False, False, 0
    for at in range(number.end, len(tokens)):
        token = tokens[at]
        if at in triggers or (not token.word and token.text not in INNER_MARKS):
            break
        if lang == "ar" and not words.things.isdisjoint(token.forms):
            return None
        fate = fate or not words.fates.isdisjoint(token.forms)
        if (noun := people.get(at)) is not None:
            last, person = _end_of_nouns(noun, people)
            break
        if (token.norm in words.stops and token.norm not in words.of) or token.norm in words.links:
            break
        thing = thing or token.norm in words.things
        seen += token.word and token.norm not in words.of
        if seen >= _HEAD_WITHIN[lang]:
            break
    if lang == "en" and _is_thing(tokens, last, thing, person, number, words):
        return None
    part = number.end < len(tokens) and (
        words.part_after.at(tokens, number.end) is not None or _is_one_of(tokens, number, words)
    )
    bare = Victims(number.begin, last, number.begin, number.low, number.high, person)
    return bare._replace(counted=True, vague=number.vague, part=part, fate=fate)


def _is_one_of(tokens: Sequence[Token], number: Number, words: "_Words") -> bool:
    """Whether *one* stands before a noun of its own and so is one of those just named: three men, one a medic."""
    return number.said == 1 and tokens[number.end].norm in words.determiners - words.of


def _is_thing(tokens: Sequence[Token], last: int, thing: bool, person: Person, number: Number, words: "_Words") -> bool:
    """Whether the last noun after an English number is a thing: two police vehicles, but not two village guards."""
    return (thing and person is _NOBODY) or (number.end < last < len(tokens) and tokens[last].norm in words.things)


def _end_of_nouns(noun: Found[Noun], people: dict[int, Found[Noun]]) -> tuple[int, Person]:
    """Return the end and the last of nouns that follow one another: army soldiers."""
    while (following := people.get(noun.last)) is not None:
        noun = following
    return noun.last, noun.value.person


def _uncounted(
    tokens: Sequence[Token], people: dict[int, Found[Noun]], taken: set[int], words: _Words, lang: Lang
) -> list[Victims]:
    found: list[Victims] = []
    for at, noun in people.items():
        if at in taken or (lang == "en" and noun.last in people) or _is_possessive(tokens, noun.last):
            continue
        if lang == "en" and noun.last < len(tokens) and tokens[noun.last].norm in words.things:
            continue
        reach = _reach(tokens, at, taken, words) if lang == "en" else at
        if noun.value.person.adjective and _describes(tokens, at, taken, words):
            continue
        collective = at > 0 and tokens[at - 1].norm in words.collectives
        exact = None if collective else _GRAMMATICAL[noun.value.number]
        first = reach if tokens[reach].norm in words.determiners else at
        found.append(Victims(first, noun.last, reach, exact, exact, noun.value.person))
    if lang == "en":
        found += _by_age(tokens, people, taken)
    pronouns = [at for at, token in enumerate(tokens) if token.norm in words.pronouns]
    found += [Victims(at, at + 1, at, 1, 1, _NOBODY) for at in pronouns if at in {t + 1 for t in taken}]
    return [phrase for phrase in found if not (phrase.person is _NOBODY and phrase.last in people)]


def _describes(tokens: Sequence[Token], at: int, taken: set[int], words: _Words) -> bool:
    """Whether a noun that may be an adjective follows a plain word at once, and so describes it: قصف إسرائيلي."""
    if at == 0 or at - 1 in taken or not tokens[at - 1].word or joined(tokens[at]):
        return False
    return tokens[at - 1].norm not in words.stops and tokens[at - 1].norm not in words.collectives


def _by_age(tokens: Sequence[Token], people: dict[int, Found[Noun]], taken: set[int]) -> Iterator[Victims]:
    """Yield persons who are named by their age alone: a 14-year-old."""
    for at in range(len(tokens) - 4):
        if [token.norm for token in tokens[at + 1 : at + 5]] != _YEAR_OLD or not tokens[at].norm.isdigit():
            continue
        if not any(place in people for place in range(at + 5, at + 8)) and at not in taken:
            age: Age = "child" if int(tokens[at].norm) < _OF_AGE else "adult"
            yield Victims(at, at + 5, max(0, at - 1), 1, 1, Person(age=age))


def _is_possessive(tokens: Sequence[Token], last: int) -> bool:
    return last + 1 < len(tokens) and tokens[last].text in _APOSTROPHES and tokens[last + 1].norm == "s"


def _reach(tokens: Sequence[Token], first: int, taken: set[int], words: _Words) -> int:
    """Return where the words before a noun that may belong to it begin; a determiner ends the search."""
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        token = tokens[at]
        if (
            at in taken
            or token.norm in words.stops
            or token.norm in words.links
            or token.norm in words.of - words.determiners
        ):
            return at + 1
        if not token.word and token.text not in INNER_MARKS:
            return at + 1
        if token.norm in words.determiners:
            return at
    return max(0, first - _REACH)
