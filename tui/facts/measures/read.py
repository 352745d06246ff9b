"""The figures of one article that measure something, each with place, period, change and plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from tui.facts.measures.name import Named, lowered, name_of, split
from tui.facts.measures.when import Periods, reach_of
from tui.facts.measures.where import Places
from tui.lexicon.measures import MeasureWords, Phrasebook, UnitClass, measure_words
from tui.model.article import Article
from tui.model.fact import Extraction, Figure
from tui.model.measure import Measured, MeasureKind
from tui.model.span import Span
from tui.text.folding import old_tone
from tui.text.sentences import sentences

_BASE = 60
"""Characters before a figure in which it is said to be what others are compared to."""
_OF_THESE = "trong đó"
_TURNS = "lượt"
PERCENT, CURRENCY = "%", "đồng"
_FROM = ("từ", "từ mức")
_WENT = re.compile(r"[^.;,\n]{0,20}?[ \u00a0](?:lên|xuống|còn)[ \u00a0]")
"""Behind a figure that something rose or fell from."""
REACH = 300
"""Characters around a figure in which its clause ends."""
SENTENCE = 1_500
"""Characters of a sentence around a figure that are looked at, and of its paragraph before that."""
_PLAN_WORDS = 14
"""Words before a figure in which a plan is told."""
_CLAUSE = re.compile(r"[;(),:](?!\d)|\.{3}|…")
_LEAD = re.compile(r"[^\d]{0,40}")
_JOINS = re.compile(
    r"[ \u00a0,(]{0,4}(?:(?:và|đạt|bằng|tức|tương đương|chiếm|vượt|đã|cũng)[ \u00a0,]{1,3}){0,3}\Z"
)
_EVERY_NEAR = 30
"""Characters between an amount and how often it is due."""
_EVERY = re.compile(r"(?:hàng|hằng|mỗi)[ \u00a0](tháng|năm|ngày|tuần|quý)\Z", re.IGNORECASE)


def measured(article: Article, extraction: Extraction) -> tuple[Measured, ...]:
    """What the figures of an article measure, in their order; most figures measure nothing that compares.

    A figure that only says how another one changed, or which share of a plan it is, is a part of that one.
    """
    if not extraction.figures:
        return ()
    return _Reader(article, extraction, measure_words()).read()


@dataclass(slots=True)
class _Found:
    """A figure with its name, until all of its sentence is read."""

    index: int
    figure: Figure
    named: Named
    kind: MeasureKind
    change: int | None = None
    plan: int | None = None


class _Reader:
    def __init__(self, article: Article, extraction: Extraction, words: MeasureWords) -> None:
        self._text, self._figures, self._words = article.text, extraction.figures, words
        self._paragraphs = [paragraph.span for paragraph in article.paragraphs]
        self._starts = [span.start for span in self._paragraphs]
        self._places = Places(article.text, extraction, words)
        self._periods = Periods(article.text, extraction.dates, words)
        self._day = reach_of(extraction.dated.value) if extraction.dated else None
        self._sentences: dict[int, list[Span]] = {}

    def read(self) -> tuple[Measured, ...]:
        found: list[_Found] = []
        home: Span | None = None
        last: _Found | None = None
        reached = 0
        for index, figure in enumerate(self._figures):
            sentence = self._sentence(figure.evidence.start)
            if sentence is None:
                continue
            if sentence != home:
                home, last = sentence, None
            if last is not None and self._is_part(figure, index, last, reached):
                reached = self._end(figure, sentence)
                continue
            last = self._found(index, figure, sentence, last)
            reached = self._end(figure, sentence)
            if last is not None:
                found.append(last)
        return tuple(self._measured(one) for one in found)

    def _found(self, index: int, figure: Figure, sentence: Span, last: _Found | None) -> _Found | None:
        if figure.unit in self._words.never:
            return None
        clause = self._clause(figure.evidence, sentence)
        named = name_of(figure, self._text, clause.start, self._words)
        if named is None or self._is_base(figure):
            return None
        kind = self._kind(figure, named, sentence)
        if kind == "level" and last is not None and last.kind == "plan":
            between = self._text[last.figure.evidence.stop : figure.evidence.start]
            kind = "plan" if _OF_THESE in between else kind
        if kind == "share" and not _ends(self._before(figure), self._words.parts):
            return None
        return _Found(index, figure, named, kind)

    def _before(self, figure: Figure) -> str:
        """What stands before a figure, up to it."""
        start = figure.evidence.start
        return old_tone(self._text[max(0, start - _BASE) : start].rstrip().lower())

    def _is_base(self, figure: Figure) -> bool:
        """True for what another figure is compared to, `so với 37,4 triệu tấn`, `so với năm 2015 (3 tấn)`.

        And for those whose measure it is: `tội phạm của 17 nước`.
        """
        told = self._before(figure)
        if "/" not in figure.unit and self._text[figure.evidence.stop : figure.evidence.stop + 1] == "/":
            return True  # 64 người/ngày
        counted = figure.unit not in self._words.weighed and "/" not in figure.unit
        if _ends(told, self._words.bases) or (counted and _ends(told, self._words.owners)):
            return True
        if figure.change is None and _ends(told, _FROM) and _WENT.match(self._text, figure.evidence.stop):
            return True
        before, bracket, _inside = told.rpartition("(")
        return bracket == "(" and told.endswith("(") and "so với" in before

    def _is_part(self, figure: Figure, index: int, last: _Found, reached: int) -> bool:
        """True for `tăng 22,17%` and `đạt 67,54% kế hoạch` right behind the number they are about."""
        if figure.unit != PERCENT or last.figure.unit == PERCENT or last.kind in ("change", "share"):
            return False
        between = self._text[reached : figure.evidence.start]
        if not _JOINS.match(between) and figure.what != last.figure.what:
            return False
        if figure.change is not None:
            last.change = index if last.change is None else last.change
            return True
        if self._is_of_plan(figure):
            last.plan = index if last.plan is None else last.plan
            return True
        return False

    def _end(self, figure: Figure, sentence: Span) -> int:
        """Where the figure ends with what it is compared to."""
        stop = figure.evidence.stop
        if figure.compared_to:
            high = min(sentence.stop, stop + len(figure.compared_to) + REACH)
            at = self._text.find(figure.compared_to, figure.evidence.start, high)
            stop = max(stop, at + len(figure.compared_to)) if at >= 0 else stop
        return stop

    def _is_of_plan(self, figure: Figure) -> bool:
        if not figure.compared_to:
            return False
        told = lowered(split(figure.compared_to))
        return bool(told) and self._words.plans.at(told, 0) > 0

    def _kind(self, figure: Figure, named: Named, sentence: Span) -> MeasureKind:
        if figure.unit == PERCENT:
            if figure.change is not None and not self._is_reached(figure):
                return "change"
            if named.growth:
                return "plan" if self._is_planned(figure, sentence) else "change"
            if figure.change is None and not named.name.startswith(self._words.rates):
                return "share"
        elif self._is_difference(figure, sentence) or self._is_same_change(figure):
            return "amount"
        if self._is_planned(figure, sentence):
            return "plan"
        return "average" if named.average else "level"

    def _is_same_change(self, figure: Figure) -> bool:
        """True for `tăng 7% tức 12 tỷ đồng`: the change once more, in numbers."""
        told = self._before(figure)
        if not _ends(told, self._words.that_is):
            return False
        before = told[-_BASE // 2 :]
        return "%" in before and ("tăng" in before or "giảm" in before)

    def _is_difference(self, figure: Figure, sentence: Span) -> bool:
        if figure.change is not None:
            return not self._is_reached(figure)
        return self._is_said(self._words.differences, figure, sentence)

    def _is_reached(self, figure: Figure) -> bool:
        """True for `tăng lên 5%`, `giảm từ 4% xuống còn 3%`: what was reached."""
        if isinstance(figure.value, tuple) and "từ" in figure.text.lower().split()[:3]:
            return True
        lead = _LEAD.match(old_tone(figure.text))
        words = lowered(split(lead.group() if lead else ""))
        return "thêm" not in words and not self._words.reached.isdisjoint(words)

    def _is_planned(self, figure: Figure, sentence: Span) -> bool:
        return self._is_said(self._words.planned, figure, sentence)

    def _is_said(self, phrases: Phrasebook, figure: Figure, sentence: Span) -> bool:
        """True when one of `phrases` stands before the figure in its clause."""
        clause = self._clause(figure.evidence, sentence)
        told = lowered(split(self._text[clause.start : figure.evidence.start]))
        return phrases.find(told[-_PLAN_WORDS:]) is not None

    def _measured(self, one: _Found) -> Measured:
        figure = one.figure
        whole = self._sentence(figure.evidence.start) or figure.evidence
        start, stop = figure.evidence.start - SENTENCE, figure.evidence.stop + SENTENCE
        sentence = Span(max(whole.start, start), min(whole.stop, stop))
        clause = self._clause(figure.evidence, sentence)
        paragraph = self._paragraphs[bisect_right(self._starts, figure.evidence.start) - 1].start
        paragraph = max(paragraph, sentence.start - SENTENCE)
        change = self._figures[one.change] if one.change is not None else None
        where = self._places.of(figure.evidence, clause, sentence, paragraph)
        when = self._periods.of(figure, clause, sentence, paragraph, change)
        period = reach_of(when.value) if when else None
        ahead = self._day is not None and period is not None and period.start > self._day.start
        kind: MeasureKind = "plan" if ahead and one.kind in ("level", "average") else one.kind
        unit = self._unit(one)
        every = self._every(figure)
        return Measured(
            figure=one.index,
            measure=one.named.name,
            kind=kind,
            unit=f"{unit.name}/{every[1].lower()}" if every and "/" not in unit.name else unit.name,
            value=_signed(one) * unit.factor,
            place=where.place if where else None,
            place_told=where.told if where else "",
            period=when.value if when else None,
            period_told=when.told if when else "",
            change=one.change,
            plan=one.plan,
            sentence=whole,
        )

    def _every(self, figure: Figure) -> re.Match[str] | None:
        """`hàng tháng` right beside an amount of money: it is so much a month."""
        if figure.unit not in self._words.weighed or not figure.period:
            return None
        start, stop = figure.evidence.start - _EVERY_NEAR, figure.evidence.stop + _EVERY_NEAR
        near = figure.period in self._text[max(0, start) : stop]
        return _EVERY.match(figure.period) if near else None

    def _unit(self, one: _Found) -> UnitClass:
        """The class of its unit; money that no word says is money counts what the measure counts."""
        known = self._words.measure_units.get(one.named.name)
        if known is not None and one.figure.unit == CURRENCY and "đ" not in one.figure.text.lower():
            return UnitClass(known, 1.0)
        if known is not None and one.figure.unit == _TURNS:
            return UnitClass(known, 1.0)
        return self._words.unit(one.figure.unit)

    def _sentence(self, place: int) -> Span | None:
        paragraph = bisect_right(self._starts, place) - 1
        if paragraph < 0:
            return None
        if paragraph not in self._sentences:
            self._sentences[paragraph] = sentences(self._text, *self._paragraphs[paragraph])
        spans = self._sentences[paragraph]
        at = bisect_right(spans, (place, len(self._text))) - 1
        return spans[at] if at >= 0 and place < spans[at].stop else None

    def _clause(self, figure: Span, sentence: Span) -> Span:
        """The words around a figure up to the next marks."""
        start, stop = max(sentence.start, figure.start - REACH), min(sentence.stop, figure.stop + REACH)
        for mark in _CLAUSE.finditer(self._text, start, figure.start):
            start = mark.end()
        end = _CLAUSE.search(self._text, figure.stop, stop)
        return Span(start, end.start() if end else stop)


def _ends(text: str, phrases: tuple[str, ...]) -> bool:
    """True when the last words of `text` are one of `phrases`."""
    return any(text.endswith(phrase) and not text[: -len(phrase)][-1:].isalpha() for phrase in phrases)


def _signed(one: _Found) -> float:
    """The number, below 0 where it says how much less there is."""
    value = _value(one.figure, reached=one.kind in ("level", "average"))
    return -value if one.kind in ("change", "amount") and one.figure.change == "decrease" else value


def _value(figure: Figure, *, reached: bool) -> float:
    """The number; of a range its middle, of a way from one to another where it ended."""
    if not isinstance(figure.value, tuple):
        return float(figure.value)
    low, high = map(float, figure.value)
    if reached and figure.change is not None:
        return high if figure.change == "increase" else low
    return (low + high) / 2
