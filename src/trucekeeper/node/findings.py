"""People's findings: made on a proposal, dissented from, asked about, answered, reviewed. Each step is an entry.

::

    proposed by rule ──make──▶ made ──ask──▶ asked for comment ──answer──▶ answered ──review──▶ upheld, or to be changed
                                 └──dissent──▶ (kept beside it)                                   or to be withdrawn

Only a person with the right to find makes one; who made it can neither dissent from it nor review it. A change is a
correction and a withdrawal a withdrawal, by entries of their own. Nothing here publishes: the case's rule decides when.
"""

import secrets
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from trucekeeper.errors import BadInput
from trucekeeper.ledger import Entry, Item, Person
from trucekeeper.ledger.kinds import Body
from trucekeeper.node.lists import Document, item_documents
from trucekeeper.node.node import Node

ABOUT = ("dissent", "comment_request", "response", "review")


def proposal(node: Node, reader: Person, name: str) -> Document:
    """Return a proposed finding by its id.

    Raises:
        BadInput: there is none of that id that *reader* may read.
    """
    found = next((one for one in item_documents(node, reader, "finding")[0] if one["id"] == name), None)
    if found is None:
        raise BadInput(f"{name}: no proposed finding of this id; `trucekeeper findings` lists them")
    return found


def make(
    node: Node,
    name: str,
    *,
    person: str,
    why: str,
    occurred: str | None = None,
    author: str | None = None,
    compliance: str | None = None,
    intent: str | None = None,
) -> str:
    """Make a finding on the proposal *name* and return its id; answers that are not given are those proposed."""
    base = proposal(node, node.person(person), name)
    incident = next(
        (one for one in item_documents(node, node.person(person), "incident")[0] if one["id"] == base["incident"]), None
    )
    claims = [*dict.fromkeys(claim for step in base["chain"] for claim in step["claims"])]
    claims = claims or (list(incident["claims"]) if incident else [base["incident"]])
    made_by = author or base["author"]["answer"]
    named = made_by in ("attributed", "acknowledged")
    body = {
        "incident": base["incident"],
        "obligation": base["obligation"],
        "reading": base["reading"],
        "proposal": name,
        "claims": claims,
        "occurred": {**base["occurred"], "answer": occurred or base["occurred"]["answer"]},
        "author": {**base["author"], "answer": made_by, "actor": base["author"]["actor"] if named else None},
        "compliance": compliance or base["compliance"],
        "intent": intent or base["intent"],
        "why": why,
    }
    return _enter(node, "finding", body, person)


def about(node: Node, kind: str, body: Body, *, person: str) -> str:
    """Enter a dissent, a request for comment, a response or a review of a finding, and return its id.

    Raises:
        BadInput: it is about no finding that stands.
    """
    of = body.get("finding") or body.get("to")
    if kind not in ABOUT or not any(version.record == of for version, _, _ in node.ledger.records([str(of)])):
        raise BadInput(f"{of}: no finding of this id stands")
    return _enter(node, kind, body, person)


def _enter(node: Node, kind: str, body: Body, person: str) -> str:
    name = f"{kind}:{secrets.token_hex(6)}"
    node.ledger.append([Item(name, kind, body)], author=person, recorded_at=datetime.now(UTC))
    return name


def made(node: Node, reader: Person, *, at: datetime | None = None) -> list[Document]:
    """Return the findings that people made and *reader* may read, each with what was said of it since."""
    to = node.ledger.seq_at(at) if at else None
    said: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for kind in ABOUT:
        for version, entry, body in node.ledger.standing(kind, to=to, reader=reader):
            said[str(body.get("finding") or body.get("to"))][kind].append(_told(version.record, entry, body))
    found = []
    for version, entry, body in node.ledger.standing("finding", to=to, reader=reader):
        document = _told(version.record, entry, body)
        found.append({**document, **{kind: said[version.record][kind] for kind in ABOUT}})
    return found


def _told(name: str, entry: Entry, body: Body) -> dict[str, Any]:
    own = {key: value for key, value in body.items() if key != "v"}
    return {"id": name, "by": entry.author, "at": entry.recorded_at.isoformat(), **own}
