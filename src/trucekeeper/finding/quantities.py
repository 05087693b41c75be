"""A published figure held against a duty of quantity: so many trucks a day, so much of an area at most.

A shortfall is established only by a figure of the obligor's own organ, published under the definition of the reading,
without another of its own figures saying the opposite; that the duty was met, only by a figure of somebody else.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from trucekeeper.agreement import Agreement, Obligation, Reading
from trucekeeper.case import Case, FigureRow
from trucekeeper.finding.assess import in_order_of_holders, standards
from trucekeeper.finding.figures import comparable, due_derived
from trucekeeper.finding.finding import Answer, Author, Compliance, Finding, Occurred, Step
from trucekeeper.vocabulary.sentence import fill, word
from trucekeeper.vocabulary.text import T


def assess_figures(figures: Iterable[FigureRow], case: Case, agreement: Agreement) -> Iterator[Finding]:
    """Yield the proposed findings of *figures*, each obligation of that metric and each reading in turn."""
    figures = list(figures)
    for figure in figures:
        for obligation in agreement.obligations:
            quantity = obligation.quantity
            if quantity is None or quantity.metric != figure.metric or (quantity.by and quantity.by != figure.by):
                continue
            for reading in in_order_of_holders(obligation, case):
                yield _finding(figure, obligation, reading, figures, case, agreement)


def _finding(
    figure: FigureRow,
    obligation: Obligation,
    reading: Reading,
    figures: list[FigureRow],
    case: Case,
    agreement: Agreement,
) -> Finding:
    instrument = agreement.instrument_of[obligation.id]
    occurred, compliance, why = _answers(figure, obligation, reading, figures, case)
    own = _own(figure, obligation, case)
    return Finding(
        id=f"{figure.id}/{obligation.id}/{reading.id}",
        incident=figure.id,
        obligation=obligation.id,
        instrument=instrument.id,
        clause=obligation.clause,
        reading=reading.id,
        held_by=reading.held_by,
        obligor=own if compliance == "breach" else None,
        occurred=Answer(answer=occurred, standard=standards()["occurred"]["id"]),
        author=Author(
            answer="acknowledged" if own and occurred == "yes" else "not_attributed",
            actor=own if own and occurred == "yes" else None,
            standard=standards()["author"]["id"],
        ),
        compliance=compliance,
        intent="not_asked",
        contested_text=instrument.contested(case.file.parties),
        chain=(Step(rule="reading", text=fill("chain_quantity", reading=reading.text)), Step(rule="figure", text=why)),
        would_change=() if compliance in ("breach", "no_breach") else (word("change_figure"),),
    )


def _answers(
    figure: FigureRow, obligation: Obligation, reading: Reading, figures: list[FigureRow], case: Case
) -> tuple[Occurred, Compliance, T]:
    if figure.qualifier == "target":
        return "cannot_determine", "out_of_scope", word("chain_figure_target")
    short = _short(figure, obligation)
    if short is None:
        return "cannot_determine", "cannot_determine", word("chain_figure_no_window")
    counts = comparable(figure, obligation, due_derived(figure, obligation))[0]
    if reading.cargo and counts != reading.id:
        return "cannot_determine", "cannot_determine", word("chain_figure_other_definition")
    if figure.citation.secondary:
        return "cannot_determine", "cannot_determine", word("chain_figure_secondary")
    own = _own(figure, obligation, case)
    opposite = [
        other
        for other in figures
        if other.publisher == figure.publisher
        and other.as_of == figure.as_of
        and other.id != figure.id
        and other.metric == figure.metric
        and _short(other, obligation) == (not short)
    ]
    if opposite:
        return "cannot_determine", "cannot_determine", word("chain_figure_own_contradiction")
    if short and own:
        held: Compliance = "cannot_determine" if reading.conditional_on else "breach"
        return "yes", held, word("chain_figure_short_own")
    if not short and not own:
        return "no", "no_breach", word("chain_figure_met_other")
    return "cannot_determine", "cannot_determine", word("chain_figure_one_side")


def _short(figure: FigureRow, obligation: Obligation) -> bool | None:
    """Return whether the figure falls short of the duty, or ``None`` where it cannot be held against it."""
    quantity = obligation.quantity
    value = figure.value
    if quantity is None or value is None:
        return None
    if quantity.at == "at_most":
        return value > Decimal(quantity.value)
    due = due_derived(figure, obligation)
    return None if due is None else value < due


def _own(figure: FigureRow, obligation: Obligation, case: Case) -> str | None:
    """Return the obligor that the publisher is an organ of, or ``None``."""
    source = case.sources.named(figure.publisher)
    affiliation = case.sources[source].affiliation if source else None
    if affiliation is None:
        return None
    return next((o for o in obligation.obligor if o in case.actors.lineage(affiliation)), None)
