"""Writing to the ledger: one commit to a chain, and the record table that goes in with it."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from trucekeeper.errors import BadInput, NoRight
from trucekeeper.ledger.chain import KEY, Row
from trucekeeper.ledger.database import BATCH, Book, Item
from trucekeeper.ledger.entries import CORRECTION, ERASURE, WITHDRAWAL
from trucekeeper.ledger.entry import GENESIS, canonical, digest, instant
from trucekeeper.ledger.held import Held
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.ledger.projection import Version, project
from trucekeeper.ledger.rights import NODE, PERSON, RIGHT, People


def documents(book: Book, kinds: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the entries of a few *kinds*, which are read whole, in their order."""
    marks = ", ".join(["%s"] * len(kinds))
    found = book.database.rows(
        "SELECT e.stored FROM record r JOIN entry e ON e.case_id = r.case_id AND e.seq = r.seq "  # noqa: S608
        f"WHERE r.case_id = %s AND r.kind IN ({marks}) ORDER BY r.seq",
        (book.case, *kinds),
    )
    for (stored,) in found:
        yield json.loads(bytes(stored))


DUTY = (PERSON, RIGHT, KEY)
"""The kinds of entry that decide who may write, and under which key."""


class Standing(NamedTuple):
    """Who may write and under which key, as the entries up to ``newest`` leave it."""

    newest: int | None
    people: People
    key: str | None

    @classmethod
    def read(cls, book: Book, newest: int | None) -> "Standing":
        """Fold the entries that say so; there are few."""
        people, key = People(), None
        for document in documents(book, DUTY):
            if document["kind"] == KEY:
                key = document["body"]["public"]
            else:
                people.take(document["kind"], document["body"])
        return cls(newest, people, key)


NOBODY = Standing(None, People(), None)


class Commit:
    """One commit to a chain: entries in batches, then the seal over the last."""

    def __init__(self, book: Book, standing: Callable[[], Standing], author: str, recorded_at: datetime) -> None:
        self.author, self.added = author, 0
        self._book, self._db, self._case = book, book.database, book.case
        self._read_standing, self._standing = standing, standing()
        head = self._db.rows(
            "SELECT seq, digest, recorded_at FROM entry WHERE case_id = %s ORDER BY seq DESC LIMIT 1", (self._case,)
        )
        self._seq, self._previous, last = head[0] if head else (0, GENESIS, "")
        self._recorded_at = max(instant(recorded_at), last)
        self._records = Records(book)
        self._may: dict[str, Kind] = {}
        if head:
            self._take_chain()

    def add(self, batch: list[Item]) -> None:
        """Write the entries of a batch, those left out whose ids are known."""
        known = self._known([item.id for item in batch])
        entries = []
        for item in batch:
            if item.id in known:
                continue
            known.add(item.id)
            entries.append(self._entry(item))
            if item.kind in (*DUTY, CORRECTION, WITHDRAWAL, ERASURE):
                self._write(entries)
                entries = []
            if item.kind in DUTY:
                self._may.clear()
                self._standing = self._read_standing()
        self._write(entries)

    def seal(self) -> None:
        """End the commit with the node's seal over its last entry."""
        if self.added:
            at = datetime.fromisoformat(self._recorded_at)
            seal = self._book.key.seal(self._case, self._seq, self._previous, at)
            self._db.run(
                "INSERT INTO seal (case_id, count, sealed) VALUES (%s, %s, %s)",
                (self._case, self._seq, seal.model_dump_json()),
            )

    def _entry(self, item: Item) -> Row:
        """Return the row of an entry, after everything that could refuse it."""
        body = self._book.kinds.accept(item.kind, item.body)
        kind = self._permitted(item, body)
        audience = (self._book.organisation,) if item.audience is None else item.audience
        document = {
            "seq": self._seq + 1,
            "id": item.id,
            "kind": kind.name,
            "recorded_at": self._recorded_at,
            "author": self.author,
            "case": self._case,
            "marking": item.marking.value,
            "audience": list(audience),
            "body": body,
            "previous": self._previous,
        }
        stored = canonical(document)
        self._records.take(document)
        self._seq, self.added = self._seq + 1, self.added + 1
        self._previous = digest(self._previous, stored)
        for held in item.held:
            hold(self._book, held)
        if kind.name == ERASURE:
            self._erase(body["commitments"])
        return Row(self._seq, item.id, kind.name, self._recorded_at, item.marking.value, stored, self._previous)

    def _write(self, entries: list[Row]) -> None:
        write_entries(self._book, entries)
        self._records.flush()

    def _known(self, ids: list[str]) -> set[str]:
        marks = ", ".join(["%s"] * len(ids))
        found = self._db.rows(f"SELECT id FROM entry WHERE case_id = %s AND id IN ({marks})", (self._case, *ids))  # noqa: S608
        return {entry_id for (entry_id,) in found}

    def _permitted(self, item: Item, body: Body) -> Kind:
        """Return the kind, after asking whether the author may enter this; a kind that asks nothing more is kept."""
        if item.kind in self._may:
            return self._may[item.kind]
        kind = judged = self._book.kinds[item.kind]
        earlier: set[str] = set()
        if item.kind in (CORRECTION, WITHDRAWAL):
            standing = self._records.standing(body["of"])
            if standing is not None:
                judged = self._book.kinds[standing.kind]
                body = body.get("body", body) if item.kind == CORRECTION else body
                if item.kind == CORRECTION:
                    self._book.kinds.accept(judged.name, body)
        if judged.asked(body)[1] and item.kind != WITHDRAWAL:
            earlier = self._authors(judged.subjects(body))
        self._standing.people.assert_may(self.author, judged, body, earlier)
        if not judged.apart and judged.asks is None and judged is kind and kind.name not in (PERSON, RIGHT):
            self._may[item.kind] = kind
        return kind

    def _authors(self, subjects: Iterable[str]) -> set[str]:
        """Return who entered, corrected or withdrew each of the entries; a claim's id leads to its report."""
        ids = sorted({subject.split("#")[0] for subject in subjects})
        if not ids:
            return set()
        marks = ", ".join(["%s"] * len(ids))
        found = self._db.rows(
            f"SELECT author FROM record WHERE case_id = %s AND record IN ({marks})",  # noqa: S608
            (self._case, *ids),
        )
        return {author for (author,) in found}

    def _take_chain(self) -> None:
        """Assert that the node's key is the one in force; a node that took the chain over enters its own first.

        Raises:
            NoRight: the node's key file is another than the chain names.
        """
        named = self._standing.key
        public, before = self._book.key.public, self._book.taken_over
        if public == named:
            return
        if before is None or before.key != named or before.count != self._seq:
            raise NoRight(f"the node's key, {public}, is not the one that this chain names, {named}")
        body = {"public": public, "why": "the chain was handed over", "taken_over": before.model_dump(mode="json")}
        author, self.author = self.author, NODE
        self.add([Item(f"{KEY}:{public}", KEY, body)])
        self.author = author

    def _erase(self, commitments: Iterable[str]) -> None:
        for commitment in commitments:
            found = self._db.rows(
                "SELECT sha256 FROM held WHERE case_id = %s AND commitment = %s", (self._case, commitment)
            )
            if not found:
                raise BadInput(f"$.body.commitments: nothing is held under {commitment}")
            self._db.run("DELETE FROM held WHERE case_id = %s AND commitment = %s", (self._case, commitment))
            (sha256,) = found[0]
            if sha256 and not self._db.rows("SELECT 1 FROM held WHERE sha256 = %s LIMIT 1", (sha256,)):
                self._db.drop_file(sha256)


def take_over(
    book: Book, head: tuple[int, str], rows: Iterable[Row], seals: Iterable[tuple[int, str]], held: Iterable[Held]
) -> int:
    """Enter the rows of another node's chain behind *head*; see :meth:`Ledger.take_over`."""
    records, count, waiting, known = Records(book), 0, list[Row](), None
    for row in rows:
        if row.seq <= head[0]:
            known = row
            continue
        if known is not None and count == 0:
            _assert_same(book, known)
        records.take(json.loads(row.stored))
        waiting.append(row)
        count += 1
        if len(waiting) == BATCH:
            write_entries(book, waiting)
            records.flush()
            waiting = []
    if known is not None and count == 0:
        _assert_same(book, known)
    write_entries(book, waiting)
    records.flush()
    if count:
        book.database.run_many(
            "INSERT INTO seal (case_id, count, sealed) VALUES (%s, %s, %s)",
            [(book.case, number, sealed) for number, sealed in seals if number > head[0]],
        )
        for one in held:
            hold(book, one)
    return count


def _assert_same(book: Book, row: Row) -> None:
    """Refuse a chain that is another one up to *row*; its digest stands for everything before it."""
    found = book.database.rows("SELECT digest FROM entry WHERE case_id = %s AND seq = %s", (book.case, row.seq))
    if found != [(row.digest,)]:
        raise BadInput(f"entry {row.seq}: the chain here is another one; import into an empty node")


def write_entries(book: Book, rows: list[Row]) -> None:
    """Insert entries, whose bytes were made or verified before."""
    if rows:
        book.database.run_many(
            "INSERT INTO entry (case_id, seq, id, kind, recorded_at, marking, stored, digest) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [(book.case, *row) for row in rows],
        )


def hold(book: Book, held: Held) -> None:
    """Keep a text in the database, or an attachment as a file."""
    content, sha256 = (held.data, None) if held.is_text else (None, held.sha256)
    if sha256:
        book.database.keep_file(sha256, held.data)
    book.database.run(
        "INSERT INTO held (case_id, commitment, salt, media_type, content, sha256) VALUES (%s, %s, %s, %s, %s, %s)",
        (book.case, held.commitment, held.salt, held.media_type, content, sha256),
    )


class Records:
    """The record table as entries come: new versions wait, and go in with what they close."""

    def __init__(self, book: Book) -> None:
        self._book, self._db = book, book.database
        self._new: dict[str, Version] = {}
        self._closing: list[tuple[int, str, str]] = []

    def take(self, document: dict[str, Any]) -> None:
        """Take in what an entry does to the records."""
        version = project(document, self._book.kinds, self.standing)
        if document["kind"] in (CORRECTION, WITHDRAWAL):
            self.flush()
            self._closing.append((version.seq, self._book.case, version.record))
        self._new[version.record] = version

    def standing(self, record: str) -> Version | None:
        """Return the version of a record that stands now."""
        if record in self._new:
            return self._new[record]
        found = self._db.rows(
            "SELECT seq, record, kind, day, author, marking, audience, withdrawn FROM record "
            "WHERE case_id = %s AND record = %s AND closed IS NULL",
            (self._book.case, record),
        )
        return Version(*found[0]) if found else None

    def flush(self) -> None:
        """Write what waits."""
        if self._closing:
            self._db.run_many(
                "UPDATE record SET closed = %s WHERE case_id = %s AND record = %s AND closed IS NULL", self._closing
            )
        if self._new:
            self._db.run_many(
                "INSERT INTO record (case_id, seq, record, kind, day, author, marking, audience, withdrawn) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [(self._book.case, *version) for version in self._new.values()],
            )
        self._new, self._closing = {}, []
