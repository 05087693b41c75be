"""What the name tagger sees of each token: its form, shape, the lists that hold it, and the same of its neighbours."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from trucekeeper.claim.classes import countries, lexicon, peoples
from trucekeeper.claim.crf import MODELS
from trucekeeper.claim.tokens import FORMS_KEPT, Token
from trucekeeper.vocabulary.text import Lang, fold

LONGEST_NAME_WORDS = 4
AFFIX_LETTERS = (1, 2, 3)
EDGE = "<>"


@cache
def place_names(lang: Lang) -> dict[str, str]:
    """Return the folded names of places that are listed, with their class: c country, b big, s small."""
    lines = (MODELS / f"{lang}-place-names.txt").read_text(encoding="utf-8").splitlines()
    named = {line[2:]: line[0] for line in lines}
    return named | ({fold(name): "c" for name in countries()} if lang == "ar" else {})


@cache
def _first_words(lang: Lang) -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in place_names(lang))


@cache
def _cues(lang: Lang) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, words in lexicon(lang, "names").items():
        for word in words:
            found[fold(word)] = found.get(fold(word), "") + kind[0]
    return found


@cache
def clusters(lang: Lang) -> dict[str, str]:
    """Return the cluster of each frequent word: words of like neighbours share one."""
    path = MODELS / f"{lang}-clusters.txt"
    pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()) if path.is_file() else ()
    return {word: cluster for cluster, words in pairs for word in words.split(" ")}


@lru_cache(FORMS_KEPT)
def _of_word(text: str, forms: tuple[str, ...], lang: Lang) -> tuple[str, str, str, tuple[str, ...]]:
    """Return the stem, the cluster, the cue class and the features that a word has wherever it stands."""
    whole, stem = forms[0], forms[-1]
    cue = next((_cues(lang)[form] for form in forms if form in _cues(lang)), "-")
    if lang == "ar" and any(form in peoples() for form in forms):
        cue += "n"
    cluster = next((clusters(lang)[form] for form in forms if form in clusters(lang)), "-")
    found = [f"w={whole}", f"s={stem}", f"k={cluster}", f"q={cue}", f"h={_shape(text)}", f"n={min(len(stem), 7)}"]
    for length in AFFIX_LETTERS:
        if len(stem) > length:
            found += [f"p{length}={stem[:length]}", f"e{length}={stem[-length:]}"]
    if whole != stem:
        found.append(f"c={whole[: len(whole) - len(stem)]}")
    return stem, cluster, cue, tuple(found)


def _shape(text: str) -> str:
    if not text[0].isalpha():
        return "digit" if text[0].isdigit() else text
    if text.isascii():
        return "upper" if text.isupper() else "title" if text[0].isupper() else "lower"
    return "word"


def listed(tokens: Sequence[Token], lang: Lang) -> Iterator[tuple[int, int]]:
    """Yield where names of places that are listed stand: ``tokens[first:last]``."""
    yield from ((first, last) for first, last, _ in _listed_names(tokens, lang))


def _listed_names(tokens: Sequence[Token], lang: Lang) -> Iterator[tuple[int, int, str]]:
    names, firsts = place_names(lang), _first_words(lang)
    index = 0
    while index < len(tokens):
        length, kind = _longest(tokens, index, names, firsts)
        if length:
            yield index, index + length, kind
        index += length or 1


def _marks(tokens: Sequence[Token], lang: Lang) -> list[str]:
    """Return for each token where it stands in a listed name and of what class, ``-`` where in none."""
    marks = ["-"] * len(tokens)
    for first, last, kind in _listed_names(tokens, lang):
        for at in range(first, last):
            marks[at] = f"{kind}{at - first if last > first + 1 else 's'}"
    return marks


def _longest(tokens: Sequence[Token], index: int, names: dict[str, str], firsts: frozenset[str]) -> tuple[int, str]:
    best = (0, "-")
    for form in _article_restored(tokens[index].forms):
        if form in firsts:
            words = [form, *(token.norm for token in tokens[index + 1 : index + LONGEST_NAME_WORDS])]
            for length in range(len(words), best[0], -1):
                if kind := names.get(" ".join(words[:length])):
                    best = (length, kind)
                    break
    return best


def _article_restored(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the forms of a word and, for one that begins with لل, the form with the article that لل swallowed."""
    stem = forms[-1]
    return (*forms, f"ال{stem}") if forms[0].endswith(f"لل{stem}") else forms


def features(tokens: Sequence[Token], lang: Lang) -> Iterator[list[str]]:
    """Yield the features of each token of one sentence."""
    of = [_of_word(token.text, token.forms, lang) for token in tokens]
    stems = [EDGE, EDGE, *(word[0] for word in of), EDGE, EDGE]
    groups = ["-", "-", *(word[1] for word in of), "-", "-"]
    cues = ["-", "-", *(word[2] for word in of), "-", "-"]
    marks = ["-", "-", *_marks(tokens, lang), "-", "-"]
    for at, (_, _, cue, own) in enumerate(of, 2):
        g = marks[at]
        yield [
            *own,
            f"g={g}",
            f"g-={marks[at - 1]}",
            f"g+={marks[at + 1]}",
            f"s-={stems[at - 1]}",
            f"s+={stems[at + 1]}",
            f"s--={stems[at - 2]}",
            f"s++={stems[at + 2]}",
            f"k-={groups[at - 1]}",
            f"k+={groups[at + 1]}",
            f"k--={groups[at - 2]}",
            f"k++={groups[at + 2]}",
            f"q-={cues[at - 1]}",
            f"q+={cues[at + 1]}",
            f"q--={cues[at - 2]}",
            f"gq={g},{cues[at - 1]}",
            f"qq={cues[at - 1]},{cue},{cues[at + 1]}",
        ]
