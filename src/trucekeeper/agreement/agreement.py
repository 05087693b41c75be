"""The agreement of a case: its instruments read together and held against the case's actors, places and zones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from trucekeeper.agreement.check import file_faults
from trucekeeper.agreement.instrument import Instrument
from trucekeeper.agreement.obligation import Obligation
from trucekeeper.agreement.zone import Zone, read_zones, zone_faults
from trucekeeper.case import Case
from trucekeeper.case.acts import taxonomy
from trucekeeper.case.citation import Cite
from trucekeeper.case.strict import Lines, read_yaml
from trucekeeper.errors import CaseFault, Fault
from trucekeeper.vocabulary.text import Frozen, T


class Phase(Frozen):
    """A phase of the agreement, as a source dates it."""

    id: str
    name: T
    start: date
    start_basis: str
    by: str | None = None
    end: date | None = None
    end_basis: T | None = None
    note: T | None = None
    source: tuple[Cite, ...] = ()


class InstrumentFile(Frozen):
    """One file of ``agreement/``."""

    instrument: Instrument
    phases: tuple[Phase, ...] = ()
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True)
class Agreement:
    """The instruments, obligations and zones of a case."""

    instruments: tuple[Instrument, ...]
    obligations: tuple[Obligation, ...]
    instrument_of: dict[str, Instrument]
    zones: tuple[Zone, ...]
    phases: tuple[Phase, ...]

    @cached_property
    def by_id(self) -> dict[str, Obligation]:
        """The obligations by id."""
        return {obligation.id: obligation for obligation in self.obligations}

    def zone_on(self, zone: str, on: date) -> Zone | None:
        """Return the version of a zone by which the agreement is read on a day: the latest *as agreed* in force."""
        versions = [z for z in self.zones if z.id == zone and z.version == "as_agreed" and z.stands(on)]
        return max(versions, key=lambda z: str(z.start or ""), default=None)


def load_agreement(case: Case) -> Agreement:
    """Read ``agreement/*.yaml`` and ``zones/*.geojson`` of a case.

    Raises:
        CaseFault: a file has a fault, or names what does not exist.
    """
    files: list[tuple[Path, InstrumentFile]] = []
    zones, faults = read_zones(case.path("zones"))
    for path in sorted(case.path("agreement").glob("*.yaml")):
        file, more = read_yaml(path, InstrumentFile)
        faults += more
        if file is not None:
            files.append((path, file))
    if not files and not faults:
        faults.append(Fault(case.path("agreement"), 1, "no instrument; write one YAML file an instrument"))
    known = {obligation.id for _, file in files for obligation in file.obligations}
    for path, file in files:
        faults += _dangling(path, file, case, known, {zone.id for zone in zones})
    faults += [*_repeated(files), *file_faults(files), *zone_faults(case.path("zones"))]
    if faults:
        raise CaseFault(faults)
    return Agreement(
        instruments=tuple(file.instrument for _, file in files),
        obligations=tuple(obligation for _, file in files for obligation in file.obligations),
        instrument_of={o.id: file.instrument for _, file in files for o in file.obligations},
        zones=zones,
        phases=tuple(phase for _, file in files for phase in file.phases),
    )


def _repeated(files: list[tuple[Path, InstrumentFile]]) -> Iterator[Fault]:
    seen: dict[str, Path] = {}
    for path, file in files:
        for index, obligation in enumerate(file.obligations):
            if obligation.id in seen:
                line = Lines(path).of("obligations", index)
                yield Fault(path, line, f"obligation {obligation.id!r} stands already in {seen[obligation.id].name}")
            seen[obligation.id] = path


def _dangling(path: Path, file: InstrumentFile, case: Case, obligations: set[str], zones: set[str]) -> Iterator[Fault]:
    for index, status in enumerate(file.instrument.statuses):
        if status.actor not in case.actors:
            yield _unknown(path, ("instrument", "statuses", index), "actor", status.actor, "actors.yaml")
        if status.status != "not_stated" and not status.source:
            loc = ("instrument", "statuses", index)
            yield Fault(path, Lines(path).of(*loc), f"status of {status.actor!r} without a source; cite it")
    for index, obligation in enumerate(file.obligations):
        for key, kind, value, where in _references(obligation):
            found = {
                "actor": value in case.actors,
                "obligation": value in obligations,
                "zone": value in zones,
                "place": value in case.places,
                "act": value in taxonomy()[0],
            }[kind]
            if not found:
                yield _unknown(path, ("obligations", index, key), kind, value, where)
        cited = {
            "readings": [reading.source for reading in obligation.readings],
            "said": [said.source for said in obligation.said],
        }
        for key, sources in cited.items():
            for at, source in enumerate(sources):
                if not source:
                    line = Lines(path).of("obligations", index, key, at)
                    yield Fault(path, line, f"{obligation.id}: an item of {key} without a source; cite it")
        if not obligation.source:
            yield Fault(path, Lines(path).of("obligations", index), f"{obligation.id}: no source; cite it")


def _references(obligation: Obligation) -> Iterator[tuple[str, str, str, str]]:
    for key in ("obligor", "beneficiary", "verifier"):
        for actor in getattr(obligation, key):
            yield key, "actor", actor, "actors.yaml"
    for reading in obligation.readings:
        for actor in reading.held_by:
            yield "readings", "actor", actor, "actors.yaml"
        for act in (*reading.forbids, *reading.permits, *reading.permits_in_answer_to):
            yield "readings", "act", act, "the acts of knowledge/taxonomies/acts.yaml"
    for act in obligation.acts:
        yield "acts", "act", act, "the acts of knowledge/taxonomies/acts.yaml"
    for key in ("linked_to", "requires", "next"):
        for other in getattr(obligation, key):
            yield key, "obligation", other, "the obligations of agreement/"
    if obligation.trigger:
        yield "trigger", "obligation", obligation.trigger, "the obligations of agreement/"
    if obligation.zone:
        yield "zone", "zone", obligation.zone, "zones/"
    if obligation.place:
        yield "place", "place", obligation.place, "places.csv"
    if obligation.quantity and obligation.quantity.by:
        yield "quantity", "actor", obligation.quantity.by, "actors.yaml"


def _unknown(path: Path, loc: tuple[str | int, ...], kind: str, value: str, where: str) -> Fault:
    return Fault(path, Lines(path).of(*loc), f"{kind} {value!r} does not exist; name one of {where}")
