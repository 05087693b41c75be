"""Numbers as people write them in Arabic and English, and counts that stay a range where the source gave a range.

Separators: ``4,120``, ``4،120``, ``٤٬١٢٠`` and ``٤،١٢٠`` are 4120; ``٫`` and ``.`` are decimal points; a comma that is
followed by a space makes a list.
"""

import re
from decimal import Decimal

from trucekeeper.vocabulary.text import Frozen, western_digits

_GROUPS = re.compile(r"^[+-]?\d{1,3}(?:[,،٬]\d{3})+(?:[.٫]\d+)?$")
_PLAIN = re.compile(r"^[+-]?\d+(?:[.٫]\d+)?$")
_LIST = re.compile(r"[,،]\s+|\s*[;؛]\s*")
_RANGE = re.compile(r"^(?P<low>\S+?)\s*(?:-|–|\bto\b|إلى)\s*(?P<high>\S+)$")


class Count(Frozen):
    """A count of persons or things: ``low`` to ``high``, either of them ``None`` where it was not stated."""

    low: int | None
    high: int | None

    @property
    def exact(self) -> bool:
        """Whether the source gave one number."""
        return self.low is not None and self.low == self.high


def parse_number(text: str) -> Decimal:
    """Return the number that *text* writes.

    Raises:
        ValueError: *text* is not one number; the message says what would be right.
    """
    cleaned = western_digits(text).strip().replace("\u00a0", "")
    if not (_GROUPS.match(cleaned) or _PLAIN.match(cleaned)):
        raise ValueError(f"{text!r} is not a number; write 4120, 4,120, 4،120 or ٤٬١٢٠, and a decimal as 3.5 or ٣٫٥")
    return Decimal(re.sub("[,،٬]", "", cleaned).replace("٫", "."))


def parse_count(text: str) -> int:
    """Return the whole, non-negative number that *text* writes.

    Raises:
        ValueError: *text* is not one whole number of zero or more.
    """
    number = parse_number(text)
    if number != number.to_integral_value() or number < 0:
        raise ValueError(f"{text!r} is not a whole number of zero or more")
    return int(number)


def parse_list(text: str) -> list[Decimal]:
    """Return the numbers of a list such as ``4, 120`` or ``٤، ١٢٠``; ``4,120`` is a list of one.

    Raises:
        ValueError: an item is not a number.
    """
    return [parse_number(item) for item in _LIST.split(text.strip()) if item]


def parse_toll(text: str) -> Count:
    """Return the range of a toll: ``104``, ``18-24``, ``20+`` (at least), ``up to 9``.

    Raises:
        ValueError: *text* is none of these, or its ends are the wrong way round.
    """
    text = text.strip()
    if text.endswith("+"):
        return Count(low=parse_count(text[:-1]), high=None)
    if text.startswith("up to "):
        return Count(low=None, high=parse_count(text[6:]))
    match = _RANGE.match(text)
    if not match:
        number = parse_count(text)
        return Count(low=number, high=number)
    low, high = parse_count(match["low"]), parse_count(match["high"])
    if low > high:
        raise ValueError(f"{text!r} runs from high to low; write {high}-{low}")
    return Count(low=low, high=high)
