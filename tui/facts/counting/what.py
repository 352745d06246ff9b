"""What a figure is about: the words before its number, or those that say what became of so many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import NamedTuple

from tui.facts.counting.around_words import AroundWords
from tui.facts.counting.form import Unit
from tui.facts.located import Located
from tui.model.fact import DateFact, Figure
from tui.model.span import Span

MAX_PLAIN_WHAT, MAX_WHAT = 6, 14
"""Words of a description: a longer one is cut to its nearest noun; more is a sentence, not a description."""

MAX_PREDICATE = 7
"""Words of what became of so many: `bị thương`."""

REACH = 200
"""Characters looked back for the beginning of a clause."""

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

_CLAUSE = re.compile(r"[;:](?!\d)|[(),](?!\d)|\(|\.{3}|…|(?<!\w)(?:[Tt]rong đó|nhưng)(?!\w)")
_LISTED = re.compile(r"(?:[ \u00a0][^\W\d_]{1,12}){0,4},[ \u00a0]")
_TOKEN = re.compile(r"[^\s]+")
_REGARD = re.compile(r"[ \u00a0]về((?:[ \u00a0][^\W\d_]{1,12}){1,3})")
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


class _Token(NamedTuple):
    start: int
    stop: int
    word: str
    """Lower case, without marks around it."""


class Describer:
    """Finds what the figures of one article are about."""

    def __init__(self, text: str, dates: Located[DateFact], words: AroundWords) -> None:
        self._text, self._dates, self._words = text, dates, words

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
            tokens = self._tokens(first, last)
            tokens = self._behind_noun(tokens) if tail and first == start else tokens
            located = bool(tokens) and tokens[0].word in self._words.locatives and first != start
            tokens = self._nearest_noun(self._without(tokens))
            if tokens and any(character.isalpha() for character in tokens[-1].word):
                what = self._text[tokens[0].start : tokens[-1].stop].strip(' -–"“”') or None
                found = found or what
                if not located:  # giá chè tháng 4 ở chợ Gò Mây: of the price, not of the market
                    return what or found
        return found

    def _tokens(self, start: int, stop: int) -> list[_Token]:
        return [
            _Token(*match.span(), match.group().strip("“”\"'-–.,").lower())
            for match in _TOKEN.finditer(self._text, start, stop)
        ]

    def _clauses_before(self, low: int, clause: int) -> str | None:
        """What the clauses before name, where its own says nothing: `Thu ngân sách, ước tính tăng 5%`."""
        for _ in range(3):
            marks = list(_CLAUSE.finditer(self._text, max(low, clause - 12), clause))
            if not marks:
                return None
            stop = marks[-1].start()
            clause = clause_start(self._text, low, stop)
            if self._words.settings.match(self._text, _first_word(self._text, clause)):
                continue
            what = self._words_before(clause, stop, tail=False)
            if what is not None:
                return what
        return None

    def _behind_noun(self, tokens: list[_Token]) -> list[_Token]:
        """`tokens` behind the noun of the figure before them: from the first word that joins on."""
        for index, token in enumerate(tokens):
            marked = self._text[token.stop - 1] in ",;:"
            if marked or token.word in self._words.dividers:
                return tokens[index + marked :]
        return []

    def _without(self, tokens: list[_Token]) -> list[_Token]:
        """`tokens` without the words at both ends that only join."""
        words, first, last = self._words, 0, len(tokens)
        while first < last and tokens[first].word in words.drop:
            if first + 1 < last and (tokens[first].word, tokens[first + 1].word) in words.compounds:
                break
            first += 1
        while last > first and tokens[last - 1].word in words.drop_at_end:
            if last - 1 > first and (tokens[last - 2].word, tokens[last - 1].word) in words.compounds:
                break
            last -= 1
        return tokens[first:last]

    def _nearest_noun(self, tokens: list[_Token]) -> list[_Token]:
        """The last part of a long description: `khu liên hợp có tổng vốn đầu tư` → `tổng vốn đầu tư`."""
        while len(tokens) > MAX_PLAIN_WHAT:
            cut = next((i for i in range(len(tokens) - 2) if self._divides(tokens, i)), None)
            if cut is None:
                break
            tokens = self._without(tokens[cut + 1 :])
        if len(tokens) > MAX_PLAIN_WHAT:  # ô tô cá nhân ở Gò Mây và Bến Sậy: of the cars, not of the places
            places = [i for i in range(2, len(tokens) - 1) if tokens[i].word in self._words.locatives]
            tokens = self._without(tokens[: places[0]]) if places else tokens
        return tokens if len(tokens) <= MAX_WHAT else []

    def _divides(self, tokens: list[_Token], index: int) -> bool:
        """True where a nearer noun begins behind the token; not between two names or inside a compound."""
        word = tokens[index].word
        if word not in self._words.dividers or (word, tokens[index + 1].word) in self._words.compounds:
            return False
        names = index > 0 and self._begins_name(tokens[index - 1]) and self._begins_name(tokens[index + 1])
        return not (word == "và" and names)

    def _begins_name(self, token: _Token) -> bool:
        return self._text[token.start].isupper()

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
        return not self._without(self._tokens(start, stop))

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
        if previous is not None and bracket - previous.evidence.stop <= _BRACKET_NEAR and not aged:
            return previous.what
        after = previous.evidence.stop if previous is not None else low
        begin = max(clause_start(self._text, low, bracket), after)
        what = self._words_before(begin, bracket, tail=False)
        return what or (previous.what if previous is not None else None)


def clause_start(text: str, low: int, place: int) -> int:
    """Where the words that lead to `place` begin: after the last mark before it."""
    start = max(low, place - REACH)
    for match in _CLAUSE.finditer(text, start, place):
        start = match.end()
    return start


def _first_word(text: str, place: int) -> int:
    """The first place from `place` on that is not white space."""
    while text[place : place + 1].isspace():
        place += 1
    return place
