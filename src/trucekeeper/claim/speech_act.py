"""The speech act of a whole post or short text: does it claim, report, accuse or deny?

A rule over cues of ``lexicons/{ar,en}/speech_act.yaml``, in this order:

- *denial*: somebody denies, or it is denied in so many words that something was done;
- *accusation*: an act is condemned or somebody is blamed for it, or a named speaker says who killed;
- *claim*: what is told is laid to a speaker (a verb of saying, "according to", a speaker before a colon);
- *report*: what is left, told in the voice of who publishes.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from trucekeeper.claim.classes import COUNTRY, GROUP, classes, lexicon
from trucekeeper.claim.tokens import Found, Phrases, Token, tokenise
from trucekeeper.vocabulary.text import Lang

SpeechAct = Literal["claim", "report", "accusation", "denial"]
ACTS: tuple[SpeechAct, ...] = ("claim", "report", "accusation", "denial")
LINK = re.compile(r"(?::=:)?https?://\S+")
FARTHEST_SPEAKER_WORDS = 16
"""A colon later than so many words into a text does not part a speaker from what is said."""
LEAD_WORDS = 60
"""A denial later than so many words into a long text is one matter among others."""


class Act(NamedTuple):
    """A speech act, and where in the text its cue stands (``None`` for a report, which has none)."""

    act: SpeechAct
    span: tuple[int, int] | None


@cache
def _cues(lang: Lang) -> Phrases[str]:
    of = lexicon(lang, "speech_act")
    kinds = ("killing", "earlier", "label", "claim", "accusation", "denial")
    return Phrases([(word, kind) for kind in kinds for word in of[kind]])


def speech_act(text: str, lang: Lang) -> Act:
    """Return the speech act of *text* and the cue that shows it, a span in code points."""
    bare = LINK.sub(lambda match: " " * len(match[0]), text).replace("_", " ")
    tokens = tokenise(bare)
    cues = list(_cues(lang).find(tokens))
    named = _named(tokens, lang)
    speaker = _speaker(tokens, cues)
    for act in ("denial", "accusation"):
        for cue in cues:
            blames = speaker and cue.value == "killing" and cue.first and named[cue.first - 1]
            if act == "denial" and cue.first > LEAD_WORDS:
                break
            if cue.value == act or (act == "accusation" and blames):
                return Act(act, _span(tokens, cue.first, cue.last))
    says = next((_span(tokens, cue.first, cue.last) for cue in cues if cue.value == "claim"), speaker)
    return Act("claim", says) if says else Act("report", None)


def _named(tokens: list[Token], lang: Lang) -> list[bool]:
    """Return for each token whether it names a country or a group; in English, whether it is capitalised."""
    if lang == "en":
        return [token.text[0].isupper() for token in tokens]
    return [mask in (COUNTRY, GROUP) for mask in classes(tokens)]


def _span(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    return tokens[first].start, tokens[last - 1].end


def _speaker(tokens: list[Token], cues: list[Found[str]]) -> tuple[int, int] | None:
    """Return the words before the first colon where they are a speaker: what is left of them beside labels."""
    colon = next((at for at, token in enumerate(tokens[:FARTHEST_SPEAKER_WORDS]) if token.text == ":"), 0)
    if any(cue.value == "earlier" and cue.first < colon for cue in cues):
        return None
    labels = {at for cue in cues if cue.value == "label" for at in range(cue.first, cue.last)}
    words = [at for at in range(colon) if tokens[at].word and at not in labels]
    return _span(tokens, words[0], words[-1] + 1) if words else None
