"""``assess`` and ``gates`` as filters: lines in, lines out, bad lines named, good ones through."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trucekeeper.agreement import load_agreement
from trucekeeper.case import load_case
from trucekeeper.cli import app
from trucekeeper.errors import BadInput
from trucekeeper.finding.derive import derive


@pytest.fixture(scope="module")
def gaza(gaza_case_dir: Path):
    case = load_case(gaza_case_dir)
    agreement = load_agreement(case)
    return derive(case.rows, (), case, agreement)


def run(gaza_case_dir: Path, *args: str, stdin: str = ""):
    return CliRunner().invoke(app, ["assess", "--case", str(gaza_case_dir), *args], input=stdin)


def test_with_the_claims_the_lines_give_what_the_whole_flow_gives(gaza, gaza_case_dir: Path, tmp_path: Path):
    (tmp_path / "claims").write_text("\n".join(c.model_dump_json() for c in gaza.claims.values()), encoding="utf-8")
    alone = [i for i in gaza.incidents if i.episode is None]
    given = "\n".join(incident.model_dump_json() for incident in alone)
    result = run(gaza_case_dir, "--claims", str(tmp_path / "claims"), stdin=given)
    assert result.exit_code == 0, result.output
    ids = {incident.id for incident in alone}
    expected = [finding.model_dump(mode="json") for finding in gaza.findings if finding.incident in ids]
    assert [json.loads(line) for line in result.stdout.splitlines()] == expected


def test_without_them_an_incident_tells_enough_for_the_first_two_answers(gaza, gaza_case_dir: Path):
    given = {i.id: i for i in gaza.incidents}
    result = run(gaza_case_dir, stdin="\n".join(i.model_dump_json() for i in given.values()))
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(found) == len(gaza.findings)
    for finding in found:
        named = finding["author"]["answer"] in ("attributed", "acknowledged")
        assert bool(finding["author"]["actor"]) == named
        if finding["obligor"]:
            assert named
    same = sum(a["author"]["answer"] == b.author.answer for a, b in zip(found, gaza.findings, strict=True))
    assert same == len(found)


def test_a_bad_line_is_named_and_the_good_ones_go_through(gaza, gaza_case_dir: Path, tmp_path: Path):
    good = gaza.incidents[0].model_dump_json()
    lines = [good, "{", good.replace('"rival"', '"rivalry"'), "", good]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = run(gaza_case_dir, str(tmp_path / "in.jsonl"))
    assert result.exit_code == 2
    assert f"{tmp_path / 'in.jsonl'}:2: the line: Invalid JSON" in result.stderr
    assert "in.jsonl:3: rivalry: unknown field; known are id, " in result.stderr
    assert len(result.stdout.splitlines()) % 2 == 0
    assert result.stdout


def test_an_actor_whom_the_case_does_not_know_is_named_and_the_others_go_through(
    gaza, gaza_case_dir: Path, tmp_path: Path
):
    found = next(i for i in gaza.incidents if i.acts and i.acts[0].actor)
    good = found.model_dump(mode="json")
    bad = json.loads(json.dumps(good))
    bad["acts"][0]["actor"] = "nobody-of-this-case"
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in (bad, good)), encoding="utf-8")
    result = run(gaza_case_dir, str(path))
    assert result.exit_code == 2
    assert f"{path}:1: actor 'nobody-of-this-case' is no actor of this case" in result.stderr
    assert {json.loads(line)["incident"] for line in result.stdout.splitlines()} == {found.id}
    claim = next(iter(gaza.claims.values())).model_dump(mode="json")
    claim["actor"]["id"] = "nobody-of-this-case"
    (tmp_path / "claims").write_text(json.dumps(claim), encoding="utf-8")
    result = run(gaza_case_dir, "--claims", str(tmp_path / "claims"), stdin=json.dumps(good))
    assert result.exit_code == 2
    assert f"{tmp_path / 'claims'}:1: actor 'nobody-of-this-case'" in result.stderr


def test_nothing_in_gives_nothing_out_and_a_missing_file_says_so(gaza_case_dir: Path):
    assert (run(gaza_case_dir).stdout, run(gaza_case_dir).exit_code) == ("", 0)
    assert "No such file" in str(run(gaza_case_dir, "/nowhere").exception)


def test_gates_prints_the_document_of_the_contract(gaza_case_dir: Path):
    args = ["gates", "--case", str(gaza_case_dir), "--as-of", "2026-10-10"]
    made = json.loads(CliRunner().invoke(app, args).stdout)
    assert set(made) == {"case", "as_of", "gates", "calendar"}
    assert set(made["gates"][0]) == {"id", "stage", "next", "verifier", "state", "reciprocal", "conditions"}
    assert set(made["gates"][0]["conditions"][0]) == {"obligation", "state", "said"}
    assert set(made["calendar"][0]) == {"obligation", "due", "next_due", "basis", "source"}
    assert CliRunner().invoke(app, [*args, "--ical"]).stdout.startswith("BEGIN:VCALENDAR")
    refused = CliRunner().invoke(app, [*args[:3], "--as-of", "later"])
    assert isinstance(refused.exception, BadInput)
