"""The entry table in SQLite: appended to, never changed; the database itself refuses UPDATE and DELETE."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from trucekeeper.errors import ChainBroken
from trucekeeper.ledger.entry import GENESIS, Entry, digest
from trucekeeper.vocabulary.marking import Marking

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, stored BLOB NOT NULL, digest TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER IF NOT EXISTS entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
"""


class Ledger:
    """One chain of entries for one case."""

    def __init__(self, path: Path, case: str) -> None:
        self.case = case
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA recursive_triggers = ON")
        self._db.executescript(_SCHEMA)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def append(self, items: Iterable[tuple[str, str, dict[str, Any]]], *, author: str, recorded_at: datetime) -> int:
        """Append (id, kind, body) *items* in one transaction, and return how many were new.

        An id that the chain already holds is left as it is, so that the same intake twice changes nothing.
        ``recorded_at`` never decreases: an earlier clock is held at the last entry's time.
        """
        with closing(self._db.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                added = self._append(cursor, items, author, recorded_at)
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")
        return added

    def _append(
        self,
        cursor: sqlite3.Cursor,
        items: Iterable[tuple[str, str, dict[str, Any]]],
        author: str,
        recorded_at: datetime,
    ) -> int:
        head = cursor.execute("SELECT seq, digest, stored FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        seq, previous = (head[0], head[1]) if head else (0, GENESIS)
        if head:
            recorded_at = max(recorded_at, datetime.fromisoformat(json.loads(head[2])["recorded_at"]))
        known = {row[0] for row in cursor.execute("SELECT id FROM entry")}
        added = 0
        for entry_id, kind, body in items:
            if entry_id in known:
                continue
            known.add(entry_id)
            seq, added = seq + 1, added + 1
            entry = Entry(
                seq=seq,
                id=entry_id,
                kind=kind,
                recorded_at=recorded_at,
                author=author,
                case=self.case,
                marking=Marking.CLEAR,
                audience=(),
                body=body,
                previous=previous,
            )
            stored = entry.canonical()
            previous = digest(previous, stored)
            cursor.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", (seq, entry_id, kind, stored, previous))
        return added

    def entries(self, kind: str | None = None) -> Iterator[Entry]:
        """Yield the entries in order, of one *kind* where it is given."""
        where, values = ("WHERE kind = ?", (kind,)) if kind else ("", ())
        for (stored,) in self._db.execute(f"SELECT stored FROM entry {where} ORDER BY seq", values):  # noqa: S608
            yield Entry.model_validate_json(stored)

    def verify(self) -> int:
        """Return how many entries the chain holds.

        Raises:
            ChainBroken: an entry is missing or was changed; the first such is named.
        """
        previous, count = GENESIS, 0
        for seq, stored, held in self._db.execute("SELECT seq, CAST(stored AS BLOB), digest FROM entry ORDER BY seq"):
            count += 1
            if seq != count:
                raise ChainBroken(count, "missing")
            if digest(previous, stored) != held or json.loads(stored)["previous"] != previous:
                raise ChainBroken(seq, "its bytes do not follow from the entry before")
            previous = held
        return count
