"""Giving out a checkpoint: to a file for partners, with an authority's time stamp where one is asked."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from trucekeeper.errors import BadInput
from trucekeeper.ledger import NODE, Item
from trucekeeper.ledger.entries import CHECKPOINT
from trucekeeper.ledger.stamp import ask_stamp, check_stamp, read_roots
from trucekeeper.node.node import Node

STAMP = ".tsr"


def give_checkpoint(node: Node, path: Path, *, authority: str | None = None, private: bool = False) -> list[Path]:
    """Write a checkpoint to *path*, and the stamp on that file beside it; enter in the ledger that it was given.

    Raises:
        BadInput: *path* exists.
        NoAnswer: the authority does not stamp it; then nothing is written.
    """
    if path.exists():
        raise BadInput(f"{path}: stands here already; a checkpoint is never overwritten")
    now = datetime.now(UTC)
    checkpoint = node.ledger.checkpoint(now)
    data = (checkpoint.model_dump_json(indent=1) + "\n").encode()
    stamp = ask_stamp(data, authority, private=private) if authority else None
    body = {
        "checkpoint": checkpoint.model_dump(mode="json"),
        "stamp_sha256": hashlib.sha256(stamp).hexdigest() if stamp else None,
        "authority": authority,
    }
    node.ledger.append([Item(f"{CHECKPOINT}:{checkpoint.count}", CHECKPOINT, body)], author=NODE, recorded_at=now)
    path.write_bytes(data)
    if stamp is None:
        return [path]
    beside = path.with_name(path.name + STAMP)
    beside.write_bytes(stamp)
    return [path, beside]


def stamped_at(path: Path, authority: Path) -> datetime:
    """Return when the checkpoint *path* was stamped, as the stamp beside it says, by whom the root *authority* vouches.

    Raises:
        BadInput: a file is absent, or not what it should be.
        NoAnswer: the stamp does not hold.
    """
    try:
        data, stamp = path.read_bytes(), path.with_name(path.name + STAMP).read_bytes()
        roots = read_roots(authority.read_bytes())
    except OSError as error:
        raise BadInput(f"{error.filename}: {error.strerror}") from None
    return check_stamp(stamp, data, roots)
