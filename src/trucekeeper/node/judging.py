"""People's *same* and *different*, and the pairs of claims that wait for one."""

from datetime import UTC, datetime

from trucekeeper.claim import Judgement
from trucekeeper.errors import BadInput, Contradiction
from trucekeeper.incident.judgements import contradiction, told
from trucekeeper.ledger import Person
from trucekeeper.node.casework import enter, present
from trucekeeper.node.lists import Document, item_documents
from trucekeeper.node.node import Node, recorded_judgements


def judge(node: Node, a: str, b: str, *, person: str, same: bool, why: str) -> str:
    """Say that two claims are about the same moment and place, or about different ones; return the judgement's id.

    Raises:
        BadInput: there is no such claim, or both are one.
        Contradiction: judgements that stand make the opposite; the message names their chain.
    """
    reader = node.person(person)
    incidents = list(dict.fromkeys(present(node, reader, name)["id"] for name in (a, b)))
    recorded = recorded_judgements(node.ledger)
    new = Judgement(a=a, b=b, same=same, by=person, at=datetime.now(UTC))
    chain = contradiction([judgement for _, judgement in recorded], new)
    if a == b:
        raise BadInput(f"{a} is one claim; name another")
    if chain is not None:
        raise Contradiction(
            f"{a} and {b} cannot be judged {'the same' if same else 'different'}: {_chain(chain, a, recorded)}",
            tuple((one.a, one.same, one.b, one.by) for one in chain),
        )
    return enter(node, incidents, "judgement", {"a": a, "b": b, "same": same, "why": why}, person)


def _chain(chain: tuple[Judgement, ...], start: str, recorded: list[tuple[str, Judgement]]) -> str:
    ids = [next(name for name, judgement in recorded if judgement == one) for one in chain]
    return (
        f"{told(chain, start)} was judged before; `trucekeeper incident take-back` takes back one of {', '.join(ids)}"
    )


def queue(node: Node, reader: Person) -> list[Document]:
    """Return the pairs that wait for *same* or *different*, the likeliest first; those already judged are left out.

    A pair is a derived ``review``: {"a", "b", "score", "why"}. There is none where nothing proposes pairs.
    """
    judged = {frozenset((one.a, one.b)) for _, one in recorded_judgements(node.ledger)}
    pairs = item_documents(node, reader, "review")[0]
    waiting = [pair for pair in pairs if frozenset((pair["a"], pair["b"])) not in judged]
    return sorted(waiting, key=lambda pair: -float(pair["score"]))
