"""A PDF: its text page by page; the file itself is kept. One without text is kept and said to be so."""

from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import Attachment, Incoming
from trucekeeper.report.readers.reader import Asked, Found, Head, Reader, read_whole

MEDIA_TYPE = "application/pdf"


def fits(head: Head) -> bool:
    """Tell whether it is a PDF."""
    return b"%PDF-" in head.data[:1024]


def read(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the document."""
    data = read_whole(path)
    kept = (Attachment(path.name, MEDIA_TYPE, data),)
    try:
        document = PdfReader(path)
        if document.is_encrypted and not document.decrypt(""):
            yield Fault(path, 1, "the PDF is locked by a password; unlock it and take it in again")
            return
        pages = [page.extract_text() for page in document.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        yield Fault(path, 1, f"the PDF cannot be read: {error}")
        return
    text = "\n\f\n".join(page.strip() for page in pages).strip()
    if not text.replace("\f", "").strip():
        yield Fault(path, 1, "a PDF without text, perhaps pictures of pages; kept, to be typed off", severity="note")
        text = ""
    yield Incoming(text=text, kind="document", attachments=kept)


READER = Reader("pdf", fits, read)
