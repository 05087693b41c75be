"""The kinds of entry of a warning's life: its drafting, each move after it, and who acknowledged it."""

from typing import Literal

from pydantic import AwareDatetime, Field

from trucekeeper.ledger.entries import OrganisationId, Reason
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.text import Frozen, T


class Asked(Frozen):
    """What is asked, and of whom."""

    of: str
    do: T


class WarningBody(Frozen):
    """A warning as drafted: danger ahead, where and when, how likely and how sure, for whom."""

    origin: Literal["ours", "reported"]
    issuer: str
    what: T
    actor: str | None = None
    target_status: str = "not_stated"
    area: str
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None
    likelihood: str | None = None
    confidence: Literal["low", "moderate", "high"] | None = None
    base_rate: str | None = None
    rule: str | None = None
    basis: tuple[str, ...] = Field(min_length=1)
    evidence: Literal["none_shown", "shown_to_addressees", "published"] = "none_shown"
    asked: tuple[Asked, ...] = ()
    expires: AwareDatetime | None = None


class WarningMove(Frozen):
    """A move of a warning by a person other than its drafter, with the reason."""

    warning: str
    move: Literal["check", "release", "answer", "update", "end", "outcome", "close"]
    why: Reason
    answer: str | None = None


class AcknowledgementBody(Frozen):
    """An addressee's word that the warning arrived."""

    warning: str
    by: OrganisationId
    at: AwareDatetime
    answer: str | None = None


def _warning(body: Body) -> tuple[str, ...]:
    return (body["warning"],)


def _day(body: Body) -> str | None:
    return body["start"][:10] if body.get("start") else None


KINDS = (
    Kind("warning", WarningBody, "draft", day=_day, words=lambda body: tuple(body["what"].values())),
    Kind("warning_move", WarningMove, "release", subjects=_warning, apart=True, amendable=False),
    Kind("acknowledgement", AcknowledgementBody, "take_in", subjects=_warning),
)
