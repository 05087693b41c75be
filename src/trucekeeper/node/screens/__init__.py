"""The screens: what a person sees of a node, in Arabic and English. The URL is the state."""

from trucekeeper.node.screens.frame import environment, protect

__all__ = ["environment", "protect"]
