"""Entering a case in a ledger: its version, with the digest of each file, and its rows; and reading them back.

Entering a later version of the same folder records what changed: a row that reads otherwise is corrected, one that is
gone is withdrawn. Nothing that was entered is lost.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from trucekeeper.case.entries import FIGURE, ROW, VERSION
from trucekeeper.case.load import Case
from trucekeeper.case.records import ChronologyRow, FigureRow
from trucekeeper.ledger import Item, Ledger, Person
from trucekeeper.ledger.entries import CORRECTION, WITHDRAWAL
from trucekeeper.ledger.kinds import Body

_UNSAID = frozenset({"line", "v"})
"""What a row carries that nobody said: where it stands in its file, and the version of its schema."""


def case_version(root: Path) -> tuple[str, dict[str, str]]:
    """Return the digest of a case folder and the SHA-256 of each of its files by its path in the folder."""
    digests = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    listed = "".join(f"{name}:{digest}\n" for name, digest in digests.items())
    return hashlib.sha256(listed.encode()).hexdigest(), digests


def enter_case(ledger: Ledger, case: Case, *, author: str, recorded_at: datetime) -> int:
    """Append the case's version and rows in one transaction; return how many entries were new.

    Rows are entered in the order in which they were published, as they would have arrived.
    """
    version, digests = case_version(case.root)
    standing = {kind: {entry.record: body for entry, _, body in ledger.standing(kind)} for kind in (ROW, FIGURE)}
    rows = {row.id: row.model_dump(mode="json") for row in sorted(case.rows, key=lambda r: (r.published, r.date))}
    figures = {f.id: f.model_dump(mode="json") for f in sorted(case.figures, key=lambda f: f.citation.published)}
    items = [Item(f"{VERSION}:{version}", VERSION, {"version": version, "files": digests})]
    items += _changes(ROW, standing[ROW], rows, version)
    items += _changes(FIGURE, standing[FIGURE], figures, version)
    return ledger.append(items, author=author, recorded_at=recorded_at)


def _changes(kind: str, before: Mapping[str, Body], now: Mapping[str, Body], version: str) -> Iterator[Item]:
    """Yield what makes *now* of *before*: new rows, corrections and withdrawals."""
    why = f"the case folder in version {version[:12]}"
    for name, body in now.items():
        if name not in before:
            yield Item(name, kind, body)
        elif _said(before[name]) != _said(body):
            yield Item(f"{name}@{version[:12]}", CORRECTION, {"of": name, "body": body, "why": why})
    for name in before.keys() - now.keys():
        yield Item(f"{name}@{version[:12]}", WITHDRAWAL, {"of": name, "why": f"no longer in {why}"})


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in _UNSAID}


def recorded_rows(ledger: Ledger, *, to: int | None = None) -> tuple[ChronologyRow, ...]:
    """Return the rows that stand in the ledger at the entry *to*, in the order of their sequence."""
    return tuple(ChronologyRow.model_validate(_row(body)) for _, _, body in ledger.standing(ROW, to=to))


def recorded_figures(ledger: Ledger, *, to: int | None = None, reader: Person | None = None) -> tuple[FigureRow, ...]:
    """Return the figures that stand in the ledger at the entry *to*, in order; with *reader*, those it may read."""
    standing = ledger.standing(FIGURE, to=to, reader=reader)
    return tuple(FigureRow.model_validate(_row(body)) for _, _, body in standing)


def _row(body: Body) -> Body:
    return {key: value for key, value in body.items() if key != "v"}
