"""The written standards by which incidents are graded and totals of harm are made: data, strictly loaded.

``knowledge/standards/credibility.yaml`` grades an information from 1 to 6; ``casualty.yaml`` names the standards of
which a case chooses one (``casualty_standard`` in ``case.yaml``). Each grade has conditions; the first grade one of
whose conditions holds is given, and the last grade of each standard holds for everything.
"""

from functools import cache
from importlib.resources import as_file, files
from typing import Literal, NamedTuple, TypeVar

from pydantic import Field, model_validator

from trucekeeper.case.strict import read_yaml
from trucekeeper.errors import CaseFault
from trucekeeper.vocabulary.text import Frozen, T


class Facts(NamedTuple):
    """What a standard asks of an act or incident.

    ``independent`` sources carry it; the side said to have acted has ``acknowledged`` or ``denied`` it; an independent
    source has ``refuted`` it (says that it did not happen); ``several_authors`` are named for it.
    """

    independent: int
    acknowledged: bool
    denied: bool
    refuted: bool = False
    several_authors: bool = False


class Condition(Frozen):
    """What must all hold: at least so many independent sources, fewer than so many, and what is said or not said."""

    independent: int = 0
    fewer_than: int | None = None
    acknowledged: bool | None = None
    denied: bool | None = None
    refuted: bool | None = None
    several_authors: bool | None = None

    def holds(self, facts: Facts) -> bool:
        """Tell whether *facts* meet the condition; one that asks nothing is always met."""
        if facts.independent < self.independent or (
            self.fewer_than is not None and facts.independent >= self.fewer_than
        ):
            return False
        asked = ("acknowledged", "denied", "refuted", "several_authors")
        return all(getattr(self, name) in (None, getattr(facts, name)) for name in asked)


class Grade(Frozen):
    """One grade of a standard, with its rule in words where it has one of its own."""

    grade: str
    name: T
    when: tuple[Condition, ...] = Field(min_length=1)
    rule: T | None = None


class Cited(Frozen):
    """Where a standard comes from, and whether its text was opened itself, in a secondary copy, or not at all."""

    title: T
    url: str
    opened: Literal["opened", "secondary", "not_opened"]


class Standard(Frozen):
    """Grades in the order in which they are tried."""

    id: str
    source: Cited
    grades: tuple[Grade, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_in_everything(self) -> "Standard":
        if Condition() not in self.grades[-1].when:
            raise ValueError("the last grade must hold for everything; give it the condition {}")
        return self

    def of(self, facts: Facts) -> Grade:
        """Return the grade of *facts*."""
        return next(grade for grade in self.grades if any(condition.holds(facts) for condition in grade.when))


class CasualtyStandard(Standard):
    """A standard by which totals of harm are made: those of the grades that are counted."""

    name: T
    text: T
    counted: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _counts_its_grades(self) -> "CasualtyStandard":
        if unknown := set(self.counted) - {grade.grade for grade in self.grades}:
            raise ValueError(f"counted names no grade of this standard: {', '.join(sorted(unknown))}")
        return self


class CasualtyFile(Frozen):
    """``casualty.yaml``."""

    standards: tuple[CasualtyStandard, ...] = Field(min_length=1)


@cache
def credibility_standard() -> Standard:
    """Return the standard of the information grade.

    Raises:
        CaseFault: the file has faults, each named with its line.
    """
    return _read("credibility.yaml", Standard)


@cache
def casualty_standards() -> dict[str, CasualtyStandard]:
    """Return the casualty standards by id, in the order of the file.

    Raises:
        CaseFault: the file has faults, each named with its line.
    """
    return {standard.id: standard for standard in _read("casualty.yaml", CasualtyFile).standards}


M = TypeVar("M", Standard, CasualtyFile)


def _read(name: str, model: type[M]) -> M:
    with as_file(files("trucekeeper") / "knowledge" / "standards" / name) as path:
        read, faults = read_yaml(path, model)
    if read is None:
        raise CaseFault(faults)
    return read
