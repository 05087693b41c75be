"""The words that annotators gave as actor, verb and target, laid back on the tokens of the sentence they came from."""

from collections import Counter
from collections.abc import Sequence

from trucekeeper.claim.crf import OUTSIDE
from trucekeeper.claim.evaluate.role_gold import positions
from trucekeeper.claim.tokens import Token

ORDER = ("verb", "target", "actor")


def labels_of(tokens: Sequence[Token], version: dict[str, list[str]]) -> list[str]:
    """Return the labels of one annotator's version."""
    found = [OUTSIDE] * len(tokens)
    verb = positions(tokens, version["verb"], ())
    for kind in ORDER:
        within = verb if kind == "verb" else positions(tokens, version[kind], verb)
        for index in within:
            found[index] = f"{'I' if index - 1 in within else 'B'}-{kind}"
    return found


def majority(tokens: Sequence[Token], versions: Sequence[dict[str, list[str]]]) -> list[str]:
    """Return for each token the kind that at least half of the annotators gave it."""
    votes = [
        Counter(label[2:] or OUTSIDE for label in column)
        for column in zip(*(labels_of(tokens, v) for v in versions), strict=True)
    ]
    kinds = [
        max(
            (kind for kind in vote if kind != OUTSIDE and 2 * vote[kind] >= len(versions)),
            key=vote.__getitem__,
            default=OUTSIDE,
        )
        for vote in votes
    ]
    return [
        kind if kind == OUTSIDE else f"{'I' if index and kinds[index - 1] == kind else 'B'}-{kind}"
        for index, kind in enumerate(kinds)
    ]
