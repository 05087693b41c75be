"""Who carries a claim, and how independently.

Sources of one side are one: a party's organs, what is affiliated with it and what takes its side speak for it. A
guarantor that alleges is interested, and counts apart from the independent. Unnamed local sources are one source.
Credibility follows the information scale of AJP-2.1 (1 confirmed … 6 cannot be judged), by the rule written here and
the same for every party: 1 three or more independent sources; 2 acknowledged by the side said to have acted, or two
independent sources; 3 one independent source, not denied; 4 denied by the side said to have acted; 6 anything else.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from trucekeeper.case import Case
from trucekeeper.claim import Claim
from trucekeeper.incident.incident import Attribution, Corroborated
from trucekeeper.vocabulary.sentence import alphabetical, counted, fill
from trucekeeper.vocabulary.text import T

INDEPENDENT_FOR_CORROBORATION = 2
INDEPENDENT_FOR_CONFIRMATION = 3
_INTERESTED = ("guarantor", "administrator", "armed_group")


class Corroboration(NamedTuple):
    """The groups of sources that carry an act, by whether they have an interest, and who of the actor's side spoke."""

    independent: frozenset[str]
    sides: frozenset[str]
    interested: frozenset[str]
    acknowledged: bool
    denied: bool

    @property
    def attribution(self) -> Attribution:
        """How the act stands to its actor, apart from whether an actor is known at all."""
        if self.acknowledged:
            return "acknowledged"
        if self.denied:
            return "contested"
        return "corroborated" if len(self.independent) >= INDEPENDENT_FOR_CORROBORATION else "alleged"


def corroborate(claims: Iterable[Claim], code: str, actor: str | None, case: Case, secondary: str) -> Corroboration:
    """Return who carries the act *code* of *actor* among *claims*.

    A claim read only in a secondary copy (its carrier is *secondary*) adds no independent source.
    """
    independent, sides, interested = set(), set(), set()
    acknowledged = denied = False
    for claim in claims:
        if claim.act.code != code:
            continue
        own = actor is not None and _speaks_for(claim.source, actor, case)
        if claim.stance == "denies":
            denied = denied or (own and claim.actor.id in (actor, None))
            continue
        if claim.stance != "asserts" or claim.actor.id != actor:
            continue
        acknowledged = acknowledged or own
        kind, group = group_of(claim.source, case)
        if kind == "side":
            sides.add(group)
        elif kind == "interested":
            interested.add(group)
        elif claim.carrier != secondary:
            independent.add(group)
    return Corroboration(frozenset(independent), frozenset(sides), frozenset(interested), acknowledged, denied)


def group_of(source_id: str, case: Case) -> tuple[str, str]:
    """Return whether a source speaks for a ``side``, is ``interested`` or ``independent``, and its group."""
    if source_id not in case.sources:
        return "independent", "unnamed"
    side = case.sources.side(source_id)
    if side:
        return "side", side
    source = case.sources[source_id]
    if source.role in _INTERESTED:
        return "interested", source.affiliation or source.id
    return "independent", "local" if source.role == "local" else source.affiliation or source.id


def _speaks_for(source_id: str, actor: str, case: Case) -> bool:
    if source_id not in case.sources:
        return False
    affiliation = case.sources[source_id].affiliation
    if affiliation is None or case.sources[source_id].role not in ("party", "party_affiliated", *_SELF):
        return False
    mine, theirs = case.actors.lineage(affiliation), case.actors.lineage(actor)
    return bool(mine and theirs and mine[-1] == theirs[-1])


_SELF = ("armed_group", "guarantor", "administrator", "official_third_party")


def summed_up(claims: Iterable[Claim], case: Case, main: Corroboration) -> Corroborated:
    """Return the corroboration of an incident written out: kinds of source and denials, never a sum of weights."""
    claims = list(claims)
    asserting = {claim.source for claim in claims if claim.stance == "asserts"}
    denying = {claim.source for claim in claims if claim.stance in ("denies", "rejects")}
    kinds = Counter(_kind(source, case) for source in asserting)
    carried = alphabetical(counted(n, f"kind_{kind}") for kind, n in kinds.items()) if kinds else T(en="", ar="")
    text = fill("carried_by", kinds=carried) if kinds else fill("carried_by_nobody")
    if denying:
        text = _clause(text, counted(len(denying), "denial"))
    return Corroborated(independent=len(main.independent), by_kind=dict(sorted(kinds.items())), copies=(), text=text)


def _clause(first: T, second: T) -> T:
    """Return two clauses as one, the second after a semicolon."""
    return T(en=f"{first.en}; {second.en}", ar=f"{first.ar}؛ {second.ar}")


def credibility(main: Corroboration) -> int:
    """Return the information grade, 1 to 6, by the rule of the module docstring."""
    independent = len(main.independent)
    if independent >= INDEPENDENT_FOR_CONFIRMATION:
        return 1
    if main.acknowledged or independent >= INDEPENDENT_FOR_CORROBORATION:
        return 2
    if main.denied:
        return 4
    return 3 if independent == 1 else 6


def _kind(source_id: str, case: Case) -> str:
    return case.sources[source_id].role if source_id in case.sources else "media"
