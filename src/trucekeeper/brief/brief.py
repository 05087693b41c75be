"""The brief: sections of cited sentences, coverage first."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from trucekeeper.brief import coverage, events, verdicts
from trucekeeper.brief.scene import Scene
from trucekeeper.report import Report
from trucekeeper.vocabulary.clock import Period
from trucekeeper.vocabulary.sentence import Sentence, day, fill, word
from trucekeeper.vocabulary.text import T


class Section(NamedTuple):
    """A section: its id, its title and its sentences, one paragraph each."""

    id: str
    title: T
    sentences: tuple[Sentence, ...]


class Brief(NamedTuple):
    """A brief for a period, in both languages, with the reports that its sentences lead to."""

    case: str
    title: T
    subtitle: T
    note: T
    period: Period
    as_of: datetime
    sections: tuple[Section, ...]
    reports: tuple[Report, ...]


_SECTIONS: tuple[tuple[str, Callable[[Scene], Iterable[Sentence]]], ...] = (
    ("coverage", coverage.sentences),
    ("scene", events.scene),
    ("incidents", events.incidents),
    ("episodes", events.episodes),
    ("findings", verdicts.findings),
    ("figures", verdicts.figures),
    ("deadlines", verdicts.deadlines),
    ("warnings", verdicts.warnings),
    ("outlook", verdicts.outlook),
)


def make_brief(scene: Scene) -> Brief:
    """Return the brief of *scene*: every section, those without a sentence left out."""
    made = (Section(key, word(f"section_{key}"), tuple(make(scene))) for key, make in _SECTIONS)
    sections = tuple(section for section in made if section.sentences)
    cited = dict.fromkeys(report for section in sections for s in section.sentences for report in s.reports)
    return Brief(
        case=scene.case.id,
        title=scene.case.file.title,
        subtitle=fill("brief_period", first=day(scene.period.first), last=day(scene.period.last)),
        note=fill("brief_note", day=day(scene.as_of.astimezone(scene.case.zone).date())),
        period=scene.period,
        as_of=scene.as_of,
        sections=sections,
        reports=tuple(scene.reports[report] for report in cited),
    )
