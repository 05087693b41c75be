"""Texts in Arabic and English: bilingual values, isolation of directions, folding for comparison, decoding."""

import re
import unicodedata
from collections import Counter
from typing import Literal

from pydantic import BaseModel, ConfigDict

Lang = Literal["en", "ar"]
LANGS: tuple[Lang, ...] = ("ar", "en")

FIRST_STRONG_ISOLATE = "\u2068"
LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_ISOLATE = "\u2069"

_ISOLATES = re.compile("[\u2066-\u2069]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u0640]")
_ALEF = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_LATIN_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .,:%/+'’–#_-]*[A-Za-z0-9%]|[A-Za-z0-9]")


class Frozen(BaseModel):
    """A value of the product: immutable, and refusing any field that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class T(Frozen):
    """One text in English and in Arabic."""

    en: str
    ar: str

    def __getitem__(self, lang: Lang) -> str:
        return self.ar if lang == "ar" else self.en


def western_digits(text: str) -> str:
    """Return *text* with Arabic-Indic and Persian digits as ASCII digits, every other character untouched."""
    return text.translate(_DIGITS)


def fold(text: str) -> str:
    """Return the form under which two spellings of a name are the same.

    Alef, ya and ta marbuta forms are joined; diacritics, tatweel, bidi controls and zero-width characters go;
    digits are Western; Latin letters are lower case; white space is single.
    """
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", western_digits(text)).translate(_ALEF))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.casefold().replace("’", "'").split())


def isolate(text: str, lang: Lang) -> str:
    """Wrap every Latin or numeric run of an Arabic *text* in isolates, so that no number or bracket is mirrored.

    Text that already holds isolates is left as it is, and English is returned unchanged.
    """
    if lang != "ar" or _ISOLATES.search(text):
        return text
    return _LATIN_RUN.sub(lambda m: f"{LEFT_TO_RIGHT_ISOLATE}{m.group()}{POP_ISOLATE}", text)


RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(lang: str) -> Literal["rtl", "ltr", "auto"]:
    """Return the direction in which a language (ISO 639-1) is written; of one that is not known, as its letters go."""
    if lang == "und":
        return "auto"
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


_HIDING = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def hiding_marks(text: str) -> dict[str, int]:
    """Return the characters of a text that turn its direction or show nothing (``U+202E``), each with its count."""
    found = Counter(f"U+{ord(mark):04X}" for mark in _HIDING.findall(text))
    return dict(sorted(found.items()))


def without_isolates(text: str) -> str:
    """Return *text* without the isolates that :func:`isolate` adds."""
    return _ISOLATES.sub("", text)


def decode(data: bytes) -> tuple[str, str]:
    """Decode the bytes of a text file and name the encoding that fitted: ``utf-8``, ``utf-16`` or ``windows-1256``.

    UTF-8 and UTF-16 (by its byte-order mark) come first; what is neither is read as Windows-1256, the encoding in
    which Arabic office software of the region still writes.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("windows-1256"), "windows-1256"


_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"^(?:[وف]?[بك]?ال|[وف]?لل)(?=\w{3})")


def search_terms(text: str) -> list[str]:
    """Return the words of *text* as search compares them: folded, Arabic ones without the article, each once.

    The conjunctions و and ف and the prepositions ب and ك go where they stand before the article, and لل as a whole, so
    that هدنة finds الهدنة and بالهدنة.
    """
    return list(dict.fromkeys(_ARTICLE.sub("", word) for word in _WORD.findall(fold(text))))
