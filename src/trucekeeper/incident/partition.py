"""Which claims are about one moment and place.

Rows of a record are events as whoever wrote the record told them apart: their claims meet where one report tells of one
place and time, and rows are linked to one another by people alone. Claims read out of prose (``by`` does not say that
all of them come from record columns) are linked by likeness as well, where their place and time are known; without
either they stay with their report alone. A person's *same* joins and *different* keeps apart, whatever likeness says.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trucekeeper.case import Case
from trucekeeper.claim import Claim, Judgement
from trucekeeper.incident.account import account, linkable
from trucekeeper.incident.linker import Doubtful, Linker

RECORD = "record columns"
"""What ``by`` says under ``all`` of a claim that a person typed as columns of a record."""


class Partition(NamedTuple):
    """The claims by incident, in the order of their first claims, and the pairs that a person is asked about."""

    parts: list[list[Claim]]
    doubtful: list[Doubtful]


def partition(claims: Sequence[Claim], judgements: Sequence[Judgement], case: Case | None) -> Partition:
    """Return *claims* by incident; their order decides the order of the incidents, and nothing else."""
    parts = _by_report(claims, judgements)
    liked, doubtful = _by_likeness(parts, judgements, case)
    parts = _judged_same(liked, judgements)
    order = {claim.id: index for index, claim in enumerate(claims)}
    whole = [sorted(part, key=lambda claim: order[claim.id]) for part in parts]
    return Partition(sorted(whole, key=lambda part: order[part[0].id]), doubtful)


def _by_report(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> list[list[Claim]]:
    """Return the claims that one report makes of one place and time, unless judged apart."""
    apart = {frozenset((j.a, j.b)) for j in judgements if not j.same}
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.report, claim.place.id or claim.place.text, claim.time, is_of_record(claim)].append(claim)
    judged = frozenset[str]().union(*apart)
    parts = list[list[Claim]]()
    for group in groups.values():
        parts += [group] if judged.isdisjoint(claim.id for claim in group) else _split(group, apart)
    return parts


def is_of_record(claim: Claim) -> bool:
    """Whether a person typed a claim as columns of a record."""
    return claim.by.get("all") == RECORD


def _split(group: list[Claim], apart: set[frozenset[str]]) -> list[list[Claim]]:
    """Return a group as parts in which no two claims are judged different; a speaker's claims stay together."""
    parts: list[list[Claim]] = []
    for claim in group:
        fits = [p for p in parts if not any(frozenset((claim.id, other.id)) in apart for other in p)]
        own = [p for p in fits if any(other.source == claim.source for other in p)]
        if own or fits:
            (own or fits)[0].append(claim)
        else:
            parts.append([claim])
    return parts


def _by_likeness(
    parts: list[list[Claim]], judgements: Sequence[Judgement], case: Case | None
) -> tuple[list[list[Claim]], list[Doubtful]]:
    """Return the parts, those of prose joined where they are alike, and the pairs that likeness leaves open."""
    kept, accounts, members = list[list[Claim]](), [], dict[str, list[Claim]]()
    for part in parts:
        likes = [claim for claim in part if linkable(claim, case)] if not is_of_record(part[0]) else []
        if likes:
            one = account(likes, case)
            accounts.append(one)
            members[one.id] = part
        else:
            kept.append(part)
    name = {claim.id: account_id for account_id, part in members.items() for claim in part}
    told = [(name[j.a], name[j.b], j.same) for j in judgements if j.a in name and j.b in name]
    linker = Linker(same=[(a, b) for a, b, same in told if same], different=[(a, b) for a, b, same in told if not same])
    linker.add(accounts)
    liked = [[claim for one in group for claim in members[one]] for group in linker.groups()]
    return [*kept, *liked], list(linker.doubtful())


def _judged_same(parts: list[list[Claim]], judgements: Iterable[Judgement]) -> list[list[Claim]]:
    """Return the parts, those joined of which people say that they are the same."""
    home = {claim.id: index for index, part in enumerate(parts) for claim in part}
    for judgement in judgements:
        if judgement.same and judgement.a in home and judgement.b in home and home[judgement.a] != home[judgement.b]:
            kept, moved = sorted((home[judgement.a], home[judgement.b]))
            parts[kept] += parts[moved]
            home.update((claim.id, kept) for claim in parts[moved])
            parts[moved] = []
    return [part for part in parts if part]
