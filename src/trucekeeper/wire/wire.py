"""A request with a bound on its time and its answer, and on where it may go.

An address that a name resolves to is checked when it is connected to, and the connection is made to that very address:
a name that resolves to another one a moment later leads nowhere else. A redirect is followed by a new request, under
the same bounds and the same check.
"""

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import certifi
import httpcore

from trucekeeper import __version__
from trucekeeper.errors import BadInput, NoAnswer

TIMEOUT_SECONDS = 20.0
"""For each step: to connect, to send, until the next bytes come."""
LONGEST_ANSWER_SECONDS = 120.0
"""For the whole answer, however often bytes come."""
LARGEST_ANSWER_BYTES = 10_000_000
RETRIES = 2
"""Further attempts to connect; what was sent is never sent twice."""
REDIRECTS = 5
REDIRECTING = (301, 302, 303, 307, 308)
AGENT = f"trucekeeper/{__version__}"

Header = tuple[str, str]


class Response(NamedTuple):
    """An answer: its status, its content type without parameters, its bytes, its headers, and whence it came."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[Header, ...] = ()
    url: str = ""

    def header(self, name: str) -> str | None:
        """Return the value of a header, or None where the answer has none of that name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


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
    headers: Mapping[str, str] | None = None,
    private: bool = False,
    largest: int = LARGEST_ANSWER_BYTES,
) -> Response:
    """Send *data* to *url* and return the answer.

    Args:
        url: http or https.
        data: the body.
        content_type: of the body.
        accept: the content types that are understood.
        headers: further ones.
        private: whether addresses of private networks, this computer's among them, may be asked.
        largest: bytes of the answer at most.

    Raises:
        BadInput: *url* is none, or leads to a private network.
        NoAnswer: nobody answers, or with an error, or with too much.
    """
    sent = [("Content-Type", content_type), ("Accept", accept), *(headers or {}).items()]
    answer = _ask("POST", url, sent, data, private=private, largest=largest)
    if answer.status != 200:
        raise NoAnswer(f"{url}: answered with status {answer.status}")
    return answer


def get(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    private: bool = False,
    largest: int = LARGEST_ANSWER_BYTES,
) -> Response:
    """Return what stands at *url*, whatever its status, after at most ``REDIRECTS`` redirects.

    Raises:
        BadInput: *url* is none, or it or a redirect leads to a private network.
        NoAnswer: nobody answers, or with too much, or with redirects without end.
    """
    given = [*(headers or {}).items()]
    at = url
    for _ in range(REDIRECTS + 1):
        answer = _ask("GET", at, given, None, private=private, largest=largest)
        to = answer.header("location")
        if answer.status not in REDIRECTING or to is None:
            return answer
        at = urljoin(at, to)
    raise NoAnswer(f"{url}: redirects more than {REDIRECTS} times")


def _ask(
    method: str, url: str, headers: Sequence[Header], data: bytes | None, *, private: bool, largest: int
) -> Response:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        known = False
    if not known:
        raise BadInput(f"{url!r} is no http or https address")
    sent = [("User-Agent", AGENT), ("Accept-Encoding", "gzip, identity"), *headers]
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT_SECONDS)
    context = ssl.create_default_context(cafile=certifi.where())
    backend = _Guarded(private=private)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=context, network_backend=backend, retries=RETRIES) as pool,
            pool.stream(method, url, headers=sent, content=data, extensions={"timeout": timeout}) as answer,
        ):
            given = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers)
            packed = any(name.lower() == "content-encoding" and "gzip" in value.lower() for name, value in given)
            body = _read(answer, url, largest, packed=packed)
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
        raise NoAnswer(f"{url}: {str(error) or type(error).__name__}") from None
    except httpcore.UnsupportedProtocol as error:
        raise BadInput(f"{url!r}: {error}") from None
    content_type = next((value for name, value in given if name.lower() == "content-type"), "")
    return Response(answer.status, content_type.split(";")[0].strip().lower(), body, given, url)


def _read(answer: httpcore.Response, url: str, largest: int, *, packed: bool) -> bytes:
    """Return the bytes of an answer, unpacked; neither they nor what they unpack to may be too many."""
    parts, size = list[bytes](), 0
    unpacker = zlib.decompressobj(wbits=31) if packed else None
    until = time.monotonic() + LONGEST_ANSWER_SECONDS
    for part in answer.iter_stream():
        try:
            plain = unpacker.decompress(part, largest - size + 1) if unpacker else part
        except zlib.error as error:
            raise NoAnswer(f"{url}: the answer is not packed as it says: {error}") from None
        size += len(plain)
        if size > largest:
            raise NoAnswer(f"{url}: the answer is larger than {largest} bytes")
        if time.monotonic() > until:
            raise NoAnswer(f"{url}: the answer takes longer than {LONGEST_ANSWER_SECONDS:.0f} seconds")
        parts.append(plain)
    return b"".join(parts)
