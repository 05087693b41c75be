"""The kinds of entry: each with the schema of its body and the right that appending one takes.

A stage lists its kinds as ``KINDS`` in its ``entries.py``; whoever opens a ledger puts the lists together. A body is
stored with the version of its schema as ``v``; a schema whose fields change gets a new version, and the old one stays
readable.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ValidationError

from trucekeeper.errors import BadInput

Right = Literal[
    "administer",
    "answer",
    "approve",
    "check",
    "draft",
    "export",
    "find",
    "investigate",
    "judge",
    "keep_desk",
    "open_vault",
    "operate",
    "read",
    "release",
    "take_in",
    "verify",
]
Body = dict[str, Any]


def _nothing(_: Body) -> Iterable[str]:
    return ()


def _no_day(_: Body) -> str | None:
    return None


class Kind(NamedTuple):
    """One kind of entry.

    Attributes:
        name: as it stands in an entry.
        body: the schema of its body.
        right: what its author must hold.
        version: of the schema.
        subjects: the ids of the entries that a body is about.
        apart: whether its author must be another than the authors of its subjects.
        day: the local day (YYYY-MM-DD) that a body is about, for lists; ``None`` where it is about none.
        words: the texts of a body that search reads.
        amendable: whether an entry of this kind can be corrected or withdrawn.
        asks: for a kind whose bodies do not all ask the same: the right that a body takes, and whether it is ``apart``.
    """

    name: str
    body: type[BaseModel]
    right: Right
    version: int = 1
    subjects: Callable[[Body], Iterable[str]] = _nothing
    apart: bool = False
    day: Callable[[Body], str | None] = _no_day
    words: Callable[[Body], Iterable[str]] = _nothing
    amendable: bool = True
    asks: Callable[[Body], tuple[Right, bool]] | None = None

    def asked(self, body: Body) -> tuple[Right, bool]:
        """Return the right that *body* takes, and whether its author must be another than those of its subjects."""
        return self.asks(body) if self.asks else (self.right, self.apart)


class Kinds:
    """The kinds that a ledger knows, in every version, by name."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._all = {(kind.name, kind.version): kind for kind in kinds}
        self._latest = {name: self._all[name, version] for name, version in sorted(self._all)}

    def __iter__(self) -> Iterator[Kind]:
        return iter(sorted(self._all.values(), key=lambda kind: (kind.name, kind.version)))

    def __getitem__(self, name: str) -> Kind:
        try:
            return self._latest[name]
        except KeyError:
            raise BadInput(f"{name!r} is no kind of entry; known are {', '.join(sorted(self._latest))}") from None

    def of(self, name: str, body: Body) -> Kind:
        """Return the kind of a stored body, in the version that it was written in.

        Raises:
            BadInput: this version of the program does not know it.
        """
        kind = self[name]
        version = body.get("v", 1)
        if version == kind.version:
            return kind
        if (name, version) not in self._all:
            raise BadInput(f"a {name} in version {version} of its schema, which this version of the program is without")
        return self._all[name, version]

    def schemas(self) -> dict[str, str]:
        """Return the JSON Schema of each kind's body as text, by the name of its file."""
        return {
            f"{kind.name}.v{kind.version}.json": json.dumps(
                kind.body.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True
            )
            + "\n"
            for kind in self
        }

    def accept(self, name: str, body: Body) -> Body:
        """Return *body* with the version of its schema, after checking it.

        Raises:
            BadInput: the schema refuses it; the path inside it is named.
        """
        kind = self.of(name, body)
        said = {key: value for key, value in body.items() if key != "v"}
        try:
            kind.body.model_validate(said)
        except ValidationError as error:
            raise BadInput(f"{name}: {_told(error)}") from None
        return {**said, "v": kind.version}


def _told(error: ValidationError) -> str:
    """Return what pydantic refused, each with its path in the body."""
    faults = (f"{_path(fault['loc'])}: {fault['msg'][:1].lower()}{fault['msg'][1:]}" for fault in error.errors())
    return "; ".join(faults)


def _path(location: tuple[int | str, ...]) -> str:
    return "$.body" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
