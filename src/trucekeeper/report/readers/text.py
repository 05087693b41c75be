"""Plain text: the whole file is one report."""

from collections.abc import Iterator
from pathlib import Path

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import Incoming
from trucekeeper.report.readers.json_lines import TooDeep, loaded
from trucekeeper.report.readers.reader import Asked, Found, Head, Reader, read_whole
from trucekeeper.vocabulary.text import decode

BINARY = bytes(range(1, 9)) + b"\x0e\x0f\x10\x11\x12"


def fits(head: Head) -> bool:
    """Tell whether it is text: anything without the bytes that no text holds."""
    if head.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in head.data and not any(byte in head.data for byte in BINARY)


def read(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the file as a report."""
    data = read_whole(path)
    text, encoding = decode(data)
    if not text.strip():
        yield Fault(path, 1, "the file is empty")
        return
    _assert_no_deep_json(data, text)
    if encoding == "windows-1256":
        yield Fault(path, 1, "no UTF-8; read as Windows-1256", severity="note")
    yield Incoming(text=text, kind="text")


def _assert_no_deep_json(data: bytes, text: str) -> None:
    """Raise where a text is JSON that is nested too deep for its reader: it says nothing to anyone."""
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        try:
            loaded(data)
        except TooDeep:
            raise
        except ValueError:
            return


READER = Reader("text", fits, read)
