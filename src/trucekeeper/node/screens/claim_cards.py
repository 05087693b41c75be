"""A report's claims as cards: the sentence with its words marked by what they carry, and what was read out of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from trucekeeper.case import Case
from trucekeeper.case.acts import taxonomy
from trucekeeper.claim.read_harm import read_harm
from trucekeeper.errors import BadInput
from trucekeeper.ledger import Ledger, Person
from trucekeeper.node.claims import claims_of, take_over
from trucekeeper.node.node import Node
from trucekeeper.node.screens.named import act_name, actor_name, place_name, plain_count
from trucekeeper.vocabulary.text import Lang, direction

Document = dict[str, Any]
MARKED = ("speaker", "cue", "act", "actor", "target", "place", "time")
STANCES = ("asserts", "denies", "warns", "threatens", "reassures", "proposes", "accepts", "rejects", "reports")
STATUSES = ("not_stated", "civilian", "combatant", "mixed", "contested", "object")


def cards(node: Node, reader: Person, report: str, lang: Lang) -> list[Document]:
    """Return a card a claim of a report, in the order of its words."""
    case, ledger = node.case(), node.ledger
    return [_card(claim, case, ledger, lang) for claim in claims_of(node, reader, report)]


def _card(claim: Document, case: Case, ledger: Ledger, lang: Lang) -> Document:
    held = ledger.held(claim["of_text"]) if claim["of_text"] else None
    text = held.data.decode("utf-8", "replace") if held else None
    read_in = "ar" if text and any("\u0600" <= letter <= "\u06ff" for letter in text[:400]) else "en"
    return {
        **claim,
        "pieces": list(pieces(claim, text)) if text and claim["sentence"] else [],
        "dir": direction(read_in),
        "act_name": act_name(claim["act"]["code"])[lang],
        "actor_name": actor_name(case, claim["actor"]["id"])[lang] if claim["actor"]["id"] else None,
        "place_name": place_name(case, claim["place"])[lang] if claim["place"]["id"] else None,
        "harm_lines": [
            (harm["kind"], plain_count(harm["low"], harm["high"], lang), harm.get("sex"), harm.get("age"))
            for harm in claim["harm"]
        ],
        "harm_given": "; ".join(
            f"{harm['kind']}={_written(harm)}" for harm in claim["harm"] if harm["low"] is not None
        ),
    }


def pieces(claim: Document, text: str) -> Iterator[tuple[str, str | None]]:
    """Yield a claim's sentence in pieces, each with what it carries (``speaker``, ``act`` …) or None."""
    first, last = claim["sentence"]
    marks = [(tuple(claim[name]["span"]), name) for name in MARKED if claim[name] and claim[name]["span"]]
    marks += [(tuple(harm["span"]), "harm") for harm in claim["harm"] if harm["span"]]
    at = first
    for (start, end), name in sorted(marks):
        if start < at or end > last:
            continue
        if start > at:
            yield text[at:start], None
        yield text[start:end], name
        at = end
    if at < last:
        yield text[at:last], None


def _written(harm: Document) -> str:
    low, high = harm["low"], harm["high"]
    return str(low) if high in (low, None) else f"{low}-{high}"


def choices(case: Case, lang: Lang) -> Document:
    """Return what a claim's fields may be changed to, each in the alphabetical order of the page's language."""
    acts = [(act_name(code), code) for code in taxonomy()[0]]
    actors = [(actor.name.term.text, actor.id) for actor in case.actors.all]
    places = [(place.name, place.id) for place in case.places.all]

    def ordered(named: list[tuple[Any, str]]) -> list[tuple[str, str]]:
        return sorted((name[lang], value) for name, value in named)

    return {
        "stances": STANCES,
        "statuses": STATUSES,
        "acts": ordered(acts),
        "actors": ordered(actors),
        "places": ordered(places),
    }


def take(node: Node, person: str, report: str, given: Mapping[str, str]) -> None:
    """Record a claim of a report as a person's own, as the form gives it.

    Raises:
        BadInput: the claim is none of the report, or a field holds nothing that the case or the taxonomy knows.
        NoRight: *person* may not judge.
    """
    name = given.get("claim", "")
    if name.rsplit("#", 1)[0] != report:
        raise BadInput(f"{name!r} is no claim of {report}")
    changes: Document = {
        field: given.get(field, "") for field in ("stance", "act_code", "actor", "place", "target_status")
    }
    changes["act"] = changes.pop("act_code")
    changes["harm"] = [read_harm(one) for one in given.get("harm", "").split(";") if one.strip()]
    take_over(node, name, person=person, changes=changes, why=given.get("why", ""))
