"""The node that this process serves."""

from functools import cache

from trucekeeper.node.node import Node, find_node


@cache
def opened_node() -> Node:
    """Return the node of ``$TRUCEKEEPER_NODE``, opened once; each thread has its own connection to the database."""
    return Node.open(find_node(None))
