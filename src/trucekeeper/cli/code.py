"""``trucekeeper code``: prose into claims, one text a line."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from trucekeeper.claim.coded import Text, code_text
from trucekeeper.claim.coder import Coder
from trucekeeper.cli.case import open_case
from trucekeeper.cli.lines import Lines

UTC_ZONE = ZoneInfo("UTC")


def code(
    files: Annotated[list[Path] | None, typer.Argument(help="Files of text lines; else stdin.")] = None,
    case: Annotated[Path | None, typer.Option(help="The folder of a case, whose names then get their ids.")] = None,
) -> None:
    """Read texts in Arabic and English into claims, each with the words that say so; JSON Lines in and out."""
    opened, agreement = open_case(case)[:2] if case else (None, None)
    coder, zone = Coder(opened, agreement), opened.zone if opened else UTC_ZONE
    lines = Lines(files or [])
    for text in lines.read(Text):
        try:
            coded = code_text(coder, text, zone)
        except ValueError as error:
            lines.fault(f"published: {error}")
            continue
        typer.echo(coded.model_dump_json(exclude=None if coded.uncoded else {"uncoded"}))
    lines.end()
