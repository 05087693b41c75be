"""Exchange the two parties throughout a case and its records: every result is exchanged and otherwise the same."""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.agreement import Agreement, load_agreement
from trucekeeper.agreement.agreement import InstrumentFile
from trucekeeper.brief import make_brief, make_scene
from trucekeeper.case import Actor, Actors, Case, ChronologyRow, FigureRow, Said, Sources, load_case
from trucekeeper.case.load import CaseFile
from trucekeeper.case.sources import SourceFile
from trucekeeper.finding import audit
from trucekeeper.finding.derive import Derived, derive
from trucekeeper.incident import totals
from trucekeeper.incident.standards import casualty_standards
from trucekeeper.vocabulary.clock import Period
from trucekeeper.vocabulary.quantity import Count
from trucekeeper.warning import load_rules

GAZA = Path(__file__).parents[2] / "cases" / "gaza-2025"
PARTIES = {"israel": "hamas", "hamas": "israel"}
MIRROR = {
    "Israel": "Hamas",
    "Israeli army": "Hamas armed wing",
    "Israeli authorities": "Gaza health ministry",
}
MIRROR |= {b: a for a, b in MIRROR.items()}


@cache
def gaza() -> tuple[Case, Agreement]:
    case = load_case(GAZA)
    return case, load_agreement(case)


def swapped(value):
    """Return *value* with the ids of the two parties exchanged wherever they stand alone."""
    if isinstance(value, str):
        return PARTIES.get(value, value)
    if isinstance(value, dict):
        return {swapped(key): swapped(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(swapped(item) for item in value)
    return value


def remade(model):
    return type(model).model_construct(**{k: _again(v) for k, v in model})


def _again(value):
    if hasattr(value, "model_fields_set"):
        return remade(value)
    if isinstance(value, tuple):
        items = tuple(_again(item) for item in value)
        return type(value)(*items) if hasattr(value, "_fields") else items
    return swapped(value)


def exchanged(case: Case, agreement: Agreement) -> tuple[Case, Agreement]:
    file: CaseFile = remade(case.file)
    actors = Actors(tuple(remade(actor) for actor in case.actors.all))
    sources = Sources(
        remade(SourceFile(sources=case.sources.all, carriers=case.sources.carriers)), actors, file.parties
    )
    figures = tuple(remade(figure) for figure in case.figures)
    files = [
        InstrumentFile.model_construct(
            instrument=remade(instrument),
            obligations=tuple(remade(o) for o in agreement.obligations if agreement.instrument_of[o.id] is instrument),
        )
        for instrument in agreement.instruments
    ]
    other = Agreement(
        instruments=tuple(f.instrument for f in files),
        obligations=tuple(o for f in files for o in f.obligations),
        instrument_of={o.id: f.instrument for f in files for o in f.obligations},
        zones=agreement.zones,
        phases=agreement.phases,
    )
    return replace(case, file=file, actors=actors, sources=sources, figures=figures), other


def as_set(derived: Derived) -> Counter:
    """Return the results without the order in which lists are presented."""
    found = [("incident", _plain(i.model_dump(mode="json"))) for i in derived.incidents]
    found += [("episode", _plain(e.model_dump(mode="json"))) for e in derived.episodes]
    found += [("finding", _plain(f.model_dump(mode="json", exclude={"id"}))) for f in derived.findings]
    return Counter(found)


def _plain(value):
    if isinstance(value, dict):
        return tuple(sorted((k, _plain(v)) for k, v in value.items()))
    if isinstance(value, list):
        return tuple(sorted((_plain(v) for v in value), key=repr))
    return value


def swapped_set(derived: Derived) -> Counter:
    models = (*derived.incidents, *derived.episodes, *derived.findings)
    assert models
    return as_set(
        Derived(
            derived.claims,
            tuple(remade(i) for i in derived.incidents),
            tuple(remade(e) for e in derived.episodes),
            tuple(remade(f) for f in derived.findings),
        )
    )


def test_the_exchange_really_exchanges_something():
    case, agreement = gaza()
    other, other_agreement = exchanged(case, agreement)
    army: Actor = other.actors["idf"]
    assert army.parent == "hamas"
    assert other_agreement.by_id["O-04"].obligor == ("hamas",)
    assert other.sources.side("gaza-moh") == "israel"


def test_all_of_the_gaza_case_is_exchanged_and_otherwise_the_same():
    case, agreement = gaza()
    other, other_agreement = exchanged(case, agreement)
    one = derive(case.rows, case.figures, case, agreement)
    two = derive(other.rows, other.figures, other, other_agreement)
    for standard in casualty_standards().values():
        assert totals(one.incidents, standard, one.claims) == totals(two.incidents, standard, two.claims)
    assert swapped_set(one) == as_set(two)


def test_every_audit_of_a_figure_is_exchanged_and_otherwise_the_same():
    case, agreement = gaza()
    other, other_agreement = exchanged(case, agreement)
    for metric in sorted({figure.metric for figure in case.figures}):
        one = audit(metric, case.figures, case, agreement).model_dump(mode="json")
        two = audit(metric, other.figures, other, other_agreement).model_dump(mode="json")
        assert _plain(one) == _plain(two)


def test_the_brief_says_the_same_of_both_in_both_languages():
    case, agreement = gaza()
    other, other_agreement = exchanged(case, agreement)
    rules = load_rules(case)[0]
    period = Period(date(2025, 10, 10), date(2026, 10, 10), case.zone)
    scenes = [
        make_scene(c, a, rules, period=period, as_of=period.end)
        for c, a in ((case, agreement), (other, other_agreement))
    ]
    briefs = [make_brief(scene) for scene in scenes]
    for lang in ("en", "ar"):
        one, two = ([Counter(_words(s.text[lang]) for s in x.sentences) for x in brief.sections] for brief in briefs)
        assert one == two


def _words(text: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph as a set: readings stand in alphabetical order of who holds them."""
    return tuple(sorted(text.split(". ")))


sources = st.sampled_from(
    [
        "Israel",
        "Israeli army",
        "Hamas",
        "Hamas armed wing",
        "Gaza health ministry",
        "UNICEF",
        "Reuters",
        "US CENTCOM",
        "local sources",
    ]
)
said = st.lists(sources, unique=True, max_size=3).map(lambda names: tuple(Said(name) for name in names))


@st.composite
def rows(draw) -> ChronologyRow:
    case, _ = gaza()
    row = next(r for r in case.rows if r.id == "gz-0013")
    denied = draw(said)
    return row.model_copy(
        update={
            "id": f"gx-{draw(st.integers(1, 999)):04}",
            "event_type": draw(
                st.sampled_from(["air_strike", "gunfire", "ied", "demolition", "line_crossing", "aid_looting"])
            ),
            "actors": draw(st.sampled_from([("Israel",), ("Hamas",), ("unnamed gunmen",), ("Israeli army",)])),
            "claimed_by": draw(said.filter(bool)),
            "denied_by": denied,
            "denial_of": draw(st.sampled_from(["occurrence", "author", "breach"])) if denied else None,
            "acknowledged_by": draw(said),
            "stated_target": draw(st.sampled_from([None, "fighters", "threat"])),
            "prior_acts": draw(st.sampled_from([(), ("line_crossing",), ("gunfire",)])),
            "prior_actors": draw(st.sampled_from([("Hamas",), ("Israel",), ("unnamed persons",)])),
            "prior_by": draw(said),
            "killed": Count(low=draw(st.integers(0, 5)), high=draw(st.integers(5, 9))),
        }
    )


@given(st.lists(rows(), min_size=1, max_size=4, unique_by=lambda r: r.id))
def test_random_records_are_exchanged_and_otherwise_the_same(some):
    case, agreement = gaza()
    other, other_agreement = exchanged(case, agreement)
    no_figures: tuple[FigureRow, ...] = ()
    assert swapped_set(derive(some, no_figures, case, agreement)) == as_set(
        derive(some, no_figures, other, other_agreement)
    )


def mirrored(row: ChronologyRow) -> ChronologyRow:
    def names(items):
        return tuple(MIRROR.get(item, item) for item in items)

    def speakers(items):
        return tuple(item._replace(source=MIRROR.get(item.source, item.source)) for item in items)

    lists = ("claimed_by", "denied_by", "acknowledged_by", "prior_by")
    return row.model_copy(
        update={
            "actors": names(row.actors),
            "prior_actors": names(row.prior_actors),
            **{name: speakers(getattr(row, name)) for name in lists},
        }
    )


@given(rows())
def test_the_same_shape_of_event_gets_the_same_four_answers_whoever_acted(row):
    case, agreement = gaza()

    def answers(one: ChronologyRow):
        found = derive([one], (), case, agreement).findings
        return Counter(
            (f.reading, f.occurred.answer, f.author.answer, f.compliance)
            for f in found
            if f.obligation in ("O-01", "O-15")
        )

    assert answers(row) == answers(mirrored(row))
