"""Nouns for persons with their forms: one, two or many of them, and what the noun says of them.

English plurals, Arabic duals, accusatives and nouns with a pronoun are made by rule; an Arabic ين is a dual where the
plural is broken (جنديين: two, for many are جنود) and says no number where it is sound (صحفيين).
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from trucekeeper.claim.harm_lexicon import Grammatical, Person, harm_words
from trucekeeper.claim.tokens import Phrases
from trucekeeper.vocabulary.text import Lang

_SIBILANTS = ("s", "x", "ch", "sh")
_TA, _TA_WITH_MORE = "ة", "ت"


class Noun(NamedTuple):
    """A noun for persons in one of its forms."""

    person: Person
    number: Grammatical


@cache
def nouns(lang: Lang) -> Phrases[Noun]:
    """Return every form of every noun for persons of *lang*."""
    forms = _arabic if lang == "ar" else _english
    return Phrases(
        (form, Noun(person, number)) for person in harm_words(lang).persons for form, number in forms(person)
    )


def _written(person: Person) -> Iterator[tuple[str, Grammatical]]:
    yield from ((word, "one") for word in person.one)
    yield from ((word, "two") for word in person.two)
    yield from ((word, "many") for word in person.many)


def _english(person: Person) -> Iterator[tuple[str, Grammatical]]:
    for word in person.one:
        if word.endswith("y") and word[-2] not in "aeiou":
            yield f"{word[:-1]}ies", "many"
        elif not word.endswith("man"):
            yield word + ("es" if word.endswith(_SIBILANTS) else "s"), "many"
    yield from _written(person)


def _arabic(person: Person) -> Iterator[tuple[str, Grammatical]]:
    endings = harm_words("ar").endings
    for word in person.one:
        stem = word.removesuffix(_TA)
        if stem != word:
            yield from ((stem + ending, "two") for ending in endings["feminine_dual"])
        else:
            yield from ((word + ending, "two") for ending in endings["dual"])
            for form in (word + ending for ending in endings["dual_or_plural"]):
                yield form, "many" if form in person.many else "two"
            yield from ((word + ending, "one") for ending in endings["accusative"])
        if person.kin:
            yield from ((form, "one") for form in _with_pronouns(word, endings["pronouns"]))
    for word in person.many:
        yield from ((form, "many") for form in _with_pronouns(word, endings["pronouns"]))
    yield from _written(person)


def _with_pronouns(word: str, pronouns: Iterable[str]) -> Iterator[str]:
    stem = word.removesuffix(_TA) + _TA_WITH_MORE if word.endswith(_TA) else word
    if word.endswith("ين") or word.endswith("ون"):
        stem = word.removesuffix("ن")
    for pronoun in pronouns:
        yield stem + pronoun
