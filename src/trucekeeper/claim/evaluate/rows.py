"""A measured row, the same for every field, and what the cards of the models hold of such rows."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from ruamel.yaml import YAML

from trucekeeper.claim.crf import MODELS
from trucekeeper.claim.evaluate.measure import Score
from trucekeeper.vocabulary.text import Frozen, Lang

Split = Literal["unseen", "held_out", "cross_domain", "train"]
FEWEST_UNSEEN = 10
"""Fewer unseen texts than this say nothing: the card's measure is given instead."""
PLACES = 4


class Row(Frozen):
    """One measure of one field on one data set.

    ``split``: ``unseen`` texts were not used in training; ``held_out``: each document was coded by a model trained
    without it (cross-validation, as the card holds it); ``cross_domain``: by a model trained on another corpus only;
    ``train``: on what a rule was written from or a model trained on; a month: of events, by their day. ``n`` counts
    texts, ``coverage`` is the share of them for which an answer was given, ``low`` and ``high`` bound the 95 % interval
    of ``f1``, or of ``precision`` where nobody wrote down what is to be found.
    """

    dataset: str
    split: str
    lang: str
    field: str
    match: str
    n: int
    coverage: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    low: float
    high: float
    baselines: dict[str, float]


def row(
    dataset: str,
    split: Split,
    lang: Lang,
    field: str,
    match: str,
    n: int,
    score: Score,
    baselines: Mapping[str, float],
    coverage: float = 1.0,
) -> Row:
    """Return a row of a *score*, its numbers rounded."""
    numbers = {name: round(value, PLACES) for name, value in score._asdict().items()}
    held = {name: round(value, PLACES) for name, value in baselines.items()}
    return Row(
        dataset=dataset,
        split=split,
        lang=lang,
        field=field,
        match=match,
        n=n,
        coverage=round(coverage, PLACES),
        baselines=held,
        **numbers,
    )


@cache
def card(model: str) -> dict[str, Any]:
    """Return the card of a model."""
    found: dict[str, Any] = YAML(typ="safe").load((MODELS / f"{model}.card.yaml").read_text(encoding="utf-8"))
    return found


def from_card(model: str, dataset: str) -> Iterator[Row]:
    """Yield what the card of *model* says was measured on a data set that the model has since been trained on."""
    for item in card(model)["measured"]:
        if item["dataset"] == dataset:
            yield Row.model_validate(item)
