"""How far each incident has come, as people's entries leave it: read from the ledger, folded by ``incident``."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from trucekeeper.incident.incident import State
from trucekeeper.incident.verification import Check, Folded, Move, Refused, Status, fold, statuses
from trucekeeper.ledger import Entry, Person
from trucekeeper.ledger.kinds import Body
from trucekeeper.node.node import Node

Document = dict[str, Any]
_EARLIER_RESULTS = {"yes": "supports", "no": "contradicts", "cannot_determine": "inconclusive"}


class Linked(NamedTuple):
    """An incident as the fold needs it."""

    id: str
    state: State
    claims: tuple[str, ...]


class Recorded(NamedTuple):
    """What people recorded of incidents, in the order of the entries."""

    moves: tuple[Move, ...]
    checks: tuple[Check, ...]

    @classmethod
    def read(cls, node: Node, reader: Person | None, *, to: int | None = None) -> "Recorded":
        """Read what stands at the entry *to* and *reader* may read; all of it where the node itself asks."""

        def standing(kind: str) -> Iterable[tuple[Any, Entry, Body]]:
            return node.ledger.standing(kind, to=to, reader=reader)

        return cls(
            tuple(_move(version.record, entry, body) for version, entry, body in standing("state_move")),
            tuple(_check(version.record, entry, body) for version, entry, body in standing("check")),
        )

    def folded(self) -> Folded:
        """Return the chains that the moves make."""
        return fold(self.moves)

    def of(self, documents: Iterable[Document]) -> dict[str, Status]:
        """Return how far each of these incidents has come that anybody moved or checked."""
        linked = (Linked(one["id"], one["state"], tuple(one["claims"])) for one in documents)
        return statuses(linked, self.moves, self.checks)


def _move(name: str, entry: Entry, body: Body) -> Move:
    own = {key: value for key, value in body.items() if key not in ("v", "apart_from")}
    return Move(id=name, by=entry.author, at=entry.recorded_at, **own)


def _check(name: str, entry: Entry, body: Body) -> Check:
    """Return a check in the words of today's schema; the first one had a free text and an answer."""
    own = {key: value for key, value in body.items() if key not in ("v", "check", "answer")}
    if "check" in body:
        own |= {"step": body["check"], "result": _EARLIER_RESULTS[body["answer"]]}
    return Check(id=name, by=entry.author, **{"done_by": None, **own})


def moved(node: Node, reader: Person, documents: list[Document], *, at: datetime | None = None) -> list[Document]:
    """Return incidents with the states into which people had moved them by *at*; a reconstruction knows of none."""
    to = node.ledger.seq_at(at)
    if to == 0 or not documents:
        return documents
    found = Recorded.read(node, reader, to=to).of(documents)
    return [{**one, "state": found[one["id"]].state} if one["id"] in found else one for one in documents]


def verification(node: Node, reader: Person, document: Document) -> Document:
    """Return all that was recorded of an incident: moves, checks, its owner, what was asked, what has changed."""
    status = Recorded.read(node, reader).of([document]).get(document["id"])
    claims = set(document["claims"])
    assigned = _about(node, reader, "assignment", claims)
    return {
        "owner": assigned[-1]["owner"] if assigned else None,
        "due": assigned[-1]["due"] if assigned else None,
        "follows": list(status.follows) if status else [],
        "history": [one.model_dump(mode="json") for one in status.history] if status else [],
        "refused": [_refused(one) for one in status.refused] if status else [],
        "checks": [one.model_dump(mode="json") for one in status.checks] if status else [],
        "added": list(status.added) if status else [],
        "gone": list(status.gone) if status else [],
        "assignments": assigned,
        "requests": _about(node, reader, "request", claims),
        "judgements": _judgements(node, reader, claims),
    }


def owned_by(node: Node, reader: Person) -> dict[str, Document]:
    """Return the assignment that stands, by the claim that each names its incident with."""
    return {body["incident"]: _said(body) for _, _, body in node.ledger.standing("assignment", reader=reader)}


def _refused(one: Refused) -> Document:
    return {**one.move.model_dump(mode="json"), "refused": one.why}


def _about(node: Node, reader: Person, kind: str, claims: set[str]) -> list[Document]:
    return [
        {"id": version.record, "by": entry.author, "at": entry.recorded_at.isoformat(), **_said(body)}
        for version, entry, body in node.ledger.standing(kind, reader=reader)
        if body["incident"] in claims
    ]


def _judgements(node: Node, reader: Person, claims: set[str]) -> list[Document]:
    return [
        {"id": version.record, "by": entry.author, "at": entry.recorded_at.isoformat(), **_said(body)}
        for version, entry, body in node.ledger.standing("judgement", reader=reader)
        if body["a"] in claims or body["b"] in claims
    ]


def _said(body: Body) -> Document:
    return {key: value for key, value in body.items() if key != "v"}
