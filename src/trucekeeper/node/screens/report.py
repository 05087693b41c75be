"""One report: the untouched text with its translations, carriers, evidence and history, and what is done with it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render

from trucekeeper.case.entries import FIGURE, ROW
from trucekeeper.errors import BadInput, NoRight
from trucekeeper.ledger import Person
from trucekeeper.ledger.access import may_read
from trucekeeper.node import triage
from trucekeeper.node.intake import FROM_FILE, TYPED_IN, WHY_TAKEN_IN
from trucekeeper.node.node import Node
from trucekeeper.node.queue import side_of
from trucekeeper.node.reports import Known, case_report, evidence_name, report_item
from trucekeeper.node.screens import claim_cards
from trucekeeper.node.screens.frame import frame, posted, screen
from trucekeeper.node.screens.naming import lang_name, person_name, side_label, source_name, time_left
from trucekeeper.vocabulary.clock import parse_instant
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import LANGS, Lang, T, direction, hiding_marks

DOWNLOAD_POLICY = "default-src 'none'; sandbox"
Given = Mapping[str, str]


@screen
def report(request: HttpRequest, lang: Lang, node: Node, reader: Person, name: str) -> HttpResponse:
    """Show a report, now or as known at ``?as_of=``; take what is done with it, and keep what is refused."""
    if request.method != "POST":
        return _item(request, lang, node, reader, name)
    given = posted(request)
    act = given.get("act", "")
    if act not in ACTS:
        return _item(request, lang, node, reader, name, fault="act_unknown", status=400)
    try:
        ACTS[act](node, reader.id, name, given)
    except NoRight:
        fault = "no_right_to_judge" if act == "claim" else "no_right_to_take_in"
        return _item(request, lang, node, reader, name, fault=fault, given=given, status=403)
    except BadInput as error:
        said = str(error)
        return _item(request, lang, node, reader, name, fault=f"{act}_refused", said=said, given=given, status=400)
    return redirect("report", lang=lang, name=name)


@screen
def evidence(request: HttpRequest, lang: Lang, node: Node, reader: Person, name: str, commitment: str) -> HttpResponse:
    """Give out one piece of what was kept with a report, to be saved and never to be run here."""
    found = report_item(node.ledger, reader, name)
    kept = next((one for one in (found or {}).get("evidence", ()) if one["content"] == commitment), None)
    held = node.ledger.held(commitment) if kept else None
    if kept is None or held is None:
        return HttpResponseNotFound()
    return HttpResponse(
        held.data,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{evidence_name(kept)}"',
            "Content-Security-Policy": DOWNLOAD_POLICY,
            "X-Content-Type-Options": "nosniff",
        },
    )


def _triage(node: Node, person: str, report: str, given: Given) -> None:
    state, owner, due = given.get("state", ""), given.get("owner") or None, given.get("due", "").strip() or None
    triage.triage(node, report, person=person, state=state, owner=owner, due=due, why=given.get("why", ""))


def _translate(node: Node, person: str, report: str, given: Given) -> None:
    lang, translator, text = (given.get(key, "") for key in ("lang", "translator", "text"))
    triage.translate(node, report, person=person, lang=lang, translator=translator, text=text)


def _word_back(node: Node, person: str, report: str, given: Given) -> None:
    triage.word_back(node, report, person=person, by_way_of=given.get("by_way_of", ""), text=given.get("text", ""))


def _custody(node: Node, person: str, report: str, given: Given) -> None:
    step, why = given.get("step", ""), given.get("why", "")
    of, to = given.get("evidence") or None, given.get("to") or None
    triage.custody(node, report, person=person, step=step, why=why, evidence=of, to=to)


def _claim(node: Node, person: str, report: str, given: Given) -> None:
    claim_cards.take(node, person, report, given)


ACTS = {"claim": _claim, "triage": _triage, "translate": _translate, "word_back": _word_back, "custody": _custody}


def _item(
    request: HttpRequest,
    lang: Lang,
    node: Node,
    reader: Person,
    name: str,
    *,
    fault: str | None = None,
    said: str = "",
    given: Given | None = None,
    status: int = 200,
) -> HttpResponse:
    case, asked_at = node.case(), request.GET.get("as_of", "").strip()
    context = {**frame(request, lang), "here": "reports", "as_of": asked_at, "told": T(en="", ar=""), "name": name}
    try:
        known = Known.at(node.ledger, parse_instant(asked_at, case.zone) if asked_at else None)
    except ValueError:
        return render(request, "report.html", {**context, "fault": "no_time", "item": None}, status=400)
    found = report_item(node.ledger, reader, name, known)
    if found is None:
        return _record(request, {**context, "told": known.told}, node, reader, name, known)
    people = node.ledger.people().by_id
    due = date.fromisoformat(found["due"]) if found["due"] else None
    left, overdue = time_left(found["state"], due, datetime.now(case.zone).date(), lang)
    context |= {
        "left": left,
        "overdue": overdue,
        "taken_in_why": WHY_TAKEN_IN,
        "ways": {FROM_FILE: "by_file", TYPED_IN: "by_typing"},
        "told": known.told,
        "fault": fault,
        "said": said,
        "given": defaultdict(str, given or {}),
        "nothing": defaultdict(str),
        "item": found,
        "source": source_name(found["source"], case, lang),
        "side": side_label(side_of(found["source"], case), case, lang),
        "lang_name": lang_name(found["lang"], lang),
        "text_dir": direction(found["lang"]),
        "hiding": hiding_marks(found.get("text", "")),
        "people": {person.id: person_name(person, lang) for person in people.values()},
        "owners": _owners(node, found, known, lang),
        "states": triage.STATES,
        "steps": triage.STEPS,
        "langs": [(code, lang_name(code, lang)) for code in LANGS],
        "may_act": "take_in" in reader.rights and not asked_at,
        "may_judge": "judge" in reader.rights and not asked_at,
        "cards": [] if asked_at else claim_cards.cards(node, reader, name, lang),
        "choices": claim_cards.choices(case, lang),
    }
    return render(request, "report.html", context, status=status)


def _owners(node: Node, found: dict[str, Any], known: Known, lang: Lang) -> list[tuple[str, str]]:
    """Return who may own a report: those who may read it."""
    standing = node.ledger.records([found["id"]], to=known.to)
    entry = next(entry for version, entry, _ in standing if version.kind == "report")
    people = node.ledger.people().by_id.values()
    return sorted(
        (person_name(person, lang), person.id)
        for person in people
        if may_read(person, Marking(entry.marking), entry.audience)
    )


def _record(
    request: HttpRequest, context: dict[str, Any], node: Node, reader: Person, name: str, known: Known
) -> HttpResponse:
    """Show a row or figure of the case's own records, which is a report too."""
    case, lang = node.case(), context["lang"]
    for version, entry, body in node.ledger.records([name], to=known.to):
        if version.kind in (ROW, FIGURE) and may_read(reader, entry.marking, entry.audience):
            made = case_report(version.kind, body, case)
            if known.holds(made.published.isoformat()):
                source = source_name(made.source, case, lang)
                side = side_label(case.sources.heard_as(made.source), case, lang)
                return render(
                    request,
                    "record.html",
                    {**context, "report": made, "source": source, "side": side, "recorded": entry.recorded_at},
                )
    return HttpResponseNotFound()
