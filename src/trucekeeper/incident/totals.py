"""Totals of harm over incidents, by the casualty standard that a case has chosen; a case that chose none gets none.

Rival numbers are never merged: an incident gives the range from the lowest to the highest number that anybody stated of
it, and a total is the sum of the lowest and the sum of the highest over the incidents that meet the standard. How many
do, of how many, and how many were given each of the other grades, always stands with it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from trucekeeper.case import Case
from trucekeeper.case.strict import Lines
from trucekeeper.claim import Claim
from trucekeeper.errors import BadInput, Fault
from trucekeeper.incident.incident import Incident, Number
from trucekeeper.incident.standards import CasualtyStandard, Facts, casualty_standards
from trucekeeper.vocabulary.sentence import both, counted, fill, style
from trucekeeper.vocabulary.text import Frozen, T

KEY = "casualty_standard"
IMPROBABLE = 5
"""The information grade of what no independent source carries and one denies."""


class HarmTotal(Frozen):
    """Persons, from the sum of the lowest to the sum of the highest stated; ``open`` where somebody said "at least".

    ``incidents``: how many of those that meet the standard state a number of this kind.
    """

    kind: Literal["killed", "injured", "recovered", "died_later"]
    low: int
    high: int
    open: bool
    incidents: int


class Totals(Frozen):
    """What a standard makes of incidents: how many ``meet`` it, ``of`` how many, by grade, and the harm in those."""

    standard: str
    meet: int
    of: int
    by_grade: dict[str, int]
    harm: tuple[HarmTotal, ...]
    text: T


def chosen(case: Case) -> CasualtyStandard:
    """Return the casualty standard of a case.

    Raises:
        BadInput: the case has chosen none, or one that is not written down.
    """
    name = case.file.casualty_standard
    if name is None or name not in casualty_standards():
        raise BadInput(f"{case.path('case.yaml')}: {_wrong(name)}")
    return casualty_standards()[name]


def check_casualty(case: Case) -> list[Fault]:
    """Return the fault of ``case.yaml`` that names no casualty standard, or one that is not written down."""
    name = case.file.casualty_standard
    if name in casualty_standards():
        return []
    path = case.path("case.yaml")
    return [Fault(path, Lines(path).of(KEY), _wrong(name))]


def _wrong(name: str | None) -> str:
    known = ", ".join(casualty_standards())
    return f"{KEY}: {'missing' if name is None else f'{name!r} is not written down'}; choose one of {known}"


def grade(incident: Incident, standard: CasualtyStandard) -> str:
    """Return the grade that *standard* gives an incident, by the act that is told of first."""
    first = incident.acts[0] if incident.acts else None
    authors = {act.actor for act in incident.acts if first and act.code == first.code and act.actor}
    return standard.of(
        Facts(
            independent=incident.corroboration.independent,
            acknowledged=first is not None and first.attribution == "acknowledged",
            denied=first is None or first.attribution == "contested",
            refuted=incident.credibility == IMPROBABLE,
            several_authors=len(authors) > 1,
        )
    ).grade


def totals(
    incidents: Iterable[Incident], standard: CasualtyStandard, claims: Mapping[str, Claim] | None = None
) -> Totals:
    """Return the harm in the incidents that meet *standard*, and how many do and do not.

    Numbers that a publisher gave over a longer time (``cumulative``) are of no incident and are left out. So is the
    harm of an act that is not the one graded (what is said to have come first, say), as far as *claims* tell it.
    """
    graded = [(incident, grade(incident, standard)) for incident in incidents]
    by_grade = Counter(name for _, name in graded)
    met = [incident for incident, name in graded if name in standard.counted]
    known = claims or {}
    harm = tuple(_total(kind, met, known) for kind in ("killed", "injured", "died_later", "recovered"))
    return Totals(
        standard=standard.id,
        meet=len(met),
        of=len(graded),
        by_grade={one.grade: by_grade[one.grade] for one in standard.grades},
        harm=tuple(one for one in harm if one.incidents),
        text=_told(standard, harm, len(met), len(graded)),
    )


def _total(
    kind: Literal["killed", "injured", "recovered", "died_later"], met: list[Incident], claims: Mapping[str, Claim]
) -> HarmTotal:
    ranges = [_range(found) for one in met if (found := _stated(one, kind, claims))]
    return HarmTotal(
        kind=kind,
        low=sum(low for low, _, _ in ranges),
        high=sum(high for _, high, _ in ranges),
        open=any(more for _, _, more in ranges),
        incidents=len(ranges),
    )


def _stated(incident: Incident, kind: str, claims: Mapping[str, Claim]) -> list[Number]:
    """Return the numbers of a kind that are stated of the act that is told of first."""
    first = incident.acts[0].code if incident.acts else None
    return [
        number
        for number in incident.numbers
        if number.kind == kind
        and number.scope == "event"
        and (number.claim not in claims or claims[number.claim].act.code == first)
    ]


def _range(numbers: list[Number]) -> tuple[int, int, bool]:
    """Return the lowest and the highest number stated, and whether one was "at least"; "up to" states no lowest."""
    stated = [edge for number in numbers for edge in (number.low, number.high) if edge is not None]
    return min(number.low or 0 for number in numbers), max(stated, default=0), any(n.high is None for n in numbers)


def _told(standard: CasualtyStandard, harm: Iterable[HarmTotal], meet: int, of: int) -> T:
    """Return the totals in words, with the standard, how many incidents meet it and of how many."""
    said = [_one(total) for total in harm if total.incidents]
    basis = fill("total_basis", standard=standard.name, meet=meet, of=counted(of, "of_incident"))
    return both(lambda lang: style(lang)["words"]["clause"].join(part[lang] for part in (*said, basis)))


def _one(total: HarmTotal) -> T:
    key = "total_range" if total.low != total.high else "total_exact"
    key += "_open" if total.open else ""
    of = counted(total.incidents, "of_incident")
    kind = both(lambda lang: str(style(lang)["words"][f"harm_{total.kind}"]))
    return fill(key, kind=kind, low=total.low, high=total.high, of=of)
