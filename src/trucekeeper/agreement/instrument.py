"""An instrument: one text of the agreement stack, with its dates and each actor's status towards it."""

from datetime import date as Day
from typing import Literal

from pydantic import Field

from trucekeeper.case.citation import Cite
from trucekeeper.vocabulary.text import Frozen, T

ActorStatus = Literal[
    "signed",
    "endorsed",
    "adopted",
    "accepted",
    "accepted_with_conditions",
    "not_signed",
    "abstained",
    "rejected",
    "lapsed",
    "not_stated",
]
AGREED = ("signed", "endorsed", "adopted", "accepted", "accepted_with_conditions")


class InForce(Frozen):
    """The dates between which an instrument is in force, and on what basis that is said."""

    from_: Day = Field(alias="from")
    until: Day | None = None
    basis: T


class Status(Frozen):
    """One actor's status towards an instrument, as stated by a source, or ``not_stated``."""

    actor: str
    status: ActorStatus
    date: Day | None = None
    note: T | None = None
    source: tuple[Cite, ...] = ()


class Vote(Frozen):
    """How a resolution was adopted."""

    for_: int = Field(alias="for")
    against: int
    abstain: int


class Instrument(Frozen):
    """One text of the agreement stack."""

    id: str
    name: T
    kind: Literal["plan", "agreement", "declaration", "resolution", "protocol", "roadmap"]
    date: Day
    in_force: InForce
    statuses: tuple[Status, ...]
    vote: Vote | None = None
    incorporated_by: tuple[str, ...] = ()
    note: T | None = None
    source: tuple[Cite, ...]

    def contested(self, parties: tuple[str, ...]) -> bool:
        """Whether a party of the case has not agreed to the text, so far as its latest stated status says."""
        latest = {status.actor: status.status for status in sorted(self.statuses, key=lambda s: str(s.date or ""))}
        return any(latest.get(party) in ("rejected", "lapsed", "not_signed") for party in parties)
