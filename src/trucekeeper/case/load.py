"""A case read from its folder: its definition whole, its records row by row.

A folder whose definition has a fault is refused; a record row with a fault is left out and named.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import field_validator

from trucekeeper.case.actors import ActorFile, Actors
from trucekeeper.case.places import Gazetteer, read_places
from trucekeeper.case.records import ChronologyRow, FigureRow, read_chronology, read_figures
from trucekeeper.case.sources import SourceFile, Sources
from trucekeeper.case.strict import read_yaml
from trucekeeper.errors import BadInput, CaseFault, Fault
from trucekeeper.vocabulary.text import Frozen, T


class CaseFile(Frozen):
    """``case.yaml``. ``demonstration`` marks the bundled case that ``demo`` shows.

    ``casualty_standard`` is one of ``knowledge/standards/casualty.yaml``; without it no total of harm is made.
    """

    id: str
    title: T
    summary: T
    in_force_from: datetime
    time_zone: str
    area: str
    parties: tuple[str, ...]
    guarantors: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    monitors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    sides: dict[str, T]
    attribution: Literal["allowed", "not_allowed"]
    publication: T
    sources_of_law: tuple[str, ...]
    casualty_standard: str | None = None
    mandate_end: date | None = None
    demonstration: bool = False

    @field_validator("time_zone")
    @classmethod
    def _exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError(
                f"no time zone is named {name!r}; write one of the IANA database, such as Asia/Gaza"
            ) from None
        return name


@dataclass(frozen=True)
class Case:
    """A ceasefire: who acts in it, where, who speaks, and what its records hold."""

    root: Path
    file: CaseFile
    actors: Actors
    places: Gazetteer
    sources: Sources
    rows: tuple[ChronologyRow, ...]
    figures: tuple[FigureRow, ...]
    faults: tuple[Fault, ...]

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.file.id

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone whose days are the case's days."""
        return ZoneInfo(self.file.time_zone)

    def path(self, name: str) -> Path:
        """Return where a file of the case stands."""
        return self.root / name


def nowhere() -> Case:
    """Return a case that knows nobody, no place and no source: for what is computed without one, in UTC."""
    nothing = T(en="", ar="")
    file = CaseFile(
        id="none",
        title=nothing,
        summary=nothing,
        in_force_from=datetime(1970, 1, 1, tzinfo=UTC),
        time_zone="UTC",
        area="",
        parties=(),
        sides={},
        attribution="not_allowed",
        publication=nothing,
        sources_of_law=(),
    )
    actors = Actors(())
    return Case(Path(), file, actors, Gazetteer(()), Sources(SourceFile(sources=()), actors, ()), (), (), ())


def bundled_cases() -> Path:
    """Return the folder of the cases that come with the program: the checkout's, else the installed package's."""
    checkout = Path(__file__).parents[3] / "cases"
    return checkout if checkout.is_dir() else Path(str(files("trucekeeper") / "_cases"))


def demonstration_case() -> Path:
    """Return the folder of the bundled case that ``demo`` shows.

    Raises:
        BadInput: none is marked.
    """
    for path in sorted(bundled_cases().glob("*/case.yaml")):
        file, _ = read_yaml(path, CaseFile)
        if file is not None and file.demonstration:
            return path.parent
    raise BadInput(f"{bundled_cases()}: no case is marked with `demonstration: true`")


def load_case(root: Path) -> Case:
    """Read the case at *root*.

    Raises:
        BadInput: *root* is no case folder.
        CaseFault: a file that defines the case has faults.
    """
    if not (root / "case.yaml").is_file():
        raise BadInput(f"{root}: not a case folder; one holds case.yaml (see docs/case-folder.md)")
    file, faults = read_yaml(root / "case.yaml", CaseFile)
    actor_file, more = read_yaml(root / "actors.yaml", ActorFile)
    faults += more
    source_file, more = read_yaml(root / "sources.yaml", SourceFile)
    faults += more
    if faults or file is None or actor_file is None or source_file is None:
        raise CaseFault(faults)
    if not (root / "places.csv").is_file():
        raise CaseFault([Fault(root / "places.csv", 1, "the file is missing")])
    places, faults = read_places(root / "places.csv")
    if faults:
        raise CaseFault(faults)
    rows, faults = _records(root / "records" / "chronology.csv", read_chronology)
    figures, more = _records(root / "records" / "figures.csv", read_figures)
    actors = Actors(actor_file.actors)
    sources = Sources(source_file, actors, file.parties)
    return Case(root, file, actors, places, sources, rows, figures, (*faults, *more))


R = TypeVar("R")


def _records(
    path: Path, read: Callable[[Path], tuple[tuple[R, ...], list[Fault]]]
) -> tuple[tuple[R, ...], list[Fault]]:
    if not path.is_file():
        return (), [Fault(path, 1, "the file is missing")]
    return read(path)
