"""``trucekeeper incident``: what people do with an incident, and what is counted of all of them."""

from pathlib import Path
from typing import Annotated

import typer

from trucekeeper.cli.case import open_case
from trucekeeper.cli.incident_evaluate import evaluate
from trucekeeper.cli.node import AsOption, NodeOption, open_node, print_document
from trucekeeper.errors import BadInput
from trucekeeper.finding.derive import derive
from trucekeeper.incident import chosen
from trucekeeper.incident import totals as total
from trucekeeper.incident.verification import LEADS_TO, right_for
from trucekeeper.ledger import OPERATOR
from trucekeeper.ledger.rights import ROLES
from trucekeeper.node import casework, judging
from trucekeeper.node.lists import item_documents
from trucekeeper.node.verification import verification
from trucekeeper.node.worker import compute

app = typer.Typer(no_args_is_help=True, help="Show, verify, own and judge incidents; total their harm by a standard.")
app.command()(evaluate)
IncidentArgument = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="The id of an incident or of a claim in one.")
]
WhyOption = Annotated[str, typer.Option(help="The reason; it stands in the ledger.")]


@app.command()
def show(incident: IncidentArgument, node: NodeOption = None, person: AsOption = OPERATOR) -> None:
    """Print an incident with its verification: moves, checks, owner, requests, judgements, who waits for an answer."""
    opened = open_node(node)
    reader = opened.person(person)
    found = casework.present(opened, reader, incident)
    waiting = casework.unanswered(opened, reader, found)
    print_document({**found, "verification": {**verification(opened, reader, found), "unanswered": waiting}})


@app.command()
def move(
    incident: IncidentArgument,
    to: Annotated[str, typer.Argument(metavar="STATE", help="The state, as `incident states` lists them.")],
    why: WhyOption,
    actor: Annotated[str | None, typer.Option(help="The id of the actor who denied access, or contests.")] = None,
    source: Annotated[str | None, typer.Option(help="The id of the source that says so.")] = None,
    until: Annotated[str | None, typer.Option(help="Until which day access is denied: YYYY-MM-DD.")] = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Move an incident to another state of its verification."""
    opened = open_node(node)
    typer.echo(casework.move(opened, incident, person=person, to=to, why=why, actor=actor, source=source, until=until))


@app.command()
def check(
    incident: IncidentArgument,
    step: Annotated[str, typer.Option(help="call_back, document, image, geolocation, site_visit, satellite")],
    result: Annotated[str, typer.Option(help="supports, contradicts, inconclusive, not_possible")],
    why: WhyOption,
    done_by: Annotated[str | None, typer.Option(help="The organisation that took the step, where not you.")] = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Record a step of verification and what came of it."""
    opened = open_node(node)
    typer.echo(casework.check(opened, incident, person=person, step=step, result=result, why=why, done_by=done_by))


@app.command()
def assign(
    incident: IncidentArgument,
    owner: Annotated[str, typer.Option(help="The id of the person who deals with it.")],
    due: Annotated[str | None, typer.Option(help="By which day: YYYY-MM-DD.")] = None,
    why: Annotated[str, typer.Option(help="What is to be done.")] = "",
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Say who deals with an incident, and by when."""
    typer.echo(casework.assign(open_node(node), incident, person=person, owner=owner, due=due, why=why))


@app.command()
def request(
    incident: IncidentArgument,
    to: Annotated[str, typer.Option(help="The id of the actor or source that is asked.")],
    asks: Annotated[str, typer.Option(help="For what: access, a document, an account.")],
    deadline: Annotated[str, typer.Option(help="By when: a day or an RFC 3339 time.")],
    by_way_of: Annotated[str, typer.Option(help="The way by which it was sent.")],
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Record that somebody was asked for something about an incident."""
    typer.echo(
        casework.request(
            open_node(node), incident, person=person, to=to, asks=asks, deadline=deadline, by_way_of=by_way_of
        )
    )


@app.command()
def answer(
    incident: IncidentArgument,
    text: Annotated[str, typer.Option(help="What was told to who filed.")],
    by_way_of: Annotated[str, typer.Option(help="The way by which it was told.")],
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Record what was told to each who filed a report of an incident and waits for an answer."""
    for report in casework.answer(open_node(node), incident, person=person, by_way_of=by_way_of, text=text):
        typer.echo(report)


@app.command()
def judge(
    a: Annotated[str, typer.Argument(metavar="A", help="The id of a claim or incident.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The id of another.")],
    why: WhyOption,
    same: Annotated[bool, typer.Option("--same/--different", help="Whether both are about one moment and place.")],
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Say that two claims are about the same moment and place, or about different ones."""
    opened = open_node(node)
    typer.echo(judging.judge(opened, a, b, person=person, same=same, why=why))
    compute(opened)


@app.command()
def queue(node: NodeOption = None, person: AsOption = OPERATOR) -> None:
    """Print the pairs of claims that wait for *same* or *different*."""
    opened = open_node(node)
    print_document(judging.queue(opened, opened.person(person)))


@app.command("take-back")
def take_back(
    entry: Annotated[str, typer.Argument(metavar="ID", help="The id of a judgement, check, request or assignment.")],
    why: WhyOption,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Take back a judgement, a check, a request or an assignment; it stays in the ledger as withdrawn."""
    opened = open_node(node)
    typer.echo(casework.take_back(opened, entry, person=person, why=why))
    compute(opened)


@app.command()
def states() -> None:
    """Print the states of verification: the right and the roles that a move to each takes, and where it leads."""
    for state, leads in LEADS_TO.items():
        right = right_for(state)[0]
        roles = ", ".join(sorted(role for role, rights in ROLES.items() if right in rights))
        held = "as linked" if state in ("received", "waiting") else f"{right} ({roles})"
        typer.echo(f"{state}: {held} -> {', '.join(leads)}")


@app.command()
def totals(
    case: Annotated[Path | None, typer.Option(help="The folder of a case; else what the node holds.")] = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Print the harm in the incidents that meet the case's casualty standard, and how many do and do not."""
    if case is not None and node is not None:
        raise BadInput("name a case or a node, not both")
    if case is not None:
        opened, agreement, _ = open_case(case)
        derived = derive(opened.rows, opened.figures, opened, agreement)
        print_document(total(derived.incidents, chosen(opened), derived.claims).model_dump(mode="json"))
        return
    held = open_node(node)
    documents = item_documents(held, held.person(person), "incident")[0]
    print_document(casework.harm(held, held.case(), documents).model_dump(mode="json"))
