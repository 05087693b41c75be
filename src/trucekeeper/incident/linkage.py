"""Linking: which claims are about the same moment and place.

At this stage claims meet in one incident when one report tells them of one place and time, or when a person has judged
two claims to be the same; a person's *different* keeps them apart. Two reports are not linked by likeness alone. The
partition does not depend on the order in which claims arrive; only the choice of an id does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from trucekeeper.case import Case
from trucekeeper.case.acts import taxonomy
from trucekeeper.case.citation import SECONDARY
from trucekeeper.case.records import TargetStatus
from trucekeeper.claim import Claim, Join, Judgement
from trucekeeper.claim.claim import JOINS, PRIOR
from trucekeeper.incident.corroboration import corroborate, credibility, summed_up
from trucekeeper.incident.incident import Attribution, ClaimedAct, Episode, Incident, Number, State

WIDE = ("area", "unknown")


class Linked(NamedTuple):
    """The incidents and episodes of a set of claims, in the order of their lowest-sequence claims."""

    incidents: tuple[Incident, ...]
    episodes: tuple[Episode, ...]


def link(
    claims: Sequence[Claim], case: Case, *, joins: Iterable[Join] = (), judgements: Iterable[Judgement] = ()
) -> Linked:
    """Return the incidents that *claims* are about, and the episodes that *joins* make of them.

    Args:
        claims: in the order of their sequence in the ledger, which decides ids and nothing else.
        case: who the sources speak for.
        joins: claims that incidents belong together.
        judgements: people's *same* and *different*.
    """
    about = [c for c in claims if taxonomy()[0][c.act.code].incident and JOINS not in c.by]
    incidents = [_incident(members, case) for members in _partition(about, list(judgements))]
    by_claim = {claim.id: claim for claim in claims}
    episodes = _episodes(incidents, by_claim, list(joins))
    episode_of = {incident: episode.id for episode in episodes for incident in episode.incidents}
    held = tuple(i.model_copy(update={"episode": episode_of.get(i.id)}) for i in incidents)
    return Linked(held, tuple(episodes))


def _partition(claims: Sequence[Claim], judgements: Sequence[Judgement]) -> list[list[Claim]]:
    """Return the claims by incident: same report, place and time, unless judged apart; or judged the same."""
    apart = {frozenset((j.a, j.b)) for j in judgements if not j.same}
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.report, claim.place.id or claim.place.text, claim.time].append(claim)
    judged = frozenset[str]().union(*apart)
    parts = list[list[Claim]]()
    for group in groups.values():
        parts += [group] if judged.isdisjoint(claim.id for claim in group) else _split(group, apart)
    home = {claim.id: index for index, part in enumerate(parts) for claim in part}
    for judgement in judgements:
        if judgement.same and judgement.a in home and judgement.b in home and home[judgement.a] != home[judgement.b]:
            kept, moved = sorted((home[judgement.a], home[judgement.b]))
            parts[kept] += parts[moved]
            home.update((claim.id, kept) for claim in parts[moved])
            parts[moved] = []
    order = {claim.id: index for index, claim in enumerate(claims)}
    whole = [sorted(part, key=lambda c: order[c.id]) for part in parts if part]
    return sorted(whole, key=lambda part: order[part[0].id])


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


def _incident(claims: list[Claim], case: Case) -> Incident:
    acts = list(dict.fromkeys((c.act.code, c.actor.id) for c in claims if c.stance == "asserts"))
    carried = {act: corroborate(claims, *act, case, SECONDARY) for act in acts}
    main = carried[acts[0]] if acts else corroborate(claims, claims[0].act.code, None, case, SECONDARY)
    numbers = _numbers(claims)
    return Incident(
        id=claims[0].id,
        state=_state(claims[0]),
        claims=tuple(c.id for c in claims),
        denials=tuple(c.id for c in claims if c.stance == "denies"),
        acts=tuple(
            ClaimedAct(
                code=code,
                actor=actor,
                attribution=_attribution(actor, carried[code, actor].attribution, case),
                claimed_by=tuple(
                    dict.fromkeys(
                        c.source for c in claims if c.stance == "asserts" and (c.act.code, c.actor.id) == (code, actor)
                    )
                ),
            )
            for code, actor in acts
        ),
        target_status=_target_status(claims),
        place=claims[0].place,
        time=claims[0].time,
        numbers=numbers,
        rival=rival(numbers),
        corroboration=summed_up(claims, case, main),
        credibility=credibility(main),
    )


def _state(claim: Claim) -> State:
    group = taxonomy()[0][claim.act.code]
    unplaced = claim.place.id is None or (group.series and claim.place.precision in WIDE)
    return "waiting" if unplaced or claim.time.start is None else "received"


def _attribution(actor: str | None, stands: Attribution, case: Case) -> Attribution:
    return "unknown" if case.actors.unknown(actor) and stands != "acknowledged" else stands


def _target_status(claims: list[Claim]) -> TargetStatus:
    told = {c.target_status for c in claims if PRIOR not in c.by.get("act", "") and c.stance == "asserts"}
    told -= {"not_stated"}
    return told.pop() if len(told) == 1 else "contested" if told else "not_stated"


def _numbers(claims: Iterable[Claim]) -> tuple[Number, ...]:
    return tuple(
        Number(
            kind=harm.kind,
            low=harm.low,
            high=harm.high,
            scope=harm.scope,
            publisher=claim.source,
            claim=claim.id,
            at=claim.published,
        )
        for claim in claims
        for harm in claim.harm
    )


def rival(numbers: Iterable[Number]) -> bool:
    """Whether two publishers' numbers of one kind do not overlap."""
    lows: dict[str, dict[str, int]] = defaultdict(dict)
    tops: dict[str, dict[str, float]] = defaultdict(dict)
    for number in (n for n in numbers if n.scope == "event"):
        low, top = lows[number.kind], tops[number.kind]
        low[number.publisher] = max(number.low or 0, low.get(number.publisher, 0))
        top[number.publisher] = min(_top(number), top.get(number.publisher, float("inf")))
    return any(_apart(lows[kind], tops[kind]) for kind in lows)


def _apart(lows: Mapping[str, int], tops: Mapping[str, float]) -> bool:
    """Whether a publisher's highest low lies above another's lowest top; only the first two of each can tell."""
    highest = sorted(lows, key=lambda publisher: -lows[publisher])[:2]
    lowest = sorted(tops, key=lambda publisher: tops[publisher])[:2]
    return any(a != b and lows[a] > tops[b] for a in highest for b in lowest)


def _top(number: Number) -> float:
    return float("inf") if number.high is None else number.high


def _episodes(incidents: list[Incident], by_claim: Mapping[str, Claim], joins: list[Join]) -> list[Episode]:
    """Return an episode for each set of incidents that joins hold together, directly or through one another."""
    of_report: dict[str, list[int]] = defaultdict(list)
    for index, incident in enumerate(incidents):
        for report in {by_claim[claim].report for claim in incident.claims}:
            of_report[report].append(index)
    root = list(range(len(incidents)))

    def find(index: int) -> int:
        while root[index] != index:
            index = root[index]
        return index

    used: list[tuple[Join, list[int]]] = []
    for join in joins:
        members = sorted({index for report in join.reports for index in of_report.get(report, ())})
        if members and join.claim in by_claim and (join.kind == "wave" or len(members) > 1):
            used.append((join, members))
            for index in members:
                low, high = sorted((find(members[0]), find(index)))
                root[high] = low
    together: dict[int, list[Join]] = defaultdict(list)
    for join, members in used:
        together[find(members[0])].append(join)
    return [_episode(first, parts, incidents, find, by_claim) for first, parts in sorted(together.items())]


def _episode(
    first: int, joins: list[Join], incidents: list[Incident], find: Callable[[int], int], by_claim: Mapping[str, Claim]
) -> Episode:
    members = [incident for index, incident in enumerate(incidents) if find(index) == first]
    joined_by = list(dict.fromkeys(join.claim for join in joins))
    answers = any(join.kind == "trigger_response" for join in joins)
    trigger_denials = members[0].denials if answers else ()
    denials = dict.fromkeys((*(claim for join in joins for claim in join.denied_by), *trigger_denials))
    return Episode(
        id=f"ep-{members[0].id}",
        kind="trigger_response" if answers else "wave",
        incidents=tuple(incident.id for incident in members),
        joined_by=tuple(joined_by),
        denials=tuple(denials),
        numbers=_numbers(by_claim[claim] for claim in joined_by if JOINS in by_claim[claim].by),
    )
