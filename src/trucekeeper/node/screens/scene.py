"""The first screen: what happened, what may, what is due, what is not known, on one page."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request

from trucekeeper.errors import NoRight
from trucekeeper.ledger import Person
from trucekeeper.node.lists import item_documents
from trucekeeper.node.opened import opened_node
from trucekeeper.node.screens.frame import frame
from trucekeeper.vocabulary.clock import parse_instant
from trucekeeper.vocabulary.text import LANGS, Lang, T

PANELS = (
    ("happened", ("scene", "incidents")),
    ("may", ("outlook", "warnings")),
    ("due", ("deadlines",)),
    ("unknown", ("coverage",)),
)
SENTENCES_SHOWN = 3
NOTES_SHOWN = 3


def root(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the Scene in the language that the browser asks for; Arabic where it asks for neither."""
    return redirect("scene", lang="en" if get_language_from_request(request).startswith("en") else "ar")


@login_required
def scene(request: HttpRequest, lang: Lang) -> HttpResponse:
    """Show the scene of the last seven days that hold a report, now or as known at ``?as_of=``."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    node = opened_node()
    asked = request.GET.get("as_of", "").strip()
    context = {**frame(request, lang), "as_of": asked, "told": T(en="", ar=""), "document": None}
    try:
        reader = node.person(request.user.get_username())
        at = parse_instant(asked, node.case().zone) if asked else None
    except NoRight:
        return render(request, "scene.html", {**context, "fault": "no_right"}, status=403)
    except ValueError:
        return render(request, "scene.html", {**context, "fault": "no_time"}, status=400)
    document, told = _document(reader, lang, at)
    context |= {
        "fault": None if document else "scene_empty",
        "told": told,
        "document": document,
        "panels": _panels(document) if document else (),
        "shown": SENTENCES_SHOWN,
        "notes": NOTES_SHOWN,
        "numbers": {report["id"]: n for n, report in enumerate(document["reports"], 1)} if document else {},
    }
    return render(request, "scene.html", context)


def _document(reader: Person, lang: Lang, at: datetime | None) -> tuple[dict[str, Any] | None, T]:
    """Return the brief that the page shows, or None where the reader may read none, and how far it was computed."""
    node = opened_node()
    documents, told = item_documents(node, reader, "scene", at=at)
    return next((document for document in documents if document["lang"] == lang), None), told


def _panels(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the sections of the brief under the four questions, each with its sentences in their order."""
    by_id = {section["id"]: section for section in document["sections"]}
    return [
        {"id": panel, "sections": [by_id[section] for section in sections if section in by_id]}
        for panel, sections in PANELS
    ]
