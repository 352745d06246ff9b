"""Figures: quantities of the text, with what they measure, when, and compared to what."""

from __future__ import annotations

import re

from tui.facts.counting.around import Around
from tui.facts.counting.around_words import around_words
from tui.facts.counting.form import Quantity
from tui.facts.counting.identifiers import identifiers
from tui.facts.counting.read import read_quantities
from tui.facts.counting.what import AGE, Describer, Within, clause_start
from tui.facts.reading import Reading, Sentence
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import DateFact, Figure
from tui.model.span import Span
from tui.text.wordlist import SPACE

_SAME_CHANGE = re.compile(rf"(?:{SPACE}về(?:{SPACE}[^\W\d_]{{1,12}}){{1,3}})?,?{SPACE}(?:và|hoặc){SPACE}")
"""Between two amounts of one change: `giảm 32% về lượng và 35% về giá trị`."""


def find(reading: Reading, lexicon: Lexicon, dates: tuple[DateFact, ...]) -> tuple[Figure, ...]:
    """Every number that counts or measures, in order; dates and identifiers are none."""
    tokens = reading.tokens
    dated = [(date.evidence.start, date.evidence.stop) for date in dates]
    taken = sorted([*dated, *identifiers(tokens, lexicon)])
    words = around_words(lexicon)
    around = Around(reading.text, dates, words)
    describer = Describer(reading.text, around.dates, words)
    figures: list[Figure] = []
    previous: Figure | None = None
    home: Sentence | None = None
    for quantity in read_quantities(tokens, lexicon, taken):
        sentence = reading.sentence_at(quantity.number_at)
        if sentence is None or sentence.kind == "meta" or quantity.unit.stop > sentence.span.stop:
            continue
        if sentence is not home:
            home, previous = sentence, None
        previous = _describe(reading.text, quantity, sentence.span, previous, around, describer)
        figures.append(previous)
    return tuple(figures)


def _describe(
    text: str,
    quantity: Quantity,
    sentence: Span,
    previous: Figure | None,
    around: Around,
    describer: Describer,
) -> Figure:
    """`quantity` with what stands around it in its sentence; `previous` is the figure before it there."""
    start, unit = quantity.lead.start, quantity.unit
    change = quantity.lead.change
    if change is None and previous is not None and previous.change and previous.unit == unit.text:
        same = _SAME_CHANGE.fullmatch(text, previous.evidence.stop, start)
        change = previous.change if same else None
    clause = clause_start(text, sentence.start, start)
    moves, within = change is not None, Within(sentence, clause, "hơn " in text[clause:start])
    compared, stop = around.compared(Span(start, unit.stop), within, unit.text, moves=moves)
    about = describer.of(Span(start, unit.stop), unit, within, previous, moves=moves)
    if compared is None and moves and previous is not None and about.inherits:
        compared = previous.compared_to
    span = Span(start, stop)
    return Figure(
        text=span.of(text),
        value=quantity.value,
        unit=unit.text,
        evidence=span,
        rule=quantity.rule,
        confidence=quantity.confidence,
        what=about.what,
        change=change,
        compared_to=compared,
        approx=quantity.lead.approx,
        target=quantity.target,
        period=None if unit.text == AGE else around.period(span, within),
    )
