"""Opening the vault: only by a person with the right, and only after an entry says who, for whom, and why."""

import secrets
from datetime import UTC, datetime
from typing import Literal

from trucekeeper.ledger import Item
from trucekeeper.ledger.entries import ACCESS
from trucekeeper.ledger.vault import Contact, Vault
from trucekeeper.node.node import Node
from trucekeeper.node.worker import compute


def enter_contact(node: Node, source: str, contact: Contact, *, person: str, why: str) -> None:
    """Keep the person behind *source*."""
    _log(node, source, "entered", person, why)
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
