"""``trucekeeper assess`` and ``gates``: incidents held against the agreement, and what the next stage waits for."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from trucekeeper.case import Case
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
    known = {claim.id: claim for claim in _claims(behind, opened)} if behind else {}
    lines = Lines(files or [])
    for finding in hold(_incidents(lines, opened), known, opened, agreement):
        typer.echo(finding.model_dump_json())
    if behind:
        behind.end()
    lines.end()


def _incidents(lines: Lines, case: Case) -> Iterator[Incident]:
    for incident in lines.read(Incident):
        if not _strangers(lines, case, (act.actor for act in incident.acts)):
            yield incident


def _claims(lines: Lines, case: Case) -> Iterator[Claim]:
    for claim in lines.read(Claim):
        if not _strangers(lines, case, (claim.actor.id,)):
            yield claim


def _strangers(lines: Lines, case: Case, actors: Iterable[str | None]) -> list[str]:
    """Return, and tell of, the actors of the line that was read last whom the case does not know."""
    found = [actor for actor in dict.fromkeys(actors) if actor is not None and actor not in case.actors]
    for actor in found:
        lines.fault(f"actor {actor!r} is no actor of this case; name one of actors.yaml, or null where nobody says who")
    return found


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
