"""Coverage, which opens every brief: who is heard and who is not, in what language, and the days without a report."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from trucekeeper.brief.scene import Scene
from trucekeeper.case import Case
from trucekeeper.vocabulary.sentence import Sentence, alphabetical, counted, day, fill, listed, sentence, word
from trucekeeper.vocabulary.text import T

DAYS_NAMED = 7


class Coverage(NamedTuple):
    """What a period's reports cover. ``by_side`` counts claims by the side of their source."""

    days: int
    silent: tuple[date, ...]
    by_side: dict[str, int]
    languages: dict[str, int]


def measure(scene: Scene) -> Coverage:
    """Return the coverage of the scene's period; a party that no source speaks for counts 0."""
    reported = {report.occurred_on for report in scene.period_reports}
    ids = {report.id for report in scene.period_reports}
    heard_as = scene.case.sources.heard_as
    sides = Counter(heard_as(claim.source) for claim in scene.derived.claims.values() if claim.report in ids)
    by_side = {side: sides[side] for side in (*scene.case.file.parties, *(s for s in sides))}
    return Coverage(
        days=len(scene.period.days),
        silent=tuple(d for d in scene.period.days if d not in reported),
        by_side=dict(sorted(by_side.items())),
        languages=dict(Counter(report.lang for report in scene.period_reports)),
    )


def side_name(side: str, case: Case) -> T:
    """Return what a side, or a role of sources that carry no party's account, is called."""
    return case.file.sides[side] if side in case.file.sides else word(f"side_{side}")


def sentences(scene: Scene) -> Iterator[Sentence]:
    """Yield the sentences on coverage; with no report at all in the period, one that says since when."""
    reports = [report.id for report in scene.period_reports]
    if not reports:
        yield from _silence(scene)
        return
    measured = measure(scene)
    yield sentence(
        fill("cov_reports", reports=counted(len(reports), "report"), claims=counted(_claims(scene), "statement")),
        records=reports,
        reports=reports,
    )
    heard = [(side_name(side, scene.case), n) for side, n in measured.by_side.items() if n]
    shares = [fill("cov_share", claims=n, side=side) for side, n in heard]
    yield sentence(fill("cov_sides", sides=alphabetical(shares)), records=reports, reports=reports)
    for party in scene.case.file.parties:
        if not measured.by_side.get(party):
            text = fill("cov_missing_side", side=scene.case.file.sides[party])
            yield sentence(text, records=reports, reports=reports)
    yield sentence(fill("cov_languages"), records=reports, reports=reports)
    if measured.silent:
        yield sentence(_silent(measured), records=reports, reports=reports)
    unread = [report.id for report in scene.period_reports if not report.opened]
    if unread:
        text = fill("cov_secondary", reports=counted(len(unread), "report"))
        yield sentence(text, records=unread, reports=unread)


def _claims(scene: Scene) -> int:
    ids = {report.id for report in scene.period_reports}
    return sum(claim.report in ids for claim in scene.derived.claims.values())


def _silence(scene: Scene) -> Iterator[Sentence]:
    before = [r for r in scene.reports.values() if r.kind == "record" and r.occurred_on < scene.period.first]
    if before:
        last = max(before, key=lambda r: r.occurred_on)
        yield sentence(fill("cov_none", day=day(last.occurred_on)), records=[last.id], reports=[last.id])


def _silent(measured: Coverage) -> T:
    silent = len(measured.silent)
    total = counted(measured.days, "day")
    if len(measured.silent) > DAYS_NAMED:
        return fill("cov_days", silent=silent, total=total)
    return fill("cov_days_named", silent=silent, total=total, days=listed(day(d) for d in measured.silent))
