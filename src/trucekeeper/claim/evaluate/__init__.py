"""What the coder's parts find, measured against annotated texts in a folder of any layout.

A further data set is one function from the folder to rows, added to ``MEASURES``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from trucekeeper.claim.evaluate import casualties, labels, names, roles
from trucekeeper.claim.evaluate.rows import Row

__all__ = ["MEASURES", "Row", "evaluate"]


def casualty_rows(data: Path) -> Iterator[Row]:
    """Yield the measures of casualty numbers: in headlines of single events, and in annotated posts."""
    return (Row.model_validate(one) for one in casualties.rows(data))


MEASURES: list[Callable[[Path], Iterator[Row]]] = [
    names.rows,
    roles.rows,
    labels.assaults,
    labels.speech_acts,
    labels.pairs,
    casualty_rows,
]


def evaluate(data: Path) -> Iterator[Row]:
    """Yield every measure of every annotated file under *data*, as it is made."""
    for measure in MEASURES:
        yield from measure(data)
