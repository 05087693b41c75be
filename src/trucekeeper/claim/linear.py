"""Linear models over words of a text, kept as arrays in ``knowledge/models`` and applied with numpy alone.

A feature's value is (1 + log count) times its inverse document frequency, and a text's values have length one: what
scikit-learn's ``TfidfVectorizer(sublinear_tf=True)`` computes. Features that training did not see count for nothing.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from trucekeeper.claim.crf import MODELS

Array = NDArray[np.float64]


class Linear(NamedTuple):
    """Weights of ``m`` features for ``k`` classes.

    ``numbers`` says which row a feature has; ``idf`` has the shape (m,), ``weights`` (m, k), ``bias`` (k,); ``extra``
    holds what one model alone needs.
    """

    numbers: dict[str, int]
    idf: Array
    weights: Array
    bias: Array
    extra: dict[str, Array]

    def scores(self, features: Iterable[str]) -> Array:
        """Return the score of each class, of shape (k,), for a text with these *features*."""
        return self.scores_of(self.known(features))

    def known(self, features: Iterable[str]) -> list[int]:
        """Return the numbers of those *features* that training saw."""
        return [at for feature in features if (at := self.numbers.get(feature)) is not None]

    def scores_of(self, numbers: Iterable[int]) -> Array:
        """Return the score of each class, of shape (k,), for a text with the features of these *numbers*."""
        counts = Counter(numbers)
        if not counts:
            return self.bias
        held = np.fromiter(counts, dtype=np.intp)
        values = (1 + np.log(np.fromiter(counts.values(), dtype=float))) * self.idf[held]
        found: Array = self.bias + (values / np.linalg.norm(values)) @ self.weights[held]
        return found


@cache
def linear(name: str) -> Linear:
    """Return the model ``knowledge/models/NAME.npz``; it is read once and kept."""
    with as_file(MODELS / f"{name}.npz") as path, np.load(path, allow_pickle=False) as arrays:
        held = {key: arrays[key] for key in arrays.files}
    features = bytes(held.pop("features")).decode("utf-8").split("\n")
    idf, weights, bias = (held.pop(key).astype(float) for key in ("idf", "weights", "bias"))
    extra = {key: value.astype(float) for key, value in held.items()}
    return Linear({feature: at for at, feature in enumerate(features)}, idf, weights, bias, extra)
