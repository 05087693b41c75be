"""Incidents: the list with its filters, of how many, and what their harm comes to by the case's standard."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render

from trucekeeper.case import Case
from trucekeeper.errors import BadInput, NoRight
from trucekeeper.incident.verification import LEADS_TO
from trucekeeper.ledger import Person
from trucekeeper.node.casework import harm
from trucekeeper.node.judging import queue
from trucekeeper.node.lists import Document, item_documents
from trucekeeper.node.node import Node
from trucekeeper.node.opened import opened_node
from trucekeeper.node.screens.frame import frame
from trucekeeper.node.screens.named import act_name, place_name, reports_of
from trucekeeper.node.verification import owned_by
from trucekeeper.vocabulary.clock import parse_day
from trucekeeper.vocabulary.text import LANGS, Lang, T

PAGE = 20
FILTERS = ("state", "act", "place", "owner", "from", "to")


@login_required
def incidents(request: HttpRequest, lang: Lang) -> HttpResponse:
    """List the incidents that the filters in the address leave, the latest first."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    node, asked = opened_node(), {name: request.GET.get(name, "").strip() for name in FILTERS}
    context = {**frame(request, lang), "here": "incidents", "asked": asked, "fault": None, "incidents": []}
    try:
        reader = node.person(request.user.get_username())
        days = {name: parse_day(asked[name])[0].isoformat() for name in ("from", "to") if asked[name]}
    except NoRight:
        return render(request, "incidents.html", {**context, "fault": "no_right", "all": []}, status=403)
    except ValueError:
        return render(request, "incidents.html", {**context, "fault": "no_day", "all": []}, status=400)
    held = _held(node, reader)
    within = [one for one in held if _within(one, asked, days)]
    shown = [one for one in within if asked["state"] in ("", one["state"])]
    page = max(1, int(number) if (number := request.GET.get("page", "1")).isdigit() else 1)
    here = shown[(page - 1) * PAGE : page * PAGE]
    case = node.case()
    context |= {
        "fault": None if shown else "incidents_empty",
        "all": held,
        "within": len(within),
        "shown": len(shown),
        "counts": _counts(within),
        "states": list(LEADS_TO),
        "acts": sorted(((code, act_name(code)[lang]) for code in _acts(held)), key=lambda one: one[1]),
        "places": _places(case, held, lang),
        "owners": sorted({one["owner"] for one in held if one["owner"]}),
        "totals": _totals(node, case, held),
        "queue": len(queue(node, reader)),
        "page": page,
        "pages": max(1, -(-len(shown) // PAGE)),
        "incidents": _items(node, case, here, lang),
    }
    return render(request, "incidents.html", context)


def _held(node: Node, reader: Person) -> list[Document]:
    """Return the incidents with their days and owners, the latest first."""
    owners = owned_by(node, reader)
    found = []
    for one in item_documents(node, reader, "incident")[0]:
        assigned = next((owners[claim] for claim in one["claims"] if claim in owners), None)
        own = {"owner": assigned["owner"] if assigned else None, "due": assigned["due"] if assigned else None}
        found.append({**one, **own, "day": (one["time"]["start"] or "")[:10]})
    return sorted(found, key=lambda one: (one["day"], one["id"]), reverse=True)


def _within(one: Document, asked: dict[str, str], days: dict[str, str]) -> bool:
    """Tell whether an incident is among those asked for, but for its state."""
    if asked["act"] and asked["act"] not in {act["code"] for act in one["acts"]}:
        return False
    if asked["place"] not in ("", one["place"]["id"]) or asked["owner"] not in ("", one["owner"]):
        return False
    if days and not one["day"]:
        return False
    return days.get("from", "") <= one["day"] and ("to" not in days or one["day"] <= days["to"])


def _counts(within: list[Document]) -> list[tuple[str, int]]:
    """Return how many incidents stand in each state, in the order of the states."""
    counts = Counter(one["state"] for one in within)
    return [(state, counts[state]) for state in LEADS_TO if counts[state]]


def _acts(held: list[Document]) -> set[str]:
    return {act["code"] for one in held for act in one["acts"]}


def _places(case: Case, held: list[Document], lang: Lang) -> list[tuple[str, str]]:
    named = {one["place"]["id"]: place_name(case, one["place"])[lang] for one in held if one["place"]["id"]}
    return sorted(named.items(), key=lambda one: one[1])


def _totals(node: Node, case: Case, held: list[Document]) -> T | None:
    """Return the totals in words; None where the case has chosen no standard."""
    try:
        return harm(node, case, held).text
    except BadInput:
        return None


def _items(node: Node, case: Case, here: list[Document], lang: Lang) -> list[dict[str, Any]]:
    reports = reports_of(node, case, list(dict.fromkeys(one["id"].split("#")[0] for one in here)))
    return [
        {
            **one,
            "where": place_name(case, one["place"])[lang],
            "text": reports[report].text[lang] if (report := one["id"].split("#")[0]) in reports else one["id"],
            "carried": one["corroboration"]["text"][lang],
        }
        for one in here
    ]
