"""Whether two texts are copies of one: the same words but for a byline, a place line or a cut at the end.

A wire text in twenty outlets is one report with twenty carriers. Candidates are found by MinHash over runs of three
words (Broder 1997), in bands (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3); a candidate is a copy
only where an alignment of the words shows it: inside the text no number, number word or negation may differ and no word
stand in the place of another, since a bulletin that says five where the last one said three, or names another place, is
no copy.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio
from ruamel.yaml import YAML

from trucekeeper.vocabulary.text import fold

RUN = 3
"""Words in a run."""
BANDS, ROWS = 20, 6
"""Texts that share 0.7 of their runs meet in a band with a probability of 0.92, 0.8 with 0.998, 0.1 with 0.00002."""
FEWEST_WORDS = 8
"""Below this a text has too few runs; only the very same text is its copy."""
LEAST_LIKENESS = 0.75
"""Of the words in order: twice what both share, over what both have."""
LEAST_SPELLING = 80.0
"""Of a hundred: below this a word in the place of another is another word, perhaps another place."""
MOST_EDGE_WORDS = 40
"""A byline in front, or a note at the end, may have this many words."""

MOST_HASHES = 64
"""Of one signature: a band's and a word's alike."""

_WORD = re.compile(r"\w+")
_HASH_BITS = 63


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: folded, without punctuation, marks and invisible characters."""
    return _WORD.findall(fold(text))


def bands(of: list[str], *, secret: bytes = b"") -> list[int]:
    """Return a text's hash in each band, below 2**63; none for a text that is too short.

    Args:
        of: the words of the text.
        secret: of the node, so that the hashes tell nobody else anything of the text.
    """
    if len(of) < FEWEST_WORDS:
        return []
    runs = {" ".join(of[at : at + RUN]).encode() for at in range(len(of) - RUN + 1)}
    made = _minhash()
    made.update_batch(sorted(runs))
    rows = np.asarray(made.hashvalues, dtype="<u8").reshape(BANDS, ROWS)
    return [_hash(secret, bytes([number]) + row.tobytes()) for number, row in enumerate(rows)]


def _minhash() -> Any:
    """Return an empty MinHash. Its library brings much of scipy: it is read by who hashes texts, and by nobody else."""
    from datasketch import MinHash  # type: ignore[import-untyped]

    return MinHash(num_perm=BANDS * ROWS)


def digest(of: list[str], *, secret: bytes = b"") -> int:
    """Return a hash of a text's words, below 2**63: the same for texts that differ in marks and spaces alone."""
    return _hash(secret, b"\xff" + " ".join(of).encode())


def named_hash(word: str, *, name: bool, secret: bytes = b"") -> int:
    """Return a content word's hash as a signature keeps it, below zero so that it is never met as a band's.

    The lowest bit of ``-hash - 1`` is 1 for a name and 0 for any other word; 62 bits, salted with the node's *secret*.
    """
    made = _hash(secret, b"\xfe" + word.encode()) >> 1
    return -1 - (made << 1 | name)


def signature(of: list[str], content: Iterable[tuple[str, bool]], *, secret: bytes = b"") -> tuple[int, ...]:
    """Return what a claim keeps of a text's words: the bands (each at least 0), then up to 44 content words (below 0).

    Args:
        of: the words of the text.
        content: its telling words, each once, and whether it is a name; see ``claim.content``.
        secret: of the node, so that the hashes tell nobody else anything of the text.
    """
    kept = [named_hash(word, name=name, secret=secret) for word, name in content]
    return (*bands(of, secret=secret), *kept[: MOST_HASHES - BANDS])


def bands_of(made: Sequence[int]) -> tuple[int, ...]:
    """Return the bands of a signature: texts that share one are perhaps copies."""
    return tuple(one for one in made if one >= 0)


def names_of(made: Sequence[int]) -> frozenset[int]:
    """Return the hashes of the names in a signature."""
    return frozenset(one for one in made if one < 0 and -1 - one & 1)


def plain_of(made: Sequence[int]) -> frozenset[int]:
    """Return the hashes of the content words of a signature that are no names."""
    return frozenset(one for one in made if one < 0 and not -1 - one & 1)


def _hash(secret: bytes, data: bytes) -> int:
    made = hashlib.blake2b(data, digest_size=8, key=secret[:64]).digest()
    return int.from_bytes(made, "big") >> (64 - _HASH_BITS)


def likeness(a: list[str], b: list[str]) -> float | None:
    """Return how alike two texts are, from 0.75 to 1, where one is a copy of the other; None where it is not."""
    if a == b:
        return 1.0
    alike = float(Indel.normalized_similarity(a, b, score_cutoff=LEAST_LIKENESS))
    if alike < LEAST_LIKENESS:
        return None
    return alike if _same_inside(a, b) else None


def _same_inside(a: list[str], b: list[str]) -> bool:
    """Tell whether what differs between the words stands at the edges, or is added, cut or spelt otherwise alone."""
    at_a, at_b = 0, 0
    for block in [*Indel.opcodes(a, b), None]:
        if block is not None and block.tag != "equal":
            continue
        until_a, until_b = (block.src_start, block.dest_start) if block else (len(a), len(b))
        gone, come = a[at_a:until_a], b[at_b:until_b]
        first, last = at_a == 0 and at_b == 0, block is None
        edge = last or (first and max(len(gone), len(come)) <= MOST_EDGE_WORDS)
        if not edge and (any(map(decisive, (*gone, *come))) or not _spelt_otherwise(gone, come)):
            return False
        if block is not None:
            at_a, at_b = block.src_end, block.dest_end
    return True


def _spelt_otherwise(gone: list[str], come: list[str]) -> bool:
    """Tell whether words in the place of others are the same ones, spelt or inflected otherwise; a name is not."""
    return not gone or not come or ratio(" ".join(gone), " ".join(come)) >= LEAST_SPELLING


def decisive(word: str) -> bool:
    """Tell whether a folded word may not differ between copies."""
    return any(letter.isdigit() for letter in word) or word in _decisive()


@cache
def _decisive() -> frozenset[str]:
    text = (files("trucekeeper") / "knowledge" / "lexicons" / "decisive.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[object]] = YAML(typ="safe").load(text)
    return frozenset(fold("no" if word is False else str(word)) for listed in loaded.values() for word in listed)
