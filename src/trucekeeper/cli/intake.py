"""``trucekeeper intake``: reports from files, pages and feeds; and the form that we publish."""

import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, TextColumn

from trucekeeper.cli.node import AsOption, NodeOption, open_node
from trucekeeper.errors import BadInput, Fault
from trucekeeper.ledger import OPERATOR
from trucekeeper.node.intake import Origin, Taken, asked, take_file, take_url
from trucekeeper.node.node import Node
from trucekeeper.node.watch import watch_round
from trucekeeper.node.worker import compute
from trucekeeper.report.form import write_form
from trucekeeper.report.readers import FIELDS, ColumnMap
from trucekeeper.vocabulary.marking import Marking

WEB = ("http://", "https://")


def intake(
    what: Annotated[list[str], typer.Argument(metavar="PATH|URL …", help="Files, pages or feeds; - is stdin.")],
    node: NodeOption = None,
    person: AsOption = OPERATOR,
    reader: Annotated[str | None, typer.Option(help="The reader, where the content does not tell.")] = None,
    source: Annotated[str | None, typer.Option(help="Who speaks, where the file does not say or is wrong.")] = None,
    lang: Annotated[str | None, typer.Option(help="The language, e.g. ar, en, he; else it is recognised.")] = None,
    marking: Annotated[str | None, typer.Option(help="CLEAR, GREEN, AMBER, AMBER+STRICT, RED.")] = None,
    columns: Annotated[
        str | None, typer.Option(help="What a table's columns hold, e.g. text=Notes,date=Day; kept for the next one.")
    ] = None,
    archive: Annotated[str | None, typer.Option(help="An address where the page is kept too.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Ask the addresses again and again.")] = False,
    every: Annotated[int, typer.Option(min=60, help="With --watch: seconds between two rounds.")] = 900,
    private: Annotated[bool, typer.Option(help="Addresses of private networks may be asked.")] = False,
) -> None:
    """Take reports in; what is known already changes nothing, so it can be interrupted and repeated."""
    opened = open_node(node)
    origin = Origin(person=person, source=source, lang=lang, marking=_marking(marking), archive=archive)
    told = asked(opened, person=person, columns=_columns(columns), ask=_ask)
    totals: Counter[str] = Counter()
    if watch:
        _watch(opened, what, origin, every=every, private=private)
        return
    for one in what:
        if one.startswith(WEB):
            found = take_url(opened, one, origin, told=told, named=reader, private=private)
        else:
            found = take_file(opened, _path(one), origin, told=told, named=reader)
        totals += _show(one, found)
    compute(opened)
    if totals["error"]:
        raise typer.Exit(2)


def form(
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write to.")],
) -> None:
    """Write the field form, for KoboToolbox (XLSX) and ODK Collect (XML), in Arabic and English."""
    for path in write_form(output):
        typer.echo(path)


def _show(what: str, found: Iterable[Taken | Fault]) -> Counter[str]:
    """Print what became of one file or address, as it goes and at its end."""
    counts: Counter[str] = Counter()
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    with Progress(TextColumn("{task.description}"), console=console, transient=True) as progress:
        task = progress.add_task(what)
        for one in found:
            counts[one.severity if isinstance(one, Fault) else one.became] += 1
            if isinstance(one, Fault):
                console.print(str(one), markup=False)
            progress.update(task, description=f"{what}: {counts.total()}")
    parts = [f"{counts[became]} {word}" for became, word in WORDS.items() if counts[became] or became == "new"]
    typer.echo(f"{what}: {', '.join(parts)}")
    return counts


WORDS = {
    "new": "new",
    "revised": "revised",
    "carried": "known and read in another place",
    "known": "known",
    "note": "notes",
    "error": "left out",
}


def _watch(opened: Node, urls: list[str], origin: Origin, *, every: int, private: bool) -> None:
    files = [one for one in urls if not one.startswith(WEB)]
    if files:
        raise BadInput(f"{files[0]}: no address; --watch asks addresses of the web")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while True:
            for url, found in watch_round(opened, urls, origin, now=datetime.now(UTC), private=private):
                _show(url, found)
            compute(opened)
            time.sleep(every)
    except KeyboardInterrupt:
        typer.echo("", err=True)


def _path(given: str) -> Path:
    if given != "-":
        return Path(given)
    with tempfile.NamedTemporaryFile(prefix="stdin-", delete=False) as file:
        file.write(sys.stdin.buffer.read())
    return Path(file.name)


def _marking(given: str | None) -> Marking | None:
    if given is not None and given not in set(Marking):
        raise BadInput(f"unknown marking {given!r}; known are {', '.join(Marking)}")
    return Marking(given) if given else None


def _columns(given: str | None) -> ColumnMap | None:
    if given is None:
        return None
    pairs = [part.partition("=") for part in given.split(",") if part.strip()]
    wrong = next((name for name, mark, column in pairs if name.strip() not in FIELDS or not mark or not column), None)
    if wrong is not None or not any(name.strip() == "text" for name, _, _ in pairs):
        raise BadInput(f"--columns: write text=COLUMN,date=COLUMN,… with the names {', '.join(FIELDS)}; text is needed")
    return {name.strip(): column.strip() for name, _, column in pairs}


def _ask(names: tuple[str, ...]) -> ColumnMap | None:
    """Ask at the terminal what a table's columns hold; None where nobody sits there."""
    if not sys.stdin.isatty():
        return None
    typer.echo(f"The columns are: {', '.join(names)}", err=True)
    given = {}
    for field in FIELDS:
        column = typer.prompt(f"Which holds {field}? (empty: none)", default="", err=True, show_default=False)
        if column:
            given[field] = column
    if "text" not in given:
        raise BadInput("no column holds the text")
    return given
