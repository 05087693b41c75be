"""The kinds of entry that the ledger itself keeps: people, rights, keys, corrections, erasures, checkpoints."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from trucekeeper.ledger.chain import KEY
from trucekeeper.ledger.kinds import Kind
from trucekeeper.ledger.rights import NODE, PERSON, RIGHT, ROLES
from trucekeeper.ledger.seal import Seal
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import Frozen, T

CORRECTION, WITHDRAWAL, ERASURE, CHECKPOINT, ACCESS = "correction", "withdrawal", "erasure", "checkpoint", "access"


def _is_a_role(name: str) -> str:
    if name not in ROLES:
        raise ValueError(f"{name!r} is no role; known are {', '.join(ROLES)}")
    return name


def _is_a_person(name: str) -> str:
    if name == NODE:
        raise ValueError(f"{NODE!r} is the program itself and no person")
    return name


OrganisationId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
PersonId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=64), AfterValidator(_is_a_person)]
RoleName = Annotated[str, AfterValidator(_is_a_role)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Reason = Annotated[str, Field(min_length=1)]


class PersonBody(Frozen):
    """Who may act here: an opaque id, the organisation, and the markings that the person holds."""

    person: PersonId
    organisation: OrganisationId
    markings: tuple[Marking, ...]
    name: T | None = None


class RightBody(Frozen):
    """A role given to a person in this case, or taken back."""

    person: PersonId
    role: RoleName
    granted: bool


class KeyBody(Frozen):
    """The public key with which the node seals, from this commit on (the first) or after it (a later one).

    ``taken_over`` is the last word of the node that kept the chain before, where it was handed over.
    """

    public: Digest
    why: Reason
    taken_over: Seal | None = None


class CorrectionBody(Frozen):
    """What an earlier entry should have said: the whole new body, which supersedes the old."""

    of: str
    body: dict[str, Any]
    why: Reason


class WithdrawalBody(Frozen):
    """Taking back what one said."""

    of: str
    why: Reason


class ErasureBody(Frozen):
    """Texts or attachments that were erased, by the commitments that stay in the chain."""

    commitments: tuple[Digest, ...] = Field(min_length=1)
    why: Reason


class CheckpointBody(Frozen):
    """A checkpoint that was given out, with the digest of an authority's time stamp where one was asked."""

    checkpoint: Seal
    stamp_sha256: Digest | None = None
    authority: str | None = None


class AccessBody(Frozen):
    """The vault was opened, filled or emptied for a source: by whom is the entry's author."""

    source: str
    did: Literal["entered", "read", "erased"]
    why: Reason
    at: datetime


KINDS = (
    Kind(PERSON, PersonBody, "administer", amendable=False),
    Kind(RIGHT, RightBody, "administer", amendable=False),
    Kind(KEY, KeyBody, "operate", amendable=False),
    Kind(CORRECTION, CorrectionBody, "read", amendable=False),
    Kind(WITHDRAWAL, WithdrawalBody, "read", amendable=False),
    Kind(ERASURE, ErasureBody, "open_vault", amendable=False),
    Kind(CHECKPOINT, CheckpointBody, "operate", amendable=False),
    Kind(ACCESS, AccessBody, "open_vault", amendable=False),
)
