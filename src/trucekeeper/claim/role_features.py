"""What the role tagger sees of each token: never which nation or group it names, only that it names one.

Besides its neighbours it sees how far away the nearest word of an act stands and on which side: who follows مقتل
undergoes, who follows قصفت acts.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import pycrfsuite

from trucekeeper.claim.classes import classes, lexicon, named
from trucekeeper.claim.name_features import clusters
from trucekeeper.claim.names import Name
from trucekeeper.claim.tokens import FORMS_KEPT, Token
from trucekeeper.vocabulary.text import fold

EDGE = "<>"
NEAR = 6
"""Farther than so many tokens from a word of an act is far."""
NUMBER = "NUMBER"
KINDS = ("act", "undergone", "happens", "protest", "against", "by", "saying")


@cache
def kinds() -> dict[str, frozenset[str]]:
    """Return for each folded word the kinds of words it may be, by ``lexicons/ar/roles.yaml``."""
    found: dict[str, set[str]] = {}
    for kind, words in lexicon("ar", "roles").items():
        for word in words:
            found.setdefault(fold(word), set()).add(kind)
    return {word: frozenset(of) for word, of in found.items()}


def kinds_of(token: Token) -> frozenset[str]:
    """Return the kinds of words that a token may be, by its longest form that the lexicon has."""
    return kinds().get(next((form for form in token.forms if form in kinds()), ""), frozenset())


class _Word(NamedTuple):
    stem: str
    kinds: str
    cluster: str
    own: tuple[str, ...]


@lru_cache(FORMS_KEPT)
def _word(text: str, forms: tuple[str, ...], mask: str | None, name: str) -> _Word:
    known = named() if mask else kinds()
    form = next((form for form in forms if form in known), forms[-1])
    of = [] if mask else sorted(kinds().get(form, ()))
    if mask is None and text[0].isdigit():
        mask = NUMBER
    stem = mask or (name if name and not of else form)
    cluster = "-" if mask else next((clusters("ar")[f] for f in forms if f in clusters("ar")), "-")
    before = forms[0][: len(forms[0]) - len(form if mask else forms[-1])]
    own = [f"s={stem}", f"k={cluster}", f"n={name}", f"b={before}", f"m={mask}", *(f"q={kind}" for kind in of)]
    if stem is form:
        own += [f"p2={form[:2]}", f"p1={form[:1]}", f"e2={form[-2:]}", f"e1={form[-1:]}"]
    return _Word(stem, "".join(kind[0] + kind[-1] for kind in of) or mask or name or "-", cluster, tuple(own))


def _sides(words: Sequence[frozenset[str]], kind: str) -> list[str]:
    """Return for each token how far before and after it the nearest word of a *kind* stands."""
    n = len(words)
    if not any(kind in word for word in words):
        return [f"{kind}{NEAR + 1}"] * n
    before, after = [NEAR + 1] * n, [NEAR + 1] * n
    for index in range(n):
        before[index] = 0 if kind in words[index] else min(before[index - 1] + 1, NEAR + 1) if index else NEAR + 1
    for index in reversed(range(n)):
        after[index] = 0 if kind in words[index] else min(after[index + 1] + 1, NEAR + 1) if index + 1 < n else NEAR + 1
    return [f"{kind}{b if b <= a else -a}" for b, a in zip(before, after, strict=True)]


@lru_cache(maxsize=2)
def items(tokens: tuple[Token, ...], names: tuple[Name, ...]) -> pycrfsuite.ItemSequence:
    """Return the features of one Arabic sentence as a model takes them; the last are kept, since two models ask."""
    return pycrfsuite.ItemSequence(features(tokens, names))


def features(tokens: Sequence[Token], names: Sequence[Name]) -> Iterator[list[str]]:
    """Yield the features of each token of one Arabic sentence, given the *names* in it."""
    kind_of_name = [""] * len(tokens)
    for name in names:
        kind_of_name[name.first : name.last] = [name.kind] * (name.last - name.first)
    masks = classes(tokens)
    words = [_word(t.text, t.forms, m, "" if m else n) for t, m, n in zip(tokens, masks, kind_of_name, strict=True)]
    sets = [frozenset() if m else kinds_of(t) for t, m in zip(tokens, masks, strict=True)]
    sides = [_sides(sets, kind) for kind in KINDS]
    pad = _Word(EDGE, EDGE, EDGE, ())
    around = [pad, pad, *words, pad, pad]
    for at, word in enumerate(words, 2):
        one, two, back, far = around[at - 1], around[at + 1], around[at - 2], around[at + 2]
        near = [side[at - 2] for side in sides]
        yield [
            *word.own,
            f"s-={one.stem}",
            f"s+={two.stem}",
            f"s--={back.stem}",
            f"s++={far.stem}",
            f"q-={one.kinds}",
            f"q+={two.kinds}",
            f"q--={back.kinds}",
            f"q++={far.kinds}",
            f"k-={one.cluster}",
            f"k+={two.cluster}",
            f"qq={one.kinds},{word.kinds}",
            f"qr={word.kinds},{two.kinds}",
            *near,
            *(f"{side}/{word.kinds}" for side in near[:4]),
            f"at={min((at - 2) // 4, 6)}",
        ]
