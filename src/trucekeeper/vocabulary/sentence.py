"""One cited sentence, and the composer that makes it in Arabic and English from the same records.

A sentence is never typed by hand into the product: a template of ``knowledge/style/{ar,en}.yaml`` is filled with terms,
counts and dates, so that both languages say the same thing of the same records, and every sentence knows which.

In a template ``{name}`` inserts a part and ``{verb|name}`` inserts the verb in the form that agrees with the part
``name``: Arabic verbs stand before their subject and take its gender.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ruamel.yaml import YAML

from trucekeeper.vocabulary.clock import When
from trucekeeper.vocabulary.quantity import Count
from trucekeeper.vocabulary.text import LANGS, Frozen, Lang, T, isolate

Gender = Literal["m", "f"]

_SLOT = re.compile(r"\{(?:(?P<verb>\w+)\|)?(?P<part>\w+)\}")


class Term(Frozen):
    """A name or noun phrase in both languages, with what agreement needs: its Arabic gender."""

    text: T
    gender: Gender = "m"


class Sentence(Frozen):
    """A sentence in both languages, the records that it is made from, and the reports that said so (never none)."""

    text: T
    records: tuple[str, ...]
    reports: tuple[str, ...]


Part = Term | T | str | int


@cache
def style(lang: Lang) -> dict[str, Any]:
    """Return the style sheet of a language: months, verbs, nouns, templates."""
    path = files("trucekeeper") / "knowledge" / "style" / f"{lang}.yaml"
    loaded: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return loaded


def both(make: Callable[[Lang], str]) -> T:
    """Return the bilingual text that *make* gives for each language."""
    return T(en=make("en"), ar=make("ar"))


@cache
def word(key: str) -> T:
    """Return a word or fixed phrase of the style sheets."""
    return both(lambda lang: str(style(lang)["words"][key]))


def term(key: str) -> Term:
    """Return a noun phrase of the style sheets with its gender."""
    return Term(text=word(key), gender=style("ar")["genders"].get(key, "m"))


def number(value: int, lang: Lang) -> str:
    """Return *value* with its thousands grouped, isolated in Arabic."""
    return isolate(f"{value:,}", lang)


def counted(value: int, noun: str) -> T:
    """Return a number with its noun in the form that the number asks for.

    Arabic follows the counting rules in the oblique case: the dual for 2, the plural for 3 to 10, the accusative
    singular for 11 to 99, the genitive singular for whole hundreds.
    """
    return both(lambda lang: _counted_ar(value, noun) if lang == "ar" else _counted_en(value, noun))


def _counted_en(value: int, noun: str) -> str:
    forms = style("en")["nouns"][noun]
    return f"{value:,} {forms['one'] if value == 1 else forms['many']}" if value else f"no {forms['many']}"


def _counted_ar(value: int, noun: str) -> str:
    forms = style("ar")["nouns"][noun]
    if value in (0, 1, 2):
        return str(forms[("none", "one", "two")[value]])
    return f"{number(value, 'ar')} {_after_number(value, forms)}"


def _after_number(value: int, forms: Mapping[str, str]) -> str:
    tail = value % 100
    if 3 <= tail <= 10:
        return forms["few"]
    return forms["many"] if tail >= 11 else forms["hundred"]


def toll(count: Count, noun: str) -> T:
    """Return a count as its source gave it: exact, a range, at least, or up to."""
    low, high = count.low, count.high
    if low is not None and low == high:
        return counted(low, noun)
    if low is not None and high is not None:
        return both(
            lambda lang: style(lang)["words"]["between"].format(
                low=number(low, lang), high=number(high, lang), noun=_noun_for(high, noun, lang)
            )
        )
    key, bound = ("at_least", low) if low is not None else ("up_to", high)
    if bound is None:
        raise ValueError("a count without a number cannot be told")
    phrase = counted(bound, noun)
    return both(lambda lang: style(lang)["words"][key].format(count=phrase[lang]))


def _noun_for(value: int, noun: str, lang: Lang) -> str:
    forms = style(lang)["nouns"][noun]
    if lang == "en":
        return str(forms["many"])
    return str(_after_number(value, forms))


def listed(items: Iterable[T]) -> T:
    """Return the items as a list in the manner of each language, in the order given."""
    items = list(items)
    return both(lambda lang: _listed([item[lang] for item in items], lang))


def _listed(items: Sequence[str], lang: Lang) -> str:
    if len(items) < 2:
        return "".join(items)
    if lang == "ar":
        return f"{'، '.join(items[:-1])} و{items[-1]}" if not items[-1][:1].isdigit() else "، ".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def alphabetical(items: Iterable[T]) -> T:
    """Return the items as a list in the alphabetical order of each language, so that no order is a judgement."""
    items = list(items)
    return both(lambda lang: _listed(sorted(item[lang] for item in items), lang))


def in_order(items: Iterable[T]) -> T:
    """Return whole sentences in the alphabetical order of each language, joined as a paragraph."""
    items = list(items)
    return both(lambda lang: " ".join(sorted(_finish(item[lang], lang) for item in items)))


def day(value: date) -> T:
    """Return a date in words, with the month's name."""
    return both(lambda lang: isolate(f"{value.day} {style(lang)['months'][value.month - 1]} {value.year}", lang))


def month(value: date) -> T:
    """Return a month and year in words."""
    return both(lambda lang: isolate(f"{style(lang)['months'][value.month - 1]} {value.year}", lang))


def occurred(when: When) -> T:
    """Return when something is said to have occurred, no more exactly than it is known.

    Raises:
        ValueError: the time is not known.
    """
    if when.start is None or when.end is None:
        raise ValueError("an unknown time has no words")
    if when.precision == "month":
        return fill("in_month", month=month(when.start.date()))
    last = when.end.date() - timedelta(days=1)
    return fill("in_week", day=day(last)) if when.precision == "week" else fill("on_day", day=day(last))


def fill(template: str, **parts: Part) -> T:
    """Return the *template* of both style sheets with *parts* put in.

    Raises:
        KeyError: the template, a verb or a part does not exist.
    """
    return both(lambda lang: _fill(style(lang)["templates"][template], parts, lang))


def _fill(template: str, parts: Mapping[str, Part], lang: Lang) -> str:
    made, at = [], 0
    for match in _SLOT.finditer(template):
        made += [isolate(template[at : match.start()], lang), _put(match, parts, lang)]
        at = match.end()
    return "".join([*made, isolate(template[at:], lang)])


def _put(match: re.Match[str], parts: Mapping[str, Part], lang: Lang) -> str:
    part = parts[match["part"]]
    if not match["verb"]:
        return _text(part, lang)
    forms = style(lang)["verbs"][match["verb"]]
    return str(forms) if isinstance(forms, str) else str(forms[_gender(part)])


def _gender(part: Part) -> Gender:
    return part.gender if isinstance(part, Term) else "m"


def _text(part: Part, lang: Lang) -> str:
    if isinstance(part, int):
        return number(part, lang)
    if isinstance(part, str):
        return isolate(part, lang)
    return isolate((part.text if isinstance(part, Term) else part)[lang], lang)


def sentence(text: T, *, records: Iterable[str], reports: Iterable[str]) -> Sentence:
    """Return *text* as a sentence: first letter up in English, a full stop, its records and reports in order.

    Raises:
        ValueError: no report carries it.
    """
    cited = tuple(dict.fromkeys(reports))
    if not cited:
        raise ValueError(f"no report carries: {text.en}")
    made = both(lambda lang: _finish(text[lang], lang))
    return Sentence(text=made, records=tuple(dict.fromkeys(records)), reports=cited)


def _finish(text: str, lang: Lang) -> str:
    text = text[:1].upper() + text[1:] if lang == "en" else text
    return text if text.endswith((".", "؟", "!")) else text + "."


def join(parts: Iterable[T]) -> T:
    """Return sentences of one paragraph joined: each finished with its full stop."""
    parts = list(parts)
    return both(lambda lang: " ".join(_finish(part[lang], lang) for part in parts))


__all__ = [
    "LANGS",
    "Part",
    "Sentence",
    "Term",
    "alphabetical",
    "both",
    "counted",
    "day",
    "fill",
    "in_order",
    "join",
    "listed",
    "month",
    "number",
    "occurred",
    "sentence",
    "style",
    "term",
    "toll",
    "word",
]
