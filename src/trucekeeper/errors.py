"""Everything that can go wrong, in one tree; each error knows the exit code that the command line ends with.

::

    TrucekeeperError
    ├── BadInput          exit 2: what was given cannot be taken
    │   └── Contradiction a judgement that those before it rule out; carries their chain
    └── NoAnswer          exit 1: the question was understood and the answer is no
        ├── CaseFault     a case does not pass its check; carries every fault
        ├── ChainBroken   the entries of a ledger do not follow from one another
        ├── NoRight       the person asking may not do this
        └── StoreFailed   the database could not write or read; nothing of the commit at hand was kept

A message says what is wrong, where, and what would be right; it is part of the public interface. A fault in a single
row is a value, :class:`Fault`, not an exception: the good rows go in all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal


@dataclass(frozen=True)
class Fault:
    """Something wrong at a line of a file, counted from 1. An ``error`` left something out; a ``note`` kept it."""

    file: Path
    line: int
    message: str
    severity: Literal["error", "note"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class TrucekeeperError(Exception):
    """The root of the tree."""

    exit_code: ClassVar[int] = 1


class BadInput(TrucekeeperError):
    """What was given cannot be taken; *file* and *line* say where, if it stands in a file."""

    exit_code = 2

    def __init__(self, message: str, *, file: Path | None = None, line: int = 1) -> None:
        super().__init__(message if file is None else str(Fault(file, line, message)))


class Contradiction(BadInput):
    """A judgement that those before it rule out; ``chain`` are theirs, each as (claim, same, claim, by whom)."""

    def __init__(self, message: str, chain: tuple[tuple[str, bool, str, str], ...]) -> None:
        self.chain = chain
        super().__init__(message)


class NoAnswer(TrucekeeperError):
    """The question was understood and the answer is no."""


class CaseFault(NoAnswer):
    """A case does not pass its check."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


class ChainBroken(NoAnswer):
    """The entries of a ledger do not follow from one another; *seq* is the first that does not."""

    def __init__(self, seq: int, why: str) -> None:
        self.seq = seq
        super().__init__(f"entry {seq}: {why}")


class NoRight(NoAnswer):
    """The person asking may not do this."""


class StoreFailed(NoAnswer):
    """The database could not write or read; nothing of the commit at hand was kept."""
