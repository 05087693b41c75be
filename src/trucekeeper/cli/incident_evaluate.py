"""``trucekeeper incident evaluate``: how well reports are linked, measured on events that others have told apart."""

import json
from pathlib import Path
from typing import Annotated

import typer

from trucekeeper.claim.evaluate.rows import Row
from trucekeeper.errors import BadInput
from trucekeeper.incident.evaluate import rows


def evaluate(
    data: Annotated[Path, typer.Option(help="The folder of annotated data; files are found by their columns.")] = Path(
        "../shared/data"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure linking on headlines of events: pairs and B-cubed, with intervals and the simplest rules beside them."""
    if not data.is_dir():
        raise BadInput(f"{data}: no such folder; name one with --data")
    found = rows(data)
    if not found:
        raise BadInput(f"{data}: no file there has headlines of events (columns id, date_start, source_article)")
    if as_json:
        typer.echo(json.dumps([row.model_dump() for row in found], ensure_ascii=False, indent=1))
        return
    for row in found:
        typer.echo(_told(row))


def _told(row: Row) -> str:
    where = f"{row.dataset} {row.split} {row.lang} {row.field}: n {row.n}"
    ours = f"precision {row.precision:.3f}, recall {row.recall:.3f}, F1 {row.f1:.3f}"
    others = ", ".join(f"{name} {value:.3f}" for name, value in row.baselines.items())
    return f"{where}, {ours} [{row.low:.3f}, {row.high:.3f}] ({others})"
