"""Which phrases name the victims of which word of harm, and what a word says by itself where none are named."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trucekeeper.claim.arabic import joined, passive
from trucekeeper.claim.further import described, further
from trucekeeper.claim.harm_lexicon import Kind, Person
from trucekeeper.claim.parts import linked
from trucekeeper.claim.sides import AFTER, QUOTES, Sentence
from trucekeeper.claim.tokens import Token
from trucekeeper.claim.triggers import Told
from trucekeeper.claim.victims import Victims
from trucekeeper.vocabulary.text import Lang

_WOUNDS_WITHIN = 8
"""Words within which wounds make a death a later one: died in hospital of his wounds."""
_WITH_PREPOSITION = ("بال", "لل", "كال")
_NOTHING = -1


class Attached(NamedTuple):
    """A word of harm with its victims; ``alone`` is what the word itself says of their number where none are named."""

    told: Told
    kind: Kind
    victims: tuple[Victims, ...]
    alone: int | None = None


def attach(tokens: Sequence[Token], told: Sequence[Told], phrases: Sequence[Victims], lang: Lang) -> list[Attached]:
    """Return each word of harm with its victims; one that is denied, or whose victims another word has, is left out.

    Args:
        tokens: of one sentence.
        told: its words of harm, from left to right.
        phrases: what may name victims, from left to right.
        lang: of the words.
    """
    return list(_Attaching(Sentence(tokens, told, phrases, lang)).run())


class _Attaching:
    def __init__(self, sentence: Sentence) -> None:
        self._in = sentence
        self._used: set[int] = set()
        self._ends = set(sentence.lasts)
        dying = dict(self._wounded_who_die())
        self._later = set(self._told_of_wounds()) | set(dying)
        self._outlived = set(dying.values())

    def run(self) -> Iterator[Attached]:
        for word in self._in.told:
            if word.denied or word.first in self._outlived:
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
            named = self._named_before(word, self._in.phrases[main])
            found = (*named, *self._with_linked_and_parts(word, main))
            yield Attached(word, kind, () if self._disagrees(word, found) else found)

    # which phrase is the first of its victims

    def _main(self, word: Told) -> tuple[int | None, bool]:
        """Return the index of the phrase, and whether another word of harm has it already."""
        shape = word.trigger.shape
        if shape == "victim":
            main = self._of_victims(word)
        elif shape == "toll":
            main = self._in.toll(word)
        elif shape == "state":
            main = self._in.before(word)
        elif shape == "participle":
            main = self._of_participle(word)
        else:
            main = self._in.after(word, AFTER[shape][self._in.lang])
            if main is None and shape == "verb" and self._in.lang == "ar":
                main = self._in.before(word)
        if main is not None and main in self._used:
            return None, True
        return main, False

    def _of_victims(self, word: Told) -> int | None:
        """Return the number of a word for victims; Arabic bodies are also those of the persons named after them."""
        after = self._in.told_after(word)
        main = self._in.touching_before(word) if after is None else after
        if main is None and word.trigger.kind == "recovered" and self._in.lang == "ar":
            main = self._in.after(word, 0)
        return main

    def _of_participle(self, word: Told) -> int | None:
        after = self._in.after(word, 0)
        if self._in.lang == "ar":
            if after is not None and self._begins_after(word, self._in.phrases[after]):
                return after
            before = self._in.before(word)
            return self._in.after(word, AFTER["verb"]["ar"]) if before is None else before
        if (
            after is not None
            and not self._in.auxiliary(word, self._in.words.passives)
            and not self._in.told_next(self._in.phrases[after])
        ):
            return after
        return self._in.before(word)

    def _begins_after(self, word: Told, phrase: Victims) -> bool:
        """Whether what follows an Arabic plural verb is its victims, and begins nothing new with و."""
        new = joined(self._in.tokens[phrase.first])
        given = phrase.counted or not passive(self._in.tokens[word.first])
        return given and not new and not self._in.told_next(phrase)

    def _disagrees(self, word: Told, found: Sequence[Victims]) -> bool:
        """Whether the verb is plural and the only noun before it a singular one: its subject is not among them."""
        alone = len(found) == 1 and found[0].low == found[0].high == 1 and not found[0].counted
        return alone and found[0].last <= word.first and self._in.auxiliary(word, self._in.words.many)

    # what belongs to the first phrase

    def _named_before(self, word: Told, phrase: Victims) -> tuple[Victims, ...]:
        """Return the person named between a word of harm and victims joined by و: استشهاد فلان واثنين من رفاقه."""
        more = phrase.first > word.last and joined(self._in.tokens[phrase.first])
        if not (word.trigger.named and more and self._names_one(word)):
            return ()
        return (Victims(word.last, phrase.first, word.last, 1, 1, Person(kin=True)),)

    def _with_linked_and_parts(self, word: Told, main: int) -> list[Victims]:
        indices = [main]
        for step in (1, -1):
            at = main
            while self._continues(at, step):
                at += step
                indices.append(at)
        last = max(indices)
        indices += [at for at in further(self._in, word, last) if at not in self._used]
        self._used.update(indices)
        found = [self._in.phrases[index]._replace(part=False) for index in sorted(indices)]
        return found + list(self._parts(last))

    def _continues(self, at: int, step: int) -> bool:
        """Whether the next phrase on that side is joined to the one at *at* by nothing but a link."""
        other = at + step
        if not 0 <= other < len(self._in.phrases) or other in self._used:
            return False
        here, there = self._in.phrases[at], self._in.phrases[other]
        left, right = (here, there) if step > 0 else (there, here)
        if there.part or there.fate or (step > 0 and self._in.told_soon(there)):
            return False
        return described(self._in, left, right) or linked(
            self._in.tokens, left.last, right.first, self._in.words.links, right
        )

    def _parts(self, last: int) -> Iterator[Victims]:
        for index in range(last + 1, len(self._in.phrases)):
            phrase = self._in.phrases[index]
            if not phrase.part or index in self._used or not self._in.one_clause(self._in.lasts[last], phrase.first):
                break
            self._used.add(index)
            yield phrase

    # words without victims

    def _alone(self, word: Told) -> int | None:
        """Return what the word says of the number of its victims where none are named; ``_NOTHING`` for a mere name."""
        trigger = word.trigger
        if trigger.shape == "victim":
            described = word.first in self._ends
            bare = self._in.lang == "en" and trigger.number == "one" and trigger.kind != "recovered"
            mentioned = word.first > 0 and self._in.tokens[word.first - 1].norm in self._in.words.collectives
            if self._in.definite(word) or mentioned or described or bare:
                return _NOTHING
            return {"one": 1, "two": 2}.get(trigger.number or "")
        if trigger.shape in ("action", "verb", "active", "toll"):
            return 1 if trigger.number == "one" or (trigger.named and self._names_one(word)) else _NOTHING
        if trigger.number == "one":
            return 1
        return 1 if trigger.named and self._in.auxiliary(word, self._in.words.singular) else None

    def _names_one(self, word: Told) -> bool:
        """Whether a bare word that names one person follows: مقتل شقيق …, استشهاد صالح …."""
        at = word.last
        while at < len(self._in.tokens) and self._in.tokens[at].text in QUOTES:
            at += 1
        if at >= len(self._in.tokens) or not self._in.tokens[at].word or self._in.tokens[at].text[0].isdigit():
            return False
        token, norm = self._in.tokens[at], self._in.tokens[at].norm
        known = norm in self._in.words.stops or norm in self._in.words.ends or at in self._in.wounds
        known = known or not self._in.words.nobodies.isdisjoint(token.forms) or norm.startswith(_WITH_PREPOSITION)
        return not known and not norm.endswith(self._in.words.plural) and not norm.startswith("و")

    def _kind(self, word: Told) -> Kind:
        """Return the kind; who dies of wounds died later."""
        return "died_later" if word.first in self._later and word.trigger.kind == "killed" else word.trigger.kind

    def _told_of_wounds(self) -> Iterator[int]:
        """Yield the places of the words of harm that wounds belong to: the nearest one before, else after them."""
        for at in self._in.wounds:
            near = [place for place in range(at - _WOUNDS_WITHIN, at + _WOUNDS_WITHIN) if place in self._in.starts]
            before = [place for place in near if place <= at]
            if near:
                yield before[-1] if before else near[0]

    def _wounded_who_die(self) -> Iterator[tuple[int, int]]:
        """Yield the places of a death and of the wound of the same persons: a man wounded last week died."""
        for word in self._in.told:
            main = self._in.before(word) if word.trigger.kind == "killed" and word.trigger.shape == "state" else None
            if main is None or word.denied:
                continue
            for at in range(self._in.lasts[main], word.first):
                wound = self._in.starts.get(at)
                between = self._in.tokens[at : word.first]
                joined_to = any(token.norm in self._in.words.and_ for token in between)
                if wound and wound.trigger.kind == "injured" and wound.trigger.shape == "participle" and not joined_to:
                    yield word.first, at

    def _joint(self, word: Told) -> Iterator[Attached]:
        """Take the number that dead and wounded share, which is the number of neither."""
        shared = self._in.touching_before(word)
        if shared is None:
            shared = self._in.after(word, 0)
        if shared is None and self._in.lang == "ar":
            before = self._in.before(word)
            shared = before if before is not None and self._in.phrases[before].counted else None
        if shared is not None:
            self._used.add(shared)
        elif word.trigger.number is not None:
            yield Attached(word, "killed", ())
            yield Attached(word, "injured", ())
