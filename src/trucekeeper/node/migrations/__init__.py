"""The history of the node's tables."""
