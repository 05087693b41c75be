"""A report: one thing a source said, with its carriers. A record row is a report; so is a published figure."""

from datetime import date, datetime
from typing import Literal

from trucekeeper.case import Case, ChronologyRow, Citation, FigureRow
from trucekeeper.vocabulary.clock import day_start
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.sentence import Term, both, counted, day, fill, style, toll
from trucekeeper.vocabulary.text import Frozen, T, isolate


class CarriedBy(Frozen):
    """Where a report was read: the carrier's name and the address, ``None`` for a secondary copy."""

    name: str
    url: str | None


class Report(Frozen):
    """One thing a source said. ``source`` is the first that the report names; ``published`` the start of its day.

    ``opened`` is false where only a secondary copy was read: such a report never supports a finding alone.
    """

    id: str
    source: str
    carriers: tuple[CarriedBy, ...]
    published: datetime
    occurred_on: date
    lang: Literal["en"] = "en"
    text: T
    kind: Literal["record", "figure"]
    opened: bool
    marking: Marking = Marking.CLEAR
    obligations: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()


def row_report(row: ChronologyRow, case: Case) -> Report:
    """Return the report that a row of ``chronology.csv`` is."""
    first = row.claimed_by[0]
    return Report(
        id=row.id,
        source=case.sources.named(first.source) or first.source,
        carriers=tuple(_carried(citation, case) for citation in row.citations),
        published=day_start(row.published, case.zone),
        occurred_on=row.date,
        text=row.summary,
        kind="record",
        opened=row.opened,
        obligations=row.obligations,
        duplicates=row.duplicates,
    )


def figure_report(figure: FigureRow, case: Case) -> Report:
    """Return the report that a published figure is, its text composed from its cells."""
    source = case.sources.named(figure.publisher)
    return Report(
        id=figure.id,
        source=source or figure.publisher,
        carriers=(_carried(figure.citation, case),),
        published=day_start(figure.citation.published, case.zone),
        occurred_on=figure.as_of,
        text=figure_text(figure, case),
        kind="figure",
        opened=not figure.citation.secondary,
    )


def publisher(figure: FigureRow, case: Case) -> Term:
    """Return the publisher of a figure as a part of a sentence; an unknown one stands as written."""
    source = case.sources.named(figure.publisher)
    if source is None:
        return Term(text=T(en=figure.publisher, ar=figure.publisher))
    return case.sources[source].name.term


def metric(name: str) -> T:
    """Return the words for a metric; one without words stands by its name."""
    plain = name.replace("_", " ")
    return T(en=style("en")["metrics"].get(name, plain), ar=style("ar")["metrics"].get(name, plain))


NOUNS = {
    "trucks": "truck",
    "persons": "person",
    "buildings": "building",
    "bodies": "body",
    "tents": "tent",
    "tonnes": "tonne",
    "organisations": "organisation",
    "movements": "movement",
}


def amount(figure: FigureRow) -> T:
    """Return the published amount with its qualifier, unit and per, as published."""
    words = fill(f"amount_{figure.qualifier}", amount=_plain_amount(figure))
    return fill(f"per_{figure.per}", amount=words) if figure.per else words


def _plain_amount(figure: FigureRow) -> T:
    noun = NOUNS.get(figure.unit)
    if figure.value is not None and noun and figure.value == figure.value.to_integral_value():
        return counted(int(figure.value), noun)
    if figure.count is not None and noun:
        return toll(figure.count, noun)
    number = f"{figure.value:,}" if figure.value is not None else "–".join(_ends(figure))
    return both(lambda lang: f"{isolate(number, lang)} {style(lang)['units'].get(figure.unit, figure.unit)}")


def _ends(figure: FigureRow) -> list[str]:
    return [f"{end:,}" for end in (figure.count.low, figure.count.high) if end is not None] if figure.count else ["?"]


def figure_text(figure: FigureRow, case: Case) -> T:
    """Return what a figure says: who put which metric at what amount, as of when."""
    said = fill(
        "figure_said",
        publisher=publisher(figure, case),
        metric=_metric_of(figure, case),
        amount=amount(figure),
        day=day(figure.as_of),
    )
    return said


def _metric_of(figure: FigureRow, case: Case) -> T:
    words = metric(figure.metric)
    for template, who in (("metric_against", figure.against), ("metric_by", figure.by)):
        if who and who in case.actors:
            words = fill(template, metric=words, actor=case.actors[who].name.term)
    return words


def _carried(citation: Citation, case: Case) -> CarriedBy:
    return CarriedBy(name=case.sources.carrier_of(citation.url), url=None if citation.secondary else citation.url)
