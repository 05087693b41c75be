"""The scene: everything that follows from what was published by an instant, and what of it falls in a period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from trucekeeper.agreement import Agreement
from trucekeeper.case import Case, ChronologyRow, FigureRow
from trucekeeper.claim import Claim, Judgement
from trucekeeper.finding.derive import Derived, derive
from trucekeeper.foresight import Outlook, outlook, weekly
from trucekeeper.incident import Episode, Incident
from trucekeeper.report import Report, figure_report, row_report
from trucekeeper.vocabulary.clock import Period, day_start
from trucekeeper.warning import Drafted, Rule, draft


@dataclass(frozen=True)
class Scene:
    """What was known of a case at ``as_of``, and the period that is looked at."""

    case: Case
    agreement: Agreement
    period: Period
    as_of: datetime
    rows: tuple[ChronologyRow, ...]
    figures: tuple[FigureRow, ...]
    reports: dict[str, Report]
    derived: Derived
    outlook: Outlook
    warnings: tuple[Drafted, ...]

    @cached_property
    def period_reports(self) -> list[Report]:
        """The reports of what is dated in the period, in the order of its days."""
        days = set(self.period.days)
        found = [r for r in self.reports.values() if r.kind == "record" and r.occurred_on in days]
        return sorted(found, key=lambda r: (r.occurred_on, r.id))

    @cached_property
    def incidents(self) -> list[Incident]:
        """The incidents of the period, in order of time."""
        return sorted(
            (i for i in self.derived.incidents if self.period.covers(i.time)), key=lambda i: (str(i.time.start), i.id)
        )

    @cached_property
    def episodes(self) -> list[Episode]:
        """The episodes that hold an incident of the period."""
        here = {incident.id for incident in self.incidents}
        return [episode for episode in self.derived.episodes if here & set(episode.incidents)]

    def claims(self, ids: Iterable[str]) -> list[Claim]:
        """Return claims by id."""
        return [self.derived.claims[claim] for claim in ids]


def make_scene(
    case: Case,
    agreement: Agreement,
    rules: Sequence[Rule],
    *,
    period: Period,
    as_of: datetime,
    rows: Iterable[ChronologyRow] | None = None,
    figures: Iterable[FigureRow] | None = None,
    judgements: Iterable[Judgement] = (),
) -> Scene:
    """Return the scene of *period* from what was published by *as_of*; a bare date counts as the start of its day.

    Args:
        case: the case; its rows are used where *rows* or *figures* are not given (a node gives those of its ledger).
        agreement: the obligations.
        rules: those that draft warnings.
        period: the days looked at.
        as_of: the instant by which a report must have been published.
        rows: reports in the order of their sequence.
        figures: published figures.
        judgements: people's *same* and *different* on claims.
    """
    known_rows = tuple(r for r in (case.rows if rows is None else rows) if day_start(r.published, case.zone) <= as_of)
    known_figures = tuple(
        f for f in (case.figures if figures is None else figures) if day_start(f.citation.published, case.zone) <= as_of
    )
    reports = {r.id: r for r in (row_report(row, case) for row in known_rows)}
    reports |= {r.id: r for r in (figure_report(figure, case) for figure in known_figures)}
    derived = derive(known_rows, known_figures, case, agreement, judgements)
    origin = min(as_of, period.end)
    records = sorted((r for r in reports.values() if r.kind == "record"), key=lambda r: (r.occurred_on, r.id))
    view = outlook(weekly(derived.incidents, records, case, origin), origin)
    drafted = draft(rules, case, agreement, records, view)
    return Scene(case, agreement, period, as_of, known_rows, known_figures, reports, derived, view, tuple(drafted))
