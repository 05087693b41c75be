"""The trained sequence models of ``knowledge/models``: loaded once, decoded to spans with the model's probability."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import pycrfsuite

KNOWLEDGE = files("trucekeeper") / "knowledge"
MODELS = KNOWLEDGE / "models"
OUTSIDE = "O"


class Tagged(NamedTuple):
    """A stretch ``tokens[first:last]`` with its label and the model's mean probability for it, from 0 to 1."""

    first: int
    last: int
    label: str
    probability: float


@cache
def tagger(name: str) -> pycrfsuite.Tagger:
    """Return the model ``knowledge/models/NAME.crf``; it is read once and kept."""
    opened = pycrfsuite.Tagger()
    with as_file(MODELS / f"{name}.crf") as path:
        opened.open(str(path))
    return opened


def spans(labels: Sequence[str], probabilities: Sequence[float]) -> Iterator[Tagged]:
    """Yield the stretches that the labels ``B-x`` and ``I-x`` mark; an ``I-x`` that follows no ``x`` begins one."""
    first = 0
    for index, label in enumerate([*labels, OUTSIDE]):
        begins = label == OUTSIDE or label.startswith("B-") or label[2:] != labels[index - 1][2:] or index == 0
        if begins and index > first and labels[first] != OUTSIDE:
            mean = sum(probabilities[first:index]) / (index - first)
            yield Tagged(first, index, labels[first][2:], mean)
        if begins:
            first = index


def decode(model: pycrfsuite.Tagger, features: Iterable[Iterable[str]]) -> list[Tagged]:
    """Return the stretches on the most probable path through a sentence of features, one set of them a token."""
    labels = model.tag(pycrfsuite.ItemSequence(features))
    sure = [0.0 if label == OUTSIDE else model.marginal(label, index) for index, label in enumerate(labels)]
    return list(spans(labels, sure))
