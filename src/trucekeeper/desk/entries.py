"""The kinds of entry of the desks: channels and what goes through them, who gives and sends what, who stands where."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.text import Frozen, T

Decimals = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]


class Cited(Frozen):
    """Something of a day, said by somebody, read somewhere."""

    date: date
    said_by: str | None = None
    sources: tuple[str, ...] = ()


class ChannelBody(Cited):
    """A way by which a mediator reaches a party."""

    mediator: str
    party: str
    state: Literal["open", "suspended", "closed"]


class MessageBody(Cited):
    """A message through a channel; its words lie beside the chain."""

    channel: str
    sender: str
    to: str
    content: str


class ProposalBody(Cited):
    """A text put to the parties, and what each said to it."""

    title: T
    by: str
    answers: dict[str, Literal["accepts", "rejects", "accepts_with_conditions", "no_answer"]] = Field(default={})


class AssuranceBody(Cited):
    """What an actor undertook through a channel, and about whose conduct."""

    by: str
    to: str
    about: str
    text: T


class MeetingBody(Cited):
    """Who met, where, about what."""

    title: T
    actors: tuple[str, ...] = Field(min_length=1)
    place: str | None = None


class PositionBody(Cited):
    """What an actor says that it wants or refuses."""

    actor: str
    on: str
    text: T


class PledgeBody(Cited):
    """Troops, money or goods announced; each stage is an entry of its own."""

    by: str
    what: Literal["troops", "money", "goods", "services"]
    amount: Decimals | None = None
    unit: str | None = None
    stage: Literal["announced", "approved", "sent", "paid", "withdrawn"]


class DeploymentBody(Cited):
    """Personnel of a contributor in the area, by number and sector; never where they are now."""

    contributor: str
    personnel: int | None = Field(default=None, ge=0)
    sector: str | None = None
    state: Literal["planned", "arrived", "rotated", "left"]


class MandateBody(Cited):
    """What a body authorised: whom, to do what, until when."""

    body: str
    instrument: str
    until: date | None = None
    text: T


class VoteBody(Cited):
    """How the members of a body voted on an instrument."""

    body: str
    instrument: str
    votes: dict[str, Literal["for", "against", "abstained", "absent"]] = Field(min_length=1)


def _day(body: Body) -> str | None:
    return str(body["date"])


KINDS = tuple(
    Kind(name, body, "keep_desk", day=_day)
    for name, body in (
        ("channel", ChannelBody),
        ("message", MessageBody),
        ("proposal", ProposalBody),
        ("assurance", AssuranceBody),
        ("meeting", MeetingBody),
        ("position", PositionBody),
        ("pledge", PledgeBody),
        ("deployment", DeploymentBody),
        ("mandate", MandateBody),
        ("vote", VoteBody),
    )
)
