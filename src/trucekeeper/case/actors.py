"""Who acts in a case: names with dated aliases, kinds, dated roles, organs and groups."""

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from trucekeeper.case.citation import Cite
from trucekeeper.vocabulary.sentence import Gender, Term
from trucekeeper.vocabulary.text import Frozen, T, fold

Role = Literal["party", "guarantor", "mediator", "monitor", "contributor", "administrator", "signatory"]


class Name(Frozen):
    """A name in both languages, with the gender that an Arabic verb takes from it."""

    en: str
    ar: str
    ar_gender: Gender = "m"

    @property
    def term(self) -> Term:
        """The name as a part of a sentence."""
        return Term(text=T(en=self.en, ar=self.ar), gender=self.ar_gender)


class Alias(Frozen):
    """Another name of an actor, valid between its dates."""

    text: str
    lang: Literal["en", "ar", "he"]
    from_: date | None = Field(default=None, alias="from")
    until: date | None = None


class HeldRole(Frozen):
    """A role that an actor holds in the case, between its dates."""

    role: Role
    from_: date = Field(alias="from")
    until: date | None = None
    source: tuple[Cite, ...]


class Actor(Frozen):
    """An actor of the case; ``parent`` is what it is an organ of, ``members`` who a group holds."""

    id: str
    name: Name
    aliases: tuple[Alias, ...] = ()
    kind: Literal[
        "state", "organ", "armed_group", "authority", "international_organisation", "body", "group", "person_in_office"
    ]
    parent: str | None = None
    members: tuple[str, ...] = ()
    roles: tuple[HeldRole, ...] = ()
    note: T | None = None


class ActorFile(Frozen):
    """``actors.yaml``."""

    actors: tuple[Actor, ...]


class Actors:
    """The actors of a case, found by id or by a name as it was used on a day."""

    def __init__(self, actors: tuple[Actor, ...]) -> None:
        self.all = actors
        self.by_id = {actor.id: actor for actor in actors}

    def __contains__(self, actor_id: str) -> bool:
        return actor_id in self.by_id

    def __getitem__(self, actor_id: str) -> Actor:
        return self.by_id[actor_id]

    @cached_property
    def _named(self) -> dict[str, list[tuple[Alias | None, str]]]:
        named: dict[str, list[tuple[Alias | None, str]]] = {}
        for actor in self.all:
            for text in {actor.name.en, actor.name.ar}:
                named.setdefault(_key(text), []).append((None, actor.id))
            for alias in actor.aliases:
                named.setdefault(_key(alias.text), []).append((alias, actor.id))
        return named

    def named(self, text: str, on: date) -> tuple[str, ...]:
        """Return the ids of the actors that *text* could name on a day, sorted; empty where it names none."""
        found = {
            actor_id
            for alias, actor_id in self._named.get(_key(text), ())
            if alias is None or ((not alias.from_ or alias.from_ <= on) and (not alias.until or on <= alias.until))
        }
        return tuple(sorted(found))

    def lineage(self, actor_id: str) -> tuple[str, ...]:
        """Return the actor and what it is an organ of, up to the root."""
        line: list[str] = []
        current: str | None = actor_id
        while current is not None and current not in line and current in self.by_id:
            line.append(current)
            current = self.by_id[current].parent
        return tuple(line)

    def within(self, actor_id: str, ids: tuple[str, ...]) -> bool:
        """Whether the actor is one of *ids*, an organ of one, or in a group that is one."""
        wanted = set(ids)
        while True:
            members = {member for group in wanted if group in self.by_id for member in self.by_id[group].members}
            if members <= wanted:
                return any(step in wanted for step in self.lineage(actor_id))
            wanted |= members

    def unknown(self, actor_id: str | None) -> bool:
        """Whether the id stands for people whose affiliation nobody stated."""
        if actor_id is None:
            return True
        actor = self.by_id.get(actor_id)
        return actor is not None and actor.kind == "group" and not actor.members


def _key(text: str) -> str:
    return fold(text).removeprefix("the ")
