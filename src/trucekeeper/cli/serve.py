"""``trucekeeper serve``: the operations room on localhost, with the worker beside it."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from granian.constants import Interfaces
from granian.server import Server

from trucekeeper.cli.node import NodeOption
from trucekeeper.errors import BadInput
from trucekeeper.node.node import Node, find_node

ADDRESS = "127.0.0.1"
APPLICATION = "trucekeeper.node.wsgi:application"


def serve(
    node: NodeOption = None,
    port: Annotated[int, typer.Option(help="The port.")] = 8000,
    address: Annotated[
        str, typer.Option(help="The address to listen on; localhost unless you say otherwise.")
    ] = ADDRESS,
    worker: Annotated[bool, typer.Option(help="Run the worker beside it.")] = True,
) -> None:
    """Show the node's screens until interrupted."""
    folder = find_node(node)
    Node.open(folder).close()
    show(folder, address=address, port=port, worker=worker)


def show(folder: Path, *, address: str = ADDRESS, port: int = 8000, worker: bool = True) -> None:
    """Serve the node in *folder* until interrupted.

    Raises:
        BadInput: the port is taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise BadInput(f"port {port} on {address}: {error.strerror}; name another with --port") from None
    os.environ["TRUCEKEEPER_NODE"] = str(folder.resolve())
    beside = _worker() if worker else None
    typer.echo(f"http://{address}:{port}/ar/ and /en/; Ctrl+C ends")
    try:
        Server(APPLICATION, address=address, port=port, interface=Interfaces.WSGI, log_access=False).serve()
    finally:
        if beside:
            beside.terminate()
            beside.wait()


def _worker() -> subprocess.Popen[bytes]:
    command = "from trucekeeper.cli import main; main()"
    return subprocess.Popen([sys.executable, "-c", command, "worker"])  # noqa: S603
