"""The kinds of entry of exchange: what came from a partner, what was released, delivered and asked back."""

from typing import Literal

from pydantic import AwareDatetime, Field

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


class ReleaseBody(Frozen):
    """The decision to let something go to an audience, after redaction and a harm check by another person."""

    of: str
    audience: tuple[OrganisationId, ...] = Field(min_length=1)
    marking: Marking
    redacted: tuple[str, ...] = ()
    harm_check: tuple[HarmAnswer, ...] = Field(min_length=1)
    harm_checked_by: str
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


KINDS = (
    Kind("received", ReceivedBody, "take_in", amendable=False),
    Kind("release", ReleaseBody, "release", subjects=lambda body: (body["of"],), apart=True, amendable=False),
    Kind("delivery", DeliveryBody, "operate", subjects=_released, amendable=False),
    Kind("recall", RecallBody, "release", subjects=_released, amendable=False),
)
