"""Two parties exchanged in a sentence: what is read out of it is exchanged and otherwise the same."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trucekeeper.agreement import load_agreement
from trucekeeper.case import load_case
from trucekeeper.claim import Claim, Coder, Prose

CASE = load_case(Path(__file__).parents[3] / "cases" / "gaza-2025")
CODER = Coder(CASE, load_agreement(CASE))
SUNDAY = datetime(2025, 11, 2, 18, tzinfo=UTC)
ENGLISH = {"the Israeli army": "the Qassam Brigades", "The Israeli army": "The Qassam Brigades", "Israel": "Hamas"}
ARABIC = {"إسرائيل": "حماس"}
"""Names of one gender, so that no verb needs to change with them."""
IDS = {"israel": "hamas", "idf": "qassam"}
SENTENCES = [
    ("en", "The Israeli army said it fired at a vehicle in Rafah; Hamas denied it."),
    ("en", "Israel accused Hamas of an attack near Rafah that wounded two people."),
    ("en", "Hamas warned Israel of a planned attack on residents of Rafah."),
    ("en", "Two people were killed in Rafah by fire from the Israeli army, residents said."),
    ("en", "Hamas said that Israel attacked a post near Rafah and wounded three soldiers."),
    ("en", "Israel does not seek to withdraw from the talks, Hamas said."),
    ("en", "According to Hamas, Israel closed all crossings on Friday."),
    ("en", "Israel rejected the proposal and Hamas accepted it."),
    ("ar", "قالت إسرائيل إن حماس هاجمت موقعًا قرب رفح وأصابت جنديين."),
    ("ar", "اتهمت حماس إسرائيل بهجوم قرب رفح أصاب شخصين."),
    ("ar", "نفت حماس أن تكون أطلقت النار قرب رفح، وقالت إسرائيل إنها تتحقق."),
    ("ar", "حذرت إسرائيل من هجوم تخطط له حماس ضد مدنيين في رفح."),
    ("ar", "بحسب حماس، أغلقت إسرائيل المعابر يوم الجمعة."),
    ("ar", "رفضت إسرائيل المقترح ووافقت عليه حماس."),
]


def exchanged(text: str, names: dict[str, str]) -> str:
    """Return *text* with each name in place of the other."""
    marked = text
    for number, (one, other) in enumerate(names.items()):
        marked = marked.replace(one, f"\0{2 * number}\0").replace(other, f"\0{2 * number + 1}\0")
    for number, (one, other) in enumerate(names.items()):
        marked = marked.replace(f"\0{2 * number}\0", other).replace(f"\0{2 * number + 1}\0", one)
    return marked


def told(text: str, lang: str, ids: dict[str, str]) -> list[tuple[object, ...]]:
    return [_plain(claim, ids) for claim in CODER.code(Prose("r", text, lang, SUNDAY, "an outlet"))]  # type: ignore[arg-type]


def _plain(claim: Claim, ids: dict[str, str]) -> tuple[object, ...]:
    """Return what a claim says, without the words and spans, which have another length for another name."""
    people = (claim.speaker.id, claim.via and claim.via.id, claim.actor.id, claim.target.id)
    harm = tuple((one.kind, one.low, one.high, one.scope, one.status) for one in claim.harm)
    said = (claim.stance, claim.judgement, claim.act.code, claim.target_status, claim.place.id, claim.time.start, harm)
    return (*(ids.get(one or "", one) for one in people), *said, claim.confidence, tuple(sorted(claim.by.items())))


@pytest.mark.parametrize(("lang", "text"), SENTENCES)
def test_exchanging_the_parties_exchanges_them_and_nothing_else(lang: str, text: str):
    names = ENGLISH if lang == "en" else ARABIC
    both = {**IDS, **{other: one for one, other in IDS.items()}}
    other = exchanged(text, names)
    assert other != text
    assert exchanged(other, names) == text
    assert told(text, lang, {}) == told(other, lang, both)
