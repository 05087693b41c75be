"""The pure flow from records to proposed findings: rows → claims → incidents and episodes → findings."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trucekeeper.agreement import Agreement
from trucekeeper.case import Case, ChronologyRow, FigureRow
from trucekeeper.claim import Claim, Judgement, type_row
from trucekeeper.finding.assess import assess
from trucekeeper.finding.finding import Finding
from trucekeeper.finding.quantities import assess_figures
from trucekeeper.incident import Episode, Incident, link


class Derived(NamedTuple):
    """What the rules make of a set of rows; claims by id, in the order of their sequence."""

    claims: dict[str, Claim]
    incidents: tuple[Incident, ...]
    episodes: tuple[Episode, ...]
    findings: tuple[Finding, ...]


def derive(
    rows: Iterable[ChronologyRow],
    figures: Sequence[FigureRow],
    case: Case,
    agreement: Agreement,
    judgements: Iterable[Judgement] = (),
) -> Derived:
    """Return what follows from *rows*, in the order of their sequence, *figures*, and people's *judgements*."""
    typed = [type_row(row, case) for row in rows]
    claims = {claim.id: claim for part in typed for claim in part.claims}
    linked = link(
        list(claims.values()),
        case,
        joins=[join for part in typed for join in part.joins],
        judgements=[*(judgement for part in typed for judgement in part.judgements), *judgements],
    )
    findings = (
        *assess(linked.incidents, claims, case, agreement, linked.episodes),
        *assess_figures(figures, case, agreement),
    )
    return Derived(claims, linked.incidents, linked.episodes, findings)
