"""Which office belongs to which name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tui.facts.kinds.organisation import Body
from tui.facts.kinds.person import NameMention
from tui.facts.kinds.role import Office, OfficeGrammar, chain_after
from tui.facts.tokens import BREAK, CAPITAL, Tokens
from tui.model.fact import Confidence

_MAX_BRACKET = 14
_MAX_APPOINTMENT = 30
"""Tokens between a name and the office the sentence gives its bearer."""


@dataclass(slots=True)
class Held:
    """An office tied to one occurrence of a name."""

    mention: NameMention
    office: Office
    rule: str
    confidence: Confidence
    start: int
    stop: int
    """The evidence, in tokens."""


class Attachment:
    """Ties the offices of an article to its names."""

    def __init__(
        self,
        tokens: Tokens,
        names: list[NameMention],
        offices: Mapping[int, Office],
        bodies: Mapping[int, Body],
        rules: OfficeGrammar,
    ) -> None:
        self.tokens, self.names, self.offices, self.bodies, self.rules = tokens, names, offices, bodies, rules
        self.by_left = {mention.left: mention for mention in names}
        self.held: list[Held] = []
        self.used: set[int] = set()
        """`start` of every office that belongs to somebody."""

    def attach(self) -> list[Held]:
        """All ties, by the place of the name in the text."""
        for index, mention in enumerate(self.names):
            self._apposition(index, mention)
        for mention in self.names:
            self._before(mention)
        for mention in self.names:
            self._copula(mention)
        self._respectively()
        self._appointments()
        return self.held

    def _hold(self, mention: NameMention, office: Office, rule: str, confidence: Confidence = "high") -> None:
        if (
            office.weak
            and office.organisation is None
            and rule not in ("role.before-name", "role.copula-reversed")
        ):
            if office.key not in ("đại biểu", "chuyên gia", "giáo viên") or rule == "role.copula":
                return
        self.used.add(office.start)
        if office.weak and confidence == "high":
            confidence = "medium"
        start, stop = min(mention.left, office.start), max(mention.stop, office.stop)
        self.held.append(Held(mention, office, rule, confidence, start, stop))

    def _apposition(self, index: int, mention: NameMention) -> None:
        """`A, chức` · `A - chức` · `A (45 tuổi), chức`; `A và B, đại diện …` belongs to both."""
        at = self._after_name(mention.stop)
        if at is None:
            return
        chain = chain_after(self.tokens, at, self.offices, self.bodies, self.rules)
        if chain:
            last = self.by_left.get(chain[-1].stop)
            if last is not None and last is not mention:
                chain.pop()
        for office in chain:
            self._hold(mention, office, "role.apposition")
            if office.key in self.rules.plural:
                for other in self._joined_before(index):
                    self._hold(other, office, "role.apposition-shared", "medium")

    def _after_name(self, at: int) -> int | None:
        """First token of an apposition after the name that ends at `at`, or None."""
        words, flags = self.tokens.words, self.tokens.flags
        if words[at] == "(":
            inside = at + 1
            if inside in self.offices:
                return inside
            for stop in range(at + 1, at + _MAX_BRACKET):
                if flags[stop] & BREAK:
                    return None
                if words[stop] == ")":
                    at = stop + 1
                    break
            else:
                return None
        if words[at] in (",", "-", "–", "—"):
            return at + 1
        return None

    def _joined_before(self, index: int) -> list[NameMention]:
        """The names joined to name `index` by `và` or commas before it, nearest first."""
        found = []
        while index > 0:
            before, mention = self.names[index - 1], self.names[index]
            if before.stop + 1 != mention.left or self.tokens.words[before.stop] not in ("và", ","):
                break
            found.append(before)
            index -= 1
        return found

    def _before(self, mention: NameMention) -> None:
        """`chức A` · `chức, ông A` · `chức - chức A`."""
        at = mention.left
        office = self._ending_at(at)
        if office is None and self.tokens.words[at - 1] in (",", "-", "–") and mention.left < mention.start:
            office = self._ending_at(at - 1)
            if office is not None and (
                office.start in self.used or (office.weak and office.organisation is None)
            ):
                return
        first = True
        while office is not None and (office.start not in self.used or first):
            self._hold(mention, office, "role.before-name")
            first = False
            at = office.start
            before = self.tokens.words[at - 1]
            if before in (",", "-", "–"):
                office = self._ending_at(at - 1)
            elif self.tokens.keys[at - 1] == "kiêm":
                office = self._ending_at(at - 1)
            elif self.tokens.keys[at - 1] == "là" and self.tokens.keys[at - 3 : at - 1] == ["đồng", "thời"]:
                office = self._ending_at(at - 3)
            else:
                return
            if office is not None and office.start in self.used:
                return

    def _ending_at(self, at: int) -> Office | None:
        office = self._by_stop.get(at)
        if office is None and self.tokens.words[at - 1] in (",", "-", "–"):
            return None
        return office

    @property
    def _by_stop(self) -> dict[int, Office]:
        return {office.stop: office for office in self.offices.values()}

    def _copula(self, mention: NameMention) -> None:
        """`A là chức …` · `Trưởng ban là đồng chí A`."""
        keys = self.tokens.keys
        if keys[mention.stop] == "là" and mention.stop + 1 in self.offices:
            for office in chain_after(self.tokens, mention.stop + 1, self.offices, self.bodies, self.rules):
                if self.by_left.get(office.stop) is None:
                    self._hold(mention, office, "role.copula")
        if keys[mention.left - 1] == "là":
            before = self._ending_at(mention.left - 1)
            if before is not None and before.start not in self.used:
                self._hold(mention, before, "role.copula-reversed")

    def _respectively(self) -> None:
        """`A và B, lần lượt là chức và chức`."""
        keys = self.tokens.keys
        for index, mention in enumerate(self.names):
            at = mention.stop + (self.tokens.words[mention.stop] == ",")
            if keys[at : at + 2] != ["lần", "lượt"]:
                continue
            at += 2 + (keys[at + 2] == "là")
            people = [*reversed(self._joined_before(index)), mention]
            for person in people:
                office = self.offices.get(at)
                if office is None:
                    break
                self._hold(person, office, "role.respectively")
                at = office.stop + (self.tokens.words[office.stop] in (",", "và"))

    def _appointments(self) -> None:
        """`A … giữ chức B`: the last name before it in the sentence."""
        tokens = self.tokens
        stops = [mention.stop for mention in self.names]
        for start, stop, _ in self.rules.appointment.find(tokens):
            office = self.offices.get(stop)
            if office is None or office.start in self.used:
                continue
            before = [i for i, s in enumerate(stops) if s <= start and start - s <= _MAX_APPOINTMENT]
            if not before:
                continue
            mention = self.names[before[-1]]
            between = range(mention.stop, start)
            if any(
                tokens.flags[at] & BREAK or tokens.words[at] in ".!?;" and tokens.flags[at + 1] & CAPITAL
                for at in between
            ):
                continue
            for item in chain_after(tokens, office.start, self.offices, self.bodies, self.rules):
                if self.by_left.get(item.stop) is None:
                    self._hold(mention, item, "role.appointment", "medium")
