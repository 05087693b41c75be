"""Whether a chain holds: its stored bytes, the digests between them, its seals, and a checkpoint given out earlier.

A seal must be by the key in force where it stands: the first is the one that the chain's first ``key`` entry names. A
later ``key`` entry takes force after the seal of its own commit, so that the old key vouches for the new; or at once,
where it carries the last word of the node that kept the chain before (a hand-over, which anyone can see). The key in
force at the end must be the node's own.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from trucekeeper.errors import ChainBroken
from trucekeeper.ledger.entry import GENESIS, digest
from trucekeeper.ledger.seal import Seal
from trucekeeper.vocabulary.text import Frozen

KEY = "key"


class Row(NamedTuple):
    """An entry as it is stored: what the columns say beside the stored bytes and their digest."""

    seq: int
    id: str
    kind: str
    recorded_at: str
    marking: str
    stored: bytes
    digest: str


class Bad(Frozen):
    """An entry that does not hold, by its sequence number, and why."""

    seq: int
    why: str


class Verdict(Frozen):
    """What reading a chain again found: how many entries, the last digest, and what does not hold."""

    entries: int
    head: str
    bad: tuple[Bad, ...]

    @property
    def ok(self) -> bool:
        """Tell whether everything holds."""
        return not self.bad

    def assert_ok(self) -> None:
        """Raise for the first that does not hold.

        Raises:
            ChainBroken: something does not hold.
        """
        if self.bad:
            raise ChainBroken(self.bad[0].seq, self.bad[0].why)


def verify(
    case: str,
    key: str,
    rows: Iterable[Row],
    seals: Iterable[tuple[int, str]],
    checkpoint: Seal | None = None,
    taken_over: Seal | None = None,
) -> Verdict:
    """Return the verdict on the chain of *case*, in the order of its sequence.

    Args:
        case: the id of the case.
        key: the node's public key, which must be the one in force at the end.
        rows: the stored entries by sequence.
        seals: (count, JSON) by count.
        checkpoint: one that was exported earlier; the chain must still hold what it says.
        taken_over: the last word of the node that kept the chain, where this one has not added to it yet.
    """
    reading = _Reading(case, seals)
    at_checkpoint = GENESIS
    for row in rows:
        reading.read(row)
        if checkpoint and row.seq == checkpoint.count:
            at_checkpoint = row.digest
    reading.end(key, taken_over)
    if checkpoint:
        why = _checkpoint_fault(case, reading.keys | {key}, checkpoint, reading.last, at_checkpoint)
        reading.bad += [Bad(seq=checkpoint.count, why=why)] if why else []
    return Verdict(entries=reading.last, head=reading.head, bad=tuple(sorted(reading.bad, key=lambda b: b.seq)))


class _Reading:
    """A chain as far as it has been read: the last entry, the key in force, the next seal and what does not hold."""

    def __init__(self, case: str, seals: Iterable[tuple[int, str]]) -> None:
        self.last, self.head, self.bad = 0, GENESIS, list[Bad]()
        self._case = case
        self._case_text = json.dumps(case, ensure_ascii=False)
        self._seals = iter(seals)
        self._seal = next(self._seals, None)
        self.keys = set[str]()
        self._key: str | None = None
        self._next_key: str | None = None
        self._sealed = 0

    def read(self, row: Row) -> None:
        seq, entry_id, kind, recorded_at, marking, stored, held = row
        gap = seq != self.last + 1
        self.bad += [Bad(seq=n, why="missing") for n in range(self.last + 1, seq)]
        previous = self.head
        tail = (
            f',"case":{self._case_text},"id":"{entry_id}","kind":"{kind}","marking":"{marking}",'
            f'"previous":"{previous}","recorded_at":"{recorded_at}","seq":{seq}}}'
        ).encode()
        if gap or not stored.endswith(tail) or digest(previous, stored) != held:
            self._refuse(row, None if gap else previous)
        self.last, self.head = seq, held
        if kind == KEY:
            self._take_key(stored, seq, previous)
        if self._seal is not None and self._seal[0] <= seq:
            self._pass_seals(seq, held)

    def _refuse(self, row: Row, previous: str | None) -> None:
        """Say why an entry does not hold, if it does not; *previous* is None after a gap, which is named by itself."""
        try:
            said: Any = json.loads(row.stored)
            told = tuple(said[name] for name in ("seq", "id", "kind", "recorded_at", "marking", "case"))
            before = said["previous"] if previous is None else previous
            follows = said["previous"] == before and digest(before, row.stored) == row.digest
        except (ValueError, KeyError, TypeError, AttributeError):
            self.bad.append(Bad(seq=row.seq, why="its bytes are no entry"))
            return
        if not follows or told != (*row[:5], self._case):
            self.bad.append(Bad(seq=row.seq, why="its bytes do not follow from the entry before"))

    def _take_key(self, stored: bytes, seq: int, previous: str) -> None:
        try:
            body = json.loads(stored)["body"]
            public, last = str(body["public"]), body.get("taken_over")
            word = Seal.model_validate(last) if last else None
        except (ValueError, KeyError, TypeError):
            return
        self.keys.add(public)
        handed = word and (word.count, word.head, word.key) == (seq - 1, previous, self._key) and word.is_valid()
        if self._key is None or handed:
            self._key = public
        else:
            self._next_key = public

    def _pass_seals(self, seq: int, held: str) -> None:
        while self._seal is not None and self._seal[0] <= seq:
            count, sealed = self._seal
            if count < seq:
                self.bad.append(Bad(seq=count, why="missing: a seal names it"))
            else:
                self.bad += [Bad(seq=count, why=why) for why in self._seal_faults(count, sealed, held)]
                self._key, self._next_key, self._sealed = self._next_key or self._key, None, count
            self._seal = next(self._seals, None)

    def _seal_faults(self, count: int, sealed: str, held: str) -> Iterator[str]:
        try:
            seal = Seal.model_validate_json(sealed)
        except ValidationError:
            yield "its seal cannot be read"
            return
        if seal.key != self._key:
            yield f"sealed by an unknown key, {seal.key}"
        elif not seal.is_valid():
            yield "its seal is not by the key it names"
        elif (seal.case, seal.count, seal.head) != (self._case, count, held):
            yield "its seal is over another entry"

    def end(self, key: str, taken_over: Seal | None) -> None:
        if self._seal is None and self.last > self._sealed:
            self.bad.append(Bad(seq=self.last, why="no seal ends the chain here"))
        while self._seal is not None:
            self.bad.append(Bad(seq=self._seal[0], why="missing: a seal names it"))
            self._seal = next(self._seals, None)
        if taken_over and (taken_over.count, taken_over.head, taken_over.key) == (self.last, self.head, self._key):
            self._key = key
        if self.last and self._key != key:
            self.bad.append(Bad(seq=self.last, why=f"the node's key, {key}, is not the one that this chain names"))


def _checkpoint_fault(case: str, keys: set[str], checkpoint: Seal, last: int, head: str) -> str | None:
    at = checkpoint.at.isoformat()
    if checkpoint.key not in keys:
        return f"the checkpoint is by an unknown key, {checkpoint.key}"
    if not checkpoint.is_valid():
        return "the checkpoint is not by the key it names"
    if checkpoint.case != case:
        return f"the checkpoint is of another case, {checkpoint.case}"
    if checkpoint.count > last:
        return f"missing: the checkpoint of {at} counts {checkpoint.count} entries, here are {last}"
    if checkpoint.head != head:
        return f"not the entry that the checkpoint of {at} names"
    return None
