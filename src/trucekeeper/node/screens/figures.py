"""Figures: what is counted, and each publisher's numbers beside the others' and beside what was due."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render

from trucekeeper.agreement import load_agreement
from trucekeeper.case import Case, FigureRow
from trucekeeper.case.apply import recorded_figures
from trucekeeper.errors import NoRight
from trucekeeper.finding import Point, Published, audit
from trucekeeper.finding.changes import Change, changes
from trucekeeper.node.opened import opened_node
from trucekeeper.node.screens.frame import frame
from trucekeeper.report import amount, metric, publisher
from trucekeeper.vocabulary.clock import parse_day
from trucekeeper.vocabulary.sentence import alphabetical, word
from trucekeeper.vocabulary.text import LANGS, Lang


@login_required
def figures(request: HttpRequest, lang: Lang) -> HttpResponse:
    """List what is counted, with how many publish it."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    context = {**frame(request, lang), "here": "figures", "metrics": []}
    try:
        rows, _ = _read(request)
    except NoRight:
        return render(request, "figures.html", {**context, "fault": "no_right"}, status=403)
    together: dict[str, list[FigureRow]] = {}
    for row in rows:
        together.setdefault(row.metric, []).append(row)
    counted = [
        {
            "id": name,
            "name": metric(name)[lang],
            "publishers": len({row.publisher for row in found}),
            "latest": max(row.as_of for row in found),
        }
        for name, found in together.items()
    ]
    context |= {
        "fault": None if counted else "figures_empty",
        "metrics": sorted(counted, key=lambda one: str(one["name"])),
    }
    return render(request, "figures.html", context)


@login_required
def figure(request: HttpRequest, lang: Lang, name: str) -> HttpResponse:
    """Show every publisher's series of one metric, and its change between ``?from=`` and ``?to=``."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    asked = {key: request.GET.get(key, "").strip() for key in ("from", "to")}
    context = {**frame(request, lang), "here": "figures", "asked": asked, "name": metric(name)[lang], "metric": name}
    try:
        rows, case = _read(request)
        start, end = (parse_day(text)[0] if text else None for text in asked.values())
    except NoRight:
        return render(request, "figure.html", {**context, "fault": "no_right", "series": []}, status=403)
    except ValueError:
        return render(request, "figure.html", {**context, "fault": "no_day", "series": []}, status=400)
    if all(row.metric != name for row in rows):
        return HttpResponseNotFound()
    within = [row for row in rows if (start or date.min) <= row.as_of <= (end or date.max)]
    made = audit(name, within, case, load_agreement(case))
    by_id = {row.id: row for row in rows}
    series = [_series(one, by_id, case, lang) for one in made.series]
    context |= {
        "fault": None,
        "obligation": made.obligation,
        "series": sorted(series, key=lambda one: str(one["publisher"])),
        "changes": [_change(one, by_id, case, lang) for one in changes(name, rows, start, end)]
        if start and end
        else [],
        "gaps": [
            {**gap.model_dump(), "publisher": gap.publisher, "why": gap.why[lang], "start": gap.start, "end": gap.end}
            for gap in made.gaps
        ],
    }
    return render(request, "figure.html", context)


def _read(request: HttpRequest) -> tuple[tuple[FigureRow, ...], Case]:
    """Return the figures that the person who asks may read, and the case.

    Raises:
        NoRight: the person has no role in the case.
    """
    node = opened_node()
    reader = node.person(request.user.get_username())
    return recorded_figures(node.ledger, reader=reader), node.case()


def _series(one: Published, by_id: dict[str, FigureRow], case: Case, lang: Lang) -> dict[str, Any]:
    counts = one.definition
    stated = {
        "counting_point": word(f"point_{counts.counting_point}")[lang] if counts.counting_point != "not_stated" else "",
        "cargo": alphabetical(word(f"cargo_{cargo}") for cargo in counts.cargo)[lang],
        "crossings": " · ".join(counts.crossings),
        "days_counted": counts.days,
    }
    return {
        "publisher": publisher(by_id[one.points[0].id], case).text[lang],
        "stated": {key: text for key, text in stated.items() if text},
        "points": [_point(point, by_id[point.id], lang) for point in one.points],
    }


def _point(point: Point, row: FigureRow, lang: Lang) -> dict[str, Any]:
    return {
        **point.model_dump(),
        "said": amount(row)[lang],
        "definition": row.definition,
        "not_comparable": point.not_comparable[lang] if point.not_comparable else None,
        "share": min(float(point.ratio), 1.25) if point.ratio else None,
        "source": row.citation,
        "carrier": row.via,
    }


def _change(one: Change, by_id: dict[str, FigureRow], case: Case, lang: Lang) -> dict[str, Any]:
    named = next((publisher(by_id[name], case).text[lang] for name in one.figures), one.publisher)
    why = one.not_derivable
    return {**one.model_dump(), "publisher": named, "not_derivable": why[lang] if why else None}
