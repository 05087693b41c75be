"""The gate board: what each next stage waits for, by whose word, as known on a day; and the calendar."""

from datetime import date

import pytest
from icalendar import Calendar

from trucekeeper.agreement import load_agreement
from trucekeeper.agreement.obligation import Obligation, StatusClaim
from trucekeeper.case import load_case
from trucekeeper.finding.gates import _state, board, to_ical
from trucekeeper.vocabulary.text import T

CITE = {"url": "https://example.org"}
DAY = date(2026, 10, 10)


@pytest.fixture(scope="module")
def gaza(gaza_case_dir):
    case = load_case(gaza_case_dir)
    return case, load_agreement(case)


def duty(*said: tuple[str, str], obligor: str = "israel") -> Obligation:
    return Obligation(
        id="X-1",
        clause="1",
        kind="action_with_deadline",
        obligor=(obligor,),
        what=T(en="do it", ar="افعل"),
        said=tuple(
            StatusClaim.model_validate(
                {"by": by, "date": f"2026-01-{n:02}", "state": state, "text": {"en": "t", "ar": "ن"}, "source": [CITE]}
            )
            for n, (by, state) in enumerate(said, start=1)
        ),
        confidence="high",
        source=(),
    )


@pytest.mark.parametrize(
    ("said", "verifier", "state"),
    [
        ((), None, "unknown"),
        ((("Israel", "met"),), None, "met"),
        ((("Israel", "met"),), "un-security-council", "unknown"),
        ((("UN Security Council", "met"), ("Hamas", "unmet")), "un-security-council", "met"),
        ((("UN Security Council", "partly"), ("Israel", "met")), "un-security-council", "unmet"),
        ((("Hamas", "unmet"),), None, "unknown"),
        ((("Israel", "unmet"),), None, "unmet"),
        ((("Israel", "unmet"), ("Israel", "met")), None, "met"),
        ((("Israel", "met"), ("Hamas", "unmet")), None, "disputed"),
        ((("Hamas", "other"),), None, "unknown"),
    ],
)
def test_a_condition_is_as_the_verifier_says_else_as_who_owes_it_admits(gaza, said, verifier, state):
    assert _state(duty(*said), verifier, gaza[0], DAY) == state


@pytest.mark.parametrize(("obligor", "by"), [("israel", "Israel"), ("hamas", "Hamas"), ("us", "United States")])
def test_the_rule_is_the_same_for_every_party_and_guarantor(gaza, obligor: str, by: str):
    assert _state(duty((by, "unmet"), obligor=obligor), "ivc", gaza[0], DAY) == "unmet"
    assert _state(duty((by, "met"), obligor=obligor), "ivc", gaza[0], DAY) == "unknown"


def test_the_board_of_the_gaza_case(gaza):
    made = board(*gaza, as_of=DAY)
    first, second = made.gates
    assert (first.id, first.stage, first.verifier, first.state) == ("M-01", "ROAD15 2", "ivc", "unmet")
    assert {c.obligation: c.state for c in first.conditions}["O-16"] == "unmet"
    assert second.reciprocal == ("O-22", "O-26")
    assert {item.obligation: item.next_due for item in made.calendar}["R-04"] == date(2026, 11, 17)


def test_what_was_said_later_is_not_known_earlier(gaza):
    assert board(*gaza, as_of=date(2026, 5, 20)).gates == ()
    early = board(*gaza, as_of=date(2026, 6, 1)).gates[0]
    assert all(said.date <= "2026-06-01" for condition in early.conditions for said in condition.said)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_calendar_is_one_that_others_read(gaza, lang):
    made = board(*gaza, as_of=DAY)
    events = Calendar.from_ical(to_ical(made, gaza[1], lang)).walk("VEVENT")
    assert len(events) == len(made.calendar)
    report = next(event for event in events if event["uid"].startswith("R-04"))
    assert report.decoded("dtstart") == date(2026, 11, 17)
    assert ("تقرير" if lang == "ar" else "report") in report["summary"]
