"""Fit ``knowledge/models/link.yaml``: which accounts tell of one incident, from headlines of UCDP's candidate events.

``python -m training.link_model --data ../shared/data`` fits on the first month of the file, chooses there the least
threshold from which pairs are put together with a precision of 0.85, and writes the card with what is measured on every
month. No word of a headline is kept: a weight belongs to a feature.
"""

import argparse
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from trucekeeper.claim.evaluate.corpora import table
from trucekeeper.incident import evaluate
from trucekeeper.incident.account import Account, account
from trucekeeper.incident.blocking import Blocks
from trucekeeper.incident.score import FEATURES, Model, features, meeting, model

OUT = Path(__file__).parent.parent / "src" / "trucekeeper" / "knowledge" / "models"
FILE = "ged_candidate_2026-01_2026-02.csv"
PENALTY = 20.0
"""Of the squared weights of standardised features (ridge): a month has few pairs of one event."""
STEPS = 50
REVIEW = -1.0
"""Log-odds from which a pair that is left apart is shown to a person: more than one in four of them are one event."""
LEAST_PRECISION = 0.85


def candidates(some: list[evaluate.Headline]) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of the pairs that linking would compare, and whether each is of one event."""
    held: list[tuple[Account, str]] = []
    for one in some:
        first = evaluate.first_account(one)
        if first:
            held.append((account(first, None), one.event))
    blocks = Blocks()
    for number, (one, _) in enumerate(held):
        blocks.put(number, one)
    made, same = [], []
    for number, (one, event) in enumerate(held):
        for other, account_ in blocks.near(one).items():
            if other > number:
                made.append(features(one, account_, meeting(one, account_, blocks.density)))
                same.append(event == held[other][1])
    return np.array(made), np.array(same, dtype=float)


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


def threshold(some: list[evaluate.Headline], weights: list[float]) -> float:
    """Return the least threshold from which pairs are put together with the least precision that is wanted."""
    for step in range(-20, 60):
        tried = Model(tuple(weights), step / 20, REVIEW)
        counts = evaluate.counted([one.event for one in some], evaluate.linked(some, by=tried))
        if evaluate.pairs(counts)[0] >= LEAST_PRECISION:
            return tried.link
    raise ValueError("no threshold has the precision that is wanted")


def card(path: Path, first: str, n: int, same: int) -> dict[str, object]:
    """Return what the model is, whence, and how well it does."""
    keep = ("split", "lang", "field", "n", "coverage", "precision", "recall", "f1", "low", "high", "baselines")
    rows = [{key: rounded(getattr(row, key)) for key in keep} for row in evaluate.file_rows(path, table(path))]
    return {
        "model": "link",
        "what": "Log-odds that two accounts, each a report's claims of one place and time, tell of one incident",
        "files": ["link.yaml"],
        "licence": "Apache-2.0",
        "data": f"{path.name} of UCDP (CC BY 4.0): headline, outlet and date alone; fitted on {first}",
        "limits": (
            "English headlines of all wars; an event of UCDP is told from its whole articles, of which a headline "
            f"often says too little. {n} pairs of accounts, {same} of them of one event."
        ),
        "command": "make train",
        "measured": rows,
    }


def rounded(value: object) -> object:
    """Return a number with three decimals, also inside a dictionary."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return round(value, 3) if isinstance(value, float) else value


def write(name: str, head: str, document: dict[str, object]) -> None:
    """Write a file of the model."""
    with (OUT / name).open("w", encoding="utf-8") as file:
        file.write(head)
        yaml = YAML()
        yaml.default_flow_style = False
        yaml.dump(document, file)


def main() -> None:
    """Fit, write the weights, and print what they come to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    path = next(given.data.rglob(FILE))
    read = evaluate.headlines(table(path))
    first = min(one.month for one in read)
    made, same = candidates([one for one in read if one.month == first])
    weights = [round(float(weight), 3) for weight in fit(made, same)]
    link = threshold([one for one in read if one.month == first], weights)
    OUT.mkdir(exist_ok=True)
    head = "# How likely two accounts tell of one incident (see incident/score.py): weights of log-odds.\n"
    write("link.yaml", head, {"link": link, "review": REVIEW, "weights": dict(zip(FEATURES, weights, strict=True))})
    model.cache_clear()
    write("link.card.yaml", "", card(path, first, len(same), int(same.sum())))
    print(f"{len(same)} pairs, {int(same.sum())} of one event")


if __name__ == "__main__":
    main()
