"""What a reader finds in a file: one thing after another that somebody said, each as it stands there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from trucekeeper.ledger.vault import Contact
from trucekeeper.vocabulary.marking import Marking

ReportKind = Literal["text", "article", "form", "feed", "email", "document", "table", "event"]

LARGEST_TEXT = 1_000_000
"""Characters of one report. A book in one report can be neither read nor coded; it is to be split."""


class Attachment(NamedTuple):
    """A file that came with a report."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Incoming:
    """One thing that a source said, as a reader found it; what is not stated there is ``None``.

    Attributes:
        text: whole and unchanged.
        key: what names it where it came from: an address, a number of a row, an id of a message.
        sheet: of a row whose key holds only among the rows beside it, the sheet that they stand in; empty where the
            file has none.
        source: who speaks, as written; never the name of a person.
        carrier: where it was read, as written.
        cells: the row or record that it was, by column, as written.
        contact: who filed it; goes to the vault alone.
        marking: for whom it is, where what it came from says so.
        line: where it stands in its file.
    """

    text: str
    key: str | None = None
    sheet: str | None = None
    title: str | None = None
    source: str | None = None
    carrier: str | None = None
    url: str | None = None
    archive: str | None = None
    published: datetime | None = None
    occurred_on: date | None = None
    lang: str | None = None
    kind: ReportKind = "text"
    cells: Mapping[str, str] | None = None
    attachments: tuple[Attachment, ...] = ()
    contact: Contact | None = None
    marking: Marking | None = None
    line: int = 1
