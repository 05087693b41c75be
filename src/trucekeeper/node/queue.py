"""The reports as a queue: who has which, by when; and which sides are heard, in which languages.

The table is read once for each state of the ledger: the same head, reader and instant give the same rows.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from trucekeeper.case import Case
from trucekeeper.case.entries import FIGURE, ROW
from trucekeeper.ledger import Person
from trucekeeper.node.intake import FILER
from trucekeeper.node.lists import reports_with
from trucekeeper.node.node import Node
from trucekeeper.node.reports import About, Known, case_report
from trucekeeper.vocabulary.text import LANGS, fold

OPEN = ("received", "in_review", "waiting")
"""The states in which somebody is still to do something."""


class Listed(NamedTuple):
    """One report as a list shows it, without its text.

    A row of the case's own records has no ``state``, and the language of its original is not recorded: ``lang`` None.
    ``translated`` are the languages in which a translation stands beside it.
    """

    id: str
    source: str
    side: str
    lang: str | None
    day: str | None
    recorded: datetime
    kind: str
    text: str | None = None
    state: str | None = None
    owner: str | None = None
    due: date | None = None
    translated: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to do something with it."""
        return self.state in OPEN


class Wanted(NamedTuple):
    """Which reports are asked for. ``state`` is one of them, or ``open``, ``all`` or ``records``; else empty is all."""

    state: str = "open"
    owner: str = ""
    side: str = ""
    source: str = ""
    lang: str = ""
    words: str = ""


class Heard(NamedTuple):
    """How many reports each side is heard in, by language, and what nobody who reads Arabic or English can read."""

    by_side: dict[str, Counter[str | None]]
    unread: Counter[str]


def listed(node: Node, reader: Person, known: Known) -> tuple[Listed, ...]:
    """Return all reports that *reader* may read, in the order in which they came."""
    return _listed(node, node.ledger.head(), reader, known)


@lru_cache(maxsize=8)
def _listed(node: Node, _: tuple[int, str], reader: Person, known: Known) -> tuple[Listed, ...]:
    case, rows = node.case(), []
    for kind in (ROW, FIGURE):
        for _version, entry, body in node.ledger.standing(kind, to=known.to, reader=reader):
            made = case_report(kind, body, case)
            if known.holds(made.published.isoformat()):
                side, day = case.sources.heard_as(made.source), made.occurred_on.isoformat()
                rows.append(Listed(made.id, made.source, side, None, day, entry.recorded_at, made.kind))
    return (*rows, *_taken_in(node, reader, known, case))


def _taken_in(node: Node, reader: Person, known: Known, case: Case) -> Iterable[Listed]:
    about = About(node.ledger, reader, known)
    for version, entry, body in node.ledger.standing("report", to=known.to, reader=reader):
        if not known.holds(body["published"]):
            continue
        triage = about.triage(version.record)
        yield Listed(
            id=version.record,
            source=body["source"],
            side=side_of(body["source"], case),
            lang=body["lang"],
            day=version.day,
            recorded=entry.recorded_at,
            kind=body["kind"],
            text=body["text"],
            state=triage["state"],
            owner=triage["owner"],
            due=date.fromisoformat(triage["due"]) if triage["due"] else None,
            translated=frozenset(told["lang"] for _, told in about.of("translation", version.record)),
        )


def side_of(source: str, case: Case) -> str:
    """Return the side that a source is heard as; who filed a report is a local source."""
    return "local" if source.startswith(FILER) else case.sources.heard_as(source)


def select(node: Node, reader: Person, rows: Iterable[Listed], wanted: Wanted) -> list[Listed]:
    """Return the rows that are asked for: what is open by its deadline, anything else the latest first."""
    case = node.case()
    holding = reports_with(node, reader, wanted.words) if wanted.words.strip() else None
    found = [row for row in rows if _fits(row, wanted, case) and (holding is None or row.id in holding)]
    if wanted.state in ("open", *OPEN):
        return sorted(found, key=lambda row: (row.due is None, row.due or date.max, row.recorded))
    return sorted(found, key=lambda row: (row.day or "", row.recorded), reverse=True)


def _fits(row: Listed, wanted: Wanted, case: Case) -> bool:
    if wanted.state == "records":
        in_state = row.state is None
    else:
        in_state = row.state is not None and (
            wanted.state == "all" or row.state == wanted.state or (wanted.state == "open" and row.is_open)
        )
    return (
        in_state
        and (not wanted.owner or wanted.owner == (row.owner or "nobody"))
        and wanted.side in ("", row.side)
        and wanted.lang in ("", row.lang)
        and (not wanted.source.strip() or _names(wanted.source, row.source, case))
    )


def _names(words: str, source: str, case: Case) -> bool:
    known = case.sources[source].name if source in case.sources else None
    return any(fold(words) in fold(name) for name in (source, *((known.en, known.ar) if known else ())))


def heard(rows: Iterable[Listed], case: Case) -> Heard:
    """Return which sides are heard in which languages; a party that is heard in none is there with nothing."""
    by_side: dict[str, Counter[str | None]] = {party: Counter() for party in case.file.parties}
    unread: Counter[str] = Counter()
    for row in rows:
        by_side.setdefault(row.side, Counter())[row.lang] += 1
        if row.lang and row.lang not in LANGS and not row.translated:
            unread[row.lang] += 1
    return Heard(by_side, unread)
