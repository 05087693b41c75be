"""Strict reading: YAML into models and CSV into rows, where every fault names its file and line.

Nothing is guessed: an unknown key is refused, and the message says what would be right.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from trucekeeper.errors import Fault
from trucekeeper.vocabulary.text import decode

M = TypeVar("M", bound=BaseModel)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def read_yaml(path: Path, model: type[M]) -> tuple[M | None, list[Fault]]:
    """Read *path* as *model*.

    Returns:
        The model and no fault, or ``None`` and every fault of the file.
    """
    try:
        data = load_yaml(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None, [Fault(path, 1, "the file is missing")]
    except UnicodeDecodeError:
        return None, [Fault(path, 1, "the file is not UTF-8; save it as UTF-8")]
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [Fault(path, line, f"not YAML: {error.problem}")]
    except ValueError as error:
        return None, [Fault(path, _line_of_bad_date(path), f"not a date that exists: {error}")]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        lines = Lines(path)
        return None, [_fault(lines, problem) for problem in error.errors()]


def load_yaml(text: str) -> Any:
    """Return the data of a YAML 1.2 text: by the fast parser, and by the exact one where the fast one knows only 1.1.

    Raises:
        MarkedYAMLError: it is not YAML.
        ValueError: it holds a date that no calendar holds.
    """
    try:
        return YAML(typ="safe").load(text)
    except MarkedYAMLError:
        return YAML(typ="safe", pure=True).load(text)


def _line_of_bad_date(path: Path) -> int:
    """Return the line of the first date that YAML would read and no calendar holds, else 1."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        for found in _DATE.findall(line):
            try:
                date.fromisoformat(found)
            except ValueError:
                return number
    return 1


def _fault(lines: "Lines", problem: Any) -> Fault:
    where = ".".join(str(step) for step in problem["loc"])
    if problem["type"] == "extra_forbidden":
        message = f"unknown key {problem['loc'][-1]!r} (at {where}); remove it or see the format of a case folder"
    elif problem["type"] == "missing":
        message = f"{where}: missing; add it"
    else:
        message = f"{where}: {problem['msg']} (found {_short(problem['input'])})"
    return Fault(lines.path, lines.of(*problem["loc"]), message)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def line_of(data: Any, loc: Sequence[int | str]) -> int:
    """Return the line, from 1, at which the value at *loc* of round-trip YAML *data* begins."""
    line = 1
    for step in loc:
        if isinstance(data, CommentedMap) and step in data:
            line = data.lc.key(step)[0] + 1
        elif isinstance(data, CommentedSeq) and isinstance(step, int) and step < len(data):
            line = data.lc.item(step)[0] + 1
        else:
            break
        data = data[step]
    return int(line)


class Lines:
    """The lines of a YAML file, read once and only when a fault asks for one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def of(self, *loc: int | str) -> int:
        """Return the line, from 1, of the value at *loc*."""
        return line_of(self._data, loc)

    @cached_property
    def _data(self) -> Any:
        return YAML(typ="rt").load(self.path.read_text(encoding="utf-8-sig"))


class Table:
    """A CSV file read strictly: its rows with their line numbers, its faults, its encoding.

    A column that the format does not know is a fault and is left out of the rows; a missing required column, or a
    file without a header, leaves no rows.
    """

    def __init__(self, path: Path, *, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        self.path = path
        self.faults: list[Fault] = []
        text, self.encoding = decode(path.read_bytes())
        if self.encoding != "utf-8":
            self.faults.append(Fault(path, 1, f"read as {self.encoding}; save the file as UTF-8", severity="note"))
        self._reader = csv.reader(io.StringIO(text, newline=""))
        self.columns = next(self._reader, [])
        self._check_header(required, optional)

    def _check_header(self, required: Sequence[str], optional: Sequence[str]) -> None:
        known = {*required, *optional}
        for name in self.columns:
            if name not in known:
                self.faults.append(
                    Fault(self.path, 1, f"unknown column {name!r}; known are {', '.join(sorted(known))}")
                )
        missing = [name for name in required if name not in self.columns]
        if missing:
            self.faults.append(Fault(self.path, 1, f"no column {', '.join(missing)}; the first line names the columns"))
            self.columns = []

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the line on which each row begins, from 1, and its cells by column, stripped of outer white space."""
        line = self._reader.line_num + 1
        for cells in self._reader:
            if self.columns and any(cell.strip() for cell in cells):
                if len(cells) == len(self.columns):
                    yield line, {name: cell.strip() for name, cell in zip(self.columns, cells, strict=True)}
                else:
                    message = (
                        f"{len(cells)} cells where the header has {len(self.columns)}; quote cells that hold commas"
                    )
                    self.faults.append(Fault(self.path, line, message))
            line = self._reader.line_num + 1
