"""2. What it claims: assertions, denials and other stances, each by one speaker about one act."""

from trucekeeper.claim.claim import ActRef, Claim, Harm, Join, Judgement, Touch
from trucekeeper.claim.typed import Typed, type_row

__all__ = ["ActRef", "Claim", "Harm", "Join", "Judgement", "Touch", "Typed", "type_row"]
