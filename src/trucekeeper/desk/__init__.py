"""Side tracks: mediation, force, recovery, positions. Here so far: the kinds of entry that they make."""

from trucekeeper.desk.entries import KINDS

__all__ = ["KINDS"]
