"""What the writing of an Arabic word says of it: a passive by its vowel, and whether و at its head is *and*."""

import re
from functools import cache

from trucekeeper.claim.harm_lexicon import folded, harm_words, number_words
from trucekeeper.claim.tokens import Token

_AND = "و"
_PASSIVE = re.compile("^[وف]?\u064e?[^\\W\\d_]\u064f")
"""A first letter with ḍamma, و or ف before it left out: قُتل, يُقتل, واحتُجز is none."""


@cache
def _own() -> frozenset[str]:
    """Return the words for persons and numbers whose first letter is و."""
    persons = harm_words("ar").persons
    words = [word for person in persons for word in (*person.one, *person.two, *person.many)]
    return frozenset(word for word in folded([*words, *number_words("ar").words]) if word.startswith(_AND))


def joined(token: Token) -> bool:
    """Return whether a word begins with و that joins it to what stands before: وجندي, but not واحدة or وزير."""
    return token.norm.startswith(_AND) and token.norm not in _own()


def passive(token: Token) -> bool:
    """Return whether a verb is written as a passive, by ḍamma on its first letter: قُتلوا, not قتلوا."""
    return _PASSIVE.match(token.text) is not None
