"""The export of a Telegram channel (result.json of Telegram Desktop): a message a report.

Only of channels: the export of a chat or group holds the names and words of private persons and is refused.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import Incoming
from trucekeeper.report.readers.json_lines import loaded
from trucekeeper.report.readers.reader import Asked, Found, Head, Reader, read_whole

CHANNELS = ("public_channel", "private_channel")


def fits(head: Head) -> bool:
    """Tell whether it is an export of one chat or channel."""
    start = head.text[:3000]
    return start.startswith("{") and '"messages"' in start and '"type"' in start


def read(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the messages of a channel that hold text."""
    export = loaded(read_whole(path))
    if not isinstance(export, Mapping) or not isinstance(export.get("messages"), list):
        yield Fault(path, 1, "no list of messages; export one channel as JSON")
        return
    if export.get("type") not in CHANNELS:
        yield Fault(
            path, 1, f"the export of a {export.get('type')}, which holds private persons; only a channel is read"
        )
        return
    for number, message in enumerate(export["messages"], start=1):
        if isinstance(message, Mapping) and message.get("type") == "message":
            yield _report(path, number, message, export)


def _report(path: Path, number: int, message: Mapping[str, Any], export: Mapping[str, Any]) -> Found:
    text = _text(message.get("text"))
    if not text.strip():
        what = next((kind for kind in ("photo", "file", "poll") if kind in message), "nothing")
        return Fault(path, number, f"message {message.get('id')}: no text ({what}); left out", severity="note")
    forwarded = message.get("forwarded_from")
    return Incoming(
        text=text,
        key=f"telegram:{export.get('id')}:{message.get('id')}",
        source=str(forwarded) if forwarded else str(export.get("name") or "") or None,
        carrier=f"Telegram: {export.get('name')}",
        published=_sent(message),
        kind="feed",
        line=number,
    )


def _text(given: object) -> str:
    """Return the text of a message, which is a text, or a list of texts and of links and names with theirs."""
    if isinstance(given, str):
        return given
    parts = given if isinstance(given, list) else []
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in parts)


def _sent(message: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(message["date_unixtime"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None


READER = Reader("telegram", fits, read)
