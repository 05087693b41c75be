"""Where a clause says that it happened: names that the case's gazetteer knows, and places that a trained tagger sees.

A name alone is not enough: many a place has the name of a person or a thing. It counts where the tagger sees a place,
or where a word such as *in*, *near* or *camp* stands by it. A name of several places stays ambiguous.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from trucekeeper.case import Case
from trucekeeper.case.places import PRECISION
from trucekeeper.claim.capitals import capitals
from trucekeeper.claim.lexicon import Lexicon, lexicon
from trucekeeper.claim.mentions import Mention
from trucekeeper.claim.names import Name
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.vocabulary.place import PlaceRef
from trucekeeper.vocabulary.text import Lang

CLOSE = 3
"""Words between two places of one list, or between a place and what it lies in."""


class Placed(NamedTuple):
    """A place in ``tokens[first:last]``; ``ids`` are the places of the case that bear its name."""

    first: int
    last: int
    ids: tuple[str, ...]
    by: str


class Places:
    """Finds places among tokens, and says what is known of each."""

    def __init__(self, case: Case | None) -> None:
        self._case = case

    @cached_property
    def _named(self) -> Phrases[tuple[str, ...]]:
        if self._case is None:
            return Phrases({})
        gazetteer = self._case.places
        names = {
            text
            for place in gazetteer.all
            for text in (place.name.en, place.name.ar, *place.aliases)
            if "(" not in text
        }
        return Phrases((name, gazetteer.named(name)) for name in names)

    def find(
        self, tokens: Sequence[Token], lang: Lang, mentions: Sequence[Mention], seen: Sequence[Name]
    ) -> list[Placed]:
        """Return the places among *tokens* in order, but for those inside the name of an actor.

        Args:
            tokens: of a sentence.
            lang: their language.
            mentions: who is mentioned among them.
            seen: names that the trained tagger sees among them.
        """
        taken = {
            index
            for one in mentions
            if one.named and not one.adjective and (self._case or not self._is_placed(tokens, one.first, lang))
            for index in range(one.first, one.last)
        }
        places = [(one.first, one.last) for one in seen if one.kind == "place"]
        told = capitals(tokens, lang) if self._case is None else []
        held: list[Placed] = []
        for found in self._named.find(tokens):
            tagged = any(first < found.last and found.first < last for first, last in places)
            is_name = self._is_name(tokens[found.first : found.last])
            if is_name and (tagged or self._is_placed(tokens, found.first, lang)):
                by = "gazetteer and tagger" if tagged else "gazetteer"
                held.append(Placed(found.first, found.last, found.value, by))
        held += [Placed(first, last, (), "capitals") for first, last in told]
        for first, last in places:
            if not any(one.first < last and first < one.last for one in held):
                held.append(Placed(first, last, (), "tagger"))
        return sorted(one for one in held if not taken & set(range(one.first, one.last)))

    def at(self, tokens: Sequence[Token]) -> list[Placed]:
        """Return the places of the case that *tokens* name, which somebody has said to name a place."""
        return [Placed(found.first, found.last, found.value, "gazetteer") for found in self._named.find(tokens)]

    @staticmethod
    def _is_name(words: Sequence[Token]) -> bool:
        return not words[0].text.isascii() or any(token.text[0].isupper() for token in words)

    def _is_placed(self, tokens: Sequence[Token], index: int, lang: Lang) -> bool:
        words: Lexicon = lexicon(lang)
        by_itself = len(tokens[index].forms) > 1 and tokens[index].norm[0] in "بل"
        before = range(max(0, index - 2), index)
        return by_itself or any(
            (found := words.where.at(tokens, at)) is not None and found.last <= index for at in before
        )

    def refer(self, placed: Sequence[Placed], tokens: Sequence[Token], text: str) -> PlaceRef:
        """Return places as a claim keeps them: the finest of those in one another, else what holds them all."""
        if not placed:
            return PlaceRef()
        best = self._finest(placed)
        span = (tokens[best.first].start, tokens[best.last - 1].end)
        words = text[slice(*span)]
        if len(best.ids) != 1 or self._case is None:
            return PlaceRef(text=words, span=span, candidates=best.ids)
        others = [one for one in placed if one.ids and not self._one_line(one, best)]
        if others:
            return self._common([best, *others], tokens, text)
        place = self._case.places[best.ids[0]]
        return PlaceRef(
            text=words,
            span=span,
            id=place.id,
            candidates=best.ids,
            lat=place.lat,
            lon=place.lon,
            precision=PRECISION[place.level],
        )

    def _depth(self, placed: Placed) -> int:
        if self._case is None or len(placed.ids) != 1:
            return 0
        return len(self._case.places.lineage(placed.ids[0]))

    def _finest(self, placed: Sequence[Placed]) -> Placed:
        known = [one for one in placed if one.ids] or list(placed)
        first = known[0]
        within = [one for one in known if self._one_line(one, first)]
        return max(within, key=self._depth)

    def _one_line(self, one: Placed, other: Placed) -> bool:
        """Whether one of two places lies in the other."""
        if one == other:
            return True
        if self._case is None or len(one.ids) != 1 or len(other.ids) != 1:
            return False
        a, b = self._case.places.lineage(one.ids[0]), self._case.places.lineage(other.ids[0])
        return one.ids[0] in b or other.ids[0] in a

    def _common(self, placed: Sequence[Placed], tokens: Sequence[Token], text: str) -> PlaceRef:
        """Return what holds several places told together: no total is laid on one of them."""
        if self._case is None:
            return PlaceRef()
        ordered = sorted(placed)
        span = (tokens[ordered[0].first].start, tokens[ordered[-1].last - 1].end)
        ids = tuple(sorted({one.ids[0] for one in placed if len(one.ids) == 1}))
        lines = [self._case.places.lineage(place) for place in ids]
        shared = next((step for step in lines[0] if all(step in line for line in lines[1:])), None)
        level = self._case.places[shared].level if shared else None
        return PlaceRef(
            text=text[slice(*span)],
            span=span,
            id=shared,
            candidates=ids,
            precision=PRECISION[level] if level else "unknown",
        )


def together(placed: Sequence[Placed]) -> list[Placed]:
    """Return the first of *placed* and those that are told with it: no more than a few words stand between."""
    kept: list[Placed] = []
    for one in placed:
        if kept and one.first - kept[-1].last > CLOSE:
            break
        kept.append(one)
    return kept
