"""Which places and actors of the case a text names: all that a list may say of a text before a person has read it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from trucekeeper.case import Case
from trucekeeper.report.likeness import words
from trucekeeper.vocabulary.text import T

READ_CHARACTERS = 20_000
"""Of a long text the begin is looked through; a list need not wait for the rest."""
PREFIXES = "وفبلك"
"""Arabic particles of one letter that are written together with a name."""


class Named(NamedTuple):
    """The names of what a text names, each once, in the order of their ids."""

    places: tuple[T, ...]
    actors: tuple[T, ...]


class _Names:
    """Names by their first word, each with its words and what it is the name of."""

    def __init__(self, of: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._by_first: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for name, texts in of:
            for text in texts:
                if parts := [part for part in words(text) if part != "the"]:
                    self._by_first[parts[0]].append((parts, name))

    def found(self, of: list[str]) -> set[str]:
        return {name for at in range(len(of)) for name in self._at(of, at)}

    def _at(self, of: list[str], at: int) -> Iterator[str]:
        first = of[at]
        for start in {first, first[1:] if first[0] in PREFIXES else first}:
            for parts, name in self._by_first.get(start, ()):
                if of[at + 1 : at + len(parts)] == parts[1:]:
                    yield name


class CaseNames:
    """The names of a case's places and actors, to be found in texts."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._places = _Names((place.id, (place.name.en, place.name.ar, *place.aliases)) for place in case.places.all)
        self._actors = _Names(
            (actor.id, (actor.name.en, actor.name.ar, *(alias.text for alias in actor.aliases)))
            for actor in case.actors.all
        )

    def named_in(self, text: str) -> Named:
        """Return what a text names, in any language in which the case has the name."""
        of = words(text[:READ_CHARACTERS])
        return Named(
            tuple(self._case.places[name].name for name in sorted(self._places.found(of))),
            tuple(self._case.actors[name].name.term.text for name in sorted(self._actors.found(of))),
        )
