"""The one predicate: what it says of a value, SQL says of a row, for every reader, marking and audience."""

from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from tests.databases import DATABASES, begun_node
from trucekeeper.ledger import ROLES, Item, Person
from trucekeeper.ledger.access import audience_column, audience_of, may_read
from trucekeeper.vocabulary.marking import Marking

NOON = datetime(2126, 1, 1, 12, tzinfo=UTC)
AUDIENCES = ((), ("local",), ("other",), ("local", "other"), ("local-2",))
HELD = ((), (Marking.CLEAR,), (Marking.CLEAR, Marking.AMBER), (Marking.RED,), tuple(Marking))


@pytest.mark.parametrize("vendor", DATABASES)
def test_a_list_shows_exactly_what_the_predicate_allows(tmp_path: Path, vendor: str):
    with begun_node(tmp_path / "node", vendor) as node:
        items = [
            Item(f"s{number}", "source", {"source": "s", "role": "un"}, marking, audience)
            for number, (marking, audience) in enumerate(product(Marking, AUDIENCES))
        ]
        node.ledger.append(items, author="operator", recorded_at=NOON)
        entries = [entry for entry in node.ledger.entries() if entry.kind == "source"]
        for organisation, held, roles in product(
            ("local", "other", "loc"), HELD, ((), ("reader",), ("administrator",))
        ):
            reader = Person("p", organisation, frozenset(held), frozenset(roles))
            allowed = {entry.id for entry in entries if may_read(reader, entry.marking, entry.audience)}
            assert {entry.id for entry in node.ledger.page("source", reader=reader, limit=100)} == allowed
            assert {version.record for version, _, _ in node.ledger.standing("source", reader=reader)} == allowed
            assert bool(allowed) <= ("read" in reader.rights and bool(held) and organisation != "loc")


def test_an_empty_audience_is_nobody_and_every_role_reads():
    assert audience_of(audience_column(())) == frozenset()
    assert all("read" in rights for rights in ROLES.values())
    everyone = Person("p", "local", frozenset(Marking), frozenset(ROLES))
    assert not any(may_read(everyone, marking, ()) for marking in Marking)
