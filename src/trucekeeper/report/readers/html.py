"""A web page: its article, without navigation, scripts or advertisement."""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import lxml.html
import trafilatura
from lxml.etree import ParserError

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import LARGEST_TEXT, Incoming
from trucekeeper.report.readers.reader import Asked, Found, Head, Reader, decoded, read_whole
from trucekeeper.vocabulary.clock import parse_day

UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "svg")


def fits(head: Head) -> bool:
    """Tell whether it is HTML."""
    start = head.text[:2000].lower()
    return start.startswith(("<!doctype html", "<html")) or ("<html" in start and "</" in head.text.lower())


def read(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the article of a page that was saved."""
    page = decoded(read_whole(path))
    found = article(page, asked)
    if found is None:
        yield Fault(path, 1, "the page holds no text; its article may come by a script, which is not run")
        return
    yield found


def article(page: str, asked: Asked, *, url: str | None = None) -> Incoming | None:
    """Return the article of a page; None where the page holds no text.

    A page that shows more than one report may hold is returned as it reads: which of it is the article would take long
    to find, and the whole is not taken in anyway.
    """
    if len(page) > LARGEST_TEXT and len(whole := plain(page)) > LARGEST_TEXT:
        return Incoming(text=whole, key=url, url=url, kind="article")
    made: Any = trafilatura.bare_extraction(page, url=url, with_metadata=True, include_comments=False)
    text = (made.text if made else None) or plain(page)
    if not text.strip():
        return None
    address = url or (made.url if made else None)
    return Incoming(
        text=text,
        key=address,
        title=made.title if made else None,
        carrier=made.hostname if made else None,
        url=address,
        published=_published(made.date if made else None, asked),
        kind="article",
    )


def _published(day: str | None, asked: Asked) -> datetime | None:
    try:
        return datetime.combine(parse_day(day)[0], time(), asked.zone) if day else None
    except ValueError:
        return None


def plain(page: str) -> str:
    """Return what a reader would see of a piece of HTML, a line a block."""
    try:
        root: Any = lxml.html.document_fromstring(f"<div>{page}</div>" if "<html" not in page.lower() else page)
    except (ParserError, ValueError):
        return ""
    for element in [*root.iter(*UNSEEN)]:
        element.drop_tree()
    for element in root.iter("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in str(root.text_content()).splitlines())
    return "\n".join(line for line in lines if line)


READER = Reader("html", fits, read)
