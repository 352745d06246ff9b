"""Foreign names without a title: what follows them, or a title elsewhere, says that they are people's."""

from __future__ import annotations

from tui.facts.kinds.person import NameMention, NameTables
from tui.facts.nameextent import NameExtent
from tui.facts.surroundings import Surroundings
from tui.facts.tokens import CAPITAL, DIGITS, INITIAL, SYLLABLE, UPPER, Tokens
from tui.facts.vouchednames import mention_at

_MAX_AGE = 110
_MAX_NAME = 5
"""Tokens of a foreign name, the dots of initials and hyphens counted."""


class ForeignNames:
    """Reads the foreign names of one article that nothing stands before."""

    def __init__(self, tokens: Tokens, tables: NameTables, around: Surroundings, extent: NameExtent) -> None:
        self.tokens, self.tables, self.around, self.extent = tokens, tables, around, extent
        self._callings = {title.start for title in around.titles.values()}
        self._short = {
            tokens.keys[at]
            for at, title in around.titles.items()
            if title.kind == "honorific" and is_single_foreign(tokens, at)
        }
        """Names that an honorific stands before, alone: `ông Benitez`; or a verb after: `Benitez cười`."""
        self._short.update(
            tokens.keys[at - 1]
            for at in tokens.at(tables.human_verbs.first_keys)
            if at > 1
            and is_single_foreign(tokens, at - 1)
            and not tokens.flags[at - 2] & CAPITAL
            and tables.human_verbs.match(tokens, at) is not None
        )

    def given(self, index: int) -> NameMention | None:
        """`Donald Trump`: a foreign given name and at least one word that is no Vietnamese syllable."""
        length = self.extent.length(index, any_form=True)
        flags = self.tokens.flags[index : index + length]
        if length < 2 or flags[0] & UPPER or all(flag & SYLLABLE for flag in flags):
            return None
        return self._medium(index, length, "person.foreign")

    def highland(self, index: int) -> NameMention | None:
        """`Y Blơng`, `A Krơng`: spelt as Vietnamese never is; in plain letters where the context says so."""
        tokens, words = self.tokens, self.tokens.words
        if not self.tables.borders.names_highlander(tokens, index) or self.around.in_place[index]:
            return None
        if index and tokens.flags[index - 1] & CAPITAL and index not in self.around.office_ends:
            return None
        length = self.extent.length(index, any_form=True)
        if length < 2 or (words[index + 1].isascii() and not self._is_of_a_person(index + length)):
            return None
        return self._medium(index, length, "person.foreign-context")

    def by_context(self, index: int) -> NameMention | None:
        """`Tilda Brandt, 41 tuổi`, `Omar Sadiq, họa sĩ`, and `Ingrid Brandt` where `bà Brandt` stands too."""
        flags = self.tokens.flags
        if flags[index] & SYLLABLE and (aged := self.before_age(index)) is not None:
            return aged
        short = flags[index] & SYLLABLE and self.tokens.keys[index] not in self.tables.foreign_given
        national = self.around.is_after_national(index)
        if short or flags[index] & UPPER or (index and flags[index - 1] & CAPITAL and not national):
            return None
        length = self.extent.length(index, any_form=True)
        stop = index + length
        if not 2 <= length <= _MAX_NAME or any(self.around.in_place[index:stop]):
            return None
        if flags[index] & SYLLABLE and not all(word.isascii() for word in self.tokens.words[index:stop]):
            return None  # Kim Mã, but: Chen Tong
        given = self.tables.foreign_given
        if length > 2 and self.tokens.keys[index + 1] in given and self.tokens.keys[index] not in given:
            return None  # điện Kremlin Dmitry Dorin
        if any(flag & UPPER for flag in flags[index:stop]) or not (national or self._is_of_a_person(stop)):
            return None
        if self.tokens.words[index - 1] == "(":
            return None  # MVP (Most Valuable Player - cầu thủ …)
        return self._medium(index, length, "person.foreign-context")

    def before_age(self, index: int) -> NameMention | None:
        """`Lau Mei Ching (41 tuổi`, `Bảo Nghi (SN 2009`: capitals that an age says to be somebody."""
        tokens, flags, stop = self.tokens, self.tokens.flags, index
        while flags[stop] & (CAPITAL | UPPER | INITIAL) == CAPITAL and stop - index < _MAX_NAME:
            stop += 1
        listed = tokens.words[stop] == "," and self._begins_item(index)
        if not 2 <= stop - index < _MAX_NAME or not (listed or tokens.words[stop] == "("):
            return None
        age, after = tokens.words[stop + 1], tokens.keys[stop + 2]
        aged = flags[stop + 1] & DIGITS and int(age[:4]) <= _MAX_AGE and after == "tuổi"
        born = flags[stop + 2] & DIGITS and len(after) == 4 and tokens.keys[stop + 1] in ("sn", "sinh")
        if not (aged or born) or index in self._callings or (index and flags[index - 1] & CAPITAL):
            return None
        if any(self.around.in_place[index:stop]) or any(self.around.taken[index:stop]):
            return None
        if any(tokens.keys[at] in self.tables.never for at in range(index, stop)):
            return None
        return self._medium(index, stop - index, "person.age")

    def _begins_item(self, index: int) -> bool:
        """True where a sentence or an item of a list begins: `…; Pả Tum, SN 1996, trú xã …`."""
        before = self.tokens.keys[index - 1] if index else "."
        return self.tokens.begins_sentence(index) or before in (";", ":", "và")

    def _is_of_a_person(self, stop: int) -> bool:
        """True before an age, a calling, an office, or a verb that only people do; or where the text has
        the last word after an honorific."""
        tokens, keys = self.tokens, self.tokens.keys
        if keys[stop - 1] in self._short or self.tables.human_verbs.match(tokens, stop) is not None:
            return True
        if keys[stop : stop + 2] == ["và", "các"] and keys[stop + 2] in ("đồng", "cộng"):
            return True  # Tilda Brandt và các cộng sự
        if keys[stop] not in (",", "(", "-"):
            return False
        if tokens.flags[stop + 1] & DIGITS:
            return keys[stop + 2] == "tuổi"
        at = stop + 1 + (keys[stop + 1] in ("một", "vị", "cựu", "nguyên", "nữ", "nam"))
        if stop + 1 in self.around.offices:
            return True
        return at in self._callings or at in self.around.offices or keys[at : at + 2] == ["sinh", "năm"]

    def _medium(self, index: int, length: int, rule: str) -> NameMention:
        mention = mention_at(self.tokens, index, length, rule)
        mention.foreign, mention.confidence = True, "medium"
        return mention


def is_single_foreign(tokens: Tokens, at: int) -> bool:
    """True for one capitalised word that is no Vietnamese syllable, with no capital after it."""
    flags = tokens.flags
    foreign = flags[at] & (CAPITAL | SYLLABLE | UPPER) == CAPITAL
    return foreign and not flags[at + 1] & CAPITAL
