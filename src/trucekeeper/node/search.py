"""Search in what is recorded, in Arabic and English, over the terms that ``vocabulary.text`` normalises."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from trucekeeper.ledger import Entry, Ledger, Person
from trucekeeper.ledger.access import readable
from trucekeeper.node.database import DjangoDatabase
from trucekeeper.vocabulary.text import search_terms

BATCH = 500


def index(ledger: Ledger, database: DjangoDatabase, *, after: int) -> None:
    """Bring the search table up to the ledger's head from the entries behind *after*."""
    changed = database.rows(
        "SELECT record, withdrawn FROM record WHERE case_id = %s AND (seq > %s) AND closed IS NULL",
        (ledger.case, after),
    )
    erased = after and any(entry.kind == "erasure" for entry in ledger.entries(after=after))
    if erased or not after:
        changed = database.rows(
            "SELECT record, withdrawn FROM record WHERE case_id = %s AND closed IS NULL", (ledger.case,)
        )
        database.run("DELETE FROM search WHERE case_id = %s", (ledger.case,))
    else:
        database.run_many(
            "DELETE FROM search WHERE case_id = %s AND record = %s", [(ledger.case, name) for name, _ in changed]
        )
    names = [name for name, withdrawn in changed if not withdrawn]
    for start in range(0, len(names), BATCH):
        rows = [(ledger.case, name, _terms(words)) for name, words in _words(ledger, names[start : start + BATCH])]
        database.run_many(_insert(), rows)
    if erased and connection.vendor == "sqlite":
        database.run("INSERT INTO search (search) VALUES ('optimize')")


def _words(ledger: Ledger, names: list[str]) -> Iterable[tuple[str, str]]:
    for version, _, body in ledger.records(names):
        texts = list(ledger.kinds.of(version.kind, body).words(body))
        texts += [
            held.data.decode("utf-8", "replace")
            for commitment in (body.get("title"), body.get("text"), body.get("cells"))
            if isinstance(commitment, str) and (held := ledger.held(commitment)) and held.is_text
        ]
        if any(texts):
            yield version.record, " ".join(texts)


def _insert() -> str:
    if connection.vendor == "postgresql":
        return "INSERT INTO search (case_id, record, terms) VALUES (%s, %s, array_to_tsvector(%s))"
    return "INSERT INTO search (case_id, record, terms) VALUES (%s, %s, %s)"


def _terms(text: str) -> Any:
    terms = search_terms(text)
    return terms if connection.vendor == "postgresql" else " ".join(terms)


def search(ledger: Ledger, database: DjangoDatabase, text: str, *, reader: Person, limit: int = 50) -> list[Entry]:
    """Return the entries that stand, that *reader* may read and that hold every word of *text*, the newest first."""
    terms = search_terms(text)
    if not terms:
        return []
    allowed, allowing = readable(reader)
    if connection.vendor == "postgresql":
        matching = "s.terms @@ %s::tsquery"
        asked = " & ".join("'" + term.replace("\\", "\\\\").replace("'", "''") + "'" for term in terms)
    else:
        matching = "search MATCH %s"
        asked = " ".join(f'"{term}"' for term in terms)
    found = database.rows(
        "SELECT e.stored, e.digest FROM search s "  # noqa: S608
        "JOIN record r ON r.case_id = s.case_id AND r.record = s.record AND r.closed IS NULL "
        "JOIN entry e ON e.case_id = r.case_id AND e.seq = r.seq "
        f"WHERE s.case_id = %s AND {matching} AND {allowed} ORDER BY r.day DESC, r.seq DESC LIMIT %s",
        (ledger.case, asked, *allowing, limit),
    )
    return [Entry.read(bytes(stored), held) for stored, held in found]
