"""Seals and checkpoints: the node's Ed25519 signature over the head of its chain.

A seal ends every commit and stays beside the entries. A checkpoint is the same statement, given to partners: whoever
holds one finds out if the last entries were taken off the chain, which leaves the rest of it valid.
"""

import os
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from pydantic import ValidationError

from trucekeeper.errors import BadInput
from trucekeeper.ledger.entry import canonical
from trucekeeper.vocabulary.text import Frozen


class Seal(Frozen):
    """A node's word that the chain of *case* held *count* entries, the last with the digest *head*, at *at* (UTC).

    ``key`` is the node's raw public key (32 bytes) and ``signature`` its Ed25519 signature (64 bytes) over the
    canonical bytes of the other four fields, both in hexadecimal.
    """

    case: str
    count: int
    head: str
    at: datetime
    key: str
    signature: str

    def is_valid(self) -> bool:
        """Tell whether the signature is that of the key which the seal names."""
        try:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
            public.verify(bytes.fromhex(self.signature), _statement(self.case, self.count, self.head, self.at))
        except (InvalidSignature, ValueError):
            return False
        return True


def _statement(case: str, count: int, head: str, at: datetime) -> bytes:
    return canonical({"case": case, "count": count, "head": head, "at": at.isoformat()})


class NodeKey:
    """The key with which a node seals what it recorded."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw().hex()

    @classmethod
    def create(cls, path: Path) -> "NodeKey":
        """Make a key and write it to *path*, readable by its owner alone.

        Raises:
            BadInput: *path* exists; a key is never overwritten.
        """
        private = Ed25519PrivateKey.generate()
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise BadInput(f"{path}: a key stands here already; a key is never overwritten") from None
        with os.fdopen(handle, "wb") as file:
            file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return cls(private)

    @classmethod
    def read(cls, path: Path) -> "NodeKey":
        """Return the key that *path* holds.

        Raises:
            BadInput: *path* is absent, or holds no Ed25519 key in PEM.
        """
        try:
            private = load_pem_private_key(path.read_bytes(), password=None)
        except FileNotFoundError:
            raise BadInput(f"{path}: no key here; name the folder of a node") from None
        except (ValueError, TypeError):
            raise BadInput(f"{path}: not a private key in PEM") from None
        if not isinstance(private, Ed25519PrivateKey):
            raise BadInput(f"{path}: not an Ed25519 key")
        return cls(private)

    def seal(self, case: str, count: int, head: str, at: datetime) -> Seal:
        """Sign that the chain of *case* holds *count* entries up to the digest *head* at *at*."""
        signature = self._private.sign(_statement(case, count, head, at)).hex()
        return Seal(case=case, count=count, head=head, at=at, key=self.public, signature=signature)


def read_checkpoint(path: Path) -> Seal:
    """Return the checkpoint that the file *path* holds.

    Raises:
        BadInput: the file is absent or holds no checkpoint.
    """
    try:
        return Seal.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "$"
        raise BadInput(f"{path}: not a checkpoint: {where}: {first['msg']}") from None
