"""Which phrases name the victims of which word of harm: by side, nearness and what stands between."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from trucekeeper.claim.harm_lexicon import Kind, Person, harm_words
from trucekeeper.claim.tokens import Phrases, Token
from trucekeeper.claim.triggers import Told
from trucekeeper.claim.victims import Victims, folded, linked
from trucekeeper.vocabulary.text import Lang

_AFTER = {"verb": {"en": 3, "ar": 8}, "action": {"en": 4, "ar": 4}, "participle": {"en": 0, "ar": 0}}
"""Words that may stand between a word of harm and its victims after it."""
_BEFORE = {"en": 25, "ar": 12}
"""Words that may stand between victims and a word of harm after them."""
_VICTIM_GAP = 2
_BARE_WITHIN = 4
_AUXILIARY_WITHIN = 3
_TOLL_WITHIN = 20
_WOUNDS_WITHIN = 8
_OBJECT_GAP = 2
_FROM_WITHIN = 4
_WITH_PREPOSITION = ("بال", "لل", "كال")
_QUOTES = frozenset("#\"“”«»'‘’_")


class Attached(NamedTuple):
    """A word of harm with its victims; ``alone`` is what the word itself says of their number where none are named."""

    told: Told
    kind: Kind
    victims: tuple[Victims, ...]
    alone: int | None = None


class _Words:
    def __init__(self, lang: Lang) -> None:
        words = harm_words(lang)
        self.links = folded(words.links)
        self.ends = folded(words.clause_ends)
        self.stops = folded(words.stops)
        self.collectives = folded(words.collectives)
        self.of = folded(words.of)
        self.governing = self.stops - folded(words.conjunctions) - self.ends - self.of
        self.passives = folded(words.passives)
        self.singular = folded(words.singular)
        self.many = folded(words.plural)
        self.toll_to = folded(words.toll_to)
        self.nobodies = folded(words.collectives) | folded(words.things)
        self.plural = tuple(words.endings["plural"])
        self.wounds: Phrases[bool] = Phrases([(phrase, True) for phrase in words.wounds])


@cache
def _words(lang: Lang) -> _Words:
    return _Words(lang)


def attach(tokens: Sequence[Token], told: Sequence[Told], phrases: Sequence[Victims], lang: Lang) -> list[Attached]:
    """Return each word of harm with its victims; one that is denied, or whose victims another word has, is left out.

    Args:
        tokens: of one sentence.
        told: its words of harm, from left to right.
        phrases: what may name victims, from left to right.
        lang: of the words.
    """
    return list(_Attaching(tokens, told, phrases, lang).run())


class _Attaching:
    def __init__(self, tokens: Sequence[Token], told: Sequence[Told], phrases: Sequence[Victims], lang: Lang) -> None:
        self._tokens, self._told, self._phrases, self._lang = tokens, told, phrases, lang
        self._words = _words(lang)
        self._used: set[int] = set()
        self._starts = {word.first for word in told}
        self._wounds = [found.first for found in self._words.wounds.find(tokens)]

    def run(self) -> Iterator[Attached]:
        for word in self._told:
            if word.denied:
                continue
            if word.trigger.shape == "joint":
                yield from self._joint(word)
                continue
            main, taken = self._main(word)
            if taken:
                continue
            kind = self._kind(word)
            if main is None:
                alone = self._alone(word)
                if alone is not _NOTHING:
                    yield Attached(word, kind, (), alone)
                continue
            named = self._named_before(word, self._phrases[main])
            found = (*named, *self._with_linked_and_parts(main))
            yield Attached(word, kind, () if self._disagrees(word, found) else found)

    # which phrase is the first of its victims

    def _main(self, word: Told) -> tuple[int | None, bool]:
        """Return the index of the phrase, and whether another word of harm has it already."""
        shape = word.trigger.shape
        if shape == "victim":
            main = self._touching_before(word)
        elif shape == "toll":
            main = self._toll(word)
        elif shape == "state":
            main = self._before(word)
        elif shape == "participle":
            main = self._of_participle(word)
        else:
            main = self._after(word, _AFTER[shape][self._lang])
            if main is None and shape == "verb" and self._lang == "ar":
                main = self._before(word)
        if main is not None and main in self._used:
            return None, True
        return main, False

    def _of_participle(self, word: Told) -> int | None:
        after = self._after(word, 0)
        if self._lang == "ar":
            if after is not None and self._phrases[after].counted:
                return after
            before = self._before(word)
            return self._after(word, _AFTER["verb"]["ar"]) if before is None else before
        if (
            after is not None
            and not self._auxiliary(word, self._words.passives)
            and not self._told_next(self._phrases[after])
        ):
            return after
        return self._before(word)

    def _told_next(self, phrase: Victims) -> bool:
        """Whether another word of harm follows a phrase at once: in "3 killed 5 wounded" the 5 are the wounded."""
        return phrase.last in self._starts

    def _auxiliary(self, word: Told, auxiliaries: frozenset[str]) -> bool:
        before = self._tokens[max(0, word.first - _AUXILIARY_WITHIN) : word.first]
        return any(token.norm in auxiliaries for token in before)

    def _after(self, word: Told, within: int) -> int | None:
        for index, phrase in enumerate(self._phrases):
            if phrase.first < word.last or phrase.part:
                continue
            if not self._near(word.last, min(phrase.reach, phrase.first), within):
                return None
            if (phrase.fate and phrase.first > word.last) or self._is_of_others(phrase, word):
                return None
            return self._object(index) if word.trigger.shape == "verb" else index
        return None

    def _is_of_others(self, phrase: Victims, word: Told) -> bool:
        """Whether a word for victims of another kind follows at once: in "killing several, 5 injuries" the 5."""
        if word.trigger.kind == "recovered":
            return False
        kinds = {other.trigger.kind for other in self._told if other.first == phrase.last}
        return bool(kinds) and word.trigger.kind not in kinds and phrase.first > word.last

    def _object(self, index: int) -> int:
        """Return *index*, or that of the object where the phrase is a subject: قتل مسلح ثلاثة أشخاص."""
        phrase = self._phrases[index]
        if self._lang != "ar" or phrase.counted or index + 1 == len(self._phrases):
            return index
        following = self._phrases[index + 1]
        between = self._tokens[phrase.last : following.first]
        plain = all(token.word and token.norm not in self._words.stops for token in between)
        joined = linked(self._tokens, phrase.last, following.first, self._words.links, following)
        near = len(between) <= _OBJECT_GAP and plain and not joined
        return index + 1 if near and following.counted and not following.part else index

    def _near(self, last: int, first: int, within: int) -> bool:
        """Whether so few words and no end of a clause stand between; nor, in English, a preposition."""
        between = [token for token in self._tokens[last:first] if token.text not in _QUOTES]
        if len(between) > within or any(token.norm in self._words.ends for token in between):
            return False
        if not self._starts.isdisjoint(range(last, first)):
            return False
        return self._lang == "ar" or not any(token.norm in self._words.stops for token in between)

    def _before(self, word: Told) -> int | None:
        for index in range(len(self._phrases) - 1, -1, -1):
            phrase = self._phrases[index]
            if phrase.last > word.first or phrase.part or phrase.fate:
                continue
            between = self._tokens[phrase.last : word.first]
            if len(between) > _BEFORE[self._lang] or any(token.norm in self._words.ends for token in between):
                return None
            owned = index > 0 and self._phrases[index - 1].last == phrase.first - 1 and self._of(phrase.first - 1)
            if (between and self._governed(phrase)) or owned:
                continue
            if phrase.counted and not phrase.named and not self._beside(between):
                continue
            return index
        return None

    def _of(self, at: int) -> bool:
        return self._tokens[at].norm in self._words.of

    def _beside(self, between: Sequence[Token]) -> bool:
        """Whether a number without a noun stands near enough to be of persons."""
        marks = any(token.text in ",،()" for token in between)
        return len(between) <= _BARE_WITHIN and not (marks and len(between) > 1)

    def _governed(self, phrase: Victims) -> bool:
        """Whether a preposition stands before the phrase, so that it is no subject."""
        before = min(phrase.reach, phrase.first) - 1
        if before < 0:
            return False
        return self._tokens[before].norm in self._words.governing

    def _touching_before(self, word: Told) -> int | None:
        for index in range(len(self._phrases) - 1, -1, -1):
            phrase = self._phrases[index]
            if phrase.last > word.first:
                continue
            between = self._tokens[phrase.last : word.first]
            plain = all(token.word and token.norm not in self._words.ends for token in between)
            described = phrase.named and self._definite(word)
            near = phrase.counted and len(between) <= _VICTIM_GAP and plain
            return index if near and not described else None
        return None

    def _toll(self, word: Told) -> int | None:
        """Return the number that a toll comes to: the one after *to*, else the first."""
        first: int | None = None
        for index, phrase in enumerate(self._phrases):
            if phrase.first < word.last or not phrase.counted:
                continue
            between = self._tokens[word.last : phrase.first]
            ended = any(token.norm in self._words.ends and token.text != ":" for token in between)
            if len(between) > _TOLL_WITHIN or ended:
                break
            if phrase.first and self._tokens[phrase.first - 1].norm in self._words.toll_to:
                return index
            first = index if first is None and len(between) <= _VICTIM_GAP else first
        return first

    def _disagrees(self, word: Told, found: Sequence[Victims]) -> bool:
        """Whether the verb is plural and the only noun before it a singular one: its subject is not among them."""
        alone = len(found) == 1 and found[0].low == found[0].high == 1 and not found[0].counted
        return alone and found[0].last <= word.first and self._auxiliary(word, self._words.many)

    # what belongs to the first phrase

    def _named_before(self, word: Told, phrase: Victims) -> tuple[Victims, ...]:
        """Return the person named between a word of harm and victims joined by و: استشهاد فلان واثنين من رفاقه."""
        joined = phrase.first > word.last and self._tokens[phrase.first].norm.startswith("و")
        if not (word.trigger.named and joined and self._names_one(word)):
            return ()
        return (Victims(word.last, phrase.first, word.last, 1, 1, Person(kin=True)),)

    def _with_linked_and_parts(self, main: int) -> list[Victims]:
        indices = [main]
        for step in (1, -1):
            at = main
            while self._continues(at, step):
                at += step
                indices.append(at)
        self._used.update(indices)
        found = [self._phrases[index] for index in sorted(indices)]
        return found + list(self._parts(max(indices)))

    def _continues(self, at: int, step: int) -> bool:
        """Whether the next phrase on that side is joined to the one at *at* by nothing but a link."""
        other = at + step
        if not 0 <= other < len(self._phrases) or other in self._used:
            return False
        here, there = self._phrases[at], self._phrases[other]
        left, right = (here, there) if step > 0 else (there, here)
        if there.part or there.fate or (step > 0 and self._told_next(there)):
            return False
        first = right.first
        if self._lang == "ar" and self._told_where(left.last, first):
            return True
        return linked(self._tokens, left.last, first, self._words.links, right)

    def _told_where(self, last: int, first: int) -> bool:
        """Whether only a phrase with من stands before a joined noun: صحافيان من قناة محلية ومدني."""
        between = self._tokens[last:first]
        joined = self._tokens[first].norm.startswith("و") and 1 < len(between) <= _FROM_WITHIN
        return joined and between[0].norm in self._words.of and all(token.word for token in between)

    def _parts(self, last: int) -> Iterator[Victims]:
        for index in range(last + 1, len(self._phrases)):
            phrase = self._phrases[index]
            if not phrase.part or index in self._used:
                break
            self._used.add(index)
            yield phrase

    # words without victims

    def _alone(self, word: Told) -> int | None:
        """Return what the word says of the number of its victims where none are named; ``_NOTHING`` for a mere name."""
        trigger = word.trigger
        if trigger.shape == "victim":
            described = any(phrase.last == word.first for phrase in self._phrases)
            bare = self._lang == "en" and trigger.number == "one" and trigger.kind != "recovered"
            mentioned = word.first > 0 and self._tokens[word.first - 1].norm in self._words.collectives
            if self._definite(word) or mentioned or described or bare:
                return _NOTHING
            return {"one": 1, "two": 2}.get(trigger.number or "")
        if trigger.shape in ("action", "verb", "toll"):
            return 1 if trigger.number == "one" or (trigger.named and self._names_one(word)) else _NOTHING
        if trigger.number == "one":
            return 1
        return 1 if trigger.named and self._auxiliary(word, self._words.singular) else None

    def _definite(self, word: Told) -> bool:
        norm = self._tokens[word.first].norm.lstrip("وفبك")
        return self._lang == "ar" and norm.startswith(("ال", "لل"))

    def _names_one(self, word: Told) -> bool:
        """Whether a bare word that names one person follows: مقتل شقيق …, استشهاد صالح …."""
        at = word.last
        while at < len(self._tokens) and self._tokens[at].text in _QUOTES:
            at += 1
        if at >= len(self._tokens) or not self._tokens[at].word or self._tokens[at].text[0].isdigit():
            return False
        token, norm = self._tokens[at], self._tokens[at].norm
        known = norm in self._words.stops or norm in self._words.ends or at in self._wounds
        known = known or not self._words.nobodies.isdisjoint(token.forms) or norm.startswith(_WITH_PREPOSITION)
        return not known and not norm.endswith(self._words.plural) and not norm.startswith("و")

    def _kind(self, word: Told) -> Kind:
        """Return the kind; who dies of wounds died later."""
        near = any(abs(at - word.first) <= _WOUNDS_WITHIN for at in self._wounds)
        return "died_later" if near and word.trigger.kind == "killed" else word.trigger.kind

    def _joint(self, word: Told) -> Iterator[Attached]:
        """Take the number that dead and wounded share, which is the number of neither."""
        shared = self._touching_before(word)
        if shared is None:
            shared = self._after(word, 0)
        if shared is None and self._lang == "ar":
            before = self._before(word)
            shared = before if before is not None and self._phrases[before].counted else None
        if shared is not None:
            self._used.add(shared)
        elif word.trigger.number is not None:
            yield Attached(word, "killed", ())
            yield Attached(word, "injured", ())


_NOTHING = -1
