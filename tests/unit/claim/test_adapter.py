"""A language model may read a text, and nothing is kept that it cannot point to there."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.web import Web, web
from trucekeeper.agreement import load_agreement
from trucekeeper.case import load_case
from trucekeeper.claim import Coded, Coder, Prose
from trucekeeper.claim.adapter import Endpoint, ask
from trucekeeper.cli import app
from trucekeeper.errors import BadInput, NoAnswer

CASE = Path(__file__).parents[3] / "cases" / "gaza-2025"
TEXT = "The Israeli army said troops wounded two people near Rafah on 28 October 2025; Hamas denied it."
TOLD = {
    "stance": "asserts",
    "act_code": "gunfire",
    "cue": "said",
    "speaker": "The Israeli army",
    "act": "wounded",
    "actor": "troops",
    "target": "two people",
    "place": "Rafah",
    "time": "28 October 2025",
    "harm": [{"kind": "injured", "number": 2, "quote": "two people"}],
}


@pytest.fixture
def site():
    with web() as made:
        yield made


@pytest.fixture(scope="module")
def coder() -> Coder:
    case = load_case(CASE)
    return Coder(case, load_agreement(case))


def answer(site: Web, content: object) -> Endpoint:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    body = json.dumps({"choices": [{"message": {"content": text}}]})
    return Endpoint(site.give("/v1/chat/completions", body, "application/json"), "a model", "secret", private=True)


def read(site: Web, coder: Coder, content: object) -> Coded:
    return ask(answer(site, content), coder, Prose("r", TEXT, "en", None, "an outlet"))


def test_what_the_text_says_is_kept_with_the_names_of_the_case(site, coder):
    coded = read(site, coder, {"claims": [TOLD]})
    (claim,) = coded.claims
    assert coded.coder == "adapter a model"
    assert (claim.speaker.id, claim.place.id, claim.act.text) == ("idf", "rafah", "wounded")
    assert claim.time.start
    assert claim.time.start.date().isoformat() == "2025-10-28"
    assert [(harm.kind, harm.low, harm.text) for harm in claim.harm] == [("injured", 2, "two people")]
    assert claim.by == {"all": "adapter a model"}
    assert claim.confidence == "low"


def test_the_text_and_the_key_go_to_the_endpoint_and_nowhere_else(site, coder):
    read(site, coder, {"claims": []})
    assert json.loads(site.sent[0])["messages"][1]["content"] == TEXT
    assert site.asked[0][1]["Authorization"] == "Bearer secret"


@pytest.mark.parametrize("field", ["speaker", "actor", "target", "place", "time"])
def test_a_field_whose_words_do_not_stand_in_the_text_is_dropped(site, coder, field: str):
    (claim,) = read(site, coder, {"claims": [{**TOLD, field: "words of its own"}]}).claims
    kept = getattr(claim, field)
    assert kept.span is None
    assert kept.text == ("an outlet" if field == "speaker" else None)


def test_a_number_that_its_words_do_not_hold_is_dropped(site, coder):
    for harm in (
        {"kind": "killed", "number": 20, "quote": "two people"},
        {"kind": "killed", "number": 2, "quote": "x"},
    ):
        (claim,) = read(site, coder, {"claims": [{**TOLD, "harm": [harm]}]}).claims
        assert claim.harm == ()


def test_a_claim_without_words_for_its_act_or_cue_is_dropped_whole(site, coder):
    invented = {**TOLD, "cue": "shouted", "act": "destroyed"}
    assert read(site, coder, {"claims": [invented, {**TOLD, "act_code": "a new act"}]}).claims == ()


@pytest.mark.parametrize(
    "content", ["no JSON", "[]", {"claims": [{"stance": "knows"}]}, {"claims": [{**TOLD, "x": 1}]}]
)
def test_an_answer_of_another_form_leaves_the_text_uncoded(site, coder, content: object):
    coded = read(site, coder, content)
    assert (coded.claims, "not of the form" in (coded.uncoded or "")) == ((), True)


def test_an_endpoint_that_fails_is_named_and_a_private_one_must_be_allowed(site, coder):
    site.give("/other", "<html>", "text/html")
    for path in ("/other", "/absent"):
        with pytest.raises(NoAnswer):
            ask(Endpoint(site.address + path, "m", private=True), coder, Prose("r", TEXT, "en"))
    with pytest.raises(BadInput, match="private network"):
        ask(Endpoint(site.address + "/other", "m"), coder, Prose("r", TEXT, "en"))


def test_it_is_off_unless_an_address_is_given(site, tmp_path: Path):
    file = tmp_path / "texts.jsonl"
    file.write_text(json.dumps({"id": "r", "text": TEXT}) + "\n", encoding="utf-8")
    plain = CliRunner().invoke(app, ["code", str(file)])
    assert json.loads(plain.stdout)["coder"] == "rules 1"
    assert site.asked == []
    endpoint = answer(site, {"claims": [TOLD]})
    used = CliRunner().invoke(app, ["code", str(file), "--adapter", endpoint.url, "--model", "m", "--private"])
    assert json.loads(used.stdout)["coder"] == "adapter m"
