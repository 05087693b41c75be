"""What linking looks at: one report's claims of one place and time, as light values that are compared and counted.

Nothing here knows who acted or upon whom: the features of a pair are the same whoever the parties are. A place is
known by its cells: with a case, its id (``own``) and what it lies in up to its governorate (``reach``); without one,
the words of its name (``own``) and the other names of the text (``reach``).
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from trucekeeper.case import Case
from trucekeeper.claim import Claim
from trucekeeper.claim.content import content
from trucekeeper.report.likeness import bands_of, named_hash, names_of, plain_of

Cell = str | int
LINKED_STANCES = ("asserts", "reports", "denies", "rejects", "accepts")
"""Stances towards what is said to have happened; what is warned of or proposed is linked to nothing by likeness."""
WIDE = ("area", "unknown")
LONGEST = timedelta(days=7)
"""A time told more coarsely than a week is too wide to tell one moment."""
EARLY = timedelta(days=1)
"""How long after its publication a report may date what it tells: clocks and zones differ, and no more."""
UTC = ZoneInfo("UTC")


class Account(NamedTuple):
    """What one report says of one place and time.

    ``start`` and ``end`` are local days as ordinals, the end not included; ``dated`` where words name the day.
    ``killed`` and ``injured`` are persons, None where not stated. Names, words and bands are hashes of the signature.
    """

    id: str
    source: str
    own: frozenset[Cell]
    reach: frozenset[Cell]
    governorate: str | None
    start: int
    end: int
    dated: bool
    acts: frozenset[str]
    killed: int | None
    injured: int | None
    names: frozenset[int]
    plain: frozenset[int]
    bands: frozenset[int]


def linkable(claim: Claim, case: Case | None) -> bool:
    """Whether a claim's place and time are known well enough for it to be linked to others by likeness."""
    time = claim.time
    if claim.stance not in LINKED_STANCES or time.start is None or time.end is None or time.end - time.start > LONGEST:
        return False
    if is_early(claim):
        return False
    if case is None:
        return bool(_words(claim))
    return claim.place.id in case.places if claim.place.id and claim.place.precision not in WIDE else False


def is_early(claim: Claim) -> bool:
    """Whether a claim dates what it tells of after its own publication: no account of what happened yet."""
    start, published = claim.time.start, claim.published
    return start is not None and published is not None and start > published + EARLY


def account(claims: Sequence[Claim], case: Case | None) -> Account:
    """Return the account that *claims* of one report, place and time give; each has to be linkable."""
    first = claims[0]
    own, reach, governorate = _cells(first, case)
    zone = case.zone if case else UTC
    start, end = first.time.start, first.time.end
    if start is None or end is None:
        raise ValueError(f"{first.id}: a claim without a time is linked to nothing")
    return Account(
        id=min(claim.id for claim in claims),
        source=first.source,
        own=own,
        reach=reach - own,
        governorate=governorate,
        start=start.astimezone(zone).toordinal(),
        end=max((end - timedelta(microseconds=1)).astimezone(zone).toordinal() + 1, start.toordinal() + 1),
        dated=first.by.get("time", "") not in ("published", ""),
        acts=frozenset(claim.act.code for claim in claims),
        killed=_most(claims, "killed"),
        injured=_most(claims, "injured"),
        names=names_of(first.signature),
        plain=plain_of(first.signature),
        bands=frozenset(bands_of(first.signature)),
    )


def _words(claim: Claim) -> frozenset[int]:
    """Return the hashes of the words of a place's name; of a text in capitals those that are names."""
    found = content(claim.place.text or "", "en")
    named = [word for word, name in found if name]
    return frozenset(named_hash(word, name=bool(named)) for word in named or [word for word, _ in found])


def _cells(claim: Claim, case: Case | None) -> tuple[frozenset[Cell], frozenset[Cell], str | None]:
    if case is None or claim.place.id is None:
        return _words(claim), names_of(claim.signature), None
    place = claim.place.id
    line = case.places.lineage(place)
    governorate = case.places.at_level(place, "governorate")
    until = line.index(governorate) + 1 if governorate in line else len(line)
    reach = (step for step in line[1:until] if case.places[step].level != "area")
    return frozenset((place,)), frozenset(reach), governorate


def _most(claims: Sequence[Claim], kind: str) -> int | None:
    told = [harm.low for claim in claims for harm in claim.harm if harm.kind == kind and harm.scope == "event"]
    return max((number for number in told if number is not None), default=None)
