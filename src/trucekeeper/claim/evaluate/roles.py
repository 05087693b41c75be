"""Actor, verb and target against what several annotators marked, by four rules, since annotators differ.

- *any annotator*: a stretch found counts if it overlaps one that any annotator gave, and all of those are to be found;
- *majority*: against the words that at least half of the annotators gave;
- *best annotator*: in each sentence against the annotator with whom it agrees best;
- *common words*: against the words that the file says all annotators share (empty where they share none).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from trucekeeper.claim.evaluate.corpora import Roles, roles
from trucekeeper.claim.evaluate.measure import Counts, Span, overlap, score
from trucekeeper.claim.evaluate.role_gold import positions, stretches
from trucekeeper.claim.evaluate.rows import FEWEST_UNSEEN, Row, Split, from_card, row
from trucekeeper.claim.evaluate.seen import unseen
from trucekeeper.claim.names import tag_names
from trucekeeper.claim.role_features import kinds_of
from trucekeeper.claim.roles import MODEL, tag_roles
from trucekeeper.claim.tokens import Token, tokenise

FIELDS = ("actor", "target", "verb")
RULES = ("any annotator", "majority", "best annotator", "common words")
BASELINE = {
    "actor": {"armed", "force", "crowd"},
    "target": {"civil", "official", "site"},
    "verb": {"act", "undergone", "protest"},
}
Tag = Callable[[Roles, Sequence[Token]], Sequence[tuple[int, int, str]]]


def rows(data: Path) -> Iterator[Row]:
    """Yield a row for each role, rule and file under *data*."""
    for path, sentences in roles(data):
        fresh = unseen(MODEL, sentences, lambda item: item.text)
        if len(fresh) >= FEWEST_UNSEEN or len(fresh) == len(sentences):
            yield from measured(path.stem, "unseen", fresh, shipped)
        else:
            yield from from_card(MODEL, path.stem)


def shipped(_: Roles, tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Return what the shipped model finds."""
    return [(role.start, role.end, role.kind) for role in tag_roles(tokens, tag_names(tokens, "ar"))]


def by_nouns(_: Roles, tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Return every word that the lexicon holds for one that commonly has a role: the baseline."""
    found = []
    for token in tokens:
        found += [(token.start, token.end, field) for field in FIELDS if kinds_of(token) & BASELINE[field]]
    return found


def measured(dataset: str, split: Split, sentences: Sequence[Roles], tag: Tag) -> Iterator[Row]:
    """Yield the rows of one tagger on *sentences*."""
    tokens = [tokenise(item.text) for item in sentences]
    found = [tag(item, words) for item, words in zip(sentences, tokens, strict=True)]
    plain = [by_nouns(item, words) for item, words in zip(sentences, tokens, strict=True)]
    for field in FIELDS:
        for rule in RULES:
            scores = [
                score([_match(*pair, field, rule) for pair in zip(sentences, tokens, tagged, strict=True)])
                for tagged in (found, plain)
            ]
            yield row(
                dataset, split, "ar", field, f"overlap, {rule}", len(sentences), scores[0], {"role nouns": scores[1].f1}
            )


def _match(item: Roles, tokens: list[Token], tagged: Sequence[tuple[int, int, str]], field: str, rule: str) -> Counts:
    found = [(start, end) for start, end, kind in tagged if kind == field]
    given = [positions(tokens, version[field], positions(tokens, version["verb"], ())) for version in item.versions]
    if rule == "best annotator":
        return max((overlap(found, stretches(tokens, words)) for words in given), key=_agreement)
    return overlap(found, _gold(item, tokens, given, field, rule))


def _gold(item: Roles, tokens: list[Token], given: Sequence[frozenset[int]], field: str, rule: str) -> list[Span]:
    if rule == "common words":
        return stretches(tokens, positions(tokens, item.common[field].split(), ()))
    votes = Counter(index for words in given for index in words)
    least = len(given) / 2 if rule == "majority" else 1
    return stretches(tokens, [index for index, n in votes.items() if n >= least])


def _agreement(counts: Counts) -> tuple[float, float]:
    both = counts.found + counts.annotated
    return (counts.right + counts.recalled) / both if both else 1.0, -both
