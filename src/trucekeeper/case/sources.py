"""Who speaks (sources) and where it was read (carriers), kept apart.

``affiliation`` is the actor that a source speaks for; ``side`` is the party whose account it carries, which the
affiliation gives by itself where it leads up to a party. A letter of reliability is each node's own and is not shipped.
"""

from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from trucekeeper.case.actors import Actors, Name
from trucekeeper.case.citation import SECONDARY
from trucekeeper.vocabulary.text import Frozen, T, fold

SourceRole = Literal[
    "party",
    "party_affiliated",
    "guarantor",
    "mediator",
    "administrator",
    "un",
    "official_third_party",
    "ngo",
    "media",
    "medical",
    "local",
    "independent",
    "armed_group",
]


class Reliability(Frozen):
    """A letter A–F with the reason for it; never for an organ of a party."""

    letter: Literal["A", "B", "C", "D", "E", "F"]
    reason: T


class Source(Frozen):
    """Somebody who speaks."""

    id: str
    name: Name
    role: SourceRole
    affiliation: str | None = None
    side: str | None = None
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    reliability: Reliability | None = None


class Carrier(Frozen):
    """Where something was read: an outlet and its hosts."""

    id: str
    name: T
    hosts: tuple[str, ...] = ()
    side: str | None = None
    note: str | None = None


class SourceFile(Frozen):
    """``sources.yaml``."""

    sources: tuple[Source, ...]
    carriers: tuple[Carrier, ...] = ()


class Sources:
    """The sources and carriers of a case, found by id, name, alias or host."""

    def __init__(self, file: SourceFile, actors: Actors, parties: tuple[str, ...]) -> None:
        self.all = file.sources
        self.by_id = {source.id: source for source in file.sources}
        self.carriers = file.carriers
        self._actors = actors
        self._parties = parties

    def __contains__(self, source_id: str) -> bool:
        return source_id in self.by_id

    def __getitem__(self, source_id: str) -> Source:
        return self.by_id[source_id]

    @cached_property
    def _named(self) -> dict[str, str]:
        return {fold(text): s.id for s in self.all for text in (s.name.en, s.name.ar, *s.aliases)}

    @cached_property
    def _carried(self) -> dict[str, Carrier]:
        named = {fold(text): c for c in self.carriers for text in (c.id, c.name.en, c.name.ar)}
        return {**named, **{host: c for c in self.carriers for host in c.hosts}}

    def named(self, text: str) -> str | None:
        """Return the id of the source that *text* names."""
        return self._named.get(fold(text))

    def carrier(self, text: str) -> Carrier | None:
        """Return the carrier that a name or a host is known by."""
        return self._carried.get(text) or self._carried.get(fold(text))

    def carrier_of(self, url: str) -> str:
        """Return the name of the carrier at an address: its known name, else its host."""
        if url == SECONDARY:
            return SECONDARY
        host = urlsplit(url).hostname or url
        known = self.carrier(host)
        return known.name.en if known else host.removeprefix("www.")

    def side(self, source_id: str) -> str | None:
        """Return the party whose account the source carries, or ``None`` for one that carries none."""
        source = self.by_id[source_id]
        if source.side:
            return source.side
        line = self._actors.lineage(source.affiliation) if source.affiliation else ()
        return next((step for step in line if step in self._parties), None)

    def heard_as(self, source_id: str) -> str:
        """Return the party whose account a source carries, else its role; ``unnamed`` for one that the case lacks."""
        if source_id not in self:
            return "unnamed"
        return self.side(source_id) or self[source_id].role
