"""The ledger on both databases: nothing said is lost, nothing recorded is changed, and a change is found."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from tests.databases import DATABASES, begun_node
from trucekeeper.errors import BadInput, NoRight
from trucekeeper.ledger import Held, Item, NodeKey

NOON = datetime(2126, 1, 1, 12, tzinfo=UTC)
SOURCES = [Item(f"source:{n}", "source", {"source": f"s{n}", "role": f'مصدر "{n}"'}) for n in range(1, 6)]


@pytest.fixture(params=DATABASES)
def node(request: pytest.FixtureRequest, tmp_path: Path):
    with begun_node(tmp_path / "node", request.param) as opened:
        assert opened.ledger.append(SOURCES, author="operator", recorded_at=NOON) == 5
        yield opened


def tamper(*statements: str) -> None:
    """Change stored bytes as someone with the database's password could."""
    with connection.cursor() as cursor:
        for table in ("entry", "seal"):
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            else:
                for act in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")
        for statement in statements:
            cursor.execute(statement)


def grant(ledger, person: str, role: str) -> None:
    ledger.append(
        [
            Item(f"person:{person}", "person", {"person": person, "organisation": "local", "markings": ["CLEAR"]}),
            Item(f"right:{person}", "right", {"person": person, "role": role, "granted": True}),
        ],
        author="admin",
        recorded_at=NOON,
    )


def test_what_was_appended_is_read_back_in_order(node):
    entries = list(node.ledger.entries())
    assert [entry.kind for entry in entries[:5]] == ["key", "person", "right", "person", "right"]
    assert [entry.body for entry in entries[5:]] == [{**item.body, "v": 1} for item in SOURCES]
    assert node.ledger.verify().ok


def test_appending_the_same_again_changes_nothing(node):
    assert node.ledger.append(SOURCES, author="operator", recorded_at=NOON) == 0
    assert node.ledger.verify().entries == 10


@pytest.mark.parametrize(
    "statement",
    ["UPDATE entry SET kind = 'x' WHERE seq = 2", "DELETE FROM entry WHERE seq = 5", "DELETE FROM seal"],
)
def test_the_database_itself_refuses_a_change(node, statement: str):
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_itself_refuses_to_truncate_or_replace(node):
    statement = (
        "TRUNCATE entry"
        if connection.vendor == "postgresql"
        else "REPLACE INTO entry SELECT case_id, seq, id, 'x', recorded_at, marking, stored, digest FROM entry"
    )
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statements", "seq"),
    [
        (["UPDATE entry SET stored = %(flipped)s WHERE seq = 7"], 7),
        (["DELETE FROM entry WHERE seq = 7"], 7),
        (
            [
                "UPDATE entry SET seq = 99 WHERE seq = 7",
                "UPDATE entry SET seq = 7 WHERE seq = 8",
                "UPDATE entry SET seq = 8 WHERE seq = 99",
            ],
            7,
        ),
        (
            [
                "INSERT INTO entry SELECT case_id, 11, 'new', kind, recorded_at, marking, stored, digest FROM entry "
                "WHERE seq = 10"
            ],
            11,
        ),
        (["UPDATE entry SET digest = '0' WHERE seq = 6"], 6),
        (["UPDATE entry SET kind = 'report' WHERE seq = 6"], 6),
        (["UPDATE entry SET recorded_at = '2020' WHERE seq = 9"], 9),
        (["DELETE FROM entry WHERE seq = 10"], 10),
        (["DELETE FROM seal WHERE count = 10"], 10),
        (["UPDATE seal SET sealed = '{}' WHERE count = 5"], 5),
    ],
)
def test_a_changed_removed_swapped_or_inserted_entry_is_named(node, statements: list[str], seq: int):
    with connection.cursor() as cursor:
        cursor.execute("SELECT stored FROM entry WHERE seq = 7")
        stored = bytearray(cursor.fetchone()[0])
    stored[len(stored) // 2] ^= 1
    flipped = f"'\\x{stored.hex()}'" if connection.vendor == "postgresql" else f"x'{stored.hex()}'"
    tamper(*(statement.replace("%(flipped)s", flipped) for statement in statements))
    verdict = node.ledger.verify()
    assert not verdict.ok
    assert verdict.bad[0].seq == seq


def test_a_truncated_tail_is_caught_by_a_checkpoint_and_by_nothing_else(node):
    checkpoint = node.ledger.checkpoint(NOON)
    tamper("DELETE FROM entry WHERE seq > 5", "DELETE FROM seal WHERE count > 5")
    assert node.ledger.verify().ok
    (bad,) = node.ledger.verify(checkpoint).bad
    assert (bad.seq, bad.why) == (
        10,
        "missing: the checkpoint of 2126-01-01T12:00:00+00:00 counts 10 entries, here are 5",
    )


def test_a_chain_that_was_written_anew_is_not_what_the_checkpoint_names(node, tmp_path: Path):
    checkpoint = node.ledger.checkpoint(NOON)
    forged = checkpoint.model_copy(update={"head": "0" * 64})
    assert "not by the key" in node.ledger.verify(forged).bad[0].why
    stranger = NodeKey.create(tmp_path / "other.key").seal("a-case", 10, checkpoint.head, NOON)
    assert "unknown key" in node.ledger.verify(stranger).bad[0].why


def test_a_node_whose_key_was_replaced_appends_nothing_and_does_not_verify(node, tmp_path: Path):
    other = NodeKey.create(tmp_path / "other.key")
    node.ledger.book.__dict__["key"] = node.ledger.key = other
    with pytest.raises(NoRight, match="is not the one that this chain names"):
        node.ledger.append(
            [Item("late", "source", {"source": "s", "role": "media"})], author="operator", recorded_at=NOON
        )
    assert "is not the one that this chain names" in node.ledger.verify().bad[-1].why


def test_a_seal_by_an_unknown_key_is_named(node, tmp_path: Path):
    count, head = node.ledger.head()
    stranger = NodeKey.create(tmp_path / "other.key").seal("a-case", count, head, NOON)
    tamper(f"UPDATE seal SET sealed = '{stranger.model_dump_json()}' WHERE count = {count}")
    (bad,) = node.ledger.verify().bad
    assert (bad.seq, bad.why) == (10, f"sealed by an unknown key, {stranger.key}")


def test_a_key_is_rotated_by_an_entry_that_the_old_key_seals(node, tmp_path: Path):
    other = NodeKey.create(tmp_path / "other.key")
    item = Item("key:2", "key", {"public": other.public, "why": "yearly rotation"})
    node.ledger.append([item], author="node", recorded_at=NOON)
    node.ledger.book.__dict__["key"] = node.ledger.key = other
    node.ledger.append([Item("late", "source", {"source": "s", "role": "media"})], author="operator", recorded_at=NOON)
    assert node.ledger.verify().ok


def test_recorded_time_never_goes_back_though_the_clock_does(node):
    item = Item("late", "source", {"source": "s", "role": "media"})
    node.ledger.append([item], author="operator", recorded_at=NOON - timedelta(days=9))
    times = [entry.recorded_at for entry in node.ledger.entries()]
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"source": "s"}, r"source: \$\.body\.role: field required"),
        ({"source": "s", "role": "media", "x": 1}, r"\$\.body\.x: extra inputs are not permitted"),
        ({"source": "s", "role": "media", "languages": ["ar", 5]}, r"\$\.body\.languages\[1\]: input should be"),
        ({"source": "s", "role": "media", "v": 99}, "a source in version 99 of its schema"),
    ],
)
def test_a_body_that_its_schema_refuses_leaves_nothing_of_its_commit(node, body: dict, said: str):
    good = Item("good", "source", {"source": "s", "role": "media"})
    with pytest.raises(BadInput, match=said):
        node.ledger.append([good, Item("bad", "source", body)], author="operator", recorded_at=NOON)
    assert node.ledger.verify().entries == 10
    assert node.ledger.append([good], author="operator", recorded_at=NOON) == 1


@pytest.mark.parametrize(
    ("author", "kind", "body", "said"),
    [
        ("nobody", "source", {"source": "s", "role": "media"}, "nobody is not a person of this case"),
        ("node", "source", {"source": "s", "role": "media"}, "name who does with --as"),
        ("operator", "judgement", {"a": "1", "b": "2", "same": True, "why": "w"}, "right to judge"),
        ("admin", "right", {"person": "admin", "role": "verifier", "granted": True}, "to themselves"),
        ("admin", "right", {"person": "operator", "role": "verifier", "granted": True}, "takes no further role"),
        ("admin", "right", {"person": "ghost", "role": "verifier", "granted": True}, "enter the person first"),
    ],
)
def test_an_entry_by_someone_without_the_right_is_refused(node, author: str, kind: str, body: dict, said: str):
    with pytest.raises(NoRight, match=said):
        node.ledger.append([Item("x", kind, body)], author=author, recorded_at=NOON)
    assert node.ledger.head()[0] == 10


def test_who_filed_a_report_cannot_verify_it_and_another_can(node):
    grant(node.ledger, "mona", "analyst")
    grant(node.ledger, "vera", "verifier")
    node.ledger.append(
        [Item("right:mona:2", "right", {"person": "mona", "role": "verifier", "granted": True})],
        author="admin",
        recorded_at=NOON,
    )
    held = Held.of("نص البلاغ".encode())
    report = Item("r1", "report", {"source": "s1", "lang": "ar", "text": held.commitment}, held=(held,))
    node.ledger.append([report], author="mona", recorded_at=NOON)
    body = {"incident": "r1#1", "check": "c", "answer": "yes", "claims": ["r1#1"], "at": NOON.isoformat(), "why": "w"}
    with pytest.raises(NoRight, match="mona filed what this check is about"):
        node.ledger.append([Item("c1", "check", body)], author="mona", recorded_at=NOON)
    assert node.ledger.append([Item("c1", "check", body)], author="vera", recorded_at=NOON) == 1


def test_a_correction_supersedes_and_a_withdrawal_takes_back_and_as_of_shows_what_stood(node):
    before = node.ledger.head()[0]
    corrected = {"of": "source:1", "body": {"source": "s1", "role": "un"}, "why": "misread"}
    items = [Item("fix", "correction", corrected), Item("gone", "withdrawal", {"of": "source:2", "why": "double"})]
    node.ledger.append(items, author="operator", recorded_at=NOON + timedelta(days=1))
    now = {version.record: body["role"] for version, _, body in node.ledger.standing("source")}
    then = {version.record: body["role"] for version, _, body in node.ledger.standing("source", to=before)}
    assert now["source:1"] == "un"
    assert "source:2" not in now
    assert len(then) == 5
    assert then["source:1"] != "un"
    assert node.ledger.seq_at(NOON + timedelta(hours=1)) == before
    with pytest.raises(BadInput, match=r"\$\.body\.of: source:2 is no entry that stands here"):
        node.ledger.append(
            [Item("again", "withdrawal", {"of": "source:2", "why": "double"})], author="operator", recorded_at=NOON
        )


def test_erasure_takes_the_text_and_leaves_the_chain_whole(node):
    grant(node.ledger, "keeper", "source_keeper")
    text, photo = Held.of("اسم لا يجوز أن يبقى".encode()), Held.of(b"\x89PNG", "image/png")
    body = {"source": "s1", "lang": "ar", "text": text.commitment, "attachments": [photo.commitment]}
    node.ledger.append([Item("r1", "report", body, held=(text, photo))], author="operator", recorded_at=NOON)
    assert node.ledger.held(text.commitment) == text
    assert node.ledger.held(photo.commitment) == photo
    erasure = {"commitments": [text.commitment, photo.commitment], "why": "asked for by the person"}
    with pytest.raises(NoRight):
        node.ledger.append([Item("e1", "erasure", erasure)], author="operator", recorded_at=NOON)
    node.ledger.append([Item("e1", "erasure", erasure)], author="keeper", recorded_at=NOON)
    assert node.ledger.held(text.commitment) is None
    assert node.ledger.held(photo.commitment) is None
    assert list((node.folder / "attachments").iterdir()) == []
    assert node.ledger.verify().ok
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw = b"".join(path.read_bytes() for path in node.folder.glob("ledger.sqlite*"))
        assert text.data not in raw


def test_rebuild_makes_the_same_record_table(node):
    node.ledger.append(
        [Item("fix", "correction", {"of": "source:1", "body": {"source": "s1", "role": "un"}, "why": "misread"})],
        author="operator",
        recorded_at=NOON,
    )
    query = "SELECT * FROM record ORDER BY seq"
    with connection.cursor() as cursor:
        cursor.execute(query)
        before = cursor.fetchall()
        assert node.ledger.rebuild() == 11
        cursor.execute(query)
        assert cursor.fetchall() == before


def test_stored_bytes_are_json_that_any_reader_reads(node):
    for row in node.ledger.stored():
        assert json.loads(row.stored)["seq"] == row.seq


def test_sqlite_is_set_to_survive_a_power_cut(tmp_path: Path):
    with begun_node(tmp_path / "n"), connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA recursive_triggers").fetchone() == (1,)
        assert sqlite3.sqlite_version_info >= (3, 37)
