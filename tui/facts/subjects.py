"""Who a sentence about an office is about: the one named in it, or whom its pronoun means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set

from tui.facts.kinds.person import NameMention
from tui.facts.kinds.role import Office, OfficeTables
from tui.facts.tokens import BREAK, CAPITAL, DIGITS, INITIAL, LOWER, UPPER, Tokens

_MAX_APPOINTMENT = 30
"""Tokens between a name and the office the sentence gives its bearer."""
_MAX_PRONOUN = 60
"""Tokens between a name and the pronoun of the next sentence that means its bearer."""
_PASSIVE = 4
"""Tokens before a verb in which `bị`, `được` stands."""


class Subjects:
    """Answers, for the verbs of one article, who gets an office by them."""

    def __init__(
        self,
        tokens: Tokens,
        names: Sequence[NameMention],
        tables: OfficeTables,
        by_stop: Mapping[int, Office],
        after_kin: Set[int],
    ) -> None:
        self.tokens, self.names, self.tables = tokens, names, tables
        self.stops = [mention.stop for mention in names]
        self._by_stop, self._after_kin = by_stop, after_kin
        self._read = bytearray(len(tokens.words))

    def mark_read(self, spans: Iterable[tuple[int, int]]) -> None:
        """Say of tokens that they belong to bodies, places or offices."""
        for start, stop in spans:
            self._read[start:stop] = b"\1" * (stop - start)

    def of(self, verb: int) -> NameMention | None:
        """Who gets an office by the verb at token `verb`."""
        before = bisect_right(self.stops, verb) - 1
        if before < 0:
            return None
        mention = self.names[before]
        if self.sentence_ends(mention.stop, verb):
            return self.meant_by_pronoun(verb, _MAX_APPOINTMENT)
        if verb - mention.stop > _MAX_APPOINTMENT:
            return None
        if self._is_agent(mention, verb) or mention.left in self._after_kin:
            return None
        return None if self._somebody_between(mention.stop, verb) else mention

    def named_before(self, verb: int) -> NameMention | None:
        """The name that ends right before token `verb`, or None."""
        before = bisect_right(self.stops, verb) - 1
        return self.names[before] if before >= 0 and self.stops[before] == verb else None

    def meant_by_pronoun(self, verb: int, within: int) -> NameMention | None:
        """The one person of the sentence before, where the sentence of `verb` begins with `Ông`, `Bà`."""
        tokens = self.tokens
        before = range(verb - 1, max(-1, verb - 1 - within), -1)
        begin = next((at for at in before if tokens.begins_sentence(at)), -1)
        if self._gender(tokens.keys[verb - 1]) is not None and tokens.keys[verb - 2] == ",":
            begin = verb - 1  # Năm 2015, bà giữ chức …
        gender = self._gender(tokens.keys[begin]) if begin > 0 else None
        if gender is None or not tokens.flags[begin + 1] & LOWER:
            return None
        index = bisect_right(self.stops, begin) - 1
        if index < 0:
            return None
        mention = self.names[index]
        if (
            begin - mention.stop > _MAX_PRONOUN
            or sum(1 for f in tokens.flags[mention.stop : begin] if f & BREAK) > 1
        ):
            return None
        other = self.names[index - 1] if index else mention
        alone = other.name == mention.name or self.sentence_ends(other.stop, mention.left)
        fits = all(self._gender(word) in (gender, None) for word in mention.honorifics)
        return mention if alone and fits else None

    def was_until(self, verb: int) -> bool:
        """True for `Từ năm 1995 đến năm 2000, ông A làm …`."""
        tokens = self.tokens
        for at in range(verb - 1, max(0, verb - _MAX_APPOINTMENT), -1):
            if tokens.flags[at] & BREAK or tokens.words[at] == ".":
                return False
            if tokens.keys[at] == "đến" and tokens.flags[at + 1 + (tokens.keys[at + 1] == "năm")] & DIGITS:
                return True
        return False

    def is_unreal(self, verb: int) -> bool:
        """True for `nếu đắc cử`, `muốn làm`, `chưa từng giữ chức`: nobody holds that office yet."""
        return not self.tables.unreal_before.isdisjoint(self.tokens.keys[max(0, verb - 2) : verb])

    def takes_away(self, verb: int) -> bool:
        """`A đã cách chức Bộ trưởng B`: A takes the office from somebody; but `A bị cách chức`."""
        keys = self.tokens.keys
        taken = keys[verb] in self.tables.taken_away
        return taken and not {"bị", "được"} & set(keys[max(0, verb - _PASSIVE) : verb])

    def _is_agent(self, mention: NameMention, verb: int) -> bool:
        """`được ông A đưa làm giám đốc`: A appoints; but `(do ông A làm giám đốc)`, `bầu ông A làm …`."""
        office = self._by_stop.get(mention.left)
        before = self.tokens.keys[(mention.left if office is None else office.start) - 1]
        if before == "do" and verb == mention.stop:
            return False
        return before in self.tables.agents

    def _somebody_between(self, start: int, stop: int) -> bool:
        """True where a capital stands that no rule has read: perhaps the one who gets the office."""
        flags = self.tokens.flags
        return any(
            flags[at] & (CAPITAL | UPPER | INITIAL) == CAPITAL and not self._read[at]
            for at in range(start, stop)
        )

    def sentence_ends(self, start: int, stop: int) -> bool:
        """True where a sentence or paragraph ends between two tokens."""
        tokens = self.tokens
        return any(
            tokens.flags[at] & BREAK or (tokens.words[at] in ".!?;" and tokens.flags[at + 1] & CAPITAL)
            for at in range(start, stop)
        )

    def _gender(self, honorific: str) -> str | None:
        tables = self.tables
        return "male" if honorific in tables.male else "female" if honorific in tables.female else None
