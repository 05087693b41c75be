import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trucekeeper.claim.evaluate import evaluate
from trucekeeper.claim.evaluate.corpora import conll, labelled, roles
from trucekeeper.claim.evaluate.measure import Counts, overlap, score
from trucekeeper.claim.evaluate.role_gold import positions, stretches
from trucekeeper.claim.tokens import tokenise
from trucekeeper.cli import app

SHARED = Path(__file__).parents[4] / "shared" / "data" / "text"
FIELDS = "dataset split lang field match n coverage precision recall f1 low high baselines".split()
TOWN = [("زار", ["O"]), ("مدينة", ["O"]), ("حلب", ["B-LOC"]), ("أمس", ["O"])]


@pytest.fixture
def folder(tmp_path):
    sentences = "\n\n".join("\n".join(f"{word} {tags[0]}" for word, tags in TOWN) + f"\n{n} O" for n in range(12))
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "held_out.conll").write_text(sentences, encoding="utf-8")
    (deep / "notes.txt").write_text("Nothing to measure here.\n", encoding="utf-8")
    told = ("افتتح الوزير معرضا", "قتل مسلحون جنديا")
    rows = [f"0,ASSAULT,doc-{n},{('easy no', 'yes')[n % 2]},3,{told[n % 2]} رقم {n},3" for n in range(12)]
    (deep / "x_gsr.csv").write_text(
        "accept,event_type,id,label,reject,text,total\n" + "\n".join(rows), encoding="utf-8"
    )
    return tmp_path


def test_files_are_found_by_what_they_hold_wherever_they_lie(folder):
    rows = list(evaluate(folder))
    assert {(row.field, row.split, row.n) for row in rows} == {("place", "unseen", 12), ("assault", "unseen", 12)}
    assert all(row.low <= row.f1 <= row.high for row in rows)


def test_the_command_prints_rows_of_the_agreed_fields(folder):
    result = CliRunner().invoke(app, ["claim", "evaluate", "--data", str(folder), "--json"])
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert all(list(row) == FIELDS for row in rows)
    assert [row["field"] for row in rows if row["split"] != "record"] == ["place", "assault"]
    assert any("actor of" in row["field"] for row in rows if row["split"] == "record"), "each party apart"
    table = CliRunner().invoke(app, ["claim", "evaluate", "--data", str(folder)])
    assert "gazetteer" in table.stdout


def test_a_folder_without_annotated_text_is_bad_input(tmp_path):
    result = CliRunner().invoke(app, ["claim", "evaluate", "--data", str(tmp_path)])
    assert "no annotated text" in str(result.exception)
    result = CliRunner().invoke(app, ["claim", "evaluate", "--data", str(tmp_path / "none")])
    assert "no such folder" in str(result.exception)


def test_a_place_within_an_organisation_is_a_place():
    of = [("بلدية", ["B-ORG"]), ("نابلس", ["I-ORG", "B-GPE"])]
    assert labelled(of).spans == ((0, 5, "organisation"), (6, 11, "place"))


def test_words_of_an_annotator_are_laid_where_they_stand_together():
    tokens = tokenise("جنود قرب المدينة قتلهم جنود من المدينة")
    within = positions(tokens, ["جنود", "من", "المدينة"], ())
    assert within == {4, 5, 6}
    assert [tokens[4].start, tokens[6].end] == list(*stretches(tokens, within))


def test_of_two_places_the_one_nearest_to_the_verb_counts():
    tokens = tokenise("جنود هنا وهناك ثم قتل جنود")
    assert positions(tokens, ["جنود"], {4}) == {5}


def test_overlap_counts_each_side_by_itself():
    assert overlap([(0, 4), (6, 8)], [(3, 7)]) == Counts(2, 2, 1, 1)
    assert score([Counts(2, 1, 4, 2)])[:3] == (0.5, 0.5, 0.5)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data/text is not here")
def test_what_was_measured_on_texts_left_out_holds_the_targets():
    floors = {
        ("anercorp_train", "held_out", "place"): 0.85,
        ("anercorp_train", "cross_domain", "place"): 0.70,
        ("wojood-sample/train", "cross_domain", "place"): 0.78,
        ("assault_spans", "held_out", "actor"): 0.55,
        ("assault_spans", "held_out", "target"): 0.38,
        ("assault_gsr", "held_out", "assault"): 0.68,
        ("stance/dev", "held_out", "agreement"): 0.65,
        ("gold65", "train", "speech act"): 0.70,
    }
    rows = list(evaluate(SHARED))
    for (dataset, split, field), floor in floors.items():
        found = [row.f1 for row in rows if row.dataset.endswith(dataset) and row.split == split and row.field == field]
        assert found
        assert max(found) >= floor, (dataset, split, field)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data/text is not here")
def test_the_corpora_are_read_whole():
    assert {corpus.name: len(corpus.texts) for corpus in conll(SHARED)}["arabic-ner/anercorp_train"] > 4000
    assert sum(len(items) for _, items in roles(SHARED)) == 450


@pytest.mark.skipif(not SHARED.exists(), reason="no development data beside the checkout")
def test_the_table_of_the_docs_is_what_the_command_prints():
    result = CliRunner().invoke(app, ["claim", "evaluate", "--data", str(SHARED.parent), "--markdown"])
    page = Path(__file__).parents[3] / "docs" / "coder-evaluation.md"
    assert page.read_text(encoding="utf-8").split("\n\n")[-1].strip() == result.stdout.strip(), "run `make evaluation`"
