"""Bodies that offices leave out: shared along `kiêm`, said again in one word, or named just before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping

from tui.facts.bodies import BodyFinder
from tui.facts.kinds.organisation import Body
from tui.facts.kinds.role import Office, OfficeTables
from tui.facts.tokens import BREAK, CAPITAL, DIGITS, LOWER, MARK, SYLLABLE, Tokens

_WORD = CAPITAL | LOWER | DIGITS
_NEAR = 45
"""Tokens before an office in which its body may have been named: this sentence or the one before."""
_MAX_FIELD = 8
"""Tokens of what a director directs: `Giám đốc [Quản trị rủi ro] của Công ty …`."""
_MAX_UNREAD = 10
"""Syllables of a body's function that no list holds: `ban chuyên án`."""
_MOST = 60
"""Bodies looked at, from the last one named."""


class Elision:
    """Looks up the bodies that the offices of one article leave out."""

    def __init__(
        self, tokens: Tokens, tables: OfficeTables, finder: BodyFinder, bodies: Mapping[int, Body]
    ) -> None:
        self.tokens, self.tables, self.finder, self.bodies = tokens, tables, finder, bodies
        self.borders = finder.borders
        self._named = sorted(_with_inner(bodies), key=lambda body: body.start)
        self._starts = [body.start for body in self._named]
        self._in_places = {at for place in finder.places.values() for at in range(place.bare + 1, place.stop)}

    def read(self, office: Office, shared: int | None) -> None:
        """Take the body that stands behind the words after an office; `shared`: where it may have begun."""
        found = (
            self._take_field(office)
            or self._take_word(office)
            or self._take_unread(office, shared)
            or self._take_firm(office)
            or self._take_numbered(office, shared)
        )
        flags, key = self.tokens.flags[office.stop], self.tokens.keys[office.stop]
        joined = self.tables.joiners.match(self.tokens, office.stop) is not None
        goes_on = flags & CAPITAL or (flags & LOWER and key not in self.borders.after_names and not joined)
        office.open = not found and bool(goes_on)

    def _take_field(self, office: Office) -> bool:
        """`Giám đốc Quản trị rủi ro của Công ty X`, `Phó giám đốc khối Bán lẻ`: the field is its part."""
        tokens, at = self.tokens, office.stop
        small = tokens.keys[at] in self.tables.field_words or (
            tokens.keys[at - 1] == "trách" and bool(tokens.flags[at] & LOWER)
        )
        if not (small or tokens.flags[at] & CAPITAL) or self._names_person(at) or at in self.bodies:
            return False
        function = self.finder.tables.functions.match(tokens, at)
        if function is not None and function[0] in self.bodies:
            return self._extend(office, at, function[0], self.bodies[function[0]])
        stop = self._phrase_stop(at, _MAX_FIELD)
        body = self.bodies.get(stop + (tokens.keys[stop] == "của"))
        if body is not None and (small or tokens.keys[stop] == "của"):
            is_phrase = any(flag & LOWER for flag in tokens.flags[at:stop])
            return is_phrase and self._extend(office, at, stop, body)
        return small and stop - at > 1 and self._extend(office, at, stop, None)

    def _extend(self, office: Office, at: int, stop: int, body: Body | None) -> bool:
        field = self.tokens.surface(at, stop)
        office.position, office.key = f"{office.position} {field}", f"{office.key} {field.lower()}"
        office.body, office.stop = body, stop if body is None else body.stop
        if body is not None:
            office.organisation = self.tokens.surface(body.start, body.stop)
        return True

    def _phrase_stop(self, at: int, most: int, *, first: bool = False) -> int:
        """Where the words from `at` end: at a mark, a body, a person, or a small word of its own.

        With `first` the word at `at` is one of them, whatever it is.
        """
        tokens, pairs = self.tokens, self.borders.pairs
        stop = at + (first and not self._names_person(at))
        while stop - at < most and tokens.flags[stop] & _WORD and stop not in self.bodies:
            key = tokens.keys[stop]
            goes_on = (stop > at and (tokens.keys[stop - 1], key) in pairs) or (
                key == "và" and tokens.flags[stop + 1] & CAPITAL
            )
            small = tokens.flags[stop] & LOWER and key in self.borders.after_names
            if key == "của" or (small and not goes_on):
                break
            if self.tables.tenure.match(tokens, stop) is not None or self._names_person(stop):
                break
            stop += 1
        return stop

    def _names_person(self, at: int) -> bool:
        return self.borders.names_person(self.tokens, at) and at not in self._in_places

    def _take_unread(self, office: Office, shared: int | None) -> bool:
        """`Trưởng ban chuyên án`, `Cục trưởng Cục Đường xa`: a body no list holds, as far as it goes."""
        tokens, keys = self.tokens, self.tokens.keys
        at = office.stop if shared is None else shared
        head = self.tables.heads_any_case.match(tokens, at) or self.finder.tables.heads.match(tokens, at)
        if head is None or head[0] < office.stop or self._is_said_of(head[0], long=head[0] - office.stop > 1):
            return False
        least = 1 if " ".join(keys[at : head[0]]) in self.tables.small_heads else 2
        if head[0] - at > least and (self._names_person(head[0]) or not tokens.flags[head[0]] & _WORD):
            office.organisation, office.stop = tokens.surface(at, head[0]), head[0]
            return True  # Ban Quản lý dự án A
        stop = self._phrase_stop(head[0], _MAX_UNREAD, first=True)
        if stop - head[0] < 2:
            return False
        is_word = (keys[stop - 2], keys[stop - 1]) in self.borders.pairs
        printed_so = tokens.flags[head[0]] & CAPITAL or (shared is None and tokens.flags[at] & CAPITAL)
        if not (is_word or printed_so or keys[office.start - 1] in (",", "-")):
            return False
        stop += keys[stop] in self.finder.tables.levels and not tokens.flags[stop] & CAPITAL
        office.organisation, office.stop = tokens.surface(at, stop), stop
        return True

    def _is_said_of(self, at: int, *, long: bool) -> bool:
        """True for a small word that says what the office's holder does: `Trưởng ban [cho] biết`."""
        keys, flags = self.tokens.keys, self.tokens.flags
        is_word = long and (keys[at], keys[at + 1]) in self.borders.pairs  # Hội đồng [trị sự]
        return bool(flags[at] & LOWER) and keys[at] in self.borders.after_names and not is_word

    def _take_numbered(self, office: Office, shared: int | None) -> bool:
        """`Trưởng ấp 5`, `Tổ trưởng tổ dân phố số 3`."""
        tokens, at = self.tokens, office.stop if shared is None else shared
        hamlet = self.tables.hamlets.match(tokens, at)
        if hamlet is None or hamlet[0] < office.stop:
            return False
        number = hamlet[0] + (tokens.keys[hamlet[0]] == "số")
        if not tokens.flags[number] & DIGITS:
            return False
        office.organisation, office.stop = tokens.surface(at, number + 1), number + 1
        return True

    def _take_firm(self, office: Office) -> bool:
        """`ông A, Chủ tịch HĐQT Gạch men Sông Đà,`; `Tổng Giám đốc Arden Vina`: a firm without its word."""
        tokens, keys, flags = self.tokens, self.tokens.keys, self.tokens.flags
        if office.key not in self.tables.of_named_firms:
            return False
        at = office.stop + (keys[office.stop] == "của")
        if not flags[at] & CAPITAL or at in self.bodies or at in self.finder.places or self._names_person(at):
            return False
        stop = self._phrase_stop(at, _MAX_FIELD)
        stop = next((index for index in range(at, stop) if self.borders.begins_office(tokens, index)), stop)
        while stop > at and not flags[stop - 1] & CAPITAL:
            stop -= 1
        corporate = any(keys[index] in self.finder.tables.corporate for index in range(at + 1, stop))
        apposed = keys[office.start - 1] in (",", "-", "(", "kiêm") or keys[office.stop] == "của"
        named = keys[at] in self.tables.foreign_given or not (
            flags[stop] & (MARK | BREAK) or any(flag & SYLLABLE for flag in flags[at:stop])
        )  # Tổng Giám đốc Jens Kolmar nói
        firmlike = apposed and stop - at > 1 and not named
        introduces = not named and keys[stop] == "," and self._introduces_person(stop + 1)
        local = stop - at == 1 or any(flag & SYLLABLE for flag in flags[at:stop])
        is_firm = corporate or firmlike or (introduces and local) or (stop > at and self._names_person(stop))
        if not is_firm:
            return False
        office.organisation, office.stop = tokens.surface(at, stop), stop
        return True

    def _introduces_person(self, at: int) -> bool:
        """True for `bà Đỗ Thị Na` at token `at`."""
        tables = self.tables
        honorific = self.tokens.keys[at] in tables.male or self.tokens.keys[at] in tables.female
        return honorific and self._names_person(at + 1)

    def _take_word(self, office: Office) -> bool:
        """`Phó Giám đốc Sở`, `giám đốc công ty`: the word means the body of that kind named last."""
        tokens = self.tokens
        at = office.stop + (tokens.keys[office.stop] == "của")
        hit = self.tables.said_again.match(tokens, at)
        if hit is None or at in self.bodies or not self._may_end(hit[0]):
            return False
        office.stop, office.organisation = hit[0], tokens.surface(at, hit[0])
        office.body = self._last_named(hit[1], office.start)
        if office.body is not None:
            office.organisation = tokens.surface(office.body.start, office.body.stop)
        return True

    def _may_end(self, at: int) -> bool:
        """True where a body's name is over: before a mark, a small word, a person's name."""
        tokens = self.tokens
        if tokens.flags[at] & LOWER:
            return tokens.keys[at] in self.borders.after_names
        return not tokens.flags[at] & CAPITAL or self.borders.names_person(tokens, at)

    def share(self, before: Office, after: Office) -> None:
        """`Chủ tịch HĐQT kiêm Tổng Giám đốc Công ty X`: one body for both."""
        tables = self.tables
        if before.organisation is None and self._share_police(before, after):
            return
        if before.key in tables.of_committee and before.organisation is None and not before.open:
            self._share_committee(before, after)
            return
        if before.key not in tables.of_one_body or after.key not in tables.of_one_body:
            return
        if before.organisation is None:
            before.body, before.organisation = after.body, after.organisation
        elif after.organisation is None and not after.open:
            after.body, after.organisation = before.body, before.organisation

    def _share_committee(self, before: Office, after: Office) -> None:
        """`Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh ủy`: both are of the committee."""
        body = after.body
        while body is not None and body.kind != "party":
            body = body.inner
        if body is not None and body.head.endswith("ủy"):
            before.body, before.organisation = body, self.tokens.surface(body.start, body.stop)

    def _share_police(self, before: Office, after: Office) -> bool:
        """`Phó Giám đốc kiêm Thủ trưởng Cơ quan CSĐT Công an tỉnh X`: the first is of the whole police."""
        inner = None if after.body is None else after.body.inner
        if inner is None or _head_of(before.key, ()) not in self.tables.of_police or inner.head != "công an":
            return False
        before.body, before.organisation = inner, self.tokens.surface(inner.start, inner.stop)
        return True

    def imply(self, office: Office, at: int) -> None:
        """`Phó Chủ tịch Lê Văn A` right after `UBND tỉnh`: the body of the kind such an office has."""
        kinds = self.tables.implied_bodies.get(_head_of(office.key, self.tables.field_words))
        if kinds is None:
            return
        body = self._last_named(kinds, at)
        if body is None or not (self._is_near(body, at) or self._is_only(body, kinds)):
            return
        office.body, office.organisation = body, self.tokens.surface(body.start, body.stop)

    def _last_named(self, kinds: tuple[str, ...], at: int) -> Body | None:
        """The body named last before token `at` whose name begins with one of `kinds`."""
        last = bisect_left(self._starts, at)
        for body in reversed(self._named[max(0, last - _MOST) : last]):
            if not body.several and body.stop <= at and _begins(body.head, kinds):
                return body
        return None

    def _is_near(self, body: Body, at: int) -> bool:
        between = self.tokens.flags[body.stop : at]
        return len(between) <= _NEAR and sum(1 for flag in between if flag & BREAK) <= 1

    def _is_only(self, body: Body, kinds: tuple[str, ...]) -> bool:
        """True where the article names no other body of these kinds."""
        keys = self.tokens.keys
        if len(self._named) > _MOST:
            return False
        own = keys[body.start : body.stop]
        return all(keys[b.start : b.stop] == own for b in self._named if _begins(b.head, kinds))


def _begins(head: str, kinds: tuple[str, ...]) -> bool:
    return any(head == kind or head.startswith(f"{kind} ") for kind in kinds)


def _head_of(key: str, field_words: Container[str]) -> str:
    """`phó chủ tịch thường trực` → `chủ tịch`; the field is left out: `phó giám đốc khối …`."""
    words = key.removeprefix("phó ").split(" ")
    field = next((index for index, word in enumerate(words) if word in field_words), len(words))
    return " ".join(words[:field]).removesuffix(" thường trực").removesuffix(" phụ trách")


def _with_inner(bodies: Mapping[int, Body]) -> Iterator[Body]:
    """The bodies, and those inside their names: `Văn phòng` and its `UBND tỉnh`."""
    for body in bodies.values():
        inner: Body | None = body
        while inner is not None:
            yield inner
            inner = inner.inner
