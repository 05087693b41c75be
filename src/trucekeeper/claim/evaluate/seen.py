"""Which texts a model was trained on, so that no measure on them passes for one on unseen texts.

``knowledge/models/NAME.seen`` holds four bytes of the SHA-256 of each training text, and no word of it.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from trucekeeper.claim.crf import MODELS
from trucekeeper.vocabulary.text import fold

MARK_BYTES = 4
T = TypeVar("T")


def mark(text: str) -> bytes:
    """Return the mark of a text: the same for spellings that fold to one."""
    return hashlib.sha256(fold(text).encode()).digest()[:MARK_BYTES]


@cache
def marks(model: str) -> frozenset[bytes]:
    """Return the marks of the texts that *model* was trained on."""
    held = (MODELS / f"{model}.seen").read_bytes()
    return frozenset(held[at : at + MARK_BYTES] for at in range(0, len(held), MARK_BYTES))


def unseen(model: str, items: Sequence[T], text: Callable[[T], str]) -> list[T]:
    """Return the items whose text *model* was not trained on."""
    return [item for item in items if mark(text(item)) not in marks(model)]
