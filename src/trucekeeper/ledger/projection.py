"""The record tables as a fold over entries: which version of each record stands, since which entry and until which.

Every entry makes one version of one record. A correction makes a new version of the record that it names, with the body
it gives; a withdrawal makes a version that says so. A version is never changed but for the sequence number at which the
next one closes it, so that what stood at an entry is what began by it and was not closed by it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from trucekeeper.errors import BadInput
from trucekeeper.ledger.access import audience_column
from trucekeeper.ledger.entries import CORRECTION, WITHDRAWAL
from trucekeeper.ledger.kinds import Body, Kinds


class Version(NamedTuple):
    """One version of a record: a row of the record table, but for the entry that closes it."""

    seq: int
    record: str
    kind: str
    day: str | None
    author: str
    marking: str
    audience: str
    withdrawn: bool

    def body(self, document: dict[str, Any]) -> Body:
        """Return what the record says, given the entry at ``seq``."""
        body: Body = document["body"]
        return {**body["body"], "v": body["body"].get("v", 1)} if document["kind"] == CORRECTION else body


def project(document: dict[str, Any], kinds: Kinds, standing: Callable[[str], Version | None]) -> Version:
    """Return the version of a record that an entry makes.

    Args:
        document: the entry.
        kinds: those that the ledger knows.
        standing: the version of a record that stands before this entry.

    Raises:
        BadInput: the entry corrects or withdraws what is not there, or what cannot be amended.
    """
    body = document["body"]
    if document["kind"] not in (CORRECTION, WITHDRAWAL):
        kind = kinds.of(document["kind"], body)
        return Version(
            document["seq"],
            document["id"],
            kind.name,
            kind.day(body),
            document["author"],
            document["marking"],
            audience_column(document["audience"]),
            withdrawn=False,
        )
    earlier = standing(body["of"])
    if earlier is None or earlier.withdrawn:
        raise BadInput(f"$.body.of: {body['of']} is no entry that stands here")
    if not kinds[earlier.kind].amendable:
        raise BadInput(f"$.body.of: a {earlier.kind} is not corrected or withdrawn; enter a new one")
    withdrawn = document["kind"] == WITHDRAWAL
    day = earlier.day if withdrawn else kinds.of(earlier.kind, body["body"]).day(body["body"])
    return Version(
        document["seq"],
        earlier.record,
        earlier.kind,
        day,
        document["author"],
        document["marking"],
        audience_column(document["audience"]),
        withdrawn=withdrawn,
    )
