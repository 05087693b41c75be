"""Rows of tables, one after another, however large the file: CSV and TSV in any encoding, and sheets of a workbook."""

import csv
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import LARGEST_TEXT
from trucekeeper.report.readers.office import assert_sane
from trucekeeper.report.readers.reader import HEAD_BYTES
from trucekeeper.vocabulary.text import decode

DELIMITERS = ",;\t|"
FALLBACK = "windows-1256"


class Row(NamedTuple):
    """A row as it stands: where, and its cells."""

    line: int
    cells: list[str]


Rows = Iterator[Row | Fault]


def delimiter(line: str) -> str:
    """Return what separates the cells of a line: the separator that it holds most often outside quotes."""
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def csv_rows(path: Path) -> Rows:
    """Yield the rows of a file whose cells are separated by commas, semicolons, tabs or bars."""
    csv.field_size_limit(LARGEST_TEXT)
    with path.open("rb") as raw:
        head = raw.read(HEAD_BYTES)
    encoding = decode(head.rsplit(b"\n", 1)[0] if len(head) == HEAD_BYTES else head)[1]
    if encoding == FALLBACK:
        yield Fault(path, 1, "no UTF-8; read as Windows-1256", severity="note")
    plain = "utf-8-sig" if encoding == "utf-8" else encoding
    with path.open(encoding=plain, errors="surrogateescape", newline="") as file:
        first = file.readline()
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter(first))
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield Row(reader.line_num, [_mended(cell) for cell in cells])
        except csv.Error as error:
            yield Fault(path, reader.line_num, f"the rows cannot be told apart from here on: {error}")


def _mended(cell: str) -> str:
    """Return a cell some bytes of which are no UTF-8, read as Windows-1256."""
    if cell.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in cell):
        return cell
    return cell.encode("utf-8", "surrogateescape").decode(FALLBACK, "replace")


def sheets(path: Path) -> Iterator[tuple[str, Rows]]:
    """Yield the sheets of a workbook that hold something, with their rows; formulas as they were last computed.

    Raises:
        ValueError: it is no workbook, or unpacks to too much.
    """
    assert_sane(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        raise ValueError(f"the workbook cannot be read: {error}") from None
    try:
        for sheet in book.worksheets:
            yield sheet.title, _sheet_rows(sheet)
    finally:
        book.close()


def _sheet_rows(sheet: Any) -> Rows:
    for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_cell(value) for value in values]
        if any(cells):
            yield Row(line, cells)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def header(path: Path, rows: Rows) -> tuple[list[str], list[Row | Fault], list[Fault]]:
    """Take the header off *rows*; return it, the rows that were read on the way, and what is to be said of it.

    A header whose first row leaves cells empty, as merged cells do, goes over two rows: ``Killed`` above ``men`` and
    ``women`` is read as ``Killed men`` and ``Killed women``.
    """
    before: list[Row | Fault] = []
    for row in rows:
        if isinstance(row, Fault):
            before.append(row)
            continue
        names = [cell.strip() for cell in row.cells]
        while names and not names[-1]:
            names.pop()
        gaps = [number for number, name in enumerate(names) if not name]
        if not gaps:
            return names, before, []
        second = next((other for other in rows if isinstance(other, Row)), None)
        if second is None or not all(number < len(second.cells) and second.cells[number] for number in gaps):
            return names, [*before, *([second] if second else [])], []
        made, above = [], ""
        for number, below in enumerate(second.cells):
            above = names[number] if number < len(names) and names[number] else above
            made.append(f"{above} {below}".strip())
        said = f"a header over two rows, read as: {', '.join(made)}"
        return made, before, [Fault(path, row.line, said, severity="note")]
    return [], before, []
