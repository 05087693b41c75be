"""What is compared of two statements: their words in order and out of it, numbers, negations and contraries."""

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from trucekeeper.claim.classes import classes, lexicon
from trucekeeper.claim.name_features import clusters
from trucekeeper.claim.tokens import Token, tokenise
from trucekeeper.vocabulary.text import fold, western_digits

NEGATIONS = frozenset(
    "لا لم لن ليس ليست غير دون بدون عدم بلا ينفي تنفي نفي نفت يكذب ترفض يرفض رفض not no never denies denied".split()
)
NAMES = tuple(
    "bias jaccard contained contained_least ratio sorted partial length longer same_first same_last number_differs "
    "number_same number_one_side negation_differs negation_both contrary named_differs left_out swapped swapped_alike "
    "swapped_cluster order".split()
)


@cache
def _contraries() -> tuple[tuple[str, str], ...]:
    return tuple((fold(a), fold(b)) for a, b in lexicon("ar", "opposites"))


def _stems(tokens: Sequence[Token]) -> list[str]:
    return [token.forms[-1] for token in tokens if token.word]


def _begins(words: Sequence[Token], stem: str) -> bool:
    return any(form.startswith(stem) for token in words for form in token.forms)


def pair_features(first: str, second: str) -> list[float]:
    """Return the features of two statements in the order of ``NAMES``; the order of the two makes no difference."""
    one, two = tokenise(first), tokenise(second)
    a, b = _stems(one), _stems(two)
    left, right = set(a), set(b)
    both, only_a, only_b = left & right, left - right, right - left
    text_a, text_b = " ".join(a), " ".join(b)
    numbers = [set(re.findall(r"\d+", western_digits(text))) for text in (first, second)]
    negated = [bool(NEGATIONS & words) for words in (left, right)]
    named = [{t.norm for t, mask in zip(x, classes(x), strict=True) if mask} for x in (one, two)]
    contrary = any(
        (_begins(one, x) and _begins(two, y)) or (_begins(one, y) and _begins(two, x)) for x, y in _contraries()
    )
    group = clusters("ar")
    shared = {group.get(word) for word in only_a} & {group.get(word) for word in only_b} - {None}
    alike = max((fuzz.ratio(x, y) for x in only_a for y in only_b), default=0) / 100
    least, most = sorted((len(left) or 1, len(right) or 1))
    return [
        1.0,
        len(both) / (len(left | right) or 1),
        len(both) / most,
        len(both) / least,
        fuzz.ratio(text_a, text_b) / 100,
        fuzz.token_sort_ratio(text_a, text_b) / 100,
        fuzz.partial_ratio(text_a, text_b) / 100,
        min(len(left), len(right)) / 10,
        least / most,
        float(a[:1] == b[:1]),
        float(a[-1:] == b[-1:]),
        float(bool(numbers[0] and numbers[1] and numbers[0] != numbers[1])),
        float(bool(numbers[0] and numbers[0] == numbers[1])),
        float(bool(numbers[0]) != bool(numbers[1])),
        float(negated[0] != negated[1]),
        float(negated[0] and negated[1]),
        float(contrary),
        float(bool(named[0] - named[1]) and bool(named[1] - named[0])),
        float(not only_a or not only_b),
        float(len(only_a) == 1 and len(only_b) == 1),
        alike,
        float(bool(shared)),
        _in_order(a, b, both),
    ]


def _in_order(a: Sequence[str], b: Sequence[str], both: set[str]) -> float:
    """Return whether the shared words stand in one order in both statements, from 0 to 1."""
    return fuzz.ratio([word for word in a if word in both], [word for word in b if word in both]) / 100
