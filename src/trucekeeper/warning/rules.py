"""The rules that draft warnings in a case (``indicators.yaml``): data, each with the base rate that it is held against.

Two kinds: ``deadline`` (a duty falls due within so many days; base rate: the share of duties of the case whose day has
passed that somebody said to be unmet) and ``forecast_level`` (the chance of a week with at least the count that a
quarter of past weeks reached, where it exceeds the base rate by the rule's factor).
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal

from trucekeeper.agreement import Agreement
from trucekeeper.agreement.calendar import next_due
from trucekeeper.case import Case
from trucekeeper.case.strict import read_yaml
from trucekeeper.errors import Fault
from trucekeeper.foresight import Outlook
from trucekeeper.report import Report
from trucekeeper.vocabulary.clock import day_start
from trucekeeper.vocabulary.grade import Confidence, likelihood
from trucekeeper.vocabulary.sentence import counted, day, fill, word
from trucekeeper.vocabulary.text import Frozen, T
from trucekeeper.warning.warning import Drafted

ENOUGH_WEEKS = 12


class Rule(Frozen):
    """One rule of ``indicators.yaml``."""

    id: str
    kind: Literal["deadline", "forecast_level"]
    title: T
    why: T
    base_rate_of: T
    within_days: int | None = None
    factor: float | None = None
    confidence: Confidence = "low"


class RuleFile(Frozen):
    """``indicators.yaml``."""

    rules: tuple[Rule, ...]


def load_rules(case: Case) -> tuple[tuple[Rule, ...], list[Fault]]:
    """Read ``indicators.yaml`` of a case."""
    file, faults = read_yaml(case.path("indicators.yaml"), RuleFile)
    return (file.rules if file else ()), faults


def check_rules(case: Case) -> list[Fault]:
    """Return the faults of ``indicators.yaml``."""
    return load_rules(case)[1]


def draft(
    rules: Iterable[Rule], case: Case, agreement: Agreement, reports: Iterable[Report], view: Outlook
) -> list[Drafted]:
    """Return the warnings that *rules* draft at the origin of *view*, from the reports known by then."""
    reports = list(reports)
    drafted: list[Drafted] = []
    for rule in rules:
        found = (
            _deadlines(rule, case, agreement, reports, view.origin)
            if rule.kind == "deadline"
            else _levels(rule, case, reports, view)
        )
        drafted += found
    return drafted


def _deadlines(
    rule: Rule, case: Case, agreement: Agreement, reports: list[Report], origin: datetime
) -> Iterator[Drafted]:
    today = origin.astimezone(case.zone).date()
    rate = _unmet_share(agreement, today)
    for obligation in agreement.obligations:
        due = next_due(obligation, today)
        about = tuple(report.id for report in reports if obligation.id in report.obligations)
        if due is None or rate is None or not about or (due[0] - today).days > (rule.within_days or 0):
            continue
        yield Drafted(
            id=f"draft-{rule.id}-{obligation.id}",
            rule=rule.id,
            what=fill(
                "warn_deadline", obligation=obligation.id, what=obligation.what, day=day(due[0]), basis=word(due[1])
            ),
            area=case.file.area,
            start=day_start(due[0], case.zone),
            end=day_start(due[0] + timedelta(days=1), case.zone),
            likelihood=None,
            confidence=rule.confidence,
            base_rate=rate,
            base_rate_of=rule.base_rate_of,
            basis=(obligation.id,),
            reports=about,
        )


def _unmet_share(agreement: Agreement, today: date) -> float | None:
    """Return the share of duties whose day has passed that somebody said to be unmet, met in part or disputed."""
    past = [o for o in agreement.obligations if o.deadline and o.deadline.due and o.deadline.due < today]
    if not past:
        return None
    unmet = sum(any(said.state in ("unmet", "partly", "disputed") for said in o.said) for o in past)
    return unmet / len(past)


def _levels(rule: Rule, case: Case, reports: list[Report], view: Outlook) -> Iterator[Drafted]:
    for area in view.areas:
        too_little = area.weeks_known < ENOUGH_WEEKS or area.base_rate == 0
        if view.first_week is None or too_little or area.probability < area.base_rate * (rule.factor or 1):
            continue
        start = datetime.combine(view.first_week, time(), case.zone)
        name = case.places[area.area].name
        yield Drafted(
            id=f"draft-{rule.id}-{area.area}",
            rule=rule.id,
            what=fill(
                "warn_level", area=name, threshold=counted(area.threshold, "incident"), first=day(view.first_week)
            ),
            area=area.area,
            start=start,
            end=start + timedelta(days=7),
            likelihood=likelihood(area.probability),
            confidence=rule.confidence,
            base_rate=area.base_rate,
            base_rate_of=rule.base_rate_of,
            basis=(f"forecast:{view.origin.date()}:{area.area}",),
            reports=tuple(report.id for report in reports[-3:]),
        )
