"""``trucekeeper code``: prose into claims, one text a line."""

import os
from functools import partial
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from trucekeeper.claim.adapter import Endpoint, ask
from trucekeeper.claim.coded import Text, code_text
from trucekeeper.claim.coder import Coder
from trucekeeper.cli.case import open_case
from trucekeeper.cli.lines import Lines

ADAPTER_KEY = "TRUCEKEEPER_ADAPTER_KEY"
"""The environment variable that holds the key of the adapter, where it asks for one."""
UTC_ZONE = ZoneInfo("UTC")


def code(
    files: Annotated[list[Path] | None, typer.Argument(help="Files of text lines; else stdin.")] = None,
    case: Annotated[Path | None, typer.Option(help="The folder of a case, whose names then get their ids.")] = None,
    adapter: Annotated[
        str | None,
        typer.Option(help="The address of a language model (chat completions) to read in place of the rules."),
    ] = None,
    model: Annotated[str, typer.Option(help="The name of that model.")] = "default",
    private: Annotated[bool, typer.Option(help="Let that address be one of this computer or its network.")] = False,
) -> None:
    """Read texts in Arabic and English into claims, each with the words that say so; JSON Lines in and out."""
    opened, agreement = open_case(case)[:2] if case else (None, None)
    coder, zone = Coder(opened, agreement), opened.zone if opened else UTC_ZONE
    endpoint = Endpoint(adapter, model, os.environ.get(ADAPTER_KEY), private) if adapter else None
    reader = partial(ask, endpoint, coder) if endpoint else coder.coded
    lines = Lines(files or [])
    seen: set[str] = set()
    for text in lines.read(Text):
        if text.id in seen:
            lines.fault(f"id: {text.id!r} stands on an earlier line; give each text an id of its own")
            continue
        seen.add(text.id)
        try:
            coded = code_text(reader, text, zone)
        except ValueError as error:
            lines.fault(f"published: {error}")
            continue
        typer.echo(coded.model_dump_json(exclude=None if coded.uncoded else {"uncoded"}))
    lines.end()
