"""What people do with an incident: move it, check it, own it, ask about it, answer who filed a report of it.

The states and who may move them are in ``incident.verification``. Each act is an entry under the incident's own marking
and audience. An incident is named by its own id or by that of any of its claims. It does not close while somebody who
filed a report that it rests on has had no word back.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from trucekeeper.case import Case
from trucekeeper.errors import BadInput, NoRight
from trucekeeper.incident import Incident, chosen, totals
from trucekeeper.incident.incident import State
from trucekeeper.incident.totals import Totals
from trucekeeper.incident.verification import LEADS_TO, VERDICTS, kept_apart, right_for
from trucekeeper.ledger import Item, Person
from trucekeeper.ledger.access import audience_of
from trucekeeper.ledger.entries import WITHDRAWAL
from trucekeeper.ledger.kinds import Body
from trucekeeper.node.behind import claims_behind
from trucekeeper.node.lists import Document, item_documents
from trucekeeper.node.node import Node
from trucekeeper.node.reports import About
from trucekeeper.node.triage import owned, word_back
from trucekeeper.node.verification import Recorded
from trucekeeper.vocabulary.clock import parse_instant
from trucekeeper.vocabulary.marking import Marking, strictest

FILED = ("form", "email")
"""Kinds of report that somebody sent to this node and waits for an answer to."""
TAKEN_BACK = ("judgement", "check", "request", "assignment")


def present(node: Node, reader: Person, name: str) -> Document:
    """Return the incident of this id, or the one that holds the claim of this id today.

    Raises:
        BadInput: there is none that *reader* may read.
    """
    documents = item_documents(node, reader, "incident")[0]
    found = next((one for one in documents if name == one["id"] or name in one["claims"]), None)
    if found is None:
        raise BadInput(f"{name}: no incident or claim of this id that may be read; `trucekeeper incidents` lists them")
    return found


def harm(node: Node, case: Case, documents: Iterable[Document]) -> Totals:
    """Return the totals of harm over incidents, by the standard that the case has chosen.

    Raises:
        BadInput: the case has chosen none.
    """
    incidents = [Incident.model_validate({key: one[key] for key in Incident.model_fields}) for one in documents]
    several = [one for one in incidents if len({act.code for act in one.acts}) > 1]
    claims = claims_behind(node, case, (number.claim for one in several for number in one.numbers))
    return totals(incidents, chosen(case), claims)


def move(
    node: Node,
    name: str,
    *,
    person: str,
    to: str,
    why: str,
    actor: str | None = None,
    source: str | None = None,
    until: str | None = None,
) -> str:
    """Move an incident to the state *to* and return the id of the move.

    Args:
        node: where.
        name: of the incident.
        person: who moves it.
        to: the state.
        why: the reason.
        actor: who denied access or contests; for those two states.
        source: who says so.
        until: the day until which access is denied.

    Raises:
        BadInput: the state does not follow from the one that stands, or something that it takes is missing.
        NoRight: the person lacks the right, or took a step that is kept apart from this one.
    """
    document, recorded = present(node, node.person(person), name), Recorded.read(node, None)
    status = recorded.of([document]).get(document["id"])
    before: State = status.state if status else document["state"]
    state = next((state for state in LEADS_TO[before] if state == to), None)
    if state is None:
        raise BadInput(f"{before} does not lead to {to}; it leads to {', '.join(LEADS_TO[before])}")
    node.ledger.people().assert_holds(person, right_for(state)[0], f"move an incident to {state}")
    chains = recorded.folded().chains
    apart = kept_apart(state, [chains[head] for head in status.follows] if status else [])
    if before_them := next((one for one in apart if one.by == person), None):
        raise NoRight(f"{person} moved it to {before_them.state}; another person has to move it to {state}")
    if state == "closed" and (waiting := unanswered(node, node.person(person), document)):
        raise BadInput(f"who filed {', '.join(waiting)} has had no word back; `trucekeeper incident answer` gives it")
    body = {
        "state": state,
        "follows": list(status.follows) if status else [],
        "apart_from": [one.id for one in apart],
        "claims": document["claims"],
        "checks": [one.id for one in status.checks] if status and state in VERDICTS else [],
        "said": _as_said(node.case(), actor, source, owned(node, None, until)["due"]),
        "why": why,
        "v": 2,
    }
    return _enter(node, document, "state_move", body, person)


def _as_said(case: Case, actor: str | None, source: str | None, until: str | None) -> Body | None:
    if actor is None and source is None:
        return None
    if actor not in case.actors.by_id:
        raise BadInput(f"{actor!r} is no actor of the case; name one of actors.yaml by its id")
    if source is None or source not in case.sources:
        raise BadInput(f"{source!r} is no source of the case; name who says so, one of sources.yaml by its id")
    return {"actor": actor, "source": source, "until": until}


def check(node: Node, name: str, *, person: str, step: str, result: str, why: str, done_by: str | None = None) -> str:
    """Record a step of verification and what came of it; return its id.

    Raises:
        BadInput: there is no such incident, step or result, or no reason is given.
    """
    document = present(node, node.person(person), name)
    body = {
        "step": step,
        "result": result,
        "claims": document["claims"],
        "done_by": done_by or None,
        "at": datetime.now(UTC).isoformat(),
        "why": why,
        "v": 2,
    }
    return _enter(node, document, "check", body, person)


def assign(node: Node, name: str, *, person: str, owner: str, due: str | None = None, why: str = "") -> str:
    """Say who deals with an incident, and by which day; return the entry's id.

    Raises:
        BadInput: there is no such incident, person or day.
    """
    document = present(node, node.person(person), name)
    return _enter(node, document, "assignment", {**owned(node, owner, due), "why": why}, person)


def request(node: Node, name: str, *, person: str, to: str, asks: str, deadline: str, by_way_of: str) -> str:
    """Record that an actor or source of the case was asked for something about an incident; return the entry's id.

    Raises:
        BadInput: there is no such incident, actor, source or time.
    """
    document, case = present(node, node.person(person), name), node.case()
    if to not in case.actors.by_id and to not in case.sources:
        raise BadInput(f"{to!r} is no actor or source of the case; name one by its id")
    try:
        by = parse_instant(deadline, case.zone).isoformat()
    except ValueError as error:
        raise BadInput(str(error)) from None
    sent = datetime.now(UTC).isoformat()
    body = {"to": to, "asks": asks, "sent": sent, "deadline": by, "by_way_of": by_way_of}
    return _enter(node, document, "request", body, person)


def unanswered(node: Node, reader: Person, document: Document) -> list[str]:
    """Return the reports behind an incident that somebody filed and has had no word back on."""
    names = list(dict.fromkeys(claim.split("#")[0] for claim in document["claims"]))
    about = About(node.ledger, reader)
    return [
        version.record
        for version, _, body in node.ledger.records(names)
        if version.kind == "report" and body["kind"] in FILED and not about.of("word_back", version.record)
    ]


def answer(node: Node, name: str, *, person: str, by_way_of: str, text: str) -> list[str]:
    """Record what was told to each who filed a report behind an incident; return the reports.

    Raises:
        BadInput: there is no such incident, nobody waits for an answer, or the text is empty.
    """
    reader = node.person(person)
    waiting = unanswered(node, reader, present(node, reader, name))
    if not waiting:
        raise BadInput(f"{name}: nobody who filed a report that it rests on waits for an answer")
    for report in waiting:
        word_back(node, report, person=person, by_way_of=by_way_of, text=text)
    return waiting


def take_back(node: Node, name: str, *, person: str, why: str) -> str:
    """Take back a judgement, a check, a request or an assignment; it stays in the ledger as withdrawn.

    Raises:
        BadInput: none of this id stands.
    """
    entry = next((entry for version, entry, _ in node.ledger.records([name]) if version.kind in TAKEN_BACK), None)
    if entry is None:
        raise BadInput(f"{name}: no judgement, check, request or assignment of this id stands")
    body = {"of": name, "why": why}
    item = Item(f"{WITHDRAWAL}:{secrets.token_hex(6)}", WITHDRAWAL, body, entry.marking, tuple(entry.audience))
    node.ledger.append([item], author=person, recorded_at=datetime.now(UTC))
    return item.id


def _enter(node: Node, document: Document, kind: str, body: Body, person: str) -> str:
    return enter(node, [document["id"]], kind, {"incident": document["id"], **body}, person)


def enter(node: Node, incidents: list[str], kind: str, body: Body, person: str) -> str:
    """Enter something about incidents, under their strictest marking and shared audience; return its id."""
    marks = ", ".join(["%s"] * len(incidents))
    found = node.tables.rows(
        f"SELECT marking, audience FROM derived WHERE case_id = %s AND kind = 'incident' AND item IN ({marks})",  # noqa: S608
        (node.file.case, *incidents),
    )
    name = f"{kind}:{secrets.token_hex(6)}"
    marking = strictest(Marking(marking) for marking, _ in found)
    audience = frozenset.intersection(*(audience_of(column) for _, column in found))
    item = Item(name, kind, body, marking, tuple(sorted(audience)))
    node.ledger.append([item], author=person, recorded_at=datetime.now(UTC))
    return name
