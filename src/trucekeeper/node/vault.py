"""Opening the vault: only by a person with the right, and only after an entry says who, for whom, and why.

Whoever takes a report in puts its filer into the vault unseen, under an entry of its own; opening it takes the right.
"""

import secrets
from datetime import UTC, datetime
from typing import Literal

from trucekeeper.ledger import Item
from trucekeeper.ledger.entries import ACCESS
from trucekeeper.ledger.vault import Contact, Vault
from trucekeeper.node.node import Node
from trucekeeper.node.worker import compute
from trucekeeper.vocabulary.marking import Marking


def enter_contact(node: Node, source: str, contact: Contact, *, person: str, why: str) -> None:
    """Keep the person behind *source*."""
    _log(node, source, "entered", person, why)
    Vault(node.folder).enter(source, contact)


def file_contact(node: Node, source: str, contact: Contact, *, person: str) -> None:
    """Keep who filed a report, as *person* takes the report in: the filer is a source with an opaque id."""
    now = datetime.now(UTC)
    body = {"source": source, "role": "local", "since": now.isoformat()}
    node.ledger.append([Item(f"source:{source}", "source", body, Marking.AMBER)], author=person, recorded_at=now)
    Vault(node.folder).enter(source, contact)


def read_contact(node: Node, source: str, *, person: str, why: str) -> Contact:
    """Return the person behind *source*."""
    _log(node, source, "read", person, why)
    return Vault(node.folder).read(source)


def erase_contact(node: Node, source: str, *, person: str, why: str) -> None:
    """Destroy the key of *source*: the person is erased."""
    _log(node, source, "erased", person, why)
    Vault(node.folder).erase(source)


def _log(node: Node, source: str, did: Literal["entered", "read", "erased"], person: str, why: str) -> None:
    now = datetime.now(UTC)
    body = {"source": source, "did": did, "why": why, "at": now.isoformat()}
    node.ledger.append([Item(f"{ACCESS}:{secrets.token_hex(8)}", ACCESS, body)], author=person, recorded_at=now)
    compute(node)
