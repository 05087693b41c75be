"""The worker: derives behind the ledger, and says how far it has come and by which engine.

What is derived is a pure function of the ledger and the engine, which is the digest of the program's code, its
knowledge and the version of the case; where either has moved on, everything is derived anew, and put in the place of
the old in one transaction.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from trucekeeper.brief import Scene, make_brief, to_json
from trucekeeper.case.entries import FIGURE, ROW, VERSION
from trucekeeper.ledger import Ledger, instant
from trucekeeper.ledger.access import audience_column, audience_of
from trucekeeper.ledger.entries import CORRECTION, ERASURE, WITHDRAWAL
from trucekeeper.node.claims import CODED, CODED_FROM, code_reports, forget
from trucekeeper.node.copies import Copies
from trucekeeper.node.node import Node
from trucekeeper.node.search import index
from trucekeeper.vocabulary.marking import Marking, strictest
from trucekeeper.vocabulary.text import LANGS

POLL_SECONDS = 1.0
TEXTS = frozenset({"carried", "translation", "word_back"})
DERIVED_FROM = frozenset(
    {VERSION, ROW, FIGURE, "report", "source", "judgement", *TEXTS, CORRECTION, WITHDRAWAL, ERASURE}
)
"""The kinds of entry that change what is derived or searched; after any other the worker only says that it has come."""
PACKAGE = Path(__file__).parents[1]


class Access(NamedTuple):
    """How far a thing may go."""

    marking: Marking
    audience: frozenset[str]


class Derived(NamedTuple):
    """One computed item, as it stands in the table of that name."""

    kind: str
    item: str
    day: str | None
    marking: str
    audience: str
    document: str


class Computation(NamedTuple):
    """How far the worker has computed, when, and the digest of the engine."""

    seq: int
    engine: str
    at: str


@cache
def program_digest() -> str:
    """Return the digest of the program: its code and its knowledge."""
    total = hashlib.sha256()
    for path in sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        if "static" not in path.parts and "_cases" not in path.parts:
            total.update(path.relative_to(PACKAGE).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def engine(node: Node) -> str:
    """Return the digest of what the node derives with."""
    return hashlib.sha256(f"{program_digest()}:{node.case().root.name}".encode()).hexdigest()


def computed(node: Node) -> Computation | None:
    """Return how far the worker has come, or None where it has not begun."""
    found = node.tables.rows("SELECT seq, engine, at FROM computed WHERE case_id = %s", (node.file.case,))
    return Computation(*found[0]) if found else None


def compute(node: Node, *, anew: bool = False) -> bool:
    """Derive what follows from the ledger as it is now, or all of it *anew*; return whether there was anything to."""
    if not node.has_case():
        return False
    head, with_engine, done = node.ledger.head()[0], engine(node), computed(node)
    if done and not anew and (done.seq, done.engine) == (head, with_engine):
        return False
    if done and not anew and done.engine == with_engine and not _changes(node.ledger, done.seq):
        _note(node, head, with_engine)
        return True
    case, tables = node.file.case, node.tables
    rows = [(case, *row) for row in derived(node, node.scene())]
    with transaction.atomic():
        same = done is not None and not anew and done.engine == with_engine
        kept = (CODED, CODED_FROM) if same else ("", "")
        tables.run("DELETE FROM derived WHERE case_id = %s AND kind NOT IN (%s, %s)", (case, *kept))
        tables.run_many(
            "INSERT INTO derived (case_id, kind, item, day, marking, audience, document) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
        erased = _erased(node.ledger, done.seq if done and not anew else 0)
        index(node.ledger, tables, after=done.seq if done and not anew else 0)
        if done and not anew:
            Copies(node).catch_up(after=done.seq)
            Copies(node).forget(erased)
        else:
            Copies(node).rebuild()
        forget(node, erased)
        _note(node, head, with_engine)
    return True


def catch_up(node: Node, *, anew: bool = False) -> bool:
    """Derive what follows from the ledger and code the reports that are not coded; return whether there was any.

    Reports can be searched before they are coded.
    """
    moved = compute(node, anew=anew)
    return bool(code_reports(node)) or moved


def _changes(ledger: Ledger, after: int) -> bool:
    """Tell whether an entry behind *after* changes what is derived."""
    return any(entry.kind in DERIVED_FROM for entry in ledger.entries(after=after))


def _erased(ledger: Ledger, after: int) -> list[str]:
    """Return the reports whose text was erased behind *after*."""
    gone = {
        commitment
        for entry in ledger.entries(after=after)
        if entry.kind == ERASURE
        for commitment in entry.body["commitments"]
    }
    if not gone:
        return []
    return [version.record for version, _, body in ledger.standing("report") if body["text"] in gone]


def _note(node: Node, seq: int, with_engine: str) -> None:
    """Say how far the worker has come."""
    at = instant(datetime.now(UTC))
    with transaction.atomic():
        node.tables.run("DELETE FROM computed WHERE case_id = %s", (node.file.case,))
        node.tables.run(
            "INSERT INTO computed (case_id, seq, engine, at) VALUES (%s, %s, %s, %s)",
            (node.file.case, seq, with_engine, at),
        )


def work(node: Node, *, told: Callable[[str], object]) -> None:
    """Derive whenever the ledger has moved on, until interrupted."""
    moved = catch_up(node)
    while True:
        if moved:
            told(f"computed to entry {node.ledger.head()[0]}")
        time.sleep(POLL_SECONDS)
        moved = compute(node)
        if moved:
            code_reports(node)


def derived(node: Node, scene: Scene) -> Iterator[Derived]:
    """Yield the rows of everything derived, each with the strictest marking and the shared audience of what it used."""
    access = _access(node.ledger)
    everything = _joined(access, access)
    of_claim = {claim: access.get(said.report, everything) for claim, said in scene.derived.claims.items()}
    of_incident = {incident.id: _joined(of_claim, incident.claims) for incident in scene.derived.incidents}

    def row(kind: str, item: str, day: str | None, used: Access, document: Mapping[str, Any]) -> Derived:
        return Derived(
            kind=kind,
            item=item,
            day=day,
            marking=used.marking.value,
            audience=audience_column(sorted(used.audience)),
            document=json.dumps(document, ensure_ascii=False),
        )

    days = {incident.id: _day(incident.time.start) for incident in scene.derived.incidents}
    for incident in scene.derived.incidents:
        document = incident.model_dump(mode="json")
        yield row("incident", incident.id, days[incident.id], of_incident[incident.id], document)
    for episode in scene.derived.episodes:
        used = _joined(of_incident, episode.incidents)
        day = min(filter(None, (days[incident] for incident in episode.incidents)), default=None)
        yield row("episode", episode.id, day, used, episode.model_dump(mode="json"))
    for finding in scene.derived.findings:
        used = of_incident.get(finding.incident, everything)
        yield row("finding", finding.id, days.get(finding.incident), used, finding.model_dump(mode="json"))
    for warning in scene.warnings:
        used = _joined(access, warning.reports) if warning.reports else everything
        yield row("warning", warning.id, warning.start.date().isoformat(), used, warning.document())
    brief = make_brief(scene)
    for lang in LANGS:
        yield row("scene", lang, None, everything, json.loads(to_json(brief, lang)))


def _access(ledger: Ledger) -> dict[str, Access]:
    return {
        version.record: Access(Marking(version.marking), audience_of(version.audience))
        for kind in (ROW, FIGURE)
        for version, _, _ in ledger.standing(kind)
    }


def _joined(of: Mapping[str, Access], names: Iterable[str]) -> Access:
    used = [of[name] for name in names if name in of]
    audience = frozenset.intersection(*(one.audience for one in used)) if used else frozenset[str]()
    return Access(strictest(one.marking for one in used), audience)


def _day(start: datetime | None) -> str | None:
    return start.date().isoformat() if start else None
