"""The agreement: instruments and each actor's status, gates, the calendar, obligations with their readings, lines.

What is shown is data of the case in the version that stands; ``?as_of=`` gives what was said of it by a day.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.shortcuts import render

from trucekeeper.agreement import Agreement, Instrument, Obligation, Zone, load_agreement
from trucekeeper.agreement.obligation import StatusClaim
from trucekeeper.case import Case
from trucekeeper.errors import NoRight
from trucekeeper.finding.gates import Board, board, said_by, to_ical
from trucekeeper.node.opened import opened_node
from trucekeeper.node.screens.frame import frame
from trucekeeper.vocabulary.clock import parse_instant
from trucekeeper.vocabulary.sentence import alphabetical, style, word
from trucekeeper.vocabulary.text import LANGS, Lang


@login_required
def agreement(request: HttpRequest, lang: Lang) -> HttpResponse:
    """Show the whole agreement on one page, its gates as known on a day."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    asked = request.GET.get("as_of", "").strip()
    context = {**frame(request, lang), "here": "agreement", "as_of": asked}
    try:
        case, terms = _read(request)
        made = board(case, terms, as_of=_day(asked, case))
    except NoRight:
        return render(request, "agreement.html", {**context, "fault": "no_right"}, status=403)
    except ValueError:
        return render(request, "agreement.html", {**context, "fault": "no_day"}, status=400)
    kind, instrument = request.GET.get("kind", ""), request.GET.get("instrument", "")
    shown = [
        one
        for one in terms.obligations
        if kind in ("", one.kind) and instrument in ("", terms.instrument_of[one.id].id)
    ]
    context |= {
        "fault": None,
        "instruments": [_instrument(one, case, lang) for one in terms.instruments],
        "gates": _gates(made, case, terms, lang),
        "calendar": [
            {**item.model_dump(), "what": terms.by_id[item.obligation].what[lang]}
            for item in sorted(made.calendar, key=lambda item: (item.next_due or date.max, item.due or date.max))
        ],
        "obligations": [_line(one, case, terms, lang) for one in sorted(shown, key=lambda one: one.id)],
        "zones": [_zone(zone, case, lang) for zone in terms.zones],
        "kinds": {one: word(f"obligation_{one}")[lang] for one in sorted({one.kind for one in terms.obligations})},
        "kind": kind,
        "instrument": instrument,
    }
    return render(request, "agreement.html", context)


@login_required
def obligation(request: HttpRequest, lang: Lang, name: str) -> HttpResponse:
    """Show one obligation: its terms, the readings held of it side by side, and what was said of its fulfilment."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    context = {**frame(request, lang), "here": "agreement"}
    try:
        case, terms = _read(request)
    except NoRight:
        return render(request, "obligation.html", {**context, "fault": "no_right"}, status=403)
    one = terms.by_id.get(name)
    if one is None:
        return HttpResponseNotFound()
    instrument = terms.instrument_of[name]
    zone = next((zone for zone in terms.zones if zone.id == one.zone), None)
    context |= {
        "fault": None,
        **_line(one, case, terms, lang),
        "obligation": one,
        "instrument_name": instrument.name[lang],
        "contested": instrument.contested(case.file.parties),
        "beneficiary": _names(one.beneficiary, case, lang),
        "verifier": _names(one.verifier, case, lang),
        "zone": zone.name[lang] if zone else None,
        "readings": _readings(one, case, lang),
        "said": [_said(claim, case, lang) for claim in said_by(one, date.max)],
        "unit": style(lang)["units"].get(one.quantity.unit, one.quantity.unit) if one.quantity else "",
        "confidence": word(f"confidence_{one.confidence}")[lang],
    }
    return render(request, "obligation.html", context)


@login_required
def calendar(request: HttpRequest, lang: Lang) -> HttpResponse:
    """Give the calendar of deadlines as iCalendar."""
    if lang not in LANGS:
        return HttpResponseNotFound()
    try:
        case, terms = _read(request)
        made = board(case, terms, as_of=_day(request.GET.get("as_of", ""), case))
    except NoRight:
        return HttpResponse(status=403)
    except ValueError:
        return HttpResponseBadRequest()
    return HttpResponse(
        to_ical(made, terms, lang),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{case.id}.ics"'},
    )


def _read(request: HttpRequest) -> tuple[Case, Agreement]:
    """Return the case and its agreement to whoever may read in the case.

    Raises:
        NoRight: the person may not.
    """
    node = opened_node()
    node.person(request.user.get_username())
    case = node.case()
    return case, load_agreement(case)


def _day(asked: str, case: Case) -> date:
    return parse_instant(asked, case.zone).date() if asked else datetime.now(case.zone).date()


def _names(actors: Iterable[str], case: Case, lang: Lang) -> str:
    return alphabetical(case.actors[actor].name.term.text for actor in actors)[lang]


def _speaker(claim: StatusClaim, case: Case, lang: Lang) -> str:
    """Return the name of who spoke, in the language of the page where the case knows it."""
    day = claim.date if isinstance(claim.date, date) else case.file.in_force_from.date()
    found, source = case.actors.named(claim.by, day), case.sources.named(claim.by)
    if len(found) == 1:
        return case.actors[found[0]].name.term.text[lang]
    if source:
        return case.sources[source].name.term.text[lang]
    return (claim.by_ar if lang == "ar" else None) or claim.by


def _said(claim: StatusClaim, case: Case, lang: Lang) -> dict[str, Any]:
    return {
        "by": _speaker(claim, case, lang),
        "date": claim.date,
        "state": word(f"state_{claim.state}")[lang],
        "text": claim.text[lang],
        "source": claim.source,
    }


def _instrument(one: Instrument, case: Case, lang: Lang) -> dict[str, Any]:
    statuses = [
        {
            "actor": case.actors[status.actor].name.term.text[lang],
            "status": word(f"status_{status.status}")[lang],
            "date": status.date,
            "note": status.note[lang] if status.note else "",
            "source": status.source,
        }
        for status in one.statuses
    ]
    return {
        "id": one.id,
        "name": one.name[lang],
        "kind": word(f"instrument_{one.kind}")[lang],
        "start": one.in_force.from_,
        "until": one.in_force.until,
        "basis": one.in_force.basis[lang],
        "contested": one.contested(case.file.parties),
        "vote": one.vote,
        "statuses": sorted(statuses, key=lambda status: (str(status["actor"]), str(status["date"] or ""))),
        "source": one.source,
    }


def _line(one: Obligation, case: Case, terms: Agreement, lang: Lang) -> dict[str, Any]:
    return {
        "id": one.id,
        "what": one.what[lang],
        "kind": word(f"obligation_{one.kind}")[lang],
        "obligor": _names(one.obligor, case, lang),
        "instrument": terms.instrument_of[one.id].id,
        "clause": one.clause,
        "held": len(one.readings),
    }


def _readings(one: Obligation, case: Case, lang: Lang) -> list[dict[str, Any]]:
    """Return the readings in the alphabetical order of their holders."""
    found = [
        {
            "id": reading.id,
            "holders": _names(reading.held_by, case, lang),
            "since": reading.since,
            "text": reading.text[lang],
            "conditional_on": reading.conditional_on[lang] if reading.conditional_on else None,
            "source": reading.source,
        }
        for reading in one.readings
    ]
    return sorted(found, key=lambda reading: (str(reading["holders"]), str(reading["id"])))


def _gates(made: Board, case: Case, terms: Agreement, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "id": gate.id,
            "stage": gate.stage,
            "what": terms.by_id[gate.id].what[lang],
            "state": word(f"state_{gate.state}")[lang],
            "verifier": _names((gate.verifier,), case, lang) if gate.verifier else None,
            "next": gate.next,
            "conditions": [
                {
                    "obligation": condition.obligation,
                    "what": terms.by_id[condition.obligation].what[lang],
                    "state": word(f"state_{condition.state}")[lang],
                    "said": [
                        _said(claim, case, lang) for claim in said_by(terms.by_id[condition.obligation], made.as_of)
                    ],
                }
                for condition in gate.conditions
            ],
        }
        for gate in made.gates
    ]


def _zone(zone: Zone, case: Case, lang: Lang) -> dict[str, Any]:
    by = case.actors[zone.by].name.term.text[lang] if zone.by in case.actors else zone.by
    return {
        "name": zone.name[lang],
        "version": word(f"version_{zone.version}")[lang],
        "by": by,
        "start": zone.start,
        "until": zone.until,
        "described": zone.described[lang],
        "uncertainty_m": zone.uncertainty_m if zone.geometry else None,
        "share": zone.share,
        "source": zone.source,
    }
