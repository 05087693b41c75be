"""``trucekeeper claim``: what a report claims, and a person's word on it."""

import json
from typing import Annotated, Any

import typer

from trucekeeper.cli.node import AsOption, NodeOption, open_node
from trucekeeper.errors import BadInput
from trucekeeper.ledger import OPERATOR
from trucekeeper.node.claims import claims_of, take_over
from trucekeeper.node.worker import compute

app = typer.Typer(no_args_is_help=True, help="Show what a report claims, and record a claim as one's own.")


@app.command()
def show(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report, as `reports` lists them.")],
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Print the claims of a report, one a line: those by people, and the coded ones that nobody took over."""
    opened = open_node(node)
    compute(opened)
    for claim in claims_of(opened, opened.person(person), report):
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
        changes["harm"] = [_harm(one) for one in harm]
    opened = open_node(node)
    compute(opened)
    typer.echo(take_over(opened, claim, person=person, changes=changes, why=why))


def _harm(text: str) -> dict[str, Any]:
    """Read ``killed=2`` or ``killed=2-4``."""
    kind, _, number = text.partition("=")
    low, _, high = number.partition("-")
    if not low.isdigit() or (high and not high.isdigit()):
        raise BadInput(f"{text!r} is no harm; write KIND=LOW or KIND=LOW-HIGH, as killed=2 or injured=3-5")
    return {"kind": kind, "low": int(low), "high": int(high or low), "scope": "event"}
