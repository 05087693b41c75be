"""What the coder's parts find, measured against annotated texts in a folder of any layout.

A further data set is one function from the folder to rows, added to ``MEASURES``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from trucekeeper.agreement import load_agreement
from trucekeeper.case import load_case
from trucekeeper.case.load import bundled_cases
from trucekeeper.claim.evaluate import agreement, casualties, labels, names, roles
from trucekeeper.claim.evaluate.rows import Row

__all__ = ["MEASURES", "Row", "by_party", "evaluate"]


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


def by_party() -> Iterator[Row]:
    """Yield how far the coder agrees with the typed columns of the bundled cases, in each language, parties apart."""
    for path in sorted(bundled_cases().glob("*/case.yaml")):
        case = load_case(path.parent)
        yield from agreement.rows(case, load_agreement(case))


def evaluate(data: Path) -> Iterator[Row]:
    """Yield every measure of every annotated file under *data*, as it is made."""
    for measure in MEASURES:
        yield from measure(data)
