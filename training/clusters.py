"""Words of like neighbours, from the Arabic texts at hand: ``knowledge/models/ar-clusters.txt``.

Each frequent word's neighbours (one to the left, one to the right) are weighed by positive pointwise mutual
information, brought down by a truncated SVD and grouped by k-means. Only words and groups are written, no sentence.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from trucekeeper.claim.evaluate.corpora import conll, roles, tables
from trucekeeper.claim.tokens import tokenise

OUT = Path(__file__).parent.parent / "src" / "trucekeeper" / "knowledge" / "models"
FEWEST, CONTEXTS, DIMENSIONS, GROUPS, SEED = 5, 2000, 60, 200, 20251010
COLUMNS = (("Text", "Arabic MT"), ("s1", "s2", "stance"), ("claim_s",), ("text", "label", "event_type"))
TEXTS = {"Text", "Arabic MT", "s1", "s2", "claim_s", "text"}


def texts(data: Path) -> Iterator[str]:
    """Yield every Arabic text under *data*."""
    for corpus in conll(data):
        yield from (item.text for item in corpus.texts)
    for _, sentences in roles(data):
        yield from (item.text for item in sentences)
    for columns in COLUMNS:
        for _, rows in tables(data, *columns):
            yield from (row[column] or "" for row in rows for column in columns if column in TEXTS)


def sentences(data: Path) -> list[list[str]]:
    """Return the words of each text, marks and numbers as one word each, each text once."""
    found = []
    for text in dict.fromkeys(texts(data)):
        tokens = tokenise(text)
        words = [token.forms[-1] if token.text[0].isalpha() else "#" for token in tokens]
        if sum("\u0621" <= word[:1] <= "\u064a" for word in words) * 2 > len(words):
            found.append(words)
    return found


def grouped(lines: list[list[str]]) -> list[list[str]]:
    """Return the groups of words, the most frequent word of each first."""
    counts = Counter(word for line in lines for word in line)
    words = sorted((word for word, n in counts.items() if n >= FEWEST), key=lambda word: (-counts[word], word))
    index = {word: at for at, word in enumerate(words)}
    pairs: Counter[tuple[int, int]] = Counter()
    for line in lines:
        for left, right in zip(["#", *line], [*line, "#"], strict=True):
            if left in index and right in index:
                a, b = index[left], index[right]
                if b < CONTEXTS:
                    pairs[a, CONTEXTS + b] += 1
                if a < CONTEXTS:
                    pairs[b, a] += 1
    rows, columns = np.array(list(pairs)).T
    values = np.array(list(pairs.values()), dtype=float)
    row_sum = np.bincount(rows, values, len(words))
    column_sum = np.bincount(columns, values, 2 * CONTEXTS) ** 0.75
    share = np.log(values * column_sum.sum() / (row_sum[rows] * column_sum[columns]))
    matrix = csr_matrix((np.maximum(share, 0), (rows, columns)), (len(words), 2 * CONTEXTS))
    u, s, _ = randomized_svd(matrix, DIMENSIONS, random_state=SEED)
    labels = KMeans(GROUPS, n_init=3, random_state=SEED).fit_predict(normalize(u * np.sqrt(s)))
    return [[word for word, label in zip(words, labels, strict=True) if label == group] for group in range(GROUPS)]


def main() -> None:
    """Write the groups, one a line: its number, then its words."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    lines = sentences(options.parse_args().data)
    groups = grouped(lines)
    text = "".join(f"{number}\t{' '.join(words)}\n" for number, words in enumerate(groups))
    (OUT / "ar-clusters.txt").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{sum(map(len, lines))} words, {sum(map(len, groups))} of them grouped\n")


if __name__ == "__main__":
    main()
