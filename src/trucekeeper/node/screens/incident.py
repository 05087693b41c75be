"""One incident: what is said of it and denied, its numbers, its verification, and the forms for who may act on it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from trucekeeper.case import Case
from trucekeeper.claim import Claim
from trucekeeper.errors import BadInput, Contradiction, NoRight
from trucekeeper.incident import Incident, chosen
from trucekeeper.incident.standards import Cited, credibility_standard
from trucekeeper.incident.totals import grade
from trucekeeper.incident.verification import LEADS_TO, RESULTS, STEPS, right_for
from trucekeeper.ledger import Person
from trucekeeper.node import casework
from trucekeeper.node.behind import claims_behind
from trucekeeper.node.judging import judge
from trucekeeper.node.lists import Document, item_documents
from trucekeeper.node.node import Node
from trucekeeper.node.opened import opened_node
from trucekeeper.node.screens.frame import frame
from trucekeeper.node.screens.named import act_name, actor_name, place_name, plain_count, reports_of, source_name
from trucekeeper.node.verification import verification
from trucekeeper.vocabulary.text import LANGS, Lang

ACTS = ("move", "check", "assign", "request", "judge", "answer")


@login_required
def incident(request: HttpRequest, lang: Lang, name: str) -> HttpResponse:
    """Show an incident by its id; the id of any of its claims leads to it."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    return item(request, lang, name)


@login_required
@require_POST
def act_on_incident(request: HttpRequest, lang: Lang, name: str, act: str) -> HttpResponse:
    """Move, check, own, ask about, judge or answer; what was typed is kept where it is refused."""
    if lang not in LANGS or act not in ACTS:
        return HttpResponseNotFound()
    given = {key: str(value).strip() for key, value in request.POST.dict().items() if key != "csrfmiddlewaretoken"}
    refused: dict[str, Any] = {"act": act, "typed": given, "chain": ()}
    try:
        _do(opened_node(), name, act, given, request.user.get_username())
    except NoRight:
        return item(request, lang, name, refused={**refused, "word": "no_right_to_act"}, status=403)
    except Contradiction as fault:
        return item(request, lang, name, refused={**refused, "word": "judge_cycle", "chain": fault.chain}, status=400)
    except BadInput:
        return item(request, lang, name, refused={**refused, "word": f"{act}_refused"}, status=400)
    return redirect("incident", lang=lang, name=name)


def _do(node: Node, name: str, act: str, given: dict[str, str], person: str) -> None:
    """Take the step that a form asks for."""

    def typed(key: str) -> str:
        return given.get(key, "")

    if act == "move":
        said = {key: typed(key) or None for key in ("actor", "source", "until")}
        casework.move(node, name, person=person, to=typed("to"), why=typed("why"), **said)
    elif act == "check":
        found = {key: typed(key) for key in ("step", "result", "why")}
        casework.check(node, name, person=person, done_by=typed("done_by"), **found)
    elif act == "assign":
        casework.assign(node, name, person=person, owner=typed("owner"), due=typed("due") or None, why=typed("why"))
    elif act == "request":
        asked = {key: typed(key) for key in ("to", "asks", "deadline", "by_way_of")}
        casework.request(node, name, person=person, **asked)
    elif act == "judge":
        if typed("judged") not in ("same", "different"):
            raise BadInput("say whether both are the same or different")
        judge(node, name, typed("other"), person=person, same=typed("judged") == "same", why=typed("why"))
    else:
        casework.answer(node, name, person=person, by_way_of=typed("by_way_of"), text=typed("text"))


def item(
    request: HttpRequest, lang: Lang, name: str, *, refused: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of an incident; *refused* is an act that was not taken, with what was typed and why not."""
    node = opened_node()
    context = {**frame(request, lang), "here": "incidents", "fault": None, "refused": refused, "incident": None}
    try:
        reader = node.person(request.user.get_username())
        document = casework.present(node, reader, name)
    except NoRight:
        return render(request, "incident.html", {**context, "fault": "no_right"}, status=403)
    except BadInput:
        return HttpResponseBadRequest() if status != 200 else HttpResponseNotFound()
    if document["id"] != name and status == 200:
        return redirect("incident", lang=lang, name=document["id"])
    return render(request, "incident.html", {**context, **_page(node, reader, document, lang)}, status=status)


def _page(node: Node, reader: Person, document: Document, lang: Lang) -> dict[str, Any]:
    """Return everything that the page of an incident shows."""
    case = node.case()
    claims = claims_behind(node, case, document["claims"])
    told = verification(node, reader, document)
    people = node.ledger.people().by_id
    return {
        "incident": document,
        "where": place_name(case, document["place"])[lang],
        "day": (document["time"]["start"] or "")[:10],
        "claims": _claims(case, claims, lang),
        "numbers": _numbers(case, document, claims, lang),
        "graded": _grades(case, document, lang),
        "reports": list(reports_of(node, case, list(dict.fromkeys(c.split("#")[0] for c in claims))).values()),
        "told": {**told, "history": [_named(case, one, lang) for one in told["history"]]},
        "asked_of": {one["to"]: _asked_name(case, one["to"], lang) for one in told["requests"]},
        "proposed": any(one["incident"] == document["id"] for one in item_documents(node, reader, "finding")[0]),
        "unanswered": casework.unanswered(node, reader, document),
        "rights": reader.rights,
        "may_move": [to for to in LEADS_TO[document["state"]] if right_for(to)[0] in reader.rights],
        "states": list(LEADS_TO),
        "steps": STEPS,
        "results": RESULTS,
        "people": sorted(people),
        "actors": sorted(((one.id, one.name.term.text[lang]) for one in case.actors.all), key=lambda one: one[1]),
        "speakers": sorted(((one.id, one.name.term.text[lang]) for one in case.sources.all), key=lambda one: one[1]),
    }


def _claims(case: Case, claims: dict[str, Claim], lang: Lang) -> list[dict[str, Any]]:
    """Return a box a claim, all alike, in the alphabetical order of who speaks."""
    boxes = [
        {
            "id": claim.id,
            "source": source_name(case, claim.source)[lang],
            "stance": claim.stance,
            "act": act_name(claim.act.code)[lang],
            "actor": actor_name(case, claim.actor.id)[lang],
            "harm": [(harm.kind, plain_count(harm.low, harm.high, lang)) for harm in claim.harm],
            "published": claim.published.date().isoformat() if claim.published else "",
            "carrier": claim.carrier,
            "confidence": claim.confidence,
        }
        for claim in claims.values()
    ]
    return sorted(boxes, key=lambda box: (box["source"], box["published"], box["id"]))


def _numbers(case: Case, document: Document, claims: dict[str, Claim], lang: Lang) -> list[dict[str, Any]]:
    """Return the numbers as each publisher gave them, each on its own row with the act that it is of."""
    rows = [
        {
            "publisher": source_name(case, one["publisher"])[lang],
            "kind": one["kind"],
            "count": plain_count(one["low"], one["high"], lang),
            "act": act_name(claims[one["claim"]].act.code)[lang] if one["claim"] in claims else "",
            "scope": one["scope"],
            "at": one["at"][:10],
        }
        for one in document["numbers"]
    ]
    return sorted(rows, key=lambda row: (row["publisher"], row["kind"], row["at"]))


def _grades(case: Case, document: Document, lang: Lang) -> dict[str, Any]:
    """Return the grade of the information with its rule, and the grade by the casualty standard with its name."""
    standard = credibility_standard()
    given = next(one for one in standard.grades if one.grade == str(document["credibility"]))
    graded: dict[str, Any] = {
        "grade": given.grade,
        "name": given.name[lang],
        "rule": given.rule[lang] if given.rule else "",
        "source": _cited(standard.source, lang),
        "casualty": None,
    }
    try:
        casualty = chosen(case)
    except BadInput:
        return graded
    own = grade(Incident.model_validate(document), casualty)
    name = next(one.name[lang] for one in casualty.grades if one.grade == own)
    graded["casualty"] = {
        "standard": casualty.name[lang],
        "grade": name,
        "counted": own in casualty.counted,
        "text": casualty.text[lang],
        "source": _cited(casualty.source, lang),
    }
    return graded


def _cited(source: Cited, lang: Lang) -> dict[str, str]:
    return {"title": source.title[lang], "url": source.url, "opened": source.opened}


def _named(case: Case, move: Document, lang: Lang) -> Document:
    """Return a move with who denied access or contests, and who says so, by name."""
    said = move["said"]
    if said is None:
        return move
    named = {"actor": actor_name(case, said["actor"])[lang], "source": source_name(case, said["source"])[lang]}
    return {**move, "said": {**said, **named}}


def _asked_name(case: Case, name: str, lang: Lang) -> str:
    return (actor_name(case, name) if name in case.actors else source_name(case, name))[lang]
