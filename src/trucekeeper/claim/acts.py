"""What somebody is said to have done, by whom and to whom: acts among the words of one unit of speech.

Words of one act that stand together make one act: the code is that of the most telling word, so that *a drone strike
killed* is a drone strike. Another act begins where another clause brings a word of another act and somebody else. Who
acted and who was acted upon follow from the order of the words and from prepositions, by rules that are the same for
everybody; what they do not show stays open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trucekeeper.case.acts import taxonomy
from trucekeeper.claim.lexicon import GENERIC_ACTS, NO_ACT, Lexicon, lexicon
from trucekeeper.claim.mentions import Mention
from trucekeeper.claim.tokens import Found, Token
from trucekeeper.vocabulary.text import Lang

NEAR = 3
"""Words between an adjective or a subject and the act that it belongs to."""
FEW = 5
"""Words between a pronoun and the act that it did."""
FAR = 14
"""Words between an act and somebody in another place of its clause."""
FROM = "من"
_DAMMA = "\u064f"


@dataclass(frozen=True)
class Act:
    """An act: its code and words, who acted and upon whom, as far as the words show, and by which rule.

    ``speaker_acted``: a pronoun says that it was whoever speaks. ``negated``: it is said not to have been done.
    ``supposed``: it stands under an *if*.
    """

    code: str
    first: int
    last: int
    reach: tuple[int, int]
    actor: Mention | None = None
    target: Mention | None = None
    speaker_acted: bool = False
    by: str = ""
    negated: bool = False
    supposed: bool = False


def acts(
    tokens: Sequence[Token], content: tuple[int, int], lang: Lang, mentions: Sequence[Mention], own: bool
) -> list[Act]:
    """Return the acts told in ``tokens[content[0]:content[1]]``.

    Args:
        tokens: of the whole sentence.
        content: which of them.
        lang: their language.
        mentions: who is mentioned in the sentence.
        own: whether the words before the content say by a pronoun that the speaker acts (قال الجيش إنه …).
    """
    return _Reader(tokens, content, lang, mentions, own).acts()


class _Reader:
    def __init__(
        self, tokens: Sequence[Token], content: tuple[int, int], lang: Lang, mentions: Sequence[Mention], own: bool
    ) -> None:
        self.tokens, self.lang, self.own = tokens, lang, own
        self.first, self.last = content
        self.words: Lexicon = lexicon(lang)
        self.words_of_acts = [one.first + self.first for one in self.words.acts.find(tokens[self.first : self.last])]
        inside = [one for one in mentions if one.first >= self.first and one.last <= self.last]
        self.mentions = [one for one in inside if not self._is_set_aside(one)]

    def _is_set_aside(self, mention: Mention) -> bool:
        """Whether the words say that it was not this one: *the group, not its fighters*, لا قواتها."""
        before = self.tokens[mention.first - 1] if mention.first > self.first else None
        return before is not None and not self.words.nots.isdisjoint(before.forms[:2])

    def acts(self) -> list[Act]:
        groups = list(self._groups())
        ends = [*(group[0].first for group in groups[1:]), self.last][: len(groups)]
        made: list[Act] = []
        for group, end in zip(groups, ends, strict=True):
            begin = self.first
            if made:
                own = taxonomy()[0][group[0].value].incident
                begin = self._clause(group[0].first) if own else groups[len(made) - 1][-1].last
            made.append(self._act(group, (begin, end)))
        return made

    def _clause(self, index: int) -> int:
        """Return where the clause of a later act begins: after the last mark or *and* before it."""
        while index > self.first and not self._parts(index - 1):
            index -= 1
        return index

    def _groups(self) -> Iterator[list[Found[str]]]:
        found = [
            Found(one.first + self.first, one.last + self.first, one.value)
            for one in self.words.acts.find(self.tokens[self.first : self.last])
            if one.value != NO_ACT
        ]
        group: list[Found[str]] = []
        for one in found:
            if group and self._begins_another(group, one):
                yield group
                group = []
            group.append(one)
        if group:
            yield group

    def _begins_another(self, group: list[Found[str]], one: Found[str]) -> bool:
        last = group[-1]
        parted = any(self._parts(index) for index in range(last.last, one.first))
        somebody = any(
            (last.last <= mention.first < one.first or (self.lang == "ar" and mention.first == one.last))
            and (mention.named or mention.status == "combatant")
            for mention in self.mentions
        )
        kinds = {taxonomy()[0][found.value].group for found in group}
        kind = taxonomy()[0][one.value].group
        return parted and kind != "publications" and (somebody or kind not in kinds)

    def _parts(self, index: int) -> bool:
        token = self.tokens[index]
        if token.text in ",،;؛":
            return True
        if token.norm in self.words.joining or self.words.boundary.at(self.tokens, index) is not None:
            return True
        return self.lang == "ar" and token.norm[:1] == "و" and self.words.acts.at(self.tokens, index) is not None

    def _act(self, group: list[Found[str]], reach: tuple[int, int]) -> Act:
        main = min(group, key=lambda one: _generality(one.value))
        speaker = self._speaker_acts(group[0], reach)
        careful = taxonomy()[0][main.value].series
        actor, by = (None, "self") if speaker else (self._actor if careful else self._first_named)(group, reach)
        negated = any(self._is_negated(one, reach) for one in group)
        if negated and any(not self.words.rather.isdisjoint(token.forms) for token in self.tokens[slice(*reach)]):
            negated, speaker, actor, by = False, False, None, ""
        target = self._target(group, reach, actor)
        supposed = any(self.words.supposed.at(self.tokens, index) for index in range(reach[0], main.first))
        return Act(main.value, main.first, main.last, reach, actor, target, speaker, by, negated, supposed)

    def _is_negated(self, act: Found[str], reach: tuple[int, int]) -> bool:
        """Whether a word before an act says that it was not done, with nothing between that parts them."""
        for index in range(act.first - 1, max(reach[0], act.first - NEAR) - 1, -1):
            if not self.words.nots.isdisjoint(self.tokens[index].forms[:2]):
                return True
            if not self.tokens[index].word or self.words.boundary.at(self.tokens, index) is not None:
                return False
        return False

    def _within(self, first: int, last: int) -> list[Mention]:
        return [one for one in self.mentions if first <= one.first and one.last <= last]

    # Who acted.

    def _first_named(self, group: list[Found[str]], reach: tuple[int, int]) -> tuple[Mention | None, str]:
        """Return who did what is no force: by the adjective, else whoever is named first."""
        for one in group:
            adjective = self._adjective(one, reach)
            if adjective:
                return adjective, "adjective"
        named = next(
            (one for one in self._within(*reach) if one.named and not one.adjective and not self._is_with(one)), None
        )
        return named, "first named" if named else ""

    def _is_with(self, mention: Mention) -> bool:
        before = self.tokens[mention.first - 1].norm if mention.first > self.first else ""
        return before in self.words.with_

    def _actor(self, group: list[Found[str]], reach: tuple[int, int]) -> tuple[Mention | None, str]:
        for rule in (self._by_phrase, self._adjective, self._subject):
            for one in group:
                found = rule(one, reach)
                if found:
                    return found, rule.__name__.strip("_").replace("_", " ")
        return None, ""

    def _by_phrase(self, act: Found[str], reach: tuple[int, int]) -> Mention | None:
        for index in range(reach[0], min(reach[1], act.last + FAR)):
            words = self.words.doing if index < act.first else self.words.by
            by = words.at(self.tokens, index)
            if by is None:
                continue
            at = by.last
            while at < reach[1] and self.tokens[at].norm in self.words.articles:
                at += 1
            after = self._next_mention(at, reach[1], within=1)
            if after and (after.named or after.status == "combatant"):
                return after
        return self._from(act, reach)

    def _from(self, act: Found[str], reach: tuple[int, int]) -> Mention | None:
        """Return whose act it is where a noun says *of* or *from* right behind it: هجوم من الجماعة."""
        if self.lang != "ar" or self._is_verb(act) or act.last >= reach[1]:
            return None
        after = self._next_mention(act.last + 1, reach[1], within=1) if self.tokens[act.last].norm == FROM else None
        return after if after and (after.named or after.status == "combatant") else None

    def _adjective(self, act: Found[str], reach: tuple[int, int]) -> Mention | None:
        """Return the country whose adjective stands by the act: *a foreign strike*, غارة أجنبية."""
        for mention in self.mentions:
            if not mention.adjective:
                continue
            gap = act.first - mention.last if self.lang == "en" else mention.first - act.last
            if 0 <= gap < NEAR and not self._is_verb(act) and self._plain(mention, act):
                return mention
        return None

    def _plain(self, mention: Mention, act: Found[str]) -> bool:
        first, last = sorted(((mention.first, mention.last), (act.first, act.last)))
        return all(self.tokens[index].word for index in range(first[1], last[0]))

    def _subject(self, act: Found[str], reach: tuple[int, int]) -> Mention | None:
        if not self._is_verb(act):
            return None
        if self.lang == "ar":
            return self._arabic_subject(act, reach)
        if self._is_passive(act):
            return None
        before = [one for one in self._within(reach[0], act.first) if not one.object]
        near = before[-1] if before else None
        if near is None or act.first - near.last > FAR or self._governed(near) or self._is_object(near, reach):
            return None
        if self._is_parted(near.last, act.first):
            return None
        return near if near.named or near.status == "combatant" else None

    def _arabic_subject(self, act: Found[str], reach: tuple[int, int]) -> Mention | None:
        """Return who follows the verb, or stands before it; none for a passive, which short vowels or victims show."""
        if _DAMMA in self.tokens[act.first].text[:3]:
            return None
        after = self._next_mention(act.last, reach[1], within=1)
        if after and not after.object and (after.named or after.status == "combatant"):
            rest = self._next_mention(after.last, reach[1], within=FAR)
            counted = any(
                self.tokens[index].text[0].isdigit() for index in range(after.last, min(reach[1], after.last + 3))
            )
            return after if after.named or rest or counted else None
        before = self._within(reach[0], act.first)
        near = before[-1] if before else None
        fits = near is not None and act.first - near.last <= NEAR and not near.object
        fits = fits and near is not None and not self._governed(near) and not self._is_object(near, reach)
        fits = fits and near is not None and not self._is_parted(near.last, act.first)
        return near if near and fits and (near.named or near.status == "combatant") else None

    def _is_parted(self, first: int, last: int) -> bool:
        """Whether another clause begins between two words; *who* right behind a name begins none."""
        return any(
            self.words.boundary.at(self.tokens, index) is not None
            and not (index == first and self.tokens[index].norm in self.words.relative)
            and self.tokens[index].norm not in self.words.joining
            for index in range(first, last)
        )

    def _is_object(self, mention: Mention, reach: tuple[int, int]) -> bool:
        """Whether an earlier act stands before somebody, who is then more likely whom it was done to."""
        begin = mention.first
        while begin > reach[0] and self.words.boundary.at(self.tokens, begin - 1) is None:
            begin -= 1
        return any(begin <= one < mention.first for one in self.words_of_acts)

    def _governed(self, mention: Mention) -> bool:
        """Whether a preposition before it makes somebody what is acted upon."""
        return any(
            (found := self.words.on.at(self.tokens, index)) is not None and found.last == mention.first
            for index in range(max(self.first, mention.first - 2), mention.first)
        )

    def _speaker_acts(self, act: Found[str], reach: tuple[int, int]) -> bool:
        if reach[0] == self.first and self.own and act.first - self.first <= FEW:
            if self._is_parted(self.first, act.first):
                return False
            return not (self.lang == "ar" and _DAMMA in self.tokens[act.first].text[:3])
        start = range(reach[0], min(act.first, reach[0] + NEAR))
        itself = next((one for index in start if (one := self.words.itself.at(self.tokens, index))), None)
        if itself is None or self._is_parted(itself.last, act.first):
            return False
        cleft = itself.last < len(self.tokens) and self.tokens[itself.last].norm in self.words.be
        return self.lang == "ar" or not (cleft or self._is_passive(act))

    # Upon whom.

    def _target(self, group: list[Found[str]], reach: tuple[int, int], actor: Mention | None) -> Mention | None:
        for one in group:
            found = self._upon(one, reach, actor)
            if found:
                return found
        return None

    def _upon(self, act: Found[str], reach: tuple[int, int], actor: Mention | None) -> Mention | None:
        if self._is_verb(act) and self._is_passive(act):
            before = reversed(self._within(reach[0], act.first))
            victims = (one for one in before if one is not actor and not one.adjective and not one.object)
            found = next(victims, None)
            if found or self.lang == "en":
                return found
        others = [one for one in self.mentions if act.last <= one.first < reach[1] and one is not actor]
        others = [one for one in others if not one.adjective and not self._is_parted(act.last, one.first)]
        persons = [one for one in others if not one.object] or others
        after = persons[0] if persons else None
        return after if after and after.first - act.last <= FAR and not self._after_by(after) else None

    def _after_by(self, mention: Mention) -> bool:
        index = mention.first - 1
        return index >= self.first and self.words.by.at(self.tokens, index) is not None

    # The words themselves.

    def _next_mention(self, first: int, last: int, *, within: int) -> Mention | None:
        return next((one for one in self.mentions if first <= one.first < min(last, first + within)), None)

    def _is_verb(self, act: Found[str]) -> bool:
        if self.words.intransitive.at(self.tokens, act.first) is not None:
            return True
        found = self.words.verbs.at(self.tokens, act.first)
        if found is None:
            return False
        adjective = any(one.adjective and one.last == act.first for one in self.mentions)
        before = self.tokens[act.first - 1].norm if act.first > self.first else ""
        counted = before[:1].isdigit() or before in self.words.determiners
        return self.lang == "ar" or not (adjective or counted)

    def _is_passive(self, act: Found[str]) -> bool:
        if self.words.intransitive.at(self.tokens, act.first) is not None:
            return True
        if any(self.tokens[index].norm in self.words.be for index in range(max(self.first, act.first - 2), act.first)):
            return True
        if self.lang == "ar":
            return _DAMMA in self.tokens[act.first].text[:3]
        participle = self.tokens[act.first].norm.endswith(("ed", "shot", "hurt", "dead", "slain"))
        ends = act.last >= self.last or self.tokens[act.last].norm in self.words.ends_passive
        return participle and ends


def _generality(code: str) -> int:
    """Return how little the word of an act tells, from 0: the means, a total, that somebody was hurt."""
    return GENERIC_ACTS.index(code) + 1 if code in GENERIC_ACTS else 0
