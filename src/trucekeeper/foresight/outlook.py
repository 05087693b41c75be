"""The outlook: for each area, a distribution over the incidents of each coming week, beside its base rate."""

from datetime import date, datetime
from typing import NamedTuple

import numpy as np

from trucekeeper.foresight.models import Chosen, choose_half_life, exponentially_weighted
from trucekeeper.foresight.series import WEEK, WeeklySeries, monday

HORIZON = 4
SAMPLES = 2000
SEED = 0


class AreaOutlook(NamedTuple):
    """One area's week: median and 90 % interval of the count, and the chance of at least ``threshold``.

    ``threshold`` is the count that a quarter of the past weeks reached; ``base_rate`` is the share of them that did.
    """

    area: str
    median: int
    low: int
    high: int
    threshold: int
    probability: float
    base_rate: float
    weeks_known: int
    weeks_missing: int


class Outlook(NamedTuple):
    """The outlook made at ``origin`` for ``horizon`` weeks from the Monday ``first_week``."""

    origin: datetime
    first_week: date | None
    horizon: int
    areas: tuple[AreaOutlook, ...]
    skill: Chosen | None


def outlook(series: tuple[WeeklySeries, ...], origin: datetime) -> Outlook:
    """Return the outlook of every area from its own past weeks; the half-life is learned on the whole.

    The weeks of the horizon are exchangeable under this model: one distribution holds for each of them.
    """
    if not series or not series[0].known:
        return Outlook(origin, None, HORIZON, (), None)
    chosen = choose_half_life(series[0].known, seed=SEED)
    areas = tuple(_area(one, chosen.half_life, index) for index, one in enumerate(series))
    today = origin.date()
    first = monday(today) if today == monday(today) else monday(today) + WEEK
    return Outlook(origin, first, HORIZON, areas, chosen)


def _area(series: WeeklySeries, half_life: float, index: int) -> AreaOutlook:
    known = series.known
    generator = np.random.default_rng((SEED, index))
    drawn = exponentially_weighted(known, half_life=half_life).sample(SAMPLES, generator)
    low, median, high = (int(value) for value in np.quantile(drawn, (0.05, 0.5, 0.95), method="inverted_cdf"))
    threshold = max(int(np.quantile(known, 0.75, method="inverted_cdf")), 1)
    return AreaOutlook(
        area=series.area,
        median=median,
        low=low,
        high=high,
        threshold=threshold,
        probability=float((drawn >= threshold).mean()),
        base_rate=float(np.mean([count >= threshold for count in known])),
        weeks_known=len(known),
        weeks_missing=len(series.counts) - len(known),
    )
