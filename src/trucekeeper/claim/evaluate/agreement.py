"""How far the coder, reading a case's own sentences, agrees with the columns that people typed for them.

A row of the record holds a sentence in English and in Arabic and, in its columns, what a person read out of its source.
The coder reads the sentence alone. A column may hold what the sentence does not say (a means, a place by its code), so
that full agreement is not to be had; what matters is that it is the same in both languages and for every party.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from trucekeeper.agreement import Agreement
from trucekeeper.case import Case, ChronologyRow
from trucekeeper.claim.claim import Claim
from trucekeeper.claim.coder import Coder
from trucekeeper.claim.evaluate.rows import PLACES, Row
from trucekeeper.claim.told import Prose
from trucekeeper.claim.typed import type_row
from trucekeeper.vocabulary.clock import day_start
from trucekeeper.vocabulary.text import LANGS, Lang

LOWEST_FOR_A_PARTY = 10
"""Rows of a party in a field; fewer are not told apart."""
Z_95 = 1.959964
"""The 97.5 % point of the normal distribution."""
FIELDS = ("speaker", "stance", "act", "actor", "place", "killed", "injured")


class Agreed(NamedTuple):
    """Of the rows in one language whose actor is of one party (``None``: all): how many agree in a field."""

    lang: Lang
    party: str | None
    field: str
    agree: int
    of: int


def agreement_with_columns(case: Case, agreement: Agreement) -> list[Agreed]:
    """Return the agreement by language, party and field; a field is counted where the columns state it."""
    coder, counts = Coder(case, agreement), dict[tuple[Lang, str | None, str], list[bool]]()
    for row in case.rows:
        typed = type_row(row, case).claims
        parties = {party for claim in typed if (party := _party(claim.actor.id, case))}
        for lang in LANGS:
            published = day_start(row.published, case.zone)
            coded = coder.code(Prose(row.id, row.summary[lang], lang, published, row.id))
            for field, agrees in _compared(typed, coded, case, row):
                for party in (None, *(parties if len(parties) == 1 else ())):
                    counts.setdefault((lang, party, field), []).append(agrees)
    keys = sorted(counts, key=lambda key: (key[0], key[1] or "", FIELDS.index(key[2])))
    return [Agreed(*key, sum(counts[key]), len(counts[key])) for key in keys]


def _party(actor: str | None, case: Case) -> str | None:
    line = case.actors.lineage(actor) if actor else ()
    return next((step for step in line if step in case.file.parties), None)


def _compared(
    typed: Iterable[Claim], coded: Iterable[Claim], case: Case, row: ChronologyRow
) -> Iterator[tuple[str, bool]]:
    """Yield whether a row's sentence and its columns agree, field by field, where the columns state one."""
    typed, coded = list(typed), list(coded)
    for field in FIELDS:
        stated = {value for claim in typed for value in _values(claim, field, case)}
        if stated:
            found = {value for claim in coded for value in _values(claim, field, case)}
            yield field, bool(stated & found)


def _values(claim: Claim, field: str, case: Case) -> Iterator[object]:
    if field == "speaker" and claim.speaker.id:
        yield case.actors.lineage(claim.speaker.id)[-1]
    elif field == "stance":
        yield "asserts" if claim.stance == "reports" else claim.stance
    elif field == "act":
        yield claim.act.code
    elif field == "actor" and claim.actor.id and not case.actors.unknown(claim.actor.id):
        yield case.actors.lineage(claim.actor.id)[-1]
    elif field == "place" and claim.place.id and case.places[claim.place.id].level != "area":
        yield from case.places.lineage(claim.place.id)[:1]
    elif field in ("killed", "injured"):
        yield from ((harm.low, harm.high) for harm in claim.harm if harm.kind == field and harm.low)


def told(agreed: Iterable[Agreed], case: Case) -> list[str]:
    """Return the agreement as lines for a terminal: by field, both languages, and each party with enough rows."""
    held = {(one.lang, one.party, one.field): one for one in agreed}
    lines = []
    for party in (None, *sorted(case.file.parties, key=lambda party: case.actors[party].name.en)):
        name = "all rows" if party is None else f"rows whose actor is {case.actors[party].name.en} or of it"
        fields = [field for field in FIELDS if _enough(held, party, field)]
        if fields:
            lines.append(name)
            lines += [
                f"  {field}: " + ", ".join(_share(held[lang, party, field]) for lang in LANGS) for field in fields
            ]
    return lines


def _enough(held: dict[tuple[Lang, str | None, str], Agreed], party: str | None, field: str) -> bool:
    least = 1 if party is None else LOWEST_FOR_A_PARTY
    return all((lang, party, field) in held and held[lang, party, field].of >= least for lang in LANGS)


def _share(one: Agreed) -> str:
    return f"{one.lang} {one.agree} of {one.of} ({one.agree / one.of:.0%})"


def rows(case: Case, agreement: Agreement) -> Iterator[Row]:
    """Yield the agreement as measures: ``recall`` is the share of rows, with its Wilson interval; parties apart."""
    for one in agreement_with_columns(case, agreement):
        if one.party is None or one.of >= LOWEST_FOR_A_PARTY:
            low, high = wilson(one.agree, one.of)
            yield Row(
                dataset=case.id,
                split="record",
                lang=one.lang,
                field=one.field if one.party is None else f"{one.field}, actor of {one.party}",
                match="a claim says what a column says",
                n=one.of,
                coverage=None,
                precision=None,
                recall=round(one.agree / one.of, PLACES),
                f1=None,
                low=round(low, PLACES),
                high=round(high, PLACES),
                baselines={},
            )


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (Wilson 1927), from 0 to 1."""
    share, spread = right / of, Z_95**2 / of
    centre = (share + spread / 2) / (1 + spread)
    half = Z_95 * (share * (1 - share) / of + spread / (4 * of)) ** 0.5 / (1 + spread)
    return centre - half, centre + half
