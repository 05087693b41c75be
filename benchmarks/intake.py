"""How fast reports go in, how fast a copy is found among a million, and how much memory a large table takes.

Prints each measurement beside what is promised (docs/intake.md). ``--small`` runs it short, for a quick look.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from trucekeeper.case import bundled_cases
from trucekeeper.node.copies import Content, Copies
from trucekeeper.node.intake import Origin, asked, take_file
from trucekeeper.node.lists import report_documents
from trucekeeper.node.node import Node
from trucekeeper.node.worker import compute
from trucekeeper.report.likeness import bands, digest, words

RANDOM = random.Random(20251010)
ROOTS, LETTERS = "قال شهود غارة طريق معبر شاحنة بلدة ساعة مصدر بيان".split(), "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
WORDS = [root + letter for root in ROOTS for letter in LETTERS]
SECONDS_OF_INTAKE, MILLISECONDS_OF_COPY, MEGABYTES_OF_TABLE = 120, 20, 500


def text(length: int) -> str:
    """Return a text of invented words."""
    return " ".join(RANDOM.choices(WORDS, k=length))


def intake(node: Node, folder: Path, count: int) -> None:
    """Take a feed in and find its last item by search."""
    path = folder / "feed.xml"
    items = (
        f"<item><title>{text(8)}</title><description>{text(220)}</description><link>https://e.org/{n}</link></item>"
        for n in range(count)
    )
    last = text(3)
    given = f"{''.join(items)}<item><title>{last}</title></item>"
    path.write_text(f"<rss><channel><title>All</title>{given}</channel></rss>", encoding="utf-8")
    began = time.perf_counter()
    taken = sum(1 for _ in take_file(node, path, Origin(), told=asked(node, person="operator")))
    stored = time.perf_counter() - began
    compute(node)
    found = list(report_documents(node, node.person("operator"), words=last))
    assert found, "the last item is not found"
    seconds = time.perf_counter() - began
    print(
        f"  {taken:,} feed items stored in {stored:.1f} s, searchable after {seconds:.1f} s "
        f"(promised {SECONDS_OF_INTAKE} s)"
    )


def copies(node: Node, count: int) -> None:
    """Fill the table of copies, and look for a copy of texts that are there and of texts that are not."""
    held, tables, case = Copies(node), node.tables, node.file.case
    secret = held._secret
    ((first,),) = tables.rows("SELECT COALESCE(MAX(n), 0) FROM copy")
    with tables.writing(case):
        rows: list[tuple[int, int]] = []
        for start in range(0, count, 50_000):
            several = range(start, min(start + 50_000, count))
            kept = [text(60) for _ in several]
            texts = [words(one) for one in kept]
            tables.run_many(
                "INSERT INTO copy (n, case_id, report, words) VALUES (%s, %s, %s, %s)",
                [
                    (first + 1 + n, case, f"x-{n}", digest(one, secret=secret))
                    for n, one in zip(several, texts, strict=True)
                ],
            )
            numbered = zip(several, texts, strict=True)
            rows += [(hashed, first + 1 + n) for n, one in numbered for hashed in bands(one, secret=secret)]
        rows.sort()
        tables.run_many("INSERT INTO band (hash, n) VALUES (%s, %s) ON CONFLICT DO NOTHING", rows)
    times = []
    for one in [text(RANDOM.choice((60, 400))) for _ in range(500)] + RANDOM.sample(kept, 500):
        content = Content.of(one, None)
        began = time.perf_counter()
        held.of(content)
        times.append((time.perf_counter() - began) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"  a text, kept or new, against {count:,} kept: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms "
        f"(promised {MILLISECONDS_OF_COPY} ms)"
    )


def table(folder: Path, megabytes: int) -> None:
    """Read a table of many rows in a process of its own and print its largest memory."""
    path = folder / "large.csv"
    row = f"{text(450)},2025-11-02\n"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,text,date\n")
        for number in range(megabytes * 1_000_000 // len(row.encode())):
            file.write(f"{number},{row}")
    made = subprocess.run([sys.executable, __file__, "--read", str(path)], capture_output=True, text=True, check=True)
    print(f"  a table of {path.stat().st_size / 1e6:,.0f} MB: {made.stdout.strip()} (promised {MEGABYTES_OF_TABLE} MB)")


def read(path: Path) -> None:
    """Take in a table, and print the rows and the largest memory of this process."""
    with tempfile.TemporaryDirectory() as folder:
        node = Node.create(Path(folder) / "node", bundled_cases() / "gaza-2025")
        count = sum(1 for _ in take_file(node, path, Origin(), told=asked(node, person="operator")))
    print(f"{count:,} rows, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB of memory at most")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--read", type=Path)
    asked_for = parser.parse_args()
    if asked_for.read:
        read(asked_for.read)
        return
    small = asked_for.small
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        node = Node.create(folder / "node", bundled_cases() / "gaza-2025")
        intake(node, folder, 1000 if small else 10_000)
        copies(node, 10_000 if small else 1_000_000)
        node.close()
        table(folder, 20 if small else 1000)


if __name__ == "__main__":
    main()
