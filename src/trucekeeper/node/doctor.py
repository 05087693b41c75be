"""What would go wrong with a node, found before it does."""

import os
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import connection

from trucekeeper.errors import TrucekeeperError
from trucekeeper.ledger import Seal
from trucekeeper.node.migrations._triggers import TABLES
from trucekeeper.node.node import ATTACHMENTS, FILE, KEY_FILE, SECRET_FILE, Node
from trucekeeper.node.worker import computed

FREE_BYTES = 500_000_000
CLOCK_TOLERANCE = timedelta(minutes=5)


class Finding(NamedTuple):
    """What one check found."""

    check: str
    ok: bool
    said: str


def examine(node: Node) -> list[Finding]:
    """Return what each check found, in a fixed order. ``verify`` reads the whole chain; this only its end."""
    found = []
    for name, check in CHECKS.items():
        try:
            fault = check(node)
        except TrucekeeperError as error:
            fault = str(error)
        found.append(Finding(name, fault is None, fault or "as it should be"))
    return found


def _private_files(node: Node) -> str | None:
    for name in (KEY_FILE, SECRET_FILE, FILE):
        mode = stat.S_IMODE((node.folder / name).stat().st_mode)
        if mode & 0o077:
            return f"{node.folder / name} has mode {mode:o}; others can read it: chmod 600"
    return None


def _triggers(_: Node) -> str | None:
    catalogue = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    column = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {catalogue}")  # noqa: S608
        names = {str(name) for (name,) in cursor.fetchall()}
    missing = [table for table in TABLES if sum(name.startswith(f"{table}_no_") for name in names) < 2]
    return f"the triggers that refuse changes are missing on {', '.join(missing)}" if missing else None


def _last_seal(node: Node) -> str | None:
    count, head = node.ledger.head()
    last = node.ledger.last_seal()
    seal = Seal.model_validate_json(last) if last else None
    if seal is None or not seal.is_valid() or (seal.count, seal.head) != (count, head):
        return f"no valid seal ends the chain at entry {count}; run `trucekeeper verify`"
    return None


def _case_files(node: Node) -> str | None:
    node.case()
    return None


def _attachments(node: Node) -> str | None:
    missing = [name for name in node.ledger.attachments() if not (node.folder / ATTACHMENTS / name).is_file()]
    return f"{len(missing)} attachments are missing, {missing[0]} first" if missing else None


def _worker(node: Node) -> str | None:
    done, head = computed(node), node.ledger.head()[0]
    if done is None or done.seq < head:
        return f"computed to entry {done.seq if done else 0} of {head}; run `trucekeeper worker` or `serve`"
    return None


def _clock(node: Node) -> str | None:
    last = next(iter(node.ledger.page(limit=1)), None)
    now = datetime.now(UTC)
    if last and last.recorded_at > now + CLOCK_TOLERANCE:
        return f"the last entry is of {last.recorded_at.isoformat()}, after this computer's {now.isoformat()}"
    return None


def _disk(node: Node) -> str | None:
    free = shutil.disk_usage(node.folder).free
    return f"{free // 1_000_000} MB are free at {node.folder}" if free < FREE_BYTES else None


def _writable(node: Node) -> str | None:
    return None if os.access(node.folder, os.W_OK) else f"{node.folder} cannot be written to"


CHECKS: dict[str, Callable[[Node], str | None]] = {
    "private files": _private_files,
    "triggers": _triggers,
    "last seal": _last_seal,
    "case files": _case_files,
    "attachments": _attachments,
    "worker": _worker,
    "clock": _clock,
    "disk": _disk,
    "folder": _writable,
}
