"""Findings: the list of incidents with proposals, one incident's finding grid, and the form by which a person finds."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from trucekeeper.errors import BadInput, NoRight
from trucekeeper.ledger import Person
from trucekeeper.node.findings import made, make
from trucekeeper.node.lists import Document, item_documents
from trucekeeper.node.node import Node
from trucekeeper.node.opened import opened_node
from trucekeeper.node.screens.frame import frame
from trucekeeper.node.screens.named import act_name, reports_of
from trucekeeper.vocabulary.sentence import alphabetical, word
from trucekeeper.vocabulary.text import LANGS, Lang

PAGE = 20


@login_required
def findings(request: HttpRequest, lang: Lang) -> HttpResponse:
    """List the incidents and figures on which something is proposed, the latest first."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    node = opened_node()
    context = {**frame(request, lang), "here": "findings"}
    try:
        reader = node.person(request.user.get_username())
    except NoRight:
        return render(request, "findings.html", {**context, "fault": "no_right", "incidents": []}, status=403)
    obligation = request.GET.get("obligation", "")
    page = max(1, int(number) if (number := request.GET.get("page", "1")).isdigit() else 1)
    proposed = _proposed(node, reader)
    shown = [
        (name, proposals)
        for name, proposals in proposed.items()
        if not obligation or any(one["obligation"] == obligation for one in proposals)
    ]
    reports = reports_of(node, node.case(), [name.split("#")[0] for name, _ in shown])
    days = {
        name: str(reports[name.split("#")[0]].occurred_on) if name.split("#")[0] in reports else "" for name, _ in shown
    }
    shown.sort(key=lambda item: (days[item[0]], item[0]), reverse=True)
    people = {one["incident"] for one in made(node, reader)}
    context |= {
        "fault": None if shown else "findings_empty",
        "obligation": obligation,
        "obligations": sorted({one["obligation"] for proposals in proposed.values() for one in proposals}),
        "page": page,
        "pages": max(1, -(-len(shown) // PAGE)),
        "incidents": [
            {
                "id": name,
                "day": days[name],
                "text": reports[name.split("#")[0]].text[lang] if name.split("#")[0] in reports else name,
                "obligations": sorted({one["obligation"] for one in proposals}),
                "reviewed": name in people,
            }
            for name, proposals in shown[(page - 1) * PAGE : page * PAGE]
        ],
    }
    return render(request, "findings.html", context)


@login_required
def finding(request: HttpRequest, lang: Lang, incident: str) -> HttpResponse:
    """Show one incident's finding grid, what people found, and the form for who may find."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    return _item(request, lang, incident)


@login_required
@require_POST
def make_finding(request: HttpRequest, lang: Lang) -> HttpResponse:
    """Make a finding on a proposal; what was typed is kept where it is refused."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    name, why = request.POST.get("proposal", ""), request.POST.get("why", "").strip()
    incident = name.split("/")[0]
    answers = {key: request.POST.get(key) or None for key in ("occurred", "author", "compliance", "intent")}
    try:
        make(opened_node(), name, person=request.user.get_username(), why=why, **answers)
    except NoRight:
        return _item(request, lang, incident, fault="no_right_to_find", typed=request.POST.dict(), status=403)
    except BadInput:
        return _item(request, lang, incident, fault="finding_refused", typed=request.POST.dict(), status=400)
    return redirect("finding", lang=lang, incident=incident)


def _item(
    request: HttpRequest,
    lang: Lang,
    incident: str,
    *,
    fault: str | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    node = opened_node()
    context = {**frame(request, lang), "here": "findings", "fault": fault}
    try:
        reader = node.person(request.user.get_username())
    except NoRight:
        return render(request, "finding.html", {**context, "fault": "no_right", "grids": []}, status=403)
    proposals = _proposed(node, reader).get(incident)
    if proposals is None:
        return HttpResponseBadRequest() if status != 200 else HttpResponseNotFound()
    claims = [claim for one in proposals for step in one["chain"] for claim in step["claims"]]
    reports = reports_of(node, node.case(), [*dict.fromkeys(name.split("#")[0] for name in (incident, *claims))])
    context |= {
        "incident": incident,
        "grids": _grids(node, proposals, lang),
        "people": [one for one in made(node, reader) if one["incident"] == incident],
        "reports": list(reports.values()),
        "may_find": "find" in reader.rights,
        "typed": typed or {},
        "publication": node.case().file.publication[lang],
        "choices": CHOICES,
        "answers": {
            f"{kind}_{answer}": word(f"{kind}_{answer}")[lang] for kind, many in CHOICES.items() for answer in many
        },
    }
    return render(request, "finding.html", context, status=status)


CHOICES = {
    "occurred": ("yes", "no", "cannot_determine"),
    "author": ("attributed", "acknowledged", "not_attributed", "cannot_attribute"),
    "answer": ("breach", "no_breach", "permitted", "cannot_determine", "out_of_scope"),
    "intent": ("deliberate", "accident", "cannot_determine", "not_asked"),
}


def _proposed(node: Node, reader: Person) -> dict[str, list[Document]]:
    together: dict[str, list[Document]] = defaultdict(list)
    for document in item_documents(node, reader, "finding")[0]:
        together[document["incident"]].append(document)
    return dict(together)


def _grids(node: Node, proposals: list[Document], lang: Lang) -> list[dict[str, Any]]:
    """Return a grid for each act and obligation: its readings in the alphabetical order of their holders."""
    case = node.case()
    grids: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in proposals:
        parts = one["id"].split("/")
        act = parts[3] if len(parts) > 3 else ""
        grid = grids.setdefault(
            (one["obligation"], *parts[3:]),
            {
                "obligation": one["obligation"],
                "instrument": one["instrument"],
                "clause": one["clause"],
                "contested": one["contested_text"],
                "act": act_name(act)[lang] if act else "",
                "rows": [],
            },
        )
        holders = [case.actors[holder].name.term.text for holder in one["held_by"]]
        held = alphabetical(holders) if holders else word("reading_as_written")
        actor = one["author"]["actor"]
        named = case.actors[actor].name.term.text[lang] if actor else ""
        grid["rows"].append({**one, "holders": held[lang], "named": named})
    for grid in grids.values():
        grid["rows"].sort(key=lambda row: row["holders"])
    return [{**grids[key], "at": number} for number, key in enumerate(sorted(grids), 1)]
