"""The kinds of entry that intake makes: a report and the source that spoke. Texts lie beside the chain."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from trucekeeper.ledger.entries import Digest
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.text import Frozen, T


class ReadAt(Frozen):
    """Where a report was read: the carrier, its address, when, and the SHA-256 of what was read."""

    name: str
    url: str | None = None
    read_at: AwareDatetime | None = None
    sha256: Digest | None = None


class ReportBody(Frozen):
    """One thing a source said. ``text`` and ``attachments`` are commitments to what lies beside the chain."""

    source: str
    carriers: tuple[ReadAt, ...] = ()
    published: AwareDatetime | None = None
    occurred_on: str | None = None
    lang: str
    text: Digest
    title: Digest | None = None
    attachments: tuple[Digest, ...] = ()
    kind: Literal["text", "article", "form", "feed", "email", "document", "table", "event"] = "text"
    secondary: bool = False


class SourceBody(Frozen):
    """Who speaks: an opaque id for a person, whose name is in the vault alone."""

    source: str
    name: T | None = None
    role: str
    affiliation: str | None = None
    languages: tuple[str, ...] = ()
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    reason: str | None = None
    since: datetime | None = None


def _day(body: Body) -> str | None:
    occurred, published = body.get("occurred_on"), body.get("published")
    return occurred or (published[:10] if published else None)


KINDS = (
    Kind("report", ReportBody, "take_in", day=_day),
    Kind("source", SourceBody, "take_in"),
)
