"""``trucekeeper brief``: the scene of a period as files, and the writing of them that ``demo`` shares."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from trucekeeper.brief import Brief, make_brief, make_scene, to_html, to_json, to_markdown
from trucekeeper.cli.case import open_case
from trucekeeper.errors import BadInput
from trucekeeper.vocabulary.clock import parse_instant, parse_period
from trucekeeper.vocabulary.text import LANGS, Lang
from trucekeeper.warning import load_rules

FORMATS = {"html": to_html, "md": to_markdown, "json": to_json}


def brief(
    case: Annotated[Path, typer.Option(help="The folder of the case.")],
    period: Annotated[str, typer.Option(help="YYYY-MM-DD..YYYY-MM-DD, or the last whole days: 48h, 7d.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write to.")],
    as_of: Annotated[
        str | None, typer.Option(help="Only what was published by then; default: the period's end.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Languages, separated by commas.")] = "ar,en",
    to: Annotated[str, typer.Option(help="Formats, separated by commas: md, html, json.")] = "md,html,json",
) -> None:
    """Write the brief of a period as it could have been written at an instant, from what was published by then."""
    opened, agreement, _ = open_case(case)
    try:
        instant = parse_instant(as_of, opened.zone) if as_of else datetime.max.replace(tzinfo=opened.zone)
        asked = parse_period(period, instant, opened.zone)
    except (ValueError, OverflowError) as error:
        raise BadInput(str(error)) from None
    instant = instant if as_of else asked.end
    scene = make_scene(opened, agreement, load_rules(opened)[0], period=asked, as_of=instant)
    for path in write(make_brief(scene), output, _languages(lang), _formats(to)):
        typer.echo(path)


def write(made: Brief, folder: Path, langs: list[Lang], formats: list[str]) -> list[Path]:
    """Write *made* as ``brief.LANG.EXT`` files and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for lang in langs:
        for extension in formats:
            path = folder / f"brief.{lang}.{extension}"
            path.write_text(FORMATS[extension](made, lang), encoding="utf-8")
            paths.append(path)
    return paths


def _languages(text: str) -> list[Lang]:
    wanted = [lang for lang in LANGS if lang in text.split(",")]
    if unknown := set(text.split(",")) - set(LANGS):
        raise BadInput(f"unknown language {', '.join(sorted(unknown))}; known are {', '.join(LANGS)}")
    return wanted


def _formats(text: str) -> list[str]:
    if unknown := set(text.split(",")) - set(FORMATS):
        raise BadInput(f"unknown format {', '.join(sorted(unknown))}; known are {', '.join(FORMATS)}")
    return [name for name in FORMATS if name in text.split(",")]
