"""The reports that were taken in, each with all its carriers, its evidence and how far it has come."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from trucekeeper.ledger import Entry, Ledger, Person
from trucekeeper.ledger.access import may_read
from trucekeeper.ledger.kinds import Body
from trucekeeper.vocabulary.marking import Marking

Document = dict[str, Any]
Told = list[tuple[Entry, Body]]


class About:
    """What was recorded about reports after they were taken in: by kind and report, in the order of the entries."""

    def __init__(self, ledger: Ledger, reader: Person, *, to: int | None = None) -> None:
        self._ledger, self._reader, self._to = ledger, reader, to
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


def taken_in(ledger: Ledger, reader: Person, *, to: int | None = None) -> Iterator[Document]:
    """Yield the reports that *reader* may read and that stood at the entry *to*, in the order in which they came."""
    about = About(ledger, reader, to=to)
    for version, entry, body in ledger.standing("report", to=to, reader=reader):
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


def held_text(ledger: Ledger, commitment: str) -> str | None:
    """Return a text that lies beside the chain; None where it was erased."""
    held = ledger.held(commitment)
    return held.data.decode("utf-8", "replace") if held else None


def report_item(ledger: Ledger, reader: Person, name: str) -> Document | None:
    """Return a report with everything recorded about it; None where *reader* may read none of that id."""
    about = About(ledger, reader)
    for version, entry, body in ledger.records([name]):
        if version.kind != "report" or not may_read(reader, entry.marking, entry.audience):
            continue
        return {
            **report_document(ledger, name, entry, body, about),
            "occurred_on": body["occurred_on"],
            "revises": body.get("revises"),
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
            "custody": [{**told, "by": made.author} for made, told in about.of("custody", name)],
            "triage": [_signed(made, told) for made, told in about.of("triage", name)],
            "word_back": _texts(ledger, about.of("word_back", name)),
        }
    return None


def _texts(ledger: Ledger, told: Told) -> list[Document]:
    return [{**_signed(entry, body), "text": held_text(ledger, body["text"])} for entry, body in told]


def _signed(entry: Entry, body: Body) -> Document:
    own = {key: value for key, value in body.items() if key not in ("v", "report")}
    return {**own, "by": entry.author, "at": entry.recorded_at.isoformat()}
