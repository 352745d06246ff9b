"""Dates: what the text writes, with the years it leaves out supplied where something says which."""

from __future__ import annotations

from tui.facts.dating.form import DateForm
from tui.facts.dating.read import read_dates
from tui.facts.dating.years import Years
from tui.facts.reading import Reading
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence, DateFact
from tui.model.span import Span

INFERRED = (
    "year:published", "year:title", "year:event", "year:sentence", "year:text",
    "relative:published", "relative:sentence", "months:sentence", "day:text",
)  # fmt: skip
"""Every value of `DateFact.inferred`: the part that was inferred, and what it was inferred from."""


def find(reading: Reading, lexicon: Lexicon) -> tuple[DateFact, ...]:
    """Every date of the article, in order; the stamp of publication is one of them."""
    forms = [form for form in read_dates(reading.tokens, lexicon) if _in_article(reading, form.start)]
    years = Years(reading, lexicon, forms)
    facts = [_fact(reading, form, years) for form in forms if not form.silent]
    published = reading.article.published
    if published is not None and not published.given:
        text = published.evidence.of(reading.text)
        facts.append(DateFact(text, published.value, published.evidence, "date.published"))
        facts.sort(key=lambda fact: fact.evidence.start)
    return tuple(facts)


def _fact(reading: Reading, form: DateForm, years: Years) -> DateFact:
    period, inferred = years.resolve(form)
    confidence: Confidence = form.confidence
    if inferred in ("year:text", "relative:sentence", "day:text") and confidence == "high":
        confidence = "medium"
    value = str(period) if period is not None and str(period.last) else None
    span = Span(form.start, form.stop)
    return DateFact(span.of(reading.text), value, span, form.rule, confidence, inferred)


def _in_article(reading: Reading, place: int) -> bool:
    sentence = reading.sentence_at(place)
    return sentence is not None and sentence.kind != "meta"
