"""The kinds of entry by which a person makes a finding and a party answers it."""

from typing import Literal

from pydantic import Field, model_validator

from trucekeeper.finding.finding import Answer, Author, Compliance, Intent
from trucekeeper.ledger.entries import Reason
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.text import Frozen


class FindingBody(Frozen):
    """What a person found: four answers apart, for one obligation under one reading, on the claims that it weighed."""

    incident: str
    obligation: str
    reading: str
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


class ResponseBody(Frozen):
    """What an actor answered to a finding or an incident."""

    to: str
    actor: str
    stance: Literal["accepts", "rejects", "explains", "no_answer"]
    text: str
    cited: str | None = None


def _weighed(body: Body) -> tuple[str, ...]:
    return body["incident"], *body["claims"]


KINDS = (
    Kind("finding", FindingBody, "find", subjects=_weighed, apart=True),
    Kind("response", ResponseBody, "answer", subjects=lambda body: (body["to"],), words=lambda body: (body["text"],)),
)
