"""Annotated texts under a folder, found by what they hold and not by where they lie.

Every reader takes any layout: a file counts by its columns or keys, so that held-out files of the same formats are read
as the development files are. What cannot be read as such a file is passed over.
"""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

PLACE, PERSON, ORGANISATION = "place", "person", "organisation"
LABELS = {
    **dict.fromkeys(("LOC", "GPE", "LOCATION"), PLACE),
    **dict.fromkeys(("PER", "PERS", "PERSON"), PERSON),
    **dict.fromkeys(("ORG", "ORGANISATION", "ORGANIZATION"), ORGANISATION),
}
"""What the corpora call the three kinds of names; every other kind counts as none."""
BEFORE = (PLACE, PERSON, ORGANISATION)
"""Where a word has several labels, the first of these is its label: a place in an organisation's name is a place."""
LONG_SENTENCE_WORDS, FULL_STOPS = 40, (".", "؟", "!", "$#$")
"""Where a file has no empty lines, a full stop after so many words ends a sentence."""
_TAG = re.compile(r"^(?:O|[BIESLU]-[A-Za-z_]+\d?)$")
_SENTENCE = re.compile(r"\S(?:.*?[.!?][\"'”’)]*(?=\s+[\"'“‘(]?[A-Z0-9])|.*)")


class Labelled(NamedTuple):
    """A text and its labelled spans ``(start, end, label)`` in code points."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


class Corpus(NamedTuple):
    """Texts of one file in their order; ``name`` is the file's, without its ending."""

    name: str
    path: Path
    texts: list[Labelled]


def _files(folder: Path, *endings: str) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.suffix in endings and path.is_file())


def conll(folder: Path) -> Iterator[Corpus]:
    """Yield the files of one word and its tags a line, with an empty line after a sentence."""
    for path in _files(folder, ".conll", ".conll03", ".txt", ".bio", ".iob", ".iob2", ".tsv", ""):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        sample = [line.split() for line in lines[:400] if line.strip()]
        tagged = [parts for parts in sample if len(parts) > 1 and _TAG.match(parts[1 if len(parts) > 2 else -1])]
        if sample and len(tagged) > 0.9 * len(sample):
            texts = [labelled(words) for words in _sentences(lines)]
            yield Corpus(f"{path.parent.name}/{path.stem}", path, texts)


def _sentences(lines: list[str]) -> Iterator[list[tuple[str, list[str]]]]:
    words: list[tuple[str, list[str]]] = []
    unbroken = all(line.strip() for line in lines)
    for line in [*lines, ""]:
        parts = line.split()
        if not parts and words:
            yield words
            words = []
        elif len(parts) > 1:
            words.append((parts[0], [part for part in parts[1:] if _TAG.match(part)]))
            if unbroken and len(words) >= LONG_SENTENCE_WORDS and parts[0] in FULL_STOPS:
                yield words
                words = []


def labelled(words: list[tuple[str, list[str]]]) -> Labelled:
    """Return words and their tags as a text, the words one space apart, with the spans of names in it."""
    spans: list[tuple[int, int, str]] = []
    start, previous = 0, ""
    for word, tags in words:
        kinds = {LABELS.get(tag[2:].rstrip("0123456789").upper(), ""): tag[0] for tag in reversed(tags) if tag != "O"}
        label = next((kind for kind in BEFORE if kind in kinds), "")
        if label and label == previous and kinds[label] not in "BSU":
            spans[-1] = (spans[-1][0], start + len(word), label)
        elif label:
            spans.append((start, start + len(word), label))
        start, previous = start + len(word) + 1, label
    return Labelled(" ".join(word for word, _ in words), tuple(spans))


def entities(folder: Path) -> Iterator[Corpus]:
    """Yield the folders of ``documents.json`` and ``entities.json`` in the layout of re3d, one object a line."""
    for path in _files(folder, ".json"):
        beside = path.with_name("documents.json")
        if path.name == "entities.json" and beside.exists():
            found: dict[str, list[tuple[int, int, str]]] = {}
            for item in _lines(path):
                if label := LABELS.get(str(item["type"]).upper()):
                    found.setdefault(item["documentId"], []).append((item["begin"], item["end"], label))
            texts = [Labelled(doc["text"], _outermost(found.get(doc["_id"], []))) for doc in _lines(beside)]
            yield Corpus(path.parent.name, path, [sentence for text in texts for sentence in _in_sentences(text)])


def _in_sentences(whole: Labelled) -> Iterator[Labelled]:
    """Yield the sentences of an English text with the spans within each."""
    for match in _SENTENCE.finditer(whole.text):
        start, end = match.span()
        within = tuple((a - start, b - start, label) for a, b, label in whole.spans if start <= a and b <= end)
        yield Labelled(match[0], within)


def _outermost(spans: list[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span)):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]


class Roles(NamedTuple):
    """A sentence with the versions of its annotators: words of the actor, the verb and the target."""

    document: str
    event: str
    text: str
    versions: tuple[dict[str, list[str]], ...]
    common: dict[str, str]


def roles(folder: Path) -> Iterator[tuple[Path, list[Roles]]]:
    """Yield the JSON files of sentences whose annotators marked actor, verb and target (``spans``)."""
    for path in _files(folder, ".json"):
        head = path.read_text(encoding="utf-8", errors="replace")[:4000]
        if '"source_actor"' in head and '"target_actor"' in head:
            rows = json.loads(path.read_text(encoding="utf-8"))
            yield path, [_roles(row) for row in rows]


def _roles(row: dict[str, Any]) -> Roles:
    kinds = {"actor": "source", "verb": "verb", "target": "target"}
    versions = tuple(
        {"actor": span["source_actor"], "verb": span["verb"], "target": span["target_actor"]} for span in row["spans"]
    )
    common = {kind: str(row.get(f"{name}_gold") or "") for kind, name in kinds.items()}
    return Roles(document_of(row["source"]), row["event_type"], row["text"], versions, common)


def document_of(sentence: str) -> str:
    """Return the document of a sentence's id: what stands before its last ``-NUMBER`` or ``_NUMBER``."""
    return re.sub(r"[-_]\d+$", "", sentence)


@cache
def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV or TSV file by their columns."""
    csv.field_size_limit(1 << 24)
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as lines:
        return list(csv.DictReader(lines, delimiter="\t" if path.suffix == ".tsv" else ","))


def tables(folder: Path, *columns: str) -> Iterator[tuple[Path, list[dict[str, str]]]]:
    """Yield the CSV and TSV files that have all *columns*, with their rows."""
    for path in _files(folder, ".csv", ".tsv"):
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            head = lines.readline().rstrip("\n").split("\t" if path.suffix == ".tsv" else ",")
        if set(columns) <= {column.strip().strip('"') for column in head}:
            yield path, table(path)
