"""How many voices speak in a set of claims: copies of one text are one, whoever printed them.

Two claims are of one text where their signatures share a band (see ``report.likeness``), directly or through others. A
signature holds hashes, not words, so that two texts of which one band is the same cannot be told apart here and count
as one: where that is wrong, a source too few is counted, never one too many.

A copy adds no voice to its text: those who speak in the report that was published first speak for all its copies. Where
several were published at the same instant, or on the same day where only the day is known, who copied whom is not
known: a source that speaks in each of them is a voice, and the others together are one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime

from trucekeeper.claim import Claim
from trucekeeper.report.likeness import bands_of

Voice = frozenset[str]
"""The sources of which one speaks, mostly a single one."""

UNDATED = datetime.max.replace(tzinfo=UTC)
"""A report that nobody dated is no earlier than any other."""


def texts(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims by text, in their order; one without bands is a text of its own with its whole report."""
    keys: list[tuple[Hashable, ...]] = [bands_of(claim.signature) or (claim.report,) for claim in claims]
    return [[claims[index] for index in group] for group in joined(keys)]


def copies(claims: Sequence[Claim]) -> tuple[tuple[str, ...], ...]:
    """Return the claims that are copies: those of each text that stands in more than one report, in their order."""
    return tuple(
        tuple(claim.id for claim in text) for text in texts(claims) if len({claim.report for claim in text}) > 1
    )


def voices(claims: Sequence[Claim]) -> list[Voice]:
    """Return the voices of *claims*: sets of sources that do not overlap, in the order of the claims."""
    found = [voice for text in texts(claims) for voice in _of_text(text)]
    return [frozenset().union(*(found[index] for index in group)) for group in joined([sorted(v) for v in found])]


def _of_text(text: Sequence[Claim]) -> list[Voice]:
    """Return who speaks in the first report of a text; a report is as old as the first that was said in it."""
    published: dict[str, datetime] = {}
    for claim in text:
        said = claim.published or UNDATED
        published[claim.report] = min(said, published.get(claim.report, said))
    first = min(published.values())
    reports: dict[str, list[str]] = defaultdict(list)
    for claim in text:
        if published[claim.report] == first:
            reports[claim.report].append(claim.source)
    spoke = list(reports.values())
    everywhere = frozenset.intersection(*map(frozenset, spoke))
    elsewhere = frozenset(source for sources in spoke for source in sources) - everywhere
    alone = [frozenset((source,)) for source in dict.fromkeys(spoke[0]) if source in everywhere]
    return [*alone, *([elsewhere] if elsewhere else [])]


def joined(keys: Iterable[Iterable[Hashable]]) -> list[list[int]]:
    """Return the numbers of what shares a key, directly or through others, in groups; each in order, as the groups."""
    root: list[int] = []

    def find(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    first: dict[Hashable, int] = {}
    for index, own in enumerate(keys):
        root.append(index)
        for key in own:
            low, high = sorted((find(first.setdefault(key, index)), find(index)))
            root[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(root)):
        groups[find(index)].append(index)
    return list(groups.values())
