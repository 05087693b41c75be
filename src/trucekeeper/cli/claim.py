"""``trucekeeper claim evaluate``: how well the parts of the coder find what people annotated."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from trucekeeper.claim.evaluate import Row
from trucekeeper.claim.evaluate import evaluate as measures
from trucekeeper.errors import BadInput

DATA = Path("..") / "shared" / "data"
app = typer.Typer(no_args_is_help=True)


@app.callback()
def _root() -> None:
    """Claims read out of prose."""


@app.command()
def evaluate(
    data: Annotated[Path, typer.Option(help="A folder of annotated texts, in any layout.")] = DATA,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list of rows instead of a table.")] = False,
) -> None:
    """Measure what the coder finds against every annotated file under DIR that it can read.

    A file that the models were trained on is not measured again: the row gives what was measured on its documents while
    they were left out of training (split held_out), and texts that are new give a row of split unseen.
    """
    if not data.is_dir():
        raise BadInput(f"{data}: no such folder; --data names one that holds annotated texts")
    rows: list[Row] = []
    for row in measures(data):
        rows.append(row)
        Console(stderr=True).print(f"{row.dataset} · {row.field} · {row.match}", style="dim", highlight=False)
    if not rows:
        raise BadInput(f"{data}: holds no annotated text of a known form")
    if as_json:
        typer.echo(json.dumps([row.model_dump() for row in rows], ensure_ascii=False, indent=1))
    else:
        Console(width=None if Console().is_terminal else 200).print(_table(rows))


def _table(rows: list[Row]) -> Table:
    table = Table("data set", "split", "lang", "field", "match", "n", "P", "R", "F1", "95 %", "baselines")
    for row in rows:
        numbers = [f"{value:.2f}" for value in (row.precision, row.recall, row.f1)]
        baselines = ", ".join(f"{name} {value:.2f}" for name, value in row.baselines.items())
        said = (row.dataset, row.split, row.lang, row.field, row.match, str(row.n))
        table.add_row(*said, *numbers, f"{row.low:.2f}–{row.high:.2f}", baselines)
    return table
