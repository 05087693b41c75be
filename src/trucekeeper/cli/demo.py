"""``trucekeeper demo``: the case from its reports to a bilingual brief, in a folder, then on localhost."""

import json
import secrets
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from trucekeeper import __version__
from trucekeeper.brief import Brief, Scene, make_brief
from trucekeeper.brief.coverage import measure
from trucekeeper.case import demonstration_case
from trucekeeper.claim.evaluate.agreement import agreement_with_columns, told
from trucekeeper.cli.brief import FORMATS, write
from trucekeeper.cli.case import open_case
from trucekeeper.cli.serve import show
from trucekeeper.errors import Fault
from trucekeeper.ledger import Item
from trucekeeper.node.accounts import keep_password
from trucekeeper.node.node import Node, assert_empty
from trucekeeper.node.worker import compute
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import LANGS

ADMINISTRATOR, READER = "administrator", "reader"


def demo(
    serve: Annotated[bool, typer.Option(help="Show the operations room on localhost when done.")] = True,
    folder: Annotated[
        Path | None, typer.Option("--dir", help="Where to put it: a folder that is absent or empty.")
    ] = None,
    case: Annotated[Path | None, typer.Option(help="Another case folder than the one that comes for it.")] = None,
    period: Annotated[str, typer.Option(help="The period of the brief.")] = "30d",
    port: Annotated[int, typer.Option(help="The port on localhost.")] = 8000,
) -> None:
    """Take a case from its reports to a brief in Arabic and English, and print what was done in numbers."""
    began = time.monotonic()
    target = _empty(folder)
    console = Console(stderr=True)
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as progress:
        step = partial(progress.update, progress.add_task("Reading the case"), description="")
        opened, agreement, faults = open_case(case or demonstration_case())
        step(description="Entering the ledger")
        node = Node.create(target, opened.root, administrator=ADMINISTRATOR)
        password = _enter_reader(node)
        node.ledger.verify().assert_ok()
        step(description="Computing")
        compute(node)
        scene = node.scene(period=period)
        checkpoint = node.ledger.checkpoint(datetime.now(UTC))
        (target / "checkpoint.json").write_text(checkpoint.model_dump_json(indent=1) + "\n", encoding="utf-8")
        step(description="Writing the briefs")
        made = make_brief(scene)
        write(made, target, list(LANGS), list(FORMATS))
        step(description="Reading the case's own sentences")
        agreed = told(agreement_with_columns(opened, agreement), opened)
    summary = _summary(scene, made, faults, time.monotonic() - began)
    (target / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for fault in faults:
        console.print(str(fault), markup=False, highlight=False, soft_wrap=True)
    typer.echo(_told(summary, target))
    typer.echo("\n".join(("the coder, reading the case's own sentences, agrees with the typed columns in", *agreed)))
    if serve:
        typer.echo(f"sign in as {READER} with the password {password}")
        show(target, port=port)
    if any(fault.severity == "error" for fault in faults):
        raise typer.Exit(2)


def _empty(folder: Path | None) -> Path:
    target = folder or Path(tempfile.mkdtemp(prefix="trucekeeper-"))
    assert_empty(target)
    return target


def _summary(scene: Scene, made: Brief, faults: list[Fault], seconds: float) -> dict[str, Any]:
    derived, coverage = scene.derived, measure(scene)
    records = [report for report in scene.reports.values() if report.kind == "record"]
    sentences = [s for section in made.sections for s in section.sentences]
    days = [row.date for row in scene.rows]
    return {
        "case": scene.case.id,
        "from": min(days).isoformat() if days else None,
        "to": max(days).isoformat() if days else None,
        "reports": len(records),
        "duplicates": sum(len(report.duplicates) for report in records),
        "claims": len(derived.claims),
        "incidents": len(derived.incidents),
        "episodes": len(derived.episodes),
        "waiting": sum(incident.state == "waiting" for incident in derived.incidents),
        "findings": {
            "proposed": len(derived.findings),
            "obligations_touched": len({finding.obligation for finding in derived.findings}),
        },
        "figures": {"metrics": len({f.metric for f in scene.figures}), "points": len(scene.figures)},
        "warnings": {"drafted": len(scene.warnings)},
        "brief": {
            lang: {"sentences": len(sentences), "sourced": sum(bool(s.reports) for s in sentences)} for lang in LANGS
        },
        "forecast": {
            "origin": scene.outlook.origin.isoformat(),
            "areas": len(scene.outlook.areas),
            "horizon": scene.outlook.horizon,
        },
        "coverage": {
            "days": coverage.days,
            "days_without_report": len(coverage.silent),
            "sources_by_side": coverage.by_side,
            "languages": coverage.languages,
        },
        "faults": [{"file": str(f.file), "line": f.line, "message": f.message} for f in faults],
        "seconds": round(seconds, 2),
        "version": __version__,
    }


def _told(summary: dict[str, Any], target: Path) -> str:
    found, coverage = summary["findings"], summary["coverage"]
    return "\n".join(
        (
            f"{summary['case']}, {summary['from']} to {summary['to']}",
            f"  {summary['reports']} reports ({summary['duplicates']} duplicates), {summary['claims']} claims",
            f"  {summary['incidents']} incidents ({summary['waiting']} waiting for a place or time), "
            f"{summary['episodes']} episodes",
            f"  {found['proposed']} findings proposed on {found['obligations_touched']} obligations, none made",
            f"  {summary['figures']['points']} figures of {summary['figures']['metrics']} metrics",
            f"  {summary['warnings']['drafted']} warnings drafted, none released",
            f"  brief: {summary['brief']['ar']['sentences']} sentences in each language, "
            f"{summary['brief']['ar']['sourced']} with a source; "
            f"{coverage['days_without_report']} of {coverage['days']} days without a report",
            f"  {len(summary['faults'])} faults and notes in the records",
            f"  {summary['seconds']} s; files in {target}",
        )
    )


def _enter_reader(node: Node) -> str:
    """Enter a person who may read, and return the password that was made for this demo."""
    password = secrets.token_urlsafe(12)
    person = {"person": READER, "organisation": node.file.organisation, "markings": [Marking.CLEAR.value]}
    node.ledger.append(
        [
            Item(f"person:{READER}", "person", person),
            Item(f"right:{READER}", "right", {"person": READER, "role": "reader", "granted": True}),
        ],
        author=ADMINISTRATOR,
        recorded_at=datetime.now(UTC),
    )
    keep_password(READER, password)
    return password
