"""What happened, as told: the scene in a few sentences, each incident with its claims and denials, each episode."""

from collections import Counter
from collections.abc import Iterable, Iterator

from trucekeeper.brief.scene import Scene
from trucekeeper.case.acts import Act, taxonomy
from trucekeeper.claim import Claim, Harm
from trucekeeper.claim.claim import JOINS, PRIOR, STATED_TARGET
from trucekeeper.incident import Episode, Incident
from trucekeeper.vocabulary.place import PlaceRef
from trucekeeper.vocabulary.quantity import Count
from trucekeeper.vocabulary.sentence import (
    Part,
    Sentence,
    Term,
    alphabetical,
    counted,
    fill,
    join,
    listed,
    occurred,
    sentence,
    term,
    toll,
    word,
)
from trucekeeper.vocabulary.text import T


def reports_of(claims: Iterable[Claim]) -> list[str]:
    """Return the reports of claims, each once, in order."""
    return list(dict.fromkeys(claim.report for claim in claims))


def scene(scene: Scene) -> Iterator[Sentence]:
    """Yield the scene in a few sentences: how much is told of, of what shape, how much of it is owned or denied."""
    incidents = scene.incidents
    if not incidents:
        return
    claims = scene.claims(claim for incident in incidents for claim in incident.claims)
    cited = {"records": [i.id for i in incidents], "reports": reports_of(claims)}
    waiting = sum(incident.state == "waiting" for incident in incidents)
    text = fill("scene_incidents", incidents=counted(len(incidents), "incident"))
    if waiting:
        text = join([text, fill("scene_waiting", incidents=counted(waiting, "incident"))])
    yield sentence(text, **cited)
    shapes = Counter(incident.acts[0].code for incident in incidents if incident.acts)
    kinds = alphabetical(fill("scene_kind", act=_shape(code), number=n) for code, n in shapes.items())
    yield sentence(fill("scene_kinds", kinds=kinds), **cited)
    for key in ("acknowledged", "contested"):
        held = [i for i in incidents if i.acts and i.acts[0].attribution == key]
        if held:
            yield sentence(
                fill(f"scene_{key}", incidents=counted(len(held), "incident")),
                records=[i.id for i in held],
                reports=reports_of(scene.claims(c for i in held for c in i.claims)),
            )


def incidents(scene: Scene) -> Iterator[Sentence]:
    """Yield for each incident what was said, who owned or denied it, and how it is carried; equal for every party."""
    for incident in scene.incidents:
        claims = scene.claims(incident.claims)
        told = [c for c in claims if _main(c, incident)]
        parts = [*_told(told, incident, scene), *_answers(claims, told, scene)]
        head = fill("inc_head", when=occurred(incident.time), place=_place(incident.place, scene))
        text = join([fill("inc_sentence", head=head, body=parts[0]), *parts[1:], incident.corroboration.text])
        yield sentence(text, records=[incident.id], reports=reports_of(claims))


def episodes(scene: Scene) -> Iterator[Sentence]:
    """Yield for each episode the totals told of it, by whom, and who joins or denies the joining."""
    for episode in scene.episodes:
        joining = scene.claims(episode.joined_by)
        parts = [*_totals(joining, scene), *_joined(episode, joining, scene)]
        denials = scene.claims(episode.denials)
        parts += [_denied(claim, scene) for claim in denials]
        if parts:
            yield sentence(
                join([_episode_head(episode, scene), *parts]),
                records=[episode.id, *episode.incidents],
                reports=reports_of([*joining, *denials]),
            )


def _main(claim: Claim, incident: Incident) -> bool:
    first = incident.acts[0].code if incident.acts else claim.act.code
    own = claim.by.get("actor") == "acknowledged_by"
    return claim.stance == "asserts" and claim.act.code == first and PRIOR not in claim.by.get("act", "") and not own


def _told(claims: list[Claim], incident: Incident, scene: Scene) -> Iterator[T]:
    """Yield what was said of the main act, speakers who say the same together, each number with who gave it."""
    owners = _owners(scene.claims(incident.claims))
    said: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.source not in owners and not any(claim.source == c.source for group in said.values() for c in group):
            key = (_count_key(claim, "killed"), _count_key(claim, "injured"), claim.act.code)
            said.setdefault(key, []).append(claim)
    for group in said.values():
        first = group[0]
        source = Term(text=listed(_source(c, scene).text for c in group), gender=_source(first, scene).gender)
        killed = _killed(first)
        parts: dict[str, Part] = {"source": source, "act": _act(first, scene), "by": _actors_of(claims, scene)}
        body = fill("inc_killed", toll=killed, **parts) if killed else fill("inc_said", **parts)
        injured = _count(first.harm, "injured")
        yield fill("inc_injured", said=body, toll=injured) if injured else body


def _owners(claims: list[Claim]) -> dict[str, Claim]:
    """Return the sources that say their own side did it, with the claim in which each says so."""
    return {claim.source: claim for claim in claims if claim.by.get("actor") == "acknowledged_by"}


def _count_key(claim: Claim, kind: str) -> str:
    return next((f"{harm.low}-{harm.high}" for harm in claim.harm if harm.kind == kind), "")


def _actors_of(claims: list[Claim], scene: Scene) -> T:
    named = [_actor(claim, scene) for claim in claims]
    unique = list({text.en: text for text in named}.values())
    return alphabetical(unique)


def _answers(claims: list[Claim], told: list[Claim], scene: Scene) -> Iterator[T]:
    """Yield what the side said to have acted answered, what was said to come first, and each denial."""
    only_owners = not {claim.source for claim in told} - set(_owners(claims))
    for source, claim in _owners(claims).items():
        own = next((c for c in told if c.source == source), None)
        yield _own_act(claim, own, scene) if own or only_owners else _acknowledged(claim, scene)
    for claim in claims:
        if claim.by.get("act") == PRIOR:
            text = fill("inc_prior", source=_source(claim, scene), act=_act(claim, scene), by=_actor(claim, scene))
            hurt = _count(claim.harm, "injured")
            yield fill("inc_prior_injured", said=text, toll=hurt) if hurt else text
    for claim in claims:
        if claim.stance in ("denies", "rejects"):
            yield _denied(claim, scene)


def _acknowledged(claim: Claim, scene: Scene) -> T:
    source = _source(claim, scene)
    if claim.by.get("target") == STATED_TARGET and claim.target.text:
        return fill("inc_owned_aim", source=source, aim=word(f"aim_{claim.target.text}"))
    return fill("inc_owned", source=source)


def _own_act(claim: Claim, told: Claim | None, scene: Scene) -> T:
    act = _act(claim, scene)
    text = fill("inc_own_act", source=_source(claim, scene), act=act)
    killed = _killed(told) if told else None
    if killed:
        text = fill("inc_own_killed", said=text, act=act, toll=killed)
    if claim.by.get("target") == STATED_TARGET and claim.target.text:
        text = fill("inc_own_aim", said=text, aim=word(f"aim_{claim.target.text}"))
    return text


def _denied(claim: Claim, scene: Scene) -> T:
    source = _source(claim, scene)
    if claim.stance == "rejects":
        return fill("inc_rejects", source=source)
    if claim.actor.id is None and claim.actor.text is None:
        return fill("inc_denies", source=source)
    return fill("inc_denies_author", source=source)


def _totals(joining: list[Claim], scene: Scene) -> Iterator[T]:
    for claim in joining:
        killed = _killed(claim)
        if killed and JOINS in claim.by:
            yield fill("ep_total", source=_source(claim, scene), toll=killed)


def _joined(episode: Episode, joining: list[Claim], scene: Scene) -> Iterator[T]:
    if episode.kind != "trigger_response":
        return
    trigger = next(i for i in scene.derived.incidents if i.id == episode.incidents[0])
    first = _answered(scene.claims(trigger.claims))
    what = fill("ep_what", act=_act(first, scene), when=occurred(trigger.time), place=_place(trigger.place, scene))
    joiners = [claim for claim in joining if claim.by.get(JOINS) != "wave"]
    for source in dict.fromkeys(claim.source for claim in joiners):
        claim = next(c for c in joiners if c.source == source)
        yield fill("ep_answer", source=_source(claim, scene), what=what)


def _answered(claims: list[Claim]) -> Claim:
    """Return the claim of what was answered: the act said to have come first in the trigger, where there is one."""
    return next((claim for claim in claims if claim.by.get("act") == PRIOR), claims[0])


def _episode_head(episode: Episode, scene: Scene) -> T:
    members = [i for i in scene.derived.incidents if i.id in episode.incidents]
    places = {i.place.id or i.place.text or "": _place(i.place, scene) for i in members}
    return fill(f"ep_{episode.kind}", when=occurred(members[-1].time), places=listed(places.values()))


def _shape(code: str) -> T:
    act = taxonomy()[0][code]
    return T(en=act.en_plural, ar=act.ar_plural)


def _act(claim: Claim, scene: Scene) -> Term:
    """Return the act in words: in the plural where it is told of an area, since it is then not one act at one place."""
    act: Act = taxonomy()[0][claim.act.code]
    if claim.place.precision == "area":
        return Term(text=T(en=act.en_plural, ar=act.ar_plural), gender=act.ar_plural_gender)
    return Term(text=T(en=act.en, ar=act.ar), gender=act.ar_gender)


def _actor(claim: Claim, scene: Scene) -> T:
    if claim.actor.id is not None:
        return scene.case.actors[claim.actor.id].name.term.text
    return T(en=claim.actor.text, ar=claim.actor.text) if claim.actor.text else word("somebody")


def _source(claim: Claim, scene: Scene) -> Term:
    if claim.source in scene.case.sources:
        return scene.case.sources[claim.source].name.term
    return Term(text=T(en=claim.source, ar=claim.source))


def _place(place: PlaceRef, scene: Scene) -> T:
    if place.id is not None:
        return scene.case.places[place.id].name
    return T(en=place.text, ar=place.text) if place.text else term("unknown_place").text


def _killed(claim: Claim) -> T | None:
    return _count(claim.harm, "killed")


def _count(harm: Iterable[Harm], kind: str) -> T | None:
    for one in harm:
        if one.kind == kind and (one.low, one.high) not in ((None, None), (0, 0)):
            return toll(Count(low=one.low, high=one.high), "person")
    return None
