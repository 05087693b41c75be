"""The kinds of entry of exchange: what came from a partner, what was released, delivered and asked back."""

from typing import Literal

from pydantic import AwareDatetime, Field, model_validator

from trucekeeper.ledger.entries import Digest, OrganisationId, Reason
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import Frozen


class ReceivedBody(Frozen):
    """A partner's release as it came: its bytes under a commitment, their digest, and the signature over them."""

    partner: OrganisationId
    release: str
    sha256: Digest
    content: Digest
    key: Digest
    signature: str
    at: AwareDatetime


class HarmAnswer(Frozen):
    """One question of the harm check, answered in writing."""

    question: str
    ok: bool
    why: Reason


class HarmCheckBody(Frozen):
    """What somebody other than the author answered to each question of the harm check, and what follows."""

    of: str
    answers: tuple[HarmAnswer, ...] = Field(min_length=1)
    result: Literal["go", "no_go"]

    @model_validator(mode="after")
    def _goes_only_where_every_answer_allows(self) -> "HarmCheckBody":
        if self.result == "go" and not all(answer.ok for answer in self.answers):
            raise ValueError("a question is answered with no, so the result is no_go")
        return self


class ReleaseBody(Frozen):
    """The decision to let something go to an audience, after redaction and a harm check by another person."""

    of: str
    harm_check: str
    audience: tuple[OrganisationId, ...] = Field(min_length=1)
    marking: Marking
    redacted: tuple[str, ...] = ()
    not_before: AwareDatetime | None = None
    why: Reason


class DeliveryBody(Frozen):
    """One attempt to bring a release to an addressee."""

    release: str
    to: OrganisationId
    channel: Literal["bundle", "email", "feed", "taxii", "file", "voice"]
    state: Literal["sent", "delivered", "failed", "refused"]
    at: AwareDatetime
    detail: str | None = None


class RecallBody(Frozen):
    """Asking for a release back."""

    release: str
    why: Reason


def _released(body: Body) -> tuple[str, ...]:
    return (body["release"],)


def _of(body: Body) -> tuple[str, ...]:
    return (body["of"],)


KINDS = (
    Kind("received", ReceivedBody, "take_in", amendable=False),
    Kind("harm_check", HarmCheckBody, "approve", subjects=_of, apart=True, amendable=False),
    Kind("release", ReleaseBody, "release", subjects=_of, apart=True, amendable=False),
    Kind("delivery", DeliveryBody, "operate", subjects=_released, amendable=False),
    Kind("recall", RecallBody, "release", subjects=_released, amendable=False),
)
