"""Fit the taggers of names, Arabic and English, and write their cards."""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from training.common import FOLDS, OUT, crf, write_card
from training.tokens import labels
from trucekeeper.claim.crf import decode
from trucekeeper.claim.evaluate.corpora import Labelled, conll, entities
from trucekeeper.claim.evaluate.names import measured
from trucekeeper.claim.evaluate.rows import Row
from trucekeeper.claim.name_features import features
from trucekeeper.claim.tokens import Token, tokenise
from trucekeeper.vocabulary.text import Lang

SETTINGS = {"c1": 0.1, "c2": 0.5, "rounds": 80, "fewest": 2}
SHARE_ALIKE = "Wikipedia"
Tag = Callable[[Sequence[Token]], list[tuple[int, int, str]]]


def fit(texts: Sequence[Labelled], lang: Lang, path: Path) -> Tag:
    """Fit a tagger to *texts* and write it to *path*."""

    def sequences() -> Iterator[tuple[list[list[str]], list[str]]]:
        for item in texts:
            if tokens := tokenise(item.text):
                yield list(features(tokens, lang)), labels(tokens, item.spans)

    return tagged_by(crf(sequences(), path, **SETTINGS), lang)  # type: ignore[arg-type]


def tagged_by(model: pycrfsuite.Tagger, lang: Lang) -> Tag:
    """Return what a model finds in tokens, as spans of the text."""

    def tag(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
        if not tokens:
            return []
        found = decode(model, features(tokens, lang))
        return [(tokens[one.first].start, tokens[one.last - 1].end, one.label) for one in found]

    return tag


def by_turns(texts: Sequence[Labelled], of: Sequence[int], also: Sequence[Labelled], lang: Lang, folder: Path) -> Tag:
    """Return a tagger that codes each text by a model trained without the texts of its fold (``of``)."""
    answers: dict[tuple[tuple[str, int], ...], list[tuple[int, int, str]]] = {}
    for held in range(FOLDS):
        kept = [item for item, turn in zip(texts, of, strict=True) if turn != held]
        tag = fit([*kept, *also], lang, folder / "turn.crf")
        for item, turn in zip(texts, of, strict=True):
            if turn == held:
                tokens = tokenise(item.text)
                answers[_key(tokens)] = tag(tokens)
    return lambda tokens: answers[_key(tokens)]


def _key(tokens: Sequence[Token]) -> tuple[tuple[str, int], ...]:
    return tuple((token.text, token.start) for token in tokens)


def arabic(data: Path, folder: Path) -> None:
    """Fit and measure the Arabic tagger: by turns in the order of the text, and across the two corpora."""
    corpora = {corpus.name: corpus.texts for corpus in conll(data)}
    news = corpora["arabic-ner/anercorp_train"]
    mixed = {name: texts for name, texts in corpora.items() if name != "arabic-ner/anercorp_train"}
    other = [item for texts in mixed.values() for item in texts]
    in_order = [at * FOLDS // len(news) for at in range(len(news))]
    rows: list[Row] = []
    rows += measured("arabic-ner/anercorp_train", "held_out", "ar", news, by_turns(news, in_order, other, "ar", folder))
    rows += measured("arabic-ner/anercorp_train", "cross_domain", "ar", news, fit(other, "ar", folder / "other.crf"))
    across = fit(news, "ar", folder / "news.crf")
    turns = by_turns(other, [at * FOLDS // len(other) for at in range(len(other))], news, "ar", folder)
    for name, texts in mixed.items():
        rows += measured(name, "held_out", "ar", texts, turns)
        rows += measured(name, "cross_domain", "ar", texts, across)
    fit([*news, *other], "ar", OUT / "ar-names.crf")
    write_card("ar-names", (item.text for texts in corpora.values() for item in texts), _dump(rows), **ARABIC)


def english(data: Path, folder: Path) -> None:
    """Fit and measure the English tagger: by turns over documents, and each publisher by the others'."""
    corpora = {corpus.name: corpus.texts for corpus in entities(data) if corpus.name != SHARE_ALIKE}
    shared = [item for corpus in entities(data) if corpus.name == SHARE_ALIKE for item in corpus.texts]
    everything = [item for texts in corpora.values() for item in texts]
    in_order = [at * FOLDS // len(everything) for at in range(len(everything))]
    whole = by_turns(everything, in_order, [], "en", folder)
    rows: list[Row] = []
    for name, texts in corpora.items():
        rows += measured(name, "held_out", "en", texts, whole)
        rest = [item for other, items in corpora.items() if other != name for item in items]
        rows += measured(name, "cross_domain", "en", texts, fit(rest, "en", folder / "rest.crf"))
    final = fit(everything, "en", OUT / "en-names.crf")
    rows += measured(SHARE_ALIKE, "unseen", "en", shared, final)
    write_card("en-names", (item.text for item in everything), _dump(rows), **ENGLISH)


def _dump(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [one.model_dump() for one in rows]


ARABIC = {
    "what": "Names of places, persons and organisations in Arabic prose",
    "files": ["ar-names.crf", "ar-place-names.txt", "ar-clusters.txt"],
    "licence": "CC-BY-SA-4.0",
    "licence_file": "ar-names.LICENSE",
    "data": [
        "ANERcorp, first five sixths (Benajiba; CAMeL Lab's release, CC BY-SA 4.0)",
        "Wojood sample, train, val and test (SinaLab, MIT); GPE and LOC as place, PERS, ORG",
        "Features: place names of GeoNames (CC BY 4.0) and CLDR (Unicode licence); groups of words (ar-clusters.txt)",
    ],
    "limits": "An organisation named by its place (a football club, a government by its capital) is often held for the "
    "place. The groups of words were drawn from all texts, those left out in a turn included, without labels. "
    "The list of countries was completed after reading errors on the last sixth of the training text.",
}
ENGLISH = {
    "what": "Names of places, persons and organisations in English prose about conflicts",
    "files": ["en-names.crf", "en-place-names.txt"],
    "licence": "Apache-2.0",
    "data": [
        "re3d (Dstl): UK Government (OGL v3.0), Australian Department of Foreign Affairs (CC BY 3.0 AU), CENTCOM and "
        "US State Department (public domain), Delegation of the European Union to Syria (reuse, source acknowledged)",
        "Features: GeoNames (CC BY 4.0), CLDR (Unicode licence). re3d's Wikipedia (CC BY-SA 3.0) was measured on only",
    ],
    "limits": "77 documents of five publishers, about Syria and Iraq; a group noun (fighters) counts as organisation.",
}


def main() -> None:
    """Fit both."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = options.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        english(data, Path(folder))
        arabic(data, Path(folder))


if __name__ == "__main__":
    main()
