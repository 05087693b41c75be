"""The names under which screens show what records hold by id: acts, actors, sources, places, reports."""

from trucekeeper.case import Case
from trucekeeper.case.acts import taxonomy
from trucekeeper.case.entries import FIGURE, ROW
from trucekeeper.node.lists import Document
from trucekeeper.node.node import Node
from trucekeeper.node.reports import case_report
from trucekeeper.report import Report
from trucekeeper.vocabulary.sentence import word
from trucekeeper.vocabulary.text import LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE, Lang, T, isolate


def act_name(code: str) -> T:
    """Return the name of an act; a code that the taxonomy is without stands for itself."""
    acts = taxonomy()[0]
    return T(en=acts[code].en, ar=acts[code].ar) if code in acts else T(en=code, ar=code)


def actor_name(case: Case, actor: str | None) -> T:
    """Return the name of an actor; nobody is "somebody who was not named"."""
    if actor is None:
        return word("somebody")
    return case.actors[actor].name.term.text if actor in case.actors else T(en=actor, ar=actor)


def source_name(case: Case, source: str) -> T:
    """Return the name of a source; one that the case does not know stands as it was written."""
    return case.sources[source].name.term.text if source in case.sources else T(en=source, ar=source)


def place_name(case: Case, place: Document) -> T:
    """Return the name of a place, as the case or, failing that, as the report has it."""
    if place["id"] in case.places:
        return case.places[place["id"]].name
    return T(en=place["text"], ar=place["text"]) if place["text"] else word("unknown_place")


def reports_of(node: Node, case: Case, names: list[str]) -> dict[str, Report]:
    """Return the reports of these ids, in the order given."""
    found: dict[str, Report] = {}
    for start in range(0, len(names), 500):
        for version, _, body in node.ledger.records(names[start : start + 500]):
            if version.kind in (ROW, FIGURE):
                found[version.record] = case_report(version.kind, body, case)
    return {name: found[name] for name in names if name in found}


def plain_count(low: int | None, high: int | None, lang: Lang) -> str:
    """Return a count in figures, as a cell holds it: ``5``, ``5+``, ``≤ 5``, ``5–7``, or that none was stated."""
    if low is None and high is None:
        return word("number_not_stated")[lang]
    if low == high:
        return isolate(str(low), lang)
    written = f"{low}+" if high is None else f"≤ {high}" if low is None else f"{low}–{high}"
    return f"{LEFT_TO_RIGHT_ISOLATE}{written}{POP_ISOLATE}" if lang == "ar" else written
