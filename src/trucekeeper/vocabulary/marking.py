"""How far a thing may go: the Traffic Light Protocol, version 2.0 (FIRST, 2022)."""

from collections.abc import Iterable
from enum import StrEnum


class Marking(StrEnum):
    """TLP 2.0 labels, from the widest audience to the narrowest."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"


def strictest(markings: Iterable[Marking]) -> Marking:
    """Return the narrowest of *markings*; nothing at all is CLEAR."""
    order = list(Marking)
    return max(markings, key=order.index, default=Marking.CLEAR)
