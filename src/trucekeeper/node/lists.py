"""What a node holds as lists of documents, each reader's own, now or as known at an instant."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from trucekeeper.case.entries import FIGURE, ROW
from trucekeeper.ledger import Entry, Person
from trucekeeper.ledger.access import audience_of, may_read
from trucekeeper.node.node import Node
from trucekeeper.node.reports import Known, case_report, taken_in
from trucekeeper.node.search import search
from trucekeeper.node.verification import moved
from trucekeeper.node.worker import Derived, computed, derived
from trucekeeper.report import Report
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.sentence import fill
from trucekeeper.vocabulary.text import T

KINDS = {"incidents": "incident", "episodes": "episode", "findings": "finding", "warnings": "warning"}
Document = dict[str, Any]


def entry_documents(
    node: Node, reader: Person, *, at: datetime | None = None, kind: str | None = None
) -> Iterator[Document]:
    """Yield the entries that *reader* may read, recorded by *at*, in their order."""
    for entry in node.ledger.entries(to=node.ledger.seq_at(at)):
        if (kind is None or entry.kind == kind) and may_read(reader, entry.marking, entry.audience):
            yield entry.model_dump(mode="json", exclude={"case"})


def report_documents(
    node: Node, reader: Person, *, at: datetime | None = None, words: str | None = None
) -> Iterator[Document]:
    """Yield the reports that *reader* may read and that stood at *at*; with *words*, only those that hold them."""
    known, case = Known.at(node.ledger, at), node.case()
    wanted = reports_with(node, reader, words) if words is not None else None
    for kind in (ROW, FIGURE):
        for version, entry, body in node.ledger.standing(kind, to=known.to, reader=reader):
            if wanted is not None and version.record not in wanted:
                continue
            report = case_report(kind, body, case)
            if known.holds(report.published.isoformat()):
                yield _report_document(report, entry)
    yield from taken_in(node.ledger, reader, known, wanted=wanted)


def reports_with(node: Node, reader: Person, words: str) -> set[str]:
    """Return the reports in which every word of *words* is found: in their own text, in a translation or a variant."""
    found = search(node.ledger, node.tables, words, reader=reader, limit=10_000)
    return {str(entry.body.get("of") or entry.body.get("report") or entry.id) for entry in found}


def _report_document(report: Report, entry: Entry) -> Document:
    return {
        "id": report.id,
        "source": report.source,
        "carriers": [
            {"name": carrier.name, "url": carrier.url, "read_at": None, "sha256": None} for carrier in report.carriers
        ],
        "published": report.published.isoformat(),
        "recorded": entry.recorded_at.isoformat(),
        "lang": report.lang,
        "title": None,
        "text": report.text[report.lang],
        "kind": report.kind,
        "marking": entry.marking.value,
        "owner": None,
        "due": None,
        "state": "received",
        "duplicates": list(report.duplicates),
    }


def item_documents(node: Node, reader: Person, kind: str, *, at: datetime | None = None) -> tuple[list[Document], T]:
    """Return what was computed of a *kind* that *reader* may read, sorted by id, and how far it was computed."""
    if at is None:
        found = node.tables.rows(
            "SELECT kind, item, day, marking, audience, document FROM derived WHERE case_id = %s AND kind = %s",
            (node.file.case, kind),
        )
        rows = [Derived(*row) for row in found]
        done = computed(node)
        told = fill("computed_to", entry=done.seq) if done else fill("computed_nothing")
    else:
        rows = [row for row in derived(node, node.scene(at=at)) if row.kind == kind]
        told = Known.at(node.ledger, at).told
    allowed = (row for row in rows if may_read(reader, Marking(row.marking), audience_of(row.audience)))
    documents = [json.loads(row.document) for row in sorted(allowed, key=lambda row: row.item)]
    return moved(node, reader, documents, at=at) if kind == "incident" else documents, told
