"""Who says what: a sentence as units of speech, each with its speaker, the words of its stance, and its content.

A unit is one speaker's words, whichever way they are brought: *the ministry said that …*, *…, the ministry said*,
*according to the ministry*, قالت الوزارة إن …، الوزارة: …، بحسب الوزارة. What nobody in the text says, the report says.
Where a verb of speech brings nothing but another speaker's words, that speaker speaks by way of (``via``) the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trucekeeper.claim.claim import Stance
from trucekeeper.claim.lexicon import Cue, Lexicon, lexicon
from trucekeeper.claim.mentions import Mention
from trucekeeper.claim.tokens import Found, Token
from trucekeeper.vocabulary.text import Lang

LONGEST_SPEAKER = 12
"""Words of the name of a speaker."""
HARD = ";؛"
QUOTES = "\"“”«»'‘’"
MARKS = ",،:()[]—–-…" + HARD + QUOTES
LONGEST_UNKNOWN = 4
"""Words of a speaker whom no list knows, between a verb of speech and *that*."""
LONGEST_TAIL = 3
"""Words that may follow *the ministry said* at the end of what it said: *the ministry said on Sunday*."""

Range = tuple[int, int]


@dataclass(frozen=True)
class Unit:
    """One speaker's words in a sentence, by ranges of its tokens.

    ``speaker`` is ``None`` where the report speaks, or where a pronoun stands (``again``): then whoever spoke before.
    """

    content: Range
    stance: Stance
    cue: Range | None = None
    speaker: Range | None = None
    again: bool = False
    via: Range | None = None
    judgement: bool = False


def units(tokens: Sequence[Token], lang: Lang, mentions: Sequence[Mention]) -> list[Unit]:
    """Return the units of a sentence in order; together their contents cover what is said in it."""
    return _Reader(tokens, lang, mentions).units()


class _Reader:
    def __init__(self, tokens: Sequence[Token], lang: Lang, mentions: Sequence[Mention]) -> None:
        self.tokens, self.lang, self.mentions = tokens, lang, mentions
        self.words: Lexicon = lexicon(lang)
        self.starts = {mention.first: mention for mention in mentions}
        self.acts = [found.first for found in self.words.acts.find(tokens)]
        self.cues = [cue for cue in self.words.cues.find(tokens) if self._speaks(cue)]

    def units(self) -> list[Unit]:
        made = [unit for part in self._parts() for unit in self._of_part(*part)]
        return [replace(unit, stance=self._stance(unit), judgement=self._judges(unit)) for unit in self._nested(made)]

    def _parts(self) -> list[Range]:
        """Return the sentence at its semicolons."""
        ends = [index for index, token in enumerate(self.tokens) if token.text in HARD]
        starts = [0, *(end + 1 for end in ends)]
        return [part for part in zip(starts, [*ends, len(self.tokens)], strict=True) if part[0] < part[1]]

    def _of_part(self, first: int, last: int) -> list[Unit]:
        cues = [cue for cue in self.cues if first <= cue.first and cue.last <= last]
        colon = self._colon(first, last, cues)
        told = self._told_before_colon(first, last)
        if told is not None:
            return [Unit((first, told), "asserts", (told, told + 1), (told + 1, last))]
        if colon is not None:
            return [Unit((colon + 1, last), "asserts", (colon, colon + 1), (first, colon))]
        made: list[Unit] = []
        begin = first
        for number, cue in enumerate(cues):
            if cue.first < begin:
                continue
            until = cues[number + 1].first if number + 1 < len(cues) else last
            unit, start = self._unit(cue, begin, until, last)
            if unit is None:
                continue
            if start > begin and self._has_content(begin, start):
                made.append(Unit((begin, start), "asserts"))
            made.append(unit)
            begin = unit.content[1] if unit.content[1] > cue.first else cue.last
            if unit.cue and unit.cue[0] >= unit.content[1]:
                begin = max(cue.last, (unit.speaker or unit.cue)[1])
        if self._has_content(begin, last):
            made.append(Unit((begin, last), "asserts"))
        return made

    def _unit(self, cue: Found[Cue], begin: int, until: int, last: int) -> tuple[Unit | None, int]:
        """Return the unit that a cue makes, and where it starts."""
        if cue.value.attribution:
            return self._attributed(cue, begin, last)
        if self.lang == "ar":
            return self._arabic(cue, begin, until, last)
        return self._english(cue, begin, until, last)

    # English: the subject stands before the verb.

    def _english(self, cue: Found[Cue], begin: int, until: int, last: int) -> tuple[Unit | None, int]:
        start = self._clause_start(cue.first, begin)
        speaker = self._speaker_in(start, cue.first)
        closes = self._closes(cue.last, last)
        if start > begin and (closes or self._mark(start - 1)) and self._after(cue.last, last) is not None:
            end = self._without_marks(begin, start)
            if end > begin and closes:
                tail = self._after(cue.last, last) or cue.last
                follows = self._speaker_in(cue.last, tail)
                unit = Unit((begin, end), cue.value.stance, (cue.first, cue.last), speaker or follows)
                return replace(unit, again=unit.speaker is None), begin
        if speaker is None and not self._pronoun(start, cue.first) and not self._quoted_before(cue.first):
            return None, begin
        content = self._after_that(cue.last), self._unit_end(cue.last, until, last)
        return Unit(content, cue.value.stance, (cue.first, cue.last), speaker, again=speaker is None), start

    def _clause_start(self, before: int, begin: int) -> int:
        index = before
        while index > begin:
            token = self.tokens[index - 1]
            if not token.word and token.text not in "'’.-–&#/":
                break
            if self.words.boundary.at(self.tokens, index - 1) and not self._joins(index - 1, begin):
                break
            index -= 1
        return index

    def _joins(self, index: int, begin: int) -> bool:
        """Whether a token joins names, as *and* does where nothing has been told before it, or lies inside a name."""
        if any(mention.first < index < mention.last for mention in self.mentions):
            return True
        told = any(begin <= act < index for act in self.acts) or any(begin <= cue.first < index for cue in self.cues)
        return self.tokens[index].norm in self.words.joining and not told

    def _closes(self, index: int, last: int) -> bool:
        after = self._after(index, last)
        return (
            after is not None
            and after - index <= LONGEST_SPEAKER
            and (after == index or after - index <= LONGEST_TAIL or self._speaker_in(index, after) is not None)
        )

    def _after(self, index: int, last: int) -> int | None:
        """Return where the words after a cue end at a mark or with the sentence; None where *that* comes first."""
        while index < last:
            if self.words.that.at(self.tokens, index):
                return None
            if self._mark(index):
                return index
            index += 1
        return last

    def _quoted_before(self, index: int) -> bool:
        return index > 0 and self.tokens[index - 1].text in QUOTES

    # Arabic: the subject follows the verb, or stands before it in headlines.

    def _arabic(self, cue: Found[Cue], begin: int, until: int, last: int) -> tuple[Unit | None, int]:
        end = self._name_end(cue.last, last)
        opens = end < last and bool(self.words.that.at(self.tokens, end))
        speaker = self._speaker_in(cue.last, end) or (self._unknown_name(cue.last, end) if opens else None)
        start, after = cue.first, end if speaker or opens else cue.last
        before = self._clause_start(cue.first, begin)
        earlier = self._speaker_in(before, cue.first) if cue.first - before <= LONGEST_SPEAKER else None
        if earlier and earlier[1] == cue.first and (before == begin or self._mark(before - 1)):
            speaker, start, after = earlier, before, cue.last
        accused = speaker is not None and start == cue.first and self._is_accused(cue, speaker)
        if accused:
            speaker, after = None, cue.last
        silent = speaker is None and not (opens or accused or self._pronoun(cue.last, end))
        if silent and cue.value.stance == "asserts":
            return None, begin
        content = self._after_that(after), self._unit_end(cue.last, until, last)
        if content[0] >= content[1]:
            content = cue.last, max(content[1], cue.last)
        unit = Unit(content, cue.value.stance, (cue.first, cue.last), speaker, again=speaker is None)
        return unit, start

    def _is_accused(self, cue: Found[Cue], named: Range) -> bool:
        """Whether the one name behind a verb of accusing is who is accused: واتهمت فلانًا بكذا, by who spoke before."""
        verb, last = self.tokens[cue.first], named[1]
        joined = verb.norm[:1] in "وف" and len(verb.forms) > 1
        accuses = not self.words.accuses.isdisjoint(verb.forms)
        return accuses and joined and last < len(self.tokens) and self.tokens[last].norm.startswith("ب")

    def _unknown_name(self, first: int, last: int) -> Range | None:
        """Return the few words between a verb and *that*, which can only name who speaks; None for a pronoun."""
        few = 0 < last - first <= LONGEST_UNKNOWN and all(token.word for token in self.tokens[first:last])
        return (first, last) if few and not self._pronoun(first, last) else None

    def _name_end(self, index: int, last: int) -> int:
        """Return where the name of a speaker ends that begins at *index*: at *that*, a mark, or with its mention."""
        stop = min(last, index + LONGEST_SPEAKER)
        ends = {cue.first for cue in self.cues} | set(self.acts)
        for position in range(index, stop):
            if self.words.that.at(self.tokens, position):
                return self._before_preposition(index, position) or position
            if self._mark(position) or position in ends or self.tokens[position].text[0].isdigit():
                return self._before_preposition(index, position) or self._known_end(index, last)
        return self._before_preposition(index, stop) or self._known_end(index, last)

    def _before_preposition(self, first: int, last: int) -> int | None:
        ends = (index for index in range(first + 1, last) if self.words.name_ends.at(self.tokens, index))
        return next(ends, None)

    def _known_end(self, index: int, last: int) -> int:
        """Return where the mentions, the nouns for those who speak, and a noun's adjectives end."""
        end, noun = index, False
        while end < last:
            mention, speaker = self.starts.get(end), self.words.speakers.at(self.tokens, end)
            if end > index and not noun and not (mention and mention.adjective):
                break
            if mention or speaker:
                end, noun = max(one.last for one in (mention, speaker) if one), mention is None
            elif noun and self.tokens[end].norm.startswith("ال"):
                end += 1
            else:
                break
        return end

    # Both languages.

    def _attributed(self, cue: Found[Cue], begin: int, last: int) -> tuple[Unit | None, int]:
        end = cue.last
        while end < last and not self._mark(end) and end - cue.last < LONGEST_SPEAKER:
            end += 1
        speaker = self._speaker_in(cue.last, end)
        if speaker is None:
            return None, begin
        before = self._without_marks(begin, cue.first)
        if self._has_content(begin, before):
            return Unit((begin, before), "asserts", (cue.first, cue.last), speaker), begin
        return Unit((min(end + 1, last), last), "asserts", (cue.first, cue.last), speaker), cue.first

    def _colon(self, first: int, last: int, cues: Sequence[Found[Cue]]) -> int | None:
        """Return where a colon ends the name of who speaks, at the start of a headline or post."""
        for index in range(first, min(first + LONGEST_SPEAKER, last - 1)):
            if self.tokens[index].text in ",،":
                return None
            if self.tokens[index].text == ":":
                free = all(not first <= cue.first < index for cue in cues)
                free = free and not any(first <= act < index for act in self.acts)
                return index if free and self._speaker_in(first, index) else None
        return None

    def _told_before_colon(self, first: int, last: int) -> int | None:
        """Return the last colon where an act stands before it and only who speaks after it: *X kills two: police*."""
        colon = next((index for index in range(last - 1, first, -1) if self.tokens[index].text == ":"), None)
        if colon is None or not any(first <= act < colon for act in self.acts):
            return None
        short = 0 < last - colon - 1 <= LONGEST_UNKNOWN
        return colon if short and self._speaker_in(colon + 1, last) else None

    def _speaker_in(self, first: int, last: int) -> Range | None:
        """Return the words among ``tokens[first:last]`` that name who speaks, without what stands around them."""
        while first < last and not self.tokens[first].word:
            first += 1
        while last > first and self._idle(last - 1):
            last -= 1
        inside = [mention for mention in self.mentions if first <= mention.first and mention.last <= last]
        speaks = any(mention.named and not mention.adjective for mention in inside)
        if not speaks and not any(first <= found.first for found in self._speaker_nouns(first, last)):
            return None
        comma = next((index for index in range(first, last) if self.tokens[index].text in ",،"), None)
        if comma is not None and self.lang == "en":
            return self._speaker_in(comma + 1, last) or self._speaker_in(first, comma)
        return (first, last) if last - first <= LONGEST_SPEAKER else (last - LONGEST_SPEAKER, last)

    def _idle(self, index: int) -> bool:
        return not self.tokens[index].word or self.tokens[index].norm in self.words.auxiliary

    def _speaker_nouns(self, first: int, last: int) -> list[Found[bool]]:
        nouns = self.words.speakers.find(self.tokens[first:last])
        return [Found(found.first + first, found.last + first, True) for found in nouns]

    def _pronoun(self, first: int, last: int) -> bool:
        words = [index for index in range(first, last) if self.tokens[index].word]
        if not words:
            return self.lang == "ar"
        return any(self.words.pronouns.at(self.tokens, index) for index in words)

    def _after_that(self, index: int) -> int:
        while index < len(self.tokens):
            found = self.words.that.at(self.tokens, index)
            if found:
                index = found.last
            elif self.tokens[index].text in QUOTES + ",،:":
                index += 1
            else:
                break
        return index

    def _unit_end(self, index: int, until: int, last: int) -> int:
        """Return where the words that a cue brings end: before the clause of the next cue, else with the part."""
        if until >= last:
            return last
        if self.lang == "en":
            start = self._clause_start(until, index)
            return self._without_marks(index, start) if self._speaks_next(start, until) else last
        before = until
        joined = self.tokens[before].norm[:1] in "وف" and len(self.tokens[before].forms) > 1
        marked = before > index and self._mark(before - 1)
        return self._without_marks(index, before) if joined or marked else last

    def _speaks_next(self, start: int, until: int) -> bool:
        return self._speaker_in(start, until) is not None or (self._pronoun(start, until) and start < until)

    def _without_marks(self, first: int, last: int) -> int:
        while last > first and (self._mark(last - 1) or self.words.boundary.at(self.tokens, last - 1)):
            last -= 1
        return last

    def _mark(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].text in MARKS

    def _has_content(self, first: int, last: int) -> bool:
        return sum(self.tokens[index].word for index in range(first, last)) > 1

    def _speaks(self, cue: Found[Cue]) -> bool:
        """Whether a word of speech is one here: not passive, not negated, not a noun where it may be one."""
        if cue.value.attribution:
            return True
        before = self.tokens[cue.first - 1].norm if cue.first else ""
        if before in self.words.passive or (
            before in self.words.negation and cue.value.stance in ("asserts", "reports")
        ):
            return False
        if not set(self.tokens[cue.first].forms) & self.words.nouns_too or cue.last - cue.first > 1:
            return True
        if self.lang == "ar":
            joined = self.tokens[cue.first].norm[0] in "وف" and self.tokens[cue.first].norm not in self.words.nouns_too
            return cue.first == 0 or joined or self._mark(cue.first - 1)
        after = self.words.that.at(self.tokens, cue.last) if cue.last < len(self.tokens) else None
        return bool(after) or any(mention.last == cue.first and not mention.adjective for mention in self.mentions)

    def _nested(self, made: list[Unit]) -> list[Unit]:
        """Return the units, one that brings only the next one's words as the way by which those came."""
        kept: list[Unit] = []
        for unit in made:
            before = kept[-1] if kept else None
            if before and before.speaker and before.cue and unit.cue and self._brings(before, unit):
                via = before.speaker if unit.speaker else before.via
                kept[-1] = replace(unit, via=via, speaker=unit.speaker or before.speaker, again=False)
            else:
                kept.append(unit)
        return kept

    def _brings(self, before: Unit, unit: Unit) -> bool:
        first = min(unit.cue[0] if unit.cue else 0, unit.speaker[0] if unit.speaker else 0)
        empty = not any(self.tokens[index].word for index in range(before.content[0], min(first, before.content[1])))
        return empty and first >= before.content[0] and before.stance in ("asserts", "reports")

    def _stance(self, unit: Unit) -> Stance:
        """Return the stance: that of the verb, or of the content where the verb says only that somebody spoke."""
        if unit.stance == "reports" and unit.speaker and not self._of_media(unit.speaker):
            unit = replace(unit, stance="asserts")
        if unit.stance not in ("asserts", "reports"):
            return unit.stance
        found = next(iter(self.words.content.find(self.tokens[slice(*unit.content)])), None)
        if found is None or unit.cue is None:
            return unit.stance
        noun = not self.words.nouns_too.isdisjoint(self.tokens[unit.cue[0]].forms)
        return unit.stance if noun and found.value == "denies" else found.value

    def _of_media(self, speaker: Range) -> bool:
        return any(True for _ in self.words.media.find(self.tokens[slice(*speaker)]))

    def _judges(self, unit: Unit) -> bool:
        """Whether it is a judgement: an analyst's, or anybody's by a verb of judging."""
        by = unit.speaker is not None and any(True for _ in self.words.judges.find(self.tokens[slice(*unit.speaker)]))
        cue = self.tokens[slice(*unit.cue)] if unit.cue else ()
        return by or any(True for _ in self.words.judging.find(cue))
