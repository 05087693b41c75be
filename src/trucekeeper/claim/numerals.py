"""Numerals: what a run of digits and number words is worth, in Arabic and English.

Arabic joins by و (خمسة وعشرون is 25, ألف ومئتان 1200) and multiplies by what follows (ثلاثة آلاف, 11 ألفا); English
joins by a hyphen, a space or, after a hundred, *and*.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from trucekeeper.claim.harm_lexicon import number_words
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.vocabulary.quantity import parse_number
from trucekeeper.vocabulary.text import Lang, fold

_DIGITS = re.compile(r"^(?P<before>[وف]?[بلك]?(?:ال)?)(?P<number>\d[\d,،٬]*(?:[.٫]\d+)?)$")
_HUNDRED, _THOUSAND = 100, 1000
_LONGEST = 9
"""Characters of the longest run of digits that counts people; a longer one is a telephone or an account."""
_AND = "و"
_ONE = frozenset(("واحد", "واحده"))
_TEN = frozenset(("عشر", "عشره"))
_HAMZA = re.compile("[أإ]")


class Numeral(NamedTuple):
    """The numeral of ``tokens[first:last]``; ``article`` where it is written with ال, ``vague`` where it names none."""

    first: int
    last: int
    value: Decimal
    digits: bool
    article: bool = False
    vague: bool = False


class _Reader:
    """Reads numerals of one language."""

    def __init__(self, lang: Lang) -> None:
        words = number_words(lang)
        self._arabic = lang == "ar"
        self._words: Phrases[int] = Phrases(words.words)
        self._vague: Phrases[int] = Phrases(words.vague)
        self._times = {fold(word): value for word, value in words.multipliers.items()}
        self._and = {fold(word) for word in words.and_}
        self._never = {fold(word) for word in words.not_numbers}
        firsts = (fold(phrase).split()[0] for phrase in (*words.words, *words.vague))
        self._firsts = frozenset(firsts)

    def at(self, tokens: Sequence[Token], at: int, *, join: bool = True) -> Numeral | None:
        vague = self._vague.at(tokens, at) if self._may_begin(tokens[at]) else None
        found = self._part(tokens, at)
        if vague is not None and (found is None or vague.last > found.last):
            return Numeral(at, vague.last, Decimal(vague.value), False, vague=True)
        return None if found is None else self._grown(tokens, found, join=join)

    def _may_begin(self, token: Token) -> bool:
        return not self._firsts.isdisjoint(token.forms)

    def _part(self, tokens: Sequence[Token], at: int) -> Numeral | None:
        token = tokens[at]
        if match := _DIGITS.match(token.norm):
            number = match["number"].rstrip(",،٬")
            try:
                value = parse_number(number)
            except ValueError:
                return None
            return Numeral(at, at + 1, value, True, match["before"].endswith("ال"))
        if not self._may_begin(token) or not self._never.isdisjoint(token.forms):
            return None
        word = self._words.at(tokens, at)
        if word is None:
            return None
        return Numeral(at, word.last, Decimal(word.value), False, self._arabic and token.norm.startswith("ال"))

    def _grown(self, tokens: Sequence[Token], start: Numeral, *, join: bool) -> Numeral:
        """Take in what multiplies and what is joined, as long as the sum stays a numeral."""
        total, current, last, scale = Decimal(0), start.value, start.last, 10**9
        if not start.digits and current >= _THOUSAND and current % _THOUSAND == 0:
            total, current, scale = current, Decimal(0), _THOUSAND if current < 10**6 else 10**6
        while last < len(tokens):
            times = self._times.get(tokens[last].norm)
            if times == _HUNDRED and 0 < current < _HUNDRED and not start.digits:
                current *= _HUNDRED
            elif times is not None and _HUNDRED < times < scale and current:
                total, current, scale = total + current * times, Decimal(0), times
            else:
                grown = self._joined(tokens, last, current, total, scale, start.digits) if join else None
                if grown is None:
                    break
                current, last = grown
                continue
            last += 1
        return start._replace(last=last, value=total + current)

    def _joined(
        self, tokens: Sequence[Token], at: int, current: Decimal, total: Decimal, scale: int, digits: bool
    ) -> tuple[Decimal, int] | None:
        """Return the sum and the place after it, where the number at *at* continues one that has come to *current*."""
        if self._arabic:
            joined, begin = _arabic_link(tokens, at)
        else:
            linked = tokens[at].norm in self._and or tokens[at].text == "-"
            joined, begin = linked, at + linked
        part = self._part(tokens, begin) if begin < len(tokens) else None
        if part is None or part.value != int(part.value):
            return None
        if not self._arabic and joined and tokens[at].text != "-" and current % _HUNDRED:
            return None
        fits = _fits_arabic if self._arabic else _fits_english
        if not fits(int(current), int(part.value), int(total), scale, joined, digits, part.digits):
            return None
        return current + part.value, part.last


def _arabic_link(tokens: Sequence[Token], at: int) -> tuple[bool, int]:
    """Return whether و joins what stands at *at*, and where that begins; واحد is no joined أحد, but وأحد عشر is."""
    token = tokens[at]
    if token.norm == _AND:
        return True, at + 1
    if token.norm in _ONE and not _HAMZA.search(token.text):
        return at + 1 < len(tokens) and tokens[at + 1].norm in _TEN, at
    return token.norm.startswith(_AND), at


def _fits_arabic(
    current: int, value: int, total: int, scale: int, joined: bool, digits: bool, more_digits: bool
) -> bool:
    if not joined:
        return value == 10 and 0 < current % _HUNDRED < 10 and not digits and not more_digits
    if current == 0:
        return total > 0 and 0 < value < scale
    if digits or more_digits:
        return False
    units = current % _HUNDRED
    return (0 < units < 10 and 20 <= value < _HUNDRED) or (units == 0 and value < _HUNDRED)


def _fits_english(
    current: int, value: int, total: int, scale: int, joined: bool, digits: bool, more_digits: bool
) -> bool:
    if digits or more_digits:
        return False
    if current == 0:
        return total > 0 and 0 < value < scale
    tens = current % _HUNDRED
    return (tens >= 20 and tens % 10 == 0 and 0 < value < 10) or (tens == 0 and 0 < value < _HUNDRED)


@cache
def _reader(lang: Lang) -> _Reader:
    return _Reader(lang)


def numeral(tokens: Sequence[Token], at: int, lang: Lang, *, join: bool = True) -> Numeral | None:
    """Return the numeral that begins at ``tokens[at]``, or ``None``.

    Args:
        tokens: of one sentence.
        at: where to look.
        lang: of the words; digits are read in any.
        join: whether *and* / و may join two parts into one number.
    """
    found = _reader(lang).at(tokens, at, join=join)
    return None if found is None or (found.digits and len(tokens[at].norm) > _LONGEST) else found
