"""Where the words that annotators gave stand in their sentence: the files hold words, not places."""

from collections.abc import Collection, Sequence

from trucekeeper.claim.tokens import Token, tokenise


def positions(tokens: Sequence[Token], given: Sequence[str], near: Collection[int]) -> frozenset[int]:
    """Return the tokens that the *given* words are: in their order and as close together as the sentence allows.

    Of several such places the one nearest to the tokens *near* counts, then the first. A word that is not in the
    sentence is left out; words given in another order are each taken where they first stand.
    """
    texts = [token.text for token in tokens]
    words = [part.text for word in given for part in tokenise(word) if part.text in texts]
    if not words:
        return frozenset()
    runs = [run for start, text in enumerate(texts) if text == words[0] if (run := _run(texts, words, start))]
    if not runs:
        return frozenset(texts.index(word) for word in words)
    ranked = [(run[-1] - run[0], _distance(run, near), run[0], run) for run in runs]
    return frozenset(min(ranked)[3])


def _run(texts: Sequence[str], words: Sequence[str], start: int) -> list[int]:
    run = [start]
    for word in words[1:]:
        following = next((index for index in range(run[-1] + 1, len(texts)) if texts[index] == word), None)
        if following is None:
            return []
        run.append(following)
    return run


def _distance(run: Sequence[int], near: Collection[int]) -> int:
    return min((abs(index - other) for index in run for other in near), default=0)


def stretches(tokens: Sequence[Token], within: Collection[int]) -> list[tuple[int, int]]:
    """Return the spans in the text that the tokens *within* make, those side by side as one; marks alone make none."""
    spans: list[tuple[int, int]] = []
    previous = -2
    for index in sorted(within):
        if tokens[index].word:
            if index - 1 == previous and spans:
                spans[-1] = (spans[-1][0], tokens[index].end)
            else:
                spans.append((tokens[index].start, tokens[index].end))
        if tokens[index].word or index - 1 == previous:
            previous = index
    return spans
