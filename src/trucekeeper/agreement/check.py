"""The faults of an agreement that its files together show: gates, readings, quantities and intervals that cannot be."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from trucekeeper.agreement.calendar import after
from trucekeeper.agreement.obligation import Obligation
from trucekeeper.case.strict import Lines
from trucekeeper.errors import Fault

if TYPE_CHECKING:
    from trucekeeper.agreement.agreement import InstrumentFile


def file_faults(files: Iterable[tuple[Path, "InstrumentFile"]]) -> Iterator[Fault]:
    """Yield the faults of each obligation in its file, and each gate that waits for itself."""
    files = list(files)
    everything = {obligation.id: obligation for _, file in files for obligation in file.obligations}
    for path, file in files:
        for index, obligation in enumerate(file.obligations):
            for key, message in _faults(obligation, everything):
                yield Fault(path, Lines(path).of("obligations", index, *key), f"{obligation.id}: {message}")
        if file.instrument.in_force.until and file.instrument.in_force.until < file.instrument.in_force.from_:
            yield Fault(path, Lines(path).of("instrument", "in_force"), "in force until a day before it begins")


def _faults(obligation: Obligation, everything: dict[str, Obligation]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if obligation.end and obligation.start and obligation.end < obligation.start:
        yield ("end",), f"ends on {obligation.end}, before it begins on {obligation.start}"
    if obligation.kind in ("recurring_quantity", "one_off_quantity", "ratio") and obligation.quantity is None:
        yield ("kind",), f"a {obligation.kind} without a quantity; say how much of what unit"
    if obligation.quantity and not obligation.quantity.unit.strip():
        yield ("quantity",), "a quantity without a unit; say of what"
    if obligation.quantity and obligation.quantity.value < 0:
        yield ("quantity",), f"a quantity of {obligation.quantity.value}; write how much, 0 or more"
    for at, component in enumerate(obligation.components):
        if component.value < 0:
            yield ("components", at), f"a component of {component.value}; write how much, 0 or more"
    if not obligation.obligor:
        yield ("obligor",), "binds nobody; name in obligor who owes it"
    if obligation.id in obligation.next:
        yield ("next",), "names itself in next; name what it opens the way to"
    for at, reading in enumerate(obligation.readings):
        if not reading.held_by:
            yield ("readings", at), f"the reading {reading.id} is held by nobody; name who holds it in held_by"
    if obligation.recurs:
        try:
            after(obligation.recurs.first, obligation.recurs.every)
        except ValueError as error:
            yield ("recurs", "every"), str(error)
    if obligation.kind == "gate":
        if not (obligation.requires or obligation.linked_to):
            yield ("kind",), "a gate that waits for nothing; name in requires what must be met"
        if way := _back_to(obligation.id, everything):
            yield ("requires" if obligation.requires else "linked_to",), f"waits for itself: {' > '.join(way)}"


def _back_to(start: str, everything: dict[str, Obligation]) -> list[str] | None:
    """Return the way on which a gate waits for itself, through what it requires and what triggers that."""
    stack = [[start]]
    seen: set[str] = set()
    while stack:
        way = stack.pop()
        for following in _waits_for(everything.get(way[-1])):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                stack.append([*way, following])
    return None


def _waits_for(obligation: Obligation | None) -> tuple[str, ...]:
    if obligation is None:
        return ()
    waits = obligation.requires or (obligation.linked_to if obligation.kind == "gate" else ())
    return (*waits, *((obligation.trigger,) if obligation.trigger else ()))
