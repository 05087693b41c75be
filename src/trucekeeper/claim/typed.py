"""Claims from the columns of a record row: who wrote the row has typed them, nothing is read out of prose here.

A row of several places told with one total gives a claim for each speaker and place without the total, and one for
the total over the whole, which joins them as a wave: a total is never laid on a place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from trucekeeper.case import Case, ChronologyRow, Said
from trucekeeper.case.acts import taxonomy
from trucekeeper.case.places import PRECISION
from trucekeeper.case.records import TargetStatus
from trucekeeper.claim.claim import (
    JOINS,
    PRIOR,
    STATED_TARGET,
    ActRef,
    Claim,
    Cue,
    Harm,
    Join,
    Judgement,
    Stance,
    Touch,
)
from trucekeeper.vocabulary.actor import ActorRef
from trucekeeper.vocabulary.clock import day_start, interval
from trucekeeper.vocabulary.place import PlaceRef
from trucekeeper.vocabulary.quantity import Count

NOT_STATED = ActorRef()
AIM_STATUS: dict[str, TargetStatus] = {
    "fighters": "combatant",
    "commanders": "combatant",
    "threat": "combatant",
    "military_site": "object",
}


@dataclass(frozen=True)
class Typed:
    """What a row gives: claims in the order of its columns, joins, and judgements that keep claims apart."""

    claims: tuple[Claim, ...]
    joins: tuple[Join, ...]
    judgements: tuple[Judgement, ...]


def type_row(row: ChronologyRow, case: Case) -> Typed:
    """Return the claims of *row* under the names that *case* knows; an unknown name stays as text, without an id."""
    return _Typist(row, case).typed()


class _Typist:
    def __init__(self, row: ChronologyRow, case: Case) -> None:
        self.row, self.case = row, case
        self.incident = taxonomy()[0][row.event_type].incident
        self.wave = self.incident and (row.form == "wave" or len(row.places) > 1)
        self.claims: list[Claim] = []
        self.when = interval(row.date, row.date_precision, case.zone)
        self.places = [self._place(name) for name in row.places] or [PlaceRef()]
        self.actors = [self._actor(name) for name in row.actors] or [NOT_STATED]
        self.tolls = any(said.toll for said in row.claimed_by)

    def typed(self) -> Typed:
        wave_claims = self._claimed()
        acknowledged = self._acknowledged()
        self._prior()
        denials = self._denied()
        joins = tuple(self._joins(wave_claims, acknowledged, denials))
        return Typed(tuple(self.claims), joins, self._apart())

    def _claimed(self) -> list[Claim]:
        """Add what each claimant said; return the claims that tell of a wave as one."""
        wave: list[Claim] = []
        for index, said in enumerate(self.row.claimed_by):
            for place in self.places if self.incident else self.places[:1]:
                for nth, actor in enumerate(self.actors):
                    harm = () if self.wave or nth else self._harm(said, first=index == 0)
                    self._add(said, self._stance(), self.row.event_type, actor, place, harm=harm)
            if self.wave:
                whole = self._place_by_id(self.case.file.area)
                harm = self._harm(said, first=index == 0)
                told = self._add(
                    said, "asserts", self.row.event_type, self.actors[0], whole, harm=harm, rules={JOINS: "wave"}
                )
                wave.append(told)
        return wave

    def _acknowledged(self) -> list[Claim]:
        aim = self.row.stated_target
        rules = {"target": STATED_TARGET} if aim else {}
        return [
            self._add(
                said,
                "asserts",
                self.row.event_type,
                actor,
                place,
                target=ActorRef(text=aim) if aim else NOT_STATED,
                status=AIM_STATUS[aim] if aim else "not_stated",
                rules={**rules, "actor": "acknowledged_by"},
            )
            for said in self.row.acknowledged_by
            for place in self.places
            for actor in self.actors
        ]

    def _prior(self) -> None:
        actors = [self._actor(name) for name in self.row.prior_actors] or [NOT_STATED]
        harm = self._count_harm(self.row.prior_killed, self.row.prior_injured)
        for said in self.row.prior_by:
            for act in self.row.prior_acts:
                for place in self.places:
                    last = act == self.row.prior_acts[-1]
                    self._add(said, "asserts", act, actors[0], place, harm=harm if last else (), rules={"act": PRIOR})

    def _denied(self) -> list[Claim]:
        of = self.row.denial_of
        act = self.row.prior_acts[-1] if of == "prior_author" and self.row.prior_acts else self.row.event_type
        actors = [self._actor(n) for n in self.row.prior_actors] if of == "prior_author" else self.actors
        return [
            self._add(
                said,
                "rejects" if of == "breach" else "denies",
                act,
                NOT_STATED if of == "occurrence" else (actors or [NOT_STATED])[0],
                place,
                rules={"stance": f"denial_of={of}"},
            )
            for said in self.row.denied_by
            for place in (self.places if self.incident else self.places[:1])
        ]

    def _joins(self, wave: list[Claim], acknowledged: list[Claim], denials: list[Claim]) -> Iterator[Join]:
        for claim in wave:
            yield Join(kind="wave", claim=claim.id, reports=(self.row.id,))
        joiners = {self._source(said) for said in self.row.joined_by}
        spoke = [claim for claim in (*acknowledged, *self.claims) if claim.source in joiners]
        against = {self._source(said) for said in self.row.join_denied_by}
        if self.row.response_to and joiners:
            claim = spoke[0] if spoke else self._join_claim(self.row.joined_by[0], "asserts")
            refusals = [self._join_claim(said, "rejects") for said in self.row.join_denied_by]
            yield Join(
                kind="trigger_response",
                claim=claim.id,
                reports=(*self.row.response_to, self.row.id),
                denied_by=tuple(c.id for c in (*refusals, *(d for d in denials if d.source in against))),
            )

    def _join_claim(self, said: Said, stance: Stance) -> Claim:
        whole = self._place_by_id(self.case.file.area)
        return self._add(said, stance, self.row.event_type, self.actors[0], whole, rules={JOINS: "trigger_response"})

    def _apart(self) -> tuple[Judgement, ...]:
        if self.row.form != "apart":
            return ()
        at = day_start(self.row.published, self.case.zone)
        first, *others = self.claims
        return tuple(
            Judgement(a=first.id, b=other.id, same=False, by="record", at=at)
            for other in others
            if other.source != first.source
        )

    def _add(
        self,
        said: Said,
        stance: Stance,
        act: str,
        actor: ActorRef,
        place: PlaceRef,
        *,
        harm: tuple[Harm, ...] = (),
        target: ActorRef | None = None,
        status: TargetStatus | None = None,
        rules: dict[str, str] | None = None,
    ) -> Claim:
        row = self.row
        named = self.case.sources.named(said.source)
        affiliation = self.case.sources[named].affiliation if named else None
        carrier = self.case.sources.carrier(said.carrier) if said.carrier else None
        claim = Claim(
            id=f"{row.id}#{len(self.claims) + 1}",
            report=row.id,
            sentence=(0, len(row.summary.en)),
            speaker=ActorRef(text=said.source, id=affiliation, candidates=(affiliation,) if affiliation else ()),
            via=ActorRef(text=said.carrier) if said.carrier else None,
            cue=Cue(),
            stance=stance,
            judgement=False,
            act=ActRef(code=act),
            actor=actor,
            target=target or ActorRef(text=row.target or None),
            target_status=status or row.target_status,
            place=place,
            time=self.when,
            harm=harm,
            touches=tuple(Touch(id=obligation) for obligation in row.obligations),
            confidence=row.confidence,
            by={"all": "record columns", **(rules or {})},
            published=day_start(said.on or row.published, self.case.zone),
            source=named or said.source,
            carrier=carrier.name.en if carrier else self.case.sources.carrier_of(row.citations[0].url),
        )
        self.claims.append(claim)
        return claim

    def _source(self, said: Said) -> str:
        return self.case.sources.named(said.source) or said.source

    def _stance(self) -> Stance:
        stance: Stance = self.row.stance  # type: ignore[assignment]
        return stance

    def _harm(self, said: Said, *, first: bool) -> tuple[Harm, ...]:
        toll = said.toll if self.tolls else self.row.killed
        killed = () if toll is None or toll == Count(low=None, high=None) else (self._one("killed", toll),)
        injured = self._count_harm(None, self.row.injured) if first else ()
        return (*killed, *injured)

    def _count_harm(self, killed: int | None, injured: int | None) -> tuple[Harm, ...]:
        counts = (("killed", killed), ("injured", injured))
        return tuple(self._one(kind, Count(low=n, high=n)) for kind, n in counts if n is not None)

    def _one(self, kind: str, count: Count) -> Harm:
        total = taxonomy()[0][self.row.event_type].group == "publications"
        return Harm(
            kind="killed" if kind == "killed" else "injured",
            low=count.low,
            high=count.high,
            scope="cumulative" if total else "event",
            since=self.row.date - timedelta(days=1) if total else None,
            status=self.row.target_status,
        )

    def _actor(self, name: str) -> ActorRef:
        found = self.case.actors.named(name, self.row.date)
        return ActorRef(text=name, id=found[0] if len(found) == 1 else None, candidates=found)

    def _place(self, name: str) -> PlaceRef:
        found = self.case.places.named(name)
        if len(found) != 1:
            return PlaceRef(text=name, candidates=found)
        return self._place_by_id(found[0], name)

    def _place_by_id(self, place_id: str, name: str | None = None) -> PlaceRef:
        place = self.case.places[place_id]
        return PlaceRef(
            text=name or place.name.en,
            id=place.id,
            candidates=(place.id,),
            lat=place.lat,
            lon=place.lon,
            precision=PRECISION[place.level],
        )
