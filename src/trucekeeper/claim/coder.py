"""The coder: prose in Arabic and English into claims, each with the words that carry it.

A text is read sentence by sentence into units of speech (``speech``), each unit into acts (``acts``) with who acted,
upon whom, where (``places``), when (``times``) and with what harm (``harms``). Every field keeps its span in the
untouched text and names the rule or model that found it. What no words say stays ``None``.
"""

from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from trucekeeper.agreement import Agreement
from trucekeeper.case import Case
from trucekeeper.case.acts import taxonomy
from trucekeeper.claim.acts import Act
from trucekeeper.claim.claim import ActRef, Claim, Span, Touch
from trucekeeper.claim.coded import RULES, Coded
from trucekeeper.claim.content import content
from trucekeeper.claim.lexicon import lexicon
from trucekeeper.claim.mentions import Names, named, recall
from trucekeeper.claim.places import Placed, Places, together
from trucekeeper.claim.sentences import Sentence, sentences
from trucekeeper.claim.speech import Range, Unit, units
from trucekeeper.claim.times import dated, when, when_published
from trucekeeper.claim.tokens import tokenise
from trucekeeper.claim.told import NO_TIME, Parsed, Prose, Reading, Told
from trucekeeper.report.likeness import signature, words
from trucekeeper.vocabulary.actor import ActorRef
from trucekeeper.vocabulary.clock import When
from trucekeeper.vocabulary.place import PlaceRef

SINCE_WORDS = 7
"""Words in which a total says since when it counts."""


class Coder:
    """Codes texts under the names that a case knows; without a case nobody and no place gets an id."""

    def __init__(self, case: Case | None = None, agreement: Agreement | None = None) -> None:
        """Take the case whose actors, places and obligations are to be known."""
        self._case, self._agreement = case, agreement
        self._names = Names(case)
        self._places = Places(case)
        self._zone = case.zone if case else ZoneInfo("UTC")

    @cached_property
    def _touched(self) -> dict[str, tuple[str, ...]]:
        touched: dict[str, list[str]] = {}
        for obligation in self._agreement.obligations if self._agreement else ():
            for code in obligation.acts:
                touched.setdefault(code, []).append(obligation.id)
        return {code: tuple(sorted(ids)) for code, ids in touched.items()}

    def coded(self, prose: Prose) -> Coded:
        """Return what the coder makes of a text."""
        return Coded(id=prose.id, lang=prose.lang, coder=RULES, claims=self.code(prose))

    def code(self, prose: Prose) -> tuple[Claim, ...]:
        """Return the claims of a text in the order of its words."""
        reading = Reading(prose, signature(words(prose.text), content(prose.text, prose.lang)))
        for at in sentences(prose.text):
            sentence = self._sentence(reading, at)
            for unit in units(sentence.tokens, prose.lang, sentence.mentions):
                self._unit(reading, sentence, unit)
        return tuple(reading.claims)

    def _sentence(self, reading: Reading, at: Sentence) -> Parsed:
        prose = reading.prose
        tokens = tokenise(prose.text, at.start, at.end)
        mentions = self._names.find(tokens, prose.lang, self._day(prose))
        if self._case:
            mentions = recall(mentions, tokens, prose.lang, reading.earlier, self._case)
        reading.earlier += named(mentions, tokens)
        days = list(dated(tokens, prose.lang, self._day(prose)))

        def find_places(parsed: Parsed) -> list[Placed]:
            return self._places.find(tokens, prose.lang, mentions, parsed.names)

        return Parsed(at, tokens, mentions, days, find_places)

    def _day(self, prose: Prose) -> date | None:
        return prose.published.astimezone(self._zone).date() if prose.published else None

    def _unit(self, reading: Reading, sentence: Parsed, unit: Unit) -> None:
        """Add the claims of one unit of speech."""
        told = Told(self, reading, sentence, unit)
        if unit.speaker:
            reading.spoke, reading.spoke_source = told.speaker, told.source
        found = told.acts()
        anaphora = told.answers() if not found else None
        if anaphora is not None:
            reading.claims.append(told.answer(anaphora))
            return
        for act in found:
            for claim in told.claims(act):
                reading.claims.append(claim)
        if not found and unit.cue and (unit.speaker or unit.again):
            reading.claims.append(told.statement())

    def speaker(self, reading: Reading, sentence: Parsed, unit: Unit) -> tuple[ActorRef, str]:
        """Return who speaks in a unit, and as which source: as named, as a pronoun means, else the report itself."""
        if unit.speaker:
            said = self.named_in(sentence, unit.speaker, reading.prose.text)
            return said, self._source(sentence, unit.speaker, said)
        if unit.again and reading.spoke:
            return reading.spoke, reading.spoke_source or reading.spoke.text or ""
        return self._author(reading.prose)

    def _author(self, prose: Prose) -> tuple[ActorRef, str]:
        name = prose.source or prose.id
        source = self._case.sources.named(name) if self._case else None
        actor = self._case.sources[source].affiliation if self._case and source else None
        return ActorRef(text=name, id=actor, candidates=(actor,) if actor else ()), source or name

    def author(self, prose: Prose) -> ActorRef:
        """Return who speaks where a text names nobody: its source, or the report itself."""
        return self._author(prose)[0]

    def actor_at(self, prose: Prose, span: Span | None) -> ActorRef | None:
        """Return who is named at a span of a text; None where there is none."""
        if span is None:
            return None
        tokens = tokenise(prose.text, *span)
        named = [one for one in self._names.find(tokens, prose.lang, self._day(prose)) if one.named]
        ids = tuple(sorted({actor for one in named for actor in one.ids}))
        return ActorRef(text=prose.text[slice(*span)], span=span, id=ids[0] if len(ids) == 1 else None, candidates=ids)

    def place_at(self, prose: Prose, span: Span | None) -> PlaceRef:
        """Return the place that is named at a span of a text."""
        if span is None:
            return PlaceRef()
        tokens = tokenise(prose.text, *span)
        found = self._places.at(tokens)
        return (
            self._places.refer(found, tokens, prose.text)
            if found
            else PlaceRef(text=prose.text[slice(*span)], span=span)
        )

    def time_at(self, prose: Prose, span: Span) -> When:
        """Return the time that is named at a span of a text; its words alone where they name no day."""
        tokens = tokenise(prose.text, *span)
        found = next(dated(tokens, prose.lang, self._day(prose)), None)
        if found:
            return when(found, prose.text, tokens, self._zone)
        return When(text=prose.text[slice(*span)], span=span, start=None, end=None, precision="unknown")

    def named_in(self, sentence: Parsed, words_of: Range, text: str) -> ActorRef:
        """Return who is named by a range of words, with the actor where just one fits."""
        first, last = words_of
        span = (sentence.tokens[first].start, sentence.tokens[last - 1].end)
        inside = [one for one in sentence.mentions if first <= one.first and one.last <= last]
        named = [one for one in inside if one.named and not one.adjective] or [one for one in inside if one.named]
        ids = tuple(sorted({actor for one in named for actor in one.ids}))
        return ActorRef(text=text[slice(*span)], span=span, id=ids[0] if len(ids) == 1 else None, candidates=ids)

    def _source(self, sentence: Parsed, words_of: Range, said: ActorRef) -> str:
        first, last = words_of
        held = [one.source for one in sentence.mentions if first <= one.first and one.last <= last and one.source]
        known = self._case.sources.named(said.text or "") if self._case else None
        return known or (held[0] if len(held) == 1 else said.text or "")

    def place(self, sentence: Parsed, act: Act, content: Range, text: str) -> tuple[PlaceRef, str]:
        """Return where an act happened: by the places that follow it in its clause, else by those before it."""
        inside = [one for one in sentence.places if content[0] <= one.first and one.last <= content[1]]
        reach = [one for one in inside if act.reach[0] <= one.first < act.reach[1]]
        after = [one for one in reach if one.first >= act.last]
        chosen = together(after or reach[-1:] or inside[:1])
        return self._places.refer(chosen, sentence.tokens, text), chosen[0].by if chosen else ""

    def time(self, sentence: Parsed, act: Act | None, prose: Prose, *, happened: bool) -> tuple[When, str]:
        """Return when an act happened: by the words of its clause or sentence, else by the rule for undated news."""
        own = [one for one in sentence.days if act is None or act.reach[0] <= one.first < act.reach[1]]
        if own or sentence.days:
            found = (own or sentence.days)[0]
            return when(found, prose.text, sentence.tokens, self._zone), "words" if own else "sentence"
        if act and happened and prose.published and taxonomy()[0][act.code].incident:
            return when_published(prose.published, self._zone), "published"
        return NO_TIME, ""

    def since(self, sentence: Parsed, words: Span, prose: Prose) -> date | None:
        """Return the day since which a total counts: as dated, else that of the truce where its words say so."""
        after = [token for token in sentence.tokens if words[0] <= token.start]
        inside = after[:SINCE_WORDS]
        day = next(dated(inside, prose.lang, self._day(prose)), None)
        if day:
            return day.start
        truce = self._case and any(True for _ in lexicon(prose.lang).truce.find(inside))
        return self._case.file.in_force_from.date() if self._case and truce else None

    def touches(self, act: ActRef) -> tuple[Touch, ...]:
        """Return the obligations that name an act."""
        return tuple(Touch(id=name, text=act.text, span=act.span) for name in self._touched.get(act.code, ()))
