"""Scores of found spans against annotated ones, with bootstrap intervals over the units that were drawn."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
ROUNDS, SEED = 1000, 20251010
LOW, HIGH = 2.5, 97.5


class Counts(NamedTuple):
    """What one unit (a sentence, a document) gives: spans found, of them right; spans annotated, of them found."""

    found: float
    right: float
    annotated: float
    recalled: float


class Score(NamedTuple):
    """Precision, recall and F1 from 0 to 1 (0 where nothing was found), and the 95 % interval of F1."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float


def overlap(found: Sequence[Span], annotated: Sequence[Span]) -> Counts:
    """Return how many spans of each side share a character with one of the other."""
    right = sum(any(a < d and c < b for c, d in annotated) for a, b in found)
    recalled = sum(any(a < d and c < b for c, d in found) for a, b in annotated)
    return Counts(len(found), right, len(annotated), recalled)


def score(units: Sequence[Counts]) -> Score:
    """Return the scores over all *units*, F1 from their sums, and its interval from drawing the units anew."""
    if not units:
        return Score(0.0, 0.0, 0.0, 0.0, 0.0)
    counts = np.asarray(units, dtype=float)
    precision, recall, f1 = _f1(counts.sum(axis=0))
    low, high = interval(len(units), lambda drawn: _f1(counts[drawn].sum(axis=0))[2])
    return Score(precision, recall, f1, low, high)


def interval(n: int, statistic: Callable[[NDArray[np.int64]], float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a *statistic* of the indices drawn among *n* units, seeded."""
    random = np.random.default_rng(SEED)
    values = [statistic(random.integers(0, n, n)) for _ in range(ROUNDS)]
    low, high = np.percentile(values, [LOW, HIGH])
    return float(low), float(high)


def _f1(sums: NDArray[np.float64]) -> tuple[float, float, float]:
    found, right, annotated, recalled = sums
    precision = float(right / found) if found else 0.0
    recall = float(recalled / annotated) if annotated else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
