"""2. What it claims: assertions, denials and other stances, each by one speaker about one act."""

from trucekeeper.claim.claim import ActRef, Claim, Harm, Join, Judgement, Touch
from trucekeeper.claim.coded import Coded, Text, code_text
from trucekeeper.claim.coder import Coder
from trucekeeper.claim.told import Prose
from trucekeeper.claim.typed import Typed, type_row

__all__ = [
    "ActRef",
    "Claim",
    "Coded",
    "Coder",
    "Harm",
    "Join",
    "Judgement",
    "Prose",
    "Text",
    "Touch",
    "Typed",
    "code_text",
    "type_row",
]
