"""Who is who: occurrences of names become people, short forms find the full names that explain them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui.facts.attachment import Held
from tui.facts.kinds.person import NameMention, NameTables
from tui.facts.tokens import CAPITAL, DIGITS, LOWER, SYLLABLE, UPPER, Tokens
from tui.text.folding import fold, match_key

_NEAR = 80
"""Tokens in which a pronoun looks for whom it means: two or three sentences."""
_MAX_NAMESAKES = 100
"""More people of one given name than this, and it alone says nothing."""
_MAX_INITIAL = 2
"""Letters of an initial: `Ph`."""
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
    def surname_first(self) -> bool:
        """True for `Choi Soon-sil`, who is `bà Choi`."""
        return len(self.parts) > 1 and "-" in self.parts[-1]

    @property
    def anonymous(self) -> bool:
        """True for initials, and where the text gives one syllable only."""
        return self.mentions[0].initials or (len(self.parts) == 1 and not self.foreign)


class Coreference:
    """The people of one article."""

    def __init__(self, tokens: Tokens, tables: NameTables, held: Sequence[Held]) -> None:
        self.tokens, self.tables = tokens, tables
        self._offices_of: dict[str, set[str]] = defaultdict(set)
        """Name key → keys of the offices beside it."""
        for tie in held:
            self._offices_of[match_key(tie.mention.name)].add(tie.office.key)
        self.people: list[Someone] = []
        self._of_mention: dict[int, Someone] = {}
        self._by_part: dict[Parts, list[Someone]] = defaultdict(list)
        """People by every shorter form of their name: its end, or the beginning of a foreign one."""

    def resolve(self, names: Sequence[NameMention], taken: bytearray, in_place: bytearray) -> None:
        """Full names first, longest first; then what they explain, with a title and without.

        Nobody is named on tokens `taken` by bodies; nobody by one syllable alone on those of places.
        """
        _mark_initials(names)
        self._part_honorifics(names)
        full = [mention for mention in names if not mention.short]
        _trim_firms(full)
        by_key: dict[str, Someone] = {}
        for mention in sorted(full, key=lambda mention: (-mention.name.count(" "), _is_one_initial(mention))):
            key = match_key(mention.name)
            someone = self._initialled(mention) or by_key.get(key)
            if someone is None:
                someone = self._longer(mention) or self._by_office(key) or self._new(mention, key)
                by_key[key] = someone
            self._add(someone, mention)
        for mention in names:
            if mention.short:
                someone = self._explain(mention)
                if someone is not None:
                    self._add(someone, mention)
        busy = self._find_again(names, taken)
        self._find_given(busy, in_place)
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
                if (mention.foreign or someone.surname_first) and parts[:length] != parts[-length:]:
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

    def _initialled(self, mention: NameMention) -> Someone | None:
        """`chị L.`: the one person of the text whose initials end so, `H.T.L.`, `Lê Thị L.`."""
        if not _is_one_initial(mention):
            return None
        last, gender = _last_initial(mention.name), self._gender_of(mention.honorifics)
        fits = [someone for someone in self.people if _last_initial(someone.name) == last]
        fits = [someone for someone in fits if someone.mentions[0].initials and someone.name != mention.name]
        if len(fits) > 1:
            fits = [someone for someone in fits if gender and self._gender(someone) == gender]
        return fits[0] if len(fits) == 1 else None

    def _by_office(self, key: str) -> Someone | None:
        """`Tổng thống Trump`: of Donald and Ivanka Trump the one who holds that office."""
        offices = self._offices_of.get(key, set())
        fits = self._by_part.get((key,), []) if offices else []
        if len(fits) > _MAX_NAMESAKES:
            return None
        same = [p for p in fits if offices & self._offices_of.get(match_key(p.name), set())]
        return same[0] if len(same) == 1 else None

    def _explain(self, mention: NameMention) -> Someone | None:
        """`ông Hè`: the only one with that given name, else the only one of that gender; else nobody."""
        key = match_key(mention.name)
        namesakes = self._by_part.get((key,), [])
        if len(namesakes) > _MAX_NAMESAKES:
            return None
        fits = [someone for someone in namesakes if someone.parts[-1] == key or someone.surname_first]
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

    def _find_again(self, names: Sequence[NameMention], taken: bytearray) -> bytearray:
        """Known names that stand somewhere without a title: `Ngọc Hè cho biết`; marks on all names."""
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
        return busy

    def _find_given(self, busy: bytearray, in_place: bytearray) -> None:
        """`Khoát khai nhận`: the given name of the only one called so, after the full name."""
        owners: dict[str, list[Someone]] = defaultdict(list)
        for someone in self.people:
            if not someone.mentions[0].initials and not someone.foreign:
                owners[someone.parts[-1]].append(someone)
        first = {
            key: min(mention.start for mention in fits[0].mentions)
            for key, fits in owners.items()
            if len(fits) == 1 and len(fits[0].parts) > 2 and key not in self.tables.never
        }
        for index in self.tokens.at(frozenset(first)):
            key = self.tokens.keys[index]
            if index > first[key] and not busy[index] and not in_place[index] and self._is_given(index):
                name = self.tokens.words[index]
                again = NameMention(index, index + 1, name, "person.given-name", "medium", index)
                self._add(owners[key][0], again)

    def _is_given(self, index: int) -> bool:
        """True for a capitalised syllable by itself that is no word; at a sentence's begin before a verb."""
        tokens, keys, flags = self.tokens, self.tokens.keys, self.tokens.flags
        if flags[index] & (CAPITAL | SYLLABLE | UPPER) != CAPITAL | SYLLABLE or len(tokens.words[index]) < 2:
            return False
        if (
            flags[index + 1] & (CAPITAL | DIGITS)
            or (keys[index], keys[index + 1]) in self.tables.borders.pairs
        ):
            return False
        if tokens.begins_sentence(index):
            ordinary = (
                keys[index] in self.tables.borders.after_names or keys[index] in self.tables.common_words
            )
            return not ordinary and self.tables.acts.match(tokens, index + 1) is not None
        before = flags[index - 1]
        return bool(before & LOWER or keys[index - 1] in (",", ";")) and not self._is_after_kind(index)

    def _is_after_kind(self, index: int) -> bool:
        """True behind a word for streets, schools, families: `chợ Hạnh`, `họ Lê`."""
        keys = self.tokens.keys
        before = (keys[index - 1], " ".join(keys[max(0, index - 2) : index]))
        return any(words in self.tables.kinds_named for words in before)

    def _part_honorifics(self, names: Sequence[NameMention]) -> None:
        """`Anh Sơn cho biết`: where the article knows one called Sơn, `Anh` is no part of the name."""
        known = {m.name.rsplit(" ", 1)[1] for m in names if " " in m.name and m.rule != "person.verb"}
        for mention in names:
            first, _, rest = mention.name.partition(" ")
            if mention.rule == "person.verb" and self._gender_of((first.lower(),)) and rest in known:
                mention.honorifics, mention.name = [first.lower()], rest
                mention.start += 1

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


def _last_initial(name: str) -> str:
    return name.rstrip(".").replace(".", " ").rsplit(" ", 1)[-1]


def _is_one_initial(mention: NameMention) -> bool:
    """True for `L.`, `Ph`: nothing but one initial."""
    return mention.initials and mention.name.rstrip(".") == _last_initial(mention.name)


def _mark_initials(names: Sequence[NameMention]) -> None:
    """`Lý Tài Ph`: a last word without a vowel is an initial, though no full stop was taken along."""
    for mention in names:
        last = mention.name.rsplit(" ", 1)[-1]
        alone = len(last) <= _MAX_INITIAL and " " not in mention.name
        if (alone or not mention.foreign) and _is_initial(last):
            mention.initials, mention.foreign = True, False


def _is_initial(word: str) -> bool:
    """True for one letter without a mark, and for letters without a vowel; not for `Ý`."""
    if not word.isalpha():
        return False
    return (len(word) == 1 and word.isascii()) or not any(letter in "aeiouy" for letter in fold(word).lower())


def _trim_firms(names: Sequence[NameMention]) -> None:
    """`CEO Tesla Elon Musk`: where the article knows Elon Musk, the word before is none of his."""
    known = {mention.name for mention in names if mention.foreign and mention.name.count(" ") == 1}
    for mention in names:
        words = mention.name.split(" ")
        if mention.rule == "person.office" and len(words) == 3 and " ".join(words[1:]) in known:
            mention.start += 1
            mention.name = " ".join(words[1:])
