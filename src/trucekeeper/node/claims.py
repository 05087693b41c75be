"""What reports claim: coded behind the ledger, and typed or taken over by people.

A report's claims are coded by the worker, from its text or, where that is in a language that is not coded, from its
translation. Whoever takes a claim over, mended or as it is, records it with the coder's name and the words that it
rests on; coded claims that rest on the same words then yield. A person's claim is replaced by people alone.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from trucekeeper.agreement import load_agreement
from trucekeeper.case import Case
from trucekeeper.case.acts import taxonomy
from trucekeeper.case.places import PRECISION
from trucekeeper.claim import Claim, Coded, Coder, Text, code_text
from trucekeeper.claim.words import with_words, without_words
from trucekeeper.errors import BadInput
from trucekeeper.ledger import Entry, Item, Ledger, Person
from trucekeeper.ledger.access import audience_column, audience_of, may_read
from trucekeeper.ledger.entries import CORRECTION
from trucekeeper.ledger.kinds import Body
from trucekeeper.node.node import Node
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import LANGS

CODED, CODED_FROM, TYPED = "coded", "coded_from", "typed_claim"
OWN = ("coder", "typed_by", "at", "of_text")
"""What a node says of a claim beside the claim itself."""
BATCH = 200
"""Reports that are coded between two writes."""
Document = dict[str, Any]


def code_reports(node: Node) -> int:
    """Code the reports whose claims are not there, and let go of those of reports that stand no more.

    Returns:
        How many reports were coded.
    """
    held = _held(node)
    standing = {version.record: (entry, body) for version, entry, body in node.ledger.standing("report")}
    translated = _translations(node.ledger)
    gone = [name for name, of in held.items() if name not in standing or of != _of(*standing[name], translated)]
    forget(node, gone)
    missing = iter([name for name in standing if name not in held or name in gone])
    case = node.case()
    coder, done = Coder(case, load_agreement(case)), 0
    while batch := list(islice(missing, BATCH)):
        rows = [row for name in batch for row in _rows(node, coder, name, *standing[name], translated)]
        with transaction.atomic():
            node.tables.run_many(
                "INSERT INTO derived (case_id, kind, item, day, marking, audience, document) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s)",
                rows,
            )
        done += len(rows) // 2
    return done


def _held(node: Node) -> dict[str, list[str]]:
    """Return of which entries the coded claims are, by report."""
    found = node.tables.rows(
        "SELECT item, document FROM derived WHERE case_id = %s AND kind = %s", (node.file.case, CODED_FROM)
    )
    return {item: json.loads(document)["of"] for item, document in found}


def _translations(ledger: Ledger) -> dict[str, tuple[Entry, Body]]:
    """Return the last translation of each report that has one."""
    return {body["report"]: (entry, body) for _, entry, body in ledger.standing("translation")}


def _of(entry: Entry, body: Body, translated: dict[str, tuple[Entry, Body]]) -> list[str]:
    """Return the entries that a report's coded claims are computed from."""
    name = entry.body.get("of", entry.id)
    other = translated.get(name) if body["lang"] not in LANGS else None
    return [entry.id, *([other[0].id] if other else [])]


def _rows(
    node: Node, coder: Coder, name: str, entry: Entry, body: Body, translated: dict[str, tuple[Entry, Body]]
) -> Iterator[tuple[object, ...]]:
    other = translated.get(name) if body["lang"] not in LANGS else None
    read = other[1] if other else body
    held = node.ledger.held(read["text"])
    if held is None:
        return
    carrier = body["carriers"][0]["name"] if body["carriers"] else None
    text = Text(
        id=name,
        text=held.data.decode("utf-8", "replace"),
        lang=read["lang"],
        published=body["published"],
        source=body["source"],
        carrier=carrier,
    )
    coded: Coded = code_text(coder.coded, text, node.case().zone)
    day = body.get("occurred_on") or (body["published"] or "")[:10] or None
    access = Marking(entry.marking).value, audience_column(sorted(entry.audience))
    made = {**coded.model_dump(mode="json"), "text": read["text"]}
    for kind, document in ((CODED, made), (CODED_FROM, {"of": _of(entry, body, translated)})):
        yield node.file.case, kind, name, day, *access, json.dumps(document, ensure_ascii=False)


def forget(node: Node, names: Iterable[str]) -> None:
    """Let go of the coded claims of reports."""
    with transaction.atomic():
        for name in names:
            node.tables.run(
                "DELETE FROM derived WHERE case_id = %s AND kind IN (%s, %s) AND item = %s",
                (node.file.case, CODED, CODED_FROM, name),
            )


def claims_of(node: Node, reader: Person, report: str) -> list[Document]:
    """Return the claims of a report that *reader* may read: those by people, and the coded ones that do not yield.

    Each has ``coder``, and ``typed_by`` and ``at`` where a person typed it or took it over.
    """
    typed = _by_people(node, reader, report)
    coded = [one for one in coded_claims(node, reader, report) if not any(_overlap(one, other) for other in typed)]
    return sorted([*typed, *coded], key=lambda one: (one["sentence"] or [0, 0], one["id"]))


def _by_people(node: Node, reader: Person, report: str) -> list[Document]:
    case = node.case()
    return [
        {
            **_placed(with_words(body["claim"], _held_text(node.ledger, body["text"])), case),
            "coder": body["coder"],
            "typed_by": entry.author,
            "at": entry.recorded_at.isoformat(),
            "of_text": body["text"],
        }
        for _, entry, body in node.ledger.standing(TYPED, reader=reader)
        if body["claim"]["report"] == report
    ]


def _placed(claim: Document, case: Case) -> Document:
    """Return a claim with the degrees of its place as the case has them."""
    held = case.places.by_id.get(claim["place"]["id"])
    return {**claim, "place": {**claim["place"], "lat": held.lat, "lon": held.lon}} if held else claim


def _held_text(ledger: Ledger, commitment: str | None) -> str | None:
    held = ledger.held(commitment) if commitment else None
    return held.data.decode("utf-8", "replace") if held else None


def coded_claims(node: Node, reader: Person, report: str) -> list[Document]:
    """Return the coded claims of a report; none where *reader* may not read it, or it is not coded yet."""
    found = node.tables.rows(
        "SELECT marking, audience, document FROM derived WHERE case_id = %s AND kind = %s AND item = %s",
        (node.file.case, CODED, report),
    )
    for marking, audience, document in found:
        if may_read(reader, Marking(marking), audience_of(audience)):
            coded = json.loads(document)
            own = {"coder": coded["coder"], "typed_by": None, "at": None, "of_text": coded["text"]}
            return [{**claim, **own} for claim in coded["claims"]]
    return []


def _overlap(one: Document, other: Document) -> bool:
    """Whether two claims rest on the same words: of the act, or of the sentence where the act has none."""
    a, b = (claim["act"]["span"] or claim["sentence"] for claim in (one, other))
    return bool(a and b and a[0] < b[1] and b[0] < a[1] and one["stance"] == other["stance"])


def take_over(node: Node, name: str, *, person: str, changes: Document, why: str = "") -> str:
    """Record a coded claim as a person's own, with *changes*, and return the id of the record.

    Args:
        node: where.
        name: the id of the coded claim.
        person: who takes it over.
        changes: fields of the claim that are to read otherwise: ``stance``, ``act`` (a code), ``actor`` and ``place``
            (ids of the case), ``target_status``, ``confidence``, ``harm`` (a list as in a claim).
        why: the reason; asked for where a person's claim of that id stands already and is corrected.

    Raises:
        BadInput: there is no such claim, or a change is of no form or names nobody and nothing of the case.
    """
    report = name.rsplit("#", 1)[0]
    known = [*_by_people(node, node.person(person), report), *coded_claims(node, node.person(person), report)]
    found = next((one for one in known if one["id"] == name), None)
    if found is None:
        raise BadInput(f"{name}: no coded claim of this id; `trucekeeper claim show {report}` lists them")
    plain = {key: value for key, value in found.items() if key not in OWN}
    try:
        claim = Claim.model_validate_json(json.dumps({**plain, **_mended(node, plain, changes)}))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if found["typed_by"] and not why.strip():
        raise BadInput(f"{name} was recorded by {found['typed_by']} already; say why it is to read otherwise")
    return _enter(node, claim, found, person, why)


def _mended(node: Node, claim: Document, changes: Document) -> Document:
    """Return the changed fields, names of the case looked up; ``by`` says which a person gave."""
    case, made = node.case(), dict[str, Any]()
    for field, value in changes.items():
        if field == "act":
            if value not in taxonomy()[0]:
                raise BadInput(f"{value!r} is no act; the codes stand in knowledge/taxonomies/acts.yaml")
            made["act"] = {**claim["act"], "code": value}
        elif field in ("actor", "target"):
            if value and value not in case.actors:
                raise BadInput(f"{value!r} is no actor of the case")
            made[field] = {**claim[field], "id": value or None, "candidates": [value] if value else []}
        elif field == "place":
            made["place"] = _place(node, claim["place"], value)
        elif field == "harm":
            made["harm"] = _harm(claim["harm"], value)
        else:
            made[field] = value
    return {**made, "by": {**claim["by"], **dict.fromkeys(changes, "person")}}


def _harm(coded: list[Document], given: list[Document]) -> list[Document]:
    """Return the harm given; a number that is left as it was coded keeps its scope, status, words and the rest.

    What was coded without a number stays, unless harm of its kind is given: it cannot be typed.
    """

    def number(harm: Document) -> tuple[object, ...]:
        low, high = harm.get("low"), harm.get("high")
        return harm.get("kind"), low, low if high is None else high

    held = {number(harm): harm for harm in coded}
    kinds = {harm.get("kind") for harm in given}
    uncounted = [harm for harm in coded if harm["low"] is None and harm["high"] is None and harm["kind"] not in kinds]
    return [held.get(number(harm), harm) for harm in given] + uncounted


def _place(node: Node, place: Document, name: str) -> Document:
    if not name:
        return {**place, "id": None, "candidates": [], "lat": None, "lon": None, "precision": "unknown"}
    places = node.case().places
    if name not in places:
        raise BadInput(f"{name!r} is no place of the case")
    held = places[name]
    known = {"id": name, "candidates": [name], "lat": held.lat, "lon": held.lon, "precision": PRECISION[held.level]}
    return {**place, **known}


def _enter(node: Node, claim: Claim, taken: Document, person: str, why: str) -> str:
    """Enter a claim under its report's marking; one that stands already is corrected."""
    found = next((entry for version, entry, _ in node.ledger.records([claim.report]) if version.kind == "report"), None)
    if found is None:
        raise BadInput(f"{claim.report}: the report stands no more")
    speaks = claim.source if claim.source in node.case().sources else claim.report
    bare = without_words(claim.model_dump(mode="json"), speaks=speaks)
    name, body = f"{TYPED}:{claim.id}", {"claim": bare, "coder": taken["coder"], "text": taken["of_text"]}
    access = Marking(found.marking), tuple(found.audience)
    stands = any(version.kind == TYPED for version, _, _ in node.ledger.records([name]))
    if stands:
        correction = {"of": name, "body": body, "why": why}
        item = Item(f"{CORRECTION}:{secrets.token_hex(6)}", CORRECTION, correction, *access)
    else:
        item = Item(name, TYPED, body, *access)
    node.ledger.append([item], author=person, recorded_at=datetime.now(UTC))
    return name
