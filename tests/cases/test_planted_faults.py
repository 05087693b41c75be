"""``case check`` passes the Gaza case, and names file and line of every fault that is planted in a copy of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trucekeeper.cli import app


@pytest.fixture
def case_dir(gaza_case_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(gaza_case_dir, tmp_path / "case"))


def check(folder: Path):
    return CliRunner().invoke(app, ["case", "check", str(folder)])


def plant(path: Path, old: str, new: str) -> int:
    """Replace the first *old* of a file, and return the line on which it stood."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_gaza_case_passes(gaza_case_dir: Path):
    result = check(gaza_case_dir)
    assert result.exit_code == 0, result.output
    assert "6 instruments, 40 obligations, 279 record rows" in result.output
    assert "0 faults" in result.output


FAULTS = {
    "an unknown key in the case": (
        "case.yaml",
        "attribution: allowed",
        "atribution: allowed",
        0,
        "unknown key 'atribution'",
    ),
    "a party that is no actor": ("case.yaml", "parties: [hamas, israel]", "parties: [hamas, israeli]", 0, "'israeli'"),
    "a guarantor without the role": (
        "case.yaml",
        "guarantors: [egypt, qatar, turkiye, us]",
        "guarantors: [egypt, qatar, spain, us]",
        0,
        "holds no role 'guarantor'",
    ),
    "an unknown key in an actor": ("actors.yaml", "    kind: state\n", "    sort: state\n", None, "unknown key 'sort'"),
    "an organ of nobody": ("actors.yaml", "    parent: us\n", "    parent: usa\n", None, "actor 'usa' does not exist"),
    "a source that speaks for nobody": (
        "sources.yaml",
        "    affiliation: cogat\n",
        "    affiliation: cogatt\n",
        None,
        "affiliation 'cogatt' does not exist",
    ),
    "a place in no place": ("places.csv", "town,gaza-governorate", "town,gaza-gov", 0, "parent 'gaza-gov' is no place"),
    "a place of no level": ("places.csv", ",neighbourhood,", ",hood,", 0, "level 'hood'"),
    "an obligor that is no actor": (
        "agreement/PLAN20.yaml",
        "obligor: [israel, hamas, other-factions]",
        "obligor: [israel, hamas, others]",
        0,
        "actor 'others' does not exist",
    ),
    "a trigger that is no obligation": (
        "agreement/PLAN20.yaml",
        "trigger: O-05",
        "trigger: O-55",
        0,
        "obligation 'O-55'",
    ),
    "an act that is none": (
        "agreement/PLAN20.yaml",
        "acts: [aid_restriction,",
        "acts: [aid_refusal,",
        0,
        "act 'aid_refusal'",
    ),
    "an obligation of no kind": ("agreement/STEPS.yaml", "kind: mechanism", "kind: machine", 0, "kind"),
    "a reading held by nobody": (
        "agreement/PLAN20.yaml",
        "    held_by: [israel]\n",
        "    held_by: []\n",
        None,
        "is held by nobody; name who holds it",
    ),
    "a quantity without a unit": (
        "agreement/JAN19.yaml",
        "{value: 50, unit: trucks,",
        "{value: 50, unit: '',",
        0,
        "a quantity without a unit; say of what",
    ),
    "a duty of quantity without one": (
        "agreement/PLAN20.yaml",
        "kind: guarantee",
        "kind: ratio",
        0,
        "a ratio without a quantity",
    ),
    "a gate that waits for itself": (
        "agreement/ROAD15.yaml",
        "requires: [O-03, O-11,",
        "requires: [M-01, O-11,",
        0,
        "M-01: waits for itself: M-01 > M-01",
    ),
    "an interval that is none": (
        "agreement/R2803.yaml",
        "every: 6 months",
        "every: half a year",
        0,
        "is no interval; write it as 14 days",
    ),
    "an instrument that ends before it begins": (
        "agreement/R2803.yaml",
        "until: 2027-12-31",
        "until: 2020-12-31",
        None,
        "until a day before it begins",
    ),
    "a zone that does not exist": (
        "agreement/STEPS.yaml",
        "zone: yellow-line",
        "zone: green-line",
        0,
        "zone 'green-line'",
    ),
    "a citation without an address": (
        "agreement/SHARM.yaml",
        'url: "https://blitzindiamedia.com',
        'url: "blitzindiamedia.com',
        None,
        "is not an address",
    ),
    "a day that does not exist": (
        "agreement/ROAD15.yaml",
        "due: 2026-08-14",
        "due: 2026-08-34",
        0,
        "not a date that exists",
    ),
    "two obligations of one id": ("agreement/STEPS.yaml", "- id: O-03", "- id: O-02", 0, "'O-02' stands already"),
    "an example that the rules do not meet": (
        "findings.yaml",
        "author: not_attributed, compliance: breach",
        "author: attributed, compliance: breach",
        None,
        "author is not_attributed, expected attributed",
    ),
    "a rule of no kind": ("indicators.yaml", "kind: deadline", "kind: hunch", 0, "kind"),
    "a time zone that is none": (
        "case.yaml",
        "time_zone: Asia/Gaza",
        "time_zone: Asia/Nowhere",
        0,
        "no time zone is named 'Asia/Nowhere'; write one of",
    ),
    "a time zone that is a folder": (
        "case.yaml",
        "time_zone: Asia/Gaza",
        "time_zone: Asia",
        0,
        "no time zone is named",
    ),
    "a duty of nobody": (
        "agreement/PLAN20.yaml",
        "obligor: [israel, hamas, other-factions]",
        "obligor: []",
        0,
        "binds nobody; name in obligor who owes it",
    ),
    "a quantity below nothing": (
        "agreement/JAN19.yaml",
        "{value: 50, unit: trucks,",
        "{value: -50, unit: trucks,",
        0,
        "a quantity of -50; write how much, 0 or more",
    ),
    "a gate that opens the way to itself": (
        "agreement/ROAD15.yaml",
        "next: [M-03, M-04]",
        "next: [M-01, M-04]",
        0,
        "M-01: names itself in next; name what it opens the way to",
    ),
    "a record that touches no obligation": (
        "records/chronology.csv",
        "O-01;O-03",
        "O-01;O-99",
        0,
        "'O-99' does not exist",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_named_with_file_and_line(name: str, case_dir: Path):
    file, old, new, offset, message = FAULTS[name]
    line = plant(case_dir / file, old, new)
    result = check(case_dir)
    assert result.exit_code == 1, result.output
    named = [text for text in result.output.splitlines() if message in text]
    assert named, result.output
    assert f"{file}:" in named[0]
    if offset is not None:
        assert f"{file}:{line + offset}:" in named[0]


SQUARE = [[34.2, 31.2], [34.4, 31.2], [34.4, 31.4], [34.2, 31.4], [34.2, 31.2]]
BOW = [[34.2, 31.2], [34.4, 31.4], [34.4, 31.2], [34.2, 31.4], [34.2, 31.2]]
DRAWN = {"geometry": {"type": "Polygon", "coordinates": [SQUARE]}, "uncertainty_m": 100}
ZONES = {
    "crosses itself": ({**DRAWN, "geometry": {"type": "Polygon", "coordinates": [BOW]}}, "Self-intersection"),
    "has no uncertainty": ({**DRAWN, "uncertainty_m": None}, "a geometry without uncertainty_m"),
    "is no geometry": ({**DRAWN, "geometry": {"type": "Blob"}}, "no GeoJSON geometry"),
    "stands twice": (
        {"version": "as_agreed", "by": "all-parties"},
        "two versions as_agreed by all-parties stand on the same",
    ),
}


DRAWN_WRONG = {
    "of three points": ([SQUARE[0], SQUARE[1], SQUARE[0]], "a ring of 3 points; draw one of 4 at least"),
    "not closed": (SQUARE[:4], "a ring that is not closed; end it where it begins, at [34.2, 31.2]"),
    "nowhere on earth": ([*SQUARE[:2], [34.4, 131.4], *SQUARE[3:]], "the point [34.4, 131.4] lies nowhere on earth"),
}
ZONES |= {
    name: ({**DRAWN, "geometry": {"type": "Polygon", "coordinates": [ring]}}, message)
    for name, (ring, message) in DRAWN_WRONG.items()
}
ZONES |= {
    "is less than certain": ({**DRAWN, "uncertainty_m": -5}, "uncertainty_m is -5; write how far it may be off"),
    "ends before it begins": ({"until": "2025-10-01"}, "stands until 2025-10-01, before it begins on 2025-10-20"),
}
KEYS = {"is less than certain": "uncertainty_m", "ends before it begins": "until"} | dict.fromkeys(
    DRAWN_WRONG, "geometry"
)


@pytest.mark.parametrize("name", ZONES)
def test_a_zone_that_cannot_be_is_named_with_its_line(name: str, case_dir: Path):
    changed, message = ZONES[name]
    path = case_dir / "zones" / "yellow-line.geojson"
    zones = json.loads(path.read_text(encoding="utf-8"))
    feature = zones["features"][1]
    feature["properties"] |= {key: value for key, value in changed.items() if key != "geometry"}
    feature["geometry"] = changed.get("geometry")
    text = json.dumps(zones, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
    said = text.splitlines()
    line = [n for n, words in enumerate(said, start=1) if words == "  {"][1]
    if name in KEYS:
        line = next(n for n, words in enumerate(said, start=1) if n > line and f'"{KEYS[name]}":' in words)
    result = check(case_dir)
    assert result.exit_code == 1
    assert f"yellow-line.geojson:{line}: zone 'yellow-line': " in result.output
    assert message in result.output


def test_yaml_that_is_none_is_named_with_its_line(case_dir: Path):
    line = plant(case_dir / "agreement/SHARM.yaml", "  kind: declaration", "  kind: [declaration")
    result = check(case_dir)
    assert result.exit_code == 1
    assert f"SHARM.yaml:{line + 1}: not YAML" in result.output


def test_an_obligation_without_a_source_is_refused(case_dir: Path):
    path = case_dir / "agreement/JAN19.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.rindex("  source:\n")
    path.write_text(text[:at] + "  source: []\n", encoding="utf-8")
    result = check(case_dir)
    assert result.exit_code == 1
    assert "O-13: no source; cite it" in result.output


REMOVALS: dict[str, tuple[Callable[[Path], None], str]] = {
    "actors": (lambda d: (d / "actors.yaml").unlink(), "actors.yaml:1: the file is missing"),
    "places": (lambda d: (d / "places.csv").unlink(), "places.csv:1: the file is missing"),
    "agreement": (lambda d: shutil.rmtree(d / "agreement"), "no instrument"),
    "records": (lambda d: (d / "records/chronology.csv").unlink(), "chronology.csv:1: the file is missing"),
}


@pytest.mark.parametrize("what", REMOVALS)
def test_a_missing_file_is_named(what: str, case_dir: Path):
    remove, message = REMOVALS[what]
    remove(case_dir)
    result = check(case_dir)
    assert result.exit_code == 1
    assert message in result.output
