"""Who is mentioned in a text: by a name that the case knows on that day, by a country's, or by a noun such as soldiers.

A name that fits more than one actor stays open, with its candidates. Names of private persons are no mentions: who is
not an actor of the case, a source of it or a country is known by a noun alone.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from trucekeeper.case import Case
from trucekeeper.case.records import TargetStatus
from trucekeeper.claim.lexicon import Noun, countries, lexicon
from trucekeeper.claim.tokens import Found, Phrases, Token
from trucekeeper.vocabulary.actor import ActorRef
from trucekeeper.vocabulary.text import LANGS, Lang

LONGEST_ACRONYM = 6
"""Letters; a longer name in capitals is a headline's."""


class Mention(NamedTuple):
    """Somebody, or a thing, in ``tokens[first:last]``; ``ids`` are the actors of the case that it may be.

    ``adjective``: a country's adjective alone. ``source`` is a source of the case, where the name is one. ``proper``: a
    country, or all parties, whether the case has them or not.
    """

    first: int
    last: int
    ids: tuple[str, ...]
    status: TargetStatus = "not_stated"
    object: bool = False
    adjective: bool = False
    source: str | None = None
    proper: bool = False

    @property
    def named(self) -> bool:
        """Whether it is somebody by name, not by a noun."""
        return self.proper or bool(self.ids) or self.source is not None


class _Dated(NamedTuple):
    id: str
    since: date | None
    until: date | None
    source: str | None
    acronym: bool
    common: bool


class Names:
    """The names of a case's actors and sources, and of countries, found among tokens on a day."""

    def __init__(self, case: Case | None) -> None:
        self._names: Phrases[tuple[_Dated, ...]] = Phrases(_names(case) if case else {})
        self._firsts = {lang: self._names.firsts | lexicon(lang).nouns.firsts for lang in LANGS}
        self._country = {lang: _country_actors(case, lang) if case else {} for lang in LANGS}
        self._everybody = _everybody(case) if case else ()

    def find(self, tokens: Sequence[Token], lang: Lang, on: date | None) -> list[Mention]:
        """Return the mentions among *tokens* in order; adjective and noun that stand together are one."""
        found: list[Mention] = []
        index = 0
        while index < len(tokens):
            mention = self._at(tokens, index, lang, on)
            if mention and mention.named and _of_another(tokens, mention, lang):
                index = mention.last
                continue
            if mention is None:
                index += 1
                continue
            if found and self._touch(tokens, found[-1], mention, lang) and _belong(found[-1], mention, lang):
                mention = _joined(found.pop(), mention)
            found.append(mention)
            index = mention.last
        return found

    @staticmethod
    def _touch(tokens: Sequence[Token], before: Mention, after: Mention, lang: Lang) -> bool:
        """Whether nothing stands between two mentions but a word that makes the second the first one's."""
        between = tokens[before.last : after.first]
        return not between or (len(between) == 1 and between[0].norm in lexicon(lang).of and after.named)

    def _at(self, tokens: Sequence[Token], index: int, lang: Lang, on: date | None) -> Mention | None:
        if self._firsts[lang].isdisjoint(tokens[index].forms):
            return None
        named = self._names.at(tokens, index)
        if named and not _written_as_a_name(tokens, named):
            named = None
        noun = lexicon(lang).nouns.at(tokens, index)
        if named and (noun is None or named.last >= noun.last):
            valid = [one for one in named.value if _valid(one, on)]
            if valid:
                ids = tuple(sorted({one.id for one in valid if one.id}))
                source = next((one.source for one in valid if one.source), None)
                return Mention(index, named.last, ids, _status(noun.value if noun else None), source=source)
        return self._noun(index, noun.last, noun.value, lang) if noun else None

    def _noun(self, first: int, last: int, noun: Noun, lang: Lang) -> Mention:
        ids = self._country[lang].get(noun.country or "", ())
        if noun.everybody:
            ids = self._everybody
        proper = noun.country is not None or noun.everybody
        return Mention(first, last, ids, noun.status, noun.object, noun.adjective, proper=proper)


class Named(NamedTuple):
    """An actor that was named earlier in a text: its id, and the words that named it."""

    id: str
    forms: frozenset[str]


def named(mentions: Iterable[Mention], tokens: Sequence[Token]) -> list[Named]:
    """Return the actors that *mentions* name for certain, for what comes later in the text."""
    return [
        Named(one.ids[0], frozenset(form for token in tokens[one.first : one.last] for form in token.forms))
        for one in mentions
        if len(one.ids) == 1 and not one.adjective
    ]


def recall(
    mentions: list[Mention], tokens: Sequence[Token], lang: Lang, earlier: Sequence[Named], case: Case
) -> list[Mention]:
    """Return the mentions with those nouns named that stand for an actor named earlier: *the movement*, الجيش.

    It is the last one of the kind that the noun asks for; an organ's name must hold the noun itself.
    """
    made = list(mentions)
    for found in lexicon(lang).again.find(tokens):
        begun = tokens[found.first - 1].norm if found.first else ""
        taken = next((one for one in made if one.first < found.last and found.first < one.last), None)
        if (lang == "en" and begun != "the") or (taken and (taken.named or taken.last > found.last)):
            continue
        noun = tokens[found.first].forms[-1]
        fits = (
            one.id
            for one in reversed(earlier)
            if case.actors[one.id].kind == found.value and (found.value != "organ" or noun in one.forms)
        )
        actor = next(fits, None)
        if actor:
            made = [one for one in made if one is not taken]
            made.append(Mention(found.first, found.last, (actor,), taken.status if taken else "not_stated"))
    return sorted(made, key=lambda one: one.first)


def refer(mention: Mention, tokens: Sequence[Token], text: str) -> ActorRef:
    """Return a mention as a claim keeps it: its words and span in *text*, its id where just one actor fits."""
    span = (tokens[mention.first].start, tokens[mention.last - 1].end)
    one = mention.ids[0] if len(mention.ids) == 1 else None
    return ActorRef(text=text[slice(*span)], span=span, id=one, candidates=mention.ids)


def _of_another(tokens: Sequence[Token], mention: Mention, lang: Lang) -> bool:
    """Whether the words by a name say that another is meant: *foreign-backed forces*, جماعة تدعمها دولة."""
    words = lexicon(lang).of_another
    if lang == "en":
        after = tokens[mention.last : mention.last + 2]
        return len(after) == 2 and after[0].text in "-–" and words.at(after, 1) is not None
    return any(
        (found := words.at(tokens, at)) is not None and found.last == mention.first
        for at in range(max(0, mention.first - 2), mention.first)
    )


def _written_as_a_name(tokens: Sequence[Token], found: Found[tuple[_Dated, ...]]) -> bool:
    """Whether Latin words are written as the name is: an acronym in capitals, another name with one."""
    text = tokens[found.first].text
    if not text.isascii() or found.value[0].common:
        return True
    return text.isupper() if found.value[0].acronym else text[0].isupper()


def _status(noun: Noun | None) -> TargetStatus:
    return noun.status if noun else "not_stated"


def _valid(name: _Dated, on: date | None) -> bool:
    return on is None or ((not name.since or name.since <= on) and (not name.until or on <= name.until))


def _belong(before: Mention, after: Mention, lang: Lang) -> bool:
    """Whether two mentions that touch are one: *foreign forces*, القوات الأجنبية, fighters and whose they are."""
    adjective, noun = (before, after) if lang == "en" else (after, before)
    name = adjective.adjective or (adjective.named and noun.status == "combatant")
    return name and not noun.adjective and not noun.named


def _joined(before: Mention, after: Mention) -> Mention:
    noun = after if before.named and not after.named else before
    ids = before.ids or after.ids
    proper = before.proper or after.proper
    return Mention(before.first, after.last, ids, noun.status, noun.object, proper=proper)


def _names(case: Case) -> dict[str, tuple[_Dated, ...]]:
    names: dict[str, list[_Dated]] = {}

    def add(text: str, actor: str, since: date | None, until: date | None, source: str | None) -> None:
        plain = re.sub(r"^(the|a|an) ", "", text)
        named = _Dated(actor, since, until, source, plain.isupper() and len(plain) <= LONGEST_ACRONYM, plain.islower())
        names.setdefault(plain, []).append(named)

    for actor in case.actors.all:
        for text in (actor.name.en, actor.name.ar):
            add(text, actor.id, None, None, None)
        for alias in actor.aliases:
            add(alias.text, actor.id, alias.from_, alias.until, None)
    for source in case.sources.all:
        for text in (source.name.en, source.name.ar, *source.aliases):
            add(text, source.affiliation or "", None, None, source.id)
    return {text: tuple(dict.fromkeys(of)) for text, of in names.items()}


@cache
def _english_names(country: str) -> tuple[str, ...]:
    return next(known.names for known in countries("en") if known.id == country)


def _country_actors(case: Case, lang: Lang) -> dict[str, tuple[str, ...]]:
    """Return the actor of the case that each country is, by the country's code."""
    found = {
        country.id: tuple(dict.fromkeys(_named(case, (*_english_names(country.id), *country.names))))
        for country in countries(lang)
    }
    return {country: ids for country, ids in found.items() if ids}


def _named(case: Case, names: Iterable[str]) -> Iterable[str]:
    for name in names:
        for actor in case.actors.named(name, case.file.in_force_from.date()):
            if case.actors[actor].kind == "state":
                yield actor


def _everybody(case: Case) -> tuple[str, ...]:
    """Return the group that stands for all parties of the case, where it has one; else the parties."""
    parties = set(case.file.parties)
    groups = [actor.id for actor in case.actors.all if actor.kind == "group" and parties <= set(actor.members)]
    return tuple(groups[:1]) or tuple(sorted(parties))
