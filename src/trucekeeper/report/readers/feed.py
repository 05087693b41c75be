"""A feed: RSS or Atom, an item a report."""

from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import Incoming
from trucekeeper.report.readers.html import plain
from trucekeeper.report.readers.reader import Asked, Found, Head, Reader, read_whole
from trucekeeper.report.readers.xml import declares_entities

ROOTS = ("<rss", "<feed", "<rdf:rdf")


def fits(head: Head) -> bool:
    """Tell whether it is a feed."""
    start = head.text[:4000].lower()
    return any(root in start for root in ROOTS) and "<html" not in start


def read(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the items of a feed."""
    data = read_whole(path)
    if declares_entities(data):
        yield Fault(path, 1, "the feed declares entities, which are not read")
        return
    feed = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if feed.bozo and not feed.entries:
        yield Fault(path, 1, f"no feed: {feed.bozo_exception}")
        return
    if not feed.entries:
        yield Fault(path, 1, "the feed holds no item", severity="note")
    for number, entry in enumerate(feed.entries, start=1):
        yield from _item(path, number, entry, feed.feed)


def _item(path: Path, number: int, entry: Any, feed: Any) -> Iterator[Found]:
    bodies = [plain(str(part.get("value", ""))) for part in entry.get("content", [])]
    body = max([*bodies, plain(str(entry.get("summary", "")))], key=len)
    title = plain(str(entry.get("title", "")))
    text = "\n\n".join(part for part in (title, body if body != title else "") if part)
    if not text:
        yield Fault(path, number, "an item without title and text; left out")
        return
    link = str(entry.get("link", "")) or None
    yield Incoming(
        text=text,
        key=str(entry.get("id", "")) or link,
        title=title or None,
        carrier=plain(str(feed.get("title", ""))) or None,
        url=link if link and link.startswith(("http://", "https://")) else None,
        published=_published(entry),
        lang=str(feed.get("language", ""))[:2].lower() or None,
        kind="feed",
        line=number,
    )


def _published(entry: Any) -> datetime | None:
    given = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(given), UTC) if given else None
    except (ValueError, OverflowError):
        return None


READER = Reader("feed", fits, read)
