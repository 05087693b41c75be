"""Entering a case in a ledger: its version, with the digest of each file, and its rows; and reading them back."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from trucekeeper.case.load import Case
from trucekeeper.case.records import ChronologyRow, FigureRow
from trucekeeper.ledger import Ledger

VERSION, ROW, FIGURE = "case_version", "record_row", "figure"


def enter_case(ledger: Ledger, case: Case, *, author: str, recorded_at: datetime) -> int:
    """Append the case's version and rows in one transaction; return how many entries were new.

    Rows are entered in the order in which they were published, as they would have arrived.
    """
    return ledger.append(_entries(case), author=author, recorded_at=recorded_at)


def _entries(case: Case) -> Iterator[tuple[str, str, dict[str, Any]]]:
    digests = {
        path.relative_to(case.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(case.root.rglob("*"))
        if path.is_file()
    }
    version = hashlib.sha256("".join(f"{name}:{digest}\n" for name, digest in digests.items()).encode()).hexdigest()
    yield f"{VERSION}:{version}", VERSION, {"version": version, "files": digests}
    for row in sorted(case.rows, key=lambda r: (r.published, r.date)):
        yield row.id, ROW, row.model_dump(mode="json")
    for figure in sorted(case.figures, key=lambda f: f.citation.published):
        yield figure.id, FIGURE, figure.model_dump(mode="json")


def recorded_rows(ledger: Ledger) -> tuple[ChronologyRow, ...]:
    """Return the rows that the ledger holds, in the order of their sequence."""
    return tuple(ChronologyRow.model_validate(entry.body) for entry in ledger.entries(ROW))


def recorded_figures(ledger: Ledger) -> tuple[FigureRow, ...]:
    """Return the figures that the ledger holds, in the order of their sequence."""
    return tuple(FigureRow.model_validate(entry.body) for entry in ledger.entries(FIGURE))
