"""``trucekeeper link``: claims into incidents, each one moment and place."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import Discriminator, RootModel, Tag

from trucekeeper.claim import Claim, Coded, Judgement
from trucekeeper.cli.case import open_case
from trucekeeper.cli.lines import Lines
from trucekeeper.errors import BadInput
from trucekeeper.incident import Doubtful
from trucekeeper.incident import link as make


def _kind(line: Any) -> str:
    return "text" if isinstance(line, dict) and "claims" in line else "claim"


class Line(RootModel[Annotated[Annotated[Claim, Tag("claim")] | Annotated[Coded, Tag("text")], Discriminator(_kind)]]):
    """What a line may be: a claim, or a text with its claims."""


FilesArgument = Annotated[
    list[Path] | None, typer.Argument(help="Files of claim lines or of code's lines; else stdin.")
]
CaseOption = Annotated[
    Path | None, typer.Option(help="The folder of a case; without one a place is known by its name.")
]
JudgementsOption = Annotated[Path | None, typer.Option(help="Lines of people's judgements: a, b, same, by, at.")]
ReviewOption = Annotated[Path | None, typer.Option(help="Where to write the pairs that a person is to judge.")]


def link(
    files: FilesArgument = None,
    case: CaseOption = None,
    judgements: JudgementsOption = None,
    review: ReviewOption = None,
) -> None:
    """Link claims into incidents: one moment and place, every number and denial kept apart; JSON Lines in and out."""
    opened = open_case(case)[0] if case else None
    behind = Lines([judgements]) if judgements else None
    said = list(behind.read(Judgement)) if behind else []
    lines = Lines(files or [])
    found = make(list(_claims(lines)), opened, judgements=said)
    for incident in found.incidents:
        typer.echo(incident.model_dump_json())
    if review:
        _write(review, found.doubtful)
    if behind:
        behind.end()
    lines.end()


def _claims(lines: Lines) -> Iterator[Claim]:
    """Yield the claims of all lines; one whose id stands already is a fault of its line."""
    seen: set[str] = set()
    for line in lines.read(Line):
        for claim in line.root.claims if isinstance(line.root, Coded) else (line.root,):
            if claim.id in seen:
                lines.fault(f"id: {claim.id} stands already; a claim is given once")
                continue
            seen.add(claim.id)
            yield claim


def _write(path: Path, doubtful: tuple[Doubtful, ...]) -> None:
    told = (json.dumps({**one._asdict(), "score": round(one.score, 3)}, ensure_ascii=False) for one in doubtful)
    try:
        path.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
