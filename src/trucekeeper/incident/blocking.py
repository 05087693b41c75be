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


class Blocks:
    """Accounts by cell and day, under numbers that the caller gives."""

    def __init__(self) -> None:
        self._held: dict[Cell, dict[int, dict[int, Account]]] = defaultdict(lambda: defaultdict(dict))

    def put(self, number: int, account: Account) -> None:
        """Add an account."""
        for cell in account.own | account.reach:
            self._held[cell][account.start][number] = account

    def drop(self, number: int, account: Account) -> None:
        """Take an account out."""
        for cell in account.own | account.reach:
            day = self._held[cell][account.start]
            day.pop(number, None)
            if not day:
                del self._held[cell][account.start]

    def near(self, account: Account) -> dict[int, Account]:
        """Return the accounts that *account* is to be compared with, itself among them."""
        found: dict[int, Account] = {}
        for cell in account.own | account.reach:
            owned = cell in account.own
            days = self._held.get(cell)
            if days is None:
                continue
            for day in range(account.start - MOST_DAYS, account.start + MOST_DAYS + 1):
                for number, other in days.get(day, {}).items():
                    if owned or cell in other.own:
                        found[number] = other
        return found

    def at(self, cell: Cell, day: int) -> Iterator[int]:
        """Yield the numbers of the accounts of a cell that start on a day."""
        days = self._held.get(cell)
        yield from days.get(day, {}) if days else ()

    def density(self, cell: Cell, day: int) -> int:
        """Return the bits of the number of accounts of a cell in the fortnight around a day."""
        days = self._held.get(cell)
        if days is None:
            return 0
        around = range(day - DENSE_DAYS, day + DENSE_DAYS + 1)
        return sum(len(days[one]) for one in around if one in days).bit_length()
