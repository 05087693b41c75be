"""An obligation: one clause's duty, with what triggers or gates it, its ambiguity, and each reading held of it.

Status claims (``said``) are kept apart from the duty: they are what somebody said of its fulfilment.
"""

from datetime import date as Day
from typing import Literal

from trucekeeper.case.citation import Cite
from trucekeeper.vocabulary.text import Frozen, T

Kind = Literal[
    "prohibition",
    "action_with_deadline",
    "recurring_quantity",
    "one_off_quantity",
    "ratio",
    "gate",
    "mechanism",
    "guarantee",
    "plan",
    "mandate",
    "reporting_duty",
    "fallback",
    "political",
]


class Deadline(Frozen):
    """By when; ``due`` is ``None`` where the text sets no day."""

    rule: T
    due: Day | None = None
    basis: Literal["stated", "inferred"] = "stated"


class Recurs(Frozen):
    """A duty that comes again, and when it is next due."""

    every: str
    first: Day
    next_due: Day
    basis: Literal["stated", "inferred"]


class Quantity(Frozen):
    """How much: ``value`` of ``unit`` a ``per``, measured by figures of ``metric``, ``by`` whom where it matters."""

    value: int
    unit: str
    per: Literal["day"] | None = None
    metric: str | None = None
    at: Literal["at_least", "at_most", "exactly"] = "exactly"
    by: str | None = None


class Component(Frozen):
    """A part of a quantity."""

    value: int
    unit: str
    note: T


class Reading(Frozen):
    """One party's or body's interpretation of a clause, written as a rule about acts, whoever acts.

    ``forbids`` and ``permits`` are acts. A forbidden act is permitted in answer to an act of ``permits_in_answer_to``,
    or against a target of ``permits_against``, where that act or target is established and not only stated.
    ``cargo`` says which goods count towards a quantity; ``conditional_on`` what the duty hangs on in this reading.
    """

    id: str
    held_by: tuple[str, ...]
    since: Day | None
    text: T
    forbids: tuple[str, ...] = ()
    permits: tuple[str, ...] = ()
    permits_in_answer_to: tuple[str, ...] = ()
    permits_against: tuple[Literal["fighters", "commanders", "military_site", "threat"], ...] = ()
    cargo: tuple[str, ...] = ()
    conditional_on: T | None = None
    source: tuple[Cite, ...]


class StatusClaim(Frozen):
    """What somebody said of the duty's fulfilment; ``by_ar`` is who, where the name leads to no actor or source."""

    by: str
    by_ar: str | None = None
    date: Day | str | None
    state: Literal["met", "partly", "unmet", "disputed", "withdrawn", "other"]
    text: T
    source: tuple[Cite, ...]


class Obligation(Frozen):
    """One clause's duty.

    ``linked_to`` are duties that are reciprocal to it; a gate ``requires`` duties (those linked to it where it names
    none) and opens the way to ``next``.
    """

    id: str
    clause: str
    kind: Kind
    obligor: tuple[str, ...]
    beneficiary: tuple[str, ...] = ()
    what: T
    start: Day | None = None
    end: Day | None = None
    deadline: Deadline | None = None
    recurs: Recurs | None = None
    condition: T | None = None
    trigger: str | None = None
    linked_to: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    verifier: tuple[str, ...] = ()
    zone: str | None = None
    quantity: Quantity | None = None
    components: tuple[Component, ...] = ()
    acts: tuple[str, ...] = ()
    place: str | None = None
    ambiguity: T | None = None
    readings: tuple[Reading, ...] = ()
    said: tuple[StatusClaim, ...] = ()
    confidence: Literal["high", "medium", "low"]
    source: tuple[Cite, ...]

    @property
    def read(self) -> tuple[Reading, ...]:
        """The readings held of the clause; where nobody is recorded as holding one, the text as it is written."""
        return self.readings or (
            Reading(
                id=f"{self.id.lower()}-as-written",
                held_by=(),
                since=self.start,
                text=T(en="the text as it is written", ar="النص كما ورد"),
                forbids=self.acts if self.kind != "recurring_quantity" else (),
                source=self.source,
            ),
        )
