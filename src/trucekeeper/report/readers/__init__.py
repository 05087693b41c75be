"""The readers, one a format, and the choice among them by a file's first bytes."""

from pathlib import Path

from trucekeeper.errors import BadInput
from trucekeeper.report.readers import cap, feed, html, mail, office, pdf, telegram, text
from trucekeeper.report.readers.form import READER as FORM_READER
from trucekeeper.report.readers.json_lines import CASUALTIES_READER, GEOJSON_READER, LINES_READER, LIST_READER
from trucekeeper.report.readers.reader import HEAD_BYTES, Asked, ColumnMap, Found, Head, Reader
from trucekeeper.report.readers.table import CSV_READER, FIELDS, GDELT_READER, XLSX_READER

READERS = (
    pdf.READER,
    mail.READER,
    office.READER,
    XLSX_READER,
    cap.READER,
    FORM_READER,
    feed.READER,
    html.READER,
    GEOJSON_READER,
    telegram.READER,
    CASUALTIES_READER,
    LIST_READER,
    LINES_READER,
    GDELT_READER,
    CSV_READER,
    text.READER,
)
"""In the order in which they are tried: what knows its format for certain comes before what would take anything."""


def reader_of(path: Path, *, named: str | None = None) -> Reader:
    """Return the reader for a file: the one that is *named*, else the first that the file's first bytes fit.

    Raises:
        BadInput: no reader is named so, or none fits.
    """
    if named:
        found = next((reader for reader in READERS if reader.name == named), None)
        if found is None:
            raise BadInput(f"no reader is named {named!r}; known are {', '.join(reader.name for reader in READERS)}")
        return found
    with path.open("rb") as file:
        head = Head(file.read(HEAD_BYTES), path.name)
    found = next((reader for reader in READERS if reader.fits(head)), None)
    if found is None:
        raise BadInput("no reader knows this format", file=path)
    return found


__all__ = ["FIELDS", "READERS", "Asked", "ColumnMap", "Found", "Head", "Reader", "reader_of"]
