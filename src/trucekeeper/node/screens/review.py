"""The review queue: pairs of claims that wait for a person's *same* or *different*."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render

from trucekeeper.errors import BadInput, Contradiction, NoRight
from trucekeeper.node.behind import claims_behind
from trucekeeper.node.judging import judge, queue
from trucekeeper.node.lists import Document
from trucekeeper.node.node import Node
from trucekeeper.node.opened import opened_node
from trucekeeper.node.screens.frame import frame
from trucekeeper.node.screens.named import act_name, place_name, reports_of, source_name
from trucekeeper.vocabulary.text import LANGS, Lang

PAGE = 10


@login_required
def review(request: HttpRequest, lang: Lang) -> HttpResponse:
    """Show the pairs that wait, the likeliest first; take a judgement on one, kept as typed where it is refused."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    node = opened_node()
    context = {**frame(request, lang), "here": "incidents", "fault": None, "refused": None, "pairs": []}
    try:
        reader = node.person(request.user.get_username())
    except NoRight:
        return render(request, "review.html", {**context, "fault": "no_right", "waiting": 0}, status=403)
    refused, status = None, 200
    if request.method == "POST":
        refused, status = _judged(request, node)
        if refused is None:
            return redirect("review", lang=lang)
    pairs = queue(node, reader)
    context |= {
        "fault": None if pairs else "queue_empty",
        "refused": refused,
        "waiting": len(pairs),
        "may_judge": "judge" in reader.rights,
        "pairs": [_pair(node, pair, lang) for pair in pairs[:PAGE]],
    }
    return render(request, "review.html", context, status=status)


def _judged(request: HttpRequest, node: Node) -> tuple[dict[str, Any] | None, int]:
    """Take the judgement that the form gives; return what was refused and the status."""
    a, b, judged, why = (request.POST.get(key, "").strip() for key in ("a", "b", "judged", "why"))
    refused: dict[str, Any] = {"pair": (a, b), "judged": judged, "why": why, "chain": ()}
    try:
        if judged not in ("same", "different"):
            raise BadInput("say whether both are the same or different")
        judge(node, a, b, person=request.user.get_username(), same=judged == "same", why=why)
    except NoRight:
        return {**refused, "word": "no_right_to_act"}, 403
    except Contradiction as fault:
        return {**refused, "word": "judge_cycle", "chain": fault.chain}, 400
    except BadInput:
        return {**refused, "word": "judge_refused"}, 400
    return None, 200


def _pair(node: Node, pair: Document, lang: Lang) -> dict[str, Any]:
    """Return both claims of a pair, side by side, with the words in which each was said."""
    case = node.case()
    claims = claims_behind(node, case, (pair["a"], pair["b"]))
    reports = reports_of(node, case, [claim.report for claim in claims.values()])
    return {
        **pair,
        "claims": [
            {
                "id": claim.id,
                "source": source_name(case, claim.source)[lang],
                "act": act_name(claim.act.code)[lang],
                "where": place_name(case, claim.place.model_dump())[lang],
                "day": claim.time.start.date().isoformat() if claim.time.start else "",
                "text": reports[claim.report].text[lang] if claim.report in reports else "",
            }
            for claim in claims.values()
        ],
    }
