"""What becomes of a report after it came: owned, translated, examined, answered; and the word back to who filed it.

::

    received ──▶ in_review ──▶ waiting ──▶ in_review ──▶ answered ──▶ closed
                     └────────────────────────────────────────────────▲

Each move is an entry that names the report; the latest one stands. An answered report is one whose filer, where it has
one, was told what came of it.
"""

import secrets
from datetime import UTC, date, datetime

from trucekeeper.errors import BadInput
from trucekeeper.ledger import Item
from trucekeeper.ledger.held import Held
from trucekeeper.ledger.kinds import Body
from trucekeeper.node.node import Node
from trucekeeper.vocabulary.marking import Marking

STATES = ("received", "in_review", "waiting", "answered", "closed")
STEPS = ("examined", "handed_over", "returned", "copied", "received", "captured")


def triage(
    node: Node, report: str, *, person: str, state: str, owner: str | None = None, due: str | None = None, why: str = ""
) -> None:
    """Say who deals with a report, by when, and how far it is.

    Raises:
        BadInput: there is no such report, person, state or day.
    """
    if state not in STATES:
        raise BadInput(f"{state!r} is no state of a report; write one of {', '.join(STATES)}")
    _about(node, report, "triage", {**owned(node, owner, due), "state": state, "why": why}, person)


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
        BadInput: there is no such report, or the text or the translator is empty.
    """
    if not text.strip() or not translator.strip():
        raise BadInput("a translation has a text and a named translator: an organisation or a program")
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
    """Record a step in the keeping of what came with a report.

    Raises:
        BadInput: there is no such report or step, or the report has no such evidence.
    """
    if step not in STEPS:
        raise BadInput(f"{step!r} is no step of custody; write one of {', '.join(STEPS)}")
    if evidence is not None and not any(
        body["content"] == evidence and body["report"] == report for _, _, body in node.ledger.standing("evidence")
    ):
        raise BadInput(f"{report} has no evidence {evidence}")
    body = {"evidence": evidence, "step": step, "to": to, "at": datetime.now(UTC).isoformat(), "why": why}
    _about(node, report, "custody", body, person)


def _about(node: Node, report: str, kind: str, body: Body, person: str, held: tuple[Held, ...] = ()) -> None:
    """Enter something about a report, under the report's own marking."""
    found = next((entry for version, entry, _ in node.ledger.records([report]) if version.kind == "report"), None)
    if found is None:
        raise BadInput(f"{report}: no report of this id stands; `trucekeeper reports` lists them")
    item = Item(
        f"{kind}:{secrets.token_hex(8)}",
        kind,
        {"report": report, **body},
        Marking(found.marking),
        tuple(found.audience),
        held,
    )
    node.ledger.append([item], author=person, recorded_at=datetime.now(UTC))
