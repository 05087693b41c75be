"""The ledger: nothing said is lost, nothing recorded is changed, and a change is found."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.errors import BadInput, ChainBroken
from trucekeeper.ledger import Ledger, canonical

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ITEMS = [(f"e{n}", "record_row", {"text": f"بلاغ {n}", "n": n}) for n in range(1, 6)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger(tmp_path / "ledger.sqlite", "a-case") as ledger:
        assert ledger.append(ITEMS, author="analyst", recorded_at=NOON) == 5
    return tmp_path / "ledger.sqlite"


def tamper(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as db:
        db.executescript("DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete;")
        for statement in statements:
            db.execute(statement)


def test_what_was_appended_is_read_back_in_order(path: Path):
    with Ledger(path, "a-case") as ledger:
        assert [entry.body for entry in ledger.entries()] == [body for _, _, body in ITEMS]
        assert ledger.verify() == 5


def test_appending_the_same_again_changes_nothing(path: Path):
    with Ledger(path, "a-case") as ledger:
        assert ledger.append(ITEMS, author="analyst", recorded_at=NOON + timedelta(days=1)) == 0
        assert ledger.verify() == 5


@pytest.mark.parametrize("statement", ["UPDATE entry SET kind = 'x' WHERE seq = 2", "DELETE FROM entry WHERE seq = 5"])
def test_the_database_itself_refuses_a_change(path: Path, statement: str):
    with sqlite3.connect(path) as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)


@pytest.mark.parametrize(
    ("statements", "seq"),
    [
        (["UPDATE entry SET stored = replace(stored, 'analyst', 'somebody') WHERE seq = 3"], 3),
        (["DELETE FROM entry WHERE seq = 2"], 2),
        (
            [
                "UPDATE entry SET seq = 99 WHERE seq = 2",
                "UPDATE entry SET seq = 2 WHERE seq = 3",
                "UPDATE entry SET seq = 3 WHERE seq = 99",
            ],
            2,
        ),
        (["UPDATE entry SET digest = '0' WHERE seq = 5"], 5),
    ],
)
def test_a_changed_removed_or_swapped_entry_is_named(path: Path, statements: list[str], seq: int):
    tamper(path, *statements)
    with Ledger(path, "a-case") as ledger, pytest.raises(ChainBroken) as broken:
        ledger.verify()
    assert broken.value.seq == seq


def test_recorded_time_never_goes_back_though_the_clock_does(path: Path):
    with Ledger(path, "a-case") as ledger:
        ledger.append([("late", "record_row", {})], author="analyst", recorded_at=NOON - timedelta(days=9))
        times = [entry.recorded_at for entry in ledger.entries()]
    assert times == sorted(times)


def test_a_body_that_is_refused_leaves_nothing_of_its_commit(path: Path):
    items = [("good", "record_row", {"n": 1}), ("bad", "record_row", {"deaths": [1, {"mean": 2.5}]})]
    with Ledger(path, "a-case") as ledger:
        with pytest.raises(BadInput, match=r"\$\.body\.deaths\[1\]\.mean: a float has no canonical form"):
            ledger.append(items, author="analyst", recorded_at=NOON)
        assert ledger.verify() == 5


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet="abcxyz_", max_size=5), inner),
)


@given(st.dictionaries(st.text(alphabet="abcxyz_", max_size=5), json_values))
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(document: dict):
    assert canonical(document) == canonical(dict(reversed(list(document.items()))))


def test_a_key_that_is_not_ascii_is_refused():
    with pytest.raises(BadInput, match="is not ASCII"):
        canonical({"بلاغ": 1})
