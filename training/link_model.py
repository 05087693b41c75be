"""Fit ``knowledge/models/link.yaml``: which accounts tell of one incident, from headlines of UCDP's candidate events.

``python -m training.link_model --data ../shared/data`` fits on the first month of the file and measures on the others;
thresholds are chosen on the first month too. No word of a headline is kept: a weight belongs to a feature.
"""

import argparse
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from trucekeeper.incident import evaluate
from trucekeeper.incident.account import Account, account
from trucekeeper.incident.blocking import Blocks
from trucekeeper.incident.score import FEATURES, features

OUT = Path(__file__).parent.parent / "src" / "trucekeeper" / "knowledge" / "models"
FILE = "ged_candidate_2026-01_2026-02.csv"
PENALTY = 20.0
"""Of the squared weights of standardised features (ridge): a month has few pairs of one event."""
STEPS = 50


def candidates(some: list[evaluate.Headline]) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of the pairs that linking would compare, and whether each is of one event."""
    held: list[tuple[Account, str]] = []
    for one in some:
        first = evaluate._first_account(one)
        if first:
            held.append((account(first, None), one.event))
    blocks = Blocks()
    for number, (one, _) in enumerate(held):
        blocks.put(number, one)
    made, same = [], []
    for number, (one, event) in enumerate(held):
        for other, account_ in blocks.near(one).items():
            if other > number:
                made.append(features(one, account_, density(blocks, one, account_)))
                same.append(event == held[other][1])
    return np.array(made), np.array(same, dtype=float)


def density(blocks: Blocks, a: Account, b: Account) -> int:
    """Return the density that the linker would use."""
    shared = (a.own & (b.own | b.reach)) | (b.own & a.reach)
    return min(blocks.density(cell, min(a.start, b.start)) for cell in shared)


def fit(made: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Return the weights of a ridge logistic regression by Newton's method, for the features as they are."""
    mean, spread = made.mean(0), made.std(0) + 1e-9
    mean[0], spread[0] = 0, 1
    scaled, weights = (made - mean) / spread, np.zeros(made.shape[1])
    penalty = np.eye(len(weights)) * PENALTY
    penalty[0, 0] = 0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (likely - same) + penalty @ weights
        weights -= np.linalg.solve((scaled * (likely * (1 - likely))[:, None]).T @ scaled + penalty, slope)
    plain = weights / spread
    plain[0] = weights[0] - (weights[1:] * mean[1:] / spread[1:]).sum()
    return plain


def main() -> None:
    """Fit, write the weights, and print what they come to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--link", type=float, default=0.5)
    parser.add_argument("--review", type=float, default=-1.0)
    given = parser.parse_args()
    path = next(given.data.rglob(FILE))
    read = evaluate.headlines(path)
    first = min(one.month for one in read)
    made, same = candidates([one for one in read if one.month == first])
    weights = fit(made, same)
    OUT.mkdir(exist_ok=True)
    document = {
        "link": given.link,
        "review": given.review,
        "weights": {name: round(float(value), 3) for name, value in zip(FEATURES, weights, strict=True)},
    }
    with (OUT / "link.yaml").open("w", encoding="utf-8") as file:
        file.write("# How likely two accounts tell of one incident (see incident/score.py): weights of log-odds.\n")
        file.write(f"# Fitted on {first} of {path.name} by training/link_model.py; link.card.yaml says how well it does.\n")
        yaml = YAML()
        yaml.default_flow_style = False
        yaml.dump(document, file)
    print(f"{len(same)} pairs, {int(same.sum())} of one event")


if __name__ == "__main__":
    main()
