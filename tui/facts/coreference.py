"""Who is who: occurrences of names become people, short forms find the full names that explain them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui.facts.kinds.person import NameMention, NameTables
from tui.facts.tokens import CAPITAL, UPPER, Tokens
from tui.text.folding import match_key

_NEAR = 80
"""Tokens in which a pronoun looks for whom it means: two or three sentences."""
_MAX_NAMESAKES = 100
"""More people of one given name than this, and it alone says nothing."""
_MIN_FOREIGN = 4
"""Letters of a foreign given name that may stand for its bearer: `Barack`, but not `Kim`."""

Parts = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Someone:
    """One person of the article while occurrences are gathered."""

    name: str
    parts: Parts
    """Keys of the name's words."""
    mentions: list[NameMention] = field(default_factory=list)
    forms: list[tuple[int, str]] = field(default_factory=list)
    """Wordings that are no name, with the token they begin at: `Ông này`, an office alone."""
    honorific_gender: str | None = None
    """What the first honorific says that tells it."""
    homes: set[Parts] = field(default_factory=set)
    """Where the text says they are from: `(xã B)`."""

    @property
    def foreign(self) -> bool:
        """True where no Vietnamese name stands."""
        return self.mentions[0].foreign

    @property
    def anonymous(self) -> bool:
        """True for initials, and where the text gives one syllable only."""
        return self.mentions[0].initials or (len(self.parts) == 1 and not self.foreign)


class Coreference:
    """The people of one article."""

    def __init__(self, tokens: Tokens, tables: NameTables) -> None:
        self.tokens, self.tables = tokens, tables
        self.people: list[Someone] = []
        self._of_mention: dict[int, Someone] = {}
        self._by_part: dict[Parts, list[Someone]] = defaultdict(list)
        """People by every shorter form of their name: its end, or the beginning of a foreign one."""

    def resolve(self, names: Sequence[NameMention], taken: bytearray) -> None:
        """Full names first, longest first; then what they explain, with a title and without."""
        full = [mention for mention in names if not mention.short]
        _trim_firms(full)
        by_key: dict[str, Someone] = {}
        for mention in sorted(full, key=lambda mention: -mention.name.count(" ")):
            key = match_key(mention.name)
            if key not in by_key:
                by_key[key] = self._longer(mention) or self._new(mention, key)
            self._add(by_key[key], mention)
        for mention in names:
            if mention.short:
                someone = self._explain(mention)
                if someone is not None:
                    self._add(someone, mention)
        self._find_again(names, taken)
        self._add_pronouns()

    def someone(self, mention: NameMention) -> Someone | None:
        """Whom an occurrence names, or None where that is not known."""
        return self._of_mention.get(id(mention))

    def _add(self, someone: Someone, mention: NameMention) -> None:
        someone.mentions.append(mention)
        someone.honorific_gender = someone.honorific_gender or self._gender_of(mention.honorifics)
        home = self._home(mention.stop)
        if home is not None:
            someone.homes.add(home)
        self._of_mention[id(mention)] = someone

    def _new(self, mention: NameMention, key: str) -> Someone:
        parts = tuple(key.split(" "))
        someone = Someone(mention.name, parts)
        self.people.append(someone)
        if not mention.initials:
            for length in range(1, len(parts)):
                self._by_part[parts[-length:]].append(someone)
                if mention.foreign and parts[:length] != parts[-length:]:
                    self._by_part[parts[:length]].append(someone)
        return someone

    def _longer(self, mention: NameMention) -> Someone | None:
        """The one person of whose name this is a shorter form; a name with its family name is none."""
        parts = tuple(match_key(mention.name).split(" "))
        if mention.initials or (parts[0] in self.tables.strong and len(parts) > 2):
            return None
        fits = self._by_part.get(parts, [])
        if 1 < len(fits) <= _MAX_NAMESAKES and len(parts) == 1:
            gender = self._gender_of(mention.honorifics)
            fits = [someone for someone in fits if gender and self._gender(someone) == gender]
        return fits[0] if len(fits) == 1 else None

    def _explain(self, mention: NameMention) -> Someone | None:
        """`ông Hè`: the only one with that given name, else the only one of that gender; else nobody."""
        key = match_key(mention.name)
        namesakes = self._by_part.get((key,), [])
        if len(namesakes) > _MAX_NAMESAKES:
            return None
        fits = [someone for someone in namesakes if someone.parts[-1] == key]
        if len(fits) > 1:
            gender = self._gender_of(mention.honorifics)
            fits = [someone for someone in fits if self._gender(someone) in (None, gender)] or fits
        if len(fits) > 1:
            return self._told_apart(mention, fits)
        if fits:
            return fits[0]
        if key in self.tables.never or not mention.honorifics:
            return None
        alone = self._new(mention, key)
        self._by_part[alone.parts].append(alone)
        return alone

    def _told_apart(self, mention: NameMention, fits: Sequence[Someone]) -> Someone | None:
        """`bà Hạnh ở xã B`: the one of whom the text has said `(xã B)` before; else nobody."""
        home = self._home(mention.stop)
        same = [someone for someone in fits if home in someone.homes]
        return same[0] if len(same) == 1 else None

    def _home(self, at: int) -> Parts | None:
        """The two words after `(`, `ở`, `tại` at token `at`: where somebody is from."""
        keys = self.tokens.keys
        return tuple(keys[at + 1 : at + 3]) if keys[at] in ("(", "ở", "tại") else None

    def _gender_of(self, honorifics: Iterable[str]) -> str | None:
        for honorific in honorifics:
            if honorific in self.tables.male:
                return "male"
            if honorific in self.tables.female:
                return "female"
        return None

    def _gender(self, someone: Someone) -> str | None:
        gender = someone.honorific_gender
        if gender is None and "thị" in someone.parts[:-1]:
            return "female"
        if gender is None and "văn" in someone.parts[1:-1]:
            return "male"
        return gender

    def _find_again(self, names: Sequence[NameMention], taken: bytearray) -> None:
        """Known names that stand somewhere without a title: `Ngọc Hè cho biết`, `Trump`."""
        wanted = self._wanted_again()
        lengths: dict[str, list[int]] = defaultdict(list)
        for parts in sorted(wanted, key=len, reverse=True):
            if len(parts) not in lengths[parts[0]]:
                lengths[parts[0]].append(len(parts))
        busy = bytearray(taken)
        for mention in names:
            busy[mention.start : mention.stop] = b"\1" * (mention.stop - mention.start)
        keys, flags = self.tokens.keys, self.tokens.flags
        for index in self.tokens.at(frozenset(lengths)):
            if busy[index] or not flags[index] & CAPITAL:
                continue
            if index and flags[index - 1] & CAPITAL and not flags[index - 1] & UPPER and not busy[index - 1]:
                continue
            for length in lengths[keys[index]]:
                stop = index + length
                someone = wanted.get(tuple(keys[index:stop]))
                if someone is not None and self._stands_alone(index, stop, busy):
                    again = NameMention(
                        index, stop, self.tokens.surface(index, stop), "person.again", "medium", index
                    )
                    self._add(someone, again)
                    busy[index:stop] = b"\1" * (stop - index)
                    break

    def _wanted_again(self) -> dict[Parts, Someone]:
        """Forms that mean one person only."""
        owners: dict[Parts, set[Someone]] = defaultdict(set)
        for someone in self.people:
            if someone.mentions[0].initials or len(someone.parts) < 2:
                continue
            forms = {someone.parts, someone.parts[-2:]}
            if someone.foreign:
                forms.add(someone.parts[-1:])
                if len(someone.parts[0]) >= _MIN_FOREIGN:
                    forms.add(someone.parts[:1])
            for form in forms:
                owners[form].add(someone)
        return {form: next(iter(people)) for form, people in owners.items() if len(people) == 1}

    def _stands_alone(self, start: int, stop: int, busy: bytearray) -> bool:
        """True where these words are capitalised and free, and no further capital goes on."""
        flags = self.tokens.flags
        if any(busy[start:stop]):
            return False
        if not all(flag & CAPITAL for flag in flags[start:stop]):
            return False
        return not flags[stop] & CAPITAL or bool(flags[stop] & UPPER) or bool(busy[stop])

    def _add_pronouns(self) -> None:
        """`Ông này`, `bà ấy`: the last person named before it whose gender fits, as one more form."""
        keys = self.tokens.keys
        named = sorted(((m.start, p) for p in self.people for m in p.mentions), key=lambda pair: pair[0])
        starts = [start for start, _ in named]
        for index in self.tokens.at(self.tables.pronoun_tails):
            if not index:
                continue
            gender = self._gender_of((keys[index - 1],))
            if gender is None:
                continue
            near = named[bisect_left(starts, index - _NEAR) : bisect_left(starts, index)]
            someone = next((p for _, p in reversed(near) if self._gender(p) in (gender, None)), None)
            if someone is not None:
                someone.forms.append((index - 1, self.tokens.surface(index - 1, index + 1)))


def _trim_firms(names: Sequence[NameMention]) -> None:
    """`CEO Tesla Elon Musk`: where the article knows Elon Musk, the word before is none of his."""
    known = {mention.name for mention in names if mention.foreign and mention.name.count(" ") == 1}
    for mention in names:
        words = mention.name.split(" ")
        if mention.rule == "person.office" and len(words) == 3 and " ".join(words[1:]) in known:
            mention.start += 1
            mention.name = " ".join(words[1:])
