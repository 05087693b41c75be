"""Assessment: an incident, or a published figure, held against every obligation in force, one reading at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from trucekeeper.agreement import Agreement, Obligation, Reading
from trucekeeper.agreement.zone import Position
from trucekeeper.case import Case
from trucekeeper.case.acts import taxonomy
from trucekeeper.case.citation import SECONDARY
from trucekeeper.claim import Claim
from trucekeeper.claim.claim import STATED_TARGET
from trucekeeper.finding.finding import Answer, Author, Authorship, Compliance, Finding, Occurred, Step
from trucekeeper.incident import ClaimedAct, Corroboration, Episode, Incident, corroborate
from trucekeeper.incident.corroboration import group_of
from trucekeeper.vocabulary.sentence import day as day_words
from trucekeeper.vocabulary.sentence import fill, word
from trucekeeper.vocabulary.text import T


@cache
def standards() -> dict[str, Any]:
    """Return the written standards of the four answers."""
    path = files("trucekeeper") / "knowledge" / "standards" / "finding.yaml"
    loaded: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return loaded


class Facts(NamedTuple):
    """What is established of one act: who carries it, the two first answers, and the claims behind them."""

    act: ClaimedAct
    carried: Corroboration
    occurred: Occurred
    author: Authorship
    claims: tuple[str, ...]


def assess(
    incidents: Iterable[Incident],
    claims: Mapping[str, Claim],
    case: Case,
    agreement: Agreement,
    episodes: Sequence[Episode] = (),
) -> Iterator[Finding]:
    """Yield the proposed findings of *incidents*, in their order, each act, obligation and reading in turn.

    Args:
        incidents: as linked.
        claims: every claim by its id.
        case: actors, sources and places.
        agreement: the obligations and their readings.
        episodes: what joins incidents; an act answers the acts of incidents joined before it.
    """
    incidents = list(incidents)
    by_id = {incident.id: incident for incident in incidents}
    episode_of = {member: episode for episode in episodes for member in episode.incidents}
    established = {incident.id: _facts(incident, claims, case) for incident in incidents}
    duties = _duties(agreement)
    for incident in incidents:
        episode = episode_of.get(incident.id)
        before = [] if episode is None else _before(incident, episode, by_id, established)
        for facts in established[incident.id]:
            for obligation in duties.get(facts.act.code, ()):
                if _concerns(obligation, facts.act, incident, case):
                    yield from _findings(incident, facts, obligation, before, claims, case, agreement, established)


def _duties(agreement: Agreement) -> dict[str, list[Obligation]]:
    duties: dict[str, list[Obligation]] = {}
    for obligation in agreement.obligations:
        for code in obligation.acts:
            duties.setdefault(code, []).append(obligation)
    return duties


def _before(
    incident: Incident, episode: Episode, by_id: Mapping[str, Incident], established: Mapping[str, list[Facts]]
) -> list[Facts]:
    """Return the facts of the incidents that the episode puts before this one: its trigger, which comes first."""
    if episode.kind != "trigger_response" or incident.id == episode.incidents[0]:
        return []
    return list(established[episode.incidents[0]]) if episode.incidents[0] in by_id else []


def _facts(incident: Incident, claims: Mapping[str, Claim], case: Case) -> list[Facts]:
    said = [claims[claim] for claim in incident.claims if claim in claims]
    if not said or len(said) < len(incident.claims):
        return [_told(act, incident, case) for act in incident.acts]
    found = []
    for act in incident.acts:
        carried = corroborate(said, act.code, act.actor, case, SECONDARY)
        resting = tuple(c.id for c in said if c.act.code == act.code and c.stance in ("asserts", "denies"))
        found.append(Facts(act, carried, _occurred(act, carried, said), _author(act, carried, case), resting))
    return found


def _told(act: ClaimedAct, incident: Incident, case: Case) -> Facts:
    """Return the facts of an act as its incident tells them, where the claims behind it are not at hand."""
    sources = {group for kind, group in (group_of(s, case) for s in act.claimed_by) if kind == "independent"}
    denied = act.attribution == "contested" or bool(incident.denials and act.attribution != "acknowledged")
    carried = Corroboration(frozenset(sources), frozenset(), frozenset(), act.attribution == "acknowledged", denied)
    independent = len(sources)
    if incident.corroboration.copies:
        independent = min(independent, incident.corroboration.independent)
    if len(incident.acts) == 1:
        independent = max(independent, incident.corroboration.independent)
    established = act.attribution in ("acknowledged", "corroborated")
    occurred = established or independent >= standards()["occurred"]["independent"]
    return Facts(act, carried, "yes" if occurred else "cannot_determine", _authorship(act, case), incident.claims)


_AUTHORSHIP: dict[str, Authorship] = {"acknowledged": "acknowledged", "corroborated": "attributed"}


def _authorship(act: ClaimedAct, case: Case) -> Authorship:
    if act.attribution == "unknown" or (act.attribution != "acknowledged" and case.actors.unknown(act.actor)):
        return "cannot_attribute"
    return _AUTHORSHIP.get(act.attribution, "not_attributed")


def _occurred(act: ClaimedAct, carried: Corroboration, said: Sequence[Claim]) -> Occurred:
    needed = standards()["occurred"]["independent"]
    only_author_denied = carried.denied and not any(
        c.stance == "denies" and c.act.code == act.code and c.actor.id is None for c in said
    )
    if carried.acknowledged or len(carried.independent) >= needed or only_author_denied:
        return "yes"
    return "cannot_determine"


def _author(act: ClaimedAct, carried: Corroboration, case: Case) -> Authorship:
    if carried.acknowledged:
        return "acknowledged"
    if case.actors.unknown(act.actor):
        return "cannot_attribute"
    if not carried.denied and len(carried.independent) >= standards()["author"]["independent"]:
        return "attributed"
    return "not_attributed"


def _concerns(obligation: Obligation, act: ClaimedAct, incident: Incident, case: Case) -> bool:
    """Whether the clause binds who is said to have acted, at this place. An unknown actor may be bound."""
    known = act.actor is not None and not case.actors.unknown(act.actor)
    if known and not case.actors.within(str(act.actor), obligation.obligor):
        return False
    if obligation.place is None:
        return True
    return incident.place.id is not None and obligation.place in case.places.lineage(incident.place.id)


def _findings(
    incident: Incident,
    facts: Facts,
    obligation: Obligation,
    before: list[Facts],
    claims: Mapping[str, Claim],
    case: Case,
    agreement: Agreement,
    established: Mapping[str, list[Facts]],
) -> Iterator[Finding]:
    instrument = agreement.instrument_of[obligation.id]
    scope = _scope(incident, obligation, case)
    zone = _zone(incident, obligation, agreement, case)
    if zone is not None and zone[0] == "outside":
        return
    answered = [f for f in (*established[incident.id], *before) if f.act.actor != facts.act.actor]
    for reading in in_order_of_holders(obligation, case):
        compliance, chain, change = _compliance(facts, reading, scope, answered, incident, claims)
        if zone is not None:
            compliance, chain, change = _placed(zone, compliance, chain, change)
        named = facts.author in ("attributed", "acknowledged")
        yield Finding(
            id=f"{incident.id}/{obligation.id}/{reading.id}/{facts.act.code}/{facts.act.actor or 'unknown'}",
            incident=incident.id,
            obligation=obligation.id,
            instrument=instrument.id,
            clause=obligation.clause,
            reading=reading.id,
            held_by=reading.held_by,
            obligor=facts.act.actor if named else None,
            occurred=Answer(answer=facts.occurred, standard=standards()["occurred"]["id"]),
            author=Author(
                answer=facts.author,
                actor=facts.act.actor if named else None,
                standard=standards()["author"]["id"],
            ),
            compliance=compliance,
            intent="not_asked",
            contested_text=instrument.contested(case.file.parties),
            chain=(_occurred_step(facts), _author_step(facts), *chain),
            would_change=change,
        )


def in_order_of_holders(obligation: Obligation, case: Case) -> list[Reading]:
    """Return the readings of a clause in the alphabetical order of who holds them, which is presentation only."""
    return sorted(obligation.read, key=lambda r: (sorted(case.actors[holder].name.en for holder in r.held_by), r.id))


def _zone(incident: Incident, obligation: Obligation, agreement: Agreement, case: Case) -> tuple[Position, Step] | None:
    """Return where the incident lies in the zone that a clause is bound to, and the step that names the version."""
    if obligation.zone is None:
        return None
    day = (incident.time.start or case.file.in_force_from).astimezone(case.zone).date()
    zone = agreement.zone_on(obligation.zone, day)
    if zone is None:
        return "described", Step(rule="zone", text=word("chain_zone_no_version"))
    position = zone.locate(incident.place)
    since = day_words(zone.start) if zone.start else word("chain_zone_undated")
    return position, Step(rule="zone", text=fill(f"chain_zone_{position}", zone=zone.name, since=since))


def _placed(
    zone: tuple[Position, Step], compliance: Compliance, chain: tuple[Step, ...], change: tuple[T, ...]
) -> tuple[Compliance, tuple[Step, ...], tuple[T, ...]]:
    """Return the answer with the place weighed: a clause bound to a place needs the place."""
    position, step = zone
    if position == "inside" or compliance == "out_of_scope":
        return compliance, (step, *chain), change
    return "cannot_determine", (step, *chain), (word("change_place"),)


def _scope(incident: Incident, obligation: Obligation, case: Case) -> str:
    """Return whether the duty was in force for the whole of the incident's time: ``in``, ``out`` or ``edge``."""
    start, end = incident.time.start, incident.time.end
    if start is None or end is None:
        return "edge"
    begins = case.file.in_force_from
    if obligation.start and obligation.start > begins.date():
        begins = datetime.combine(obligation.start, time(), case.zone)
    if end <= begins or (obligation.end and start.date() > obligation.end):
        return "out"
    return "in" if start >= begins else "edge"


def _compliance(
    facts: Facts,
    reading: Reading,
    scope: str,
    answered: list[Facts],
    incident: Incident,
    claims: Mapping[str, Claim],
) -> tuple[Compliance, tuple[Step, ...], tuple[T, ...]]:
    code = facts.act.code
    if scope == "out":
        return "out_of_scope", (Step(rule="in_force", text=word("chain_out_of_force")),), ()
    if code in reading.permits:
        return "permitted", (_reading_step(reading, "chain_permitted"),), ()
    if code not in reading.forbids:
        return "cannot_determine", (_reading_step(reading, "chain_silent"),), (word("change_reading"),)
    if scope == "edge":
        return "cannot_determine", (Step(rule="in_force", text=word("chain_edge")),), (word("change_time"),)
    if facts.occurred != "yes":
        return "cannot_determine", (_reading_step(reading, "chain_forbidden"),), (word("change_source"),)
    exception, step = _exception(reading, answered, incident, claims, facts)
    if exception == "established":
        return "permitted", (_reading_step(reading, "chain_forbidden"), *step), ()
    if exception == "stated" or reading.conditional_on:
        return "cannot_determine", (_reading_step(reading, "chain_forbidden"), *step), (word("change_exception"),)
    return "breach", (_reading_step(reading, "chain_forbidden"),), _breach_change(facts)


def _exception(
    reading: Reading, answered: list[Facts], incident: Incident, claims: Mapping[str, Claim], facts: Facts
) -> tuple[str | None, tuple[Step, ...]]:
    """Return whether an exception of the reading is established, only stated, or absent, with the step that says so.

    What is answered is established where it occurred and its author is attributed or acknowledged.
    """
    priors = [other for other in answered if other.act.code in reading.permits_in_answer_to]
    for prior in priors:
        if prior.occurred == "yes" and prior.author in ("attributed", "acknowledged"):
            step = Step(rule="answer", text=_act_text("chain_answer_established", prior.act.code), claims=prior.claims)
            return "established", (step,)
    if priors:
        text = _act_text("chain_answer_stated", priors[0].act.code)
        return "stated", (Step(rule="answer", text=text, claims=priors[0].claims),)
    aims = tuple(
        claim_id
        for claim_id in incident.claims
        if claim_id in claims
        and claims[claim_id].by.get("target") == STATED_TARGET
        and claims[claim_id].act.code == facts.act.code
        and claims[claim_id].target.text in reading.permits_against
    )
    fighters = incident.target_status == "combatant" and "fighters" in reading.permits_against
    if aims or (fighters and not claims):
        return "stated", (Step(rule="aim", text=word("chain_aim_stated"), claims=aims),)
    return None, ()


def _breach_change(facts: Facts) -> tuple[T, ...]:
    return () if facts.author in ("acknowledged", "attributed") else (word("change_author"),)


def _occurred_step(facts: Facts) -> Step:
    return Step(rule="occurred", text=word(f"chain_occurred_{facts.occurred}"), claims=facts.claims)


def _author_step(facts: Facts) -> Step:
    return Step(rule="author", text=word(f"chain_author_{facts.author}"), claims=facts.claims)


def _reading_step(reading: Reading, template: str) -> Step:
    return Step(rule="reading", text=fill(template, reading=reading.text))


def _act_text(template: str, code: str) -> T:
    act = taxonomy()[0][code]
    return fill(template, act=T(en=act.en, ar=act.ar))
