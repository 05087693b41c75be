"""An incident: one moment and place that claims are about. It holds acts and never merges their numbers.

An incident's id is that of its lowest-sequence claim, so any claim's id leads to its present incident. An episode
joins incidents; the joining is itself a claim, with its denials, and its totals are never added to its members'.
"""

from datetime import datetime
from typing import Literal

from trucekeeper.case.records import TargetStatus
from trucekeeper.vocabulary.clock import When
from trucekeeper.vocabulary.place import PlaceRef
from trucekeeper.vocabulary.text import Frozen, T

Attribution = Literal["acknowledged", "corroborated", "contested", "alleged", "unknown"]
State = Literal[
    "received",
    "waiting",
    "triaged",
    "corroborating",
    "under_investigation",
    "suspended",
    "access_denied",
    "verified",
    "not_verified",
    "unable_to_rule",
    "assessed",
    "contested",
    "closed",
]
"""As linked (``received``, ``waiting``), or where people have moved it: see ``verification``."""


class ClaimedAct(Frozen):
    """One thing somebody is said to have done, with who says so."""

    code: str
    actor: str | None
    attribution: Attribution
    claimed_by: tuple[str, ...]


class Number(Frozen):
    """One publisher's number of persons; never merged with another's."""

    kind: Literal["killed", "injured", "recovered", "died_later"]
    low: int | None
    high: int | None
    scope: Literal["event", "cumulative"]
    publisher: str
    claim: str
    at: datetime | None


class Corroborated(Frozen):
    """How many independent sources carry it, by kind, and which claims are copies of one text."""

    independent: int
    by_kind: dict[str, int]
    copies: tuple[tuple[str, ...], ...]
    text: T


class Incident(Frozen):
    """One moment and place. ``waiting`` until its place and time are known well enough to be linked."""

    id: str
    state: State
    claims: tuple[str, ...]
    denials: tuple[str, ...]
    acts: tuple[ClaimedAct, ...]
    target_status: TargetStatus
    place: PlaceRef
    time: When
    numbers: tuple[Number, ...]
    rival: bool
    corroboration: Corroborated
    credibility: int
    episode: str | None = None


class Episode(Frozen):
    """Incidents joined by claims: a wave told as one, a trigger with its response, a sequence."""

    id: str
    kind: Literal["wave", "trigger_response", "sequence"]
    incidents: tuple[str, ...]
    joined_by: tuple[str, ...]
    denials: tuple[str, ...]
    numbers: tuple[Number, ...]
