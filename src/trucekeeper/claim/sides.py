"""Where the victims of a word of harm stand: before or after it, how near, and what may stand between."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from trucekeeper.claim.arabic import joined, passive
from trucekeeper.claim.harm_lexicon import folded, harm_words, number_words
from trucekeeper.claim.parts import linked
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.claim.triggers import Told
from trucekeeper.claim.victims import Victims
from trucekeeper.vocabulary.text import Lang

AFTER = {"verb": {"en": 3, "ar": 8}, "active": {"en": 3, "ar": 8}, "action": {"en": 4, "ar": 4}}
"""Words that may stand between a word of harm and its victims after it."""
_BEFORE = {"en": 25, "ar": 12}
"""Words that may stand between victims and a word of harm after them."""
_VICTIM_GAP = 2
"""Words between a number and a word for the victims: 20 people confirmed dead, 5 من القتلى."""
_BARE_WITHIN = 4
"""Words between a number without a noun and the word of harm it belongs to."""
_AUXILIARY_WITHIN = 3
_TOLL_WITHIN = 20
_OBJECT_GAP = 2
_QUOTES_WITHIN = 8
QUOTES = frozenset("#\"“”«»'‘’_")


class Grammar:
    """The words of a language that say what belongs to what."""

    def __init__(self, lang: Lang) -> None:
        words = harm_words(lang)
        self.links = folded(words.links)
        self.ends = folded(words.clause_ends)
        self.stops = folded(words.stops)
        self.and_ = folded(number_words(lang).and_)
        self.collectives = folded(words.collectives)
        self.of = folded(words.of)
        self.governing = self.stops - folded(words.conjunctions) - self.ends - self.of
        self.ages = folded(number_words(lang).ages)
        self.passives = folded(words.passives)
        self.singular = folded(words.singular)
        self.many = folded(words.plural)
        self.means = folded(words.means)
        self.with_ = folded(words.with_)
        self.others = folded(words.others)
        self.toll_to = folded(words.toll_to)
        self.nobodies = folded(words.collectives) | folded(words.things)
        self.plural = tuple(words.endings["plural"])
        self.part_after: Phrases[bool] = Phrases([(phrase, True) for phrase in words.part_after])
        self.relatives: Phrases[bool] = Phrases([(phrase, True) for phrase in words.relatives])
        self.auxiliaries = self.passives | self.many | self.singular
        self.wounds: Phrases[bool] = Phrases([(phrase, True) for phrase in words.wounds])


@cache
def grammar(lang: Lang) -> Grammar:
    """Return the grammar of *lang*."""
    return Grammar(lang)


class Sentence:
    """A sentence with its words of harm and the phrases that may name victims; places are indices of either."""

    def __init__(self, tokens: Sequence[Token], told: Sequence[Told], phrases: Sequence[Victims], lang: Lang) -> None:
        self.tokens, self.told, self.phrases, self.lang = tokens, told, phrases, lang
        self.words = grammar(lang)
        self.starts = {word.first: word for word in told}
        self._firsts = [phrase.first for phrase in phrases]
        self.lasts = [phrase.last for phrase in phrases]
        self._told_firsts = [word.first for word in told]
        self.wholes = {found.last for found in self.words.relatives.find(tokens)}
        self.wounds = {found.first for found in self.words.wounds.find(tokens)}

    def after(self, word: Told, within: int) -> int | None:
        """Return the phrase after a word of harm with at most *within* words between."""
        for index in range(bisect_left(self._firsts, word.last), len(self.phrases)):
            phrase = self.phrases[index]
            if phrase.part and 0 < phrase.first - word.last <= _BEFORE[self.lang] and not self._of_them(word, phrase):
                continue
            if not self._near(word.last, min(phrase.reach, phrase.first), within):
                return None
            if (phrase.fate and phrase.first > word.last) or self._is_of_others(phrase, word):
                return None
            return self._object(index, word) if word.trigger.shape in ("verb", "active") else index
        return None

    def before(self, word: Told) -> int | None:
        """Return the nearest phrase before a word of harm that can be its subject."""
        for index in range(bisect_right(self.lasts, word.first) - 1, -1, -1):
            phrase = self.phrases[index]
            if word.first - phrase.last > _BEFORE[self.lang]:
                return None
            between = self.tokens[phrase.last : word.first]
            if any(token.norm in self.words.ends for token in between):
                return None
            if phrase.fate or (phrase.part and not self._of_whom(word, phrase)):
                continue
            if between and self._governed(phrase):
                continue
            if phrase.counted and not phrase.named and not self._beside(between):
                continue
            return index
        return None

    def touching_before(self, word: Told) -> int | None:
        """Return the counted phrase that stands at once before a word for victims."""
        index = bisect_right(self.lasts, word.first) - 1
        if index < 0:
            return None
        phrase = self.phrases[index]
        if word.first - phrase.last > _VICTIM_GAP:
            return None
        between = self.tokens[phrase.last : word.first]
        plain = all(token.word and token.norm not in self.words.ends for token in between)
        return index if phrase.counted and plain and not (phrase.named and self.definite(word)) else None

    def told_after(self, word: Told) -> int | None:
        """Return the number of victims named with و and the article, after them as in a toll: والإصابات ٩٠٠."""
        if not (self.definite(word) and joined(self.tokens[word.first])):
            return None
        index = bisect_left(self._firsts, word.last)
        if index == len(self.phrases):
            return None
        phrase = self.phrases[index]
        between = self.tokens[word.last : phrase.first]
        plain = phrase.counted and not (phrase.named or phrase.part or phrase.fate or self.told_next(phrase))
        return index if plain and len(between) <= 1 and all(t.norm in self.words.toll_to for t in between) else None

    def toll(self, word: Told) -> int | None:
        """Return the number that a toll comes to: the one after *to*, else the first."""
        first: int | None = None
        gap = _TOLL_WITHIN if self._reached(word) else _VICTIM_GAP
        for index in range(bisect_left(self._firsts, word.last), len(self.phrases)):
            phrase = self.phrases[index]
            if not phrase.counted and phrase.first - word.last <= _TOLL_WITHIN:
                continue
            if phrase.first - word.last > _TOLL_WITHIN:
                break
            between = self.tokens[word.last : phrase.first]
            if any(token.norm in self.words.ends and token.text != ":" for token in between):
                break
            if phrase.first and self.tokens[phrase.first - 1].norm in self.words.toll_to:
                return index
            first = index if first is None and len(between) <= gap else first
        return first

    def _reached(self, toll: Told) -> bool:
        """Whether an Arabic verb of reaching stands before a toll: بلغ عدد الشهداء … ٣٤٢."""
        before = self.tokens[toll.first - 1].norm if toll.first and self.lang == "ar" else ""
        return before in self.words.toll_to - self.words.stops

    def _near(self, last: int, first: int, within: int) -> bool:
        """Whether so few words and no end of a clause stand between; nor, in English, a preposition."""
        if first - last > within + _QUOTES_WITHIN:
            return False
        between = [token for token in self.tokens[last:first] if token.text not in QUOTES]
        if len(between) > within or any(token.norm in self.words.ends for token in between):
            return False
        if bisect_left(self._told_firsts, first) != bisect_left(self._told_firsts, last):
            return False
        return self.lang == "ar" or not any(token.norm in self.words.stops for token in between)

    def _object(self, index: int, word: Told) -> int:
        """Return *index*, or that of the object where the phrase is a subject: قتل مسلح ثلاثة أشخاص."""
        phrase = self.phrases[index]
        if self.lang != "ar" or phrase.counted or index + 1 == len(self.phrases) or passive(self.tokens[word.first]):
            return index
        following = self.phrases[index + 1]
        between = self.tokens[phrase.last : following.first]
        plain = all(token.word and token.norm not in self.words.stops for token in between)
        same = linked(self.tokens, phrase.last, following.first, self.words.links, following)
        plain = plain and not any(at in self.starts for at in range(phrase.last, following.first))
        near = len(between) <= _OBJECT_GAP and plain and not same
        return index + 1 if near and following.counted and not following.part else index

    def _of_them(self, word: Told, phrase: Victims) -> bool:
        """Whether only *of them* stands between a verb and the part it tells of: قُتل منهم 11."""
        found = self.words.part_after.at(self.tokens, word.last)
        return word.trigger.shape == "verb" and found is not None and found.last == phrase.first

    def _of_whom(self, word: Told, phrase: Victims) -> bool:
        """Whether a part is the subject of its own clause: six men, of whom four were killed; four of them died."""
        after = self.words.part_after.at(self.tokens, phrase.last)
        last = phrase.last if after is None else after.last
        relative = phrase.first in self.wholes or after is not None
        between = self.tokens[last : word.first]
        return relative and last <= word.first and all(token.norm in self.words.auxiliaries for token in between)

    def _is_of_others(self, phrase: Victims, word: Told) -> bool:
        """Whether a word for victims of another kind follows at once: in "killing several, 5 injuries" the 5."""
        if word.trigger.kind == "recovered":
            return False
        other = self.starts.get(phrase.last)
        return other is not None and word.trigger.kind != other.trigger.kind and phrase.first > word.last

    def _governed(self, phrase: Victims) -> bool:
        """Whether a preposition stands before the phrase, so that it is no subject."""
        before = min(phrase.reach, phrase.first) - 1
        if before < 0:
            return False
        return self.tokens[before].norm in self.words.governing

    def _beside(self, between: Sequence[Token]) -> bool:
        """Whether a number without a noun stands near enough to be of persons."""
        marks = any(token.text in ",،()" for token in between)
        return len(between) <= _BARE_WITHIN and not (marks and len(between) > 1)

    def told_next(self, phrase: Victims) -> bool:
        """Whether another word of harm follows a phrase at once: in "3 killed 5 wounded" the 5 are the wounded."""
        return phrase.last in self.starts

    def told_soon(self, phrase: Victims) -> bool:
        """Whether but auxiliaries stand between a phrase and a word of harm after it: 609 were injured."""
        at = phrase.last
        while at < len(self.tokens) and self.tokens[at].norm in self.words.auxiliaries:
            at += 1
        return at in self.starts

    def auxiliary(self, word: Told, auxiliaries: frozenset[str]) -> bool:
        """Whether one of *auxiliaries* stands shortly before a word of harm."""
        before = self.tokens[max(0, word.first - _AUXILIARY_WITHIN) : word.first]
        return any(token.norm in auxiliaries for token in before)

    def joined(self, phrase: Victims) -> bool:
        """Whether *and* stands at once before a phrase, or و at its head."""
        if self.lang == "ar" and joined(self.tokens[phrase.first]):
            return True
        return phrase.first > 0 and self.tokens[phrase.first - 1].norm in self.words.and_

    def one_clause(self, last: int, first: int) -> bool:
        """Whether few words and no end of a clause stand between."""
        few = first - last <= _BEFORE[self.lang]
        return few and not any(token.norm in self.words.ends for token in self.tokens[last:first])

    def definite(self, word: Told) -> bool:
        """Whether an Arabic word of harm has the article."""
        norm = self.tokens[word.first].norm.lstrip("وفبك")
        return self.lang == "ar" and norm.startswith(("ال", "لل"))
