"""Sentences of a text: where each begins and ends, and whether it lies inside a quotation that is still open.

A sentence ends at a full stop, question or exclamation mark before white space, or with its line; not after an
abbreviation, an initial or a number's point. A quotation that never closes ends with its paragraph.
"""

import re
from typing import NamedTuple

OPENING = "«“„"
CLOSING = "»”"
_END = re.compile(r"[.!?؟…۔]+[»”\"'’)\]]*(?=\s|$)|\n+|\r+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“\"])(?:[A-Za-z]|[أ-ي]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Rep|Sen|Gov|St|vs|No|Jan|Feb"
    r"|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|approx|Prof|د|أ\.د|ص\.ب)$"
)
LONGEST = 4_000
"""Characters of a sentence; a longer one is cut at a space, so that no text costs more than its length."""


class Sentence(NamedTuple):
    """A sentence as ``[start, end)`` of its text, the number of its paragraph, and whether a quotation is open."""

    start: int
    end: int
    paragraph: int
    quoted: bool


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of *text* in order; white space between them belongs to none."""
    found: list[Sentence] = []
    start, paragraph, quoted = 0, 0, False
    for match in _END.finditer(text):
        line = text[match.start()] in "\n\r"
        if not line and _is_abbreviation(text, start, match):
            continue
        end = match.start() if line else match.end()
        quoted = _add(found, text, start, end, paragraph, quoted)
        if line:
            paragraph, quoted = paragraph + 1, False
        start = match.end()
    _add(found, text, start, len(text), paragraph, quoted)
    return found


def _is_abbreviation(text: str, start: int, match: re.Match[str]) -> bool:
    return match[0] == "." and bool(_ABBREVIATION.search(text, max(start, match.start() - 8), match.start()))


def _add(found: list[Sentence], text: str, start: int, end: int, paragraph: int, quoted: bool) -> bool:
    """Add what stands between two ends, in parts where it is too long; return whether a quotation is open after it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end:
        stop = end
        if end - start > LONGEST:
            space = text.rfind(" ", start, start + LONGEST)
            stop = space if space > start else start + LONGEST
        found.append(Sentence(start, stop, paragraph, quoted))
        quoted = _open_after(text, start, stop, quoted)
        start = stop + 1 if stop < end and text[stop] == " " else stop
    return quoted


def _open_after(text: str, start: int, end: int, quoted: bool) -> bool:
    last_open = max(text.rfind(mark, start, end) for mark in OPENING)
    last_close = max(text.rfind(mark, start, end) for mark in CLOSING)
    straight = text.count('"', start, end)
    if last_open == last_close == -1:
        return quoted ^ bool(straight % 2)
    return last_open > last_close
