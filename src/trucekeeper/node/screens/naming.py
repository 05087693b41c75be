"""What the screens call what a report names by a code: its source, its side, its language, how long it still has."""

from datetime import date

from trucekeeper.brief.coverage import side_name
from trucekeeper.case import Case
from trucekeeper.ledger import Person
from trucekeeper.node.intake import FILER, FROM_FILE, TYPED_IN
from trucekeeper.node.queue import OPEN
from trucekeeper.vocabulary.sentence import counted, fill, style, word
from trucekeeper.vocabulary.text import Lang


def source_name(source: str, case: Case, lang: Lang) -> str:
    """Return the name of a source that the case knows, who filed a report as such, and another as it was written."""
    if source in case.sources:
        return case.sources[source].name.term.text[lang]
    if source in (FROM_FILE, TYPED_IN):
        return word("source_not_stated")[lang]
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


def time_left(state: str | None, due: date | None, today: date, lang: Lang) -> tuple[str, bool]:
    """Return in words how long a report still has, and whether its deadline has passed; what is done has none."""
    if state not in OPEN or due is None:
        return word("no_deadline" if state in OPEN else "done")[lang], False
    left = (due - today).days
    if left == 0:
        return word("due_today")[lang], False
    return fill("overdue" if left < 0 else "due_in", days=counted(abs(left), "day"))[lang], left < 0
