"""Who may read what: the one predicate, for a value in memory and as SQL for a list.

Deny by default: the reader's organisation stands in the audience, *and* the reader holds the marking, *and* has a role
in the case that reads. An empty audience is nobody.
"""

from collections.abc import Iterable

from trucekeeper.ledger.rights import Person
from trucekeeper.vocabulary.marking import Marking


def may_read(reader: Person, marking: Marking, audience: Iterable[str]) -> bool:
    """Tell whether *reader* may read what has this marking and audience."""
    return "read" in reader.rights and marking in reader.markings and reader.organisation in audience


def readable(reader: Person) -> tuple[str, list[str]]:
    """Return the same predicate as SQL over the table ``r``, which has a marking and an audience, and its values."""
    if "read" not in reader.rights or not reader.markings:
        return "1 = 0", []
    marks = ", ".join(["%s"] * len(reader.markings))
    return f"r.marking IN ({marks}) AND r.audience LIKE %s", [*sorted(reader.markings), f"%|{reader.organisation}|%"]


def audience_column(audience: Iterable[str]) -> str:
    """Return an audience as the column that :func:`readable` searches: ``|a|b|``; nobody is ``|``."""
    return "|" + "".join(f"{organisation}|" for organisation in audience)


def audience_of(column: str) -> frozenset[str]:
    """Return the audience that a column of :func:`audience_column` holds."""
    return frozenset(filter(None, column.split("|")))
