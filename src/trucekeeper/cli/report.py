"""``trucekeeper report``: one report with its evidence, and what is done with it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from trucekeeper.cli.node import AsOfOption, AsOption, NodeOption, asked_for, open_node, print_document, say_when
from trucekeeper.errors import BadInput
from trucekeeper.ledger import OPERATOR
from trucekeeper.node import triage
from trucekeeper.node.node import Node
from trucekeeper.node.reports import Document, Known, evidence_name, report_item

app = typer.Typer(no_args_is_help=True, help="Show a report, own it, translate it, answer who filed it.")
ReportArgument = Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report, as `reports` lists them.")]


@app.command()
def show(
    report: ReportArgument, node: NodeOption = None, as_of: AsOfOption = None, person: AsOption = OPERATOR
) -> None:
    """Print a report with its text in each language, its evidence, custody and history."""
    print_document(_item(report, node, as_of, person)[1])


@app.command()
def assign(
    report: ReportArgument,
    owner: Annotated[str, typer.Option(help="The id of the person who deals with it.")],
    due: Annotated[str | None, typer.Option(help="By which day: YYYY-MM-DD.")] = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Say who deals with a report, and by when."""
    triage.triage(open_node(node), report, person=person, state="in_review", owner=owner, due=due)


@app.command()
def state(
    report: ReportArgument,
    to: Annotated[str, typer.Argument(metavar="STATE", help="received, in_review, waiting, answered, closed")],
    owner: Annotated[str | None, typer.Option(help="The id of the person who deals with it.")] = None,
    due: Annotated[str | None, typer.Option(help="By which day: YYYY-MM-DD.")] = None,
    why: Annotated[str, typer.Option(help="What it waits for, or what was done.")] = "",
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Say how far a report is."""
    opened, before = _item(report, node, None, person)
    triage.triage(
        opened,
        report,
        person=person,
        state=to,
        owner=owner or before["owner"],
        due=due or before["due"],
        why=why,
    )


@app.command()
def translate(
    report: ReportArgument,
    lang: Annotated[str, typer.Option(help="ar or en")],
    translator: Annotated[str, typer.Option(help="Which organisation or program translated; never a person.")],
    file: Annotated[Path, typer.Argument(help="A text file; - is stdin.")] = Path("-"),
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Put a translation beside a report, marked as such."""
    text = sys.stdin.read() if file == Path("-") else _text(file)
    triage.translate(open_node(node), report, person=person, lang=lang, translator=translator, text=text)


@app.command()
def answer(
    report: ReportArgument,
    text: Annotated[str, typer.Option(help="What was told to who filed it.")],
    by_way_of: Annotated[str, typer.Option(help="By which way, e.g. the same channel.")],
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Record the word back to who filed a report."""
    triage.word_back(open_node(node), report, person=person, by_way_of=by_way_of, text=text)


@app.command()
def custody(
    report: ReportArgument,
    step: Annotated[str, typer.Option(help="examined, handed_over, returned, copied")],
    why: Annotated[str, typer.Option(help="The reason; it stands in the ledger.")],
    evidence: Annotated[str | None, typer.Option(help="The commitment of one piece; else all of it.")] = None,
    to: Annotated[str | None, typer.Option(help="To which organisation it was handed.")] = None,
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Record a step in the keeping of what came with a report."""
    triage.custody(open_node(node), report, person=person, step=step, why=why, evidence=evidence, to=to)


@app.command()
def evidence(
    report: ReportArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write to.")],
    node: NodeOption = None,
    as_of: AsOfOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Write what was kept with a report to a folder, each file under its commitment, with the page as WARC."""
    opened, found = _item(report, node, as_of, person)
    output.mkdir(parents=True, exist_ok=True)
    for kept in found["evidence"]:
        held = opened.ledger.held(kept["content"])
        if held is not None:
            path = output / evidence_name(kept)
            path.write_bytes(held.data)
            typer.echo(path)


def _item(report: str, node: Path | None, as_of: str | None, person: str) -> tuple[Node, Document]:
    opened, reader, at = asked_for(node, person, as_of)
    say_when(opened, at)
    found = report_item(opened.ledger, reader, report, Known.at(opened.ledger, at))
    if found is None:
        raise BadInput(f"{report}: no report of this id that may be read")
    return opened, found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {error}") from None
