"""A request with a bound on its time and its answer, and on where it may go.

An address that a name resolves to is checked when it is connected to, and the connection is made to that very address:
a name that resolves to another one a moment later leads nowhere else. Redirects are not followed.
"""

import ipaddress
import socket
import ssl
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import certifi
import httpcore

from trucekeeper import __version__
from trucekeeper.errors import BadInput, NoAnswer

TIMEOUT_SECONDS = 20.0
LARGEST_ANSWER_BYTES = 10_000_000
RETRIES = 2
"""Further attempts to connect; what was sent is never sent twice."""


class Response(NamedTuple):
    """An answer: its status, its content type and its bytes."""

    status: int
    content_type: str
    body: bytes


class _Guarded(httpcore.SyncBackend):
    """Connects to addresses of the public network alone, unless private ones are allowed."""

    def __init__(self, *, private: bool) -> None:
        super().__init__()
        self._private = private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        address = str(found[0][4][0])
        if not self._private and not ipaddress.ip_address(address).is_global:
            raise BadInput(f"{host} is at {address}, an address of a private network; it is not asked")
        return super().connect_tcp(address, port, timeout, local_address, socket_options)


def post(
    url: str,
    data: bytes,
    *,
    content_type: str,
    accept: str = "*/*",
    private: bool = False,
    largest: int = LARGEST_ANSWER_BYTES,
) -> Response:
    """Send *data* to *url* and return the answer.

    Args:
        url: http or https.
        data: the body.
        content_type: of the body.
        accept: the content types that are understood.
        private: whether addresses of private networks, this computer's among them, may be asked.
        largest: bytes of the answer at most.

    Raises:
        BadInput: *url* is none, or leads to a private network.
        NoAnswer: nobody answers, or with an error, or with too much.
    """
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise BadInput(f"{url!r} is no http or https address")
    headers = [
        ("User-Agent", f"trucekeeper/{__version__}"),
        ("Content-Type", content_type),
        ("Accept", accept),
    ]
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT_SECONDS)
    context = ssl.create_default_context(cafile=certifi.where())
    backend = _Guarded(private=private)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=context, network_backend=backend, retries=RETRIES) as pool,
            pool.stream("POST", url, headers=headers, content=data, extensions={"timeout": timeout}) as answer,
        ):
            body = _read(answer, url, largest)
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
        raise NoAnswer(f"{url}: {str(error) or type(error).__name__}") from None
    given = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
    if answer.status != 200:
        raise NoAnswer(f"{url}: answered with status {answer.status}")
    return Response(answer.status, given.get(b"content-type", "").split(";")[0].strip(), body)


def _read(answer: httpcore.Response, url: str, largest: int) -> bytes:
    parts, size = [], 0
    for part in answer.iter_stream():
        size += len(part)
        if size > largest:
            raise NoAnswer(f"{url}: the answer is larger than {largest} bytes")
        parts.append(part)
    return b"".join(parts)
