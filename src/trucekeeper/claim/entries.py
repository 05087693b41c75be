"""The kind of entry by which a person types a claim, or records one that the program coded before acting on it."""

from trucekeeper.claim.claim import Claim
from trucekeeper.ledger.entries import Digest
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.text import Frozen


class TypedClaim(Frozen):
    """A claim as a person typed it; ``coder`` names the program where it was coded and taken over.

    Its quotations are offsets into the text of the commitment ``text``, and never words.
    """

    claim: Claim
    coder: str | None = None
    text: Digest | None = None


def _report(body: Body) -> tuple[str, ...]:
    return (body["claim"]["report"],)


KINDS = (Kind("typed_claim", TypedClaim, "judge", subjects=_report),)
