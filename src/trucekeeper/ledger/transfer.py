"""Handing a ledger over: one directory that a person with only ``sha256sum`` and a JSON reader can check.

``entries.ndjson`` holds the stored bytes, a line an entry; ``digests.txt`` the digest of each; ``seals.ndjson`` the
seals. A file of ``texts/`` or ``attachments/`` is its salt (32 bytes) and then what is held, so that its SHA-256 is its
name, which is the commitment in the entry.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from trucekeeper.errors import BadInput
from trucekeeper.ledger.chain import Row, Verdict, verify
from trucekeeper.ledger.entry import GENESIS
from trucekeeper.ledger.held import SALT_BYTES, Held, commit
from trucekeeper.ledger.seal import Seal, read_checkpoint
from trucekeeper.ledger.store import Ledger
from trucekeeper.vocabulary.text import Frozen

FORMAT = 1
ENTRIES, DIGESTS, SEALS, CHECKPOINT, ABOUT = (
    "entries.ndjson",
    "digests.txt",
    "seals.ndjson",
    "checkpoint.json",
    "export.json",
)
TEXTS, ATTACHMENTS, SCHEMAS, TYPES = "texts", "attachments", "schemas", "types.json"
TEXT = "text/plain; charset=utf-8"


class About(Frozen):
    """``export.json``: by which version of which program, of what."""

    format: int
    program: str
    case: str
    organisation: str


def export(ledger: Ledger, folder: Path, *, program: str, at: datetime) -> Seal:
    """Write the ledger to *folder* and return the checkpoint in it.

    Raises:
        BadInput: a text or attachment does not open the commitment that it is held under.
    """
    for name in (TEXTS, ATTACHMENTS, SCHEMAS):
        (folder / name).mkdir(parents=True)
    checkpoint = ledger.checkpoint(at)
    with ExitStack() as opened:
        entries = opened.enter_context((folder / ENTRIES).open("wb"))
        digests = opened.enter_context((folder / DIGESTS).open("w", encoding="ascii"))
        for row in ledger.stored(to=checkpoint.count):
            entries.write(row.stored + b"\n")
            digests.write(f"{row.digest}\n")
        seals = opened.enter_context((folder / SEALS).open("w", encoding="utf-8"))
        seals.writelines(f"{sealed}\n" for count, sealed in ledger.seals() if count <= checkpoint.count)
    _export_held(ledger, folder)
    for name, schema in ledger.kinds.schemas().items():
        (folder / SCHEMAS / name).write_text(schema, encoding="utf-8")
    about = About(format=FORMAT, program=program, case=ledger.case, organisation=ledger.book.organisation)
    (folder / ABOUT).write_text(about.model_dump_json(indent=1) + "\n", encoding="utf-8")
    readme = (files("trucekeeper") / "knowledge" / "templates" / "export.md").read_text(encoding="utf-8")
    told = readme.format(
        case=ledger.case, count=checkpoint.count, at=checkpoint.at.isoformat(), genesis=GENESIS, salt=SALT_BYTES
    )
    (folder / "README.md").write_text(told, encoding="utf-8")
    (folder / CHECKPOINT).write_text(checkpoint.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return checkpoint


def _export_held(ledger: Ledger, folder: Path) -> None:
    types = {}
    for commitment in ledger.commitments():
        held = ledger.held(commitment)
        if held is None or not held.opens():
            raise BadInput(f"what is held under {commitment} is not what was committed to; see `trucekeeper doctor`")
        if not held.is_text:
            types[commitment] = held.media_type
        (folder / (TEXTS if held.is_text else ATTACHMENTS) / commitment).write_bytes(held.salt + held.data)
    (folder / ATTACHMENTS / TYPES).write_text(json.dumps(types, indent=1, sort_keys=True) + "\n", encoding="utf-8")


class Export:
    """An exported directory, read without trust in it."""

    def __init__(self, folder: Path) -> None:
        """Open *folder*.

        Raises:
            BadInput: it is no export, or one by a later version of the program.
        """
        self.folder = folder
        try:
            said = json.loads((folder / ABOUT).read_bytes())
        except (OSError, ValueError):
            raise BadInput(f"{folder}: no export; one is made by `trucekeeper export -o DIR`") from None
        if isinstance(said, dict) and isinstance(said.get("format"), int) and said["format"] > FORMAT:
            raise BadInput(
                f"{folder}: an export of format {said['format']}, by trucekeeper {said.get('program')}; "
                f"this program reads up to {FORMAT}: install a later one"
            )
        try:
            self.about = About.model_validate(said)
        except ValueError:
            raise BadInput(f"{folder / ABOUT}: cannot be read as the description of an export") from None
        self.checkpoint = read_checkpoint(folder / CHECKPOINT)

    def rows(self) -> Iterator[Row]:
        """Yield the entries as they would be stored; what is no entry comes with the sequence number of its line."""
        with (self.folder / ENTRIES).open("rb") as entries, (self.folder / DIGESTS).open(encoding="ascii") as digests:
            for number, line in enumerate(entries, start=1):
                yield _row(number, line.rstrip(b"\n"), digests.readline().strip())

    def seals(self) -> Iterator[tuple[int, str]]:
        """Yield (count, JSON) of each seal."""
        with (self.folder / SEALS).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield int(json.loads(line)["count"]), line.strip()
                except (ValueError, KeyError, TypeError):
                    raise BadInput("a line that is no seal", file=self.folder / SEALS, line=number) from None

    def verify(self) -> Verdict:
        """Read the chain against its seals and its checkpoint."""
        return verify(self.about.case, self.checkpoint.key, self.rows(), self.seals(), self.checkpoint)

    def held(self) -> Iterator[Held]:
        """Yield what is held beside the chain.

        Raises:
            BadInput: a file is not what its name commits to.
        """
        types: dict[str, str] = json.loads((self.folder / ATTACHMENTS / TYPES).read_bytes())
        for name, default in ((TEXTS, TEXT), (ATTACHMENTS, "application/octet-stream")):
            for path in sorted((self.folder / name).iterdir()):
                if path.name == TYPES:
                    continue
                content = path.read_bytes()
                salt, data = content[:SALT_BYTES], content[SALT_BYTES:]
                if commit(salt, data) != path.name:
                    raise BadInput(f"{path}: its SHA-256 is not its name; it was changed")
                yield Held(path.name, salt, types.get(path.name, default), data)


def _row(number: int, line: bytes, held: str) -> Row:
    try:
        said: Any = json.loads(line)
        return Row(said["seq"], said["id"], said["kind"], said["recorded_at"], said["marking"], line, held)
    except (ValueError, KeyError, TypeError):
        return Row(number, "", "", "", "", line, held)
