"""A claim: one assertion in a report, by one speaker, about one act; and what people say of how claims belong together.

A denial names the act; where it names an actor too, it denies that this actor did it, and where it names none, it
denies that it happened. ``rejects`` rejects the description of the act (a breach, say), not the act.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from trucekeeper.case.records import TargetStatus
from trucekeeper.vocabulary.actor import ActorRef
from trucekeeper.vocabulary.clock import When
from trucekeeper.vocabulary.grade import Confidence
from trucekeeper.vocabulary.place import PlaceRef
from trucekeeper.vocabulary.text import Frozen

Span = tuple[int, int]
Stance = Literal["asserts", "denies", "warns", "threatens", "reassures", "proposes", "accepts", "rejects", "reports"]
PRIOR = "prior_act"
JOINS = "joins"
STATED_TARGET = "stated_target"
Sex = Literal["female", "male"]
Age = Literal["child", "adult", "elder"]


class Cue(Frozen):
    """The words that carry the stance."""

    text: str | None = None
    span: Span | None = None


class ActRef(Frozen):
    """The act claimed, by its code in the taxonomy."""

    code: str
    text: str | None = None
    span: Span | None = None


class Harm(Frozen):
    """Harm as this speaker gives it: persons, from ``low`` to ``high``, each ``None`` where not stated.

    ``sex`` and ``age`` are of all of them, where the speaker's noun says it; where it does not, they are not written.
    """

    kind: Literal["killed", "injured", "recovered", "died_later"]
    low: int | None
    high: int | None
    scope: Literal["event", "cumulative"]
    since: date | None = None
    status: TargetStatus = "not_stated"
    sex: Sex | None = None
    age: Age | None = None
    text: str | None = None
    span: Span | None = None

    @model_serializer(mode="wrap")
    def _as_given(self, written: SerializerFunctionWrapHandler) -> dict[str, object]:
        document: dict[str, object] = written(self)
        return {key: value for key, value in document.items() if value is not None or key not in {"sex", "age"}}


class Touch(Frozen):
    """An obligation that the report touches, as its coder says."""

    id: str
    text: str | None = None
    span: Span | None = None


class Claim(Frozen):
    """One assertion in a report. ``source`` is who speaks, ``carrier`` where it was read."""

    id: str
    report: str
    sentence: Span | None
    speaker: ActorRef
    via: ActorRef | None
    cue: Cue
    stance: Stance
    judgement: bool
    act: ActRef
    actor: ActorRef
    target: ActorRef
    target_status: TargetStatus
    place: PlaceRef
    time: When
    harm: tuple[Harm, ...]
    touches: tuple[Touch, ...]
    confidence: Confidence
    by: dict[str, str]
    published: datetime | None
    source: str
    carrier: str | None
    signature: tuple[int, ...] = ()


class Join(Frozen):
    """A claim that incidents belong together: a wave told as one, or an answer to what came before.

    ``reports`` are those whose incidents it joins; ``denied_by`` are claims that deny the joining.
    """

    kind: Literal["wave", "trigger_response", "sequence"]
    claim: str
    reports: tuple[str, ...]
    denied_by: tuple[str, ...] = ()


class Judgement(Frozen):
    """A person's word that two claims are about the same moment and place, or about different ones."""

    a: str
    b: str
    same: bool
    by: str
    at: datetime
