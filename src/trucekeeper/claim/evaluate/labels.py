"""What is said of a whole text: does it tell of an assault, which speech act is it, do two statements agree?"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from trucekeeper.claim.assault import MODEL as ASSAULT
from trucekeeper.claim.assault import assault
from trucekeeper.claim.evaluate.binary import found, macro
from trucekeeper.claim.evaluate.corpora import tables
from trucekeeper.claim.evaluate.rows import FEWEST_UNSEEN, Row, Split, from_card, row
from trucekeeper.claim.evaluate.seen import unseen
from trucekeeper.claim.names import tag_names
from trucekeeper.claim.pair import CLASSES, compare
from trucekeeper.claim.pair import MODEL as PAIRS
from trucekeeper.claim.pair_features import pair_features
from trucekeeper.claim.role_features import kinds
from trucekeeper.claim.speech_act import ACTS, speech_act
from trucekeeper.claim.tokens import tokenise

Table = dict[str, str]
FORCE = frozenset({"act", "undergone"})
SPEECH = "speech-act"
ALIKE = 0.5
"""Two headlines that share so much of their words are held to agree by the baseline."""


def assaults(data: Path) -> Iterator[Row]:
    """Yield a row for each file of sentences labelled as assaults or not; ambiguous ones are left out."""
    for path, table in tables(data, "text", "label", "event_type"):
        told = [item for item in table if item["event_type"] == "ASSAULT" and item["label"] != "ambiguous"]
        if told:
            yield from _split(ASSAULT, path, told, lambda item: item["text"], measured_assaults)


def measured_assaults(
    dataset: str, split: Split, table: Sequence[Table], told: Callable[[Table], bool] | None = None
) -> Row:
    """Return the row of assaults found among the sentences of *table*."""
    true = [item["label"] == "yes" for item in table]
    held = [(told or _told)(item) for item in table]
    lexicon = found([_by_words(item["text"]) for item in table], true).f1
    return row(
        dataset, split, "ar", "assault", "yes against no", len(table), found(held, true), {"keyword lexicon": lexicon}
    )


def _told(item: Table) -> bool:
    tokens = tokenise(item["text"])
    return assault(tokens, tag_names(tokens, "ar")).told


def _by_words(text: str) -> bool:
    return any(kinds().get(form, frozenset()) & FORCE for token in tokenise(text) for form in token.forms)


def speech_acts(data: Path) -> Iterator[Row]:
    """Yield a row for each file of Arabic posts whose speech act a person gave."""
    for column in ("gold_act", "act", "speech_act"):
        for path, table in tables(data, "Text", column):
            yield from _split(SPEECH, path, table, lambda item: item["Text"], partial(measured_acts, column=column))


def measured_acts(dataset: str, split: Split, table: Sequence[Table], *, column: str) -> Row:
    """Return the row of speech acts found in the posts of *table*, against those in its *column*."""
    true = [item[column] for item in table]
    held = [speech_act(item["Text"], "ar").act for item in table]
    most = max(sorted(set(true)), key=true.count)
    baseline = macro([most] * len(true), true, ACTS).f1
    return row(
        dataset,
        split,
        "ar",
        "speech act",
        "macro over four acts",
        len(table),
        macro(held, true, ACTS),
        {"majority": baseline},
    )


def pairs(data: Path) -> Iterator[Row]:
    """Yield a row for each file of pairs of headlines that agree or do not."""
    for path, table in tables(data, "s1", "s2", "stance"):
        yield from _split(PAIRS, path, table, lambda item: f"{item['s1']} | {item['s2']}", measured_pairs)


def measured_pairs(dataset: str, split: Split, table: Sequence[Table]) -> Row:
    """Return the row of agreement found between the headlines of *table*."""
    true = [item["stance"] for item in table]
    held = [compare(item["s1"], item["s2"]).agreement for item in table]
    most = max(sorted(set(true)), key=true.count)
    alike = ["agree" if pair_features(item["s1"], item["s2"])[1] >= ALIKE else "disagree" for item in table]
    baselines = {"majority": macro([most] * len(true), true, CLASSES).f1, "overlap": macro(alike, true, CLASSES).f1}
    return row(
        dataset, split, "ar", "agreement", "macro over three classes", len(table), macro(held, true, CLASSES), baselines
    )


def _split(
    model: str,
    path: Path,
    table: list[Table],
    text: Callable[[Table], str],
    measure: Callable[[str, Split, Sequence[Table]], Row],
) -> Iterator[Row]:
    fresh = unseen(model, table, text)
    if len(fresh) >= FEWEST_UNSEEN:
        yield measure(_name(path), "unseen", fresh)
    else:
        yield from from_card(model, _name(path))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"
