"""Finds people's names: where one begins, and what vouches for it."""

from __future__ import annotations

from tui.facts.foreignnames import ForeignNames
from tui.facts.kinds.person import NameMention, NameTables
from tui.facts.nameextent import NameExtent
from tui.facts.surroundings import Surroundings
from tui.facts.tokens import CAPITAL, DIGITS, INITIAL, MARK, SYLLABLE, UPPER, Tokens
from tui.facts.vouchednames import VouchedNames, mention_at


class NameFinder:
    """Finds the names of one article, left to right, none inside another."""

    def __init__(self, tokens: Tokens, tables: NameTables, around: Surroundings) -> None:
        self.tokens, self.tables, self.around = tokens, tables, around
        self.extent = NameExtent(tokens, tables, around)
        self.vouched = VouchedNames(tokens, tables, around, self.extent)
        self.foreign = ForeignNames(tokens, tables, around, self.extent)
        self._named_after = {stop for _, stop, _ in tables.named_after.find(tokens)}
        roads = [place for place in around.places.values() if place.word in tables.roads]
        self._has_roads = bool(roads)
        self._after_roads = {
            place.stop for place in roads if tokens.keys[place.stop] in (",", "-", "/", "và")
        }

    def find(self) -> list[NameMention]:
        """All names that a family name, a title, an office, a verb or a list vouches for."""
        found: list[NameMention] = []
        free = 0
        last_namesake = -1
        for index in self.tokens.capitals:
            if index < free or self.around.taken[index]:
                continue
            mention = self._at(index, found)
            if mention is None:
                continue
            free = mention.stop
            if self._is_namesake(mention, last_namesake):
                last_namesake = mention.stop
            else:
                found.append(mention)
        return found

    def _is_namesake(self, mention: NameMention, last: int) -> bool:
        """True for a street, school or prize that bears the name, and for those listed after one."""
        start = mention.start
        if mention.left < start or start in self.around.office_ends:
            return False
        if self._is_street(start, mention.stop):
            return True
        if start in self._named_after or start - 1 in self._after_roads:
            return True
        return last >= 0 and start - last == 1 and self.tokens.keys[last] in (",", "-", "và")

    def _is_street(self, start: int, stop: int) -> bool:
        """True for a hero's name after `ở` or in an article that names streets, and after a house number."""
        tokens, keys = self.tokens, self.tokens.keys
        if tuple(keys[start:stop]) in self.tables.street_names:
            return self._has_roads or keys[start - 1] in self.tables.leads
        after_number = keys[start - 1] == "," and bool(tokens.flags[start - 2] & DIGITS)
        place = self.around.places.get(stop + 1)
        return (
            after_number and place is not None and keys[stop] == "," and place.level in ("ward", "district")
        )

    def _is_nobody(self, index: int) -> bool:
        """True for `Phan Rí`, `Vương quốc Anh`; not for `Hoàng Gia Bảo`, which goes on as a name."""
        hit = self.tables.not_people.match(self.tokens, index)
        if hit is None or index in self.around.titles:
            return False
        stop = hit[0]
        return stop - index > 2 or stop in self.around.places or not self.tokens.flags[stop] & CAPITAL

    def _at(self, index: int, found: list[NameMention]) -> NameMention | None:
        """The name that begins at token `index`, by the strongest rule that vouches for it."""
        tokens, tables = self.tokens, self.tables
        key = tokens.keys[index]
        strong = key in tables.strong and bool(tokens.flags[index + 1] & CAPITAL)
        if key.endswith(("'s", "’s")) or (key in tables.never and not self._is_given(index)):
            return None  # Victoria's Secret
        if index in self.around.offices and not strong:
            return None
        if key in tables.not_people_starts and self._is_nobody(index):
            return None
        if index in self.around.begins_title or (strong and self._is_delegation(index)):
            return None
        title = self.around.title_before(index)
        if title is None and self.around.in_place[index] and not self._is_more_than_a_place(index, strong):
            return None
        if title is not None:
            return self.vouched.titled(index, title)
        if strong:
            return self._plain(index, 2, "person.family-name")
        office = self.around.office_ends.get(index)
        if office is not None:
            return self.vouched.after_office(index, office)
        return self._untitled(index, found)

    def _goes_on_so(self, index: int) -> bool:
        """False where no Vietnamese syllable follows: `Trang Harper's Bazaar`."""
        return bool(self.tokens.flags[index + 1] & (SYLLABLE | INITIAL))

    def _is_given(self, index: int) -> bool:
        """True for `ông Sáng`: a word of its own elsewhere; whom it means, the full names must say."""
        title = self.around.titles.get(index)
        alone = not self.tokens.flags[index + 1] & CAPITAL
        return alone and self.tokens.keys[index] in self.tables.given and title is not None

    def _untitled(self, index: int, found: list[NameMention]) -> NameMention | None:
        tokens, tables = self.tokens, self.tables
        key, following = tokens.keys[index], tokens.keys[index + 1]
        foreign = key in tables.foreign_given and not tokens.flags[index] & SYLLABLE
        if index and tokens.keys[index - 1] in tables.peoples and not foreign:
            return None  # người Thái Quỳ Hợp, but: thay người Omar Sadiq
        if key not in tables.untitled_starts:
            if tokens.flags[index] & INITIAL:
                return self.vouched.initials(index, None)
            return self.foreign.by_context(index)
        length = self.extent.length(index)
        if (
            key in tables.borders.middling
            and length >= 3
            and self._goes_on_so(index)
            and not self.around.in_place[index]
        ):
            return self._plain(index, 3, "person.family-name")
        if key in tables.weak and following in tables.borders.middle_names and length >= 3:
            mention = self._plain(index, 3, "person.middle-name")
            if mention is not None and (key in tables.doubtful_first or following not in ("thị", "văn")):
                mention.confidence = "medium"
            return mention
        if key in tables.foreign_given:
            return self.foreign.given(index) or self.foreign.by_context(index)
        if found and self._is_listed(index, found[-1]):
            return _medium(self._plain(index, 2, "person.list"))
        if tokens.flags[index] & INITIAL:
            return self.foreign.highland(index) or self.vouched.initials(index, None)
        if key in tables.given and following in tables.given:
            return self._known_by_verb(index) or self.foreign.before_age(index)
        return self.foreign.before_age(index)

    def _is_delegation(self, index: int) -> bool:
        """True for `Đoàn Đồng Tháp`: the delegation of a province."""
        keys = self.tokens.keys
        if keys[index] != "đoàn" or index in self.around.titles:
            return False
        if self.tokens.flags[index + 3] & CAPITAL:
            return False
        return (keys[index + 1], keys[index + 2]) in self.tables.provinces

    def _is_more_than_a_place(self, index: int, strong: bool) -> bool:
        """True where a place is only the beginning of a person's name: `Hoàng Mai Hương`."""
        place = self.around.places.get(index)
        if place is None or place.bare > place.start:
            return False
        if strong:
            return bool(self.tokens.flags[place.stop] & CAPITAL)
        weak = self.tokens.keys[index] in self.tables.weak
        return weak and place.stop - index == 1 and place.stop < index + self.extent.length(index)

    def _plain(self, index: int, least: int, rule: str) -> NameMention | None:
        """A Vietnamese name without a title, of `least` syllables or more."""
        length = self.extent.length(index)
        stop = index + length
        if length < least or self._is_heading(index, stop) or self._is_no_name(index, stop):
            return None
        if length == 2 and self.tables.borders.word_goes_on(self.tokens, stop, known=True):
            return None  # Đoàn Thể thao
        if index and self.tokens.flags[index - 1] & DIGITS and not self._is_after_hamlet(index - 1):
            return None  # số 39 Trương Định
        mention = mention_at(self.tokens, index, length, rule)
        if not all(flag & (SYLLABLE | INITIAL | MARK) for flag in self.tokens.flags[index:stop]):
            mention.confidence = "medium"  # Lê Gia Outlet is a shop, Lê Gia Sylvia is not
        if self.around.continues_capitals(index):
            if self.tokens.flags[index - 1] & SYLLABLE and not self.tokens.begins_sentence(index - 1):
                return None
            mention.confidence = "medium"
        return mention

    def _is_after_hamlet(self, number: int) -> bool:
        """True for the number of `ấp 5`, `tổ dân phố số 3`: no house number."""
        keys = self.tokens.keys
        at = number - (keys[number - 1] == "số")
        words = (keys[at - 1], " ".join(keys[max(0, at - 2) : at]), " ".join(keys[max(0, at - 3) : at]))
        return any(word in self.tables.hamlets for word in words)

    def _is_heading(self, start: int, stop: int) -> bool:
        """True for words in capitals among words in capitals."""
        flags = self.tokens.flags
        if not flags[start] & UPPER:
            return False
        mixed = not all(flag & UPPER for flag in flags[start:stop])
        return bool(mixed or flags[start - 1] & UPPER or flags[stop] & UPPER)

    def _is_no_name(self, start: int, stop: int) -> bool:
        """True for lunar years (`Đinh Dậu`), and for names cut off after `Thị` or `Văn`."""
        first, last = self.tokens.keys[start], self.tokens.keys[stop - 1]
        year = self.tokens.flags[stop] & DIGITS and len(self.tokens.words[stop]) == 4
        if stop - start == 2 and first in self.tables.stems and year:
            return True  # Đinh Đậu 2017
        if stop - start == 2 and (
            (first in self.tables.stems and last in self.tables.branches) or last == "văn"
        ):
            return True
        return last == "thị"

    def _known_by_verb(self, index: int) -> NameMention | None:
        """`Ngọc Trinh chia sẻ`: two or three given-name syllables and a verb only people do."""
        length = self.extent.length(index)
        stop = index + length
        if not 2 <= length <= 3 or self.around.in_place[index] or self.around.continues_capitals(index):
            return None
        if not all(key in self.tables.given for key in self.tokens.keys[index:stop]):
            return None
        if self.tables.verbs.match(self.tokens, stop) is None:
            return None
        return _medium(mention_at(self.tokens, index, length, "person.verb"))

    def _is_listed(self, index: int, last: NameMention) -> bool:
        """True right after a person and a comma or `và`, for a family name of the weaker kind."""
        if last.stop + 1 != index or self.tokens.keys[last.stop] not in (",", "và", ";"):
            return False
        return (
            self.tokens.keys[index] in self.tables.weak
            and not self.around.in_place[index]
            and self.extent.length(index) <= 4
        )


def _medium(mention: NameMention | None) -> NameMention | None:
    if mention is not None:
        mention.confidence = "medium"
    return mention
