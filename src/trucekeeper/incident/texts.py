"""Copies among accounts: what says the same of one place and time is one text, however often it is carried.

Two accounts are of one text if nothing but their source and the order of their words differs, or if their texts share a
run of words (a band of the signature) and they name the same place and the same days. A text is shown by its account
with the lowest id.
"""

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from trucekeeper.incident.account import Account

NO_BANDS: frozenset[int] = frozenset()
"""Once a text is known by its bands, they are not kept with it."""


class _Text(NamedTuple):
    """The accounts of a text: one to show, and the ids of all."""

    shown: Account
    ids: list[str]


class Texts:
    """Accounts by text, each text under a number that stays as long as it is not joined to another."""

    def __init__(self, judged: frozenset[str]) -> None:
        """Take the ids of the accounts that people have judged: each of them is a text of its own."""
        self._judged = judged
        self._texts: dict[int, _Text] = {}
        self._same: dict[Hashable, int] = {}
        self._joined: dict[int, int] = {}
        self._number: dict[str, int] = {}
        self._changed: set[int] = set()
        self._next = 0

    def __contains__(self, name: str) -> bool:
        return name in self._number

    def add(self, account: Account) -> None:
        """Add an account to the text whose copy it is, or as a text of its own; one that is here already is left."""
        if account.id in self._number:
            return
        key = account._replace(id="", source="", bands=NO_BANDS)
        judged = account.id in self._judged
        if key in self._same and not judged:
            number = self._root(self._same[key])
            self._put(number, account)
        else:
            number = self._new(account, [] if judged else [key, *_runs(account)])
        self._changed.add(number)
        self._number[account.id] = number

    def _new(self, account: Account, keys: list[Hashable]) -> int:
        """Add an account that says what none said so far; return the number of its text."""
        held = sorted({self._root(self._same[key]) for key in keys if key in self._same})
        number = held[0] if held else self._next
        if held:
            self._put(number, account)
            for other in held[1:]:
                self._join(number, other)
        else:
            self._next += 1
            self._texts[number] = _Text(account._replace(bands=NO_BANDS), [account.id])
        self._same.update((key, number) for key in keys)
        return number

    def _put(self, number: int, account: Account) -> None:
        text = self._texts[number]
        text.ids.append(account.id)
        self._texts[number] = text._replace(shown=_first(text.shown, account))

    def _join(self, number: int, other: int) -> None:
        gone = self._texts.pop(other)
        text = self._texts[number]
        text.ids.extend(gone.ids)
        self._texts[number] = text._replace(shown=_first(text.shown, gone.shown))
        self._joined[other] = number
        self._changed.add(other)

    def _root(self, number: int) -> int:
        while number in self._joined:
            number = self._joined[number]
        return number

    def changed(self) -> Iterator[int]:
        """Yield the numbers of the texts that came, changed or were joined to others since this was last asked."""
        yield from sorted(self._changed)
        self._changed = set()

    def shown(self, number: int) -> Account | None:
        """Return the account that shows a text; None for one that was joined to another."""
        text = self._texts.get(number)
        return text.shown if text else None

    def ids(self, number: int) -> list[str]:
        """Return the ids of the accounts of a text."""
        return self._texts[number].ids

    def of(self, name: str) -> int:
        """Return the number of the text of an account.

        Raises:
            KeyError: no such account was added.
        """
        return self._root(self._number[name])


def _runs(account: Account) -> list[Hashable]:
    where = (account.own, account.start, account.end, account.governorate)
    return [(where, band) for band in account.bands]


def _first(a: Account, b: Account) -> Account:
    """Return the account with the lower id; a text of several sources is nobody's own."""
    first = (a if a.id < b.id else b)._replace(bands=NO_BANDS)
    return first if a.source == b.source else first._replace(source="")
