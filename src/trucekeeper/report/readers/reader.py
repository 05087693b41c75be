"""What a reader is: it tells by a file's first bytes whether the file is of its format, and reads it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import Incoming
from trucekeeper.vocabulary.text import decode

HEAD_BYTES = 65_536
LARGEST_FILE_BYTES = 100_000_000
"""Of formats that are read whole. Tables and JSON Lines are read line by line and may be of any size."""
ColumnMap = Mapping[str, str]
"""Which column of a table holds what: by field of a report (text, title, source, date, …), the column's name."""


@dataclass(frozen=True)
class Head:
    """The first bytes of a file, and its name."""

    data: bytes
    name: str

    @property
    def text(self) -> str:
        """The first characters, whatever the encoding, without what stands in front of the first one."""
        cut = self.data.rsplit(b"\n", 1)[0] if len(self.data) >= HEAD_BYTES else self.data
        return decode(cut)[0].lstrip("\ufeff \t\r\n")

    @property
    def suffix(self) -> str:
        """The ending of the name."""
        return Path(self.name).suffix.lower()


@dataclass(frozen=True)
class Asked:
    """What a reader is told beside the file: the case's time zone, and the columns of a table as a person named them.

    ``columns`` is asked for a table whose columns are its own: given their names, it returns the map, or None.
    """

    zone: ZoneInfo
    columns: Callable[[tuple[str, ...]], ColumnMap | None] = lambda _: None


Found = Incoming | Fault


class Reader(NamedTuple):
    """One format."""

    name: str
    fits: Callable[[Head], bool]
    read: Callable[[Path, Asked], Iterator[Found]]


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file that is read whole.

    Raises:
        ValueError: it is too large for that.
    """
    if path.stat().st_size > LARGEST_FILE_BYTES:
        raise ValueError(f"the file is larger than {LARGEST_FILE_BYTES:,} bytes; split it")
    return path.read_bytes()


_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.I)


def decoded(data: bytes) -> str:
    """Return the text of a page whose declared charset may be wrong: what is UTF-8 is read as that, whatever it says.

    Then comes the charset that is declared in its first bytes, and at last Windows-1256.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:4096])
        try:
            return data.decode(declared[1].decode("ascii")) if declared else decode(data)[0]
        except (LookupError, UnicodeDecodeError):
            return decode(data)[0]
