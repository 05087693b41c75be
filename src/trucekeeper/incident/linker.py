"""Accounts linked into groups, and kept linked while more come in: what is added changes only what lies near it.

Accounts that say the same of the same place and time are one text, so are those whose texts share a run of words there;
a text is compared once, however many copies it has. What :meth:`Linker.add` leads to is what all accounts together
would give from scratch, in any order: scores depend on the pair and on how many texts its place has in a fortnight, and
both are computed anew where they changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from trucekeeper.incident.account import Account, Cell
from trucekeeper.incident.blocking import DENSE_DAYS, Blocks
from trucekeeper.incident.clusters import grouped
from trucekeeper.incident.score import Meeting, Model, meeting, model, reasons, score
from trucekeeper.incident.texts import Texts

KEPT = -2.0
"""Scores below are not kept: they count as absent."""
NOBODY: frozenset[int] = frozenset()


class Doubtful(NamedTuple):
    """Two accounts of which likeness cannot say whether they are the same, with the log-odds and what led to them."""

    a: str
    b: str
    score: float
    why: str


class Linker:
    """Groups of accounts that tell of one incident."""

    def __init__(
        self,
        *,
        same: Iterable[tuple[str, str]] = (),
        different: Iterable[tuple[str, str]] = (),
        by: Model | None = None,
    ) -> None:
        """Take people's judgements, each of two accounts by their ids, and the model; default: the program's own."""
        self._model = by or model()
        self._judged = {"same": _both_ways(same), "different": _both_ways(different)}
        self._texts = Texts(frozenset().union(*(held.keys() for held in self._judged.values())))
        self._blocks = Blocks()
        self._shown: dict[int, Account] = {}
        self._used: dict[Cell, dict[int, int]] = defaultdict(dict)
        self._scores: dict[int, dict[int, float]] = {}
        self._group: dict[int, frozenset[int]] = {}
        self._touched: set[tuple[Cell, int]] = set()

    def add(self, accounts: Iterable[Account]) -> None:
        """Link *accounts* to one another and to those that were added before."""
        for one in accounts:
            self._texts.add(one)
        changed = self._show()
        changed |= self._thicker()
        self._regroup(changed | self._rescore(changed))

    def groups(self) -> list[list[str]]:
        """Return the ids of the accounts of each group, sorted; the groups in the order of their first ids."""
        found = dict.fromkeys(self._group.values())
        return sorted(sorted(name for text in group for name in self._texts.ids(text)) for group in found)

    def group_of(self, name: str) -> list[str]:
        """Return the ids of the accounts in the group of the account *name*, sorted.

        Raises:
            KeyError: no such account was added.
        """
        group = self._group[self._texts.of(name)]
        return sorted(one for text in group for one in self._texts.ids(text))

    def doubtful(self) -> Iterator[Doubtful]:
        """Yield the pairs of texts that were left apart with a score that calls for a person, in the order of ids."""
        found = []
        for a, scores in self._scores.items():
            for b, value in scores.items():
                if a < b and value >= self._model.review and self._group[a] is not self._group[b]:
                    one, other = sorted((self._shown[a], self._shown[b]), key=lambda account: account.id)
                    if not self._are_judged(one.id, other.id):
                        found.append((one, other, value))
        for one, other, value in sorted(found, key=lambda pair: (pair[0].id, pair[1].id)):
            why = reasons(one, other, self._meeting(one, other), self._model)
            yield Doubtful(one.id, other.id, value, why)

    def _are_judged(self, a: str, b: str) -> bool:
        return any(b in held.get(a, ()) for held in self._judged.values())

    # Texts come, go where a copy joins two, and change where a copy has an earlier id.

    def _show(self) -> set[int]:
        """Put the texts that changed into their blocks; return their numbers and those of texts that are no more."""
        changed: set[int] = set()
        for number in self._texts.changed():
            now, before = self._texts.shown(number), self._shown.get(number)
            if now == before:
                continue
            changed.add(number)
            if before is not None:
                self._blocks.drop(number, before)
                del self._shown[number]
            if now is not None:
                self._blocks.put(number, now)
                self._shown[number] = now
            self._touched.update((cell, one.start) for one in (now, before) if one for cell in cells_of(one))
        return changed

    def _thicker(self) -> set[int]:
        """Return the texts whose scores rest on a density that is no longer so."""
        found: set[int] = set()
        for cell, start in self._touched:
            used = self._used.get(cell)
            if not used:
                continue
            for day in range(start - DENSE_DAYS, start + DENSE_DAYS + 1):
                if day in used and used[day] != self._blocks.density(cell, day):
                    del used[day]
                    found.update(self._blocks.at(cell, day))
        self._touched.clear()
        return found

    # Scores.

    def _rescore(self, changed: set[int]) -> set[int]:
        """Score every pair of a changed text anew; return the texts that were or are near one."""
        near: set[int] = set()
        for number in changed:
            for other in self._scores.pop(number, ()):
                near.add(other)
                self._scores.get(other, {}).pop(number, None)
        done: set[int] = set()
        for number in sorted(changed & self._shown.keys()):
            done.add(number)
            own, found = self._shown[number], {}
            for other, account in self._blocks.near(own).items():
                if other in done:
                    continue
                value = score(own, account, self._meeting(own, account), self._model)
                if value >= KEPT:
                    found[other] = value
                    self._scores.setdefault(other, {})[number] = value
            if found:
                self._scores.setdefault(number, {}).update(found)
            near.update(found)
        return near

    def _meeting(self, a: Account, b: Account) -> Meeting:
        """Return the cells of both, and how many texts have the rarest of these and the rarest word of both."""
        return meeting(a, b, self._dense)

    def _dense(self, cell: Cell, day: int) -> int:
        used = self._used[cell]
        if day not in used:
            used[day] = self._blocks.density(cell, day)
        return used[day]

    # Groups.

    def _regroup(self, touched: set[int]) -> None:
        """Group anew what hangs together with a touched text."""
        gone = [number for number in touched if number not in self._shown]
        touched = {one for number in gone for one in self._group.pop(number, NOBODY)} | touched
        same, different = (self._numbers(kind) for kind in ("same", "different"))
        seen: set[int] = set()
        for number in sorted(touched & self._shown.keys()):
            if number in seen:
                continue
            together = self._component(number, same)
            seen |= together
            groups = grouped(
                together,
                self._scores,
                link=self._model.link,
                tie=lambda one: self._shown[one].id,
                governorate=lambda one: self._shown[one].governorate,
                same=same,
                different=different,
            )
            self._group.update((member, group) for group in groups for member in group)

    def _numbers(self, kind: str) -> dict[int, frozenset[int]]:
        """Return the judgements between texts that are here."""
        held = self._judged[kind]
        return {
            self._texts.of(name): frozenset(self._texts.of(other) for other in others if other in self._texts)
            for name, others in held.items()
            if name in self._texts
        }

    def _component(self, number: int, same: Mapping[int, frozenset[int]]) -> set[int]:
        """Return what a text hangs together with, by scores that may link and by people's *same*."""
        found, waiting = {number}, [number]
        while waiting:
            at = waiting.pop()
            linked = (other for other, value in self._scores.get(at, {}).items() if value >= self._model.link)
            for other in (*linked, *same.get(at, NOBODY)):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found


def cells_of(one: Account) -> frozenset[Cell]:
    """Return all under which an account is counted: its places and its words."""
    return one.own | one.reach | one.plain


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        if a != b:
            found[a].add(b)
            found[b].add(a)
    return dict(found)
