"""Names of places, persons and organisations against annotated text, matched by overlap of spans."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from trucekeeper.claim.evaluate.corpora import Corpus, Labelled, conll, entities
from trucekeeper.claim.evaluate.measure import Score, overlap, score
from trucekeeper.claim.evaluate.rows import FEWEST_UNSEEN, Row, Split, from_card, row
from trucekeeper.claim.evaluate.seen import unseen
from trucekeeper.claim.name_features import listed
from trucekeeper.claim.names import MODEL, Kind, tag_names
from trucekeeper.claim.tokens import Token, tokenise
from trucekeeper.vocabulary.text import Lang

Tag = Callable[[Sequence[Token]], Sequence[tuple[int, int, str]]]
KINDS: tuple[Kind, ...] = ("place", "person", "organisation")
MATCH = "overlap of spans"


def rows(data: Path) -> Iterator[Row]:
    """Yield a row for each kind of name and each annotated file under *data*."""
    for lang, corpora in (("ar", conll(data)), ("en", entities(data))):
        for corpus in corpora:
            yield from _corpus(corpus, "ar" if lang == "ar" else "en")


def _corpus(corpus: Corpus, lang: Lang) -> Iterator[Row]:
    fresh = unseen(MODEL[lang], corpus.texts, lambda item: item.text)
    if len(fresh) >= FEWEST_UNSEEN or len(fresh) == len(corpus.texts):
        yield from measured(corpus.name, "unseen", lang, fresh, lambda tokens: shipped(tokens, lang))
    else:
        yield from from_card(MODEL[lang], corpus.name)


def shipped(tokens: Sequence[Token], lang: Lang) -> list[tuple[int, int, str]]:
    """Return what the shipped model finds."""
    return [(name.start, name.end, name.kind) for name in tag_names(tokens, lang)]


def by_list(tokens: Sequence[Token], lang: Lang) -> list[tuple[int, int, str]]:
    """Return every listed name of a place: the baseline."""
    return [(tokens[first].start, tokens[last - 1].end, "place") for first, last in listed(tokens, lang)]


def measured(dataset: str, split: Split, lang: Lang, texts: Sequence[Labelled], tag: Tag) -> Iterator[Row]:
    """Yield the rows of one tagger on *texts*, a row a kind of name that is annotated there."""
    tokens = [tokenise(item.text) for item in texts]
    found = [list(tag(words)) for words in tokens]
    for kind in KINDS:
        if any(label == kind for item in texts for _, _, label in item.spans):
            baselines = {}
            if kind == "place":
                baselines["gazetteer"] = _score(texts, [by_list(words, lang) for words in tokens], kind).f1
            yield row(dataset, split, lang, kind, MATCH, len(texts), _score(texts, found, kind), baselines)


def _score(texts: Sequence[Labelled], found: Sequence[Sequence[tuple[int, int, str]]], kind: str) -> Score:
    def spans(of: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
        return [(start, end) for start, end, label in of if label == kind]

    return score([overlap(spans(tagged), spans(item.spans)) for item, tagged in zip(texts, found, strict=True)])
