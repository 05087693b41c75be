"""The kinds of entry by which a person makes a finding and a party answers it."""

from typing import Literal

from pydantic import AwareDatetime, Field, model_validator

from trucekeeper.finding.finding import Answer, Author, Authorship, Compliance, Intent, Occurred
from trucekeeper.ledger.entries import Reason
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.text import Frozen


class FindingBody(Frozen):
    """What a person found: four answers apart, for one obligation under one reading, on the claims that it weighed."""

    incident: str
    obligation: str
    reading: str
    proposal: str | None = None
    claims: tuple[str, ...] = Field(min_length=1)
    occurred: Answer
    author: Author
    compliance: Compliance
    intent: Intent
    why: Reason

    @model_validator(mode="after")
    def _names_an_actor_only_with_attribution(self) -> "FindingBody":
        if self.author.actor and self.author.answer not in ("attributed", "acknowledged"):
            raise ValueError(f"the author is {self.author.answer}, so no actor is named")
        return self


class DissentBody(Frozen):
    """What another person with the right answers otherwise, and why; it stands beside the finding and is kept."""

    finding: str
    occurred: Occurred | None = None
    author: Authorship | None = None
    compliance: Compliance | None = None
    why: Reason


class CommentRequest(Frozen):
    """An actor was asked for comment on a finding: whom, when, by when, by which way."""

    finding: str
    to: str
    sent: AwareDatetime
    deadline: AwareDatetime
    by_way_of: Reason


class ReviewBody(Frozen):
    """A person other than the maker looked at a finding again, with what was answered to it."""

    finding: str
    result: Literal["upheld", "to_be_changed", "to_be_withdrawn"]
    responses: tuple[str, ...] = ()
    why: Reason


class ResponseBody(Frozen):
    """What an actor answered to a finding, an incident or a request for comment."""

    to: str
    actor: str
    stance: Literal["accepts", "rejects", "explains", "no_answer"]
    text: str
    cited: str | None = None


def _weighed(body: Body) -> tuple[str, ...]:
    return body["incident"], *body["claims"]


def _finding(body: Body) -> tuple[str, ...]:
    return (body["finding"],)


KINDS = (
    Kind("finding", FindingBody, "find", subjects=_weighed, apart=True),
    Kind("dissent", DissentBody, "find", subjects=_finding, apart=True),
    Kind("comment_request", CommentRequest, "find", subjects=_finding),
    Kind("review", ReviewBody, "find", subjects=_finding, apart=True),
    Kind("response", ResponseBody, "answer", subjects=lambda body: (body["to"],), words=lambda body: (body["text"],)),
)
