"""Who carries a claim, and how independently.

Sources of one side are one: a party's organs, what is affiliated with it and what takes its side speak for it. A
guarantor that alleges is interested, with its organs, and counts apart from the independent. Unnamed local sources are
one source, and copies of one text are one voice (``voices``); a voice of which it is not known who spoke first is held
to be the least independent of those it may be. How credible an act is by that is graded by the written standard
``knowledge/standards/credibility.yaml``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trucekeeper.case import Case
from trucekeeper.claim import Claim
from trucekeeper.incident.incident import Attribution, Corroborated
from trucekeeper.incident.standards import Facts, credibility_standard
from trucekeeper.incident.voices import Voice, copies, joined, voices
from trucekeeper.vocabulary.sentence import alphabetical, counted, fill
from trucekeeper.vocabulary.text import T

INDEPENDENT_FOR_CORROBORATION = 2
_INTERESTED = ("guarantor", "administrator", "armed_group")
_LEAST_INDEPENDENT_FIRST = (
    "party party_affiliated armed_group guarantor administrator mediator official_third_party medical local media ngo "
    "independent un"
).split()


class Corroboration(NamedTuple):
    """The groups of sources that carry an act, by whether they have an interest, and who spoke against it.

    ``acknowledged`` and ``denied`` are of the side said to have acted; ``refuted``: an independent source says that it
    did not happen.
    """

    independent: frozenset[str]
    sides: frozenset[str]
    interested: frozenset[str]
    acknowledged: bool
    denied: bool
    refuted: bool = False

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
    told = [claim for claim in claims if claim.act.code == code]
    asserting = [claim for claim in told if claim.stance == "asserts" and claim.actor.id == actor]
    against = [claim for claim in told if claim.stance == "denies"]
    sides, interested, independent = set[str](), set[str](), list[Voice]()
    for voice in voices(asserting):
        for kind, group in (group_of(source, case) for source in voice):
            if kind != "independent":
                (sides if kind == "side" else interested).add(group)
    for voice in voices([claim for claim in asserting if claim.carrier != secondary]):
        groups = [group_of(source, case) for source in voice]
        if all(kind == "independent" for kind, _ in groups):
            independent.append(frozenset(group for _, group in groups))
    groups_apart = [frozenset().union(*(independent[i] for i in group)) for group in joined(independent)]
    return Corroboration(
        independent=frozenset("+".join(sorted(group)) for group in groups_apart),
        sides=frozenset(sides),
        interested=frozenset(interested),
        acknowledged=any(_own(claim, actor, case) for claim in asserting),
        denied=any(_own(claim, actor, case) and claim.actor.id in (actor, None) for claim in against),
        refuted=any(
            claim.actor.id is None and claim.carrier != secondary and group_of(claim.source, case)[0] == "independent"
            for claim in against
        ),
    )


def _own(claim: Claim, actor: str | None, case: Case) -> bool:
    return actor is not None and speaks_for(claim.source, actor, case)


def group_of(source_id: str, case: Case) -> tuple[str, str]:
    """Return whether a source speaks for a ``side``, is ``interested`` or ``independent``, and its group."""
    if source_id not in case.sources:
        return "independent", "unnamed"
    side = case.sources.side(source_id)
    if side:
        return "side", side
    source = case.sources[source_id]
    line = case.actors.lineage(source.affiliation) if source.affiliation else ()
    if source.role in _INTERESTED or (source.role != "media" and set(line) & set(case.file.guarantors)):
        return "interested", source.affiliation or source.id
    return "independent", "local" if source.role == "local" else source.affiliation or source.id


def speaks_for(source_id: str, actor: str, case: Case) -> bool:
    """Tell whether a source speaks for an actor: as an organ of it, of what it is an organ of, or affiliated to it."""
    if source_id not in case.sources:
        return False
    affiliation = case.sources[source_id].affiliation
    if affiliation is None or case.sources[source_id].role not in ("party", "party_affiliated", *_SELF):
        return False
    mine, theirs = case.actors.lineage(affiliation), case.actors.lineage(actor)
    return bool(mine and theirs and mine[-1] == theirs[-1])


_SELF = ("armed_group", "guarantor", "administrator", "official_third_party")


def summed_up(claims: Sequence[Claim], case: Case, main: Corroboration) -> Corroborated:
    """Return the corroboration of an incident written out: kinds of voices and denials, never a sum of weights."""
    kinds = Counter(_kind(voice, case) for voice in voices([c for c in claims if c.stance == "asserts"]))
    carried = alphabetical(counted(n, f"kind_{kind}") for kind, n in kinds.items()) if kinds else T(en="", ar="")
    text = fill("carried_by", kinds=carried) if kinds else fill("carried_by_nobody")
    for clause in _against(claims, case):
        text = T(en=f"{text.en}; {clause.en}", ar=f"{text.ar}؛ {clause.ar}")
    return Corroborated(
        independent=len(main.independent), by_kind=dict(sorted(kinds.items())), copies=copies(claims), text=text
    )


def _against(claims: Sequence[Claim], case: Case) -> list[T]:
    """Return the denials by the side said to have acted, those by others, and who rejects the description."""
    actors = {claim.actor.id for claim in claims if claim.stance == "asserts" and claim.actor.id}
    denying = voices([claim for claim in claims if claim.stance == "denies"])
    concerned = [voice for voice in denying if any(speaks_for(s, actor, case) for s in voice for actor in actors)]
    rejecting = voices([claim for claim in claims if claim.stance == "rejects"])
    counts = (
        ("denial_concerned", len(concerned)),
        ("denial", len(denying) - len(concerned)),
        ("rejection", len(rejecting)),
    )
    return [counted(n, noun) for noun, n in counts if n]


def credibility(main: Corroboration) -> int:
    """Return the information grade, 1 to 6, by the written standard."""
    facts = Facts(len(main.independent), main.acknowledged, main.denied, main.refuted)
    return int(credibility_standard().of(facts).grade)


def _kind(voice: Voice, case: Case) -> str:
    roles = {case.sources[source].role if source in case.sources else "media" for source in voice}
    return min(roles, key=_LEAST_INDEPENDENT_FIRST.index)
