"""What the ledger asks of a database, and what is to be entered in it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from trucekeeper.ledger.held import Held
from trucekeeper.ledger.kinds import Body, Kinds
from trucekeeper.ledger.seal import NodeKey, Seal
from trucekeeper.vocabulary.marking import Marking

BATCH = 1000
"""Entries that are written, or read, by one statement."""


class Database(Protocol):
    """What the ledger asks of a database. Statements carry ``%s`` for their values."""

    def writing(self, case: str) -> AbstractContextManager[None]:
        """Open a transaction that alone writes to the chain of *case*; on an error nothing of it stays."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Execute a statement."""

    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute a statement once for each of *rows*."""

    def keep_file(self, sha256: str, data: bytes) -> None:
        """Keep an attachment as a file named by its digest."""

    def read_file(self, sha256: str) -> bytes:
        """Return an attachment."""

    def drop_file(self, sha256: str) -> None:
        """Erase the file of an attachment, once the transaction has ended well."""


class Item(NamedTuple):
    """What is to be entered. An ``audience`` of None is the node's own organisation."""

    id: str
    kind: str
    body: Body
    marking: Marking = Marking.CLEAR
    audience: tuple[str, ...] | None = None
    held: tuple[Held, ...] = ()


@dataclass(frozen=True)
class Book:
    """Which chain is written, where, sealed by which key, with which kinds, by a node of which organisation.

    ``taken_over`` is the last word of the node that kept the chain before, where it was handed over to this one.
    """

    database: Database
    case: str
    key: NodeKey
    kinds: Kinds
    organisation: str
    taken_over: Seal | None = None
