"""Totals of harm follow the standard that a case names, say of how many incidents they are, and merge no numbers."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from typer.testing import CliRunner

from trucekeeper.case import load_case
from trucekeeper.case.strict import read_yaml
from trucekeeper.cli import app
from trucekeeper.errors import BadInput
from trucekeeper.incident import ClaimedAct, Incident, Number, chosen, totals
from trucekeeper.incident.incident import Corroborated
from trucekeeper.incident.standards import CasualtyFile, casualty_standards, credibility_standard
from trucekeeper.incident.totals import grade
from trucekeeper.vocabulary.clock import When
from trucekeeper.vocabulary.place import PlaceRef
from trucekeeper.vocabulary.text import T

CASES = Path(__file__).parents[3] / "cases"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
THREE, GRADED = casualty_standards()["three-independent-sources"], casualty_standards()["graded-confidence"]


def killed(publisher: str, low: int | None, high: int | None, scope="event") -> Number:
    return Number(kind="killed", low=low, high=high, scope=scope, publisher=publisher, claim="c", at=NOON)


def incident(*numbers: Number, independent=0, attribution="alleged", authors=("a",), credibility=6) -> Incident:
    return Incident(
        id="i",
        state="received",
        claims=("c",),
        denials=(),
        acts=tuple(ClaimedAct(code="fire", actor=a, attribution=attribution, claimed_by=("s",)) for a in authors),
        target_status="not_stated",
        place=PlaceRef(),
        time=When(start=None, end=None, precision="unknown"),
        numbers=numbers,
        rival=False,
        corroboration=Corroborated(independent=independent, by_kind={}, copies=(), text=T(en="", ar="")),
        credibility=credibility,
    )


def test_a_total_runs_from_the_lowest_to_the_highest_stated_and_says_of_how_many_incidents():
    told = [
        incident(killed("a", 18, 18), killed("b", 20, 24), independent=3),
        incident(killed("a", 2, 2), independent=4),
        incident(killed("a", 100, 100), independent=2),
        incident(independent=3),
    ]
    found = totals(told, THREE)
    assert (found.meet, found.of, found.by_grade) == (3, 4, {"met": 3, "not_met": 1})
    assert [(h.kind, h.low, h.high, h.open, h.incidents) for h in found.harm] == [("killed", 20, 26, False, 2)]
    assert found.text.en == (
        "killed: 20 to 26, from 2 incidents; by the standard “three independent sources”, which 3 of 4 incidents meet"
    )
    assert "يستوفيه ⁦3⁩ من أصل ⁦4⁩ حوادث" in found.text.ar


def test_at_least_and_up_to_stay_what_they_are_and_a_running_total_is_of_no_incident():
    told = [incident(killed("a", 20, None), killed("b", None, 9), killed("c", 500, 500, "cumulative"), independent=3)]
    (harm,) = totals(told, THREE).harm
    assert (harm.low, harm.high, harm.open) == (0, 20, True)


@pytest.mark.parametrize(
    ("of", "grades"),
    [
        (incident(attribution="acknowledged"), "confirmed"),
        (incident(attribution="contested", independent=5), "contested"),
        (incident(authors=("a", "b"), independent=5), "contested"),
        (incident(independent=2, attribution="corroborated"), "fair"),
        (incident(independent=1), "weak"),
        (incident(credibility=5), "discounted"),
    ],
)
def test_graded_confidence_grades_by_its_written_rules(of: Incident, grades: str):
    assert grade(of, GRADED) == grades
    assert totals([of], GRADED).by_grade[grades] == 1


@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4), max_size=6), st.randoms())
def test_a_total_never_leaves_what_was_stated_and_does_not_depend_on_order(told, random):
    made = [
        incident(*(killed(str(n), min(pair), max(pair)) for n, pair in enumerate(numbers)), independent=3)
        for numbers in told
    ]
    found = totals(made, THREE)
    assert totals(random.sample(made, len(made)), THREE) == found
    stated = [[edge for pair in numbers for edge in pair] for numbers in told if numbers]
    if stated:
        assert (found.harm[0].low, found.harm[0].high) == (sum(map(min, stated)), sum(map(max, stated)))
    assert found.of == len(told)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "case.yaml:1: casualty_standard: missing; choose one of three-independent-sources, graded-confidence"),
        ("casualty_standard: my-own\n", "case.yaml:{last}: casualty_standard: 'my-own' is not written down"),
    ],
)
def test_case_check_names_a_standard_that_is_missing_or_unknown_and_no_total_is_made(tmp_path: Path, line, said):
    folder = Path(shutil.copytree(CASES / "lebanon-2024", tmp_path / "case"))
    text = (
        (folder / "case.yaml").read_text(encoding="utf-8").replace("casualty_standard: three-independent-sources\n", "")
    )
    (folder / "case.yaml").write_text(text + line, encoding="utf-8")
    result = CliRunner().invoke(app, ["case", "check", str(folder)])
    assert result.exit_code == 1
    assert said.format(last=len((text + line).splitlines())) in result.stderr
    with pytest.raises(BadInput, match="casualty_standard"):
        chosen(load_case(folder))


@pytest.mark.parametrize("case", sorted(CASES.glob("*/case.yaml")), ids=lambda path: path.parent.name)
def test_every_case_has_chosen_and_says_why(case: Path):
    standard = chosen(load_case(case.parent))
    assert f"casualty_standard: {standard.id}" in (case.parent / "README.md").read_text(encoding="utf-8")


def test_every_grade_of_the_information_has_its_rule_in_both_languages_and_one_is_for_everything():
    grades = credibility_standard().grades
    assert sorted(one.grade for one in grades) == list("123456")
    assert all(one.rule and one.rule.en and one.rule.ar for one in grades)


def test_a_standard_with_an_unknown_key_or_without_a_last_grade_is_refused_with_its_line(tmp_path: Path):
    path = tmp_path / "casualty.yaml"
    data = CasualtyFile(standards=(THREE,)).model_dump(mode="json", exclude_none=True)
    data["standards"][0]["grades"].pop()
    data["standards"][0]["counted"] = ["met"]
    YAML(typ="safe").dump(data, path)
    read, faults = read_yaml(path, CasualtyFile)
    assert read is None
    assert "must hold for everything" in faults[0].message
    data["standards"][0]["weight"] = 3
    YAML(typ="safe").dump(data, path)
    assert any("unknown key 'weight'" in fault.message for fault in read_yaml(path, CasualtyFile)[1])
