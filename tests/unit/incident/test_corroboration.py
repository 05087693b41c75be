"""Who carries an act: copies are one, a side speaks for itself, a guarantor is interested; all of it written out."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.case import Case, load_case
from trucekeeper.case.citation import SECONDARY
from trucekeeper.claim import ActRef, Claim, Harm
from trucekeeper.claim.claim import Cue
from trucekeeper.incident import corroborate, link
from trucekeeper.incident.corroboration import credibility, summed_up
from trucekeeper.incident.voices import copies, voices
from trucekeeper.vocabulary.actor import ActorRef
from trucekeeper.vocabulary.clock import When
from trucekeeper.vocabulary.place import PlaceRef

GAZA = Path(__file__).parents[3] / "cases" / "gaza-2025"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PARTIES = {"israel": "idf", "hamas": "hamas"}


@cache
def gaza() -> Case:
    return load_case(GAZA)


def said(
    report: str,
    source: str,
    *,
    stance="asserts",
    actor: str | None = "israel",
    hours: int = 0,
    signature: tuple[int, ...] = (),
    carrier: str = "a page",
    killed: int | None = None,
) -> Claim:
    """A claim of neutral invented wording: somebody is said to have fired at a place."""
    return Claim(
        id=f"{report}#1",
        report=report,
        sentence=None,
        speaker=ActorRef(),
        via=None,
        cue=Cue(),
        stance=stance,
        judgement=False,
        act=ActRef(code="shelling"),
        actor=ActorRef(id=actor),
        target=ActorRef(),
        target_status="not_stated",
        place=PlaceRef(id="rafah", precision="town"),
        time=When(start=NOON, end=NOON + timedelta(hours=1), precision="hour"),
        harm=() if killed is None else (Harm(kind="killed", low=killed, high=killed, scope="event"),),
        touches=(),
        confidence="moderate",
        by={},
        published=NOON + timedelta(hours=hours),
        source=source,
        carrier=carrier,
        signature=signature,
    )


def carried(*claims: Claim, actor: str | None = "israel"):
    return corroborate(claims, "shelling", actor, gaza(), SECONDARY)


def sources(role: str) -> list[str]:
    return [source.id for source in gaza().sources.all if source.role == role]


def test_copies_of_one_text_are_one_voice_and_the_first_of_them_speaks():
    first, copy = said("r1", "a", signature=(1, 2)), said("r2", "b", hours=1, signature=(9, 2))
    again = said("r3", "c", hours=2, signature=(9, 8))
    other = said("r4", "d", signature=(5, 6))
    assert voices([copy, first, again, other]) == [{"a"}, {"d"}]
    assert copies([first, copy, again, other]) == (("r1#1", "r2#1", "r3#1"),)


def test_whose_copy_it_is_is_not_known_where_both_came_at_once_and_they_are_one():
    assert voices([said("r1", "a", signature=(1,)), said("r2", "b", signature=(1,))]) == [{"a", "b"}]


def test_a_speaker_quoted_in_every_copy_is_a_voice_beside_the_outlets():
    copied = [said(r, s, signature=(1,)) for r, s in (("r1", "a"), ("r1", "q"), ("r2", "b"), ("r2", "q"))]
    assert sorted(map(sorted, voices(copied))) == [["a", "b"], ["q"]]


def test_an_outlet_that_copies_and_also_reports_itself_is_heard():
    told = [said("r1", "a", signature=(1,)), said("r2", "b", hours=1, signature=(1,)), said("r3", "b", hours=2)]
    assert voices(told) == [{"a"}, {"b"}]


def test_two_speakers_in_one_report_are_two_and_one_speaker_in_two_reports_is_one():
    assert voices([said("r1", "a"), said("r1", "b", hours=30), said("r2", "a")]) == [{"a"}, {"b"}]


def test_a_copy_of_a_party_s_text_is_the_party_s_word_and_a_party_that_copies_takes_nothing_away():
    party, outlet = PARTIES["hamas"], sources("media")[0]
    theirs = carried(said("r1", party, signature=(1,)), said("r2", outlet, hours=1, signature=(1,)))
    assert (theirs.independent, theirs.sides) == (frozenset(), {"hamas"})
    copied = carried(said("r1", outlet, signature=(1,)), said("r2", party, hours=1, signature=(1,)))
    assert len(copied.independent) == 1
    unknown = carried(said("r1", outlet, signature=(1,)), said("r2", party, signature=(1,)))
    assert (unknown.independent, unknown.sides) == (frozenset(), {"hamas"})


@pytest.mark.parametrize("role", ["guarantor", "administrator", "armed_group"])
def test_who_has_an_interest_is_heard_and_is_not_independent(role: str):
    for source in sources(role):
        found = carried(said("r1", source))
        assert not found.independent
        assert found.interested or found.sides


def test_an_organ_of_a_guarantor_is_interested_whatever_it_is_called():
    for source in gaza().sources.all:
        line = gaza().actors.lineage(source.affiliation) if source.affiliation else ()
        if set(line) & set(gaza().file.guarantors) and source.role != "media":
            assert not carried(said("r1", source.id)).independent, source.id


def test_corroboration_is_written_out_with_the_denial_of_the_party_concerned():
    two, body = sources("media")[:2], sources("un")[0]
    told = [
        said("r1", two[0]),
        said("r2", two[1]),
        said("r3", body),
        said("r4", PARTIES["israel"], stance="denies", actor="israel"),
        said("r5", PARTIES["hamas"], stance="rejects"),
    ]
    found = summed_up(told, gaza(), carried(*told))
    assert found.by_kind == {"media": 2, "un": 1}
    assert found.independent == 3
    assert found.text.en == (
        "Carried by 1 UN body and 2 news media; 1 denial by the party concerned; 1 rejection of this description"
    )
    assert found.text.ar.endswith("؛ نفي واحد من الطرف المعني؛ رفض واحد لهذا الوصف")


def test_copies_of_one_denial_are_one_denial():
    told = [said("r1", sources("media")[0])]
    told += [said(f"d{n}", s, stance="denies", signature=(7,)) for n, s in enumerate(sources("media")[1:6])]
    assert summed_up(told, gaza(), carried(*told)).text.en.endswith("; 1 denial by another source")


@pytest.mark.parametrize(
    ("told", "grade"),
    [
        ([("media", 0), ("media", 1), ("media", 2)], 1),
        ([("media", 0), ("media", 1)], 2),
        ([("own", 0)], 2),
        ([("media", 0)], 3),
        ([("media", 0), ("denial", 0)], 4),
        ([("media", 0), ("refutation", 1)], 4),
        ([("other", 0), ("refutation", 1)], 5),
        ([("other", 0)], 6),
        ([("guarantor", 0)], 6),
    ],
)
def test_the_grade_is_given_by_the_written_standard(told: list[tuple[str, int]], grade: int):
    made = []
    for n, (kind, nth) in enumerate(told):
        name = {"own": "idf", "denial": "idf", "other": "hamas"}.get(kind)
        source = name or sources("media" if kind == "refutation" else kind)[nth]
        stance = "denies" if kind in ("denial", "refutation") else "asserts"
        made.append(said(f"r{n}", source, stance=stance, actor=None if kind == "refutation" else "israel"))
    assert credibility(carried(*made)) == grade


def test_ten_thousand_copies_of_one_text_are_one_source():
    outlets = sources("media")
    told = [
        said(f"r{n}", outlets[n % len(outlets)], hours=n, signature=(*range(n, n + 19), 10**9), killed=n % 5)
        for n in range(10_000)
    ]
    (incident,) = link([claim.model_copy(update={"report": "r"}) for claim in told], gaza()).incidents
    found = summed_up(told, gaza(), carried(*told))
    assert (found.independent, found.by_kind) == (1, {"media": 1})
    assert [len(group) for group in found.copies] == [10_000]
    assert len(incident.claims) == 10_000


SPEAKERS = "outlet-one outlet-two bbc-verify pchr idf hamas us-officials someone-else".split()
TOLD = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.sampled_from(
            ["outlet one", "outlet two", "bbc-verify", "pchr", "idf", "hamas", "us-officials", "someone else"]
        ),
        st.integers(0, 3),
        st.frozensets(st.integers(0, 4), max_size=2),
    ),
    max_size=12,
)


def made(told) -> list[Claim]:
    return [
        said(f"r{report}", source, hours=hours, signature=tuple(sorted(signature)))
        for report, source, hours, signature in told
    ]


@given(TOLD, st.randoms())
def test_the_order_of_claims_changes_no_voice(told, random):
    claims = made(told)
    other = random.sample(claims, len(claims))
    assert set(voices(claims)) == set(voices(other))
    assert carried(*claims) == carried(*other)


@given(TOLD, st.data())
def test_a_later_copy_never_adds_a_voice_and_no_voice_is_counted_twice(told, data):
    claims = made(told)
    before = voices(claims)
    assert sum(map(len, before)) == len(set().union(*before)) if before else not claims
    signed = [claim for claim in claims if claim.signature]
    if signed:
        of = data.draw(st.sampled_from(signed))
        copy = of.model_copy(update={"report": "new", "source": "new outlet", "published": NOON + timedelta(days=9)})
        assert voices([*claims, copy]) == before


@given(TOLD)
def test_the_parties_exchanged_are_exchanged_in_who_carries_it(told):
    swap = {"idf": "hamas", "hamas": "idf"}
    other = [(r, swap.get(source, source), h, s) for r, source, h, s in told]
    one = carried(*made(told), actor=None)
    two = carried(*made(other), actor=None)
    assert one.independent == two.independent
    assert {{"israel": "hamas", "hamas": "israel"}.get(side, side) for side in one.sides} == two.sides
