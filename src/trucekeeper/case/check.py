"""The faults of a case that only its files together can show: who and what a record or a file names must exist."""

from collections.abc import Iterable, Iterator

from trucekeeper.case.cells import Said
from trucekeeper.case.load import Case
from trucekeeper.case.records import ChronologyRow
from trucekeeper.case.strict import Lines
from trucekeeper.errors import Fault


def check_case(case: Case, obligations: Iterable[str]) -> list[Fault]:
    """Return every fault of the case's own files, and a note for each name that a record row leaves unresolved.

    Args:
        case: the case as loaded.
        obligations: the ids of the agreement's obligations, which the stage above knows.
    """
    return [
        *case.faults,
        *_actors(case),
        *_roles(case),
        *_sources(case),
        *unresolved(case),
        *_obligations(case, set(obligations)),
    ]


def _actors(case: Case) -> Iterator[Fault]:
    seen: set[str] = set()
    path = case.path("actors.yaml")
    lines = Lines(path)
    for index, actor in enumerate(case.actors.all):
        if actor.id in seen:
            yield Fault(path, lines.of("actors", index), f"actor {actor.id!r} stands already in this file")
        seen.add(actor.id)
        for other in (*actor.members, *((actor.parent,) if actor.parent else ())):
            if other not in case.actors:
                yield Fault(path, lines.of("actors", index), f"actor {other!r} does not exist; name one of this file")
        for role in actor.roles:
            if not role.source:
                yield Fault(
                    path, lines.of("actors", index), f"role {role.role} of {actor.id} without a source; cite it"
                )
            if role.until and role.until < role.from_:
                message = f"role {role.role} of {actor.id} ends on {role.until}, before it begins on {role.from_}"
                yield Fault(path, lines.of("actors", index), message)


def _roles(case: Case) -> Iterator[Fault]:
    path = case.path("case.yaml")
    lines = Lines(path)
    for key, role in (
        ("parties", "party"),
        ("guarantors", "guarantor"),
        ("mediators", "mediator"),
        ("monitors", "monitor"),
        ("contributors", "contributor"),
    ):
        for actor_id in getattr(case.file, key):
            if actor_id not in case.actors:
                yield Fault(path, lines.of(key), f"{key}: actor {actor_id!r} does not exist; name one of actors.yaml")
            elif role not in {held.role for held in case.actors[actor_id].roles}:
                yield Fault(
                    path, lines.of(key), f"{key}: {actor_id} holds no role {role!r} in actors.yaml; give it, with dates"
                )
    if case.file.area not in case.places:
        yield Fault(path, lines.of("area"), f"area {case.file.area!r} is no place of places.csv")


def _sources(case: Case) -> Iterator[Fault]:
    path = case.path("sources.yaml")
    lines = Lines(path)
    for index, source in enumerate(case.sources.all):
        if source.affiliation and source.affiliation not in case.actors:
            yield Fault(
                path,
                lines.of("sources", index),
                f"affiliation {source.affiliation!r} does not exist; name one of actors.yaml",
            )
        if source.side and source.side not in case.file.parties:
            yield Fault(path, lines.of("sources", index), f"side {source.side!r} is no party of case.yaml")
        if source.reliability and source.role in ("party", "party_affiliated"):
            yield Fault(
                path,
                lines.of("sources", index),
                f"{source.id}: an organ of a party gets no letter, only its affiliation",
            )


def unresolved(case: Case) -> Iterator[Fault]:
    """Yield a note for each name in a record that the case does not know; the row is kept as written."""
    path = case.path("records/chronology.csv")
    for row in case.rows:
        for kind, column, name in _unknown_names(case, row):
            message = f"{row.id}: {column}: unknown {kind} {name!r}, kept as written; add it to {_FILES[kind]}"
            yield Fault(path, row.line, message, severity="note")
    for figure in case.figures:
        if case.sources.named(figure.publisher) is None:
            message = (
                f"{figure.id}: publisher: unknown source {figure.publisher!r}, kept as written; add it to sources.yaml"
            )
            yield Fault(case.path("records/figures.csv"), figure.line, message, severity="note")


_FILES = {"place": "places.csv", "actor": "actors.yaml", "source": "sources.yaml", "carrier": "sources.yaml"}


def _unknown_names(case: Case, row: ChronologyRow) -> Iterator[tuple[str, str, str]]:
    for place in row.places:
        if not case.places.named(place):
            yield "place", "place", place
    for column, names in (("actor_alleged", row.actors), ("prior_actor", row.prior_actors)):
        for name in names:
            if not case.actors.named(name, row.date):
                yield "actor", column, name
    for column in ("claimed_by", "denied_by", "acknowledged_by", "prior_by", "joined_by", "join_denied_by"):
        said: tuple[Said, ...] = getattr(row, column)
        for item in said:
            if case.sources.named(item.source) is None:
                yield "source", column, item.source
            if item.carrier and case.sources.carrier(item.carrier) is None:
                yield "carrier", column, item.carrier


def _obligations(case: Case, known: set[str]) -> Iterator[Fault]:
    path = case.path("records/chronology.csv")
    for row in case.rows:
        for obligation in row.obligations:
            if obligation not in known:
                message = f"{row.id}: obligation_ids: {obligation!r} does not exist; name one of agreement/"
                yield Fault(path, row.line, message)
