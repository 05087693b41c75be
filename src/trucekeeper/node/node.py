"""A node: a folder with the ledger of a case, the node's key, the case's files and what the worker computed."""

import json
import os
import secrets
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.db import connection
from django.db.utils import OperationalError
from pydantic import TypeAdapter, ValidationError

from trucekeeper.agreement import Agreement, load_agreement
from trucekeeper.brief import Scene, make_scene
from trucekeeper.case import Case, load_case
from trucekeeper.case.apply import case_version, enter_case, recorded_figures, recorded_rows
from trucekeeper.case.entries import VERSION
from trucekeeper.claim import Judgement
from trucekeeper.errors import BadInput
from trucekeeper.ledger import NODE, OPERATOR, Item, Ledger, NodeKey, Person, Seal
from trucekeeper.ledger.chain import KEY
from trucekeeper.ledger.entries import OrganisationId
from trucekeeper.ledger.rights import PERSON, RIGHT
from trucekeeper.node.connect import connect, migrate
from trucekeeper.node.database import DjangoDatabase
from trucekeeper.node.kinds import KINDS
from trucekeeper.vocabulary.clock import day_start, parse_period
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import Frozen
from trucekeeper.warning import load_rules

FILE, KEY_FILE, SECRET_FILE, CASE_FOLDER, ATTACHMENTS = "node.json", "node.key", "secret.key", "case", "attachments"
FORMAT = 1
ORGANISATION = TypeAdapter(OrganisationId)


class NodeFile(Frozen):
    """``node.json``: whose node it is, of which case, and in which database where it is not the SQLite file here.

    ``taken_over`` is the last word of the node that kept the chain before, where it was handed over.
    """

    format: int
    case: str
    organisation: str
    database: str | None = None
    taken_over: Seal | None = None


@dataclass(frozen=True)
class Node:
    """An opened node. One process has one node open at a time."""

    folder: Path
    file: NodeFile
    ledger: Ledger

    @classmethod
    def create(
        cls,
        folder: Path,
        case_folder: Path,
        *,
        organisation: str = "local",
        database: str | None = None,
        administrator: str | None = None,
    ) -> "Node":
        """Make a node in *folder*, which is absent or empty, and enter the case of *case_folder* in its ledger.

        The first entries are the node's key, its operator and, where one is named, its administrator.

        Raises:
            BadInput: *folder* holds something, or the database cannot be reached.
            CaseFault: the definition of the case has faults.
        """
        case = load_case(case_folder)
        node = cls.empty(folder, case.id, organisation=organisation, database=database)
        node.enter(case, administrator)
        return node

    @classmethod
    def empty(
        cls, folder: Path, case: str, *, organisation: str, database: str | None, taken_over: Seal | None = None
    ) -> "Node":
        """Make a node in *folder* whose ledger holds no entry yet."""
        try:
            ORGANISATION.validate_python(organisation)
        except ValidationError:
            raise BadInput(f"{organisation!r} is no organisation's id; write small letters, digits and -") from None
        assert_empty(folder)
        folder.mkdir(parents=True, exist_ok=True)
        file = NodeFile(format=FORMAT, case=case, organisation=organisation, database=database, taken_over=taken_over)
        try:
            _write_private(folder / SECRET_FILE, secrets.token_hex(32))
            NodeKey.create(folder / KEY_FILE)
            _write_private(folder / FILE, file.model_dump_json(indent=1) + "\n")
            node = cls.open(folder)
            if node.ledger.head()[0]:
                raise BadInput(f"the database holds a ledger of {case} already; name an empty one")
            return node
        except BaseException:
            shutil.rmtree(folder)
            raise

    @classmethod
    def open(cls, folder: Path) -> "Node":
        """Open the node in *folder* and bring its tables to this version of the program.

        Raises:
            BadInput: *folder* is no node, or is one of a later version.
        """
        file = _read_file(folder)
        key = NodeKey.read(folder / KEY_FILE)
        connect(folder, file.database)
        try:
            migrate()
        except (OperationalError, sqlite3.DatabaseError) as error:
            raise BadInput(f"{folder}: the database cannot be used: {error}") from None
        ledger = Ledger(DjangoDatabase(folder / ATTACHMENTS), file.case, key, KINDS, file.organisation, file.taken_over)
        return cls(folder, file, ledger)

    def enter(self, case: Case, administrator: str | None = None) -> int:
        """Enter a version of the case, and first of all the node's key and people; return how many were new.

        Raises:
            BadInput: it is another case than the node's.
        """
        if case.id != self.file.case:
            raise BadInput(f"{case.root}: the case {case.id}; this node keeps {self.file.case}")
        now = datetime.now(UTC)
        version = case_version(case.root)[0]
        kept = self.folder / CASE_FOLDER / version
        if not kept.exists():
            part = kept.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(case.root, part)
            part.replace(kept)
        self.begin(administrator)
        return enter_case(self.ledger, case, author=OPERATOR, recorded_at=now)

    def begin(self, administrator: str | None = None) -> None:
        """Enter the node's key and its first people, where the chain is empty."""
        if self.ledger.head()[0]:
            return
        public = self.ledger.key.public
        items = [Item(f"{KEY}:{public}", KEY, {"public": public, "why": "the node's first key"})]
        for name, role in ((OPERATOR, "operator"), (administrator, "administrator")):
            if name:
                everything = [marking.value for marking in Marking]
                person = {"person": name, "organisation": self.file.organisation, "markings": everything}
                items.append(Item(f"{PERSON}:{name}", PERSON, person))
                items.append(Item(f"{RIGHT}:{name}", RIGHT, {"person": name, "role": role, "granted": True}))
        self.ledger.append(items, author=NODE, recorded_at=datetime.now(UTC))

    @property
    def tables(self) -> DjangoDatabase:
        """The node's database, for what is computed beside the ledger."""
        return DjangoDatabase(self.folder / ATTACHMENTS)

    def person(self, name: str) -> Person:
        """Return a person of the case.

        Raises:
            NoRight: nobody of that id was entered.
        """
        people = self.ledger.people()
        people.assert_holds(name, "read", "read")
        return people.by_id[name]

    def has_case(self) -> bool:
        """Tell whether a version of the case was entered; a node that was only begun has none."""
        return any(True for _ in self.ledger.standing(VERSION))

    def case(self, *, to: int | None = None) -> Case:
        """Return the case in the version that stood at the entry *to*, from the node's own copy of its files.

        Raises:
            BadInput: the copy does not hold what was entered.
        """
        versions = [body for _, _, body in self.ledger.standing(VERSION, to=to)]
        if not versions:
            raise BadInput(f"{self.folder}: no case stood in the ledger then")
        kept = self.folder / CASE_FOLDER / versions[-1]["version"]
        if not kept.is_dir() or case_version(kept)[0] != versions[-1]["version"]:
            raise BadInput(f"{kept}: the files of the case are not those that were entered; put them back")
        return _loaded(kept)

    def scene(self, *, at: datetime | None = None, period: str | None = None) -> Scene:
        """Return the scene as known at an instant, or now, of *period* or of the last seven days that hold a report.

        Before the first entry it is a reconstruction: what was published by then, from what is in the ledger now.
        """
        to = self.ledger.seq_at(at)
        reconstructed = at is not None and to == 0
        published_by = at if at is not None and reconstructed else datetime.max.replace(tzinfo=UTC)
        case = self.case(to=to or None)
        agreement: Agreement = load_agreement(case)
        rows = recorded_rows(self.ledger, to=to or None)
        days = [row.date for row in rows if day_start(row.published, case.zone) <= published_by]
        days = days or [case.file.in_force_from.date()]
        end = day_start(max(days) + timedelta(days=1), case.zone)
        try:
            asked = parse_period(period or "7d", end, case.zone)
        except ValueError as error:
            raise BadInput(str(error)) from None
        return make_scene(
            case,
            agreement,
            load_rules(case)[0],
            period=asked,
            as_of=at or max(datetime.now(UTC), end),
            rows=rows,
            figures=recorded_figures(self.ledger, to=to or None),
            judgements=[judgement for _, judgement in recorded_judgements(self.ledger, to=to or None)],
        )

    def close(self) -> None:
        """Let the database go."""
        connection.close()


def recorded_judgements(ledger: Ledger, *, to: int | None = None) -> list[tuple[str, Judgement]]:
    """Return people's judgements that stand at the entry *to*, each with its id, in the order of their entries."""
    return [
        (
            version.record,
            Judgement(a=body["a"], b=body["b"], same=body["same"], by=entry.author, at=entry.recorded_at),
        )
        for version, entry, body in ledger.standing("judgement", to=to)
    ]


@lru_cache(maxsize=4)
def _loaded(kept: Path) -> Case:
    """Return the case of a version's folder, read once: its files were just held against the digest that names it."""
    return load_case(kept)


def find_node(folder: Path | None) -> Path:
    """Return the folder of the node that is meant: as named, else ``$TRUCEKEEPER_NODE``, else where one stands."""
    return folder or Path(os.environ.get("TRUCEKEEPER_NODE") or ".")


def assert_empty(folder: Path) -> None:
    """Refuse a folder that holds something.

    Raises:
        BadInput: *folder* is a file or holds one.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder}: not an empty folder; name one that is absent or empty")


def _read_file(folder: Path) -> NodeFile:
    try:
        said = json.loads((folder / FILE).read_bytes())
        if isinstance(said, dict) and isinstance(said.get("format"), int) and said["format"] > FORMAT:
            raise BadInput(
                f"{folder}: a node of format {said['format']}; this program knows {FORMAT}: install a later one"
            )
        return NodeFile.model_validate(said)
    except (FileNotFoundError, NotADirectoryError):
        raise BadInput(f"{folder}: no node; one is made by `trucekeeper init {folder} --case CASE`") from None
    except (ValueError, ValidationError):
        raise BadInput(f"{folder / FILE}: cannot be read as the file of a node") from None


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
