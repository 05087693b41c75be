"""7. What partners get, and what came from them. Here so far: the kinds of entry that exchange makes."""

from trucekeeper.exchange.entries import KINDS

__all__ = ["KINDS"]
