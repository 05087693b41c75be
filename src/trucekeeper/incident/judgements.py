"""People's *same* and *different*: whether a judgement can stand beside those that were made before it.

*Same* carries over: where A is the same as B and B the same as C, A is the same as C. A *different* inside such a chain
cannot stand, and neither can a *same* that would close one around a *different*: whoever made either has to take it
back first.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from trucekeeper.claim import Judgement


def contradiction(judgements: Sequence[Judgement], new: Judgement) -> tuple[Judgement, ...] | None:
    """Return the earlier judgements that *new* contradicts, as a chain from ``new.a`` to ``new.b``; None for none.

    A shortest chain of *same* is returned; where *new* is *same*, a *different* stands in it.
    """
    edges = _edges(judgements)
    from_a = _paths(edges, new.a)
    if not new.same:
        if new.a == new.b:
            return ()
        return from_a.get(new.b)
    if new.b in from_a:
        return None
    from_b = _paths(edges, new.b)
    for judgement in judgements:
        for one, other in ((judgement.a, judgement.b), (judgement.b, judgement.a)):
            if not judgement.same and one in from_a and other in from_b:
                return (*from_a[one], judgement, *reversed(from_b[other]))
    return None


def told(chain: Iterable[Judgement], start: str) -> str:
    """Return a chain of judgements in words, as it leads on from the claim *start*."""
    words, at = list[str](), start
    for one in chain:
        other = one.b if one.a == at else one.a
        words.append(f"{at} {'same' if one.same else 'different'} {other} ({one.by})")
        at = other
    return ", ".join(words)


def _edges(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    edges: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        if judgement.same:
            edges[judgement.a].append(judgement)
            edges[judgement.b].append(judgement)
    return edges


def _paths(edges: dict[str, list[Judgement]], start: str) -> dict[str, tuple[Judgement, ...]]:
    """Return a shortest chain of *same* from *start* to every claim that it reaches; an empty one to itself."""
    found: dict[str, tuple[Judgement, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        for judgement in edges.get(at, ()):
            other = judgement.b if judgement.a == at else judgement.a
            if other not in found:
                found[other] = (*found[at], judgement)
                waiting.append(other)
    return found
