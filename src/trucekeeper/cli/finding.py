"""``trucekeeper finding``: what people find on the rules' proposals, and what is said to it."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from trucekeeper.cli.node import AsOption, NodeOption, open_node, print_document
from trucekeeper.errors import BadInput
from trucekeeper.ledger import OPERATOR
from trucekeeper.node.findings import about, made, make
from trucekeeper.node.findings import correct as correct_finding
from trucekeeper.node.findings import withdraw as withdraw_finding
from trucekeeper.vocabulary.clock import parse_instant

app = typer.Typer(no_args_is_help=True, help="Make findings on proposals, dissent, ask for comment, answer, review.")
WhyOption = Annotated[str, typer.Option(help="The reason; it stands in the ledger.")]
OccurredOption = Annotated[str | None, typer.Option(help="yes, no, cannot_determine")]
AuthorOption = Annotated[str | None, typer.Option(help="attributed, acknowledged, not_attributed, cannot_attribute")]
ComplianceOption = Annotated[
    str | None, typer.Option(help="breach, no_breach, permitted, cannot_determine, out_of_scope")
]
IntentOption = Annotated[str | None, typer.Option(help="deliberate, accident, cannot_determine, not_asked")]
FindingArgument = Annotated[str, typer.Argument(metavar="FINDING", help="The id of a finding that a person made.")]


@app.command("make")
def make_finding(
    proposal: Annotated[str, typer.Argument(help="The id of a proposal, as `findings` lists them.")],
    why: WhyOption,
    occurred: OccurredOption = None,
    author: AuthorOption = None,
    compliance: ComplianceOption = None,
    intent: IntentOption = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Make a finding on a proposal; answers that are not given are those proposed."""
    answers = {"occurred": occurred, "author": author, "compliance": compliance, "intent": intent}
    typer.echo(make(open_node(node), proposal, person=person, why=why, **answers))


@app.command()
def correct(
    finding: FindingArgument,
    why: WhyOption,
    occurred: OccurredOption = None,
    author: AuthorOption = None,
    compliance: ComplianceOption = None,
    intent: IntentOption = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Make a finding anew; the answers that are given supersede the earlier ones, which stay in its history."""
    answers = {"occurred": occurred, "author": author, "compliance": compliance, "intent": intent}
    typer.echo(correct_finding(open_node(node), finding, person=person, why=why, **answers))


@app.command()
def withdraw(finding: FindingArgument, why: WhyOption, node: NodeOption = None, person: AsOption = OPERATOR) -> None:
    """Take a finding back; it stays in the ledger as withdrawn."""
    typer.echo(withdraw_finding(open_node(node), finding, person=person, why=why))


@app.command()
def dissent(
    finding: FindingArgument,
    why: WhyOption,
    compliance: Annotated[str | None, typer.Option(help="What one answers instead.")] = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Answer otherwise than a finding does; the dissent is kept beside it."""
    body = {"finding": finding, "compliance": compliance, "why": why}
    typer.echo(about(open_node(node), "dissent", body, person=person))


@app.command()
def ask(
    finding: FindingArgument,
    to: Annotated[str, typer.Option(help="The id of the actor who is asked.")],
    deadline: Annotated[str, typer.Option(help="By when: a day or an RFC 3339 time.")],
    by_way_of: Annotated[str, typer.Option(help="The way by which it was sent.")],
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Record that an actor was asked for comment on a finding."""
    opened = open_node(node)
    case = opened.case()
    if to not in case.actors:
        raise BadInput(f"{to!r} is no actor of the case; name one of actors.yaml by its id")
    try:
        by = parse_instant(deadline, case.zone).isoformat()
    except ValueError as error:
        raise BadInput(str(error)) from None
    body = {"finding": finding, "to": to, "sent": datetime.now(UTC).isoformat(), "deadline": by, "by_way_of": by_way_of}
    typer.echo(about(opened, "comment_request", body, person=person))


@app.command()
def answer(
    finding: FindingArgument,
    actor: Annotated[str, typer.Option(help="The id of the actor who answers.")],
    stance: Annotated[str, typer.Option(help="accepts, rejects, explains, no_answer")],
    text: Annotated[str, typer.Option(help="What it said, in its own words.")] = "",
    cited: Annotated[str | None, typer.Option(help="Where it can be read.")] = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Record what an actor answered to a finding, or that it did not."""
    body = {"to": finding, "actor": actor, "stance": stance, "text": text, "cited": cited}
    typer.echo(about(open_node(node), "response", body, person=person))


@app.command()
def review(
    finding: FindingArgument,
    result: Annotated[str, typer.Option(help="upheld, to_be_changed, to_be_withdrawn")],
    why: WhyOption,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Look at a finding again, with what was answered to it; by another person than who made it."""
    opened = open_node(node)
    found = {one["id"]: one for one in made(opened, opened.person(person))}
    answered = found[finding]["response"] if finding in found else []
    body = {"finding": finding, "result": result, "responses": [one["id"] for one in answered], "why": why}
    typer.echo(about(opened, "review", body, person=person))


@app.command()
def show(
    finding: Annotated[str | None, typer.Argument(metavar="[FINDING]", help="One finding; else all.")] = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Print the findings that people made, each with its dissents, requests, responses and reviews."""
    opened = open_node(node)
    found = made(opened, opened.person(person))
    if finding is None:
        print_document(found)
        return
    one = next((document for document in found if document["id"] == finding), None)
    if one is None:
        raise BadInput(f"{finding}: no finding of this id stands")
    print_document(one)
