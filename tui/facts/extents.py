"""How far the name of a body goes after its head: a function in words, or a proper name."""

from __future__ import annotations

from collections.abc import Mapping

from tui.facts.kinds.organisation import OrganisationTables
from tui.facts.kinds.place import PlaceMention
from tui.facts.tokens import CAPITAL, DIGITS, INITIAL, LOWER, MARK, SYLLABLE, UPPER, Tokens

_MAX_TOKENS = 18
"""Tokens after the head; the longest name of a state body seen in 3,756 articles has 16."""
_MAX_QUOTED = 9
_MAX_SMALL = 8
_MAX_TRADE = 5
_LEAST_TRADE = 4
"""Tokens of a trade that may be all of a firm's name."""
_FIRMS = frozenset({("công", "ty"), ("tổng", "công"), ("tập", "đoàn")})
"""First syllables of the heads of firms, which end the function of an office in one."""
_QUOTES = {"“": "”", '"': '"', "'": "'", "‘": "’"}


class Extents:
    """Follows names of bodies through the tokens of one article."""

    def __init__(
        self, tokens: Tokens, tables: OrganisationTables, places: Mapping[int, PlaceMention]
    ) -> None:
        self.tokens, self.tables, self.places = tokens, tables, places
        self.borders = tables.borders

    def function(self, at: int, head: str, *, after_office: bool = False) -> int:
        """Stop of the function after `head`: `Lao động - Thương binh và Xã hội`; `at` where there is none."""
        walk = _FunctionWalk(self, at, head, after_office=after_office)
        return walk.stop()

    def is_listed(self, at: int, stop: int) -> bool:
        """True where the lexicon lists a function that is all of `[at, stop)`, but words that lead to it."""
        for start in range(at, min(at + 4, stop)):
            listed = self.tables.functions.match(self.tokens, start)
            if listed is not None:
                return listed[0] >= stop
        return False

    def proper_name(self, at: int, *, after_office: bool, firm: bool = False) -> int:
        """Stop of the proper name at `at`, kinds of body before it included; `at` where there is none.

        It may be a person's (`Trường THPT Lê Quý Đôn`); after an office a second person's name ends it.
        """
        start = self._after_kinds(at)
        led = self._after_trade(start) if firm else start
        if led == start:
            led = self._after_small_words(start, after_office=after_office)
        quoted = self._quoted(start)
        if quoted:
            return quoted
        stop = led
        person = False
        while stop - start < _MAX_TOKENS:
            if stop > start and self.begins_something_else(stop):
                break
            if self.borders.names_person(self.tokens, stop):
                if person or (after_office and stop > start):
                    break
                person = True
                stop = self._person_stop(stop)
                continue
            place = self.places.get(stop) if firm else None
            if place is not None and self._is_in_firms_name(place):
                stop = place.stop  # Công ty Gỗ Bình Dương
                continue
            if firm and stop == start and self.tokens.flags[stop] & DIGITS and self._counts(stop):
                break
            step = self._proper_step(stop, start)
            if step == stop and firm and self.tokens.flags[stop - 1] & LOWER:
                step = self._after_trade(stop)
            if step == stop:
                break
            stop = step
        if stop == start and firm:
            return self._trade_alone(at, start)
        if stop == start > at and self.tokens.flags[at] & CAPITAL and self._has_level(start):
            return start  # Trung tâm Dịch vụ nông nghiệp huyện X
        return stop if stop > start else at

    def _has_level(self, at: int) -> bool:
        """True where a level follows, with a place or alone: `huyện X`, `huyện`."""
        place = self.places.get(at)
        named = place is not None and place.bare > at and place.level != "other"
        return named or self.tokens.keys[at] in self.tables.levels

    def _trade_alone(self, at: int, stop: int) -> int:
        """Stop of the trade that is all a firm is called: `Công ty TNHH [Khai thác công trình thủy lợi]`."""
        tokens, flags = self.tokens, self.tokens.flags
        start = next((i for i in range(stop - 1, at - 1, -1) if flags[i] & CAPITAL), stop)
        if flags[start] & UPPER or stop - start < 2:
            return at
        while not flags[stop] & CAPITAL and (tokens.keys[stop], tokens.keys[stop + 1]) in self.borders.words:
            if not flags[stop + 1] & LOWER or self._is_verb(stop):
                break
            stop += 2
        if stop > start + 2 and flags[stop] & DIGITS and self._is_number_of_name(stop, begins=False):
            return stop + 1  # Công ty CP Xây dựng công trình giao thông 8
        end = stop
        while flags[end] & LOWER and end - stop < _MAX_SMALL:
            end += 1
        goes_on = tokens.keys[stop] == "và" or (end > stop and flags[end] & CAPITAL)
        return stop if stop - start >= _LEAST_TRADE and not goes_on else at

    def listed_abroad(self, at: int) -> int:
        """Stop of what a ministry abroad has besides: `Bộ Thể thao[, Văn hóa và Du lịch] Na Uy`.

        `at` itself where no `và` ends the list or no country other than Việt Nam follows it.
        """
        tokens, flags = self.tokens, self.tokens.flags
        stop, last = at, False
        while stop - at < _MAX_TOKENS and not last and tokens.keys[stop] in (",", "và"):
            last = tokens.keys[stop] == "và"
            stop += 1
            listed = self.tables.functions.match(tokens, stop)
            known = listed is not None or (tokens.keys[stop], tokens.keys[stop + 1]) in self.borders.words
            if not flags[stop] & CAPITAL or not known or self.begins_something_else(stop):
                return at
            stop = listed[0] if listed is not None else stop + 2
            while flags[stop] & LOWER and tokens.keys[stop] not in ("và", *self.borders.after_names):
                stop += 1
        country = self.places.get(stop)
        abroad = country is not None and country.level == "country" and country.name != "Việt Nam"
        return stop if last and abroad else at

    def _after_kinds(self, at: int) -> int:
        while True:
            kind = self.tables.kinds_of_named.match(self.tokens, at)
            if kind is None:
                return at
            at = kind[0]

    def _after_small_words(self, at: int, *, after_office: bool) -> int:
        """Token after small words a name may begin with: `Trung tâm [điều hành giao thông] Hà Nội`.

        Without an office before the body they count only if a capital, a level or a place ends them.
        """
        tokens, flags = self.tokens, self.tokens.flags
        if not flags[at - 1] & (CAPITAL | LOWER) or not flags[at] & LOWER:
            return at
        stop = at
        while stop - at < _MAX_SMALL and flags[stop] & LOWER and flags[stop + 1] & LOWER:
            pair = (tokens.keys[stop], tokens.keys[stop + 1])
            counted = after_office and pair in self.borders.pairs and pair[0] not in self.borders.after_names
            if pair in self.tables.sentence_verbs or not (counted or pair in self.borders.words):
                break
            stop += 2
        ends = flags[stop] & CAPITAL or stop in self.places or tokens.keys[stop] in self.tables.level_starts
        return stop if after_office or ends else at

    def _after_trade(self, at: int) -> int:
        """Token after some small words that say what a firm deals in: `Công ty CP [kính] Nam Sa`.

        A capital must follow, no verb or small word may stand between.
        """
        tokens, flags = self.tokens, self.tokens.flags
        stop = at
        while stop - at < _MAX_TRADE and flags[stop] & LOWER:
            pair = (tokens.keys[stop], tokens.keys[stop + 1])
            if pair in self.tables.sentence_verbs:
                return at
            if flags[stop + 1] & LOWER and pair in self.borders.words:
                stop += 2
            elif pair[0] in self.borders.after_names:
                return at
            else:
                stop += 1
        ends = flags[stop] & CAPITAL and not self.begins_something_else(stop)
        return stop if ends and not self.borders.names_person(tokens, stop) else at

    def _quoted(self, at: int) -> int:
        """Stop of a name in quotation marks, or 0."""
        closing = _QUOTES.get(self.tokens.words[at])
        if closing is None or not self.tokens.flags[at + 1] & CAPITAL:
            return 0
        for stop in range(at + 2, at + _MAX_QUOTED):
            if self.tokens.words[stop] == closing:
                return stop + 1
        return 0

    def _person_stop(self, at: int) -> int:
        stop = at
        while (
            stop - at < 4
            and self.tokens.flags[stop] & CAPITAL
            and not (stop > at + 1 and stop in self.places)
        ):
            stop += 1
        return stop

    def _proper_step(self, at: int, start: int) -> int:
        """The next stop from `at`, or `at` itself where the name ends."""
        tokens, flags = self.tokens, self.tokens.flags
        flag = flags[at]
        place = self.places.get(at)
        if place is not None and (at > start or _has_word_before(place) or self._is_country_alone(place)):
            return at
        if flag & CAPITAL:
            return at + 1 if place is None else place.stop
        if flag & DIGITS and self._is_number_of_name(at, begins=at == start):
            return at + 1
        if at == start:
            return at
        if flags[at - 1] & CAPITAL and self.borders.word_goes_on(
            tokens, at, known=self._has_word(at - 2, start)
        ):
            return at + 1
        if self.is_third_syllable(at):
            return at + 1
        pair = (tokens.keys[at], tokens.keys[at + 1])
        if flag & LOWER and flags[at - 1] & LOWER and pair in self.borders.words:
            return at if self._is_verb(at) else at + 2
        if pair[0] in self.tables.particles and flags[at - 1] & flags[at + 1] & CAPITAL:
            return at if flags[at - 1] & SYLLABLE else at + 2  # Bank of Arden
        if (
            tokens.words[at] == "-"
            and tokens.glued(at)
            and tokens.glued(at + 1)
            and flags[at + 1] & (CAPITAL | LOWER)
        ):
            begins_word = (tokens.keys[at + 1], tokens.keys[at + 2]) in self.borders.pairs
            if begins_word and flags[at + 1] & LOWER:
                return at  # Trường THCS Đinh Sự-cơ sở 2
            return at if tokens.keys[at + 1] in self.borders.strong else at + 2
        if tokens.words[at] == "&" and flags[at + 1] & CAPITAL:
            return at + 2
        return self.joined(at) or at

    def _is_number_of_name(self, at: int, *, begins: bool) -> bool:
        """True for a short number after a capital, or after a word where no counted noun follows it."""
        tokens, flags = self.tokens, self.tokens.flags
        if len(tokens.words[at]) > 3 or self.is_quantity(at):
            return False
        if begins or flags[at - 1] & CAPITAL:
            return True
        more = flags[at + 1] & MARK and tokens.glued(at + 1) and tokens.words[at + 1] in ".,/%-"
        return bool(flags[at - 1] & LOWER) and not self._counts(at) and not (more and flags[at + 2] & DIGITS)

    def is_quantity(self, at: int) -> bool:
        """True for the number of `87,4 tỷ đồng`, `15 triệu`: never the end of a name."""
        tokens, flags = self.tokens, self.tokens.flags
        if tokens.keys[at + 1] in self.tables.scales:
            return True
        goes_on = tokens.words[at + 1] in ".," and tokens.glued(at + 1) and tokens.glued(at + 2)
        return bool(goes_on and flags[at + 2] & DIGITS)

    def _counts(self, at: int) -> bool:
        """True where a noun may follow that the number counts."""
        after = at + 1
        return (
            bool(self.tokens.flags[after] & LOWER) and self.tokens.keys[after] not in self.borders.after_names
        )

    def _is_in_firms_name(self, place: PlaceMention) -> bool:
        """True for a town, and a river with a capital, that a firm is named after: `Thủy điện Sông Bạch`."""
        if place.level == "country":
            return False
        named_after = place.rule == "place.site" and self.tokens.flags[place.start] & CAPITAL
        return bool(named_after) or not _has_word_before(place)

    def _is_verb(self, at: int) -> bool:
        """True for a pair that may be the sentence's verb and leads to no further capital of the name."""
        tokens, flags = self.tokens, self.tokens.flags
        pair = (tokens.keys[at], tokens.keys[at + 1])
        if pair in self.tables.sentence_verbs:
            return True
        if pair not in self.tables.verbal:
            return False
        apex = self.tables.apex.match(tokens, at - 2)
        if apex is not None and apex[0] == at:
            return True  # Trung tâm … quốc gia dự báo, …
        stop = at + 2
        while stop - at < _MAX_SMALL and (tokens.keys[stop], tokens.keys[stop + 1]) in self.borders.words:
            stop += 2
        return bool(flags[stop] & (LOWER | DIGITS))

    def is_third_syllable(self, at: int) -> bool:
        """True for the end of `Xuất nhập khẩu`: a word with the syllable before it, none with the next."""
        tokens = self.tokens
        before, after = (tokens.keys[at - 1], tokens.keys[at]), (tokens.keys[at], tokens.keys[at + 1])
        small = tokens.flags[at] & LOWER and tokens.flags[at - 1] & LOWER and tokens.flags[at - 2] & CAPITAL
        return bool(small) and before in self.borders.words and after not in self.borders.pairs

    def _has_word(self, at: int, start: int) -> bool:
        return at >= start and bool(self.tokens.flags[at] & (CAPITAL | LOWER))

    def _is_country_alone(self, place: PlaceMention) -> bool:
        """True for a country with no other name after it: `báo Mỹ` is no newspaper's name."""
        return place.level == "country" and not self.tokens.flags[place.stop] & CAPITAL

    def joined(self, at: int) -> int:
        """Stop of `và X`, `- X`, `& X` that goes on inside a name, or 0."""
        tokens = self.tokens
        after = at + 1
        if tokens.keys[at] not in ("và", "-", "&") or not tokens.flags[after] & CAPITAL:
            return 0
        if (
            after in self.places
            or self.begins_something_else(after)
            or self.borders.names_person(tokens, after)
        ):
            return 0
        listed = self.tables.functions.match(tokens, after)
        if self.tables.not_joined.match(tokens, after) is not None:
            return 0
        head = self.tables.heads.match(tokens, after) or self.tables.alone.match(tokens, after)
        if head is not None and (listed is None or listed[0] <= head[0]):
            return 0
        if listed is not None:
            return listed[0]
        return after + 2 if (tokens.keys[after], tokens.keys[after + 1]) in self.borders.pairs else 0

    def begins_something_else(self, at: int) -> bool:
        """True where an office or another body begins."""
        tokens = self.tokens
        if not tokens.flags[at] & CAPITAL:
            return False
        if self.borders.begins_office(tokens, at):
            return True
        head = self.tables.heads.match(tokens, at)
        if head is not None:
            function = self.tables.functions.match(tokens, at)
            if function is not None and function[0] > head[0]:
                return False  # Khoa học, not Khoa
            if " ".join(tokens.keys[at : head[0]]) in self.tables.forces and head[0] not in self.places:
                return False  # Vùng 1 Hải quân
            return head[1] in ("level", "party", "function")
        alone = self.tables.alone.match(tokens, at)
        return alone is not None and alone[0] - at > 1


class _FunctionWalk:
    """One walk over the words of a function, a step at a time."""

    def __init__(self, extents: Extents, at: int, head: str, *, after_office: bool) -> None:
        self.extents, self.tokens, self.tables = extents, extents.tokens, extents.tables
        self.borders, self.places = extents.borders, extents.places
        self.start = at
        named_so = self.tokens.flags[at] & CAPITAL and self.tables.functions.match(self.tokens, at)
        self.at = at if named_so else self._after_lead_in(at)
        self.led_in = self.at > at
        self.first = True
        """Nothing of the function itself read yet."""
        self.finished = False
        """A function of the closed list is complete: a verb may follow."""
        self.lower = head in self.tables.lower_case_heads
        self.long_head = " " in head
        self.runs_site = head in self.tables.site_heads
        self.after_office = after_office

    def _after_lead_in(self, at: int) -> int:
        """Token after `về`, `công tác`, `về công tác`."""
        keys = self.tokens.keys
        at += keys[at] == "về"
        if (keys[at], keys[at + 1]) == ("công", "tác"):
            at += 2
        return at

    def stop(self) -> int:
        """Stop of the function, or where it began if nothing of one follows."""
        while self.at - self.start < _MAX_TOKENS:
            step = self._listed() or self._word() or self._capital() or self._joined()
            if not step:
                break
            self.at = step
            self.first = False
        return self.start if self.first else self.at

    def _listed(self) -> int:
        """A function of the closed list."""
        at, tokens = self.at, self.tokens
        listed = self.tables.functions.match(tokens, at)
        if listed is None:
            return 0
        stop = listed[0]
        if not tokens.flags[at] & CAPITAL:
            if not self.first or not (self.led_in or (self.lower and stop - at >= 2)):
                return 0
            if (tokens.keys[at], tokens.keys[at + 1]) in self.tables.verbal and not (
                self.long_head and stop - at > 3
            ):
                return 0
        self.finished = True
        if tokens.flags[stop - 1] & CAPITAL and self.borders.word_goes_on(tokens, stop, known=True):
            return stop + 1  # Nội dung, not Nội
        return stop

    def _word(self) -> int:
        """A word of two syllables that bodies are made of: `quốc tế`."""
        at, keys, flags = self.at, self.tokens.keys, self.tokens.flags
        if self.extents.is_third_syllable(at):
            return at + 1
        pair = (keys[at], keys[at + 1])
        if pair not in self.borders.words:
            return 0
        if flags[at] & CAPITAL:
            return 0 if at in self.places or self.extents.begins_something_else(at) else at + 2
        if not flags[at] & LOWER:
            return 0
        if self.first:
            return at + 2 if self.led_in or (self.lower and self.long_head) else 0
        return 0 if pair in (self.tables.verbal if self.finished else self.tables.sentence_verbs) else at + 2

    def _capital(self) -> int:
        """Any capitalised syllable that begins nothing else; a short number (`Ban Chỉ đạo 35`)."""
        at, tokens, flag = self.at, self.tokens, self.tokens.flags[self.at]
        if flag & DIGITS:
            short = len(tokens.words[at]) <= 3 and not tokens.flags[at - 1] & (MARK | DIGITS)
            return at + 1 if short and not self.extents.is_quantity(at) else 0
        if not flag & CAPITAL or self._is_border(at):
            return 0
        if self.finished and self.after_office and self._may_be_person(at):
            return 0
        if not self.first and not flag & (SYLLABLE | UPPER):
            return 0  # a foreign name
        if self.borders.word_goes_on(tokens, at + 1, known=not (self.long_head and self.first)):
            return at + 2
        return at + 1

    def _is_border(self, at: int) -> bool:
        tokens = self.tokens
        if (
            tokens.keys[at] in self.tables.levels
            or f"{tokens.keys[at]} {tokens.keys[at + 1]}" in self.tables.levels
        ):
            return True
        if self.extents.begins_something_else(at) or self.borders.names_person(tokens, at):
            return True
        if at in self.places and not (self.first and self.places[at].level != "country"):
            return True
        if (tokens.keys[at], tokens.keys[at + 1]) in _FIRMS and self.tables.heads.match(
            tokens, at
        ) is not None:
            return True  # Phòng Phân tích [Công ty X]
        letter = tokens.flags[at] & INITIAL and tokens.words[at + 1] == "." and tokens.glued(at + 2)
        return bool(letter and tokens.flags[at + 2] & CAPITAL)  # V.League

    def _may_be_person(self, at: int) -> bool:
        """True for three capitals no two of which are a word: `Thứ trưởng Bộ Công Thương Khâu Hạ Lam`."""
        tokens, flags = self.tokens, self.tokens.flags
        if any(flags[i] & (CAPITAL | SYLLABLE | UPPER) != CAPITAL | SYLLABLE for i in range(at, at + 3)):
            return False
        pairs = ((tokens.keys[i], tokens.keys[i + 1]) for i in (at, at + 1))
        return not any(pair in self.borders.pairs for pair in pairs)

    def _joined(self) -> int:
        at, tokens, flags = self.at, self.tokens, self.tokens.flags
        if self.first:
            return 0
        short = flags[at - 1] & flags[at + 1] & UPPER and tokens.glued(at) and tokens.glued(at + 1)
        if short and tokens.words[at] in ("-", "&"):
            return at + 2  # Sở VH-TT
        return self.extents.joined(at) or (self._joined_small() if self.runs_site else 0)

    def _joined_small(self) -> int:
        """`công trình giao thông [và nông nghiệp] tỉnh X`: words before the level or place that ends them."""
        tokens, flags, stop = self.tokens, self.tokens.flags, self.at + 1
        if tokens.keys[self.at] != "và" or not flags[self.at - 1] & LOWER:
            return 0
        while flags[stop] & flags[stop + 1] & LOWER and (
            (tokens.keys[stop], tokens.keys[stop + 1]) in self.borders.words
        ):
            stop += 2
        ends = stop in self.places or tokens.keys[stop] in self.tables.level_starts
        return stop if ends and stop > self.at + 1 else 0


def _has_word_before(place: PlaceMention) -> bool:
    """True where the level or site word of `place` stands before the name, here, not only elsewhere."""
    return place.bare > place.start or place.rule == "place.numbered"
