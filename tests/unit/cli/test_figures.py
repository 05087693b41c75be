"""``figures`` refuses days in the wrong order, and knows only what was published by the time that is asked for."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trucekeeper.case import load_case
from trucekeeper.cli import app
from trucekeeper.errors import BadInput

METRIC = "aid_trucks_entered"


def run(case: Path, *args: str):
    return CliRunner().invoke(app, ["figures", METRIC, "--case", str(case), *args])


def test_days_in_the_wrong_order_are_refused(gaza_case_dir: Path):
    refused = run(gaza_case_dir, "--from", "2025-12-31", "--to", "2025-12-01").exception
    assert isinstance(refused, BadInput)
    assert refused.exit_code == 2
    assert "--to 2025-12-01 is before --from 2025-12-31; name the first day in --from" in str(refused)
    assert run(gaza_case_dir, "--from", "2025-12-01", "--to", "2025-12-01").exit_code == 0


@pytest.mark.parametrize(
    ("as_of", "last"), [("2025-10-20", "2025-10-20"), ("2025-10-20T23:59:00+03:00", "2025-10-20"), ("2025-10-13", "")]
)
def test_only_what_was_published_by_then_is_known(gaza_case_dir: Path, as_of: str, last: str):
    figures = [figure for figure in load_case(gaza_case_dir).figures if figure.metric == METRIC]
    expected = {figure.id for figure in figures if figure.citation.published.isoformat() <= last}
    result = run(gaza_case_dir, "--as-of", as_of)
    assert result.exit_code == 0, result.output
    assert {point["id"] for series in json.loads(result.stdout)["series"] for point in series["points"]} == expected
    assert len(expected) < len(figures)


def test_a_time_that_is_none_is_refused(gaza_case_dir: Path):
    assert isinstance(run(gaza_case_dir, "--as-of", "later").exception, BadInput)
