"""Fit the tagger of actor, verb and target and write its card."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pycrfsuite import ItemSequence

from training.common import FOLDS, OUT, crf, fold, write_card
from training.role_spans import majority
from trucekeeper.claim.evaluate.corpora import Roles, roles
from trucekeeper.claim.evaluate.roles import measured
from trucekeeper.claim.evaluate.rows import Row
from trucekeeper.claim.names import tag_names
from trucekeeper.claim.role_features import features
from trucekeeper.claim.roles import in_roles, marginals
from trucekeeper.claim.tokens import tokenise

SETTINGS = {"c1": 0.05, "c2": 1.0, "rounds": 100, "fewest": 2}
Sequence_ = tuple[list[list[str]], list[str]]
ABOUT = {
    "what": "Actor, verb and target in Arabic sentences that tell of an assault or a protest",
    "files": ["ar-roles.crf"],
    "licence": "Apache-2.0",
    "data": [
        "arabic_event_gsr (Open Event Data Alliance, MIT): the words that at least half of the annotators gave",
        "Features: names by ar-names (CC BY-SA 4.0), groups of words by ar-clusters; neither is part of this file",
    ],
    "limits": "Trained on sentences that tell of an event only: what it finds in others means little. Nations, peoples "
    "and armed groups are seen by class only. Names in the measured sentences are by the shipped ar-names. "
    "The lexicon of roles was written with word counts of all these sentences in view, and the groups of words were "
    "drawn from them without labels.",
}


def prepared(item: Roles) -> Sequence_:
    """Return the features and the labels by majority of a sentence."""
    tokens = tokenise(item.text)
    return list(features(tokens, tag_names(tokens, "ar"))), majority(tokens, item.versions)


def by_turns(sentences: Sequence[Roles], folder: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Return for each sentence what a model finds in it that was trained without the sentence's document."""
    held = {item.text: prepared(item) for item in sentences}
    found = {}
    for turn in range(FOLDS):
        kept = [held[item.text] for item in sentences if fold(item.document) != turn]
        model = crf(kept, folder / "turn.crf", **SETTINGS)  # type: ignore[arg-type]
        for item in sentences:
            if fold(item.document) == turn:
                of = in_roles(
                    tokenise(item.text), marginals(model, ItemSequence(held[item.text][0]), len(held[item.text][0]))
                )
                found[item.text] = [(role.start, role.end, role.kind) for role in of]
    return found


def main() -> None:
    """Fit, measure by turns, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    files = [(path.stem, sentences) for path, sentences in roles(options.parse_args().data)]
    everything = [item for _, sentences in files for item in sentences]
    with tempfile.TemporaryDirectory() as folder:
        found = by_turns(everything, Path(folder))
    rows: list[Row] = []
    for name, sentences in files:
        rows += measured(name, "held_out", sentences, lambda item, _: found[item.text])
    rows += measured("both", "held_out", everything, lambda item, _: found[item.text])
    crf([prepared(item) for item in everything], OUT / "ar-roles.crf", **SETTINGS)  # type: ignore[arg-type]
    write_card("ar-roles", (item.text for item in everything), [one.model_dump() for one in rows], **ABOUT)


if __name__ == "__main__":
    main()
