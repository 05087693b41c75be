"""Taking reports in: each becomes an entry with its evidence, or another carrier of a report that is known.

Whatever is taken in goes in by commits of a few reports, each whole: what was interrupted is repeated by the same
command, and what is known already changes nothing.
"""

import hashlib
import json
import secrets
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Literal, NamedTuple

from trucekeeper.case import Case
from trucekeeper.errors import BadInput, Fault, NoAnswer
from trucekeeper.ledger import OPERATOR, Item
from trucekeeper.ledger.held import Held
from trucekeeper.node.copies import Content, Copies, Copy
from trucekeeper.node.node import Node
from trucekeeper.node.vault import file_contact
from trucekeeper.report.evidence import PNG, WARC, screenshot, warc, working_copy
from trucekeeper.report.incoming import LARGEST_TEXT, Attachment, Incoming
from trucekeeper.report.language import language
from trucekeeper.report.readers import Asked, ColumnMap, Found, reader_of
from trucekeeper.report.readers.html import article
from trucekeeper.report.readers.reader import decoded
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.wire import Response, get

BATCH = 200
"""Reports of one commit."""
AHEAD = timedelta(days=1)
"""How far ahead of the clock a publication may be dated; a later date is not believed and left out."""
OF_PERSONS = ("form", "email", "document")
"""Kinds of report that may hold what a person did not mean for everyone; they go in as AMBER unless said otherwise."""
OF_FILES = ("table", "event")
"""Kinds of report that a file holds many of; each leads back to its file by the file's SHA-256."""
FILER = "src-"
"""What the id of who filed a report begins with; whose it is stands in the vault alone."""
WHY_TAKEN_IN = "taken in with the report"
FROM_FILE, TYPED_IN = "file", "typed in"
"""Carriers of what has no address and names none."""
HTML = ("text/html", "application/xhtml+xml")

Became = Literal["new", "known", "carried", "revised"]


@dataclass(frozen=True)
class Origin:
    """Where what is taken in came from, and what the person who takes it in says of it.

    Attributes:
        person: who takes it in.
        source: who speaks, where the person says it; it stands for what the file says.
        lang: likewise.
        marking: likewise; else as what came says, CLEAR, or AMBER for what persons sent.
        answer: of the web, where it came from there.
        archive: an address where the page is kept too.
    """

    person: str = OPERATOR
    source: str | None = None
    lang: str | None = None
    marking: Marking | None = None
    answer: Response | None = None
    archive: str | None = None
    captured_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Taken(NamedTuple):
    """What became of one incoming report."""

    report: str
    became: Became


def take_in(node: Node, found: Iterable[Found], path: Path, origin: Origin) -> Iterator[Taken | Fault]:
    """Enter what a reader found, a few reports a commit; yield what became of each, and every fault."""
    node.ledger.people().assert_holds(origin.person, "take_in", "take reports in")
    intake, waiting = _Intake(node, path, origin), iter(found)
    while batch := list(islice(waiting, BATCH)):
        yield from intake.enter(batch)


class _Intake:
    """One file or page on its way into the ledger."""

    def __init__(self, node: Node, path: Path, origin: Origin) -> None:
        self._node, self._path, self._origin = node, path, origin
        self._case: Case = node.case()
        self._copies = Copies(node)
        self._places: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
        self._met = _Met()

    def enter(self, batch: list[Found]) -> list[Taken | Fault]:
        """Enter a batch in one commit; who filed a report is in the vault before the report is in the ledger."""
        told: list[Taken | Fault] = []
        items: list[Item] = []
        contacts: list[tuple[str, Incoming]] = []
        self._places.clear()
        self._copies.begin()
        with self._node.tables.writing(self._node.file.case):
            for one in batch:
                if isinstance(one, Fault):
                    told.append(one)
                    continue
                incoming, faults = self._checked(one)
                told += faults
                if incoming is not None:
                    said, taken, made = self._made(incoming)
                    told += [*said, taken]
                    items += made
                    if incoming.contact and taken.became == "new":
                        contacts.append((taken.report, incoming))
            for report, incoming in contacts:
                if incoming.contact is not None:
                    file_contact(self._node, _filer(report), incoming.contact, person=self._origin.person)
            self._node.ledger.append(items, author=self._origin.person, recorded_at=datetime.now(UTC))
        return told

    def _checked(self, one: Incoming) -> tuple[Incoming | None, list[Fault]]:
        """Return what can be taken in of a report, and what is to be said of the rest."""
        if len(one.text) > LARGEST_TEXT:
            said = f"a text of {len(one.text):,} characters, more than {LARGEST_TEXT:,}; split it"
            return None, [Fault(self._path, one.line, said)]
        if one.published and one.published > self._origin.captured_at + AHEAD:
            said = f"dated {one.published.isoformat()}, which has not come yet; taken in without that date"
            return _without_date(one), [Fault(self._path, one.line, said, severity="note")]
        return one, []

    def _made(self, one: Incoming) -> tuple[list[Fault], Taken, list[Item]]:
        """Return what is to be said of a report, what it becomes, and its entries."""
        cells = json.dumps(one.cells, ensure_ascii=False, sort_keys=True) if one.cells is not None else None
        content = Content.of(one.text, cells)
        if not content.words and one.attachments:
            content = Content(["file", hashlib.sha256(one.attachments[0].data).hexdigest()], prose=False)
        report = self._copies.name(content)
        key, said = self._key(one, report)
        known = self._copies.of(content)
        earlier = self._copies.under(key) if key else None
        if known is not None and (known.likeness == 1 or known.report != earlier):
            return said, *self._carried(one, known, content)
        self._copies.add(report, content, key)
        became: Became = "revised" if earlier else "new"
        return said, Taken(report, became), self._entries(one, report, key, cells, earlier)

    def _key(self, one: Incoming, report: str) -> tuple[str | None, list[Fault]]:
        """Return what names a report for this node, and what is to be said of that.

        An id of a table names a row for who speaks, or, where nobody is named, in its file and sheet. One that comes
        again in a file with other content names another row, which is told apart by how many came before it.
        """
        if one.key is None or one.sheet is None:
            return one.key, []
        named = self._origin.source or one.source
        answer = self._origin.answer
        where = self._source(one) if named else answer.url if answer else self._path.name
        key = json.dumps([one.key, "source" if named else "file", where, one.sheet], ensure_ascii=False)
        before = self._met.count_before(key, report)
        if not before:
            return key, []
        said = f"the id {one.key.partition(':')[2]!r} stands above with other content; taken in as another row"
        return f"{key}#{before + 1}", [Fault(self._path, one.line, said, severity="note")]

    def _entries(
        self, one: Incoming, report: str, key: str | None, cells: str | None, earlier: str | None
    ) -> list[Item]:
        text, title = Held.of(one.text.encode()), Held.of(one.title.encode()) if one.title else None
        row = Held.of(cells.encode(), "application/json") if cells is not None else None
        origin = Held.of(key.encode()) if key else None
        marking = self._marking(one)
        body: dict[str, Any] = {
            "source": _filer(report) if one.contact or one.kind == "form" else self._source(one),
            "carriers": [self._carrier(one)],
            "published": one.published.isoformat() if one.published else None,
            "occurred_on": one.occurred_on.isoformat() if one.occurred_on else None,
            "lang": self._origin.lang or one.lang or language(one.text),
            "text": text.commitment,
            "title": title.commitment if title else None,
            "cells": row.commitment if row else None,
            "origin": origin.commitment if origin else None,
            "revises": earlier,
            "kind": one.kind,
        }
        self._places[report].add((body["carriers"][0]["name"], body["carriers"][0]["url"]))
        held = tuple(filter(None, (text, title, row, origin)))
        return [Item(report, "report", body, marking, held=held), *self._evidence(one, report, marking)]

    def _evidence(self, one: Incoming, report: str, marking: Marking) -> Iterator[Item]:
        """Yield what is kept with a report: the page as captured, its picture, the files that came with it."""
        answer = self._origin.answer
        if answer is not None and one.kind == "article":
            yield from self._kept(report, "page", Attachment("", WARC, warc(answer, self._origin.captured_at)), marking)
            picture = screenshot(answer.body)
            if picture:
                yield from self._kept(report, "screenshot", Attachment("", PNG, picture), marking)
        for attachment in one.attachments:
            yield from self._kept(report, "attachment", attachment, marking)

    def _kept(self, report: str, what: str, file: Attachment, marking: Marking) -> Iterator[Item]:
        held = Held.of(file.data, _media_type(file))
        yield self._evidence_item(report, what, held, None, marking)
        step = "captured" if what in ("page", "screenshot") else "received"
        yield self._custody(report, held.commitment, step, marking)
        try:
            plain = working_copy(held.media_type, file.data) if what == "attachment" else None
        except ValueError:
            return
        if plain is not None:
            copy = Held.of(plain, PNG if held.media_type.startswith("image/") else held.media_type)
            yield self._evidence_item(report, "working_copy", copy, held.commitment, marking)
            yield self._custody(report, copy.commitment, "copied", marking)

    def _evidence_item(self, report: str, what: str, held: Held, of: str | None, marking: Marking) -> Item:
        body = {
            "report": report,
            "what": what,
            "media_type": held.media_type,
            "bytes": len(held.data),
            "content": held.commitment,
            "of": of,
            "captured_at": self._origin.captured_at.isoformat(),
            "archive": self._origin.archive if what == "page" else None,
        }
        return Item(f"evidence:{secrets.token_hex(8)}", "evidence", body, marking, held=(held,))

    def _custody(self, report: str, evidence: str, step: str, marking: Marking) -> Item:
        body = {
            "report": report,
            "evidence": evidence,
            "step": step,
            "at": self._origin.captured_at.isoformat(),
            "why": WHY_TAKEN_IN,
        }
        return Item(f"custody:{secrets.token_hex(8)}", "custody", body, marking)

    def _carried(self, one: Incoming, known: Copy, content: Content) -> tuple[Taken, list[Item]]:
        """Return that a text is known, and, where it was read elsewhere or otherwise, the entry that says so."""
        report, differs = known.report, known.likeness < 1
        carrier = self._carrier(one)
        reading = self._copies.name(content) if differs else None
        name = f"carried:{report}:{_digest(carrier['name'], carrier['url'], reading)}"
        if one.cells is not None or self._is_known(report, carrier, name, differs=differs):
            return Taken(report, "known"), []
        self._places[report] |= {(carrier["name"], carrier["url"]), (name, None)}
        text = Held.of(one.text.encode()) if differs else None
        item = {
            "report": report,
            "carrier": carrier,
            "text": text.commitment if text else None,
            "likeness": f"{known.likeness:.3f}" if text else None,
        }
        return Taken(report, "carried"), [Item(name, "carried", item, self._marking(one), held=(text,) if text else ())]

    def _is_known(self, report: str, carrier: dict[str, Any], name: str, *, differs: bool) -> bool:
        """Tell whether it is known that a report was read at a place, or so there, from this batch or the ledger."""
        for version, _, body in self._node.ledger.records([report, name]):
            if version.record == name:
                return True
            self._places[report] |= {(place["name"], place["url"]) for place in body["carriers"]}
        place = (name, None) if differs else (carrier["name"], carrier["url"])
        return place in self._places[report]

    def _carrier(self, one: Incoming) -> dict[str, Any]:
        url = one.url or (self._origin.answer.url if self._origin.answer else None)
        name = self._case.sources.carrier_of(url) if url else one.carrier or FROM_FILE
        return {
            "name": name,
            "url": url,
            "read_at": self._origin.captured_at.isoformat(),
            "sha256": self._sha256(one),
        }

    def _sha256(self, one: Incoming) -> str | None:
        """Return the digest of what a report was read from: of an article its page, of a row or an event its file."""
        if one.kind == "article" and self._origin.answer:
            return hashlib.sha256(self._origin.answer.body).hexdigest()
        return self._of_file if one.kind in OF_FILES else None

    @cached_property
    def _of_file(self) -> str | None:
        try:
            with self._path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None

    def _source(self, one: Incoming) -> str:
        """Return who speaks: as the person says, as the file says, or the carrier; by its id where the case has it."""
        said = self._origin.source or one.source
        if said is None:
            said = self._carrier(one)["name"]
        return self._case.sources.named(said) or said

    def _marking(self, one: Incoming) -> Marking:
        return self._origin.marking or one.marking or (Marking.AMBER if one.kind in OF_PERSONS else Marking.CLEAR)


class _Met:
    """The ids of the rows of a file that were met, and the contents under each; on disk, since files may be large."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._rows.execute("CREATE TABLE met (key BLOB, content TEXT, n INTEGER, PRIMARY KEY (key, content))")
        self._rows.execute("BEGIN")

    def count_before(self, key: str, content: str) -> int:
        """Return how many other contents came under a key before this one did first."""
        hashed = hashlib.blake2b(key.encode(), digest_size=16).digest()
        found = dict(self._rows.execute("SELECT content, n FROM met WHERE key = ?", (hashed,)).fetchall())
        if content not in found:
            found[content] = len(found)
            self._rows.execute("INSERT INTO met VALUES (?, ?, ?)", (hashed, content, found[content]))
        return int(found[content])


def _filer(report: str) -> str:
    """Return the opaque id of who filed a report."""
    return f"{FILER}{report.removeprefix('r-')}"


def _digest(*parts: str | None) -> str:
    return hashlib.sha256("\n".join(part or "" for part in parts).encode()).hexdigest()[:12]


def _media_type(file: Attachment) -> str:
    """Return the media type of a file; what is text stays a file all the same, as it came."""
    return file.media_type if not file.media_type.startswith(("text/plain", "application/json")) else "text/x-file"


def _without_date(one: Incoming) -> Incoming:
    return Incoming(**{**one.__dict__, "published": None})


Ask = Callable[[tuple[str, ...]], ColumnMap | None]


def asked(node: Node, *, person: str, columns: ColumnMap | None = None, ask: Ask = lambda _: None) -> Asked:
    """Return what readers are told: the case's zone, and of a table the map that was given now, before, or by *ask*."""

    def known(names: tuple[str, ...]) -> ColumnMap | None:
        kept = {tuple(body["columns"]): body["map"] for _, _, body in node.ledger.standing("column_map")}
        given = columns or kept.get(names) or ask(names)
        absent = [column for held in (given or {}).values() for column in held.split("|") if column not in names]
        if absent:
            raise BadInput(f"no column {absent[0]!r}; there are {', '.join(names)}")
        if given and given != kept.get(names):
            keep_columns(node, names, given, person=person)
        return given

    return Asked(node.case().zone, known)


def keep_columns(node: Node, names: tuple[str, ...], columns: ColumnMap, *, person: str) -> None:
    """Record what the columns of a table hold, so that the next such table need not be asked about."""
    name = f"column_map:{_digest(*names)}:{_digest(*columns, *columns.values())}"
    body = {"columns": names, "map": dict(columns)}
    node.ledger.append([Item(name, "column_map", body)], author=person, recorded_at=datetime.now(UTC))


def take_file(
    node: Node, path: Path, origin: Origin, *, told: Asked, named: str | None = None
) -> Iterator[Taken | Fault]:
    """Take in a file by the reader that its content, or *named*, asks for."""
    try:
        if not path.stat().st_size:
            yield Fault(path, 1, "the file is empty")
            return
        reader = reader_of(path, named=named)
    except IsADirectoryError:
        yield Fault(path, 1, "a folder; name its files")
        return
    except OSError as error:
        yield Fault(path, 1, f"{error.strerror}")
        return
    except BadInput as error:
        yield Fault(path, 1, str(error).removeprefix(f"{path}:1: "))
        return
    try:
        yield from take_in(node, reader.read(path, told), path, origin)
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        yield Fault(path, 1, f"not read as {reader.name}: {error}")


def take_answer(
    node: Node, answer: Response, origin: Origin, *, told: Asked, named: str | None = None
) -> Iterator[Taken | Fault]:
    """Take in what an address of the web gave: its article, its items, or the file that it is."""
    address = Path(answer.url.replace("://", ":/"))
    if not answer.body:
        yield Fault(address, 1, "the answer is empty")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(answer.url.split("?")[0]).name or "page")
        path.write_bytes(answer.body)
        is_page = answer.content_type in HTML and named is None and reader_of(path).name in ("html", "text")
        if not is_page:
            for one in take_file(node, path, origin, told=told, named=named):
                yield Fault(address, one.line, one.message, one.severity) if isinstance(one, Fault) else one
            return
    found = article(decoded(answer.body), told, url=answer.url)
    if found is None:
        yield Fault(address, 1, "the page holds no text; its article may come by a script, which is not run")
        return
    yield from take_in(node, [found], address, origin)


def take_url(
    node: Node, url: str, origin: Origin, *, told: Asked, named: str | None = None, private: bool = False
) -> Iterator[Taken | Fault]:
    """Fetch an address once and take in what it gives."""
    try:
        answer = get(url, private=private)
    except (NoAnswer, BadInput) as error:
        yield Fault(Path(url), 1, str(error))
        return
    if answer.status != 200:
        yield Fault(Path(url), 1, f"answered with status {answer.status}")
        return
    at = Origin(**{**origin.__dict__, "answer": answer, "captured_at": datetime.now(UTC)})
    yield from take_answer(node, answer, at, told=told, named=named)
