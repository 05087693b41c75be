"""What the agreement says of it and what may come: proposals, figures side by side, duties ahead, drafts, outlook."""

from collections import defaultdict
from collections.abc import Iterator

from trucekeeper.agreement.calendar import next_due
from trucekeeper.brief.events import reports_of
from trucekeeper.brief.scene import Scene
from trucekeeper.case import FigureRow
from trucekeeper.case.acts import taxonomy
from trucekeeper.finding import Finding, audit
from trucekeeper.finding.figures import Point
from trucekeeper.report.report import figure_text
from trucekeeper.vocabulary.grade import CONFIDENCE
from trucekeeper.vocabulary.sentence import Sentence, alphabetical, counted, day, fill, in_order, join, sentence, word
from trucekeeper.vocabulary.text import T

LOOK_AHEAD_DAYS = 60


def findings(scene: Scene) -> Iterator[Sentence]:
    """Yield for each incident and act the proposals on it, all readings together; never a total by party."""
    here = {incident.id: incident for incident in scene.incidents}
    together: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in scene.derived.findings:
        if finding.incident in here:
            _, _, _, code, actor = finding.id.split("/")
            together[finding.incident, finding.obligation, code, actor].append(finding)
    for (incident_id, obligation, code, _), proposals in together.items():
        incident = here[incident_id]
        first = proposals[0]
        clause = word("unnumbered") if first.clause == "unnumbered" else T(en=first.clause, ar=first.clause)
        act = taxonomy()[0][code]
        head = fill(
            "find_head",
            act=T(en=act.en, ar=act.ar),
            incident=incident_id,
            obligation=obligation,
            clause=clause,
            instrument=first.instrument,
            occurred=word(f"occurred_{first.occurred.answer}"),
            author=word(f"author_{first.author.answer}"),
        )
        readings = [
            fill("find_reading", reading=_holders(f, scene), answer=word(f"answer_{f.compliance}")) for f in proposals
        ]
        contested = [word("find_contested")] if first.contested_text else []
        text = join([head, in_order(readings), *contested, word("proposed")])
        claims = scene.claims(incident.claims)
        yield sentence(text, records=[*(f.id for f in proposals), incident_id], reports=reports_of(claims))


def _holders(finding: Finding, scene: Scene) -> T:
    if not finding.held_by:
        return word("reading_as_written")
    held = alphabetical(scene.case.actors[actor].name.term.text for actor in finding.held_by)
    return fill("reading_held_by", holders=held)


def figures(scene: Scene) -> Iterator[Sentence]:
    """Yield the figures as of the period, each publisher's own, beside what was due where it can be compared."""
    days = set(scene.period.days)
    here = [figure for figure in scene.figures if figure.as_of in days]
    for metric in dict.fromkeys(figure.metric for figure in here):
        checked = audit(metric, here, scene.case, scene.agreement)
        points = {point.id: point for series in checked.series for point in series.points}
        for figure in (f for f in here if f.metric == metric):
            yield sentence(_figure(figure, points[figure.id], scene), records=[figure.id], reports=[figure.id])


def _figure(figure: FigureRow, point: Point, scene: Scene) -> T:
    parts = [figure_text(figure, scene.case)]
    if point.due_stated is not None:
        parts.append(fill("fig_due_stated", due=point.due_stated))
    if point.due_derived is not None and figure.per is None:
        parts.append(fill("fig_due_derived", due=point.due_derived))
    if point.ratio is not None:
        parts.append(fill("fig_ratio", ratio=point.ratio))
    elif point.not_comparable is not None:
        parts.append(word("fig_not_comparable"))
    if point.components_sum is not None and point.difference not in (None, "0"):
        parts.append(fill("fig_components", total=point.components_sum))
    if figure.citation.secondary:
        parts.append(word("fig_secondary"))
    return join(parts)


def deadlines(scene: Scene) -> Iterator[Sentence]:
    """Yield the duties that fall due soon after the period and that a report touches."""
    today = scene.period.last
    for obligation in scene.agreement.obligations:
        due = next_due(obligation, today)
        about = [r.id for r in scene.reports.values() if obligation.id in r.obligations]
        if due is None or not about or (due[0] - today).days > LOOK_AHEAD_DAYS:
            continue
        text = fill("due", what=obligation.what, obligation=obligation.id, day=day(due[0]), basis=word(due[1]))
        yield sentence(text, records=[obligation.id], reports=about[-3:])


def warnings(scene: Scene) -> Iterator[Sentence]:
    """Yield the warnings that were drafted, likelihood and confidence in sentences of their own."""
    for drafted in scene.warnings:
        cited = {"records": [drafted.id, *drafted.basis], "reports": list(drafted.reports)}
        yield sentence(fill("draft_what", what=drafted.what), **cited)
        rate = f"{drafted.base_rate:.0%}"
        if drafted.likelihood is not None:
            text = fill("draft_likelihood", word=drafted.likelihood.text, rate=rate, of=drafted.base_rate_of)
        else:
            text = fill("draft_base_rate", rate=rate, of=drafted.base_rate_of)
        yield sentence(text, **cited)
        yield sentence(fill("draft_confidence", confidence=CONFIDENCE[drafted.confidence]), **cited)


def outlook(scene: Scene) -> Iterator[Sentence]:
    """Yield the distribution for each area beside its base rate, and how well the model did on its own past."""
    view = scene.outlook
    if view.first_week is None or view.skill is None:
        return
    cited = [report.id for report in scene.period_reports] or [next(reversed(scene.reports))]
    for area in view.areas:
        text = fill(
            "out_area",
            area=scene.case.places[area.area].name,
            weeks=counted(view.horizon, "week"),
            first=day(view.first_week),
            median=area.median,
            low=area.low,
            high=area.high,
            threshold=area.threshold,
            rate=f"{area.base_rate:.0%}",
        )
        yield sentence(text, records=[f"forecast:{view.origin.date()}:{area.area}"], reports=cited)
    if view.skill.weeks:
        ratio = f"{view.skill.score / view.skill.climatology:.2f}" if view.skill.climatology else "1.00"
        text = fill("out_skill", weeks=counted(view.skill.weeks, "week"), ratio=ratio)
        yield sentence(text, records=[f"forecast:{view.origin.date()}"], reports=cited)
        yield sentence(word("out_no_skill"), records=[f"forecast:{view.origin.date()}"], reports=cited)
