"""People of a node under test."""

from datetime import UTC, datetime

from trucekeeper.ledger import Item
from trucekeeper.node.node import Node
from trucekeeper.vocabulary.marking import Marking


def enter(node: Node, person: str, role: str, markings: tuple[Marking, ...] = tuple(Marking)) -> None:
    """Enter somebody of the node's own organisation with a role."""
    who = {
        "person": person,
        "organisation": node.file.organisation,
        "markings": [marking.value for marking in markings],
    }
    right = {"person": person, "role": role, "granted": True}
    items = [Item(f"person:{person}", "person", who), Item(f"right:{person}", "right", right)]
    node.ledger.append(items, author="admin", recorded_at=datetime.now(UTC))
