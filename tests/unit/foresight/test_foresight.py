"""The outlook: a distribution, the same for the same seed, that never reads the future."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.agreement import load_agreement
from trucekeeper.brief import make_scene
from trucekeeper.case import load_case
from trucekeeper.foresight import crps, exponentially_weighted
from trucekeeper.vocabulary.clock import parse_period
from trucekeeper.warning import load_rules


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.integers(0, 40))
def test_crps_is_never_negative_and_zero_only_for_a_sure_hit(samples, observed):
    score = crps(np.array(samples), observed)
    assert score >= -1e-9
    if all(sample == observed for sample in samples):
        assert score == pytest.approx(0)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60))
def test_crps_is_the_empirical_form(samples):
    x = np.array(samples, dtype=float)
    m = len(x)
    direct = np.abs(x - 3).sum() / m - np.abs(x[:, None] - x[None, :]).sum() / (2 * m * m)
    assert crps(np.array(samples), 3) == pytest.approx(direct)


def test_recent_weeks_weigh_more():
    assert (
        exponentially_weighted([0, 0, 0, 8], half_life=1).mean > exponentially_weighted([8, 0, 0, 0], half_life=1).mean
    )


def test_an_area_without_incidents_is_forecast_at_zero():
    drawn = exponentially_weighted([0] * 20, half_life=8).sample(100, np.random.default_rng(0))
    assert set(drawn) == {0}


def test_rows_after_the_origin_change_nothing(gaza_case_dir: Path):
    case = load_case(gaza_case_dir)
    agreement, rules = load_agreement(case), load_rules(case)[0]
    origin = datetime(2026, 3, 1, tzinfo=case.zone)
    period = parse_period("7d", origin, case.zone)
    known = [row for row in case.rows if row.published < origin.date()]

    def view(rows):
        return make_scene(case, agreement, rules, period=period, as_of=origin, rows=rows).outlook

    assert len(known) < len(case.rows)
    assert view(case.rows) == view(known)
    assert view(case.rows).first_week > origin.date() - timedelta(days=1)


def test_a_quarter_of_the_past_weeks_reached_the_threshold_or_more(gaza_case_dir: Path):
    case = load_case(gaza_case_dir)
    end = datetime(2026, 10, 11, tzinfo=case.zone)
    scene = make_scene(
        case, load_agreement(case), load_rules(case)[0], period=parse_period("30d", end, case.zone), as_of=end
    )
    whole = scene.outlook.areas[0]
    assert whole.area == "gaza-strip"
    assert 0.25 <= whole.base_rate <= 0.5
    assert whole.low <= whole.median <= whole.high
