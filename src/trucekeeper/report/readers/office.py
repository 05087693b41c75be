"""What office programs pack: DOCX here; and the guard against packed files that unpack to too much."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import Attachment, Incoming
from trucekeeper.report.readers.reader import Asked, Found, Head, Reader, read_whole

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = b"PK\x03\x04"
LARGEST_UNPACKED_BYTES = 500_000_000
LARGEST_RATIO = 200
"""How much larger than packed a member may be; text packs some twenty times, a bomb thousands of times."""


def assert_sane(path: Path) -> list[str]:
    """Return the names of a packed file's members.

    Raises:
        ValueError: it is no such file, is encrypted, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise ValueError(f"the file is packed and cannot be opened: {error}") from None
    if any(member.flag_bits & 1 for member in members):
        raise ValueError("the file is locked by a password; unlock it and take it in again")
    total = sum(member.file_size for member in members)
    bombs = [m for m in members if m.file_size > 1_000_000 and m.file_size > LARGEST_RATIO * max(m.compress_size, 1)]
    if total > LARGEST_UNPACKED_BYTES or bombs:
        raise ValueError(f"the file would unpack to {total:,} bytes and is not opened")
    return [member.filename for member in members]


def holds(head: Head, part: bytes, suffixes: tuple[str, ...]) -> bool:
    """Tell whether a packed file is of a format, by a name within its first bytes or its own ending."""
    return head.data.startswith(ZIP) and (part in head.data or head.suffix in suffixes)


def fits(head: Head) -> bool:
    """Tell whether it is a DOCX."""
    return holds(head, b"word/document.xml", (".docx",))


def read(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the document: paragraphs and the rows of tables, in their order."""
    data = read_whole(path)
    assert_sane(path)
    try:
        document = docx.Document(BytesIO(data))
        lines = [
            "\n".join(_cells(part)) if isinstance(part, Table) else part.text for part in document.iter_inner_content()
        ]
    except (OpcError, KeyError, ValueError, SyntaxError, AttributeError) as error:
        yield Fault(path, 1, f"the document cannot be read: {error}")
        return
    text = "\n".join(lines).strip()
    if not text:
        yield Fault(path, 1, "a document without text; kept, to be typed off", severity="note")
    yield Incoming(text=text, kind="document", attachments=(Attachment(path.name, MEDIA_TYPE, data),))


def _cells(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield "\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells))


READER = Reader("docx", fits, read)
