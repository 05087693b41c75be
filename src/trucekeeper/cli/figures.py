"""``trucekeeper figures METRIC --case DIR``: each publisher's series beside what was due."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from trucekeeper.cli.case import open_case
from trucekeeper.errors import BadInput
from trucekeeper.finding import audit
from trucekeeper.finding.changes import changes
from trucekeeper.vocabulary.clock import parse_day


def figures(
    metric: Annotated[str, typer.Argument(help="What is counted, e.g. aid_trucks_entered.")],
    case: Annotated[Path, typer.Option(help="The folder of the case.")],
    start: Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.")] = None,
) -> None:
    """Print each publisher's figures for METRIC beside what was due, as one JSON document; never averaged.

    With --from and --to, each publisher's change between the two days is added, or why it cannot be derived.
    """
    opened, agreement, _ = open_case(case)
    known = sorted({figure.metric for figure in opened.figures})
    if metric not in known:
        raise BadInput(f"no figure counts {metric!r}; known are {', '.join(known)}")
    first, last = _day(start, date.min), _day(end, date.max)
    within = [figure for figure in opened.figures if first <= figure.as_of <= last]
    document = audit(metric, within, opened, agreement).model_dump(mode="json", by_alias=True)
    if start and end:
        found = changes(metric, opened.figures, first, last)
        document["changes"] = [change.model_dump(mode="json", by_alias=True) for change in found]
    typer.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _day(text: str | None, default: date) -> date:
    try:
        return parse_day(text)[0] if text else default
    except ValueError as error:
        raise BadInput(str(error)) from None
