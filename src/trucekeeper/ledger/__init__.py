"""What was said and decided, append-only: entries chained by their digests. Everything else is computed from it."""

from trucekeeper.ledger.entry import Entry, canonical, digest
from trucekeeper.ledger.store import Ledger

__all__ = ["Entry", "Ledger", "canonical", "digest"]
