"""Grades in words: confidence in a statement, and likelihood of an event. They never share a sentence.

Likelihood words and their ranges follow US Intelligence Community Directive 203 (2015), table on expressions of
likelihood; confidence words are those of the case's sources.
"""

from typing import Literal, NamedTuple

from trucekeeper.vocabulary.text import T

Confidence = Literal["low", "moderate", "high"]

CONFIDENCE: dict[str, T] = {
    "low": T(en="low confidence", ar="ثقة منخفضة"),
    "moderate": T(en="moderate confidence", ar="ثقة متوسطة"),
    "high": T(en="high confidence", ar="ثقة عالية"),
}


class Likelihood(NamedTuple):
    """A word for a probability, and the range [low, high] that it stands for."""

    word: str
    low: float
    high: float
    text: T


LIKELIHOODS = (
    Likelihood("almost no chance", 0.0, 0.05, T(en="almost no chance", ar="احتمال يكاد ينعدم")),
    Likelihood("very unlikely", 0.05, 0.20, T(en="very unlikely", ar="مستبعد جدًا")),
    Likelihood("unlikely", 0.20, 0.45, T(en="unlikely", ar="مستبعد")),
    Likelihood("roughly even chance", 0.45, 0.55, T(en="roughly even chance", ar="احتمال متكافئ تقريبًا")),
    Likelihood("likely", 0.55, 0.80, T(en="likely", ar="مرجح")),
    Likelihood("very likely", 0.80, 0.95, T(en="very likely", ar="مرجح جدًا")),
    Likelihood("almost certain", 0.95, 1.0, T(en="almost certain", ar="شبه مؤكد")),
)


def likelihood(probability: float) -> Likelihood:
    """Return the likelihood word for a *probability* between 0 and 1.

    Raises:
        ValueError: *probability* lies outside [0, 1].
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability} is not a probability")
    return next((word for word in LIKELIHOODS if probability < word.high), LIKELIHOODS[-1])
