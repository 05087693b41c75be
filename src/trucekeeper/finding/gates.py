"""Gates: what must be met before the next stage, and what was said of it by whom; and the days of duties.

Where the text names a body that verifies, that body's word alone makes a condition ``met``; what others said stands
beside it. A condition is ``unmet`` where the verifying body, or one that owes it, says so; ``disputed`` where what was
said differs; ``unknown`` where nobody who decides has spoken. A gate is as its conditions are: unmet before disputed,
disputed before unknown, and met only where all are.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Literal

from icalendar import Calendar, Event

from trucekeeper.agreement import Agreement, Obligation
from trucekeeper.agreement.calendar import dated, last_due, next_due
from trucekeeper.agreement.obligation import StatusClaim
from trucekeeper.case import Case
from trucekeeper.vocabulary.clock import parse_day
from trucekeeper.vocabulary.text import Frozen, Lang, T

GateState = Literal["met", "unmet", "disputed", "unknown"]
NOT_MET = ("unmet", "partly", "withdrawn")


class SaidState(Frozen):
    """What somebody said of a duty, by a day; ``actor`` is an id where the name leads to one, else as written."""

    actor: str
    state: str
    date: str | None
    source: str | None


class Condition(Frozen):
    """A duty that a gate waits for."""

    obligation: str
    state: GateState
    said: tuple[SaidState, ...]


class Gate(Frozen):
    """What must be met before the next stage. ``stage`` is the instrument and clause that sets it."""

    id: str
    stage: str
    next: tuple[str, ...]
    verifier: str | None
    state: GateState
    reciprocal: tuple[str, ...]
    conditions: tuple[Condition, ...]


class CalendarItem(Frozen):
    """A duty's day as set, and the next one after ``as_of``."""

    obligation: str
    due: date | None
    next_due: date | None
    basis: Literal["stated", "inferred"]
    source: str | None


class Board(Frozen):
    """The gates of an agreement and its calendar, as known on a day."""

    case: str
    as_of: date
    gates: tuple[Gate, ...]
    calendar: tuple[CalendarItem, ...]


def board(case: Case, agreement: Agreement, *, as_of: date) -> Board:
    """Return the gates and the calendar as known on *as_of*: what was said later is left out."""
    gates = (gate for gate in agreement.obligations if gate.kind == "gate" and _agreed_by(gate, agreement, as_of))
    return Board(
        case=case.id,
        as_of=as_of,
        gates=tuple(sorted((_gate(gate, case, agreement, as_of) for gate in gates), key=lambda gate: gate.id)),
        calendar=tuple(sorted(_calendar(agreement, as_of), key=lambda item: item.obligation)),
    )


def _agreed_by(gate: Obligation, agreement: Agreement, as_of: date) -> bool:
    return agreement.instrument_of[gate.id].date <= as_of


def _gate(gate: Obligation, case: Case, agreement: Agreement, as_of: date) -> Gate:
    verifier = gate.verifier[0] if gate.verifier else None
    waits_for = gate.requires or gate.linked_to
    conditions = [_condition(agreement.by_id[name], verifier, case, as_of) for name in sorted(waits_for)]
    own = [_state(gate, verifier, case, as_of)] if said_by(gate, as_of) else []
    return Gate(
        id=gate.id,
        stage=f"{agreement.instrument_of[gate.id].id} {gate.clause}",
        next=gate.next,
        verifier=verifier,
        state=own[0] if own and own[0] != "unknown" else _together(condition.state for condition in conditions),
        reciprocal=tuple(sorted(gate.linked_to)),
        conditions=tuple(conditions),
    )


def _together(states: Iterable[GateState]) -> GateState:
    found = set(states)
    order: tuple[GateState, ...] = ("unmet", "disputed", "unknown")
    return next((state for state in order if state in found), "met" if found else "unknown")


def _condition(obligation: Obligation, verifier: str | None, case: Case, as_of: date) -> Condition:
    said = tuple(
        SaidState(
            actor=_actor(claim, case) or claim.by,
            state=claim.state,
            date=str(claim.date) if claim.date else None,
            source=next((cite.url for cite in claim.source if cite.url), None),
        )
        for claim in said_by(obligation, as_of)
    )
    return Condition(obligation=obligation.id, state=_state(obligation, verifier, case, as_of), said=said)


def said_by(obligation: Obligation, as_of: date) -> list[StatusClaim]:
    """Return what was said of a duty by a day, in the order of its dates; what has no date was said at some time."""
    known = [claim for claim in obligation.said if _day(claim) <= as_of]
    return sorted(known, key=lambda claim: (_day(claim), claim.by))


def _day(claim: StatusClaim) -> date:
    """Return the day of a status claim, the first where only the month is known."""
    return parse_day(str(claim.date))[0] if claim.date else date.min


def _state(obligation: Obligation, verifier: str | None, case: Case, as_of: date) -> GateState:
    latest = {_actor(claim, case) or claim.by: claim.state for claim in said_by(obligation, as_of)}
    if verifier in latest:
        return "met" if latest[verifier] == "met" else "unmet" if latest[verifier] in NOT_MET else "disputed"
    if any(state in NOT_MET and _owes(actor, obligation, case) for actor, state in latest.items()):
        return "unmet"
    states = set(latest.values()) - {"other"}
    if "disputed" in states or ("met" in states and states & set(NOT_MET)):
        return "disputed"
    return "met" if states == {"met"} and verifier is None else "unknown"


def _owes(actor: str, obligation: Obligation, case: Case) -> bool:
    return actor in case.actors and case.actors.within(actor, obligation.obligor)


def _actor(claim: StatusClaim, case: Case) -> str | None:
    found = case.actors.named(claim.by, _day(claim) if claim.date else case.file.in_force_from.date())
    return found[0] if len(found) == 1 else None


def _calendar(agreement: Agreement, as_of: date) -> Iterator[CalendarItem]:
    for obligation in dated(agreement.obligations):
        due, coming = last_due(obligation), next_due(obligation, as_of)
        if due is not None:
            yield CalendarItem(
                obligation=obligation.id,
                due=due.day,
                next_due=coming.day if coming else None,
                basis=coming.basis if coming else due.basis,
                source=next((cite.url for cite in obligation.source if cite.url), None),
            )


def to_ical(made: Board, agreement: Agreement, lang: Lang) -> bytes:
    """Return the calendar as iCalendar (RFC 5545): a whole-day event a duty, on its next day or that which was set."""
    calendar = Calendar()
    calendar.add("prodid", "-//trucekeeper//EN")
    calendar.add("version", "2.0")
    for item in made.calendar:
        obligation, day = agreement.by_id[item.obligation], item.next_due or item.due
        event = Event()
        event.add("uid", f"{item.obligation}.{made.case}@trucekeeper")
        event.add("dtstamp", datetime.combine(made.as_of, time(), UTC))
        event.add("dtstart", day)
        event.add("summary", f"{item.obligation}: {obligation.what[lang]}")
        event.add("description", _BASIS[item.basis][lang])
        if item.source:
            event.add("url", item.source)
        calendar.add_component(event)
    ical: bytes = calendar.to_ical()
    return ical


_BASIS = {
    "stated": T(en="the day is stated", ar="الموعد مذكور"),
    "inferred": T(en="the day is inferred", ar="الموعد مستنتج"),
}
