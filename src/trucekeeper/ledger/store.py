"""The ledger of a case in a database: entries, their seals and their record table, written in one transaction."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from trucekeeper.ledger.access import readable
from trucekeeper.ledger.chain import Row, Verdict, verify
from trucekeeper.ledger.database import BATCH, Book, Database, Item
from trucekeeper.ledger.entry import GENESIS, Entry, instant
from trucekeeper.ledger.held import Held
from trucekeeper.ledger.kinds import Body, Kinds
from trucekeeper.ledger.projection import Version
from trucekeeper.ledger.rights import People, Person
from trucekeeper.ledger.seal import NodeKey, Seal
from trucekeeper.ledger.writing import DUTY, NOBODY, Commit, Records, Standing, take_over


class Ledger:
    """One chain of entries for one case, each commit of which ends in a seal by the node's *key*."""

    def __init__(
        self,
        database: Database,
        case: str,
        key: NodeKey,
        kinds: Kinds,
        organisation: str,
        taken_over: Seal | None = None,
    ) -> None:
        self.book = Book(database, case, key, kinds, organisation, taken_over)
        self.case, self.key, self.kinds = case, key, kinds
        self._db = database
        self._known = NOBODY

    def append(self, items: Iterable[Item], *, author: str, recorded_at: datetime) -> int:
        """Append *items* in one transaction, and return how many were new.

        An id that the chain already holds is left as it is, so that the same intake twice changes nothing.
        ``recorded_at`` never decreases: an earlier clock is held at the last entry's time.

        Raises:
            BadInput: a schema refuses a body, or it has no canonical form; nothing of the commit is kept.
            NoRight: the author may not enter one of them; nothing of the commit is kept.
        """
        try:
            with self._db.writing(self.case):
                commit = Commit(self.book, self._standing, author, recorded_at)
                waiting = iter(items)
                while batch := list(islice(waiting, BATCH)):
                    commit.add(batch)
                commit.seal()
        except BaseException:
            self._known = NOBODY
            raise
        return commit.added

    def take_over(self, rows: Iterable[Row], seals: Iterable[tuple[int, str]], held: Iterable[Held]) -> int:
        """Enter the chain of another node as it came, in one transaction; return how many entries were new.

        The caller has verified it. What is here already is left as it is, so that an import can be repeated.

        Raises:
            BadInput: the chain here is another one, or an entry is of a kind that this program is without.
        """
        with self._db.writing(self.case):
            return take_over(self.book, self.head(), rows, seals, held)

    def people(self) -> People:
        """Return the people of the case and their roles, as they are now."""
        return self._standing().people

    def _standing(self) -> Standing:
        """Return the people and the key in force, read again only where an entry has changed them."""
        newest = self._db.rows(
            "SELECT max(seq) FROM record WHERE case_id = %s AND kind IN (%s, %s, %s)", (self.case, *DUTY)
        )[0][0]
        if newest != self._known.newest:
            self._known = Standing.read(self.book, newest)
        return self._known

    def head(self) -> tuple[int, str]:
        """Return how many entries the chain has, and the digest of the last."""
        found = self._db.rows(
            "SELECT seq, digest FROM entry WHERE case_id = %s ORDER BY seq DESC LIMIT 1", (self.case,)
        )
        return found[0] if found else (0, GENESIS)

    def seq_at(self, at: datetime | None) -> int:
        """Return the sequence number of the last entry recorded by an instant; ``None`` is now, 0 before the first."""
        if at is None:
            return self.head()[0]
        found = self._db.rows(
            "SELECT seq FROM entry WHERE case_id = %s AND recorded_at <= %s "
            "ORDER BY recorded_at DESC, seq DESC LIMIT 1",
            (self.case, instant(at)),
        )
        return int(found[0][0]) if found else 0

    def entries(self, *, after: int = 0, to: int | None = None) -> Iterator[Entry]:
        """Yield the entries in order, those behind *after* and up to *to*."""
        for row in self._rows(after, to):
            yield Entry.read(row.stored, row.digest)

    def page(
        self,
        kind: str | None = None,
        *,
        reader: Person | None = None,
        to: int | None = None,
        limit: int = 50,
        before: int | None = None,
    ) -> list[Entry]:
        """Return a page of the entries that *reader* may read, the newest first.

        Args:
            kind: of the records; every kind where it is None.
            reader: who asks; None is the node itself.
            to: as known at this entry.
            limit: how many at most.
            before: only entries earlier than this sequence number: the last of the page before.
        """
        clauses, values = ["r.case_id = %s"], list[Any]([self.case])
        for clause, value in (("r.kind = %s", kind), ("r.seq <= %s", to), ("r.seq < %s", before)):
            if value is not None:
                clauses.append(clause)
                values.append(value)
        if reader is not None:
            allowed, allowing = readable(reader)
            clauses.append(allowed)
            values += allowing
        found = self._db.rows(
            "SELECT e.stored, e.digest FROM record r JOIN entry e ON e.case_id = r.case_id AND e.seq = r.seq "  # noqa: S608
            f"WHERE {' AND '.join(clauses)} ORDER BY r.seq DESC LIMIT %s",
            (*values, limit),
        )
        return [Entry.read(bytes(stored), held) for stored, held in found]

    def standing(
        self, kind: str, *, to: int | None = None, reader: Person | None = None, limit: int | None = None
    ) -> Iterator[tuple[Version, Entry, Body]]:
        """Yield each record of a *kind* that stands at the entry *to*, in the order in which they were first entered.

        Withdrawn records are left out. With *limit*, only the latest days' come, the latest first.
        """
        until = self.head()[0] if to is None else to
        allowed, allowing = readable(reader) if reader else ("1 = 1", [])
        # Without "+ 0" SQLite would read every version by its seq and sort them, in place of walking the days.
        join = "" if limit else "JOIN entry o ON o.case_id = r.case_id AND o.id = r.record "
        order = f"r.day DESC, r.seq DESC LIMIT {limit:d}" if limit else "o.seq"
        where = (
            "r.kind = %s AND r.seq + 0 <= %s AND (r.closed IS NULL OR r.closed > %s) AND r.withdrawn = %s "
            f"AND {allowed} ORDER BY {order}"
        )
        yield from self._versions(join, where, (kind, until, until, False, *allowing))

    def versions(
        self, kind: str, *, to: int | None = None, reader: Person | None = None
    ) -> Iterator[tuple[Version, Entry, Body]]:
        """Yield every version of the records of a *kind* in the order of their entries, the withdrawn ones too.

        The body of a withdrawal is what it says: of which record, and why.
        """
        until = self.head()[0] if to is None else to
        allowed, allowing = readable(reader) if reader else ("1 = 1", [])
        where = f"r.kind = %s AND r.seq <= %s AND {allowed} ORDER BY r.seq"
        yield from self._versions("", where, (kind, until, *allowing))

    def records(self, names: list[str], *, to: int | None = None) -> Iterator[tuple[Version, Entry, Body]]:
        """Yield the records of these *names* that stand now, or at the entry *to*, in the order of their entries."""
        marks = ", ".join(["%s"] * len(names))
        closed = "r.closed IS NULL" if to is None else f"r.seq <= {to:d} AND (r.closed IS NULL OR r.closed > {to:d})"
        where = f"r.record IN ({marks}) AND {closed} AND r.withdrawn = %s ORDER BY r.seq"
        yield from self._versions("", where, (*names, False))

    def _versions(self, join: str, where: str, values: Sequence[Any]) -> Iterator[tuple[Version, Entry, Body]]:
        found = self._db.rows(
            "SELECT r.seq, r.record, r.kind, r.day, r.author, r.marking, r.audience, r.withdrawn, e.stored, e.digest "  # noqa: S608
            f"FROM record r JOIN entry e ON e.case_id = r.case_id AND e.seq = r.seq {join}"
            f"WHERE r.case_id = %s AND {where}",
            (self.case, *values),
        )
        for *columns, stored, held in found:
            version = Version(*columns)
            entry = Entry.read(bytes(stored), held)
            yield version, entry, version.body({"kind": entry.kind, "body": entry.body})

    def held(self, commitment: str) -> Held | None:
        """Return the text or attachment under a commitment; None where it was erased or never came."""
        found = self._db.rows(
            "SELECT salt, media_type, content, sha256 FROM held WHERE case_id = %s AND commitment = %s",
            (self.case, commitment),
        )
        if not found:
            return None
        salt, media_type, content, sha256 = found[0]
        data = self._db.read_file(sha256) if content is None else bytes(content)
        return Held(commitment, bytes(salt), media_type, data)

    def commitments(self) -> list[str]:
        """Return the commitments under which something is held, in alphabetical order."""
        found = self._db.rows("SELECT commitment FROM held WHERE case_id = %s ORDER BY commitment", (self.case,))
        return [commitment for (commitment,) in found]

    def attachments(self) -> list[str]:
        """Return the SHA-256 of each attachment that is held."""
        found = self._db.rows(
            "SELECT DISTINCT sha256 FROM held WHERE case_id = %s AND sha256 IS NOT NULL ORDER BY sha256", (self.case,)
        )
        return [sha256 for (sha256,) in found]

    def last_seal(self) -> str | None:
        """Return the last seal as JSON."""
        found = self._db.rows("SELECT sealed FROM seal WHERE case_id = %s ORDER BY count DESC LIMIT 1", (self.case,))
        return str(found[0][0]) if found else None

    def seals(self) -> Iterator[tuple[int, str]]:
        """Yield (count, JSON) of each seal, by count."""
        last = -1
        while found := self._db.rows(
            "SELECT count, sealed FROM seal WHERE case_id = %s AND count > %s ORDER BY count LIMIT %s",
            (self.case, last, BATCH),
        ):
            yield from found
            last = found[-1][0]

    def stored(self, *, to: int | None = None) -> Iterator[Row]:
        """Yield every entry as it is stored, up to the entry *to*."""
        return self._rows(0, to)

    def checkpoint(self, at: datetime) -> Seal:
        """Return the node's signed word, at *at*, on how far its chain goes; to be given to partners."""
        count, last = self.head()
        return self.key.seal(self.case, count, last, at)

    def verify(self, checkpoint: Seal | None = None) -> Verdict:
        """Read every stored byte again and return what does not hold, in the order of the chain.

        *checkpoint* is one that was exported earlier: the chain must still hold what it says.
        """
        return verify(self.case, self.key.public, self._rows(0, None), self.seals(), checkpoint, self.book.taken_over)

    def rebuild(self, progress: Callable[[int], object] = lambda _: None) -> int:
        """Make the record table anew from the entries; return how many were read. *progress* takes each count."""
        count = 0
        with self._db.writing(self.case):
            self._db.run("DELETE FROM record WHERE case_id = %s", (self.case,))
            records = Records(self.book)
            rows = self._rows(0, None)
            while batch := list(islice(rows, BATCH)):
                for row in batch:
                    records.take(json.loads(row.stored))
                records.flush()
                count += len(batch)
                progress(count)
        return count

    def _rows(self, after: int, to: int | None) -> Iterator[Row]:
        """Read by pages of the sequence, so that memory does not grow with the chain.

        The order is that of the stored sequence numbers, whatever they are: a number that was tampered with shows.
        """
        last, end = after, "" if to is None else f" AND seq <= {to:d}"
        while True:
            found = self._db.rows(
                "SELECT seq, id, kind, recorded_at, marking, stored, digest FROM entry "  # noqa: S608
                f"WHERE case_id = %s AND seq > %s AND seq <= %s{end} ORDER BY seq",
                (self.case, last, last + BATCH),
            )
            for row in found:
                yield Row._make((*row[:5], _bytes(row[5]), row[6]))
            last += BATCH
            if len(found) < BATCH:
                beyond = self._db.rows(
                    f"SELECT min(seq) FROM entry WHERE case_id = %s AND seq > %s{end}",  # noqa: S608
                    (self.case, last),
                )[0][0]
                if beyond is None:
                    return
                last = beyond - 1


def _bytes(stored: Any) -> bytes:
    """Return stored bytes as bytes, though someone has made text of them."""
    return stored.encode("utf-8", "surrogatepass") if isinstance(stored, str) else bytes(stored)
