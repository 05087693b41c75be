"""A brief as HTML, Markdown and JSON. Text that came from outside is escaped; numbers are isolated in Arabic."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from trucekeeper import __version__
from trucekeeper.brief.brief import Brief
from trucekeeper.vocabulary.sentence import style
from trucekeeper.vocabulary.text import Lang, isolate

NOTES_SHOWN = 4
_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|"})


def to_json(brief: Brief, lang: Lang) -> str:
    """Return the brief as one JSON document: sections of sentences with their records and reports."""
    document = {
        "case": brief.case,
        "lang": lang,
        "title": brief.title[lang],
        "subtitle": brief.subtitle[lang],
        "from": brief.period.first.isoformat(),
        "to": brief.period.last.isoformat(),
        "as_of": brief.as_of.isoformat(),
        "version": __version__,
        "sections": [
            {
                "id": section.id,
                "title": section.title[lang],
                "sentences": [
                    {"text": s.text[lang], "lang": lang, "records": list(s.records), "reports": list(s.reports)}
                    for s in section.sentences
                ],
            }
            for section in brief.sections
        ],
        "reports": [
            {
                "id": report.id,
                "text": report.text[lang],
                "source": report.source,
                "published": report.published.isoformat(),
                "carriers": [carrier.model_dump() for carrier in report.carriers],
            }
            for report in brief.reports
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def to_markdown(brief: Brief, lang: Lang) -> str:
    """Return the brief as Markdown, every sentence with its notes."""
    words: dict[str, str] = style(lang)["words"]
    numbers = _numbers(brief)
    lines = [f"# {_plain(brief.title[lang])}", "", _plain(isolate(brief.subtitle[lang], lang)), ""]
    lines += [_plain(isolate(brief.note[lang], lang)), ""]
    for section in brief.sections:
        lines += [f"## {_plain(section.title[lang])}", ""]
        for s in section.sentences:
            notes = " ".join(f"[[{numbers[report]}]](#report-{report})" for report in s.reports)
            lines += [f"{_plain(s.text[lang])} {notes}", ""]
    lines += [f"## {words['section_sources']}", ""]
    for report in brief.reports:
        where = "; ".join(
            f"[{_plain(carrier.name)}](<{carrier.url}>)" if carrier.url else words["secondary"]
            for carrier in report.carriers
        )
        text = _plain(isolate(report.text[lang], lang))
        day = report.published.date().isoformat()
        tail = f"{words['carried']} {where}, {words['published']} {day} · {report.id}"
        lines += [f'{numbers[report.id]}. <a id="report-{report.id}"></a>{text} {tail}', ""]
    return "\n".join([*lines, "---", "", words["made_by"], ""])


def to_html(brief: Brief, lang: Lang) -> str:
    """Return the brief as one self-contained page, right to left in Arabic."""
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            brief=brief,
            lang=lang,
            words=style(lang)["words"],
            numbers=_numbers(brief),
            shown=NOTES_SHOWN,
            version=__version__,
        )
    )


def _numbers(brief: Brief) -> dict[str, int]:
    return {report.id: number for number, report in enumerate(brief.reports, start=1)}


def _plain(text: str) -> str:
    return text.translate(_MARKDOWN)


@cache
def _environment() -> Environment:
    folder = files("trucekeeper") / "knowledge" / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["iso"] = _iso
    return environment


def _iso(text: str) -> Any:
    return isolate(text, "ar") if any("\u0600" <= c <= "\u06ff" for c in text) else text
