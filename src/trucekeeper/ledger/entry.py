"""An entry, its canonical bytes and its digest.

Canonical bytes are RFC 8785 in effect: keys sorted, no white space, no floats (a decimal is a string), ASCII keys. They
are what is stored and what is hashed: ``digest`` is SHA-256 over the previous digest and these bytes.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from trucekeeper.errors import BadInput
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import Frozen

GENESIS = "0" * 64


class Entry(Frozen):
    """One thing that was said or decided. ``recorded_at`` is UTC; ``previous`` the digest of the entry before."""

    seq: int
    id: str
    kind: str
    recorded_at: datetime
    author: str
    case: str
    marking: Marking
    audience: tuple[str, ...]
    body: dict[str, Any]
    previous: str

    def canonical(self) -> bytes:
        """Return the bytes that are stored and hashed."""
        return canonical(self.model_dump(mode="json"))


def canonical(document: Any) -> bytes:
    """Return the canonical bytes of a JSON *document*.

    Raises:
        BadInput: it holds a float or a key that is not ASCII; the path inside it is named.
    """
    _refuse(document, "$")
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _refuse(value: Any, path: str) -> None:
    if isinstance(value, float):
        raise BadInput(f"{path}: a float has no canonical form; write the decimal as a string")
    if isinstance(value, dict):
        for key, item in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise BadInput(f"{path}: the key {key!r} is not ASCII text")
            _refuse(item, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            _refuse(item, f"{path}[{index}]")


def digest(previous: str, stored: bytes) -> str:
    """Return the digest of an entry's stored bytes after the entry whose digest is *previous*."""
    return hashlib.sha256(previous.encode() + stored).hexdigest()
