"""``trucekeeper figures METRIC --case DIR``: each publisher's series beside what was due."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from trucekeeper.case import Case
from trucekeeper.case.records import FigureRow
from trucekeeper.cli.case import open_case
from trucekeeper.errors import BadInput
from trucekeeper.finding import audit
from trucekeeper.finding.changes import changes
from trucekeeper.vocabulary.clock import day_start, parse_day, parse_instant


def figures(
    metric: Annotated[str, typer.Argument(help="What is counted, e.g. aid_trucks_entered.")],
    case: Annotated[Path, typer.Option(help="The folder of the case.")],
    start: Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Only what was published by then: a day, or a time.")] = None,
) -> None:
    """Print each publisher's figures for METRIC beside what was due, as one JSON document; never averaged.

    With --from and --to, each publisher's change between the two days is added, or why it cannot be derived. A bare
    day of --as-of counts as its start, as does the day on which a figure was published.
    """
    opened, agreement, _ = open_case(case)
    known = sorted({figure.metric for figure in opened.figures})
    if metric not in known:
        raise BadInput(f"no figure counts {metric!r}; known are {', '.join(known)}")
    first, last = _day(start, date.min), _day(end, date.max)
    if last < first:
        raise BadInput(f"--to {last} is before --from {first}; name the first day in --from and the last in --to")
    published = _published_by(as_of, opened)
    within = [figure for figure in published if first <= figure.as_of <= last]
    document = audit(metric, within, opened, agreement).model_dump(mode="json", by_alias=True)
    if start and end:
        found = changes(metric, published, first, last)
        document["changes"] = [change.model_dump(mode="json", by_alias=True) for change in found]
    typer.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _published_by(as_of: str | None, case: Case) -> tuple[FigureRow, ...]:
    if as_of is None:
        return case.figures
    try:
        known = parse_instant(as_of, case.zone)
    except ValueError as error:
        raise BadInput(str(error)) from None
    return tuple(figure for figure in case.figures if day_start(figure.citation.published, case.zone) <= known)


def _day(text: str | None, default: date) -> date:
    try:
        return parse_day(text)[0] if text else default
    except ValueError as error:
        raise BadInput(str(error)) from None
