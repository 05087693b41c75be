"""The commands of a node: making one, checking it, handing it over, and what it holds."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, TextColumn

from trucekeeper.errors import BadInput
from trucekeeper.ledger import OPERATOR, Item, Person, read_checkpoint
from trucekeeper.ledger.rights import PERSON, RIGHT
from trucekeeper.node.accounts import keep_password
from trucekeeper.node.checkpoint import give_checkpoint, stamped_at
from trucekeeper.node.doctor import examine
from trucekeeper.node.kinds import KINDS
from trucekeeper.node.lists import KINDS as DERIVED
from trucekeeper.node.lists import entry_documents, item_documents, report_documents
from trucekeeper.node.node import Node, find_node
from trucekeeper.node.reports import Known
from trucekeeper.node.transfer import export_node, import_node
from trucekeeper.node.worker import catch_up, compute, work
from trucekeeper.vocabulary.clock import parse_instant
from trucekeeper.vocabulary.marking import Marking

NodeOption = Annotated[
    Path | None, typer.Option("--node", help="The node's folder; else $TRUCEKEEPER_NODE, else where you stand.")
]
AsOption = Annotated[str, typer.Option("--as", envvar="TRUCEKEEPER_AS", help="The person who acts; else the operator.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="As known at a day or an RFC 3339 time.")]
DatabaseOption = Annotated[
    str | None, typer.Option(envvar="TRUCEKEEPER_DATABASE", help="postgresql://USER:PASSWORD@HOST:PORT/NAME")
]

person_app = typer.Typer(no_args_is_help=True, help="Enter people and set their passwords.")
role_app = typer.Typer(no_args_is_help=True, help="Give people roles, and take them back.")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to make the node: absent or empty.")],
    case: Annotated[Path, typer.Option(help="The folder of the case.")],
    database: DatabaseOption = None,
    organisation: Annotated[str, typer.Option(help="The id of the organisation whose node it is.")] = "local",
    administrator: Annotated[str | None, typer.Option(help="The id of the person who will enter people.")] = None,
) -> None:
    """Make a node: its key, its operator, its administrator, and the case with its records in its ledger."""
    node = Node.create(folder, case, organisation=organisation, database=database, administrator=administrator)
    compute(node)
    typer.echo(f"{folder}: {node.file.case}, {node.ledger.head()[0]} entries; key {node.ledger.key.public}")


def verify(
    node: NodeOption = None,
    checkpoint: Annotated[Path | None, typer.Option(help="A checkpoint that was given out earlier.")] = None,
    authority: Annotated[
        Path | None, typer.Option(help="The root certificate (PEM) of who stamped CHECKPOINT.tsr.")
    ] = None,
) -> None:
    """Read every stored byte of the ledger again; exit 1 where something does not hold."""
    opened = open_node(node)
    if checkpoint and authority:
        typer.echo(f"stamped at {stamped_at(checkpoint, authority).isoformat()}", err=True)
    verdict = opened.ledger.verify(read_checkpoint(checkpoint) if checkpoint else None)
    print_document({"ok": verdict.ok, **verdict.model_dump(mode="json")})
    if not verdict.ok:
        raise typer.Exit(1)


def checkpoint(
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write, for your partners.")],
    node: NodeOption = None,
    stamp: Annotated[str | None, typer.Option(help="The address of a time-stamp authority (RFC 3161).")] = None,
    private: Annotated[bool, typer.Option(help="The authority is in a private network.")] = False,
) -> None:
    """Write the node's signed word on how far its chain goes; with --stamp, an authority's on when, as FILE.tsr."""
    opened = open_node(node)
    for path in give_checkpoint(opened, output, authority=stamp, private=private):
        typer.echo(path)
    compute(opened)


def rebuild(node: NodeOption = None) -> None:
    """Make the record tables and everything computed anew from the entries."""
    opened = open_node(node)
    with Progress(TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("0 entries read")
        count = opened.ledger.rebuild(lambda done: progress.update(task, description=f"{done} entries read"))
    catch_up(opened, anew=True)
    typer.echo(f"{count} entries")


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write: absent or empty.")],
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Write the whole ledger to one directory that needs no program of ours to check."""
    opened = open_node(node)
    opened.ledger.people().assert_holds(person, "export", "export the ledger")
    checkpoint = export_node(opened, output)
    typer.echo(f"{output}: {checkpoint.count} entries, head {checkpoint.head}")


def schemas(
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write to.")],
) -> None:
    """Write the JSON Schema of every kind of entry."""
    output.mkdir(parents=True, exist_ok=True)
    for name, schema in KINDS.schemas().items():
        (output / name).write_text(schema, encoding="utf-8")


def import_(
    source: Annotated[Path, typer.Argument(metavar="DIR", help="What `export` wrote.")],
    node: NodeOption = None,
    database: DatabaseOption = None,
) -> None:
    """Read an exported directory into a new node, or into one that was interrupted in reading it."""
    opened, count = import_node(source, find_node(node), database=database)
    compute(opened)
    typer.echo(f"{opened.folder}: {count} entries")


def doctor(
    node: NodeOption = None, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False
) -> None:
    """Look for what would go wrong: the key's permissions, triggers, files, seals, the worker, the clock, the disk."""
    found = examine(open_node(node))
    if as_json:
        print_document([{"check": one.check, "ok": one.ok, "said": one.said} for one in found])
    else:
        for one in found:
            typer.echo(f"{'ok   ' if one.ok else 'FAULT'} {one.check}: {one.said}")
    if not all(one.ok for one in found):
        raise typer.Exit(1)


def worker(node: NodeOption = None, once: Annotated[bool, typer.Option(help="Compute once and end.")] = False) -> None:
    """Compute what follows from the ledger, behind it, until interrupted."""
    opened = open_node(node)
    if once:
        compute(opened)
        return
    try:
        work(opened, told=lambda text: typer.echo(text, err=True))
    except KeyboardInterrupt:
        typer.echo("", err=True)


def entries(
    node: NodeOption = None,
    as_of: AsOfOption = None,
    person: AsOption = OPERATOR,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    kind: Annotated[str | None, typer.Option(help="Only entries of this kind.")] = None,
) -> None:
    """List the entries that the person may read, in their order."""
    opened, reader, at = asked_for(node, person, as_of)
    documents = entry_documents(opened, reader, at=at, kind=kind)
    _list(documents, as_json, lambda d: f"{d['seq']}\t{d['recorded_at']}\t{d['kind']}\t{d['author']}\t{d['id']}")


def reports(
    node: NodeOption = None,
    as_of: AsOfOption = None,
    person: AsOption = OPERATOR,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    search: Annotated[str | None, typer.Option(help="Only those that hold these words, in Arabic or English.")] = None,
) -> None:
    """List the reports that the person may read."""
    opened, reader, at = asked_for(node, person, as_of)
    say_when(opened, at)
    documents = report_documents(opened, reader, at=at, words=search)
    _list(documents, as_json, _report_line)


def _report_line(document: dict[str, Any]) -> str:
    text = " ".join(document.get("text", "(erased)").split())
    return f"{document['id']}\t{(document['published'] or '')[:10]}\t{document['source']}\t{text[:200]}"


def _lister(name: str, kind: str) -> Any:
    def listing(
        node: NodeOption = None,
        as_of: AsOfOption = None,
        person: AsOption = OPERATOR,
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    ) -> None:
        opened, reader, at = asked_for(node, person, as_of)
        documents, told = item_documents(opened, reader, kind, at=at)
        typer.echo(told.en, err=True)
        _list(documents, as_json, lambda d: "\t".join(str(d[key]) for key in ("id", "state") if key in d))

    listing.__doc__ = f"List the {name} that the person may read, as computed from the ledger."
    return listing


incidents, episodes, findings, warnings = (_lister(name, kind) for name, kind in DERIVED.items())


@person_app.command("add")
def add_person(
    name: Annotated[str, typer.Argument(metavar="ID", help="An opaque id: small letters, digits, . _ -")],
    organisation: Annotated[str, typer.Option(help="The id of the person's organisation.")],
    marking: Annotated[list[str], typer.Option(help="A marking that the person holds; may be repeated.")] = ["CLEAR"],  # noqa: B006
    node: NodeOption = None,
    person: AsOption = OPERATOR,
) -> None:
    """Enter a person: who may act here, for which organisation."""
    unknown = [one for one in marking if one not in set(Marking)]
    if unknown:
        raise BadInput(f"unknown marking {', '.join(unknown)}; known are {', '.join(Marking)}")
    body = {"person": name, "organisation": organisation, "markings": marking}
    _append(node, person, PERSON, name, body)


@person_app.command("password")
def set_password(
    name: Annotated[str, typer.Argument(metavar="ID", help="The person's id.")],
    node: NodeOption = None,
) -> None:
    """Set the password with which a person signs in to the screens; it is asked for, or read from stdin."""
    opened = open_node(node)
    opened.person(name)
    keep_password(name, typer.prompt("Password", hide_input=True, err=True))


@role_app.command("grant")
def grant(name: str, role: str, node: NodeOption = None, person: AsOption = OPERATOR) -> None:
    """Give a person a role in the case."""
    _append(node, person, RIGHT, f"{name}:{role}", {"person": name, "role": role, "granted": True})


@role_app.command("revoke")
def revoke(name: str, role: str, node: NodeOption = None, person: AsOption = OPERATOR) -> None:
    """Take a role back."""
    _append(node, person, RIGHT, f"{name}:{role}", {"person": name, "role": role, "granted": False})


def _append(node: Path | None, person: str, kind: str, name: str, body: dict[str, Any]) -> None:
    opened = open_node(node)
    item = Item(f"{kind}:{name}:{opened.ledger.head()[0] + 1}", kind, body)
    opened.ledger.append([item], author=person, recorded_at=datetime.now(UTC))
    compute(opened)
    typer.echo(item.id)


def open_node(folder: Path | None) -> Node:
    """Open the node that is meant."""
    return Node.open(find_node(folder))


def say_when(node: Node, at: datetime | None) -> None:
    """Say on stderr as of when a list or an item is, where that is not now."""
    if at:
        typer.echo(Known.at(node.ledger, at).told.en, err=True)


def asked_for(folder: Path | None, person: str, as_of: str | None) -> tuple[Node, Person, datetime | None]:
    """Open the node; return it, the person who reads, and as of when.

    Raises:
        BadInput: *as_of* is neither a day nor a time.
        NoRight: the person may not read.
    """
    opened = open_node(folder)
    reader = opened.person(person)
    try:
        at = parse_instant(as_of, opened.case().zone) if as_of else None
    except ValueError as error:
        raise BadInput(str(error)) from None
    return opened, reader, at


def _list(documents: Iterable[dict[str, Any]], as_json: bool, told: Any) -> None:
    if as_json:
        print_document(list(documents))
        return
    for document in documents:
        typer.echo(told(document))


def print_document(document: Any) -> None:
    """Print one JSON document."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
