"""A negative binomial with exponentially decaying weights, and the score that it is judged by."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

HALF_LIVES = (2.0, 4.0, 8.0, 16.0, 32.0)
BURN_IN = 8


class Weighted(NamedTuple):
    """Mean and variance of a count under exponential weights; variance is at least the mean (Poisson)."""

    mean: float
    variance: float

    def sample(self, size: int, generator: np.random.Generator) -> NDArray[np.int64]:
        """Draw *size* counts."""
        if self.mean <= 0:
            return np.zeros(size, dtype=np.int64)
        if self.variance <= self.mean * (1 + 1e-9):
            return generator.poisson(self.mean, size).astype(np.int64)
        dispersion = self.mean**2 / (self.variance - self.mean)
        return generator.negative_binomial(dispersion, dispersion / (dispersion + self.mean), size).astype(np.int64)


def exponentially_weighted(counts: Sequence[int], *, half_life: float) -> Weighted:
    """Return the weighted moments of *counts*, the last one weighing most; an empty history has mean 0.

    The weight of a count *a* periods old is ``0.5 ** (a / half_life)``; moments are matched, as in Hyndman and
    Athanasopoulos, *Forecasting: Principles and Practice*, chapter on exponential smoothing, applied to both moments.
    """
    if not counts:
        return Weighted(0.0, 0.0)
    values = np.asarray(counts, dtype=float)
    weights = 0.5 ** (np.arange(len(values))[::-1] / half_life)
    weights /= weights.sum()
    mean = float(weights @ values)
    variance = float(weights @ (values - mean) ** 2) / max(1 - float(weights @ weights), 1 / len(values))
    return Weighted(mean, max(variance, mean))


def crps(samples: NDArray[np.int64], observed: int) -> float:
    """Return the continuous ranked probability score, in the unit of the count; lower is better.

    The empirical form ``Σ|x_i−y|/m − Σ_ij|x_i−x_j|/(2m²)`` (Gneiting and Raftery 2007, equation 21).
    """
    ordered = np.sort(samples.astype(float))
    m = len(ordered)
    spread = float(((2 * np.arange(1, m + 1) - m - 1) * ordered).sum()) / m**2
    return float(np.abs(ordered - observed).mean()) - spread


class Chosen(NamedTuple):
    """The half-life that did best one week ahead in the past, its mean CRPS, and climatology's on the same weeks."""

    half_life: float
    score: float
    climatology: float
    weeks: int


def choose_half_life(counts: Sequence[int], *, seed: int, samples: int = 400) -> Chosen:
    """Return the half-life with the lowest mean CRPS one week ahead, each week predicted from the weeks before it.

    The choice is made and scored on the same past weeks, so the score flatters it; climatology (all past weeks equally
    likely) is scored on the same weeks.
    """
    scored: dict[float, list[float]] = {half_life: [] for half_life in HALF_LIVES}
    base: list[float] = []
    for at in range(BURN_IN, len(counts)):
        past, observed = counts[:at], counts[at]
        base.append(crps(np.asarray(past, dtype=np.int64), observed))
        for half_life, scores in scored.items():
            generator = np.random.default_rng((seed, at))
            drawn = exponentially_weighted(past, half_life=half_life).sample(samples, generator)
            scores.append(crps(drawn, observed))
    if not base:
        return Chosen(HALF_LIVES[2], float("nan"), float("nan"), 0)
    means = {half_life: float(np.mean(scores)) for half_life, scores in scored.items()}
    best = min(means, key=lambda half_life: means[half_life])
    return Chosen(best, means[best], float(np.mean(base)), len(base))
