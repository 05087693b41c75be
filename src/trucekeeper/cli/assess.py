"""``trucekeeper assess`` and ``gates``: incidents held against the agreement, and what the next stage waits for."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from trucekeeper.claim import Claim
from trucekeeper.cli.case import open_case
from trucekeeper.cli.lines import Lines
from trucekeeper.errors import BadInput
from trucekeeper.finding import assess as hold
from trucekeeper.finding.gates import board, to_ical
from trucekeeper.incident import Incident
from trucekeeper.vocabulary.clock import parse_instant
from trucekeeper.vocabulary.text import LANGS

CaseOption = Annotated[Path, typer.Option(help="The folder of the case.")]


def assess(
    case: CaseOption,
    files: Annotated[list[Path] | None, typer.Argument(help="Files of incident lines; else stdin.")] = None,
    claims: Annotated[
        Path | None, typer.Option(help="The claim lines behind the incidents: what they add is then weighed too.")
    ] = None,
) -> None:
    """Hold incidents against every obligation in force, one reading at a time; proposals by rule, not reviewed."""
    opened, agreement, _ = open_case(case)
    behind = Lines([claims]) if claims else None
    known = {claim.id: claim for claim in behind.read(Claim)} if behind else {}
    lines = Lines(files or [])
    for finding in hold(lines.read(Incident), known, opened, agreement):
        typer.echo(finding.model_dump_json())
    if behind:
        behind.end()
    lines.end()


def gates(
    case: CaseOption,
    as_of: Annotated[str | None, typer.Option(help="As known on a day; default: today.")] = None,
    ical: Annotated[bool, typer.Option(help="Print the calendar as iCalendar in place of JSON.")] = False,
    lang: Annotated[str, typer.Option(help="The language of the iCalendar.")] = "en",
) -> None:
    """Print what each next stage waits for, what was said of it by whom, and the days on which duties fall due."""
    opened, agreement, _ = open_case(case)
    try:
        day = parse_instant(as_of, opened.zone).date() if as_of else datetime.now(opened.zone).date()
    except ValueError as error:
        raise BadInput(str(error)) from None
    made = board(opened, agreement, as_of=day)
    if not ical:
        typer.echo(json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=1))
        return
    wanted = next((known for known in LANGS if known == lang), None)
    if wanted is None:
        raise BadInput(f"unknown language {lang}; known are {', '.join(LANGS)}")
    typer.echo(to_ical(made, agreement, wanted).decode(), nl=False)
