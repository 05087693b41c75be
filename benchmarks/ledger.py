"""How fast the ledger is: rates on this machine in one run, and the ratio to plain sqlite3 inserts of the same bytes.

``python benchmarks/ledger.py [ENTRIES]`` (1,000,000 unless said) on SQLite and on PostgreSQL.
"""

import os
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.databases import DATABASES, begun_node
from trucekeeper.case import bundled_cases, load_case
from trucekeeper.ledger import Item
from trucekeeper.ledger.entry import canonical
from trucekeeper.node.node import Node

ENTRIES = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 1_000_000
COMMIT = 10_000
SINGLES = 500
WRITERS = 8
PROMISED = {
    "sqlite": {"bulk": 3500, "single": 500, "verify": 100_000, "rebuild": 8000},
    "postgresql": {"bulk": 2000, "single": 400, "verify": 50_000, "rebuild": 8000},
}


def items(count: int) -> Iterator[Item]:
    """Yield rows made of those of the Gaza case, 1.5 kB at the median."""
    rows = [row.model_dump(mode="json") for row in load_case(bundled_cases() / "gaza-2025").rows]
    draw = random.Random(0)
    for number in range(count):
        body = {**draw.choice(rows), "id": f"row-{number}", "note": "x" * draw.randrange(320)}
        yield Item(f"row-{number}", "record_row", body)


def told(what: str, rate: float, promised: float | None = None, unit: str = "/s") -> None:
    """Print one number, beside what was promised."""
    beside = f"  promised {promised:,.0f}" if promised else ""
    print(f"  {what:<46} {rate:>12,.1f} {unit}{beside}", flush=True)


def plain(count: int, folder: Path) -> float:
    """Return the rate of plain sqlite3 inserts of the same bytes, in transactions of the same size."""
    with closing(sqlite3.connect(folder / "plain.sqlite", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, stored BLOB)")
        source = enumerate(canonical(item.body) for item in items(count))
        spent = 0.0
        while batch := list(islice(source, COMMIT)):
            began = time.perf_counter()
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO entry VALUES (?, ?)", batch)
            db.execute("COMMIT")
            spent += time.perf_counter() - began
    return count / spent


def bulk(node: Node, count: int) -> tuple[float, float]:
    """Return the rate of the whole, and the time per entry of the last tenth over that of the tenth at 100,000."""
    source, marks = items(count), [(0, 0.0)]
    began = time.perf_counter()
    while batch := list(islice(source, COMMIT)):
        node.ledger.append(batch, author="operator", recorded_at=datetime.now(UTC))
        marks.append((marks[-1][0] + len(batch), time.perf_counter() - began))
    window = max(1, len(marks) // 20)
    early = next((i for i, (done, _) in enumerate(marks) if done >= count / 10), 1)
    first = _per_entry(marks, max(0, early - window), early)
    return count / marks[-1][1], _per_entry(marks, len(marks) - 1 - window, len(marks) - 1) / first


def _per_entry(marks: list[tuple[int, float]], start: int, end: int) -> float:
    return (marks[end][1] - marks[start][1]) / (marks[end][0] - marks[start][0])


def singles(node: Node, vendor: str) -> float:
    """Return the rate of durable appends of one entry, by one writer on SQLite and by eight on PostgreSQL."""
    writers = WRITERS if vendor == "postgresql" else 1
    before = node.ledger.head()[0]
    command = [sys.executable, __file__, "--write", str(node.folder)]
    running = [subprocess.Popen([*command, str(one)], stdout=subprocess.PIPE) for one in range(writers)]
    spent = [float(one.communicate()[0]) for one in running]
    added = node.ledger.head()[0] - before
    assert added == writers * SINGLES, f"{added} of {writers * SINGLES} entries"
    return added / max(spent)


def write(folder: Path, writer: str) -> None:
    """Append entries one by one, as a writer of its own."""
    node = Node.open(folder)
    began = time.perf_counter()
    for number in range(SINGLES):
        item = Item(f"single-{writer}-{number}", "source", {"source": "s", "role": "media", "reason": "x" * 1400})
        node.ledger.append([item], author="operator", recorded_at=datetime.now(UTC))
    print(time.perf_counter() - began)


def pages(node: Node, to: int) -> tuple[float, float]:
    """Return the median and 95th percentile in milliseconds of list pages as known at the entry *to*."""
    reader, spent = node.person("operator"), []
    for _ in range(100):
        began = time.perf_counter()
        assert len(list(node.ledger.standing("record_row", to=to, reader=reader, limit=50))) == min(50, to)
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent), quantiles(spent, n=20)[-1]


def measure(vendor: str) -> None:
    """Print the numbers of one database."""
    promised = PROMISED[vendor]
    with TemporaryDirectory(prefix="tk-bench-") as folder:
        base = plain(min(ENTRIES, 200_000), Path(folder))
        with begun_node(Path(folder) / "node", vendor) as node:
            sizes = [len(canonical(item.body)) for item in items(2000)]
            print(f"{vendor}: {ENTRIES:,} entries, bodies of {median(sizes):,.0f} bytes at the median", flush=True)
            rate, growth = bulk(node, ENTRIES)
            told("validated bulk append", rate, promised["bulk"])
            told("plain sqlite3 inserts of the same bytes", base)
            told("ratio of the two", base / rate, unit="x")
            told("time per entry at the end / at a tenth", growth, unit="x (promised 1.3)")
            told(
                f"single durable appends, {WRITERS if vendor == 'postgresql' else 1} writers",
                singles(node, vendor),
                promised["single"],
            )
            began = time.perf_counter()
            verdict = node.ledger.verify()
            assert verdict.ok
            told("verify", verdict.entries / (time.perf_counter() - began), promised["verify"])
            began = time.perf_counter()
            count = node.ledger.rebuild()
            told("rebuild of the record table", count / (time.perf_counter() - began), promised["rebuild"])
            half, tail = pages(node, ENTRIES // 2)
            told("a page as of the middle, median", half, unit="ms")
            told("a page as of the middle, 95th percentile", tail, 200, unit="ms")
            told("memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1024, unit="MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), sys.argv[3])
    else:
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
        for database in DATABASES:
            measure(database)
