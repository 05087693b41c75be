"""``link`` and ``incident evaluate`` as a user meets them: lines in and out, bad ones named, people's word taken."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trucekeeper.cli import app
from trucekeeper.incident import Incident

CLAIMS = Path(__file__).parents[3] / "docs" / "examples" / "market-claims.jsonl"


def run(*words: str, stdin: str | None = None):
    return CliRunner().invoke(app, list(words), input=stdin)


def incidents(result) -> list[Incident]:
    return [Incident.model_validate_json(line) for line in result.stdout.splitlines()]


def test_claim_lines_become_incident_lines_of_the_contract():
    result = run("link", str(CLAIMS))
    assert result.exit_code == 0
    assert [(one.id, one.state, len(one.claims)) for one in incidents(result)] == [
        ("m-1#1", "received", 3),
        ("m-4#1", "received", 1),
        ("m-5#1", "received", 1),
        ("m-6#1", "waiting", 1),
    ]


def test_what_code_prints_is_linked_as_it_is():
    coded = run("code", str(CLAIMS.parent / "market.jsonl"))
    assert run("link", stdin=coded.stdout).stdout == run("link", str(CLAIMS)).stdout


def test_bad_lines_are_named_and_the_good_ones_go_through(tmp_path: Path):
    first = CLAIMS.read_text(encoding="utf-8").splitlines()[0]
    path = tmp_path / "claims.jsonl"
    path.write_text(f"{first}\n{{\n{first}\n", encoding="utf-8")
    result = run("link", str(path))
    assert result.exit_code == 2
    assert len(incidents(result)) == 1
    assert f"{path}:2: " in result.stderr
    assert f"{path}:3: id: m-1#1 stands already" in result.stderr


def test_pairs_for_review_are_written_and_a_judgement_settles_them(tmp_path: Path):
    review, said = tmp_path / "review.jsonl", tmp_path / "said.jsonl"
    assert run("link", str(CLAIMS), "--review", str(review)).exit_code == 0
    (asked,) = map(json.loads, review.read_text(encoding="utf-8").splitlines())
    assert set(asked) == {"a", "b", "score", "why"}
    judged = {"a": asked["a"], "b": asked["b"], "same": True, "by": "analyst", "at": "2026-01-12T12:00:00Z"}
    said.write_text(json.dumps(judged), encoding="utf-8")
    result = run("link", str(CLAIMS), "--judgements", str(said), "--review", str(review))
    assert ("m-4#1", "m-5#1") in [one.claims for one in incidents(result)]
    assert review.read_text(encoding="utf-8") == ""


def test_linking_is_measured_on_headlines_that_serve_one_event(tmp_path: Path):
    told = {
        "1": [
            "Drone strike kills 18 in a market in Marun",
            "At least 20 killed as drone hits market in Marun",
            "The week",
        ],
        "2": ["Two farmers shot dead near Otobi", "The week"],
    }
    with (tmp_path / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "date_start", "source_article"])
        for event, texts in told.items():
            items = ";".join(f'"Outlet {number},2026-03-04,{text}"' for number, text in enumerate(texts))
            writer.writerow([event, "2026-03-04 00:00:00.000", items])
    rows = json.loads(run("incident", "evaluate", "--data", str(tmp_path), "--json").stdout)
    pairs, b3 = (
        next(row for row in rows if row["field"] == field and row["lang"] == "all") for field in ("pairs", "b3")
    )
    assert (pairs["n"], pairs["split"]) == (3, "2026-03")
    assert (pairs["precision"], pairs["recall"], pairs["f1"]) == (1, 1, 1)
    assert b3["baselines"]["singletons"] == pytest.approx(2 * (2 / 3) / (1 + 2 / 3))


def test_a_folder_without_headlines_is_named(tmp_path: Path):
    result = run("incident", "evaluate", "--data", str(tmp_path))
    assert result.exit_code != 0
    assert "no file there has headlines of events" in str(result.exception)
