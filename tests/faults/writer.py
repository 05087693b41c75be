"""A process that appends to a node until it is stopped, and says what the ledger acknowledged.

``python writer.py FOLDER NAME COMMITS SIZE [--limit BYTES] [--again]``: after each commit that returned, a line with
the ids in it. ``--limit`` bounds the size of every file, as a full disk would; ``--again`` goes on after a failure.
"""

import resource
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from trucekeeper.errors import StoreFailed
from trucekeeper.ledger import Item
from trucekeeper.node.node import Node

PATIENCE_SECONDS = 30


def items(name: str, commit: int, size: int) -> list[Item]:
    body = {"source": "s", "role": "media", "reason": "x" * 1200}
    return [Item(f"{name}-{commit}-{number}", "source", body) for number in range(size)]


def main(folder: str, name: str, commits: str, size: str, *options: str) -> None:
    node = Node.open(Path(folder))
    if "--limit" in options:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = int(options[options.index("--limit") + 1])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    print("ready", flush=True)
    began = time.monotonic()
    for commit in range(int(commits)):
        while True:
            try:
                node.ledger.append(items(name, commit, int(size)), author="operator", recorded_at=datetime.now(UTC))
                break
            except StoreFailed as failed:
                print(f"failed {failed}", file=sys.stderr, flush=True)
                if "--again" not in options or time.monotonic() - began > PATIENCE_SECONDS:
                    sys.exit(1)
        print(" ".join(item.id for item in items(name, commit, int(size))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
