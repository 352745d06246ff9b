"""Names that a title, an office or their own initials vouch for."""

from __future__ import annotations

from tui.facts.kinds.person import NameMention, NameTables, Title
from tui.facts.kinds.role import Office
from tui.facts.nameextent import NameExtent
from tui.facts.surroundings import Surroundings
from tui.facts.titles import take_titles
from tui.facts.tokens import CAPITAL, INITIAL, LOWER, MARK, SYLLABLE, UPPER, Tokens

_MAX_INITIALS = 4
_CALLED = 4
"""Tokens before `tên` in which stands who is called so."""
_MIN_FOREIGN = 4
"""Letters of one foreign word that a calling makes a name."""


def mention_at(tokens: Tokens, index: int, length: int, rule: str) -> NameMention:
    """The occurrence of a name in `length` tokens from `index`, as `rule` found it."""
    name = tokens.surface(index, index + length)
    mention = NameMention(index, index + length, name, rule, "high", index)
    mention.initials = name.endswith(".")
    return mention


class VouchedNames:
    """Reads names of any form, foreign ones too, where something before them says that they are names."""

    def __init__(self, tokens: Tokens, tables: NameTables, around: Surroundings, extent: NameExtent) -> None:
        self.tokens, self.tables, self.around, self.extent = tokens, tables, around, extent

    def titled(self, index: int, title: Title) -> NameMention | None:
        """A name after a rank, degree or honorific; most honorifics need two syllables."""
        tokens, flags, key = self.tokens, self.tokens.flags, self.tokens.keys[index]
        if flags[index] & INITIAL and tokens.words[index + 1] == "." and tokens.glued(index + 1):
            return self.initials(index, title)
        length = self.extent.length(index, any_form=True)
        if length == 0 or (length == 1 and not self._may_stand_alone(index, title)):
            return None
        foreign = not flags[index] & SYLLABLE
        honorific = " ".join(tokens.keys[title.start : title.stop])
        loose = title.kind == "honorific" and honorific not in self.tables.short_forms
        family = key in self.tables.strong or key in self.tables.weak
        if loose and not family and length > 3 and not foreign:
            return None
        if honorific == "tên" and not family and not self._is_somebody_called(title.start):
            return None
        if self._is_just_a_place(index, length, loose):
            return None
        mention = mention_at(self.tokens, index, length, f"person.{title.kind}")
        mention.foreign = foreign
        if length == 1 or loose:
            mention.confidence = "medium"
        take_titles(tokens, self.around.titles, mention, title)
        return mention

    def _is_somebody_called(self, at: int) -> bool:
        """True for `một người nước ngoài tên …`: not a ship, a firm or a street is called so."""
        before = self.tokens.keys[max(0, at - _CALLED) : at]
        if any(flag & (MARK | CAPITAL) for flag in self.tokens.flags[max(0, at - 2) : at]):
            return False
        return not self.tables.beings.isdisjoint(before) and self.tables.naming.isdisjoint(before)

    def _may_stand_alone(self, index: int, title: Title) -> bool:
        """True for one syllable that a title makes a name: `ông Hè`, `nghệ nhân K'Brẽo`."""
        tokens = self.tokens
        if tokens.flags[index] & UPPER or tokens.keys[index] in self.tables.never_alone:
            return False
        if title.kind != "honorific":
            return not tokens.flags[index] & INITIAL
        honorific = " ".join(tokens.keys[title.start : title.stop])
        if honorific in self.tables.before_single_foreign and len(tokens.words[index]) >= _MIN_FOREIGN:
            foreign = not tokens.flags[index] & SYLLABLE
            return foreign and not tokens.flags[index + 1] & CAPITAL and not self.around.in_place[index]
        return honorific in self.tables.short_forms or "'" in tokens.words[index]

    def _is_just_a_place(self, index: int, length: int, loose: bool) -> bool:
        """True for `người phụ nữ Việt Nam`, and where a country comes before the name."""
        place = self.around.places.get(index)
        if place is None:
            return False
        if place.sure and place.stop == index + length:
            return loose or length > 1
        return place.level == "country" and place.bare == index and place.stop < index + length

    def after_office(self, index: int, office: Office) -> NameMention | None:
        """A name right after an office and its body: `Giám đốc Sở Y tế Lê Thị Na`, `Tổng thống Trump`."""
        flags = self.tokens.flags
        length = self.extent.length(index, any_form=True)
        foreign = not flags[index] & SYLLABLE or self.extent.is_initial(index)
        if length == 0:
            return None
        if length == 1 and (
            not foreign or flags[index] & UPPER or office.key not in self.tables.with_single_names
        ):
            return None
        if foreign and (office.key in self.tables.of_bodies and office.organisation is None):
            return None
        if foreign and any(self.around.in_place[index : index + length]):
            return None
        if not foreign and not self._sounds_like_a_name(index, length):
            bodied = office.body is not None and length > 2
            if not bodied and office.key not in self.tables.with_nicknames:
                return None
        if all(flag & (INITIAL | MARK) for flag in flags[index : index + length]):
            return None
        if self._has_firm_in_front(index, length, office):
            office.organisation, office.stop = self.tokens.words[index], index + 1
            index, length = index + 1, length - 1
        mention = mention_at(self.tokens, index, length, "person.office")
        mention.foreign = foreign
        if length == 1 or office.weak:
            mention.confidence = "medium"
        return mention

    def _has_firm_in_front(self, index: int, length: int, office: Office) -> bool:
        """True for `CEO Tesla Elon Musk`: three foreign words after an office of firms without a body."""
        if length != 3 or office.organisation is not None or office.key not in self.tables.with_firms:
            return False
        flags = self.tokens.flags[index : index + 3]
        return not flags[0] & SYLLABLE and not any(flag & (INITIAL | LOWER) for flag in flags)

    def _sounds_like_a_name(self, index: int, length: int) -> bool:
        """True with a family name in front, or with a word that is no Vietnamese syllable."""
        key = self.tokens.keys[index]
        if key in self.tables.strong or key in self.tables.weak:
            return True
        return any(not flag & SYLLABLE for flag in self.tokens.flags[index : index + length])

    def initials(self, index: int, title: Title | None) -> NameMention | None:
        """`L.T.M.`, `anh T.`; without a title, three letters at least and no word glued to them."""
        tokens, flags = self.tokens, self.tokens.flags
        stop = index
        count = 0
        while (
            count < _MAX_INITIALS
            and flags[stop] & INITIAL
            and tokens.words[stop + 1] == "."
            and tokens.glued(stop + 1)
        ):
            stop += 2
            count += 1
            if not tokens.glued(stop):
                break
        if count and flags[stop] & INITIAL and tokens.glued(stop) and not tokens.glued(stop + 1):
            stop += 1
            count += 1
        glued_word = tokens.glued(stop) and flags[stop] & (CAPITAL | LOWER)
        if not count or glued_word or (title is None and count < 3):
            return None
        mention = mention_at(self.tokens, index, stop - index, "person.initials")
        mention.initials, mention.confidence = True, "medium"
        take_titles(tokens, self.around.titles, mention, title)
        return mention
