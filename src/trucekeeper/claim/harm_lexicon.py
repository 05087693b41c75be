"""What the coder knows of numbers and of harm, by language (``knowledge/lexicons/{ar,en}/{numbers,harm}.yaml``).

Each file is read strictly and once. Words are compared as :class:`~trucekeeper.claim.tokens.Phrases` compares them.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files
from typing import Literal, TypeVar

from trucekeeper.case.records import TargetStatus
from trucekeeper.case.strict import read_yaml
from trucekeeper.claim.claim import Age, Sex
from trucekeeper.errors import BadInput
from trucekeeper.vocabulary.text import Frozen, Lang, fold

F = TypeVar("F", bound=Frozen)
Bound = Literal["at_least", "more_than", "up_to", "less_than", "about"]
Kind = Literal["killed", "injured", "recovered", "died_later"]
Shape = Literal["victim", "action", "verb", "active", "participle", "state", "toll", "joint"]
Grammatical = Literal["one", "two", "many"]
Words = tuple[str, ...]


class Ranges(Frozen):
    """Words that make a range of two numbers."""

    between: Words
    from_: Words
    and_: Words
    to: Words


class NumberWords(Frozen):
    """``numbers.yaml`` of one language."""

    words: dict[str, int]
    multipliers: dict[str, int]
    not_numbers: Words
    and_: Words
    vague: dict[str, int]
    before: dict[Bound, Words]
    after: dict[Bound, Words]
    ranges: Ranges
    rises: Words
    of_them: Words
    months: Words
    not_after: Words
    not_before: Words
    not_before_article: Words
    ages: Words
    year_before: Words


class Person(Frozen):
    """A noun for a person: how one, two and many of them are written, and what it says of them.

    ``adjective`` holds of one that after another noun only describes it (جنود إسرائيليون).
    ``two`` and ``many`` are added to what the rules of the language make of ``one``.
    """

    one: Words = ()
    two: Words = ()
    many: Words = ()
    status: TargetStatus = "not_stated"
    sex: Sex | None = None
    age: Age | None = None
    kin: bool = False
    adjective: bool = False


class Trigger(Frozen):
    """Words that tell of harm, and where their victims stand.

    ``victim`` names who was harmed (شهيد, fatalities), ``action`` is a noun before its victims (مقتل, killing of),
    ``verb`` a verb before its victims, ``active`` one that is never passive (أصابوا), ``participle`` one that may also
    follow them (killed, قتلوا), ``state`` one that follows them (dead), ``toll`` a noun whose number is said later
    (death toll), ``joint`` a word for dead and wounded together, which gives neither a number. ``named`` holds of a
    word beside which one person may be named.
    """

    kind: Kind
    shape: Shape
    number: Grammatical | None = None
    named: bool = False
    words: Words


class HarmWords(Frozen):
    """``harm.yaml`` of one language. What each list is for is said where it is used."""

    persons: tuple[Person, ...]
    triggers: tuple[Trigger, ...]
    things: Words
    other_fates: Words
    parts: Words
    part_after: Words
    relatives: Words
    means: Words
    with_: Words
    others: Words
    links: Words
    negations: Words
    conditions: Words
    conditions_first: Words
    stops: Words
    conjunctions: Words
    determiners: Words
    singular: Words
    plural: Words
    passives: Words
    of: Words
    one_pronouns: Words
    clause_ends: Words
    since: Words
    since_from: Words
    cumulative: Words
    wounds: Words
    toll_to: Words
    collectives: Words
    endings: dict[str, Words]


def folded(words: Iterable[str]) -> frozenset[str]:
    """Return *words* in the form under which they are compared."""
    return frozenset(fold(word) for word in words)


def _read(lang: Lang, name: str, model: type[F]) -> F:
    with as_file(files("trucekeeper") / "knowledge" / "lexicons" / lang / name) as path:
        value, faults = read_yaml(path, model)
    if value is None:
        raise BadInput("\n".join(map(str, faults)))
    return value


@cache
def number_words(lang: Lang) -> NumberWords:
    """Return the words of numbers of *lang*.

    Raises:
        BadInput: the file does not have its format; every fault is named with its line.
    """
    return _read(lang, "numbers.yaml", NumberWords)


@cache
def harm_words(lang: Lang) -> HarmWords:
    """Return the words of harm of *lang*.

    Raises:
        BadInput: the file does not have its format; every fault is named with its line.
    """
    return _read(lang, "harm.yaml", HarmWords)
