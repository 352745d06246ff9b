"""What a figure is about: the words before its number, or those that say what became of so many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import NamedTuple

from tui.facts.counting.around_words import AroundWords
from tui.facts.counting.form import Unit
from tui.facts.counting.trimming import Trimmer
from tui.facts.located import Located
from tui.model.fact import DateFact, Figure
from tui.model.span import Span

MAX_PREDICATE = 7
"""Words of what became of so many: `bị thương`."""

REACH = 200
"""Characters looked back for the beginning of a clause."""

MAX_NAMES = 12
"""Names of a list at most."""

MAX_OBJECT = 5
"""Words of what a share is of."""

MAX_NOUN_TAIL = 4
"""Words the noun may go on behind the unit: `60.000 người nước ngoài bị …`."""

_SHORT = 40
"""Characters of words that may all be dropped, or of a date."""

AGE = "tuổi"

_BRACKET_NEAR = 12
"""Characters between a figure and a bracket that says it again: `3 triệu bảng (85 tỷ đồng)`."""

_SAME_CLAUSE = 60
"""Characters between a figure and a bracket that tells its parts, `tăng 6% so với cùng kỳ (quý I 5%)`."""

_CLAUSE = re.compile(
    r"[;:(),.…Ttn]"  # one of these first: the search goes from one to the next
    r"(?:(?<=[;:),])(?!\d)|(?<=[(…])|(?<=\.)\.\.|(?<!\w[Tt])(?<=[Tt])rong đó(?!\w)|(?<!\wn)(?<=n)hưng(?!\w))"
)
_LISTED = re.compile(r"(?:[ \u00a0][^\W\d_]{1,12}){0,4},[ \u00a0]")
_REGARD = re.compile(r"[ \u00a0]về((?:[ \u00a0][^\W\d_]{1,12}){1,4})")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]|\d+")
_JOINED = re.compile(
    r"(?:[ \u00a0][^\W\d_]{1,12}){0,5}[ \u00a0](?:và|cùng|lẫn|hoặc|hay)[ \u00a0]?|[^\W\d_ ]{0,3} ?[x×] ?|/"
)
"""Between two figures of one list: `11 biển số giả và 365 triệu đồng`, `3m x 4m`, `21 vụ/27 đối tượng`."""


@dataclass(frozen=True, slots=True)
class About:
    """What a figure is about."""

    what: str | None
    inherits: bool = False
    """True in brackets: what the figure before is compared to holds for this one too."""


class Within(NamedTuple):
    """Where a figure stands."""

    sentence: Span
    clause: int
    """Where the words of its own clause begin."""
    compares: bool
    """True when `hơn` stands in its clause before it."""


class Describer:
    """Finds what the figures of one article are about."""

    def __init__(self, text: str, dates: Located[DateFact], words: AroundWords) -> None:
        self._text, self._dates, self._words = text, dates, words
        self._trimmer = Trimmer(text, words)

    def of(self, figure: Span, unit: Unit, within: Within, previous: Figure | None, *, moves: bool) -> About:
        """What the figure is about; `previous` is the figure before it in its sentence.

        Counted things that do not change (`moves`) may stand before what they do: `16 người thiệt mạng`.
        """
        start, stop = figure
        low = within.sentence.start
        counted = unit.kind in ("counted", "other") and not moves
        after = previous.evidence.stop if previous is not None else low
        bracket = self._bracket(low, start)
        if bracket is not None and not self._text[bracket + 1 : start].strip():
            what = self._before_bracket(low, bracket, previous, aged=unit.text == AGE)
            return About(what, inherits=bracket - after <= _SAME_CLAUSE)
        if bracket is not None and previous is not None and moves:
            return About(previous.what, inherits=bracket - after <= _SAME_CLAUSE)
        own = self._regard(stop) if unit.text == "%" else None
        if own is None and previous is not None and self._continues(previous, start):
            own = (
                self._predicate(stop, within.sentence.stop)
                if counted and self._is_predicated(previous)
                else None
            )
            return About(own or previous.what)
        begin = max(within.clause, after)
        if own is None and counted and self._is_setting(begin, start):
            own = self._predicate(stop, within.sentence.stop)
        own = own or self._words_before(begin, start, tail=begin == after and previous is not None)
        if own is None and unit.text == "%":
            own = self._object(stop, within.sentence.stop)
        if own is None and previous is None:
            own = self._clauses_before(low, begin)
        elif own is not None and previous is None and self._lists_names(own, low, begin):
            own = self._clauses_before(low, begin, names=False) or own
        return About(own or (previous.what if previous is not None else None))

    # ------------------------------------------------------------ words before the number

    def _words_before(self, start: int, stop: int, *, tail: bool) -> str | None:
        """The words from `start` to `stop` without dates and without what only joins.

        With `tail` they begin behind another figure, whose noun may go on: `5% tấm của Việt Nam đạt …`.
        """
        quoted = self._text.rfind("”", start, stop) + 1
        start, tail = (quoted, False) if quoted else (start, tail)
        for match in self._words.breaks.finditer(self._text, start, stop):
            start, tail = match.end(), False
        pieces, begin = [], start
        every = self._words.periods.search(self._text, start, stop)
        spans = [span for span, _date in self._dates.inside(start, stop)]
        for span in sorted([*spans, Span(*every.span())]) if every else spans:
            pieces.append((begin, span.start))
            begin = span.stop
        found = None
        for first, last in reversed([*pieces, (begin, stop)]):
            tokens = self._trimmer.tokens(first, last)
            tokens = self._trimmer.behind_noun(tokens) if tail and first == start else tokens
            located = bool(tokens) and tokens[0].word in self._words.locatives and first != start
            tokens = self._trimmer.nearest_noun(self._trimmer.without(tokens))
            if tokens and any(character.isalpha() for character in tokens[-1].word):
                what = self._text[tokens[0].start : tokens[-1].stop].strip(' -–"“”') or None
                found = found or what
                if not located:  # giá chè tháng 4 ở chợ Gò Mây: of the price, not of the market
                    return what or found
        return found

    def _lists_names(self, what: str, low: int, clause: int) -> bool:
        """True for the last of a list of names: `Giá tiêu ở Gò Mây, Bến Sậy, Mộc Đà đạt 5 triệu đồng`."""
        before = self._text[clause_start(self._text, low, max(low, clause - 1)) : max(low, clause - 1)]
        return self._text[clause - 1 : clause] == "," and _is_name(what) and _is_name(before)

    def _clauses_before(self, low: int, clause: int, *, names: bool = True) -> str | None:
        """What the clauses before name, where its own says nothing: `Thu ngân sách, ước tính tăng 5%`.

        Without `names` clauses that are a name alone are passed over.
        """
        for _ in range(3 if names else MAX_NAMES):
            marks = list(_CLAUSE.finditer(self._text, max(low, clause - 12), clause))
            if not marks:
                return None
            stop = marks[-1].start()
            if marks[-1].group() == ")":  # lợi nhuận trước thuế (LNTT) tăng 6%
                stop = max(low, self._text.rfind("(", max(low, stop - REACH), stop))
            clause = clause_start(self._text, low, stop)
            if self._words.settings.match(self._text, _first_word(self._text, clause)):
                continue
            what = self._words_before(clause, stop, tail=False)
            if what is not None and (names or not _is_name(what)):
                return what
        return None

    # ------------------------------------------------------------ words behind the unit

    def _is_setting(self, start: int, stop: int) -> bool:
        """True where nothing, or only where and when, stands before the number: the clause is about it.

        `Tại Gò Mây, 5 người …` is about them, `Tại Gò Mây có 5 người` is not; a comma closes the setting.
        """
        before = self._text[start:stop].rstrip()
        first = _first_word(self._text, start)
        if before.endswith(",") and self._words.settings.match(self._text, first):
            return True
        if len(before) > _SHORT:
            return False
        dated = next(self._dates.inside(first, stop), None)
        if dated is not None and dated[0].start == first and dated[0].stop >= stop - 2:
            return True
        return not self._trimmer.without(self._trimmer.tokens(start, stop))

    def _continues(self, previous: Figure, start: int) -> bool:
        """True for the next of a list: `11 biển số và 3 xe`, `200 kỹ sư, 90 công nhân`, `3m x 4m`."""
        if _JOINED.fullmatch(self._text, previous.evidence.stop, start):
            return True
        listed = _LISTED.fullmatch(self._text, previous.evidence.stop, start)
        return listed is not None and previous.what is not None and not self._is_predicated(previous)

    def _is_predicated(self, previous: Figure) -> bool:
        """True when the figure before is described by what stands behind it."""
        stop = previous.evidence.stop
        return previous.what is not None and self._text.find(previous.what, stop, stop + 80) >= 0

    def _predicate(self, stop: int, high: int) -> str | None:
        """What became of those counted, behind the noun and its tail: `thiệt mạng`, `bị thương`."""
        phrase: list[re.Match[str]] = []
        for match in _WORD.finditer(self._text, stop, min(high, stop + 80)):
            word = match.group()
            if not word.isalpha() or word in self._words.predicate_ends or len(phrase) == MAX_PREDICATE:
                break
            phrase.append(match)
        before = ""
        for index, match in enumerate(phrase[:MAX_NOUN_TAIL]):
            word = match.group()
            if word in self._words.predicate_starts and (before, word) not in self._words.compounds:
                rest = list(dropwhile(self._is_tense, phrase[index:]))
                rest = rest[:1] + list(takewhile(lambda match: not self._is_tense(match), rest[1:]))
                alone = len(rest) == 1 and rest[0].group() in self._words.helpers
                return self._text[rest[0].start() : rest[-1].end()] if rest and not alone else None
            before = word
        return None

    def _is_tense(self, match: re.Match[str]) -> bool:
        return match.group() in self._words.tenses

    def _object(self, stop: int, high: int) -> str | None:
        """`giảm 50% tiền thuê đất`, `50% số bệnh nhân`: of what the share is, right behind it."""
        words: list[re.Match[str]] = []
        if self._words.plan.match(self._text, stop):
            return None
        for match in _WORD.finditer(self._text, stop, min(high, stop + 60)):
            ends = not match.group().isalpha() or match.group() in self._words.predicate_ends
            if ends or len(words) == MAX_OBJECT:
                break
            words.append(match)
        return self._text[words[0].start() : words[-1].end()] if words else None

    def _regard(self, stop: int) -> str | None:
        """`giảm 32% về lượng`: in what, right behind the figure."""
        match = _REGARD.match(self._text, stop)
        tokens = _WORD.findall(match[1]) if match else []
        kept = list(takewhile(lambda word: word not in self._words.predicate_ends, tokens))
        return " ".join(kept) or None

    # ------------------------------------------------------------ brackets

    def _bracket(self, low: int, place: int) -> int | None:
        """Where the bracket that is open at `place` begins, or None."""
        opened = self._text.rfind("(", max(low, place - REACH), place)
        return opened if opened >= 0 and self._text.find(")", opened, place) < 0 else None

    def _before_bracket(self, low: int, bracket: int, previous: Figure | None, *, aged: bool) -> str | None:
        """`môn Tin (412 người)` is about what stands before; `3 triệu bảng (85 tỷ đồng)` says it again."""
        if previous is not None and not aged and self._says_again(previous, bracket):
            return previous.what
        after = previous.evidence.stop if previous is not None else low
        begin = max(clause_start(self._text, low, bracket), after)
        what = self._words_before(begin, bracket, tail=False)
        return what or (previous.what if previous is not None else None)

    def _says_again(self, previous: Figure, bracket: int) -> bool:
        """True for a bracket right behind a figure; what closes in between begins another thing."""
        between = self._text[previous.evidence.stop : bracket]
        return len(between) <= _BRACKET_NEAR and ")" not in between and "," not in between


def clause_start(text: str, low: int, place: int) -> int:
    """Where the words that lead to `place` begin: after the last mark before it."""
    start = max(low, place - REACH)
    for match in _CLAUSE.finditer(text, start, place):
        start = match.end()
    return start


def _is_name(words: str) -> bool:
    """True when every word is capitalised."""
    return all(word[0].isupper() for word in words.split()) and bool(words.strip())


def _first_word(text: str, place: int) -> int:
    """The first place from `place` on that is not white space."""
    while text[place : place + 1].isspace():
        place += 1
    return place
