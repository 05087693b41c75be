"""Fit the model of assault sentences and the one of headlines that agree or do not, and write their cards."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.preprocessing import StandardScaler

from training.common import FOLDS, OUT, crf, fold, write_arrays, write_card
from training.role_spans import majority
from trucekeeper.claim.assault import ACTS, LETTERS, MODEL, VERB, WORDS, letter_features, log_odds, word_features
from trucekeeper.claim.crf import OUTSIDE
from trucekeeper.claim.evaluate.corpora import document_of, roles, tables
from trucekeeper.claim.evaluate.labels import measured_assaults, measured_pairs
from trucekeeper.claim.linear import linear
from trucekeeper.claim.names import tag_names
from trucekeeper.claim.pair import CLASSES, differences
from trucekeeper.claim.pair_features import pair_features
from trucekeeper.claim.role_features import features
from trucekeeper.claim.tokens import tokenise

Array = NDArray[np.float64]
Table = dict[str, str]
SETTINGS = {"c1": 0.1, "c2": 1.0, "rounds": 60, "fewest": 3}
FEWEST_WORDS, FEWEST_LETTERS, FEWEST_PAIRS = 3, 5, 3
PAIR_STRENGTH = 3.0
YES_WEIGHT, YES_TIMES = 3.0, 2
DOUBTFUL = 0.45**2
"""A sentence that nearly half of the annotators accepted teaches the tagger of acts nothing, neither way."""
CANDIDATES = np.linspace(0.70, 0.97, 55)
SMOOTH = 5
ASSAULT_CARD = {
    "what": "Whether an Arabic sentence tells of an assault that was done, and the word that tells it",
    "files": ["ar-assault-words.npz", "ar-assault-letters.npz", "ar-assault-acts.crf"],
    "licence": "Apache-2.0",
    "data": ["arabic_event_gsr, assault_gsr.csv and assault_spans.json (Open Event Data Alliance, MIT)"],
    "limits": "Annotators differ most on bombings without a named author. A sentence is weighed by the square of the "
    "share of annotators who accepted it; ambiguous ones train but are not measured. Threshold and weights of the "
    "three judges for each turn come from the other turns. The lexicon of roles was written with word counts of all "
    "these sentences in view, and the groups of words were drawn from them without labels.",
}
PAIRS_CARD = {
    "what": "Whether two Arabic headlines about one matter agree, contradict each other, or speak of other things",
    "files": ["ar-pairs.npz"],
    "licence": "Apache-2.0",
    "data": [
        "ANS, Arabic News Stance (Khouja 2020, Apache-2.0), stance/train.csv; measured on dev.csv, refitted to both"
    ],
    "limits": "Contradictions there were written by people who changed a headline: that kind it knows.",
}


class Judges:
    """The three judges of an assault, fitted to some sentences and asked about others."""

    def __init__(self, table: Sequence[Table], spans: dict[str, list[str]]) -> None:
        self.table, self.spans = table, spans
        tokens = [tokenise(item["text"]) for item in table]
        self.words = [word_features(of) for of in tokens]
        self.letters = [list(letter_features(of)) for of in tokens]
        self.items = [list(features(of, tag_names(of, "ar"))) for of in tokens]
        votes = [(int(item["accept"]), int(item["reject"])) for item in table]
        self.share = np.array([(yes / max(yes + no, 1)) ** 2 for yes, no in votes])

    def judge(
        self, of: Sequence[Sequence[str]], fewest: int, train: Array
    ) -> tuple[TfidfVectorizer, LogisticRegression]:
        """Fit one judge over features to the sentences *train*, each as accepted and as rejected by its share."""
        vectors = TfidfVectorizer(analyzer=lambda item: item, min_df=fewest, sublinear_tf=True)
        x = vectors.fit_transform([of[at] for at in train])
        share = self.share[train]
        y = np.r_[np.ones(len(train)), np.zeros(len(train))]
        weights = np.r_[share * YES_WEIGHT, 1 - share] + 1e-6
        return vectors, LogisticRegression(max_iter=300).fit(scipy.sparse.vstack([x, x]), y, sample_weight=weights)

    def acts(self, train: Array, path: Path) -> Any:
        """Fit the tagger of the words of an act to the sentences *train*."""
        sequences = []
        for at in train:
            label, plain = self.table[at]["label"], [OUTSIDE] * len(self.items[at])
            marked = self.spans.get(self.table[at]["text"], plain)
            if label == "yes" and marked != plain:
                sequences += [(self.items[at], marked)] * YES_TIMES
            elif "no" in label and self.share[at] < DOUBTFUL:
                sequences.append((self.items[at], plain))
        return crf(sequences, path, **SETTINGS)  # type: ignore[arg-type]

    def scores(self, train: Array, ask: Array, path: Path) -> Array:
        """Return the scores of the three judges, of shape (len(ask), 3)."""
        columns = []
        for of, fewest in ((self.words, FEWEST_WORDS), (self.letters, FEWEST_LETTERS)):
            vectors, model = self.judge(of, fewest, train)
            columns.append(model.decision_function(vectors.transform([of[at] for at in ask])))
        model = self.acts(train, path)
        columns.append(np.array([_verb(model, self.items[at]) for at in ask]))
        return np.stack(columns, axis=1)


def _verb(model: Any, items: list[list[str]]) -> float:
    model.set(items)
    return log_odds(max(model.marginal(VERB, at) for at in range(len(items))))


def joined(scores: Array, yes: Array) -> tuple[Array, float, float]:
    """Return the weights of the judges, the offset and the threshold at which F1 is best on these scores."""
    scaler = StandardScaler().fit(scores)
    model = LogisticRegression(C=0.1).fit(scaler.transform(scores), yes)
    weights = model.coef_[0] / scaler.scale_
    offset = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    total = scores @ weights + offset
    levels = np.quantile(total, CANDIDATES)
    f1 = [f1_score(yes, total >= level) for level in levels]
    smooth = np.convolve(np.pad(f1, SMOOTH // 2, mode="edge"), np.ones(SMOOTH) / SMOOTH, "valid")
    return weights, offset, float(levels[int(np.argmax(smooth))])


def assaults(data: Path, folder: Path) -> None:
    """Fit and measure the model of assault sentences."""
    path, table = next(
        (path, rows) for path, rows in tables(data, "text", "label", "accept") if rows[0]["event_type"] == "ASSAULT"
    )
    spans = {item.text: majority(tokenise(item.text), item.versions) for _, rows in roles(data) for item in rows}
    judges = Judges(table, spans)
    turns = np.array([fold(document_of(item["id"])) for item in table])
    clear = np.array([item["label"] != "ambiguous" for item in table])
    yes = np.array([item["label"] == "yes" for item in table])
    scores = np.zeros((len(table), 3))
    for turn in range(FOLDS):
        train, ask = np.flatnonzero(turns != turn), np.flatnonzero(turns == turn)
        scores[ask] = judges.scores(train, ask, folder / "turn.crf")
    told: dict[str, bool] = {}
    for turn in range(FOLDS):
        weights, offset, threshold = joined(scores[(turns != turn) & clear], yes[(turns != turn) & clear])
        for at in np.flatnonzero(turns == turn):
            told[table[at]["id"]] = bool(scores[at] @ weights + offset >= threshold)
    name = f"{path.parent.name}/{path.stem}"
    clear_rows = [item for item, kept in zip(table, clear, strict=True) if kept]
    row = measured_assaults(name, "held_out", clear_rows, lambda item: told[item["id"]])
    _write_assault(judges, joined(scores[clear], yes[clear]))
    write_card(MODEL, (item["text"] for item in table), [row.model_dump()], **ASSAULT_CARD)


def _write_assault(judges: Judges, final: tuple[Array, float, float]) -> None:
    everything = np.arange(len(judges.table))
    weights, offset, threshold = final
    extra = {"judges": weights, "offset": [offset], "threshold": [threshold]}
    for name, of, fewest in ((WORDS, judges.words, FEWEST_WORDS), (LETTERS, judges.letters, FEWEST_LETTERS)):
        vectors, model = judges.judge(of, fewest, everything)
        arrays = {"idf": vectors.idf_, "weights": model.coef_.T, "bias": model.intercept_}
        write_arrays(name, list(vectors.get_feature_names_out()), arrays | (extra if name == WORDS else {}))
    judges.acts(everything, OUT / f"{ACTS}.crf")


def pairs(data: Path) -> None:
    """Fit the model of pairs to train, measure it on dev, and fit it to both."""
    files = {path.stem: (path, rows) for path, rows in tables(data, "s1", "s2", "stance")}
    path, held = files["dev"]
    _fit_pairs(files["train"][1])
    row = measured_pairs(f"{path.parent.name}/{path.stem}", "held_out", held)
    both = [*files["train"][1], *held]
    _fit_pairs(both)
    write_card("ar-pairs", (f"{item['s1']} | {item['s2']}" for item in both), [row.model_dump()], **PAIRS_CARD)


def _fit_pairs(table: Sequence[Table]) -> None:
    def words(item: Table) -> list[str]:
        return list(differences(item["s1"], item["s2"]))

    vectors = TfidfVectorizer(analyzer=words, min_df=FEWEST_PAIRS, sublinear_tf=True)
    sparse = vectors.fit_transform(table)
    scaler = StandardScaler().fit([pair_features(item["s1"], item["s2"]) for item in table])
    dense = scaler.transform([pair_features(item["s1"], item["s2"]) for item in table])
    model = LogisticRegression(C=PAIR_STRENGTH, max_iter=1000)
    model.fit(scipy.sparse.hstack([sparse, dense]), [CLASSES.index(item["stance"]) for item in table])
    n = sparse.shape[1]
    arrays = {
        "idf": vectors.idf_, "weights": model.coef_[:, :n].T, "bias": model.intercept_, "dense": model.coef_[:, n:].T,
        "mean": scaler.mean_, "scale": scaler.scale_,
    }  # fmt: skip
    write_arrays("ar-pairs", list(vectors.get_feature_names_out()), arrays)
    linear.cache_clear()


def main() -> None:
    """Fit both."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = options.parse_args().data
    pairs(data)
    with tempfile.TemporaryDirectory() as folder:
        assaults(data, Path(folder))


if __name__ == "__main__":
    main()
