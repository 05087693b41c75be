"""The kind of entry by which a person changes a brief before it goes out; the sources of the sentence stay."""

from trucekeeper.ledger.entries import Reason
from trucekeeper.ledger.kinds import Kind
from trucekeeper.vocabulary.text import Frozen, T


class BriefEdit(Frozen):
    """A sentence of a brief put in other words, or left out where ``text`` is None."""

    brief: str
    section: str
    sentence: int
    text: T | None
    why: Reason


KINDS = (Kind("brief_edit", BriefEdit, "draft", subjects=lambda body: (body["brief"],)),)
