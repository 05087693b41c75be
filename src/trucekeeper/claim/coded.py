"""A text as it comes to the coder, and what the coder makes of it."""

from collections.abc import Callable
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from pydantic import Field

from trucekeeper.claim.claim import Claim
from trucekeeper.claim.times import YEARS
from trucekeeper.claim.told import Prose
from trucekeeper.report.language import language
from trucekeeper.vocabulary.clock import parse_instant
from trucekeeper.vocabulary.text import LANGS, Frozen, Lang

LONGEST_CODED = 1_000_000
"""Characters of one text; a longer one is to be split."""


class Text(Frozen):
    """A text to be coded; what is not stated is found (``lang``) or stays open.

    ``published`` is RFC 3339, or a bare day, which counts as its start.
    """

    id: str = Field(min_length=1)
    text: str
    lang: str | None = None
    published: str | None = None
    source: str | None = None
    carrier: str | None = None


class Coded(Frozen):
    """The claims of a text; ``uncoded`` says why there are none where it could not be read."""

    id: str
    lang: str
    coder: str
    claims: tuple[Claim, ...]
    uncoded: str | None = None


RULES = "rules 1"
"""The name of the coder that needs no model of anybody's."""


def code_text(read: Callable[[Prose], Coded], text: Text, zone: ZoneInfo) -> Coded:
    """Return the claims of *text*, as *read* finds them, or why it cannot be read.

    Raises:
        ValueError: ``published`` is no time.
    """
    lang = text.lang or language(text.text)
    published: datetime | None = parse_instant(text.published, zone) if text.published else None
    if published and published.year not in YEARS:
        raise ValueError(f"{text.published!r}: no news of that year; write a day of {YEARS[0]} to {YEARS[-1]}")
    why = _why_not(text.text, lang)
    if why:
        return Coded(id=text.id, lang=lang, coder=RULES, claims=(), uncoded=why)
    return read(Prose(text.id, text.text, cast(Lang, lang), published, text.source, text.carrier))


def _why_not(text: str, lang: str) -> str | None:
    if lang not in LANGS:
        return "no letters" if lang == "und" else f"language {lang}: only ar and en are coded; enter a translation"
    if len(text) > LONGEST_CODED:
        return f"{len(text):,} characters, more than {LONGEST_CODED:,}; split it"
    return None
