"""Every sentence of every brief leads back to a report; nothing in it totals proposals or blames."""

import json
import re
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from trucekeeper.agreement import load_agreement
from trucekeeper.brief import Brief, make_brief, make_scene, to_html, to_json, to_markdown
from trucekeeper.case import load_case
from trucekeeper.vocabulary.clock import Period
from trucekeeper.vocabulary.text import without_isolates
from trucekeeper.warning import load_rules

PERIODS = {
    "the first weeks": (date(2025, 10, 10), date(2025, 11, 2)),
    "a week": (date(2025, 10, 26), date(2025, 11, 1)),
    "a day": (date(2026, 2, 4), date(2026, 2, 4)),
    "a day without a report": (date(2025, 10, 27), date(2025, 10, 27)),
    "the last month": (date(2026, 9, 11), date(2026, 10, 10)),
    "the whole case": (date(2025, 10, 10), date(2026, 10, 10)),
}


@pytest.fixture(scope="module")
def briefs(gaza_case_dir: Path) -> dict[str, Brief]:
    case = load_case(gaza_case_dir)
    agreement, rules = load_agreement(case), load_rules(case)[0]

    def made(first: date, last: date) -> Brief:
        period = Period(first, last, case.zone)
        return make_brief(make_scene(case, agreement, rules, period=period, as_of=period.end + timedelta(days=30)))

    return {name: made(*days) for name, days in PERIODS.items()}


class Walk(HTMLParser):
    """Every sentence of a page with the reports that it links to, and every id of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.sentences, self.ids, self.lang, self.dir = 0, [], set(), None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids |= {given["id"]} if "id" in given else set()
        if tag == "html":
            self.lang, self.dir = given["lang"], given["dir"]
        if tag == "span" and (self.depth or given.get("class") == "sentence"):
            if not self.depth:
                self.sentences.append((given["data-records"], []))
            self.depth += 1
        if tag == "a" and self.depth:
            self.sentences[-1][1].append(given["href"])

    def handle_endtag(self, tag):
        self.depth -= tag == "span" and self.depth > 0


@pytest.mark.parametrize("name", PERIODS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_sentence_of_the_page_links_to_a_report_that_stands_on_it(briefs, name, lang):
    walk = Walk()
    walk.feed(to_html(briefs[name], lang))
    assert walk.sentences
    assert (walk.lang, walk.dir) == (lang, "rtl" if lang == "ar" else "ltr")
    for records, links in walk.sentences:
        assert records
        assert any(link.startswith("#report-") for link in links)
        assert {link[1:] for link in links} <= walk.ids


@pytest.mark.parametrize("name", PERIODS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_sentence_of_the_json_names_its_reports(briefs, name, lang):
    document = json.loads(to_json(briefs[name], lang))
    held = {report["id"] for report in document["reports"]}
    sentences = [s for section in document["sections"] for s in section["sentences"]]
    assert sentences
    for s in sentences:
        assert s["lang"] == lang
        assert s["records"]
        assert s["reports"]
        assert set(s["reports"]) <= held


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_markdown_holds_the_same_sentences(briefs, lang):
    brief = briefs["a week"]
    text = re.sub(r"\\(.)", r"\1", to_markdown(brief, lang))
    for section in brief.sections:
        for s in section.sentences:
            assert s.text[lang] in text


def test_coverage_comes_first(briefs):
    assert all(brief.sections[0].id == "coverage" for brief in briefs.values())


def test_a_day_without_a_report_says_so_and_since_when(briefs):
    only = briefs["a day without a report"].sections[0].sentences
    assert [s.text.en for s in only] == [
        "No report is dated in the period; the last one before it is dated 24 October 2025."
    ]


def test_the_days_without_a_report_are_named(briefs):
    text = " ".join(s.text.en for s in briefs["a week"].sections[0].sentences)
    assert "No report is dated on 2 of the 7 days: 26 October 2025 and 27 October 2025." in text


def test_likelihood_and_confidence_never_share_a_sentence(briefs):
    for brief in briefs.values():
        for section in brief.sections:
            for s in section.sentences:
                assert not ("confidence" in s.text.en and "likely" in s.text.en)


def test_proposals_are_marked_and_never_totalled(briefs):
    for brief in briefs.values():
        for section in brief.sections:
            for s in section.sentences:
                if section.id == "findings":
                    assert "Proposed by rule, not reviewed" in s.text.en
                    assert "مقترح بقاعدة ولم يُراجع" in s.text.ar
                else:
                    assert "breach." not in s.text.en


BLAME = [
    "claimed",
    "terrorist",
    "regime",
    "brutal",
    "massacre",
    "aggression",
    "violation",
    "زعم",
    "ادعى",
    "عدوان",
    "مجزرة",
    "إرهاب",
]


@pytest.mark.parametrize("blame", BLAME)
def test_no_composed_sentence_holds_a_word_of_blame(briefs, blame):
    for brief in briefs.values():
        for section in brief.sections:
            for s in section.sentences:
                assert blame not in s.text.en.lower()
                assert blame not in s.text.ar


def test_arabic_has_no_latin_run_outside_isolates(briefs):
    for section in briefs["the whole case"].sections:
        for s in section.sentences:
            bare = re.sub("[\u2066-\u2068].*?\u2069", "", s.text.ar)
            assert not re.search("[A-Za-z]", bare), without_isolates(s.text.ar)


def test_nothing_published_after_the_instant_is_used(gaza_case_dir):
    case = load_case(gaza_case_dir)
    period = Period(date(2025, 10, 26), date(2025, 11, 1), case.zone)
    instant = datetime(2025, 10, 30, 12, tzinfo=case.zone)
    scene = make_scene(case, load_agreement(case), load_rules(case)[0], period=period, as_of=instant)
    assert scene.reports
    assert all(report.published <= instant for report in scene.reports.values())
    assert "gz-0034" not in scene.reports
