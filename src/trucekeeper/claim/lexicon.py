"""What the coder knows of a language's words: ``knowledge/lexicons``, read strictly and once.

No list names a case's actors: countries are those of the world, and a case's own names come from the case.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from trucekeeper.case.acts import taxonomy
from trucekeeper.case.records import TargetStatus
from trucekeeper.case.strict import load_yaml
from trucekeeper.claim.claim import Stance
from trucekeeper.claim.tokens import Phrases
from trucekeeper.vocabulary.text import Lang, fold

NISBA_ENDINGS = ("", "ة", "ون", "ين", "ات", "ان", "تين", "تان")
"""What follows an Arabic adjective of a country by gender, number and case."""
NO_ACT = "none"
"""The code of phrases that hold a word of an act and tell of none: وقف إطلاق النار."""
GENERIC_ACTS = ("daily_toll", "published_assessment", "institution_act", "use_of_force")
"""Acts whose words tell less than those of any other act in the same clause, and least the last."""


class Cue(NamedTuple):
    """A word of speech: the stance that it brings, and whether what speaks stands after it by a preposition."""

    stance: Stance
    attribution: bool = False


class Noun(NamedTuple):
    """A noun for those who act or are acted upon: its status, or the country that it names."""

    status: TargetStatus
    country: str | None = None
    object: bool = False
    adjective: bool = False
    everybody: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The words of one language."""

    cues: Phrases[Cue]
    content: Phrases[Stance]
    judges: Phrases[bool]
    judging: Phrases[bool]
    that: Phrases[bool]
    pronouns: Phrases[bool]
    boundary: Phrases[bool]
    name_ends: Phrases[bool]
    passive: frozenset[str]
    negation: frozenset[str]
    joining: frozenset[str]
    auxiliary: frozenset[str]
    nouns_too: frozenset[str]
    speakers: Phrases[bool]
    media: Phrases[bool]
    acts: Phrases[str]
    nouns: Phrases[Noun]
    by: Phrases[bool]
    doing: Phrases[bool]
    of: frozenset[str]
    again: Phrases[str]
    own: Phrases[bool]
    of_another: Phrases[bool]
    anaphora: frozenset[str]
    truce: Phrases[bool]
    on: Phrases[bool]
    where: Phrases[bool]
    be: frozenset[str]
    ends_passive: frozenset[str]
    determiners: frozenset[str]
    articles: frozenset[str]
    nots: frozenset[str]
    rather: frozenset[str]
    supposed: Phrases[bool]
    relative: frozenset[str]
    with_: frozenset[str]
    accuses: frozenset[str]
    confirms: frozenset[str]
    itself: Phrases[bool]
    intransitive: Phrases[bool]
    verbs: Phrases[bool]


class Country(NamedTuple):
    """A country by its ISO 3166 code, its names, and its adjectives in one language."""

    id: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]


@cache
def lexicon(lang: Lang) -> Lexicon:
    """Return the words of *lang*."""
    speech = _read(lang, "speech")
    cues: dict[str, Cue] = {word: Cue(stance) for stance, words in speech["verbs"].items() for word in words}
    cues |= {word: Cue("asserts", attribution=True) for word in speech["attribution"]}
    actors = _read(lang, "actors")
    return Lexicon(
        cues=Phrases(cues),
        content=Phrases({word: stance for stance, words in speech["content"].items() for word in words}),
        judges=_set(speech["judges"]),
        judging=_set(speech["judging"]),
        that=_set(speech["that"]),
        pronouns=_set(speech["pronouns"]),
        boundary=_set(speech["boundary"]),
        name_ends=_set(speech["name_ends"]),
        passive=_folded(speech["passive"]),
        negation=_folded(speech["negation"]),
        joining=_folded(speech["joining"]),
        auxiliary=_folded(speech["auxiliary"]),
        nouns_too=_folded(speech["nouns_too"]),
        speakers=_set([*speech["speakers"], *speech["judges"]]),
        media=_set(speech["media"]),
        acts=Phrases(_acts(_read(lang, "acts"))),
        nouns=Phrases(_nouns(actors, lang)),
        by=_set(actors["by"]),
        doing=_set(actors["doing"]),
        of=_folded(actors["of"]),
        again=Phrases({word: kind for kind, words in actors["again"].items() for word in words}),
        truce=_set(speech["truce"]),
        of_another=_set(actors["of_another"]),
        own=Phrases({word: whose == "possessed" for whose, words in actors["own"].items() for word in words}),
        anaphora=_folded(speech["anaphora"]),
        on=_set(actors["on"]),
        where=_set(actors["where"]),
        be=_folded(actors["be"]),
        ends_passive=_folded(actors["ends_passive"]),
        determiners=_folded(actors["determiners"]),
        articles=_folded(actors["articles"]),
        nots=_folded(actors["nots"]),
        rather=_folded(actors["rather"]),
        supposed=_set(actors["supposed"]),
        relative=_folded(actors["relative"]),
        with_=_folded(actors["with"]),
        confirms=_folded(speech["confirms"]),
        accuses=_folded(speech["accuses"]),
        itself=_set(actors["self"]),
        intransitive=_set(actors["intransitive"]),
        verbs=_set(actors["verbs"]),
    )


def read_lexicon(lang: Lang, name: str) -> Any:
    """Return a file of ``knowledge/lexicons`` as it is written."""
    return _read(lang, name)


def _read(lang: Lang, name: str) -> Any:
    path = files("trucekeeper") / "knowledge" / "lexicons" / lang / f"{name}.yaml"
    return load_yaml(path.read_text(encoding="utf-8"))


def _set(words: Iterable[str]) -> Phrases[bool]:
    return Phrases((word, True) for word in words)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _acts(of: Mapping[str, list[str]]) -> dict[str, str]:
    unknown = set(of) - set(taxonomy()[0]) - {NO_ACT}
    if unknown:
        raise ValueError(f"acts.yaml: {', '.join(sorted(unknown))}: no code of taxonomies/acts.yaml")
    return {word: code for code, words in of.items() for word in words}


def _nouns(of: Mapping[str, Any], lang: Lang) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for country in countries(lang):
        nouns |= {name: Noun("not_stated", country.id) for name in country.names}
        nouns |= {name: Noun("not_stated", country.id, adjective=True) for name in country.adjectives}
    nouns |= {word: Noun("object", object=True) for word in of["object"]}
    nouns |= {word: Noun("not_stated") for word in of["person"]}
    nouns |= {word: Noun("combatant") for word in (*of["combatant"], *of["own"]["possessed"])}
    nouns |= {word: Noun("civilian") for word in of["civilian"]}
    nouns |= {word: Noun("not_stated", everybody=True) for word in of["all"]}
    return nouns


@cache
def countries(lang: Lang) -> tuple[Country, ...]:
    """Return the countries of the world with their names and adjectives in *lang*."""
    path = files("trucekeeper") / "knowledge" / "lexicons" / "countries.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(
        Country(
            row["id"],
            tuple(filter(None, row[lang].split("|"))),
            tuple(
                adjective + ending
                for adjective in filter(None, row[f"adj_{lang}"].split("|"))
                for ending in (NISBA_ENDINGS if lang == "ar" else ("",))
            ),
        )
        for row in rows
    )
