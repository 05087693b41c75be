"""What was said and decided, append-only: entries chained by their digests. Everything else is computed from it."""

from trucekeeper.ledger.chain import Bad, Row, Verdict
from trucekeeper.ledger.database import Database, Item
from trucekeeper.ledger.entry import GENESIS, Entry, canonical, digest, instant
from trucekeeper.ledger.held import Held
from trucekeeper.ledger.kinds import Kind, Kinds
from trucekeeper.ledger.rights import NODE, OPERATOR, ROLES, People, Person
from trucekeeper.ledger.seal import NodeKey, Seal, read_checkpoint
from trucekeeper.ledger.store import Ledger

__all__ = [
    "GENESIS",
    "NODE",
    "OPERATOR",
    "ROLES",
    "Bad",
    "Database",
    "Entry",
    "Held",
    "Item",
    "Kind",
    "Kinds",
    "Ledger",
    "NodeKey",
    "People",
    "Person",
    "Row",
    "Seal",
    "Verdict",
    "canonical",
    "digest",
    "instant",
    "read_checkpoint",
]
