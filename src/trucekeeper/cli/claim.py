"""``trucekeeper claim``: what a report claims, a person's word on it, and how well the coder reads."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from trucekeeper.case.entries import FIGURE, ROW
from trucekeeper.claim.evaluate import Row, by_party
from trucekeeper.claim.evaluate import evaluate as measures
from trucekeeper.claim.read_harm import read_harm
from trucekeeper.cli.node import AsOption, NodeOption, open_node
from trucekeeper.errors import BadInput
from trucekeeper.ledger import OPERATOR
from trucekeeper.ledger.access import may_read
from trucekeeper.node.claims import claims_of, take_over
from trucekeeper.node.worker import catch_up

DATA = Path("..") / "shared" / "data"
app = typer.Typer(no_args_is_help=True, help="Show what a report claims, and record a claim as one's own.")


@app.command()
def show(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report, as `reports` lists them.")],
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Print the claims of a report, one a line: those by people, and the coded ones that nobody took over."""
    opened = open_node(node)
    catch_up(opened)
    reader = opened.person(person)
    if not any(
        version.kind in ("report", ROW, FIGURE) and may_read(reader, entry.marking, entry.audience)
        for version, entry, _ in opened.ledger.records([report])
    ):
        raise BadInput(f"{report}: no report of this id; `trucekeeper reports` lists them")
    for claim in claims_of(opened, reader, report):
        typer.echo(json.dumps(claim, ensure_ascii=False))


@app.command()
def take(
    claim: Annotated[str, typer.Argument(metavar="REPORT#N", help="The id of a claim, as `claim show` prints it.")],
    stance: Annotated[str | None, typer.Option(help="asserts, denies, warns, threatens, reassures, …")] = None,
    act: Annotated[str | None, typer.Option(help="A code of the taxonomy of acts.")] = None,
    actor: Annotated[str | None, typer.Option(help="The id of an actor of the case; empty for nobody named.")] = None,
    place: Annotated[str | None, typer.Option(help="The id of a place of the case; empty for none.")] = None,
    status: Annotated[str | None, typer.Option(help="civilian, combatant, mixed, contested, object")] = None,
    harm: Annotated[list[str] | None, typer.Option(help="KIND=LOW or KIND=LOW-HIGH, as killed=2; repeatable.")] = None,
    why: Annotated[str, typer.Option(help="The reason, where an earlier word of a person is corrected.")] = "",
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Record a coded claim as one's own, mended where options say so; the coded one then yields."""
    given = {"stance": stance, "act": act, "actor": actor, "place": place, "target_status": status}
    changes: dict[str, Any] = {field: value for field, value in given.items() if value is not None}
    if harm:
        changes["harm"] = [read_harm(one) for one in harm]
    opened = open_node(node)
    catch_up(opened)
    typer.echo(take_over(opened, claim, person=person, changes=changes, why=why))


@app.command()
def evaluate(
    data: Annotated[Path, typer.Option(help="A folder of annotated texts, in any layout.")] = DATA,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list of rows instead of a table.")] = False,
    markdown: Annotated[bool, typer.Option(help="A Markdown table, as the docs hold it.")] = False,
) -> None:
    """Measure what the coder finds against every annotated file under DIR that it can read.

    A file that the models were trained on is not measured again: the row gives what was measured on its documents while
    they were left out of training (split held_out), and texts that are new give a row of split unseen. Last come the
    bundled cases: how far the coder, reading their sentences, agrees with the typed columns, each party apart.
    """
    if not data.is_dir():
        raise BadInput(f"{data}: no such folder; --data names one that holds annotated texts")
    rows: list[Row] = []
    for row in measures(data):
        rows.append(row)
        Console(stderr=True).print(f"{row.dataset} · {row.field} · {row.match}", style="dim", highlight=False)
    if not rows:
        raise BadInput(f"{data}: holds no annotated text of a known form")
    rows += by_party()
    if as_json:
        typer.echo(json.dumps([row.model_dump() for row in rows], ensure_ascii=False, indent=1))
    elif markdown:
        typer.echo("\n".join(_markdown(rows)))
    else:
        Console(width=None if Console().is_terminal else 200).print(_table(rows))


COLUMNS = ("data set", "split", "lang", "field", "match", "n", "coverage", "P", "R", "F1", "95 %", "baselines")


def _table(rows: list[Row]) -> Table:
    table = Table(*COLUMNS)
    for row in rows:
        table.add_row(*_cells(row))
    return table


def _markdown(rows: list[Row]) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---" * len(COLUMNS) + "|"
    for row in rows:
        yield f"| {' | '.join(_cells(row))} |"


def _cells(row: Row) -> list[str]:
    measured = (row.coverage, row.precision, row.recall, row.f1)
    numbers = ["" if value is None else f"{value:.2f}" for value in measured]
    baselines = ", ".join(f"{name.replace('_', ' ')} {value:.2f}" for name, value in row.baselines.items())
    said = (row.dataset, row.split.replace("_", " "), row.lang, row.field, row.match, str(row.n))
    return [*said, *numbers, f"{row.low:.2f}–{row.high:.2f}", baselines]
