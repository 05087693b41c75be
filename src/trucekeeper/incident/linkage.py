"""Linking: claims made into incidents, and incidents joined to episodes by the claims that join them.

Which claims are about the same moment and place is decided in ``partition``. The partition does not depend on the order
in which claims arrive; only the choice of an id does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from trucekeeper.case import Case, nowhere
from trucekeeper.case.acts import taxonomy
from trucekeeper.case.citation import SECONDARY
from trucekeeper.case.records import TargetStatus
from trucekeeper.claim import Claim, Join, Judgement
from trucekeeper.claim.claim import JOINS, PRIOR
from trucekeeper.incident.account import WIDE, is_early, linkable
from trucekeeper.incident.corroboration import corroborate, credibility, summed_up
from trucekeeper.incident.incident import Attribution, ClaimedAct, Episode, Incident, Number, State
from trucekeeper.incident.linker import Doubtful
from trucekeeper.incident.partition import is_of_record, partition


class Linked(NamedTuple):
    """The incidents and episodes of a set of claims, in the order of their lowest-sequence claims.

    ``doubtful`` are the pairs that likeness leaves open, for a person to judge.
    """

    incidents: tuple[Incident, ...]
    episodes: tuple[Episode, ...]
    doubtful: tuple[Doubtful, ...] = ()


def link(
    claims: Sequence[Claim], case: Case | None, *, joins: Iterable[Join] = (), judgements: Iterable[Judgement] = ()
) -> Linked:
    """Return the incidents that *claims* are about, and the episodes that *joins* make of them.

    Args:
        claims: in the order of their sequence in the ledger, which decides ids and nothing else.
        case: who the sources speak for, and where its places lie. Without one nobody speaks for anybody, and the words
            of a place's name stand in for its id.
        joins: claims that incidents belong together.
        judgements: people's *same* and *different*.
    """
    about = [c for c in claims if taxonomy()[0][c.act.code].incident and JOINS not in c.by]
    found = partition(about, list(judgements), case)
    incidents = [_incident(members, case) for members in found.parts]
    by_claim = {claim.id: claim for claim in claims}
    episodes = _episodes(incidents, by_claim, list(joins))
    episode_of = {incident: episode.id for episode in episodes for incident in episode.incidents}
    held = tuple(i.model_copy(update={"episode": episode_of.get(i.id)}) for i in incidents)
    return Linked(held, tuple(episodes), tuple(found.doubtful))


def _incident(claims: list[Claim], given: Case | None) -> Incident:
    case = given or nowhere()
    acts = list(dict.fromkeys((c.act.code, c.actor.id) for c in claims if c.stance == "asserts"))
    carried = {act: corroborate(claims, *act, case, SECONDARY) for act in acts}
    main = carried[acts[0]] if acts else corroborate(claims, claims[0].act.code, None, case, SECONDARY)
    numbers = _numbers(claims)
    return Incident(
        id=claims[0].id,
        state=_state(claims[0], given),
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


def _state(claim: Claim, case: Case | None) -> State:
    if case is None or (not is_of_record(claim) and is_early(claim)):
        return "received" if linkable(claim, case) else "waiting"
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
