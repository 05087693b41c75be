"""A message (.eml): its text and its attachments. Who sent it to whom stays in the kept file: they are persons."""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import Attachment, Incoming
from trucekeeper.report.readers.html import plain
from trucekeeper.report.readers.reader import Asked, Found, Head, Reader, read_whole

MEDIA_TYPE = "message/rfc822"
HEADERS = ("from:", "received:", "return-path:", "delivered-to:", "mime-version:", "message-id:", "date:", "subject:")
OF_MAIL = (
    "from:",
    "received:",
    "return-path:",
    "delivered-to:",
    "reply-to:",
    "sender:",
    "message-id:",
    "x-original-to:",
)
"""Headers that name who sent or received; a block of headers that holds one is a message, however short it is."""
FIRST = (*HEADERS, *OF_MAIL, "to:", "cc:", "dkim-signature:", "arc-seal:", "authentication-results:")
_HEADER = re.compile(r"[!-9;-~]+:|[ \t]")


def fits(head: Head) -> bool:
    """Tell whether it is a message: by its ending, or because it begins with headers.

    These are three of the usual ones, or a block of headers alone, with a blank line after it, one of which says who
    sent or received it.
    """
    if head.suffix == ".eml" and b"\0" not in head.data:
        return True
    block, blank, _ = head.text.replace("\r\n", "\n").replace("\r", "\n").lower().partition("\n\n")
    lines = block.splitlines()
    if lines and lines[0].startswith("from "):
        lines = lines[1:]
    if not lines or ":" not in lines[0]:
        return False
    if sum(any(line.startswith(h) for line in lines) for h in HEADERS) >= 3:
        return True
    alone = bool(blank) and lines[0].startswith(FIRST) and all(_HEADER.match(line) for line in lines)
    return alone and any(line.startswith(OF_MAIL) for line in lines)


def read(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the message."""
    data = read_whole(path)
    try:
        message = message_from_bytes(data, policy=default)
        text = _text(message)
        files = tuple(_files(message))
    except (MessageError, LookupError, ValueError, AttributeError, TypeError) as error:
        yield Fault(path, 1, f"the message cannot be read: {error}")
        return
    if not text:
        yield Fault(path, 1, "a message without text; kept with what is attached to it", severity="note")
    yield Incoming(
        text=text,
        key=str(message.get("message-id", "")).strip() or None,
        title=str(message.get("subject", "")).strip() or None,
        published=_sent(message),
        kind="email",
        attachments=(Attachment(path.name, MEDIA_TYPE, data), *files),
    )


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = str(body.get_content())
    return (plain(content) if body.get_content_subtype() == "html" else content).strip()


def _files(message: EmailMessage) -> Iterator[Attachment]:
    for number, part in enumerate(message.iter_attachments(), start=1):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield Attachment(part.get_filename() or f"attachment-{number}", part.get_content_type(), content)


def _sent(message: EmailMessage) -> datetime | None:
    try:
        sent = parsedate_to_datetime(str(message.get("date", "")))
    except ValueError:
        return None
    return sent if sent.tzinfo else None


READER = Reader("email", fits, read)
