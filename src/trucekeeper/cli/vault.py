"""``trucekeeper vault``: the people behind sources. What is typed comes from stdin, so that no shell remembers it."""

import sys
from typing import Annotated

import typer

from trucekeeper.cli.node import AsOption, NodeOption, open_node
from trucekeeper.ledger import OPERATOR
from trucekeeper.ledger.vault import read_contact as read_json
from trucekeeper.node.vault import enter_contact, erase_contact, read_contact

app = typer.Typer(no_args_is_help=True, help="Keep, read and erase the people behind sources.")
WhyOption = Annotated[str, typer.Option(help="Why; it stands in the ledger beside your id.")]


@app.command()
def enter(source: str, why: WhyOption, node: NodeOption = None, person: AsOption = OPERATOR) -> None:
    """Keep the person behind SOURCE: a JSON document on stdin with name, contact, consent and note."""
    contact = read_json(sys.stdin.read())
    enter_contact(open_node(node), source, contact, person=person, why=why)
    typer.echo(f"{source}: kept", err=True)


@app.command()
def show(source: str, why: WhyOption, node: NodeOption = None, person: AsOption = OPERATOR) -> None:
    """Print the person behind SOURCE."""
    typer.echo(read_contact(open_node(node), source, person=person, why=why).model_dump_json(indent=1))


@app.command()
def erase(source: str, why: WhyOption, node: NodeOption = None, person: AsOption = OPERATOR) -> None:
    """Destroy the key of SOURCE: the person is erased, in every copy."""
    erase_contact(open_node(node), source, person=person, why=why)
    typer.echo(f"{source}: erased", err=True)
