"""A drafted warning.

``drafted`` is the only state at this stage: a rule drafts, and nothing here checks or releases. Likelihood and
confidence are separate fields and never share a sentence.
"""

from datetime import datetime
from typing import Any, NamedTuple

from trucekeeper.vocabulary.grade import Confidence, Likelihood
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import T


class Drafted(NamedTuple):
    """What a rule drafted: what may happen, where, when, how likely beside how often it was so before."""

    id: str
    rule: str
    what: T
    area: str
    start: datetime
    end: datetime
    likelihood: Likelihood | None
    confidence: Confidence
    base_rate: float
    base_rate_of: T
    basis: tuple[str, ...]
    reports: tuple[str, ...]
    state: str = "drafted"

    def document(self) -> dict[str, Any]:
        """Return the warning as the document of the contracts; what nobody has said or done yet is null or empty."""
        word = self.likelihood
        return {
            "id": self.id,
            "origin": "ours",
            "state": self.state,
            "issuer": None,
            "what": self.what.model_dump(),
            "actor": None,
            "target_status": "not_stated",
            "area": self.area,
            "window": {"start": self.start.isoformat(), "end": self.end.isoformat()},
            "likelihood": {"word": word.word, "low": word.low, "high": word.high} if word else None,
            "confidence": self.confidence,
            "base_rate": self.base_rate,
            "rule": self.rule,
            "basis": list(self.basis),
            "evidence": "none_shown",
            "asked": [],
            "audience": [],
            "marking": Marking.CLEAR.value,
            "author": None,
            "second": None,
            "expires": None,
            "harm_check": None,
            "deliveries": [],
            "acks": [],
            "denials": [],
            "answer_of_named": "not_asked",
            "outcome": None,
            "history": [],
        }
