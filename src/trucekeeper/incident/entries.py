"""The kinds of entry by which people judge claims the same, check what happened and move an incident's state."""

from typing import Literal

from pydantic import AwareDatetime, Field

from trucekeeper.ledger.entries import Reason
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.text import Frozen


class JudgementBody(Frozen):
    """Two claims are about the same moment and place, or about different ones."""

    a: str
    b: str
    same: bool
    why: Reason


class CheckBody(Frozen):
    """A check that a person made of an incident: what was asked, what was found, on which claims it rests."""

    incident: str
    check: str
    answer: Literal["yes", "no", "cannot_determine"]
    claims: tuple[str, ...] = Field(min_length=1)
    at: AwareDatetime
    why: Reason


class StateMove(Frozen):
    """An incident moved to another state of its verification."""

    incident: str
    state: str
    claims: tuple[str, ...] = Field(min_length=1)
    why: Reason


def _pair(body: Body) -> tuple[str, ...]:
    return body["a"], body["b"]


def _weighed(body: Body) -> tuple[str, ...]:
    return body["incident"], *body["claims"]


KINDS = (
    Kind("judgement", JudgementBody, "judge", subjects=_pair),
    Kind("check", CheckBody, "verify", subjects=_weighed, apart=True),
    Kind("state_move", StateMove, "verify", subjects=_weighed, apart=True),
)
