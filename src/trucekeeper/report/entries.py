"""The kinds of entry that intake makes: a report and the source that spoke. Texts lie beside the chain."""

from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from trucekeeper.ledger.entries import Digest, Reason
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.text import Frozen, T


class ReadAt(Frozen):
    """Where a report was read: the carrier, its address, when, and the SHA-256 of what was read."""

    name: str
    url: str | None = None
    read_at: AwareDatetime | None = None
    sha256: Digest | None = None


class ReportBody(Frozen):
    """One thing a source said. Texts are commitments to what lies beside the chain.

    ``cells`` is the row or record that it was, as JSON; ``origin`` what named it where it came from; ``revises`` an
    earlier report of the same thing from the same place, which stays.
    """

    source: str
    carriers: tuple[ReadAt, ...] = ()
    published: AwareDatetime | None = None
    occurred_on: str | None = None
    lang: str
    text: Digest
    title: Digest | None = None
    cells: Digest | None = None
    origin: Digest | None = None
    revises: str | None = None
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


class CarriedBody(Frozen):
    """The same report, read in another place too.

    ``text`` is the commitment to how it reads there, where it differs, and ``likeness`` how alike both are, of one.
    """

    report: str
    carrier: ReadAt
    text: Digest | None = None
    likeness: str | None = None


class TranslationBody(Frozen):
    """A report in another language, by a named translator: an organisation or a program, never a person."""

    report: str
    lang: Literal["ar", "en"]
    translator: str
    text: Digest


class EvidenceBody(Frozen):
    """What was kept with a report: the page as captured, a picture of it, a file that came with it.

    ``content`` is the commitment to it; a working copy, without what a file says of its maker, names what it is a copy
    ``of``. ``archive`` is where else the page is kept.
    """

    report: str
    what: Literal["page", "screenshot", "attachment", "working_copy"]
    media_type: str
    bytes: int
    content: Digest
    of: Digest | None = None
    captured_at: AwareDatetime
    archive: str | None = None


class CustodyBody(Frozen):
    """A step in the keeping of what came with a report: who did it is the entry's author."""

    report: str
    evidence: Digest | None = None
    step: Literal["captured", "received", "copied", "examined", "handed_over", "returned"]
    to: str | None = None
    at: AwareDatetime
    why: Reason


State = Literal["received", "in_review", "waiting", "answered", "closed"]
"""Of a report on its way: an owner reads it, waits for somebody, has answered who filed it, or has done with it."""


class TriageBody(Frozen):
    """Who deals with a report, by when, and how far it is; the latest entry stands."""

    report: str
    owner: str | None = None
    due: date | None = None
    state: State
    why: str = ""


class WordBackBody(Frozen):
    """What was told to who filed a report, and by which way; its text lies beside the chain."""

    report: str
    by_way_of: Reason
    text: Digest


class ColumnMapBody(Frozen):
    """What the columns of a table hold, as a person said once: by field of a report, the column's name."""

    columns: tuple[str, ...] = Field(min_length=1)
    map: dict[str, str] = Field(min_length=1)


def _day(body: Body) -> str | None:
    occurred, published = body.get("occurred_on"), body.get("published")
    return occurred or (published[:10] if published else None)


def _report(body: Body) -> tuple[str, ...]:
    return (body["report"],)


KINDS = (
    Kind("report", ReportBody, "take_in", day=_day),
    Kind("source", SourceBody, "take_in"),
    Kind("carried", CarriedBody, "take_in", subjects=_report),
    Kind("translation", TranslationBody, "take_in", subjects=_report),
    Kind("evidence", EvidenceBody, "take_in", subjects=_report),
    Kind("custody", CustodyBody, "take_in", subjects=_report),
    Kind("triage", TriageBody, "take_in", subjects=_report),
    Kind("word_back", WordBackBody, "take_in", subjects=_report),
    Kind("column_map", ColumnMapBody, "take_in"),
)
