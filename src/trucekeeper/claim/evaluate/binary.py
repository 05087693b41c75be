"""Scores of labels: one class found or not, and the mean F1 over several classes."""

from collections.abc import Sequence

import numpy as np

from trucekeeper.claim.evaluate.measure import Counts, Score, interval, score


def found(predicted: Sequence[bool], true: Sequence[bool]) -> Score:
    """Return precision, recall and F1 of the texts held to be of a class."""
    return score([Counts(p, p and t, t, p and t) for p, t in zip(predicted, true, strict=True)])


def macro(predicted: Sequence[str], true: Sequence[str], classes: Sequence[str]) -> Score:
    """Return precision, recall and F1, each the plain mean over *classes*, and the interval of the mean F1."""
    p, t = np.asarray(predicted), np.asarray(true)

    def mean_f1(drawn: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
        scores = [_one(p[drawn] == name, t[drawn] == name)[2] for name in classes if (t[drawn] == name).any()]
        return float(np.mean(scores))

    means = np.mean([_one(p == name, t == name) for name in classes], axis=0)
    low, high = interval(len(t), mean_f1)
    return Score(float(means[0]), float(means[1]), float(means[2]), low, high)


def _one(
    p: np.ndarray[tuple[int], np.dtype[np.bool_]], t: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[float, float, float]:
    right = float((p & t).sum())
    precision, recall = right / max(p.sum(), 1), right / max(t.sum(), 1)
    return precision, recall, 2 * right / max(p.sum() + t.sum(), 1)
