"""All dates of a text as written, before anything is inferred."""

from __future__ import annotations

from collections.abc import Iterable

from tui.facts.dating.clock import clocks
from tui.facts.dating.form import DateForm
from tui.facts.dating.in_digits import in_digits
from tui.facts.dating.in_words import in_words
from tui.facts.dating.words import date_words
from tui.facts.tokens import Tokens
from tui.lexicon.lexicon import Lexicon


def read_dates(tokens: Tokens, lexicon: Lexicon) -> list[DateForm]:
    """Every date of the text as written, sorted, none overlapping another; time is linear in its length."""
    words = date_words(lexicon)
    found = [*in_words(tokens, words), *in_digits(tokens, words), *clocks(tokens, words)]
    found.sort(key=lambda form: (form.start, -form.stop))
    return _joined(tokens.text, _without_overlaps(found))


def _without_overlaps(forms: Iterable[DateForm]) -> list[DateForm]:
    """The earlier of two that overlap, unless the later reaches further; a silent year gives way."""
    kept: list[DateForm] = []
    for form in forms:
        if not kept or form.start >= kept[-1].stop:
            kept.append(form)
        elif kept[-1].silent or (form.stop > kept[-1].stop and not form.silent):
            kept[-1] = form
    return kept


def _joined(text: str, forms: list[DateForm]) -> list[DateForm]:
    """`hôm nay (5/6)` is one date: the day says which today it is."""
    joined: list[DateForm] = []
    for form in forms:
        last = joined[-1] if joined else None
        if last is None or last.relative is None or last.period is not None or not _says(text, last, form):
            joined.append(form)
            continue
        closes = text[form.stop : form.stop + 1] == ")" and "(" in text[last.stop : form.start]
        joined[-1] = form._replace(start=last.start, stop=form.stop + closes, confidence="high")
    return joined


def _says(text: str, last: DateForm, form: DateForm) -> bool:
    """True when the day `form` stands right behind the relative word `last`."""
    between = text[last.stop : form.start] if form.start - last.stop <= 3 else "…"
    return form.rule in ("date.day", "date.full") and between.strip() in ("", "(", ",", "-")
