"""What becomes of a report after it came: owned, translated, examined, answered; and the word back to who filed it.

::

    received ──▶ in_review ──▶ waiting ──▶ in_review ──▶ answered ──▶ closed
                     └────────────────────────────────────────────────▲

This is the usual way; any state may be left for any other, a closed report opened again. Each move is an entry that
names the report; the latest one stands. A report is answered only once its filer, where it has one, was told what came
of it. Who may not read a report does nothing with it either: for them it is not there.
"""

import secrets
from datetime import UTC, date, datetime
from typing import get_args

from trucekeeper.errors import BadInput
from trucekeeper.ledger import Entry, Item
from trucekeeper.ledger.access import may_read
from trucekeeper.ledger.held import Held
from trucekeeper.ledger.kinds import Body
from trucekeeper.node.intake import FILER
from trucekeeper.node.node import Node
from trucekeeper.report.entries import State
from trucekeeper.vocabulary.marking import Marking

STATES = get_args(State)
STEPS = ("examined", "handed_over", "returned", "copied")
"""Steps that people take; how a thing came (``captured``, ``received``) is entered when it is taken in."""


def triage(
    node: Node, report: str, *, person: str, state: str, owner: str | None = None, due: str | None = None, why: str = ""
) -> None:
    """Say who deals with a report, by when, and how far it is.

    Raises:
        BadInput: there is no such report, person, state or day, or it is to be answered and its filer was told nothing.
        NoRight: *person* may not read or take in.
    """
    if state not in STATES:
        raise BadInput(f"{state!r} is no state of a report; write one of {', '.join(STATES)}")
    at = owned(node, owner, due)
    entry = _readable(node, report, person)
    if owner is not None:
        _assert_may_own(node, owner, entry)
    if state == "answered" and str(entry.body["source"]).startswith(FILER) and not _was_told(node, report):
        raise BadInput("who filed it was told nothing yet; record the word back first, or close it")
    _about(node, report, "triage", {**at, "state": state, "why": why}, person)


def owned(node: Node, owner: str | None, due: str | None) -> Body:
    """Return an owner and a deadline as a body holds them.

    Raises:
        BadInput: there is no such person or day.
    """
    if owner is not None and owner not in node.ledger.people().by_id:
        raise BadInput(f"{owner!r} is not a person of this case; an administrator enters people")
    try:
        return {"owner": owner, "due": date.fromisoformat(due).isoformat() if due else None}
    except ValueError:
        raise BadInput(f"{due!r} is no day; write YYYY-MM-DD") from None


def translate(node: Node, report: str, *, person: str, lang: str, translator: str, text: str) -> None:
    """Put a translation beside a report, marked as that of *translator*.

    Raises:
        BadInput: there is no such report, the text or the translator is empty, or the translator is a person.
    """
    if not text.strip() or not translator.strip():
        raise BadInput("a translation has a text and a named translator: an organisation or a program")
    if translator.strip() in node.ledger.people().by_id:
        raise BadInput(f"{translator} is a person; name the organisation or the program that translated")
    held = Held.of(text.encode())
    body = {"lang": lang, "translator": translator, "text": held.commitment}
    _about(node, report, "translation", body, person, (held,))


def word_back(node: Node, report: str, *, person: str, by_way_of: str, text: str) -> None:
    """Record what was told to who filed a report.

    Raises:
        BadInput: there is no such report, or the text is empty.
    """
    if not text.strip():
        raise BadInput("write what was told to who filed the report")
    held = Held.of(text.encode())
    _about(node, report, "word_back", {"by_way_of": by_way_of, "text": held.commitment}, person, (held,))


def custody(
    node: Node, report: str, *, person: str, step: str, why: str, evidence: str | None = None, to: str | None = None
) -> None:
    """Record a step in the keeping of what came with a report, or with *evidence* of one piece of it.

    Raises:
        BadInput: there is no such report or step, no reason, or the report has no such evidence.
    """
    if step not in STEPS:
        raise BadInput(f"{step!r} is no step of custody; write one of {', '.join(STEPS)}")
    if evidence is not None and not any(
        body["content"] == evidence and body["report"] == report
        for _, _, body in node.ledger.standing("evidence", reader=node.person(person))
    ):
        raise BadInput(f"{report} has no evidence {evidence}")
    body = {"evidence": evidence, "step": step, "to": to, "at": datetime.now(UTC).isoformat(), "why": why}
    _about(node, report, "custody", body, person)


def _readable(node: Node, report: str, person: str) -> Entry:
    """Return the entry of a report that *person* may read and work on."""
    node.ledger.people().assert_holds(person, "take_in", "work on reports")
    reader = node.person(person)
    for version, entry, _ in node.ledger.records([report]):
        if version.kind == "report" and may_read(reader, entry.marking, entry.audience):
            return entry
    raise BadInput(f"{report}: no report of this id that may be read; `trucekeeper reports` lists them")


def _was_told(node: Node, report: str) -> bool:
    return any(body["report"] == report for _, _, body in node.ledger.standing("word_back"))


def _assert_may_own(node: Node, owner: str, report: Entry) -> None:
    found = node.ledger.people().by_id.get(owner)
    if found is None:
        raise BadInput(f"{owner!r} is not a person of this case; an administrator enters people")
    if not may_read(found, report.marking, report.audience):
        raise BadInput(f"{owner} may not read this report; name an owner who holds {report.marking}")


def _about(node: Node, report: str, kind: str, body: Body, person: str, held: tuple[Held, ...] = ()) -> None:
    """Enter something about a report, under the report's own marking."""
    found = _readable(node, report, person)
    item = Item(
        f"{kind}:{secrets.token_hex(8)}",
        kind,
        {"report": report, **body},
        Marking(found.marking),
        tuple(found.audience),
        held,
    )
    node.ledger.append([item], author=person, recorded_at=datetime.now(UTC))
