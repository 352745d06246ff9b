"""Which office belongs to which name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tui.facts.kinds.organisation import Body
from tui.facts.kinds.person import NameMention
from tui.facts.kinds.place import PlaceMention
from tui.facts.kinds.role import Office
from tui.facts.offices import MAX_BRACKET, OfficeFinder
from tui.facts.subjects import Subjects
from tui.facts.tokens import BREAK, CAPITAL, LOWER, Tokens
from tui.model.fact import Confidence

_MAX_VERB = 5
"""Tokens of a verb that gives an office: `đảm nhiệm chức vụ`."""
_MAX_PLACE = 7
"""Tokens of `(NATO`, `(TP.HCM` between an office and a name."""
_MAX_NOTICE = 120
"""Tokens between a name and a former office in the one long sentence of an obituary."""
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
        places: Mapping[int, PlaceMention],
        finder: OfficeFinder,
    ) -> None:
        self.tokens, self.names, self.offices = tokens, names, offices
        self.bodies, self.places, self.finder = bodies, places, finder
        self.held: list[Held] = []
        self._by_left = {mention.left: mention for mention in names}
        self._by_stop = {office.stop: office for office in offices.values()}
        self._ends: dict[int, Body | PlaceMention] = {place.stop: place for place in places.values()}
        self._ends.update((body.stop, body) for body in bodies.values())
        self._used: set[int] = set()
        self._after_kin = {stop for _, stop, _ in finder.tables.kin.find(tokens)}
        """Tokens where the office is that of somebody's husband, wife or child."""
        self.subjects = Subjects(tokens, names, finder.tables, self._by_stop, self._after_kin)
        for part in (bodies, places, offices):
            self.subjects.mark_read((item.start, item.stop) for item in part.values())

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
        self._listed_far()
        self._imply_bodies()
        return self.held

    def _listed_far(self) -> None:
        """`đồng chí A (…), sinh ngày …; quê quán …; nguyên Bí thư …`: offices of the last one named."""
        for office in sorted(self.offices.values(), key=lambda office: office.start):
            if not office.former or office.start in self._used or office.organisation is None:
                continue
            before = bisect_right(self.subjects.stops, office.start) - 1
            if (
                before < 0
                or self.tokens.keys[office.start - 1] not in (",", ";")
                or office.stop in self._by_left
            ):
                continue
            mention = self.names[before]
            if office.start - mention.stop > _MAX_NOTICE or self.subjects.sentence_ends(
                mention.stop, office.start
            ):
                continue
            for item in self._chain(office.start):
                if item.start not in self._used and item.stop not in self._by_left:
                    self._hold(mention, item, "role.far-apposition", "medium")

    def _imply_bodies(self) -> None:
        """Offices that name no body have that of the kind named just before."""
        tables = self.finder.tables
        in_order = sorted(self.held, key=lambda held: held.office.start)
        for held, following in reversed(list(pairwise(in_order))):
            if self.tokens.words[held.office.stop] == ";":
                self._take_from_list(held.office, following)
        for held in in_order:
            office = held.office
            unread = office.open and office.stop not in self._by_left
            famous = tuple(self.tokens.keys[held.mention.start : held.mention.stop]) in tables.heads_of_state
            if office.organisation is not None or unread or famous or held.mention.foreign:
                continue
            self.finder.elision.imply(office, held.start)
            if office.organisation is not None:
                held.confidence = "medium"

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

    def _take_from_list(self, office: Office, following: Held) -> None:
        """`A, Tổng giám đốc; B, Kế toán trưởng Công ty X`: a list names the body of all at its end."""
        between = range(office.stop + 1, following.office.start)
        if office.organisation is None and not any(self.tokens.words[at] in ";.\n" for at in between):
            self.finder.elision.share(office, following.office)

    def _apposition(self, index: int, mention: NameMention) -> None:
        """`A, chức` · `A - chức` · `A (45 tuổi), chức`; `A và B, đại diện …` belongs to both."""
        at = self._after_name(mention.stop)
        if at is None:
            return
        copula = self.finder.tables.copulas.match(self.tokens, at)
        at = at if copula is None else copula[0]
        together = self.tokens.keys[at] in self.finder.tables.together
        chain = self._chain(at + together)
        if chain and chain[-1].stop in self._by_left:
            chain.pop()  # it stands right before the next name
        for office in chain:
            office.former = office.former or (copula is not None and copula[1] == "then")
            self._hold(mention, office, "role.apposition")
            if together or self._is_plural(office) or self._is_of_pair(index, office):
                for other in self._joined_before(index):
                    self._hold(other, office, "role.apposition-shared", "medium")

    def _is_plural(self, office: Office) -> bool:
        """True for offices that several people hold: `Ủy viên Ban Thường vụ`."""
        plural = self.finder.tables.plural
        return any(office.key == key or office.key.startswith(f"{key} ") for key in plural)

    def _is_of_pair(self, index: int, office: Office) -> bool:
        """`…; A và B, Phó Chủ tịch X`: in a list each item has its office, a deputy's is that of both."""
        joined = self._joined_before(index)
        if not joined or not office.key.startswith(("phó ", "ủy viên")):
            return False
        before = self.tokens.keys[joined[-1].left - 1]
        return before in (";", ":") or before in self.finder.tables.several

    def _after_name(self, at: int) -> int | None:
        """First token of an apposition after the name that ends at `at`, or None."""
        words, flags = self.tokens.words, self.tokens.flags
        if words[at] == "(":
            if at + 1 in self.offices:
                return at + 1
            inside = range(at + 1, min(at + MAX_BRACKET, self.tokens.count))
            closing = next((i for i in inside if words[i] == ")" or flags[i] & BREAK), None)
            for comma in inside:
                if words[comma] == ")" or flags[comma] & BREAK:
                    break
                if words[comma] in ",;-" and comma + 1 in self.offices:
                    return comma + 1  # (SN 1968, nguyên Giám đốc …)
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
        if office is None and self.tokens.words[mention.left - 1] == ")":
            office = self._before_bracket(mention.left - 2)
        if office is None and mention.left < mention.start and self._is_mark(mention.left - 1):
            office = self._by_stop.get(mention.left - 1)
            if (
                office is None
                or office.start in self._used
                or self._is_vague(office)
                or self._is_of_kin(office)
                or self._is_given_before(office)
            ):
                return
        confidence: Confidence = "high"
        while office is not None:
            self._take_body_behind(mention, office)
            self._hold(mention, office, "role.before-name", confidence)
            if self.tokens.keys[office.start - 1] == ",":
                confidence = "medium"  # two offices of one, or of two people
            nearer, office = office, self._office_before(office.start)
            if office is not None and (office.start in self._used or self._is_word(office)):
                return
            if office is not None and (self._is_spoken_to(office, nearer) or self._is_apart(office)):
                return

    def _before_bracket(self, at: int) -> Office | None:
        """The office before a short bracket that ends behind token `at`: `UBND quận 2 (TP.HCM) A`."""
        inside = range(at, max(0, at - _MAX_PLACE), -1)
        opening = next((index for index in inside if self.tokens.words[index] == "("), None)
        return None if opening is None else self._by_stop.get(opening)

    def _is_given_before(self, office: Office) -> bool:
        """`nhạc sĩ A làm giám đốc âm nhạc, đạo diễn B dàn dựng`: the verb has given the office to A."""
        verb, kind = self._verb_before(office.start)
        return kind == "appointment" and self.subjects.named_before(verb) is not None

    def _is_apart(self, office: Office) -> bool:
        """`trước 200 thành viên CLB X, Đại sứ A`: a word of every day before the comma is of others."""
        return self._is_mark(office.stop) and self._is_vague(office)

    def _take_team(self, office: Office) -> None:
        """`Liverpool của HLV A`: the team stands before the office."""
        team = self._ends.get(office.start - 1)
        if team is not None and self.tokens.keys[office.start - 1] == "của":
            office.body = team if isinstance(team, Body) else None
            office.organisation = self.tokens.surface(team.start, team.stop)

    def _is_spoken_to(self, office: Office, nearer: Office) -> bool:
        """`Tranh luận với Bộ trưởng, đại biểu A …`: the office alone before the comma is another's."""
        if office.organisation is not None or not self._is_mark(office.stop):
            return False
        small = self.tokens.flags[office.start] & LOWER and not self.tokens.begins_sentence(office.start)
        return bool(
            nearer.weak or small or self.tokens.keys[office.start - 1] in self.finder.tables.spoken_to
        )

    def _take_body_behind(self, mention: NameMention, office: Office) -> None:
        """`HLV A của Khánh Hòa`, `Chuyên viên A (Công ty X)`: the body stands behind the name."""
        keys, at = self.tokens.keys, mention.stop + 1
        if office.organisation is None and office.key in self.finder.tables.of_teams:
            self._take_team(office)
        if office.organisation is not None or keys[mention.stop] not in ("của", "thuộc", "("):
            return
        found = self.bodies.get(at) or self.places.get(at)
        if found is None or (keys[mention.stop] == "(" and keys[found.stop] != ")"):
            return
        office.body = found if isinstance(found, Body) else None
        office.organisation = self.tokens.surface(found.start, found.stop)

    def _is_vague(self, office: Office) -> bool:
        """True for a word of every day before a comma, but where a sentence begins: `Đại diện Sở X, bà A`."""
        return office.weak and not (office.organisation and self.tokens.begins_sentence(office.start))

    def _is_of_kin(self, office: Office) -> bool:
        """True for `phu nhân tân Tổng thống, bà A`, `thư ký của Chủ tịch, ông A`: the office is another's."""
        at = office.start
        if self.tokens.keys[at - 1] == "của":
            return True
        while at not in self._after_kin and self.tokens.keys[at - 1] in self.finder.tables.ignored_before:
            at -= 1
        return at in self._after_kin

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
        at = self.finder.after_bracket(mention.stop)
        copula = self.finder.tables.copulas.match(self.tokens, at + (keys[at] == ","))
        if copula is not None and mention.left not in self._after_kin:
            for office in self._chain(copula[0]):
                if office.stop not in self._by_left:
                    office.former = office.former or copula[1] == "then"
                    self._hold(mention, office, "role.copula")
        if keys[mention.left - 1] == "là":
            for phrase, when in self.finder.tables.reversed_copulas:
                at = mention.left - len(phrase)
                if tuple(keys[max(0, at) : mention.left]) == phrase and at in self._by_stop:
                    self._hold_reversed(mention, self._by_stop[at], former=when == "then")

    def _hold_reversed(self, mention: NameMention, office: Office, *, former: bool) -> None:
        """`Trưởng ban là đồng chí A`, `Chủ tịch Hạ viện khi đó là A`."""
        if office.start not in self._used and self.tokens.keys[office.start - 1] != "của":
            office.former = office.former or former
            self._hold(mention, office, "role.copula-reversed")

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
        """`A … giữ chức B`; `Ông từng là B`, of whom the sentence before has named."""
        tables, subjects = self.finder.tables, self.subjects
        for office in sorted(self.offices.values(), key=lambda office: office.start):
            if office.start in self._used:
                continue
            verb, kind = self._verb_before(office.start)
            if kind == "appointment" and not (subjects.takes_away(verb) or subjects.is_unreal(verb)):
                past = subjects.was_until(verb) or not tables.past_before.isdisjoint(
                    self.tokens.keys[max(0, verb - 1) : verb + 1]
                )
                mention = subjects.of(verb)
                self._hold_chain(mention, office, "role.appointment", past=past)
                if mention is not None and mention.stop == verb - self._passive(verb):
                    self._hold_joined(mention, office)
            elif kind:
                self._hold_chain(
                    subjects.meant_by_pronoun(verb, 1), office, "role.pronoun", past=kind == "then"
                )

    def _passive(self, verb: int) -> int:
        """Tokens right before token `verb` that only say when and that it was done: `đã`, `được bầu`."""
        at = verb
        while self.tokens.keys[at - 1] in self.finder.tables.before_appointment:
            at -= 1
        return verb - at

    def _hold_joined(self, mention: NameMention, office: Office) -> None:
        """`các đồng chí A và B được bầu giữ chức Phó Bí thư`: a deputy's office is that of both."""
        if not (self._is_plural(office) or office.key.startswith(("phó ", "ủy viên"))):
            return
        index = next(at for at, name in enumerate(self.names) if name is mention)
        for other in self._joined_before(index):
            self._hold(other, office, "role.apposition-shared", "medium")

    def _verb_before(self, at: int) -> tuple[int, str]:
        """The first token of the longest verb that ends at token `at`, and `appointment`, `now` or `then`."""
        tables = self.finder.tables
        for verb in range(max(0, at - _MAX_VERB), at):
            appointment = tables.appointment.match(self.tokens, verb)
            if appointment is not None and appointment[0] == at:
                return verb, "appointment"
            copula = tables.copulas.match(self.tokens, verb)
            if copula is not None and copula[0] == at:
                return verb, copula[1]
        return at, ""

    def _hold_chain(self, mention: NameMention | None, office: Office, rule: str, *, past: bool) -> None:
        if mention is None:
            return
        for item in self._chain(office.start):
            if item.stop not in self._by_left:
                item.former = item.former or past
                self._hold(mention, item, rule, "medium")
