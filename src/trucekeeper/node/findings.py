"""People's findings: made on a proposal, dissented from, asked about, answered, reviewed. Each step is an entry.

::

    proposed by rule ──make──▶ made ──ask──▶ asked for comment ──answer──▶ answered ──review──▶ upheld, or to be changed
                                 └──dissent──▶ (kept beside it)                                   or to be withdrawn

Only a person with the right to find makes one; who made it can neither dissent from it nor review it. A finding is
corrected or withdrawn by an entry of its own, and its history stays. Nothing here publishes: the case's rule decides
when.
"""

import secrets
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from trucekeeper.errors import BadInput
from trucekeeper.ledger import Entry, Item, Person
from trucekeeper.ledger.entries import CORRECTION, WITHDRAWAL
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
    body = {
        "incident": base["incident"],
        "obligation": base["obligation"],
        "reading": base["reading"],
        "proposal": name,
        "claims": claims,
        "occurred": {**base["occurred"], "answer": occurred or base["occurred"]["answer"]},
        "author": _author(base["author"], author or base["author"]["answer"]),
        "compliance": compliance or base["compliance"],
        "intent": intent or base["intent"],
        "why": why,
    }
    return _enter(node, "finding", body, person)


def correct(node: Node, name: str, *, person: str, why: str, **answers: str | None) -> str:
    """Make a finding anew that supersedes the one of this id, with the *answers* that are not None; return its id.

    Raises:
        BadInput: no finding of this id stands.
    """
    body = _standing(node, name)
    given = {key: answer for key, answer in answers.items() if answer}
    author = given.pop("author", body["author"]["answer"])
    body |= {"occurred": {**body["occurred"], "answer": given.pop("occurred", body["occurred"]["answer"])}}
    body |= {"author": _author(body["author"], author), **given, "why": why}
    return _enter(node, CORRECTION, {"of": name, "body": body, "why": why}, person)


def withdraw(node: Node, name: str, *, person: str, why: str) -> str:
    """Take a finding back, with the reason; it stays in the ledger as withdrawn.

    Raises:
        BadInput: no finding of this id stands.
    """
    _standing(node, name)
    return _enter(node, WITHDRAWAL, {"of": name, "why": why}, person)


def _standing(node: Node, name: str) -> Body:
    found = next((body for version, _, body in node.ledger.records([name]) if version.kind == "finding"), None)
    if found is None:
        raise BadInput(f"{name}: no finding of this id stands")
    return {key: value for key, value in found.items() if key != "v"}


def _author(proposed: Document, answer: str) -> Document:
    """Return the answer about the author; only one attributed or acknowledged is named."""
    named = answer in ("attributed", "acknowledged")
    return {**proposed, "answer": answer, "actor": proposed["actor"] if named else None}


def about(node: Node, kind: str, body: Body, *, person: str) -> str:
    """Enter a dissent, a request for comment, a response or a review of a finding, and return its id.

    Raises:
        BadInput: it is about no finding that stands.
    """
    _standing(node, str(body.get("finding") or body.get("to")))
    return _enter(node, kind, body, person)


def _enter(node: Node, kind: str, body: Body, person: str) -> str:
    name = f"{kind}:{secrets.token_hex(6)}"
    node.ledger.append([Item(name, kind, body)], author=person, recorded_at=datetime.now(UTC))
    return name


def made(node: Node, reader: Person, *, at: datetime | None = None) -> list[Document]:
    """Return the findings that people made and *reader* may read, each with its history and what was said of it since.

    ``state`` is made, corrected or withdrawn; one that was withdrawn keeps its last answers.
    """
    to = node.ledger.seq_at(at) if at else None
    said: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for kind in ABOUT:
        for version, entry, body in node.ledger.standing(kind, to=to, reader=reader):
            said[str(body.get("finding") or body.get("to"))][kind].append(_told(version.record, entry, body))
    found: dict[str, Document] = {}
    for version, entry, body in node.ledger.versions("finding", to=to, reader=reader):
        state = "withdrawn" if version.withdrawn else "corrected" if version.record in found else "made"
        step = {"state": state, "by": entry.author, "at": entry.recorded_at.isoformat(), "why": body["why"]}
        before = found.get(version.record)
        now = before if before and version.withdrawn else _told(version.record, entry, body)
        history = [*before["history"], step] if before else [step]
        found[version.record] = {**now, "state": state, "history": history}
    return [{**document, **{kind: said[name][kind] for kind in ABOUT}} for name, document in found.items()]


def _told(name: str, entry: Entry, body: Body) -> dict[str, Any]:
    own = {key: value for key, value in body.items() if key != "v"}
    return {"id": name, "by": entry.author, "at": entry.recorded_at.isoformat(), **own}
