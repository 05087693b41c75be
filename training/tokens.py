"""Annotated spans as labels of the program's own tokens."""

from collections.abc import Sequence

from trucekeeper.claim.crf import OUTSIDE
from trucekeeper.claim.tokens import Token


def labels(tokens: Sequence[Token], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return ``B-x``, ``I-x`` or ``O`` for each token; a token is in a span that it overlaps."""
    found = [OUTSIDE] * len(tokens)
    for start, end, label in spans:
        within = [index for index, token in enumerate(tokens) if token.start < end and start < token.end]
        for index in within:
            found[index] = f"{'B' if index == within[0] else 'I'}-{label}"
    return found
