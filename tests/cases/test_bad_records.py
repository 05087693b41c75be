"""Bad rows are ordinary: each is named with file, line and what would be right, and the good rows still go in."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trucekeeper.case import Case, load_case
from trucekeeper.cli import app

ROWS = 279


@pytest.fixture
def case_dir(gaza_case_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(gaza_case_dir, tmp_path / "case"))


def edit(folder: Path, row_id: str, **cells: str) -> int:
    """Change cells of a row of the chronology and return the row's line."""
    path = folder / "records/chronology.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    line, row = next((n, row) for n, row in enumerate(rows, start=2) if row["id"] == row_id)
    row.update(cells)
    write(path, rows)
    return line


def write(path: Path, rows: list[dict[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def faults(case: Case) -> str:
    return "\n".join(map(str, case.faults))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"source_url": ""}, "source_url: empty; a row without a source says nothing"),
        ({"source_url": "see the notes"}, "is not an address; write https://"),
        ({"date": "2025-02-30"}, "is a date that does not exist"),
        ({"date": "yesterday"}, "is not a date; write YYYY-MM-DD"),
        ({"killed_low": "9", "killed_high": "3"}, "killed_low: 9 is more than killed_high 3"),
        ({"killed_best": "several"}, "is not a number"),
        ({"event_type": "attack_on_troops"}, "write gunfire, anti_tank_fire"),
        ({"event_type": "explosion"}, "is none of air_strike"),
        ({"claimed_by": ""}, "claimed_by: empty; every row is what somebody said"),
        ({"claimed_by": "Gaza Civil Defence (many)"}, "write SOURCE via CARRIER (TOLL)"),
        ({"lat": "131.5"}, "lies outside -90 to 90 degrees"),
        ({"confidence": "certain"}, "confidence: 'certain' is none of"),
    ],
)
def test_a_bad_cell_is_named_and_only_its_row_is_left_out(case_dir: Path, cells: dict[str, str], message: str):
    line = edit(case_dir, "gz-0013", **cells)
    case = load_case(case_dir)
    assert message in faults(case)
    assert f"chronology.csv:{line}:" in faults(case)
    assert len(case.rows) == ROWS - 1


@pytest.mark.parametrize("written", ["4120", "4,120", "4،120", "٤٬١٢٠", "٤،١٢٠"])
def test_a_number_is_read_as_people_write_it(case_dir: Path, written: str):
    edit(case_dir, "gz-0013", killed_low=written, killed_high=written, killed_best=written)
    case = load_case(case_dir)
    assert not case.faults
    assert next(row for row in case.rows if row.id == "gz-0013").killed.low == 4120


def test_an_unknown_column_is_named_and_the_rows_go_in(case_dir: Path):
    path = case_dir / "records/chronology.csv"
    rows = [{**row, "mood": "x"} for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]
    write(path, rows)
    case = load_case(case_dir)
    assert "chronology.csv:1: unknown column 'mood'" in faults(case)
    assert len(case.rows) == ROWS


def test_an_unknown_place_and_actor_are_kept_flagged_and_listed(case_dir: Path):
    line = edit(case_dir, "gz-0081", place="Atlantis", actor_alleged="the lighthouse keepers")
    result = CliRunner().invoke(app, ["case", "check", str(case_dir)])
    assert result.exit_code == 0, result.output
    assert f"chronology.csv:{line}: gz-0081: place: unknown place 'Atlantis', kept as written" in result.output
    assert "unknown actor 'the lighthouse keepers', kept as written; add it to actors.yaml" in result.output
    assert len(load_case(case_dir).rows) == ROWS


def test_the_same_row_twice_is_one_report_and_noted(case_dir: Path):
    path = case_dir / "records/chronology.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[5]]) + "\n", encoding="utf-8")
    case = load_case(case_dir)
    assert f"chronology.csv:{ROWS + 2}: gz-0005: stands already on line 6: the same row again" in faults(case)
    assert len(case.rows) == ROWS


def test_a_row_that_says_the_same_under_another_id_is_a_duplicate_of_the_first(case_dir: Path):
    path = case_dir / "records/chronology.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[5].replace("gz-0005", "gz-9005")]) + "\n", encoding="utf-8")
    case = load_case(case_dir)
    assert "gz-9005: says word for word what gz-0005 says; taken as one report" in faults(case)
    assert next(row for row in case.rows if row.id == "gz-0005").duplicates == ("gz-9005",)


def test_one_id_for_two_rows_is_refused(case_dir: Path):
    edit(case_dir, "gz-0006", id="gz-0005")
    case = load_case(case_dir)
    assert "another row has this id; give each row its own" in faults(case)
    assert len(case.rows) == ROWS - 1


def test_a_file_in_windows_1256_is_read_and_noted(case_dir: Path):
    path = case_dir / "records/chronology.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode("windows-1256", errors="replace"))
    case = load_case(case_dir)
    assert "chronology.csv:1: read as windows-1256; save the file as UTF-8" in faults(case)
    assert len(case.rows) == ROWS
    assert case.rows[0].summary.ar.startswith("أعلن الوسطاء")


def test_a_row_with_too_few_cells_is_named(case_dir: Path):
    path = case_dir / "records/chronology.csv"
    path.write_text(path.read_text(encoding="utf-8") + "gz-9999,2025-10-10\n", encoding="utf-8")
    case = load_case(case_dir)
    assert f"chronology.csv:{ROWS + 2}: 2 cells where the header has" in faults(case)
    assert len(case.rows) == ROWS


def test_an_empty_file_says_which_columns_are_wanted(case_dir: Path):
    (case_dir / "records/chronology.csv").write_text("", encoding="utf-8")
    case = load_case(case_dir)
    assert "chronology.csv:1: no column id, date" in faults(case)
    assert case.rows == ()


def test_a_figure_without_a_unit_or_value_is_named(case_dir: Path):
    path = case_dir / "records/figures.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    rows[0]["unit"] = ""
    rows[1].update(value="", low="", high="")
    write(path, rows)
    case = load_case(case_dir)
    assert "figures.csv:2: unit: empty" in faults(case)
    assert "figures.csv:3: value: empty" in faults(case)
    assert len(case.figures) == len(rows) - 2


def test_the_demo_goes_through_with_the_good_rows_and_ends_with_2(case_dir: Path, tmp_path: Path):
    edit(case_dir, "gz-0013", source_url="")
    target = tmp_path / "out"
    result = CliRunner().invoke(app, ["demo", "--no-serve", "--dir", str(target), "--case", str(case_dir)])
    assert result.exit_code == 2, result.output
    summary = json.loads((target / "summary.json").read_text(encoding="utf-8"))
    assert summary["reports"] == ROWS - 1
    assert "source_url: empty" in summary["faults"][0]["message"]
    assert summary["faults"][0]["line"] == 14
