"""For random entries: rebuilding gives what was kept up on the way, and a handed-over ledger is the same."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.databases import DATABASES, begun_node, database_url
from trucekeeper.errors import BadInput, NoRight
from trucekeeper.ledger import Item, People
from trucekeeper.node.transfer import export_node, import_node

NOON = datetime(2126, 1, 1, 12, tzinfo=UTC)
names = st.sampled_from(["a", "b", "c"])
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
acts = st.one_of(
    st.tuples(st.just("source"), names, words),
    st.tuples(st.just("correction"), names, words),
    st.tuples(st.just("withdrawal"), names, st.just("why")),
    st.tuples(st.just("person"), names, st.sampled_from(["local", "other"])),
    st.tuples(st.just("right"), names, st.booleans()),
)
commits = st.lists(st.tuples(st.integers(-3, 3), st.lists(acts, min_size=1, max_size=4)), max_size=8)


def item(number: int, kind: str, name: str, value) -> Item:
    body = {
        "source": lambda: {"source": name, "role": value},
        "correction": lambda: {"of": name, "body": {"source": name, "role": value}, "why": "misread"},
        "withdrawal": lambda: {"of": name, "why": value},
        "person": lambda: {"person": name, "organisation": value, "markings": ["CLEAR"]},
        "right": lambda: {"person": name, "role": "monitor", "granted": value},
    }[kind]()
    return Item(name if kind == "source" else f"{kind}-{number}", kind, body)


def records() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, closed, record, kind, day, author, marking, audience, withdrawn FROM record ORDER BY seq"
        )
        return [tuple(row) for row in cursor.fetchall()]


def append_all(node, asked) -> int:
    """Enter the commits one after another, each whole or not at all, and return how many were refused."""
    refused = number = 0
    for days, wanted in asked:
        for author in ("admin", "operator"):
            mine = [one for one in wanted if (one[0] in ("person", "right")) == (author == "admin")]
            items = [item(number + place, *one) for place, one in enumerate(mine)]
            number += len(items)
            before = records()
            try:
                node.ledger.append(items, author=author, recorded_at=NOON + timedelta(days=days))
            except (BadInput, NoRight):
                refused += 1
                assert records() == before
    return refused


@pytest.mark.parametrize("vendor", DATABASES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=commits)
def test_rebuilding_and_handing_over_give_what_was_kept_up_on_the_way(vendor: str, asked):
    with tempfile.TemporaryDirectory() as folder, begun_node(Path(folder) / "node", vendor) as node:
        append_all(node, asked)
        kept, people = records(), node.ledger.people().by_id
        assert node.ledger.verify().ok
        folded = People()
        for entry in node.ledger.entries():
            if entry.kind in ("person", "right"):
                folded.take(entry.kind, entry.body)
        assert folded.by_id == people
        node.ledger.rebuild()
        assert records() == kept
        export_node(node, Path(folder) / "export")
        again, _ = import_node(Path(folder) / "export", Path(folder) / "new", database=database_url(vendor))
        assert records() == kept
        again.ledger.rebuild()
        assert records() == kept
        again.close()
