"""Which accounts are compared at all: those of places that could be one, within a few days of each other.

Two accounts share a block where a cell of both is a place that at least one of them names as its own. So the work grows
with the number of accounts as long as a place-day holds about as many of them.
"""

from collections import defaultdict
from collections.abc import Iterator

from trucekeeper.incident.account import Account, Cell

MOST_DAYS = 4
"""Days between the starts of two accounts that are compared."""
DENSE_DAYS = 7
"""Days before and after within which the texts of a place are counted: how much a shared place tells."""


Held = dict[Cell, dict[int, dict[int, Account]]]
NONE: dict[int, dict[int, Account]] = {}


class Blocks:
    """Accounts by cell and day, under numbers that the caller gives; apart by whether the cell is their own.

    They are also held by their words, which bring nobody together but tell how rare a word is.
    """

    def __init__(self) -> None:
        self._own: Held = defaultdict(lambda: defaultdict(dict))
        self._reach: Held = defaultdict(lambda: defaultdict(dict))
        self._word: Held = defaultdict(lambda: defaultdict(dict))

    def put(self, number: int, account: Account) -> None:
        """Add an account."""
        for held, cells in self._held(account):
            for cell in cells:
                held[cell][account.start][number] = account

    def drop(self, number: int, account: Account) -> None:
        """Take an account out."""
        for held, cells in self._held(account):
            for cell in cells:
                day = held[cell][account.start]
                day.pop(number, None)
                if not day:
                    del held[cell][account.start]

    def _held(self, account: Account) -> tuple[tuple[Held, frozenset[Cell]], ...]:
        words: frozenset[Cell] = frozenset(account.plain)
        return (self._own, account.own), (self._reach, account.reach), (self._word, words)

    def near(self, account: Account) -> dict[int, Account]:
        """Return the accounts that *account* is to be compared with, itself among them."""
        found: dict[int, Account] = {}
        days = range(account.start - MOST_DAYS, account.start + MOST_DAYS + 1)
        own, reach = self._own, self._reach
        blocks = [own.get(cell, NONE) for cell in (*account.own, *account.reach)]
        blocks += [reach.get(cell, NONE) for cell in account.own]
        for block in blocks:
            if block:
                for day in days:
                    if day in block:
                        found.update(block[day])
        return found

    def at(self, cell: Cell, day: int) -> Iterator[int]:
        """Yield the numbers of the accounts of a cell, or with a word, that start on a day."""
        for held in (self._own, self._reach, self._word):
            yield from held.get(cell, NONE).get(day, ())

    def density(self, cell: Cell, day: int) -> int:
        """Return the bits of the number of accounts of a cell, or with a word, in the fortnight around a day."""
        around = range(day - DENSE_DAYS, day + DENSE_DAYS + 1)
        blocks = (held.get(cell, NONE) for held in (self._own, self._reach, self._word))
        return sum(len(block[one]) for block in blocks if block for one in around if one in block).bit_length()
