"""An entry, its canonical bytes and its digest.

Canonical bytes are RFC 8785 in effect: keys sorted, no white space, no floats (a decimal is a string), ASCII keys. They
are what is stored and what is hashed: ``digest`` is SHA-256 over the previous digest and these bytes.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from trucekeeper.errors import BadInput
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import Frozen

GENESIS = "0" * 64
LARGEST_INTEGER = 2**53 - 1
"""Beyond it a reader that keeps numbers as doubles, as RFC 8785 does, would read another number."""

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


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
    digest: str = ""

    @classmethod
    def read(cls, stored: bytes, digest: str) -> "Entry":
        """Return the entry whose stored bytes these are."""
        return cls.model_validate({**json.loads(stored), "digest": digest})


def instant(at: datetime) -> str:
    """Return an instant as it stands in an entry: UTC with microseconds, so that text order is the order of time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def canonical(document: Any) -> bytes:
    """Return the canonical bytes of a JSON *document*.

    Raises:
        BadInput: it holds a float, an integer that a double cannot hold, a lone surrogate or a key that is not ASCII;
            the path inside it is named.
    """
    _refuse(document, "$")
    return _write(document).encode()


def _refuse(value: Any, path: str) -> None:
    kind = type(value)
    if kind is str:
        if not value.isascii():
            _refuse_surrogates(value, path)
    elif kind is dict:
        for key, item in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise BadInput(f"{path}: the key {key!r} is not ASCII text")
            _refuse(item, f"{path}.{key}")
    elif kind is list or kind is tuple:
        for index, item in enumerate(value):
            _refuse(item, f"{path}[{index}]")
    elif kind is float:
        raise BadInput(f"{path}: a float has no canonical form; write the decimal as a string")
    elif kind is int:
        if abs(value) > LARGEST_INTEGER:
            raise BadInput(f"{path}: {value} is larger than 2^53 - 1; write it as a string")
    elif value is not None and kind is not bool and not isinstance(value, str):
        raise BadInput(f"{path}: {kind.__name__} is no JSON value")


def _refuse_surrogates(text: str, path: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput(f"{path}: half of a surrogate pair is no character") from None


def digest(previous: str, stored: bytes) -> str:
    """Return the digest of an entry's stored bytes after the entry whose digest is *previous*."""
    return hashlib.sha256(previous.encode() + stored).hexdigest()
