"""An optional adapter: a language model reads a text, and only what it can point to in the text is kept.

It is off unless an address is given. The endpoint speaks the chat-completions protocol that most model servers share.
Every field of its answer is a quotation; one that does not stand in the text is dropped, and so is a number that its
quotation does not hold. A claim without words for its act or its cue is dropped whole. What a model said differs from
one call to the next, so that a node records it and never computes it again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError

from trucekeeper.case.acts import taxonomy
from trucekeeper.claim.claim import ActRef, Claim, Cue, Harm, Stance
from trucekeeper.claim.coded import Coded
from trucekeeper.claim.coder import Coder
from trucekeeper.claim.counts import numbers
from trucekeeper.claim.harms import harms
from trucekeeper.claim.tokens import tokenise
from trucekeeper.claim.told import NO_TIME, Prose
from trucekeeper.errors import NoAnswer
from trucekeeper.vocabulary.actor import ActorRef
from trucekeeper.vocabulary.text import Frozen
from trucekeeper.wire import post

Span = tuple[int, int]


@dataclass(frozen=True)
class Endpoint:
    """Where the model answers: an address, the model's name, a key where one is needed.

    ``private``: the address may be one of this computer or its network.
    """

    url: str
    model: str
    key: str | None = None
    private: bool = False


class _Harm(Frozen):
    kind: Literal["killed", "injured", "recovered", "died_later"]
    number: int
    quote: str


class _Told(Frozen):
    """One claim as the model gives it: a stance, a code, and quotations."""

    stance: Stance
    act_code: str
    cue: str | None = None
    speaker: str | None = None
    act: str | None = None
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    time: str | None = None
    judgement: bool = False
    harm: tuple[_Harm, ...] = ()


class _Answer(Frozen):
    claims: tuple[_Told, ...] = Field(max_length=500)


def ask(endpoint: Endpoint, coder: Coder, prose: Prose) -> Coded:
    """Return what a model makes of a text, cut down to what stands there; ``uncoded`` where its answer is of no use.

    Raises:
        BadInput: the endpoint's address is none, or leads to a private network that was not allowed.
        NoAnswer: it does not answer, or with an error.
    """
    name = f"adapter {endpoint.model}"
    try:
        answer = _Answer.model_validate(json.loads(_reply(endpoint, prose)))
    except (ValidationError, ValueError, KeyError, IndexError, TypeError):
        why = "the adapter's answer is not of the form that was asked for"
        return Coded(id=prose.id, lang=prose.lang, coder=name, claims=(), uncoded=why)
    claims = tuple(_claims(answer, coder, prose, name))
    return Coded(id=prose.id, lang=prose.lang, coder=name, claims=claims)


def _reply(endpoint: Endpoint, prose: Prose) -> str:
    prompt = (files("trucekeeper") / "knowledge" / "templates" / "adapter.txt").read_text(encoding="utf-8")
    acts = ", ".join(sorted(taxonomy()[0]))
    body = {
        "model": endpoint.model,
        "temperature": 0,
        "response_format": {"type": "json_object"},
        "messages": [
            {"role": "system", "content": prompt.format(acts=acts, stances=", ".join(get_args(Stance)))},
            {"role": "user", "content": prose.text},
        ],
    }
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    answer = post(
        endpoint.url,
        json.dumps(body, ensure_ascii=False).encode(),
        content_type="application/json",
        accept="application/json",
        headers=headers,
        private=endpoint.private,
    )
    try:
        reply: Any = json.loads(answer.body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise NoAnswer(f"{endpoint.url}: the answer is no chat completion") from None
    return str(reply)


def _claims(answer: _Answer, coder: Coder, prose: Prose, name: str) -> Iterator[Claim]:
    number = 0
    for told in answer.claims:
        act, cue = _find(told.act, prose), _find(told.cue, prose)
        if told.act_code not in taxonomy()[0] or not (act or cue):
            continue
        number += 1
        yield _claim(told, act, cue, coder, prose, name, number)


def _claim(
    told: _Told, act: Span | None, cue: Span | None, coder: Coder, prose: Prose, name: str, number: int
) -> Claim:
    text = prose.text
    speaker = coder.actor_at(prose, _find(told.speaker, prose)) or coder.author(prose)
    place, when = _find(told.place, prose), _find(told.time, prose)
    return Claim(
        id=f"{prose.id}#{number}",
        report=prose.id,
        sentence=act or cue,
        speaker=speaker,
        via=None,
        cue=Cue(text=text[slice(*cue)], span=cue) if cue else Cue(),
        stance=told.stance,
        judgement=told.judgement,
        act=ActRef(code=told.act_code, text=text[slice(*act)] if act else None, span=act),
        actor=coder.actor_at(prose, _find(told.actor, prose)) or ActorRef(),
        target=coder.actor_at(prose, _find(told.target, prose)) or ActorRef(),
        target_status="not_stated",
        place=coder.place_at(prose, place),
        time=coder.time_at(prose, when) if when else NO_TIME,
        harm=tuple(_harm(told.harm, prose)),
        touches=coder.touches(ActRef(code=told.act_code, text=text[slice(*act)] if act else None, span=act)),
        confidence="low",
        by={"all": name},
        published=prose.published,
        source=speaker.text or prose.id,
        carrier=prose.carrier or prose.source,
    )


def _find(quote: str | None, prose: Prose) -> Span | None:
    """Return where a quotation stands in the text; None where it does not."""
    at = prose.text.find(quote) if quote and quote.strip() else -1
    return (at, at + len(quote)) if quote and at >= 0 else None


def _harm(told: tuple[_Harm, ...], prose: Prose) -> Iterator[Harm]:
    """Yield the numbers that their own quotations hold."""
    for one in told:
        span = _find(one.quote, prose)
        if span and one.number in _written(prose, span):
            words = prose.text[slice(*span)]
            yield Harm(kind=one.kind, low=one.number, high=one.number, scope="event", text=words, span=span)


def _written(prose: Prose, span: Span) -> set[int | None]:
    """Return the numbers that words write, also by their form: قتيلان is two."""
    tokens = tokenise(prose.text, *span)
    said: set[int | None] = {number.said for number in numbers(tokens, prose.lang)}
    return said.union(*((found.low, found.high) for found in harms(tokens, prose.lang))) - {None}
