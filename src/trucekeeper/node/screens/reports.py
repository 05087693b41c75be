"""Reports: the queue and the list, with their filters in the address, and which sides are heard in which languages."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trucekeeper.case import Case
from trucekeeper.ledger import Person
from trucekeeper.node.node import Node
from trucekeeper.node.queue import Heard, Listed, Wanted, heard, listed, select
from trucekeeper.node.reports import Known, case_report, held_text
from trucekeeper.node.screens.frame import frame, screen
from trucekeeper.node.screens.naming import lang_name, person_name, side_label, source_name, time_left
from trucekeeper.node.triage import STATES
from trucekeeper.report.naming import CaseNames
from trucekeeper.vocabulary.clock import parse_instant
from trucekeeper.vocabulary.sentence import alphabetical
from trucekeeper.vocabulary.text import Lang, T

PAGE = 20
FILTERS = ("open", *STATES, "all", "records")


@screen
def reports(request: HttpRequest, lang: Lang, node: Node, reader: Person) -> HttpResponse:
    """List the reports that wait, or those that are asked for, and show who is heard."""
    asked_at, case = request.GET.get("as_of", "").strip(), node.case()
    context = {**frame(request, lang), "here": "reports", "as_of": asked_at, "told": T(en="", ar=""), "rows": []}
    try:
        known = Known.at(node.ledger, parse_instant(asked_at, case.zone) if asked_at else None)
    except ValueError:
        return render(request, "reports.html", {**context, "fault": "no_time"}, status=400)
    everything = listed(node, reader, known)
    given = {name: request.GET.get(name, "").strip() for name in Wanted._fields}
    wanted = Wanted(**{**given, "state": given["state"] if given["state"] in FILTERS else "open"})
    found = select(node, reader, everything, wanted)
    page = max(1, int(number) if (number := request.GET.get("page", "1")).isdigit() else 1)
    shown = found[(page - 1) * PAGE : page * PAGE]
    context |= {
        "fault": None,
        "told": known.told,
        "wanted": wanted,
        "page": page,
        "pages": max(1, -(-len(found) // PAGE)),
        "number": len(found),
        "rows": _rows(node, case, shown, known, lang),
        "states": FILTERS,
        "owners": _owners(node, everything, lang),
        "sides": sorted((side_label(side, case, lang), side) for side in {row.side for row in everything}),
        "langs": sorted((lang_name(code, lang), code) for code in {row.lang for row in everything if row.lang}),
        "may_take_in": "take_in" in reader.rights,
        "heard": _heard(heard(everything, case), case, lang),
    }
    return render(request, "reports.html", context)


def _rows(node: Node, case: Case, rows: list[Listed], known: Known, lang: Lang) -> list[dict[str, Any]]:
    names = CaseNames(case)
    summaries = _summaries(node, case, [row.id for row in rows if row.state is None], known)
    people, today = node.ledger.people().by_id, datetime.now(case.zone).date()
    made = []
    for row in rows:
        left, overdue = time_left(row.state, row.due, today, lang)
        text = held_text(node.ledger, row.text) if row.text else None
        named = names.named_in(text or "")
        made.append(
            {
                **row._asdict(),
                "summary": summaries[row.id][lang] if row.id in summaries else "",
                "source": source_name(row.source, case, lang),
                "side": side_label(row.side, case, lang),
                "lang": lang_name(row.lang, lang),
                "owner": person_name(people[row.owner], lang) if row.owner in people else row.owner,
                "names": alphabetical([*named.places, *named.actors])[lang],
                "erased": row.text is not None and text is None,
                "left": left,
                "overdue": overdue,
                "unread": row.lang not in (None, "ar", "en") and not row.translated,
            }
        )
    return made


def _summaries(node: Node, case: Case, names: list[str], known: Known) -> dict[str, T]:
    """Return what the case's own records say, in both languages; their sentences name only who speaks in office."""
    if not names:
        return {}
    found = node.ledger.records(names, to=known.to)
    return {version.record: case_report(version.kind, body, case).text for version, _, body in found}


def _owners(node: Node, rows: tuple[Listed, ...], lang: Lang) -> list[tuple[str, str]]:
    people = node.ledger.people().by_id
    owners = {row.owner for row in rows if row.owner}
    return sorted((person_name(people[name], lang) if name in people else name, name) for name in owners)


def _heard(found: Heard, case: Case, lang: Lang) -> dict[str, Any]:
    """Return the table of sides by languages: the parties first, each group in the order of the screen's alphabet."""
    codes = sorted({code for counts in found.by_side.values() for code in counts}, key=lambda c: lang_name(c, lang))
    parties = set(case.file.parties)
    sides = sorted(found.by_side, key=lambda side: (side not in parties, side_label(side, case, lang)))
    return {
        "langs": [lang_name(code, lang) for code in codes],
        "sides": [
            {
                "name": side_label(side, case, lang),
                "silent": side in parties and not found.by_side[side],
                "counts": [found.by_side[side][code] for code in codes],
            }
            for side in sides
        ],
        "unread": [(lang_name(code, lang), number) for code, number in sorted(found.unread.items())],
    }
