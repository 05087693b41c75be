"""The reports that were taken in, each with all its carriers, its evidence and how far it has come."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from trucekeeper.case import Case, ChronologyRow, FigureRow
from trucekeeper.case.entries import ROW
from trucekeeper.ledger import Entry, Ledger, Person
from trucekeeper.ledger.access import may_read
from trucekeeper.ledger.kinds import Body
from trucekeeper.report import Report, figure_report, row_report
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.sentence import fill
from trucekeeper.vocabulary.text import T

Document = dict[str, Any]
Told = list[tuple[Entry, Body]]


class Known(NamedTuple):
    """As known when: at the entry ``to``, or now where it is None.

    Before a chain's first entry it is a reconstruction: what stands now and was published ``by`` that instant, with
    nothing that was done with it since.
    """

    to: int | None = None
    by: datetime | None = None

    @classmethod
    def at(cls, ledger: Ledger, at: datetime | None) -> "Known":
        """Return what is asked for by an instant; None is now."""
        to = ledger.seq_at(at) if at else None
        return cls(None, at) if to == 0 else cls(to)

    def holds(self, published: str | None) -> bool:
        """Tell whether a report published then belongs to it; RFC 3339, None where that is not known."""
        return self.by is None or (published is not None and datetime.fromisoformat(published) <= self.by)

    @property
    def told(self) -> T:
        """In words, for every output."""
        if self.by:
            return fill("a_reconstruction")
        return fill("as_known_at_entry", entry=self.to) if self.to else T(en="", ar="")


NOW = Known()


def case_report(kind: str, body: Body, case: Case) -> Report:
    """Return the report that a recorded row or figure of the case is."""
    said = {key: value for key, value in body.items() if key != "v"}
    if kind == ROW:
        return row_report(ChronologyRow.model_validate(said), case)
    return figure_report(FigureRow.model_validate(said), case)


class About:
    """What was recorded about reports after they were taken in: by kind and report, in the order of the entries."""

    def __init__(self, ledger: Ledger, reader: Person, known: Known = NOW) -> None:
        self._ledger, self._reader, self._to = ledger, reader, 0 if known.by else known.to
        self._found: dict[str, dict[str, Told]] = {}

    def of(self, kind: str, report: str) -> Told:
        """Return the entries of a *kind* about a report that the reader may read."""
        if kind not in self._found:
            told: dict[str, Told] = defaultdict(list)
            for _, entry, body in self._ledger.standing(kind, to=self._to, reader=self._reader):
                told[body["report"]].append((entry, body))
            self._found[kind] = told
        return self._found[kind].get(report, [])

    def triage(self, report: str) -> Document:
        """Return owner, deadline and state of a report, as the latest entry leaves them."""
        told = self.of("triage", report)
        body = told[-1][1] if told else {}
        return {"owner": body.get("owner"), "due": body.get("due"), "state": body.get("state", "received")}


def taken_in(
    ledger: Ledger, reader: Person, known: Known = NOW, *, wanted: Collection[str] | None = None
) -> Iterator[Document]:
    """Yield the reports that *reader* may read, in the order in which they came; those *wanted* alone, if any are."""
    about = About(ledger, reader, known)
    for version, entry, body in ledger.standing("report", to=known.to, reader=reader):
        if known.holds(body["published"]) and (wanted is None or version.record in wanted):
            yield report_document(ledger, version.record, entry, body, about)


def report_document(ledger: Ledger, name: str, entry: Entry, body: Body, about: About) -> Document:
    """Return a report as a document; one whose text was erased says so in its place."""
    text = held_text(ledger, body["text"])
    return {
        "id": name,
        "source": body["source"],
        "carriers": [*body["carriers"], *(told["carrier"] for _, told in about.of("carried", name))],
        "published": body["published"],
        "recorded": entry.recorded_at.isoformat(),
        "lang": body["lang"],
        "title": held_text(ledger, body["title"]) if body["title"] else None,
        **({"erased": True} if text is None else {"text": text}),
        "kind": body["kind"],
        "marking": Marking(entry.marking).value,
        **about.triage(name),
        "duplicates": [],
    }


SUFFIXES = {
    "application/warc": ".warc.gz",
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "message/rfc822": ".eml",
}


def evidence_name(kept: Document) -> str:
    """Return the name of the file in which a piece of evidence is written: what it is, and its commitment's begin."""
    return f"{kept['what']}-{kept['content'][:12]}{SUFFIXES.get(kept['media_type'], '')}"


def held_text(ledger: Ledger, commitment: str) -> str | None:
    """Return a text that lies beside the chain; None where it was erased."""
    held = ledger.held(commitment)
    return held.data.decode("utf-8", "replace") if held else None


def report_item(ledger: Ledger, reader: Person, name: str, known: Known = NOW) -> Document | None:
    """Return a report with everything recorded about it; None where *reader* may read none of that id."""
    about = About(ledger, reader, known)
    for version, entry, body in ledger.records([name], to=known.to):
        readable = version.kind == "report" and may_read(reader, entry.marking, entry.audience)
        if not readable or not known.holds(body["published"]):
            continue
        return {
            **report_document(ledger, name, entry, body, about),
            "occurred_on": body["occurred_on"],
            "revises": body.get("revises"),
            "revised_by": _revised_by(ledger, reader, name, known),
            "by": entry.author,
            "cells": json.loads(held_text(ledger, body["cells"]) or "null") if body.get("cells") else None,
            "variants": [
                {
                    "carrier": told["carrier"]["name"],
                    "likeness": told["likeness"],
                    "text": held_text(ledger, told["text"]),
                }
                for _, told in about.of("carried", name)
                if told["text"]
            ],
            "translations": _texts(ledger, about.of("translation", name)),
            "evidence": [told for _, told in about.of("evidence", name)],
            "custody": [{"to": None, **told, "by": made.author} for made, told in about.of("custody", name)],
            "triage": [_signed(made, told) for made, told in about.of("triage", name)],
            "word_back": _texts(ledger, about.of("word_back", name)),
        }
    return None


def _revised_by(ledger: Ledger, reader: Person, name: str, known: Known) -> list[str]:
    """Return the later reports of the same thing from the same place."""
    return [
        version.record
        for version, _, body in ledger.standing("report", to=known.to, reader=reader)
        if body.get("revises") == name and known.holds(body["published"])
    ]


def _texts(ledger: Ledger, told: Told) -> list[Document]:
    return [{**_signed(entry, body), "text": held_text(ledger, body["text"])} for entry, body in told]


def _signed(entry: Entry, body: Body) -> Document:
    own = {key: value for key, value in body.items() if key not in ("v", "report")}
    return {**own, "by": entry.author, "at": entry.recorded_at.isoformat()}
