"""Words of a text with their places in it, and phrases of a lexicon found among them.

Spans are ``[start, end)`` in code points of the untouched text. A word is compared by its folded form, and an Arabic
word also by the forms that are left when its conjunction, preposition and article are taken off: بالهدنة is found by
هدنة, and وقالت by قالت. Which of them is meant is for the lexicon to say: a form that no phrase holds does no harm.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from trucekeeper.vocabulary.text import fold

V = TypeVar("V")

MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
HIDDEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_NUMBER = r"\d{1,3}(?:[,،٬]\d{3})+(?:[.٫]\d+)?(?!\d)|\d+(?:[.٫]\d+)?"
_WORD = rf"[^\W_](?:[^\W_{MARKS}{HIDDEN}]|[{MARKS}{HIDDEN}]+(?=[^\W_])|[{MARKS}])*"
_BEFORE_DIGITS = r"[وفبلك]{1,2}(?=\d)"
_TOKEN = re.compile(rf"{_NUMBER}|{_BEFORE_DIGITS}|{_WORD}|[^\w\s{HIDDEN}{MARKS}]")
_ARABIC = re.compile("[\u0621-\u064a]")
FEWEST_LETTERS = 2
"""An Arabic word keeps at least so many letters when something is taken off it."""
FORMS_KEPT = 1 << 17


class Token(NamedTuple):
    """A word, number or mark: as written, where, and the forms under which a lexicon may hold it, its own first."""

    text: str
    start: int
    end: int
    forms: tuple[str, ...]

    @property
    def norm(self) -> str:
        """The folded form of the whole word."""
        return self.forms[0]

    @property
    def word(self) -> bool:
        """Whether it is a word or a number, not a mark."""
        return self.text[0].isalnum()


@lru_cache(FORMS_KEPT)
def forms(word: str) -> tuple[str, ...]:
    """Return the folded form of a word and what is left of an Arabic one without its proclitics, each once."""
    whole = fold(word)
    if not _ARABIC.search(whole):
        return (whole,)
    found = [whole]
    for strip in (("و", "ف"), ("ب", "ل", "ك", "س"), ("لل", "ال")):
        for form in tuple(found):
            for part in strip:
                rest = form.removeprefix(part)
                if rest != form and len(rest) >= FEWEST_LETTERS:
                    found.append(rest)
    return tuple(dict.fromkeys(found))


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]``; their spans are those in the whole *text*."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(match[0], match.start(), match.end(), forms(match[0])) for match in found]


class Found(NamedTuple, Generic[V]):
    """A phrase of a lexicon among tokens: ``tokens[first:last]``, and what the lexicon says of it."""

    first: int
    last: int
    value: V


class Phrases(Generic[V]):
    """Phrases of one or more words, found among tokens; of several that begin at one token the longest counts."""

    def __init__(self, of: Mapping[str, V] | Iterable[tuple[str, V]]) -> None:
        """Take phrases as they are written, with what each stands for; a later one of the same form counts."""
        self._of: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        kept: dict[tuple[str, ...], V] = {}
        for phrase, value in of.items() if isinstance(of, Mapping) else of:
            words = tuple(token.norm for token in tokenise(phrase))
            if words:
                kept[words] = value
        for words, value in kept.items():
            self._of.setdefault(words[0], []).append((words, value))
        for entries in self._of.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @property
    def firsts(self) -> frozenset[str]:
        """The first words of the phrases, folded."""
        return frozenset(self._of)

    def at(self, tokens: Sequence[Token], first: int) -> Found[V] | None:
        """Return the longest phrase that begins at ``tokens[first]``; a word's own form goes before a shorter one."""
        best: Found[V] | None = None
        for form in tokens[first].forms:
            for words, value in self._of.get(form, ()):
                last = first + len(words)
                if best is not None and last <= best.last:
                    break
                if last <= len(tokens) and all(
                    word in token.forms for word, token in zip(words[1:], tokens[first + 1 : last], strict=True)
                ):
                    best = Found(first, last, value)
                    break
        return best

    def find(self, tokens: Sequence[Token]) -> Iterator[Found[V]]:
        """Yield the phrases among *tokens* from left to right, none overlapping another."""
        index, firsts = 0, self._of
        while index < len(tokens):
            found = None
            for form in tokens[index].forms:
                if form in firsts:
                    found = self.at(tokens, index)
                    break
            if found is None:
                index += 1
            else:
                yield found
                index = found.last
