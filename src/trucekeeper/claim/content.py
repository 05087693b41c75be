"""The words of a text that tell it from others: what a claim keeps as hashes, to be found again in another account.

Copies share runs of words; another account of the same event shares names and the few words that are particular to it.
Words of grammar, of speech, of numbers and of time are left out, and other words lose their endings; a country's
adjective counts as its name. A name is told by its capital in English; Arabic writes none, so that no word is held for
one.
"""

from collections.abc import Iterator
from functools import cache

from trucekeeper.claim.capitals import is_name
from trucekeeper.claim.lexicon import countries, read_lexicon
from trucekeeper.claim.tokens import Phrases, tokenise
from trucekeeper.vocabulary.text import Lang

FEWEST_LETTERS = 3
FILES = {"en": ("speech", "times", "numbers", "grammar"), "ar": ("speech", "times", "numbers")}
"""Lists whose words tell one event from another least."""
ENDINGS = ("ings", "ing", "ers", "ed", "er", "es", "s", "e")


def content(text: str, lang: Lang) -> list[tuple[str, bool]]:
    """Return the telling words of *text*, folded, each once, names first, with whether each is a name."""
    found: dict[str, bool] = {}
    tokens = tokenise(text)
    taken = set[int]()
    for one in _countries(lang).find(tokens):
        if not tokens[one.first].text.islower():
            found[one.value] = True
            taken.update(range(one.first, one.last))
    for token in (token for index, token in enumerate(tokens) if index not in taken):
        word = token.forms[-1]
        if len(word) < FEWEST_LETTERS or not word[0].isalpha():
            continue
        name = lang == "en" and is_name(token)
        if name or word not in _left_out(lang):
            kept = word if name or lang == "ar" else _stem(word)
            found[kept] = found.get(kept, False) or name
    return sorted(found.items(), key=lambda one: not one[1])


def _stem(word: str) -> str:
    """Return an English word without the ending of a plural or a verb; crude, and the same for every account."""
    ending = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= FEWEST_LETTERS), "")
    return word.removesuffix(ending)


@cache
def _countries(lang: Lang) -> Phrases[str]:
    """Return the names and adjectives of countries, each with one word for its country: *X-ish* is *X*."""
    return Phrases((name, f"country {one.id}") for one in countries(lang) for name in (*one.names, *one.adjectives))


@cache
def _left_out(lang: Lang) -> frozenset[str]:
    words: set[str] = set()
    for name in FILES[lang]:
        for text in _strings(read_lexicon(lang, name)):
            words.update(token.forms[-1] for token in tokenise(text))
    return frozenset(words)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(str(key))
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
