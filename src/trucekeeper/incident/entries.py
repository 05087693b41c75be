"""The kinds of entry by which people judge claims the same, check what happened and move an incident's state."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field, model_validator

from trucekeeper.incident.incident import State
from trucekeeper.incident.verification import AsSaid, Result, Step, right_for
from trucekeeper.ledger.entries import PersonId, Reason
from trucekeeper.ledger.kinds import Body, Kind, Right
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


class CheckBody2(Frozen):
    """A step of verification: which, what came of it, for which claims.

    ``done_by`` is the organisation that took it where it was not the author; never a person.
    """

    incident: str
    step: Step
    result: Result
    claims: tuple[str, ...] = Field(min_length=1)
    done_by: str | None = None
    at: AwareDatetime
    why: Reason


class StateMove(Frozen):
    """An incident moved to another state of its verification."""

    incident: str
    state: str
    claims: tuple[str, ...] = Field(min_length=1)
    why: Reason


class StateMove2(Frozen):
    """An incident moved to another state of its verification: see ``verification``.

    ``follows`` are the moves that it leads on from, none for the first; ``apart_from`` those by people who could not
    have made this one; ``checks`` what a verdict rests on; ``said`` who denied access or contests, and who says so.
    """

    incident: str
    state: State
    follows: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    claims: tuple[str, ...] = Field(min_length=1)
    checks: tuple[str, ...] = ()
    said: AsSaid | None = None
    why: Reason

    @model_validator(mode="after")
    def _complete(self) -> "StateMove2":
        if self.state in ("received", "waiting"):
            raise ValueError(f"nobody moves an incident to {self.state}; that is where it begins")
        if (self.said is not None) != (self.state in ("access_denied", "contested")):
            raise ValueError("said: who denied access or contests, and who says so; for those two states alone")
        if self.said and self.said.until and self.state == "contested":
            raise ValueError("said.until: until when access is denied; a contest has no such day")
        if self.state in ("verified", "not_verified") and not self.checks:
            raise ValueError(f"checks: {self.state} rests on a check; record one first")
        return self


class AssignmentBody(Frozen):
    """Who deals with an incident, and by when; the latest entry stands."""

    incident: str
    owner: PersonId
    due: date | None = None
    why: str = ""


class RequestBody(Frozen):
    """Somebody was asked for something about an incident: access, a document, an account; by which way, until when."""

    incident: str
    to: str
    asks: Reason
    sent: AwareDatetime
    deadline: AwareDatetime
    by_way_of: Reason


def _pair(body: Body) -> tuple[str, ...]:
    return body["a"], body["b"]


def _weighed(body: Body) -> tuple[str, ...]:
    return body["incident"], *body["claims"]


def _weighed_and_apart(body: Body) -> tuple[str, ...]:
    return *_weighed(body), *body.get("apart_from", ())


def _incident(body: Body) -> tuple[str, ...]:
    return (body["incident"],)


def _asked(body: Body) -> tuple[Right, bool]:
    return right_for(body.get("state", ""))


KINDS = (
    Kind("judgement", JudgementBody, "judge", subjects=_pair),
    Kind("check", CheckBody, "verify", subjects=_weighed, apart=True),
    Kind("check", CheckBody2, "check", version=2, subjects=_weighed, apart=True),
    Kind("state_move", StateMove, "verify", subjects=_weighed, apart=True),
    Kind(
        "state_move",
        StateMove2,
        "verify",
        version=2,
        subjects=_weighed_and_apart,
        apart=True,
        amendable=False,
        asks=_asked,
    ),
    Kind("assignment", AssignmentBody, "judge", subjects=_incident),
    Kind("request", RequestBody, "investigate", subjects=_incident),
)
