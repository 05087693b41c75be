"""Numbers that count nobody: ages, dates, times, measures, money, names and labels with a number in them."""

from collections.abc import Sequence
from functools import cache

from trucekeeper.claim.harm_lexicon import folded, harm_words, number_words
from trucekeeper.claim.numerals import Numeral, numeral
from trucekeeper.claim.persons import nouns
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.vocabulary.text import Lang

_YEARS = range(1900, 2101)
_YEAR_DIGITS = 4
_LABEL = frozenset("/:.@_=%&#٫\\-–")
_LIST = frozenset(".)")
_DAYS = range(1, 32)
_AGES_WITHIN = 12
"""Words within which the word for an age stands before the last of the ages listed after it."""
_NOUN_WITHIN = 2
"""Words after a number within which a noun for persons makes it no age: aged 7 and 9 and 5 other men."""


class _Words:
    def __init__(self, lang: Lang) -> None:
        words = number_words(lang)
        self.after: Phrases[bool] = Phrases([(phrase, True) for phrase in words.not_after])
        self.before = folded(words.not_before)
        self.before_article = folded(words.not_before_article)
        self.months = folded(words.months)
        self.year_before = folded(words.year_before)
        self.capital_months = lang == "en"
        self.ages = folded(words.ages)
        self.ranges = folded((*words.ranges.between, *words.ranges.from_))
        self.listing = folded((*words.and_, *words.ranges.to, ",", "،", "&", "-", "–")) | self.ranges
        self.victims: Phrases[bool] = Phrases(
            [(phrase, True) for one in harm_words(lang).triggers if one.shape == "victim" for phrase in one.words]
        )


@cache
def _words(lang: Lang) -> _Words:
    return _Words(lang)


def is_no_count(tokens: Sequence[Token], low: Numeral, high: Numeral, lang: Lang) -> bool:
    """Return whether the numeral or range from *low* to *high* counts nobody, by the words and marks around it."""
    words = _words(lang)
    return (
        _is_measure(tokens, low, high, words)
        or _is_date(tokens, low, high, words)
        or _is_label(tokens, low, high)
        or _opens_a_list(tokens, low, high)
        or _is_age_beside_a_name(tokens, low, high)
        or _is_age_of_a_list(tokens, low, high, lang)
    )


def _touch(tokens: Sequence[Token], at: int) -> bool:
    """Whether ``tokens[at]`` and the one after it touch."""
    return 0 <= at < len(tokens) - 1 and tokens[at].end == tokens[at + 1].start


def _is_measure(tokens: Sequence[Token], low: Numeral, high: Numeral, words: _Words) -> bool:
    after, before = high.last, low.first - 1
    if after < len(tokens):
        unit = after + (tokens[after].text == "-" and after + 1 < len(tokens))
        found = words.after.at(tokens, unit)
        if found is not None and _own_form(tokens[unit], words):
            names_year = tokens[unit].norm in words.before and found.last < len(tokens)
            if not (names_year and tokens[found.last].text[0].isdigit()):
                return True
    if before < 0:
        return False
    norm = tokens[before].norm
    return norm in words.before or (low.article and norm in words.before_article)


def _own_form(token: Token, words: _Words) -> bool:
    """Whether a unit is written as it stands in the lexicon: واليوم is no unit."""
    return words.after.at([token._replace(forms=token.forms[:1])], 0) is not None or len(token.forms) == 1


def _is_month(token: Token, words: _Words) -> bool:
    return token.norm in words.months and (not words.capital_months or token.text[0].isupper())


def _is_date(tokens: Sequence[Token], low: Numeral, high: Numeral, words: _Words) -> bool:
    after, before = high.last, low.first - 1
    if high.digits and int(high.value) in _DAYS and after < len(tokens) and _is_month(tokens[after], words):
        return True
    previous = tokens[before] if before >= 0 else None
    if previous is not None and previous.text == "." and before > 0 and _is_month(tokens[before - 1], words):
        previous = tokens[before - 1]
    month_before = previous is not None and _is_month(previous, words)
    if before > 0 and int(high.value) in _YEARS and high.digits and not words.capital_months:
        month_before = month_before or _is_month(tokens[before - 1], words)
    if month_before and high.digits and (int(high.value) in _DAYS or int(high.value) in _YEARS):
        return True
    if int(low.value) not in _YEARS or len(tokens[low.first].norm) != _YEAR_DIGITS or not low.digits:
        return False
    if previous is None or previous.norm in words.year_before:
        return True
    after_day = previous.text in ",،" and before > 0 and tokens[before - 1].text.isdigit()
    return after_day or after == len(tokens) or (not tokens[after].word and previous.text.isdigit())


def _is_label(tokens: Sequence[Token], low: Numeral, high: Numeral) -> bool:
    """Whether marks tie the number to another word: F-16, 8:25, 24/7, #غزة_15, 2023-10-07, 10-member."""
    first, last = low.first, high.last
    if first and _touch(tokens, first - 1):
        mark = tokens[first - 1].text
        tied = first > 1 and _touch(tokens, first - 2) and tokens[first - 2].word
        if mark in "#@+" or (mark in _LABEL and tied):
            return True
    if last < len(tokens) and _touch(tokens, last - 1):
        mark = tokens[last].text
        tied = _touch(tokens, last) and tokens[last + 1].word
        if mark in _LABEL and tied and not (mark == "." and not tokens[last + 1].text[0].isdigit()):
            return True
        return tokens[last].word and tokens[last].text.isascii()
    return False


def _opens_a_list(tokens: Sequence[Token], low: Numeral, high: Numeral) -> bool:
    """Whether it numbers an item: ``3. …``, ``2) …``, ``1- …`` at the head of a sentence."""
    last = high.last
    if low.first or last + 1 >= len(tokens) or not low.digits:
        return False
    return tokens[last].text in _LIST or (tokens[last].text == "-" and _touch(tokens, last - 1))


def _is_age_beside_a_name(tokens: Sequence[Token], low: Numeral, high: Numeral) -> bool:
    """Whether it stands alone between brackets or, after a name, between commas: ``N. N. (40)``, ``N. N., 17, of``."""
    before, after = low.first - 1, high.last
    if before < 1 or after >= len(tokens) or not low.digits:
        return False
    marks = tokens[before].text + tokens[after].text
    return marks == "()" or (marks == ",," and tokens[before - 1].text[0].isupper())


def _is_age_of_a_list(tokens: Sequence[Token], low: Numeral, high: Numeral, lang: Lang) -> bool:
    """Whether a word for ages and then only numbers so written, and what lists them, stand before it: aged 7 and 9."""
    words = _words(lang)
    for at in range(low.first - 1, max(-1, low.first - 1 - _AGES_WITHIN), -1):
        following = tokens[at + 1].norm
        number = numeral(tokens, at, lang, join=False)
        if tokens[at].norm in words.ages:
            begun = at + 1 == low.first or following not in words.listing or following in words.ranges
            return begun and not _counts_persons(tokens, high.last, lang)
        if tokens[at].norm not in words.listing and (number is None or number.digits != low.digits):
            return False
    return False


def _counts_persons(tokens: Sequence[Token], last: int, lang: Lang) -> bool:
    """Whether a noun for persons or a word for victims follows shortly."""
    victims, following = _words(lang).victims, range(last, min(last + _NOUN_WITHIN, len(tokens)))
    return any(nouns(lang).at(tokens, at) is not None or victims.at(tokens, at) is not None for at in following)
