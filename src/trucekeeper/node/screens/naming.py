"""What the screens call what a report names by a code: its source, its side, its language, how long it still has."""

from datetime import date

from trucekeeper.brief.coverage import side_name
from trucekeeper.case import Case
from trucekeeper.ledger import Person
from trucekeeper.node.intake import FILER
from trucekeeper.node.queue import Listed
from trucekeeper.vocabulary.sentence import counted, fill, style, word
from trucekeeper.vocabulary.text import Lang


def source_name(source: str, case: Case, lang: Lang) -> str:
    """Return the name of a source that the case knows, who filed a report as such, and another as it was written."""
    if source in case.sources:
        return case.sources[source].name.term.text[lang]
    return word("a_filer")[lang] if source.startswith(FILER) else source


def side_label(side: str, case: Case, lang: Lang) -> str:
    """Return the name of a side."""
    return side_name(side, case)[lang]


def lang_name(code: str | None, lang: Lang) -> str:
    """Return the name of a language by its code (ISO 639-1); one without a name here stands by its code."""
    names = style(lang)["languages"]
    return str(names["not_recorded"] if code is None else names.get(code, code))


def person_name(person: Person, lang: Lang) -> str:
    """Return the name of a person of the case where one was entered, else the id."""
    return person.name[lang] if person.name else person.id


def time_left(row: Listed, today: date, lang: Lang) -> tuple[str, bool]:
    """Return in words how long a report still has, and whether its deadline has passed."""
    left = row.days_left(today)
    if left is None:
        return word("no_deadline" if row.is_open else "done")[lang], False
    if left == 0:
        return word("due_today")[lang], False
    return fill("overdue" if left < 0 else "due_in", days=counted(abs(left), "day"))[lang], left < 0
