"""One unit of speech on its way to claims: what is known while a text is read, and how a claim is put together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Protocol

from trucekeeper.case.acts import taxonomy
from trucekeeper.case.records import TargetStatus
from trucekeeper.claim.acts import Act, acts
from trucekeeper.claim.claim import ActRef, Claim, Cue, Harm, Span, Touch
from trucekeeper.claim.harms import HarmFound, harms
from trucekeeper.claim.lexicon import lexicon
from trucekeeper.claim.mentions import Mention, Named, refer
from trucekeeper.claim.names import Name, tag_names
from trucekeeper.claim.places import Placed
from trucekeeper.claim.roles import Role, RoleKind, tag_roles
from trucekeeper.claim.sentences import Sentence
from trucekeeper.claim.speech import Range, Unit
from trucekeeper.claim.times import Dated
from trucekeeper.claim.tokens import Token
from trucekeeper.vocabulary.actor import ActorRef
from trucekeeper.vocabulary.clock import When
from trucekeeper.vocabulary.grade import Confidence
from trucekeeper.vocabulary.place import PlaceRef
from trucekeeper.vocabulary.text import Lang

NO_TIME = When(start=None, end=None, precision="unknown")
LATIN = "\u024f"
"""The last letter of the Latin script's common blocks."""
SURE_ROLE = 0.5
"""A role of the tagger's counts from this mean probability on."""
FEW_WORDS = 5
"""Words of a denial that has no act of its own: *denied it*, نفت علمها بذلك."""
FULL_WORDS = 6
"""Words from which what nobody is said to say is more than a heading."""
WARNING = ("warns", "threatens")
"""Stances of which the saying is itself the act."""


@dataclass(frozen=True)
class Prose:
    """A text to be coded: what it says, in which language, by whom, where and when it was published."""

    id: str
    text: str
    lang: Lang
    published: datetime | None = None
    source: str | None = None
    carrier: str | None = None


@dataclass
class Reading:
    """What is known while a text is read: who spoke last, and what was told last."""

    prose: Prose
    signature: tuple[int, ...]
    claims: list[Claim] = field(default_factory=list)
    earlier: list[Named] = field(default_factory=list)
    spoke: ActorRef | None = None
    spoke_source: str | None = None


class Parsed:
    """A sentence with everything that was found in it; what only some sentences need is found when asked for."""

    def __init__(
        self,
        at: Sentence,
        tokens: list[Token],
        mentions: list[Mention],
        days: list[Dated],
        find_places: Callable[["Parsed"], list[Placed]],
    ) -> None:
        self.at, self.tokens, self.mentions, self.days = at, tokens, mentions, days
        self._find_places = find_places

    @cached_property
    def names(self) -> list[Name]:
        """Names of places, persons and organisations, by the trained tagger."""
        lang: Lang = "ar" if any(token.text[0] > LATIN for token in self.tokens) else "en"
        return tag_names(self.tokens, lang)

    @cached_property
    def places(self) -> list[Placed]:
        """Places, by the gazetteer and the tagger."""
        return self._find_places(self)

    @cached_property
    def roles(self) -> list[Role]:
        """Actors and targets of an Arabic sentence, by the trained tagger."""
        return tag_roles(self.tokens, self.names)


class Knows(Protocol):
    """What a unit asks of the coder: who speaks, where and when it was, and what an act touches."""

    def speaker(self, reading: Reading, sentence: Parsed, unit: Unit) -> tuple[ActorRef, str]:
        """Return who speaks, and as which source."""

    def named_in(self, sentence: Parsed, words_of: Range, text: str) -> ActorRef:
        """Return who is named by a range of words."""

    def place(self, sentence: Parsed, act: Act, content: Range, text: str) -> tuple[PlaceRef, str]:
        """Return where an act happened, and by which rule."""

    def time(self, sentence: Parsed, act: Act | None, prose: Prose, *, happened: bool) -> tuple[When, str]:
        """Return when an act happened, and by which rule; ``happened``: it is told as done, not as to come."""

    def since(self, sentence: Parsed, words: Span, prose: Prose) -> date | None:
        """Return the day since which a total counts."""

    def touches(self, act: ActRef) -> tuple[Touch, ...]:
        """Return the obligations that name an act."""


class Told:
    """One unit of speech on its way to claims."""

    def __init__(self, coder: Knows, reading: Reading, sentence: Parsed, unit: Unit) -> None:
        self.coder, self.reading, self.sentence, self.unit = coder, reading, sentence, unit
        self.prose, self.tokens = reading.prose, sentence.tokens
        self.words = lexicon(self.prose.lang)
        self.speaker, self.source = coder.speaker(reading, sentence, unit)

    def acts(self) -> list[Act]:
        """Return the acts of the unit; of what the report itself tells only those that say more than a word."""
        first, last = self.unit.content
        found = acts(self.tokens, (first, last), self.prose.lang, self.sentence.mentions, self._own())
        told = [act for act in found if not act.supposed or self.unit.stance not in ("asserts", "reports")]
        return told if self.unit.cue else [act for act in told if self._tells(act)]

    def _own(self) -> bool:
        """Whether a pronoun says that the speaker acts: *the army said it …*, قال الجيش إنه …."""
        if self.unit.cue is None:
            return False
        begin = max(self.unit.cue[1], (self.unit.speaker or self.unit.cue)[1])
        between = range(min(begin, self.unit.content[0]), self.unit.content[0])
        return any(self.words.itself.at(self.tokens, index) is not None for index in between)

    def _tells(self, act: Act) -> bool:
        kind = taxonomy()[0][act.code]
        if not kind.incident:
            first, last = self.unit.content
            return act.actor is not None and sum(token.word for token in self.tokens[first:last]) >= FULL_WORDS
        place, _ = self.coder.place(self.sentence, act, self.unit.content, self.prose.text)
        return bool(act.actor or place.text or self._harm(act.reach))

    def claims(self, act: Act) -> Iterator[Claim]:
        """Yield the claims of an act: one for each of several who acted together, the harm with the first."""
        ref = self._act_ref(act)
        place, by_place = self.coder.place(self.sentence, act, self.unit.content, self.prose.text)
        time, by_time = self.coder.time(self.sentence, act, self.prose, happened=self._happened())
        harm = self._harm(act.reach)
        act = self._by_model(act, harm)
        harm = () if act.negated else harm
        target, status = self._target(act, harm)
        for number, actor in enumerate(self._actors(act)):
            yield self._claim(
                act=ref,
                actor=actor,
                target=target,
                target_status=status,
                place=place,
                time=time,
                harm=() if number else harm,
                by={
                    "act": "lexicon",
                    "actor": act.by,
                    "place": by_place,
                    "time": by_time,
                    "harm": "lexicon" if harm else "",
                },
                confidence=self._confidence(act, actor, place),
                negated=act.negated,
            )

    def _by_model(self, act: Act, harm: tuple[Harm, ...]) -> Act:
        """Return an act of force with the target that the tagger sees where no rule finds one.

        Who acted is never taken from the tagger: in three of ten cases it would name another.
        """
        if self.prose.lang != "ar" or act.speaker_acted or not taxonomy()[0][act.code].series:
            return act
        inside = [one for one in self.sentence.mentions if act.reach[0] <= one.first < act.reach[1]]
        if act.target is None and not harm:
            target = self._in_role("target", [one for one in inside if one is not act.actor and not one.adjective])
            act = replace(act, target=target)
        return act

    def _in_role(self, kind: RoleKind, mentions: list[Mention]) -> Mention | None:
        """Return the first of *mentions* that the tagger sees in a role; it is not asked where there is none."""
        if not mentions:
            return None
        seen = [one for one in self.sentence.roles if one.kind == kind and one.probability >= SURE_ROLE]
        overlap = (one for one in mentions if any(role.first < one.last and one.first < role.last for role in seen))
        return next(overlap, None)

    def statement(self) -> Claim:
        """Return the claim that somebody said something of which no act is told."""
        first, last = self.unit.content
        span = (self.tokens[first].start, self.tokens[last - 1].end) if first < last else None
        text = self.prose.text[slice(*span)] if span else None
        time, by_time = self.coder.time(self.sentence, None, self.prose, happened=False)
        actor = self._first_named()
        return self._claim(
            act=ActRef(code="warning" if self.unit.stance in WARNING else "statement", text=text, span=span),
            actor=actor,
            time=time,
            by={"act": "speech", "actor": "first named" if actor.text else "", "time": by_time},
            confidence="moderate" if self.unit.speaker else "low",
        )

    def answers(self) -> Claim | None:
        """Return the claim that a unit without an act of its own answers: *denied it*, نفت ذلك, *confirmed it*."""
        said = [token for token in self.tokens[slice(*self.unit.content)] if token.word]
        only = all(token.norm in self.words.anaphora for token in said)
        most = FEW_WORDS if self.unit.stance in ("denies", "rejects", "accepts") else 1
        if not self.unit.cue or len(said) > most or (most == 1 and not only):
            return None
        if most == 1 and not said and not self._confirms():
            return None
        told = [one for one in self.reading.claims if one.source != self.source]
        return next((one for one in reversed(told) if one.stance not in ("denies", "rejects")), None)

    def _confirms(self) -> bool:
        """Whether the verb of speech itself says that something told before is so."""
        first, last = self.unit.cue or (0, 0)
        return any(not self.words.confirms.isdisjoint(token.forms) for token in self.tokens[first:last])

    def answer(self, to: Claim) -> Claim:
        """Return the claim that answers another: of the same act, actor, place and time, without its harm."""
        return self._claim(
            act=ActRef(code=to.act.code),
            actor=to.actor,
            target=to.target,
            target_status=to.target_status,
            place=to.place,
            time=to.time,
            by={
                "act": f"answers {to.id}",
                "actor": f"answers {to.id}",
                "place": f"answers {to.id}",
                "time": f"answers {to.id}",
            },
            confidence="moderate",
        )

    def _claim(
        self,
        *,
        act: ActRef,
        actor: ActorRef,
        by: dict[str, str],
        confidence: Confidence,
        time: When,
        target: ActorRef | None = None,
        target_status: TargetStatus = "not_stated",
        place: PlaceRef | None = None,
        harm: tuple[Harm, ...] = (),
        negated: bool = False,
    ) -> Claim:
        unit, prose = self.unit, self.prose
        via = self.coder.named_in(self.sentence, unit.via, prose.text) if unit.via else None
        stance = "denies" if negated and unit.stance in ("asserts", "reports") else unit.stance
        rules = {"speaker": self._by_speaker(), "stance": self._by_stance(negated), **by}
        rules |= {"target": "order of words" if target and target.text else "", "touches": "agreement"}
        return Claim(
            id=f"{prose.id}#{len(self.reading.claims) + 1}",
            report=prose.id,
            sentence=(self.sentence.at.start, self.sentence.at.end),
            speaker=self.speaker,
            via=via,
            cue=self._cue(),
            stance=stance,
            judgement=unit.judgement,
            act=act,
            actor=actor,
            target=target or ActorRef(),
            target_status=target_status,
            place=place or PlaceRef(),
            time=time,
            harm=harm,
            touches=self.coder.touches(act),
            confidence=confidence,
            by={name: rule for name, rule in rules.items() if rule},
            published=prose.published,
            source=self.source,
            carrier=prose.carrier or prose.source,
            signature=self.reading.signature,
        )

    def _happened(self) -> bool:
        return self.unit.stance in ("asserts", "reports", "denies")

    def _by_stance(self, negated: bool) -> str:
        if negated:
            return "negation"
        return "cue" if self.unit.cue else "report"

    def _by_speaker(self) -> str:
        if self.unit.speaker:
            return "cue"
        return "pronoun" if self.unit.again and self.speaker is self.reading.spoke else "report"

    def _cue(self) -> Cue:
        if not self.unit.cue:
            return Cue()
        span = self._span(*self.unit.cue)
        return Cue(text=self.prose.text[slice(*span)], span=span)

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last - 1].end

    def _act_ref(self, act: Act) -> ActRef:
        span = self._span(act.first, act.last)
        return ActRef(code=act.code, text=self.prose.text[slice(*span)], span=span)

    def _harm(self, reach: Range) -> tuple[Harm, ...]:
        """Return the harm told in the words of an act, without what is a part of other harm."""
        told = (one for one in self._found_harm if reach[0] <= one.trigger < reach[1] and not one.part)
        return tuple(map(self._one_harm, told))

    @cached_property
    def _found_harm(self) -> list[HarmFound]:
        return harms(self.tokens, self.prose.lang)

    def _one_harm(self, found: HarmFound) -> Harm:
        return Harm(
            kind=found.kind,
            low=found.low,
            high=found.high,
            scope=found.scope,
            since=self.coder.since(self.sentence, found.since, self.prose) if found.since else None,
            status=found.status,
            sex=found.sex,
            age=found.age,
            text=self.prose.text[slice(*found.span)],
            span=found.span,
        )

    def _actors(self, act: Act) -> list[ActorRef]:
        """Return who acted: each of several who are named together, else the speaker, or nobody."""
        if act.speaker_acted:
            return [self.speaker if self._by_speaker() != "report" else ActorRef()]
        if act.actor is None:
            return [ActorRef()]
        if self._is_own(act.actor):
            own = refer(act.actor, self.tokens, self.prose.text)
            return [own.model_copy(update={"id": self.speaker.id, "candidates": self.speaker.candidates})]
        inside = [one for one in self.sentence.mentions if act.reach[0] <= one.first < act.reach[1] or one is act.actor]
        joined, index = [act.actor], inside.index(act.actor)
        for step, order in ((1, inside[index + 1 :]), (-1, inside[:index][::-1])):
            edge = act.actor
            for other in order:
                first, second = (edge, other) if step > 0 else (other, edge)
                if not (other.named and act.actor.named and not other.adjective and self._are_joined(first, second)):
                    break
                joined.append(other)
                edge = other
        return [refer(one, self.tokens, self.prose.text) for one in sorted(joined)]

    def _is_own(self, actor: Mention) -> bool:
        """Whether somebody without a name is the army's or group's that speaks: *the army said troops fired*."""
        own = self.words.own.at(self.tokens, actor.first)
        if self.unit.speaker is None or actor.named or own is None or own.last < actor.last:
            return False
        speaks = self.words.nouns.find(self.tokens[slice(*self.unit.speaker)])
        return own.value or any(noun.value.status == "combatant" for noun in speaks)

    def _are_joined(self, first: Mention, second: Mention) -> bool:
        """Whether only a comma or *and* stands between two names."""
        between = self.tokens[first.last : second.first]
        if self.prose.lang == "ar":
            return not between and self.tokens[second.first].norm[0] == "و"
        return len(between) in (1, 2) and all(
            token.text in ",&" or token.norm in self.words.joining for token in between
        )

    def _target(self, act: Act, harm: tuple[Harm, ...]) -> tuple[ActorRef, TargetStatus]:
        """Return who was acted upon: as named, else the victims; and their status as the speaker gives it."""
        stated = {one.status for one in harm if one.status != "not_stated"}
        if act.target is not None:
            status = act.target.status
            named = refer(act.target, self.tokens, self.prose.text)
        else:
            victims = next((one for one in harm if one.text), None)
            named = ActorRef(text=victims.text, span=victims.span) if victims else ActorRef()
            status = "not_stated"
        if len(stated) == 1:
            return named, stated.pop()
        return named, "mixed" if stated else status

    def _first_named(self) -> ActorRef:
        first, last = self.unit.content
        named = (one for one in self.sentence.mentions if first <= one.first < last and one.named and not one.adjective)
        found = next(named, None)
        return refer(found, self.tokens, self.prose.text) if found else ActorRef()

    def _confidence(self, act: Act, actor: ActorRef, place: PlaceRef) -> Confidence:
        """Return how sure the coding is: high where a named speaker, an actor and a place are all plain."""
        plain = [bool(self.unit.speaker), bool(actor.id), bool(place.id), act.code not in ("statement",)]
        doubtful = len(actor.candidates) > 1 or (bool(place.text) and len(place.candidates) > 1 and place.id is None)
        if doubtful or sum(plain) <= 1:
            return "low"
        return "high" if all(plain) else "moderate"
