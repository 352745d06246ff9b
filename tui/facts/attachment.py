"""Which office belongs to which name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.facts.kinds.organisation import Body
from tui.facts.kinds.person import NameMention
from tui.facts.kinds.role import Office
from tui.facts.offices import OfficeFinder
from tui.facts.tokens import BREAK, CAPITAL, LOWER, Tokens
from tui.model.fact import Confidence

_MAX_BRACKET = 14
"""Tokens inside the brackets between a name and its office: `(SN 1970, trú tại …)` is longer."""
_MAX_APPOINTMENT = 30
"""Tokens between a name and the office the sentence gives its bearer."""
_NEEDS_NO_BODY = frozenset({"role.before-name", "role.copula-reversed"})
"""Rules so plain that a word of every day is an office: `Tổ trưởng là bà Sen`."""


@dataclass(slots=True)
class Held:
    """An office tied to one occurrence of a name."""

    mention: NameMention
    office: Office
    rule: str
    confidence: Confidence
    start: int
    """First token of the evidence."""
    stop: int


class Attachment:
    """Ties the offices of an article to its names."""

    def __init__(
        self,
        tokens: Tokens,
        names: Sequence[NameMention],
        offices: Mapping[int, Office],
        bodies: Mapping[int, Body],
        finder: OfficeFinder,
    ) -> None:
        self.tokens, self.names, self.offices, self.bodies, self.finder = (
            tokens,
            names,
            offices,
            bodies,
            finder,
        )
        self.held: list[Held] = []
        self._by_left = {mention.left: mention for mention in names}
        self._by_stop = {office.stop: office for office in offices.values()}
        self._used: set[int] = set()
        self._after_kin = {stop for _, stop, _ in finder.tables.kin.find(tokens)}
        """Tokens where the office is that of somebody's husband, wife or child."""

    def attach(self) -> list[Held]:
        """All ties. Appositions go first: an office between two names belongs to the one before it."""
        for index, mention in enumerate(self.names):
            self._apposition(index, mention)
        for mention in self.names:
            self._before(mention)
        for mention in self.names:
            self._copula(mention)
        self._respectively()
        self._appointments()
        return self.held

    def unheld(self) -> list[Office]:
        """Offices that belong to no name beside them."""
        return [office for office in self.offices.values() if office.start not in self._used]

    def _hold(self, mention: NameMention, office: Office, rule: str, confidence: Confidence = "high") -> None:
        if self._is_word(office) and rule not in _NEEDS_NO_BODY:
            return
        self._used.add(office.start)
        unread = office.organisation is None and self.tokens.flags[office.stop] & (CAPITAL | LOWER)
        if confidence == "high" and (office.weak or (unread and rule == "role.apposition")):
            confidence = "medium"  # its body may stand there, unread
        start, stop = min(mention.left, office.start), max(mention.stop, office.stop)
        self.held.append(Held(mention, office, rule, confidence, start, stop))

    def _chain(self, at: int) -> list[Office]:
        return self.finder.chain(at, self.offices, self.bodies)

    def _apposition(self, index: int, mention: NameMention) -> None:
        """`A, chức` · `A - chức` · `A (45 tuổi), chức`; `A và B, đại diện …` belongs to both."""
        at = self._after_name(mention.stop)
        if at is None:
            return
        chain = self._chain(at)
        if chain and chain[-1].stop in self._by_left:
            chain.pop()  # it stands right before the next name
        for office in chain:
            self._hold(mention, office, "role.apposition")
            if office.key in self.finder.tables.plural:
                for other in self._joined_before(index):
                    self._hold(other, office, "role.apposition-shared", "medium")

    def _after_name(self, at: int) -> int | None:
        """First token of an apposition after the name that ends at `at`, or None."""
        words, flags = self.tokens.words, self.tokens.flags
        if words[at] == "(":
            if at + 1 in self.offices:
                return at + 1
            inside = range(at + 1, min(at + _MAX_BRACKET, self.tokens.count))
            closing = next((i for i in inside if words[i] == ")" or flags[i] & BREAK), None)
            if closing is None or words[closing] != ")":
                return None
            at = closing + 1
        return at + 1 if self.tokens.keys[at] in (",", "-") else None

    def _joined_before(self, index: int) -> list[NameMention]:
        """The names joined to name `index` by `và` or commas before it, nearest first."""
        found: list[NameMention] = []
        while index > 0:
            before, mention = self.names[index - 1], self.names[index]
            if before.stop + 1 != mention.left or self.tokens.keys[before.stop] not in ("và", ","):
                break
            found.append(before)
            index -= 1
        return found

    def _before(self, mention: NameMention) -> None:
        """`chức A` · `chức, ông A` · `chức - chức A` · `chức kiêm chức A`."""
        office = self._by_stop.get(mention.left)
        if office is None and mention.left < mention.start and self._is_mark(mention.left - 1):
            office = self._by_stop.get(mention.left - 1)
            if office is None or office.start in self._used or office.weak or office.start in self._after_kin:
                return
        confidence: Confidence = "high"
        while office is not None:
            self._hold(mention, office, "role.before-name", confidence)
            if self.tokens.keys[office.start - 1] == ",":
                confidence = "medium"  # two offices of one, or of two people
            office = self._office_before(office.start)
            if office is not None and (office.start in self._used or self._is_word(office)):
                return

    @staticmethod
    def _is_word(office: Office) -> bool:
        """True for a word of every day with no body beside it: `cán bộ`."""
        return office.weak and office.organisation is None

    def _is_mark(self, at: int) -> bool:
        return self.tokens.keys[at] in (",", "-")

    def _office_before(self, at: int) -> Office | None:
        """The office joined to the one that begins at token `at`."""
        keys = self.tokens.keys
        if self._is_mark(at - 1) or keys[at - 1] == "kiêm":
            return self._by_stop.get(at - 1)
        if keys[max(0, at - 3) : at] == ["đồng", "thời", "là"]:
            return self._by_stop.get(at - 3)
        return None

    def _copula(self, mention: NameMention) -> None:
        """`A là chức …` · `Trưởng ban là đồng chí A`."""
        keys = self.tokens.keys
        if keys[mention.stop] == "là":
            for office in self._chain(mention.stop + 1):
                if office.stop not in self._by_left:
                    self._hold(mention, office, "role.copula")
        if keys[mention.left - 1] == "là":
            before = self._by_stop.get(mention.left - 1)
            if before is not None and before.start not in self._used and keys[before.start - 1] != "của":
                self._hold(mention, before, "role.copula-reversed")

    def _respectively(self) -> None:
        """`A và B, lần lượt là chức và chức`."""
        keys = self.tokens.keys
        for index, mention in enumerate(self.names):
            at = mention.stop + (keys[mention.stop] == ",")
            if keys[at : at + 2] != ["lần", "lượt"]:
                continue
            at += 2 + (keys[at + 2] == "là")
            for person in (*reversed(self._joined_before(index)), mention):
                office = self.offices.get(at)
                if office is None:
                    break
                self._hold(person, office, "role.respectively")
                at = office.stop + (keys[office.stop] in (",", "và"))

    def _appointments(self) -> None:
        """`A … giữ chức B`: the last name before it in the sentence."""
        stops = [mention.stop for mention in self.names]
        for start, stop, _ in self.finder.tables.appointment.find(self.tokens):
            office = self.offices.get(stop)
            before = bisect_right(stops, start) - 1
            if office is None or office.start in self._used or before < 0:
                continue
            mention = self.names[before]
            if self.tokens.keys[mention.left - 1] in self.finder.tables.agents:
                continue
            if start - mention.stop > _MAX_APPOINTMENT or self._sentence_ends(mention.stop, start):
                continue
            past = self.tokens.keys[start - 1] in self.finder.tables.past_before
            for item in self._chain(office.start):
                if item.stop not in self._by_left:
                    item.former = item.former or past
                    self._hold(mention, item, "role.appointment", "medium")

    def _sentence_ends(self, start: int, stop: int) -> bool:
        tokens = self.tokens
        return any(
            tokens.flags[at] & BREAK or (tokens.words[at] in ".!?;" and tokens.flags[at + 1] & CAPITAL)
            for at in range(start, stop)
        )
