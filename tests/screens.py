"""The screens of a node as a person sees them who has signed in."""

import pytest
from django.test import Client

from trucekeeper.node.node import Node
from trucekeeper.node.opened import opened_node

PASSWORD = "a long enough passphrase"


def client_of(node: Node, patch: pytest.MonkeyPatch) -> Client:
    """Return a browser on the node's screens, signed in as nobody."""
    patch.setenv("TRUCEKEEPER_NODE", str(node.folder))
    opened_node.cache_clear()
    opened_node()
    return Client(SERVER_NAME="localhost")


def as_person(client: Client, name: str) -> Client:
    assert client.login(username=name, password=PASSWORD)
    return client
