"""A drafted warning.

``drafted`` is the only state at this stage: a rule drafts, and nothing here checks or releases. Likelihood and
confidence are separate fields and never share a sentence.
"""

from datetime import datetime
from typing import NamedTuple

from trucekeeper.vocabulary.grade import Confidence, Likelihood
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
