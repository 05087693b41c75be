"""Harm as a person types it in one cell: ``killed=2`` or ``injured=3-5``."""

from typing import Any

from trucekeeper.errors import BadInput


def read_harm(text: str) -> dict[str, Any]:
    """Return harm of one event as a claim holds it.

    Raises:
        BadInput: it is of another form, or its ends are the wrong way round.
    """
    kind, _, number = text.strip().partition("=")
    low, _, high = (part.strip() for part in number.partition("-"))
    if not low.isdecimal() or (high and not high.isdecimal()) or (high and int(high) < int(low)):
        raise BadInput(f"{text.strip()!r} is no harm; write KIND=LOW or KIND=LOW-HIGH, as killed=2 or injured=3-5")
    return {"kind": kind.strip(), "low": int(low), "high": int(high or low), "scope": "event"}
