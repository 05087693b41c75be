"""Weekly counts of incidents by area: whole ISO weeks in the case's local time, before an origin.

A week without a single report is missing, not zero. An incident whose place is not known counts for the whole only,
so the areas need not add up to it.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from trucekeeper.case import Case
from trucekeeper.case.acts import taxonomy
from trucekeeper.incident import Incident
from trucekeeper.report import Report

WEEK = timedelta(days=7)


class WeeklySeries(NamedTuple):
    """Counts of one area: ``weeks`` are Mondays, ``counts`` as many, ``None`` where nothing was reported at all."""

    area: str
    weeks: tuple[date, ...]
    counts: tuple[int | None, ...]

    @property
    def known(self) -> list[int]:
        """The counts of the weeks with a report, in order."""
        return [count for count in self.counts if count is not None]


def monday(day: date) -> date:
    """Return the Monday of the ISO week of *day*."""
    return day - timedelta(days=day.weekday())


def weekly(
    incidents: Iterable[Incident], reports: Iterable[Report], case: Case, origin: datetime
) -> tuple[WeeklySeries, ...]:
    """Return the series of the whole and of each governorate, over the whole weeks that ended by *origin*.

    Only acts of force, damage and movement are counted, whoever acted.
    """
    first = monday(case.file.in_force_from.astimezone(case.zone).date())
    end = monday(origin.astimezone(case.zone).date())
    weeks = [first + WEEK * i for i in range(max((end - first).days // 7, 0))]
    reported = {monday(report.occurred_on) for report in reports}
    counts: Counter[tuple[str, date]] = Counter()
    for incident in incidents:
        if not incident.acts or not taxonomy()[0][incident.acts[0].code].series:
            continue
        start = incident.time.start
        if start is None:
            continue
        week = monday(start.astimezone(case.zone).date())
        counts[case.file.area, week] += 1
        governorate = incident.place.id and case.places.at_level(incident.place.id, "governorate")
        if governorate:
            counts[governorate, week] += 1
    areas = [case.file.area, *(p.id for p in case.places.all if p.level == "governorate")]
    return tuple(
        WeeklySeries(area, tuple(weeks), tuple(counts[area, week] if week in reported else None for week in weeks))
        for area in areas
    )
