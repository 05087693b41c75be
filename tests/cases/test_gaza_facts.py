"""What the facts bent and the case mended stays mended."""

import re
from pathlib import Path

import pytest

from trucekeeper.agreement import Agreement, load_agreement
from trucekeeper.case import Case, load_case


@pytest.fixture(scope="module")
def case(gaza_case_dir: Path) -> Case:
    return load_case(gaza_case_dir)


@pytest.fixture(scope="module")
def agreement(case: Case) -> Agreement:
    return load_agreement(case)


def test_all_six_instruments_carry_the_status_of_every_party_and_guarantor(case, agreement):
    assert [i.id for i in agreement.instruments] == ["JAN19", "PLAN20", "R2803", "ROAD15", "SHARM", "STEPS"]
    for instrument in agreement.instruments:
        told = {status.actor for status in instrument.statuses}
        assert {*case.file.parties, *case.file.guarantors} <= told


def test_all_forty_obligations_have_clause_kind_obligor_and_source(agreement):
    assert len(agreement.obligations) == 40
    for obligation in agreement.obligations:
        assert obligation.clause
        assert obligation.obligor
        assert obligation.source
        assert obligation.what.ar != obligation.what.en
    assert sum(obligation.clause == "unnumbered" for obligation in agreement.obligations) == 6


def test_types_are_named_by_shape_not_by_who_acted(case):
    old = {"attack_on_troops", "compliance_finding", "targeted_strike", "intra_palestinian_clash"}
    assert not old & {row.event_type for row in case.rows}
    assert {row.event_type for row in case.rows if row.id in ("gz-0022", "gz-0023")} == {"gunfire"}


def test_no_metric_names_a_party(case):
    for metric in {figure.metric for figure in case.figures}:
        assert not re.search("israel|hamas|palestin|gaza", metric)


def test_a_secondary_copy_is_marked_and_no_store_is_named(gaza_case_dir: Path):
    text = "\n".join(p.read_text(encoding="utf-8") for p in gaza_case_dir.rglob("*") if p.is_file())
    assert "secondary, not opened" in text
    assert "store id" not in text


def test_a_source_that_takes_a_side_has_that_side(case):
    assert case.sources.side("long-war-journal") == "israel"
    assert case.sources.side("wafa") == "hamas"
    assert case.sources.side("idf") == "israel"
    assert case.sources.side("gaza-moh") == "hamas"
    assert case.sources.side("ocha") is None


def test_roles_are_held_as_the_case_says(case):
    assert case.file.parties == ("hamas", "israel")
    assert case.file.guarantors == ("egypt", "qatar", "turkiye", "us")


def test_every_row_is_said_by_a_source_that_the_case_knows(case):
    for row in case.rows:
        for said in row.claimed_by:
            assert case.sources.named(said.source), (row.id, said.source)
