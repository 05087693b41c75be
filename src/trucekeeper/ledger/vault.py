"""The vault: who the people behind sources are, each encrypted under a key of their own.

It is a store beside the ledger, in two files: what is encrypted, and the keys. Destroying a key erases the person, in
every copy of the first file that was ever made; so back up the two apart, and the keys to nowhere that cannot forget.
The ledger holds opaque ids alone. Who opened what, and why, is an entry.
"""

import json
import os
import secrets
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import ValidationError

from trucekeeper.errors import BadInput, NoAnswer
from trucekeeper.vocabulary.text import Frozen

STORE, KEYS = "vault.sqlite", "vault-keys.sqlite"
NONCE_BYTES = 12


class Consent(Frozen):
    """What a person agreed to, and when: nothing goes out that it does not cover."""

    given: bool
    to: tuple[str, ...] = ()
    on: date | None = None


class Contact(Frozen):
    """The person behind a source."""

    name: str
    contact: str | None = None
    consent: Consent
    note: str | None = None


class Vault:
    """The vault in a folder. It asks nobody for a right: the node does, and logs the access, before it calls."""

    def __init__(self, folder: Path) -> None:
        self._store, self._keys = folder / STORE, folder / KEYS
        for path, table in ((self._store, "sealed"), (self._keys, "key")):
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
            with closing(self._open(path)) as db, db:
                db.execute(f"CREATE TABLE IF NOT EXISTS {table} (source TEXT PRIMARY KEY, value BLOB NOT NULL)")

    def enter(self, source: str, contact: Contact) -> None:
        """Keep the person behind *source*, in place of what was kept before, under a fresh key."""
        key, nonce = AESGCM.generate_key(bit_length=256), secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + AESGCM(key).encrypt(nonce, contact.model_dump_json().encode(), source.encode())
        with closing(self._open(self._keys)) as keys, keys:
            keys.execute("REPLACE INTO key VALUES (?, ?)", (source, key))
        with closing(self._open(self._store)) as store, store:
            store.execute("REPLACE INTO sealed VALUES (?, ?)", (source, sealed))

    def read(self, source: str) -> Contact:
        """Return the person behind *source*.

        Raises:
            NoAnswer: nobody is kept under it, or who was has been erased.
            BadInput: the store was changed.
        """
        key, sealed = self._get(self._keys, "key", source), self._get(self._store, "sealed", source)
        if key is None or sealed is None:
            raise NoAnswer(f"{source}: nobody is in the vault under this id, or who was has been erased")
        try:
            opened = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], source.encode())
        except InvalidTag:
            raise BadInput(f"{source}: what the vault holds was changed, or its key is another") from None
        return Contact.model_validate_json(opened)

    def erase(self, source: str) -> None:
        """Destroy the key of *source*, and what it opened.

        Raises:
            NoAnswer: nobody is kept under it.
        """
        if self._get(self._keys, "key", source) is None:
            raise NoAnswer(f"{source}: nobody is in the vault under this id")
        for path, table in ((self._keys, "key"), (self._store, "sealed")):
            with closing(self._open(path)) as db:
                with db:
                    db.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608
                db.execute("VACUUM")

    def holds(self, source: str) -> bool:
        """Tell whether a person is kept under *source*."""
        return self._get(self._keys, "key", source) is not None

    def _get(self, path: Path, table: str, source: str) -> bytes | None:
        with closing(self._open(path)) as db:
            found = db.execute(f"SELECT value FROM {table} WHERE source = ?", (source,)).fetchone()  # noqa: S608
        return bytes(found[0]) if found else None

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        db = sqlite3.connect(path)
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA synchronous = FULL")
        return db


def read_contact(text: str) -> Contact:
    """Return the person that a JSON document describes.

    Raises:
        BadInput: it is no such document; what was typed is not repeated in the message.
    """
    try:
        return Contact.model_validate(json.loads(text))
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
        raise BadInput(f"no description of a person: {wrong}") from None
    except ValueError:
        raise BadInput('not JSON; write {"name": …, "contact": …, "consent": {"given": true, "to": […]}}') from None
