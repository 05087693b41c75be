"""How far an incident has come in its verification: a pure fold of the moves and checks that people recorded.

::

    received, waiting ─▶ triaged ─▶ corroborating ─▶ under_investigation ◀─▶ suspended, access_denied
                           │              │                  │                       │
                           │              └──────────────────┴───────▶ verdict ◀─────┘ (unable_to_rule alone)
                           ▼                                             │
                         closed ◀── contested ◀── assessed ◀─────────────┘   contested ─▶ under_investigation
                           └──▶ triaged (opened again)

A verdict is ``verified``, ``not_verified`` or ``unable_to_rule``; it can be contested or closed without being assessed.
Only a person moves an incident, and each kind of step takes a right of its own (``ledger.rights``):

* to ``triaged``, ``corroborating`` and ``closed``: the right to judge;
* to ``under_investigation``, ``suspended`` and ``access_denied``: to investigate;
* to a verdict: to verify; to ``assessed``: to find; to ``contested``: to answer (it is the actor concerned who
  contests, and who keeps the channel records it).

Two steps that are kept apart are never one person's. Who filed a report that the incident rests on takes none of them
but triage and corroboration (the ledger sees to it). Who investigated gives no verdict on it; who gave the verdict does
not assess it, and neither closes the contest of it nor gives the verdict after it.

A move records whom it leads on from (``follows``), the claims that were weighed, the checks that it rests on, and why;
access denied: who denied it, until when, and who says so; contested: who contests, and who says so. ``verified`` and
``not_verified`` rest on a check. A move that does not follow from what stands is kept in the history and moves nothing,
so that two people who move one incident at once, or chains that come from two nodes, leave one state and lose no word.

A move names a claim, which leads to its present incident after a merge or split. Where several chains meet in one
incident and do not agree, it is ``triaged``: somebody has to look again, and the next move follows them all.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple, Protocol, get_args

from trucekeeper.incident.incident import State
from trucekeeper.ledger.kinds import Right
from trucekeeper.vocabulary.text import Frozen

Step = Literal["call_back", "document", "image", "geolocation", "site_visit", "satellite"]
Result = Literal["supports", "contradicts", "inconclusive", "not_possible"]
VERDICTS: tuple[State, ...] = ("verified", "not_verified", "unable_to_rule")
INVESTIGATED: tuple[State, ...] = ("under_investigation", "suspended", "access_denied")
STEPS: tuple[Step, ...] = get_args(Step)
RESULTS: tuple[Result, ...] = get_args(Result)

LEADS_TO: dict[State, tuple[State, ...]] = {
    "received": ("triaged",),
    "waiting": ("triaged",),
    "triaged": ("corroborating", "under_investigation", "closed"),
    "corroborating": ("under_investigation", *VERDICTS),
    "under_investigation": ("suspended", "access_denied", *VERDICTS),
    "suspended": ("under_investigation", "unable_to_rule"),
    "access_denied": ("under_investigation", "unable_to_rule"),
    "verified": ("assessed", "contested", "closed"),
    "not_verified": ("assessed", "contested", "closed"),
    "unable_to_rule": ("assessed", "contested", "closed"),
    "assessed": ("contested", "closed"),
    "contested": ("under_investigation", "closed"),
    "closed": ("triaged",),
}
"""Where people may move an incident from each state."""

_RIGHTS: dict[State, Right] = {
    "triaged": "judge",
    "corroborating": "judge",
    "closed": "judge",
    **dict.fromkeys(INVESTIGATED, "investigate"),
    **dict.fromkeys(VERDICTS, "verify"),
    "assessed": "find",
    "contested": "answer",
}
_BY_WHO_FILED: tuple[State, ...] = ("triaged", "corroborating")


def right_for(state: str) -> tuple[Right, bool]:
    """Return the right that a move to *state* takes, and whether who filed the reports is kept from it."""
    for known, right in _RIGHTS.items():
        if known == state:
            return right, known not in _BY_WHO_FILED
    return "verify", True


class Moment(Protocol):
    """What is asked of an incident here: its id, the state in which it was linked, its claims."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> State: ...  # noqa: D102
    @property
    def claims(self) -> tuple[str, ...]: ...  # noqa: D102


class AsSaid(Frozen):
    """What an actor did, and who says so: denied access, until when where that was said; contested a verdict."""

    actor: str
    source: str
    until: date | None = None


class Move(Frozen):
    """A move as it was recorded, by whom and when."""

    id: str
    incident: str
    state: str
    by: str
    at: datetime
    follows: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    said: AsSaid | None = None
    why: str = ""


class Check(Frozen):
    """A step of verification as it was recorded: what was looked at, by whom, and what came of it."""

    id: str
    incident: str
    step: str
    result: str
    by: str
    done_by: str | None
    at: datetime
    claims: tuple[str, ...]
    why: str


class Refused(NamedTuple):
    """A move that moved nothing, and why."""

    move: Move
    why: str


class Chain(NamedTuple):
    """Moves of which each leads on from one before it; the last one gives the state."""

    state: State
    moves: tuple[Move, ...]

    @property
    def head(self) -> Move:
        """The last move."""
        return self.moves[-1]


class Folded(NamedTuple):
    """The chains by the id of their last moves, and the moves that moved nothing."""

    chains: dict[str, Chain]
    refused: tuple[Refused, ...]


class Status(NamedTuple):
    """How far an incident has come; ``added`` are claims that its last move did not weigh, ``gone`` such as left it."""

    state: State
    follows: tuple[str, ...]
    history: tuple[Move, ...]
    refused: tuple[Refused, ...]
    checks: tuple[Check, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]


def fold(moves: Iterable[Move]) -> Folded:
    """Return what *moves*, in the order of their entries, come to."""
    chains: dict[str, Chain] = {}
    refused: list[Refused] = []
    for move in moves:
        followed = [chains[name] for name in move.follows if name in chains]
        why = _wrong(move, followed, chains)
        if why is not None:
            refused.append(Refused(move, why))
            continue
        for name in move.follows:
            del chains[name]
        before = {one.id: one for chain in followed for one in chain.moves}
        chains[move.id] = Chain(_state(move.state) or "triaged", (*sorted(before.values(), key=_when), move))
    return Folded(chains, tuple(refused))


def _wrong(move: Move, followed: Sequence[Chain], chains: Mapping[str, Chain]) -> str | None:
    """Return why a move does not follow from what stands, or None."""
    state = _state(move.state)
    stands = any(chain.head.incident == move.incident for chain in chains.values())
    if len(followed) < len(move.follows) or (not move.follows and stands):
        return "somebody had moved it before"
    before = joint(followed)
    if state is None or state not in LEADS_TO[before]:
        return f"{before} does not lead to {move.state}"
    if state in ("verified", "not_verified") and not move.checks:
        return f"{state} rests on no check"
    if move.by in {one.by for one in kept_apart(state, followed)}:
        return f"{move.by} took a step that is kept apart from {state}"
    return None


def kept_apart(state: State, followed: Sequence[Chain]) -> tuple[Move, ...]:
    """Return the moves whose authors may not move what follows these chains to *state*."""
    found: list[Move] = []
    for chain in followed:
        given = [at for at, move in enumerate(chain.moves) if move.state in VERDICTS]
        verdict = [chain.moves[given[-1]]] if given else []
        since = chain.moves[given[-1] + 1 :] if given else chain.moves
        if state in VERDICTS:
            found += [*verdict, *(move for move in since if move.state in INVESTIGATED)]
        elif state == "assessed" or (state == "closed" and chain.state == "contested"):
            found += verdict
    return tuple(found)


def joint(chains: Sequence[Chain]) -> State:
    """Return the state in which chains are together: theirs where they agree, else ``triaged``."""
    states = {chain.state for chain in chains}
    return states.pop() if len(states) == 1 else "triaged" if states else "received"


def statuses(incidents: Iterable[Moment], moves: Iterable[Move], checks: Iterable[Check]) -> dict[str, Status]:
    """Return how far each incident has come that anybody moved or checked, by its id."""
    folded, checks = fold(moves), list(checks)
    named = {*(c.head.incident for c in folded.chains.values()), *(r.move.incident for r in folded.refused)}
    named |= {check.incident for check in checks}
    if not named:
        return {}
    found = {}
    for incident in incidents:
        claims = set(incident.claims)
        if not named.isdisjoint(claims):
            found[incident.id] = _status(incident, claims, folded, checks)
    return found


def _status(incident: Moment, claims: set[str], folded: Folded, checks: list[Check]) -> Status:
    own = [chain for chain in folded.chains.values() if chain.head.incident in claims]
    weighed = {claim for chain in own for claim in chain.head.claims}
    history = {move.id: move for chain in own for move in chain.moves}
    return Status(
        state=joint(own) if own else incident.state,
        follows=tuple(chain.head.id for chain in own),
        history=tuple(sorted(history.values(), key=_when)),
        refused=tuple(one for one in folded.refused if one.move.incident in claims),
        checks=tuple(check for check in checks if check.incident in claims),
        added=tuple(claim for claim in incident.claims if own and claim not in weighed),
        gone=tuple(sorted(weighed - claims)),
    )


def _state(name: str) -> State | None:
    return next((state for state in LEADS_TO if state == name), None)


def _when(move: Move) -> datetime:
    return move.at
