"""A proposed finding: four answers apart, each by its own standard. A person makes it, or not; the program never does.

The obligor is named only where the act is attributed or acknowledged, so that a breach by a named actor cannot be
proposed without attribution.
"""

from typing import Literal

from trucekeeper.vocabulary.text import Frozen, T

Occurred = Literal["yes", "no", "cannot_determine"]
Authorship = Literal["attributed", "acknowledged", "not_attributed", "cannot_attribute"]
Compliance = Literal["breach", "no_breach", "permitted", "cannot_determine", "out_of_scope"]
Intent = Literal["deliberate", "accident", "cannot_determine", "not_asked"]


class Answer(Frozen):
    """Did it happen, by which standard."""

    answer: Occurred
    standard: str


class Author(Frozen):
    """Who did it, by which standard; the actor only where attributed or acknowledged."""

    answer: Authorship
    actor: str | None
    standard: str


class Step(Frozen):
    """One step of the reasoning, in plain words, with the claims that it rests on."""

    rule: str
    text: T
    claims: tuple[str, ...] = ()


class Finding(Frozen):
    """What the rules propose for one act, obligation and reading."""

    id: str
    status: Literal["proposed"] = "proposed"
    incident: str
    obligation: str
    instrument: str
    clause: str
    reading: str
    held_by: tuple[str, ...]
    obligor: str | None
    occurred: Answer
    author: Author
    compliance: Compliance
    intent: Intent
    contested_text: bool
    chain: tuple[Step, ...]
    would_change: tuple[T, ...]
