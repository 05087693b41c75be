"""What the ledger asks of a database, answered by Django's connection to SQLite or PostgreSQL."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import InterfaceError, InternalError, OperationalError, connection, transaction

from trucekeeper.errors import BadInput, StoreFailed


class DjangoDatabase:
    """The connection of this thread, and the folder of the attachments."""

    def __init__(self, attachments: Path) -> None:
        self._attachments = attachments

    @contextmanager
    def writing(self, case: str) -> Iterator[None]:
        """Open a transaction that alone writes to the chain of *case*.

        SQLite has one writer (IMMEDIATE); on PostgreSQL an advisory lock makes one for each chain. A connection that
        broke is let go, so that the next commit finds a new one.

        Raises:
            StoreFailed: the disk is full, the database is gone or was locked too long.
        """
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    self.rows("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (case,))
                yield
        except (OperationalError, InterfaceError, InternalError) as error:
            if not connection.in_atomic_block:
                connection.close()
            said = str(error).strip().splitlines()[0]
            raise StoreFailed(f"the database failed, and nothing of this commit was kept: {said}") from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query.

        PostgreSQL sends them in binary: as text, bytes come in hexadecimal, twice as long and half as fast.
        """
        if connection.vendor == "postgresql":
            connection.ensure_connection()
            with connection.wrap_database_errors, connection.connection.cursor(binary=True) as binary:
                return list(binary.execute(sql, values))
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Execute a statement."""
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute a statement once for each of *rows*."""
        if len(rows) == 1:
            self.run(sql, rows[0])
            return
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)

    def keep_file(self, sha256: str, data: bytes) -> None:
        """Keep an attachment, on the disk before the entry that names it is."""
        path = self._attachments / sha256
        if path.exists():
            return
        self._attachments.mkdir(exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def read_file(self, sha256: str) -> bytes:
        """Return an attachment.

        Raises:
            BadInput: its file is gone, though no entry erased it.
        """
        try:
            return (self._attachments / sha256).read_bytes()
        except FileNotFoundError:
            raise BadInput(f"{self._attachments / sha256}: the attachment is missing; put it back") from None

    def drop_file(self, sha256: str) -> None:
        """Erase the file of an attachment once the transaction has ended well."""
        transaction.on_commit(lambda: (self._attachments / sha256).unlink(missing_ok=True))
