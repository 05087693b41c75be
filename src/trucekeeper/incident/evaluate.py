"""How well reports are linked: headlines of the same event against those of others.

Any CSV file below a folder with the columns ``id, date_start, source_article``, as UCDP's candidate events have them.
``source_article`` holds items ``"Outlet,YYYY-MM-DD,Headline"`` joined by ``;``. A headline *serves one event* if its
text, white space folded, stands under one ``id`` of the file; each such text counts once for its event. Same id, same
incident. What goes in is headline, outlet and date; it is coded (:mod:`trucekeeper.claim`) without any case and linked.
A headline is in the incident of its first claim that makes one; a headline without such a claim is alone.

Two measures, over all such headlines of a month (of ``date_start``) and over those in English or Arabic:

- ``pairs``: of the pairs of headlines that were put together, how many are of one event (precision), and of the pairs
  of one event how many were put together (recall).
- ``b3``: B-cubed (Bagga and Baldwin 1998): the mean over headlines of the share of its incident that is of its event,
  and of its event that is in its incident.

Baselines: every headline alone (``singletons``), and those joined that share a run of words, or the day, the name of
the place and the toll (``simple``).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from trucekeeper.case.acts import taxonomy
from trucekeeper.claim import Claim, Coder, Text, code_text
from trucekeeper.claim.evaluate.corpora import tables
from trucekeeper.claim.evaluate.measure import interval
from trucekeeper.claim.evaluate.rows import PLACES, Row
from trucekeeper.incident.account import account, linkable
from trucekeeper.incident.linker import Linker
from trucekeeper.incident.score import Model
from trucekeeper.report.likeness import bands_of
from trucekeeper.vocabulary.text import LANGS

COLUMNS = ("id", "date_start", "source_article")
MATCH = "headlines of one event are one incident"
MOST_MONTHS = 6
"""A file of more months than this is one split."""
UTC = ZoneInfo("UTC")
_BETWEEN = re.compile(r'"\s*;\s*"')
_ITEM = re.compile(r"(?P<outlet>.*?),(?P<day>\d{4}-\d{2}-\d{2}),(?P<text>.*)", re.DOTALL)
Record = Mapping[str, str]


class Headline(NamedTuple):
    """A headline that serves one event, with its claims that make an incident."""

    name: str
    event: str
    month: str
    day: str
    lang: str
    claims: tuple[Claim, ...]


def rows(folder: Path) -> list[Row]:
    """Return the rows of every file found anywhere below *folder*: months, languages and measures in order."""
    return [one for path, records in tables(folder, *COLUMNS) for one in file_rows(path, records)]


def file_rows(path: Path, records: Sequence[Record]) -> list[Row]:
    """Return the rows of the *records* of a file; none where no headline serves one event."""
    read = headlines(records)
    if len({one.month for one in read}) > MOST_MONTHS:
        read = [one._replace(month="all") for one in read]
    found: list[Row] = []
    for month in sorted({one.month for one in read}):
        some = [one for one in read if one.month == month]
        for lang, part in (("all", some), ("en+ar", [one for one in some if one.lang in LANGS])):
            found += _measured(path.stem, month, lang, part)
    return found


def headlines(records: Sequence[Record]) -> list[Headline]:
    """Return the headlines of a file that serve one event, coded."""
    items = list(dict.fromkeys(_items(records)))
    events: dict[str, set[str]] = defaultdict(set)
    for event, _, _, _, text in items:
        events[text].add(event)
    coder, once, found = Coder(), set[str](), list[Headline]()
    for event, month, outlet, day, text in items:
        if len(events[text]) > 1 or text in once:
            continue
        once.add(text)
        name = f"h{len(found):06}"
        coded = code_text(coder.coded, Text(id=name, text=text, published=day, source=outlet), UTC)
        making = tuple(claim for claim in coded.claims if taxonomy()[0][claim.act.code].incident)
        found.append(Headline(name, event, month, day, coded.lang, making))
    return found


def _items(records: Sequence[Record]) -> Iterator[tuple[str, str, str, str, str]]:
    for record in records:
        for part in _BETWEEN.split(record["source_article"].strip().strip('"')):
            match = _ITEM.fullmatch(part)
            text = " ".join(match["text"].split()) if match else ""
            if match and text:
                yield record["id"], record["date_start"][:7], match["outlet"].strip(), match["day"], text


def linked(some: Sequence[Headline], *, by: Model | None = None) -> list[Hashable]:
    """Return the incident of each headline, by any name; *by* is another model than the program's own."""
    accounts = {one.name: account(first, None) for one in some if (first := first_account(one))}
    linker = Linker(by=by)
    linker.add(accounts.values())
    group = {name: number for number, names in enumerate(linker.groups()) for name in names}
    return [group[accounts[one.name].id] if one.name in accounts else one.name for one in some]


def first_account(one: Headline) -> list[Claim]:
    """Return the claims that stand with the first one, where that one can be linked at all."""
    if not one.claims or not linkable(one.claims[0], None):
        return []
    first = one.claims[0]
    return [claim for claim in one.claims if (claim.place.text, claim.time) == (first.place.text, first.time)]


def simple(some: Sequence[Headline]) -> list[Hashable]:
    """Return the groups of the simple rule: a shared run of words, or the same day, place and toll."""
    root = list(range(len(some)))

    def find(index: int) -> int:
        while root[index] != index:
            index = root[index]
        return index

    first: dict[Hashable, int] = {}
    for index, one in enumerate(some):
        for key in _simple_keys(one):
            low, high = sorted((find(first.setdefault(key, index)), find(index)))
            root[high] = low
    return [find(index) for index in range(len(some))]


def _simple_keys(one: Headline) -> Iterator[Hashable]:
    for claim in one.claims[:1]:
        yield from bands_of(claim.signature)
        told = [harm.low for harm in claim.harm if harm.kind == "killed"]
        if claim.place.text and told:
            yield one.day, claim.place.text.casefold(), tuple(told)


def _measured(dataset: str, month: str, lang: str, some: Sequence[Headline]) -> list[Row]:
    if not some:
        return []
    events = [one.event for one in some]
    kinds: dict[str, Sequence[Hashable]] = {
        "ours": linked(some),
        "singletons": list(range(len(some))),
        "simple": simple(some),
    }
    counts = {kind: counted(events, groups) for kind, groups in kinds.items()}
    covered = sum(bool(first_account(one)) for one in some) / len(some)
    told = []
    for field, measure in (("pairs", pairs), ("b3", b3)):
        precision, recall, f1 = measure(counts["ours"])
        low, high = _interval(counts["ours"], measure)
        told.append(
            Row(
                dataset=dataset,
                split=month,
                lang=lang,
                field=field,
                match=MATCH,
                n=len(some),
                coverage=round(covered, PLACES),
                precision=round(precision, PLACES),
                recall=round(recall, PLACES),
                f1=round(f1, PLACES),
                low=round(low, PLACES),
                high=round(high, PLACES),
                baselines={kind: round(measure(counts[kind])[2], PLACES) for kind in ("singletons", "simple")},
            )
        )
    return told


Counts = np.ndarray[Any, np.dtype[np.float64]]


def counted(events: Sequence[str], groups: Sequence[Hashable]) -> Counts:
    """Return a line an event: right pairs, pairs put together, pairs of the event, B³ precision and recall, headlines.

    A pair that was put together counts half for each of its headlines.
    """
    whole, size, both = Counter(events), Counter(groups), Counter(zip(events, groups, strict=True))
    line = {event: number for number, event in enumerate(whole)}
    counts = np.zeros((len(whole), 6))
    for event, group in zip(events, groups, strict=True):
        right, put, own = both[event, group], size[group], whole[event]
        counts[line[event]] += ((right - 1) / 2, (put - 1) / 2, (own - 1) / 2, right / put, right / own, 1)
    return counts


def pairs(counts: Counts) -> tuple[float, float, float]:
    """Return precision, recall and F1 over pairs; a precision of nothing is 0."""
    right, put, own = counts[:, :3].sum(axis=0)
    return float(right / max(put, 1)), float(right / max(own, 1)), float(2 * right / max(put + own, 1))


def b3(counts: Counts) -> tuple[float, float, float]:
    """Return B³ precision, recall and F1."""
    precision, recall, n = counts[:, 3:].sum(axis=0)
    return float(precision / n), float(recall / n), float(2 * precision * recall / (n * (precision + recall)))


def _interval(counts: Counts, measure: Callable[[Counts], tuple[float, float, float]]) -> tuple[float, float]:
    """Return the 95 % interval of F1 over events drawn with replacement, always the same draws."""
    return interval(len(counts), lambda drawn: measure(counts[drawn])[2])
