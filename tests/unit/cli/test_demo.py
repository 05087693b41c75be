"""The demo ends well on a clean folder, prints what it did in numbers, and leaves the files that it promises."""

import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trucekeeper.cli import app
from trucekeeper.errors import BadInput
from trucekeeper.ledger import read_checkpoint
from trucekeeper.node.node import Node


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory):
    target = tmp_path_factory.mktemp("demo") / "out"
    return CliRunner().invoke(app, ["demo", "--no-serve", "--dir", str(target)]), target


def test_it_ends_well_and_says_what_it_did(demo):
    result, _ = demo
    assert result.exit_code == 0, result.output
    assert "279 reports (0 duplicates)" in result.output
    assert "findings proposed on" in result.output
    assert "none made" in result.output


def test_it_leaves_both_briefs_in_three_formats(demo):
    _, target = demo
    for lang in ("ar", "en"):
        for extension in ("html", "md", "json"):
            assert (target / f"brief.{lang}.{extension}").stat().st_size > 1000


def test_the_summary_has_the_shape_of_the_contract(demo):
    _, target = demo
    summary = json.loads((target / "summary.json").read_text(encoding="utf-8"))
    assert (
        list(summary)
        == (
            "case from to reports duplicates claims incidents episodes waiting findings figures warnings brief "
            "forecast coverage faults seconds version"
        ).split()
    )
    assert (summary["case"], summary["from"], summary["to"]) == ("gaza-2025", "2025-10-10", "2026-10-10")
    assert set(summary["findings"]) == {"proposed", "obligations_touched"}
    assert summary["warnings"]["drafted"] >= 1
    for lang in ("ar", "en"):
        assert summary["brief"][lang]["sentences"] == summary["brief"][lang]["sourced"] > 0
    assert set(summary["coverage"]) == {"days", "days_without_report", "sources_by_side", "languages"}
    assert summary["seconds"] < 60


def test_the_ledger_holds_every_row_and_its_chain_stands(demo):
    _, target = demo
    node = Node.open(target)
    kinds = Counter(entry.kind for entry in node.ledger.entries())
    assert (kinds["record_row"], kinds["case_version"], kinds["key"]) == (279, 1, 1)
    verdict = node.ledger.verify(read_checkpoint(target / "checkpoint.json"))
    assert verdict.ok
    assert verdict.entries == kinds.total()


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    result = CliRunner().invoke(app, ["demo", "--no-serve", "--dir", str(tmp_path)])
    assert isinstance(result.exception, BadInput)
    assert "not an empty folder" in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_period_that_is_none_says_what_would_be_right(tmp_path: Path):
    result = CliRunner().invoke(app, ["demo", "--no-serve", "--dir", str(tmp_path / "d"), "--period", "last week"])
    assert isinstance(result.exception, BadInput)
    assert "YYYY-MM-DD..YYYY-MM-DD" in str(result.exception)
