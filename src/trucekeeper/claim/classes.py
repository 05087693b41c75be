"""Words of which a model may see the class only: nations, peoples and armed groups are never told from one another.

So no model can learn which party attacks and which is attacked; and a party that no training text named is treated
like those that were.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from trucekeeper.claim.crf import KNOWLEDGE
from trucekeeper.claim.tokens import Phrases, Token, tokenise
from trucekeeper.vocabulary.text import fold

ENDINGS = ("ي", "يه", "يون", "يين", "يان", "يتان", "يتين", "يات", "يا")
COUNTRY, PEOPLE, GROUP = "COUNTRY", "PEOPLE", "GROUP"


@cache
def lexicon(lang: str, name: str) -> Any:
    """Return what ``knowledge/lexicons/LANG/NAME.yaml`` holds."""
    text = (KNOWLEDGE / "lexicons" / lang / f"{name}.yaml").read_text(encoding="utf-8")
    return YAML(typ="safe").load(text)


@cache
def countries() -> tuple[str, ...]:
    """Return the Arabic names of countries and regions, as they are written."""
    return tuple(name for names, _ in lexicon("ar", "nations") for name in names)


@cache
def peoples() -> frozenset[str]:
    """Return the folded forms of Arabic adjectives of nations, without the article."""
    return frozenset(
        fold(stem) + ending for _, stems in lexicon("ar", "nations") for stem in stems for ending in ENDINGS
    )


@cache
def named() -> frozenset[str]:
    """Return the folded words, without the article, of which names of countries, peoples and groups are made."""
    words = (token.norm for name in (*countries(), *lexicon("ar", "groups")) for token in tokenise(name))
    return peoples() | {word.removeprefix("ال") for word in words}


@cache
def _names() -> Phrases[str]:
    groups = [(name, GROUP) for name in lexicon("ar", "groups")]
    return Phrases([(name, COUNTRY) for name in countries()] + groups)


def classes(tokens: Sequence[Token]) -> list[str | None]:
    """Return for each Arabic token the class by which it is masked, ``None`` where it stands for itself."""
    found: list[str | None] = [PEOPLE if any(form in peoples() for form in token.forms) else None for token in tokens]
    for phrase in _names().find(tokens):
        found[phrase.first : phrase.last] = [phrase.value] * (phrase.last - phrase.first)
    return found
