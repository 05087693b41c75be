"""Worked examples that a lawyer can write (``findings.yaml``): given these records, this finding under this reading."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from trucekeeper.agreement import Agreement
from trucekeeper.case import Case
from trucekeeper.case.records import read_row
from trucekeeper.case.strict import Lines, read_yaml
from trucekeeper.errors import Fault
from trucekeeper.finding.derive import derive
from trucekeeper.finding.finding import Authorship, Compliance, Finding, Occurred
from trucekeeper.vocabulary.text import Frozen, T

HYPOTHETICAL = "https://example.org/hypothetical"
"""Where a hypothetical record is said to stand: an address that is nobody's (RFC 2606)."""


class Expected(Frozen):
    """One answer that the rules must give. ``act`` is named where the records tell of more than one."""

    obligation: str
    reading: str
    act: str | None = None
    record: str | None = None
    occurred: Occurred | None = None
    author: Authorship | None = None
    compliance: Compliance


class Example(Frozen):
    """Records given, and what must follow; nothing expected means that no finding may be proposed.

    A record is given by its id, or written out by the names of the chronology's columns. One that is ``hypothetical``
    may leave out its citation and its summary.
    """

    id: str
    title: T
    hypothetical: bool = False
    as_of: date | datetime | None = None
    given: tuple[str | dict[str, str], ...]
    expect: tuple[Expected, ...]
    why: T
    source: tuple[str, ...] = ()


class ExampleFile(Frozen):
    """``findings.yaml``."""

    examples: tuple[Example, ...]
    kind: Literal["findings"] = "findings"


def load_examples(case: Case) -> tuple[tuple[Example, ...], list[Fault]]:
    """Read ``findings.yaml`` of a case."""
    file, faults = read_yaml(case.path("findings.yaml"), ExampleFile)
    return (file.examples if file else ()), faults


def check_examples(case: Case, agreement: Agreement) -> list[Fault]:
    """Return a fault for each example whose records do not exist or whose answers the rules do not give."""
    examples, faults = load_examples(case)
    lines = Lines(case.path("findings.yaml"))
    for index, example in enumerate(examples):
        for problem in _problems(example, case, agreement):
            faults.append(Fault(lines.path, lines.of("examples", index), f"{example.id}: {problem}"))
    return faults


def _problems(example: Example, case: Case, agreement: Agreement) -> Iterator[str]:
    if not example.hypothetical and not example.source:
        yield "no source; cite one, or mark it hypothetical: true"
    named = [given for given in example.given if isinstance(given, str)]
    rows = [row for row in case.rows if row.id in named]
    figures = [figure for figure in case.figures if figure.id in named]
    missing = set(named) - {row.id for row in rows} - {figure.id for figure in figures}
    if missing:
        yield f"given {', '.join(sorted(missing))}: no such record"
        return
    for number, given in enumerate((g for g in example.given if isinstance(g, dict)), start=1):
        row, problems = read_row(_completed(given, example, number), number)
        yield from (f"given {number}: {problem}" for problem in problems)
        if row is None:
            return
        rows.append(row)
    findings = derive(rows, figures, case, agreement).findings
    if not example.expect and findings:
        yield f"expects no finding, but the rules propose {findings[0].id}"
    for expected in example.expect:
        yield from _unmet(expected, findings)


def _completed(given: dict[str, str], example: Example, number: int) -> dict[str, str]:
    """Return a written-out record with what a hypothetical one may leave out."""
    if not example.hypothetical:
        return given
    day = given.get("date", "")
    left_out = {
        "id": f"{example.id}-{number}",
        "summary_en": example.title.en,
        "summary_ar": example.title.ar,
        "source_url": HYPOTHETICAL,
        "source_date": day,
        "confidence": "medium",
    }
    return {**left_out, **given}


def _unmet(expected: Expected, findings: tuple[Finding, ...]) -> Iterator[str]:
    found = [finding for finding in findings if _meant(expected, finding)]
    if not found:
        yield f"the rules propose nothing on {expected.obligation} under {expected.reading}"
        return
    finding = found[0]
    given = {
        "occurred": finding.occurred.answer,
        "author": finding.author.answer,
        "compliance": finding.compliance,
    }
    for answer, value in given.items():
        wanted = getattr(expected, answer)
        if wanted is not None and wanted != value:
            yield f"{expected.obligation} under {expected.reading}: {answer} is {value}, expected {wanted}"


def _meant(expected: Expected, finding: Finding) -> bool:
    parts = finding.id.split("/")
    record = finding.incident.partition("#")[0]
    return (
        (finding.obligation, finding.reading) == (expected.obligation, expected.reading)
        and expected.act in (None, *parts[3:4])
        and expected.record in (None, record)
    )
