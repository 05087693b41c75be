"""A claim without the words that it quotes, as a chain keeps it, and with them again, as long as the text is there.

What can be erased is never in the chain: a claim that a person typed or took over holds offsets into a text that lies
beside it, and neither the words nor the names that stand there.
"""

from collections.abc import Callable
from typing import Any

Document = dict[str, Any]


def without_words(claim: Document, *, speaks: str) -> Document:
    """Return a claim as JSON in which every quotation is an offset alone, and a place its id without degrees.

    The signature, which is drawn from the words, goes too.

    Args:
        claim: as ``Claim.model_dump(mode="json")`` gives it.
        speaks: what stands for the source where its name is that of the text: an id of the case, or of the report.
    """
    made = _each(claim, lambda span: None)
    return {**made, "place": {**made["place"], "lat": None, "lon": None}, "source": speaks, "signature": []}


def with_words(claim: Document, text: str | None) -> Document:
    """Return a claim as JSON with its quotations from *text*; without them where it was erased."""
    made = _each(claim, lambda span: text[slice(*span)] if text is not None else None)
    return {**made, "source": made["speaker"]["text"] or made["source"]}


def _each(value: Any, words: Callable[[list[int]], str | None]) -> Any:
    if isinstance(value, dict):
        made = {key: _each(one, words) for key, one in value.items()}
        return {**made, "text": words(made["span"])} if made.get("span") and "text" in made else made
    return [_each(one, words) for one in value] if isinstance(value, list) else value
