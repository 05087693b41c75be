"""``trucekeeper case check DIR``: every fault with file and line."""

from pathlib import Path
from typing import Annotated

import typer

from trucekeeper.agreement import Agreement, load_agreement
from trucekeeper.case import Case, load_case
from trucekeeper.case.check import check_case
from trucekeeper.errors import CaseFault, Fault
from trucekeeper.finding import check_examples
from trucekeeper.incident import check_casualty
from trucekeeper.warning import check_rules

app = typer.Typer(no_args_is_help=True, help="Check the folder of a ceasefire, or enter it in a node.")


@app.callback()
def _root() -> None:
    """Check the folder of a ceasefire, or enter it in a node."""


@app.command()
def check(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the case.")]) -> None:
    """Name every fault of a case folder with its file and line; exit 1 where there is one."""
    try:
        case, agreement, faults = open_case(folder)
    except CaseFault as refused:
        _print(refused.faults)
        raise typer.Exit(1) from None
    faults += [*check_examples(case, agreement), *check_rules(case), *check_casualty(case)]
    _print(faults)
    errors = sum(fault.severity == "error" for fault in faults)
    notes = len(faults) - errors
    typer.echo(
        f"{case.id}: {len(agreement.instruments)} instruments, {len(agreement.obligations)} obligations, "
        f"{len(case.rows)} record rows, {len(case.figures)} figures; {errors} faults, {notes} notes"
    )
    if errors:
        raise typer.Exit(1)


@app.command()
def apply(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the case.")],
    node: Annotated[
        Path | None, typer.Option("--node", help="The node's folder; else $TRUCEKEEPER_NODE, else where you stand.")
    ] = None,
) -> None:
    """Enter a later version of the case in a node: what was added, corrected or dropped becomes an entry each."""
    from trucekeeper.node.node import Node, find_node
    from trucekeeper.node.worker import compute

    opened = Node.open(find_node(node))
    added = opened.enter(open_case(folder)[0])
    compute(opened)
    typer.echo(f"{added} entries; {opened.ledger.head()[0]} in all")


def open_case(folder: Path) -> tuple[Case, Agreement, list[Fault]]:
    """Return the case and agreement at *folder*, with every fault of its records.

    Raises:
        BadInput: *folder* is no case folder.
        CaseFault: the definition of the case has faults.
    """
    case = load_case(folder)
    agreement = load_agreement(case)
    return case, agreement, check_case(case, agreement.by_id)


def _print(faults: tuple[Fault, ...] | list[Fault]) -> None:
    for fault in faults:
        typer.echo(f"{fault}" if fault.severity == "error" else f"{fault} (note)", err=True)
