"""Finds people's names: where one begins, what vouches for it, how far it goes."""

from __future__ import annotations

from collections.abc import Mapping

from tui.facts.kinds.organisation import Body
from tui.facts.kinds.person import NameMention, NameTables, Title
from tui.facts.kinds.place import PlaceMention
from tui.facts.kinds.role import Office
from tui.facts.titles import find_titles, take_titles
from tui.facts.tokens import CAPITAL, DIGITS, INITIAL, LOWER, MARK, SYLLABLE, UPPER, Tokens

_MAX_NAME = 5
"""Syllables of a Vietnamese name; two more where a title allows any form."""
_MAX_INITIALS = 4


class NameFinder:
    """Finds the names of one article, left to right, none inside another."""

    def __init__(
        self,
        tokens: Tokens,
        tables: NameTables,
        places: Mapping[int, PlaceMention],
        bodies: Mapping[int, Body],
        offices: Mapping[int, Office],
        inside_office: bytearray,
    ) -> None:
        self.tokens, self.tables = tokens, tables
        self.places, self.bodies, self.offices = places, bodies, offices
        self.titles = find_titles(tokens, tables, inside_office)
        self.taken = bytearray(len(tokens.words))
        """Marks on the tokens of bodies."""
        self._in_place = bytearray(len(tokens.words))
        for body in bodies.values():
            self.taken[body.start : body.stop] = b"\1" * (body.stop - body.start)
        for place in places.values():
            self._in_place[place.start : place.stop] = b"\1" * (place.stop - place.start)
        self._office_ends = {office.stop: office for office in offices.values() if office.stop > office.start}
        self._named_after = {stop for _, stop, _ in tables.named_after.find(tokens)}
        roads = [place for place in places.values() if place.word in tables.roads]
        self._has_roads = bool(roads)
        self._after_roads = {
            place.stop for place in roads if tokens.keys[place.stop] in (",", "-", "/", "và")
        }
        self._after_countries = {
            place.stop: place.start
            for place in places.values()
            if place.level == "country" and place.bare == place.start
        }

    def find(self) -> list[NameMention]:
        """All names that a family name, a title, an office, a verb or a list vouches for."""
        found: list[NameMention] = []
        free = 0
        last_namesake = -1
        for index in self.tokens.capitals:
            if index < free or self.taken[index]:
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
        if mention.left < start or start in self._office_ends:
            return False
        if self._has_roads and tuple(self.tokens.keys[start : mention.stop]) in self.tables.street_names:
            return True
        if start in self._named_after or start - 1 in self._after_roads:
            return True
        return last >= 0 and start - last == 1 and self.tokens.keys[last] in (",", "-", "và")

    def _at(self, index: int, found: list[NameMention]) -> NameMention | None:
        """The name that begins at token `index`, by the strongest rule that vouches for it."""
        tokens, tables = self.tokens, self.tables
        key = tokens.keys[index]
        strong = key in tables.strong and bool(tokens.flags[index + 1] & CAPITAL)
        if key in tables.never or (index in self.offices and not strong):
            return None
        title = self._title_before(index)
        if title is None and self._in_place[index] and not self._is_more_than_a_place(index, strong):
            return None
        if title is not None:
            return self._titled(index, title)
        if strong:
            return self._plain(index, 2, "person.family-name")
        office = self._office_ends.get(index)
        if office is not None:
            return self._after_office(index, office)
        return self._untitled(index, found)

    def _untitled(self, index: int, found: list[NameMention]) -> NameMention | None:
        tokens, tables = self.tokens, self.tables
        key, following = tokens.keys[index], tokens.keys[index + 1]
        if key in tables.borders.middling and self._length(index) >= 3 and not self._in_place[index]:
            return self._plain(index, 3, "person.family-name")
        if key in tables.weak and following in tables.borders.middle_names and self._length(index) >= 3:
            mention = self._plain(index, 3, "person.middle-name")
            if mention is not None and key in tables.doubtful_first:
                mention.confidence = "medium"
            return mention
        if key in tables.foreign_given:
            return self._foreign(index)
        if found and self._is_listed(index, found[-1]):
            return self._medium(self._plain(index, 2, "person.list"))
        if tokens.flags[index] & INITIAL:
            return self._initials(index, None)
        if key in tables.given and following in tables.given:
            return self._known_by_verb(index)
        return None

    def _is_more_than_a_place(self, index: int, strong: bool) -> bool:
        """True where a place is only the beginning of a person's name: `Hoàng Mai Hương`."""
        place = self.places.get(index)
        if place is None or place.bare > place.start:
            return False
        if strong:
            return bool(self.tokens.flags[place.stop] & CAPITAL)
        weak = self.tokens.keys[index] in self.tables.weak
        return weak and place.stop - index == 1 and place.stop < index + self._length(index)

    def _title_before(self, index: int) -> Title | None:
        title = self.titles.get(index)
        if title is None and index in self._after_countries:
            title = self.titles.get(self._after_countries[index])  # ngôi sao Hàn Quốc Yesung
        if title is None and index > 1 and self.tokens.words[index - 1] == ".":
            title = self.titles.get(index - 1)  # TS. Lê Văn A
            if title is not None and title.kind == "honorific":
                return None
        if title is not None and (self._in_place[title.start] or self.taken[title.start]):
            return None  # Bà Rịa; Bộ TT&[TT]
        return title

    def _titled(self, index: int, title: Title) -> NameMention | None:
        """A name after a rank, degree or honorific; most honorifics need two syllables."""
        tokens, flags, key = self.tokens, self.tokens.flags, self.tokens.keys[index]
        if flags[index] & INITIAL and tokens.words[index + 1] == "." and tokens.glued(index + 1):
            return self._initials(index, title)
        length = self._length(index, any_form=True)
        if length == 0 or (length == 1 and not self._may_stand_alone(index, title)):
            return None
        foreign = not flags[index] & SYLLABLE
        honorific = " ".join(tokens.keys[title.start : title.stop])
        loose = title.kind == "honorific" and honorific not in self.tables.short_forms
        family = key in self.tables.strong or key in self.tables.weak
        if loose and not family and ((length > 3 and not foreign) or honorific == "tên"):
            return None
        if self._is_just_a_place(index, length, loose):
            return None
        mention = self._mention(index, length, f"person.{title.kind}")
        mention.foreign = foreign
        if length == 1 or loose:
            mention.confidence = "medium"
        take_titles(tokens, self.titles, mention, title)
        return mention

    def _may_stand_alone(self, index: int, title: Title) -> bool:
        """True for one syllable that a title makes a name: `ông Hè`, `nghệ nhân K'Brẽo`."""
        tokens = self.tokens
        if tokens.flags[index] & UPPER or tokens.keys[index] in self.tables.never_alone:
            return False
        if title.kind != "honorific":
            return not tokens.flags[index] & INITIAL
        honorific = " ".join(tokens.keys[title.start : title.stop])
        return honorific in self.tables.short_forms or "'" in tokens.words[index]

    def _is_just_a_place(self, index: int, length: int, loose: bool) -> bool:
        """True for `người phụ nữ Việt Nam`, and where a country comes before the name."""
        place = self.places.get(index)
        if place is None:
            return False
        if place.sure and place.stop == index + length:
            return loose or length > 1
        return place.level == "country" and place.bare == index and place.stop < index + length

    def _after_office(self, index: int, office: Office) -> NameMention | None:
        """A name right after an office and its body: `Giám đốc Sở Y tế Lê Thị Na`, `Tổng thống Trump`."""
        flags = self.tokens.flags
        length = self._length(index, any_form=True)
        foreign = not flags[index] & SYLLABLE or self._is_initial(index)
        if length == 0:
            return None
        if length == 1 and (
            not foreign or flags[index] & UPPER or office.key not in self.tables.with_single_names
        ):
            return None
        if foreign and (office.key in self.tables.of_bodies and office.organisation is None):
            return None
        if foreign and any(self._in_place[index : index + length]):
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
        mention = self._mention(index, length, "person.office")
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

    def _plain(self, index: int, least: int, rule: str) -> NameMention | None:
        """A Vietnamese name without a title, of `least` syllables or more."""
        length = self._length(index)
        stop = index + length
        if length < least or self._is_heading(index, stop) or self._is_no_name(index, stop):
            return None
        if length == 2 and self.tables.borders.word_goes_on(self.tokens, stop, known=True):
            return None  # Đoàn Thể thao
        if index and self.tokens.flags[index - 1] & DIGITS:
            return None  # số 39 Trương Định
        mention = self._mention(index, length, rule)
        if self._continues_capitals(index):
            if self.tokens.flags[index - 1] & SYLLABLE and not self.tokens.begins_sentence(index - 1):
                return None
            mention.confidence = "medium"
        return mention

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
        if stop - start == 2 and (
            (first in self.tables.stems and last in self.tables.branches) or last == "văn"
        ):
            return True
        return last == "thị"

    def _continues_capitals(self, index: int) -> bool:
        """True right after a capitalised word that is neither a body, a place nor an office."""
        if not index or not self.tokens.flags[index - 1] & CAPITAL or index in self._office_ends:
            return False
        return not self.taken[index - 1] and not self._in_place[index - 1]

    def _foreign(self, index: int) -> NameMention | None:
        """`Donald Trump`: a foreign given name and at least one word that is no Vietnamese syllable."""
        length = self._length(index, any_form=True)
        flags = self.tokens.flags
        if (
            length < 2
            or flags[index] & UPPER
            or all(flag & SYLLABLE for flag in flags[index : index + length])
        ):
            return None
        mention = self._mention(index, length, "person.foreign")
        mention.foreign, mention.confidence = True, "medium"
        return mention

    def _known_by_verb(self, index: int) -> NameMention | None:
        """`Ngọc Trinh chia sẻ`: two or three given-name syllables and a verb only people do."""
        length = self._length(index)
        stop = index + length
        if not 2 <= length <= 3 or self._in_place[index] or self._continues_capitals(index):
            return None
        if not all(key in self.tables.given for key in self.tokens.keys[index:stop]):
            return None
        if self.tables.verbs.match(self.tokens, stop) is None:
            return None
        return self._medium(self._mention(index, length, "person.verb"))

    def _initials(self, index: int, title: Title | None) -> NameMention | None:
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
        mention = self._mention(index, stop - index, "person.initials")
        mention.initials, mention.confidence = True, "medium"
        take_titles(tokens, self.titles, mention, title)
        return mention

    def _is_listed(self, index: int, last: NameMention) -> bool:
        """True right after a person and a comma or `và`, for a family name of the weaker kind."""
        if last.stop + 1 != index or self.tokens.keys[last.stop] not in (",", "và", ";"):
            return False
        return (
            self.tokens.keys[index] in self.tables.weak
            and not self._in_place[index]
            and self._length(index) <= 4
        )

    def _length(self, index: int, *, any_form: bool = False) -> int:
        """Number of tokens of the name at `index`; `any_form` allows foreign ones."""
        tokens, flags = self.tokens, self.tokens.flags
        stop = index
        syllables = 0
        most = _MAX_NAME + (2 if any_form else 0)
        while syllables < most:
            if stop > index and self._is_inner_particle(index, stop, any_form):
                stop += 1
                continue
            if not flags[stop] & CAPITAL or tokens.words[stop][-1].isdigit():
                break
            if stop > index and self._ends_before(index, stop, syllables):
                break
            if self._is_initial(stop) and (stop > index or any_form):
                stop += 2
                if any_form and flags[stop] & CAPITAL and not flags[stop] & (INITIAL | UPPER):
                    continue  # B. Kerrey, Frederick I. Nouls, John G.Trump
                stop = self._after_glued_initials(stop)
                break
            stop = self._after_hyphens(stop + 1, any_form)
            syllables += 1
        if any(key in self.tables.corporate for key in tokens.keys[index + 1 : stop]):
            return 0
        return stop - index

    def _is_inner_particle(self, index: int, stop: int, any_form: bool) -> bool:
        """`van` in `Robin van Persie`, `nữ` in `Thích nữ Diệu Ân`."""
        tokens = self.tokens
        if not tokens.flags[stop] & LOWER or not tokens.flags[stop + 1] & CAPITAL:
            return False
        if tokens.keys[stop] == "nữ":
            return tokens.keys[stop - 1] == "thích"
        return any_form and tokens.keys[stop] in self.tables.particles and not tokens.flags[index] & SYLLABLE

    def _ends_before(self, index: int, stop: int, syllables: int) -> bool:
        """True where the capital at `stop` begins something else: a body, an office, a place, a heading."""
        flags = self.tokens.flags
        if self.taken[stop] or stop in self.offices:
            return True
        if self.tokens.keys[stop] in self.tables.never and stop - index > 1:
            return True
        if (flags[stop] ^ flags[index]) & UPPER and not flags[stop] & INITIAL:
            return True
        place = self.places.get(stop)
        return place is not None and place.sure and syllables >= 3

    def _is_initial(self, at: int) -> bool:
        tokens = self.tokens
        return bool(tokens.flags[at] & INITIAL and tokens.words[at + 1] == "." and tokens.glued(at + 1))

    def _after_glued_initials(self, stop: int) -> int:
        tokens = self.tokens
        while tokens.flags[stop] & INITIAL and tokens.glued(stop):
            stop += 2 if self._is_initial(stop) else 1
        return stop

    def _after_hyphens(self, stop: int, any_form: bool) -> int:
        """`Jae-woo`, `Pết-rốp`; a capital after the hyphen only in a foreign name: `Anne-Sophie`."""
        tokens, flags = self.tokens, self.tokens.flags
        while tokens.words[stop] in "-‐" and tokens.glued(stop) and tokens.glued(stop + 1):
            foreign = any_form and flags[stop + 1] & CAPITAL and not flags[stop - 1] & SYLLABLE
            if not flags[stop + 1] & LOWER and not foreign:
                break
            stop += 2
        return stop

    def _mention(self, index: int, length: int, rule: str) -> NameMention:
        name = self.tokens.surface(index, index + length)
        mention = NameMention(index, index + length, name, rule, "high", index)
        mention.initials = name.endswith(".")
        return mention

    @staticmethod
    def _medium(mention: NameMention | None) -> NameMention | None:
        if mention is not None:
            mention.confidence = "medium"
        return mention
