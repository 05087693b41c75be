"""``trucekeeper demo``: the case from its reports to a bilingual brief, in a folder, then on localhost."""

import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from trucekeeper import __version__
from trucekeeper.agreement import Agreement
from trucekeeper.brief import Brief, Scene, make_brief, make_scene
from trucekeeper.brief.coverage import measure
from trucekeeper.case import Case, bundled_cases
from trucekeeper.case.apply import enter_case, recorded_figures, recorded_rows
from trucekeeper.cli.brief import FORMATS, write
from trucekeeper.cli.case import open_case
from trucekeeper.errors import BadInput, Fault
from trucekeeper.ledger import Ledger
from trucekeeper.vocabulary.clock import day_start, parse_period
from trucekeeper.vocabulary.text import LANGS
from trucekeeper.warning import load_rules

ADDRESS = "127.0.0.1"


def demo(
    serve: Annotated[bool, typer.Option(help="Show the brief on localhost when done.")] = True,
    folder: Annotated[
        Path | None, typer.Option("--dir", help="Where to put it: a folder that is absent or empty.")
    ] = None,
    case: Annotated[Path | None, typer.Option(help="Another case folder than gaza-2025.")] = None,
    period: Annotated[str, typer.Option(help="The period of the brief.")] = "30d",
    port: Annotated[int, typer.Option(help="The port on localhost.")] = 8000,
) -> None:
    """Take a case from its reports to a brief in Arabic and English, and print what was done in numbers."""
    began = time.monotonic()
    target = _empty(folder)
    console = Console(stderr=True)
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as progress:
        step = partial(progress.update, progress.add_task("Reading the case"), description="")
        opened, agreement, faults = open_case(case or bundled_cases() / "gaza-2025")
        step(description="Entering the ledger")
        scene = _recorded_scene(opened, agreement, target, period)
        step(description="Writing the briefs")
        made = make_brief(scene)
        write(made, target, list(LANGS), list(FORMATS))
    summary = _summary(scene, made, faults, time.monotonic() - began)
    (target / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for fault in faults:
        console.print(str(fault), markup=False, highlight=False, soft_wrap=True)
    typer.echo(_told(summary, target))
    if serve:
        _serve(target, port)
    if any(fault.severity == "error" for fault in faults):
        raise typer.Exit(2)


def _empty(folder: Path | None) -> Path:
    target = folder or Path(tempfile.mkdtemp(prefix="trucekeeper-"))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput(f"{target}: not an empty folder; name one that is absent or empty")
    target.mkdir(parents=True, exist_ok=True)
    return target


def _recorded_scene(case: Case, agreement: Agreement, target: Path, period: str) -> Scene:
    """Enter the case in a ledger and return the scene computed from what the ledger holds."""
    with Ledger(target / "ledger.sqlite", case.id) as ledger:
        enter_case(ledger, case, author="operator", recorded_at=datetime.now(UTC))
        ledger.verify()
        rows, figures = recorded_rows(ledger), recorded_figures(ledger)
    days = [row.date for row in rows] or [case.file.in_force_from.date()]
    as_of = day_start(max(days) + timedelta(days=1), case.zone)
    try:
        asked = parse_period(period, as_of, case.zone)
    except ValueError as error:
        raise BadInput(str(error)) from None
    return make_scene(
        case,
        agreement,
        load_rules(case)[0],
        period=asked,
        as_of=max(asked.end, as_of) if ".." not in period else asked.end,
        rows=rows,
        figures=figures,
    )


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


def _serve(target: Path, port: int) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(target))
    try:
        server = ThreadingHTTPServer((ADDRESS, port), handler)
    except OSError as error:
        raise BadInput(f"port {port} on {ADDRESS}: {error.strerror}; name another with --port") from None
    with server:
        typer.echo(f"http://{ADDRESS}:{port}/brief.ar.html and brief.en.html; Ctrl+C ends")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("")
