"""Filters: JSON Lines in, JSON Lines out. A bad line is named with its file and line; the good ones go through."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import typer
from pydantic import BaseModel, ValidationError

from trucekeeper.errors import BadInput, Fault

M = TypeVar("M", bound=BaseModel)


class Lines:
    """The lines of files, or of stdin, as values of a model, and how many of them were bad."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths, self.bad = paths, 0
        self._at: tuple[Path, int] = (Path("stdin"), 0)

    def read(self, model: type[M]) -> Iterator[M]:
        """Yield each good line; tell each bad one on stderr."""
        for path, number, line in self._lines():
            if not line.strip():
                continue
            self._at = path, number
            try:
                yield model.model_validate_json(line)
            except ValidationError as error:
                self.bad += 1
                for problem in error.errors():
                    where = ".".join(map(str, problem["loc"])) or "the line"
                    said = problem["msg"]
                    if problem["type"] == "extra_forbidden" and len(problem["loc"]) == 1:
                        said = f"unknown field; known are {', '.join(model.model_fields)}"
                    self._tell(f"{where}: {said}")

    def fault(self, what: str) -> None:
        """Tell what is wrong with the line that was read last; it counts as bad."""
        self.bad += 1
        self._tell(what)

    def _tell(self, what: str) -> None:
        path, number = self._at
        typer.echo(str(Fault(path, number, what)), err=True)

    def _lines(self) -> Iterator[tuple[Path, int, bytes]]:
        for path in self._paths or [Path("-")]:
            if path == Path("-"):
                yield from ((Path("stdin"), number, line) for number, line in enumerate(sys.stdin.buffer, start=1))
                continue
            try:
                with path.open("rb") as file:
                    yield from ((path, number, line) for number, line in enumerate(file, start=1))
            except OSError as error:
                raise BadInput(f"{path}: {error.strerror}") from None

    def end(self) -> None:
        """End with exit 2 where a line was bad."""
        if self.bad:
            raise typer.Exit(2)
