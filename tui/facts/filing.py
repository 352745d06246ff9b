"""How an article is filed: the day, title and place the list shows, inferred where the page gives none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from tui.model.article import Article
from tui.model.fact import Dated, DateFact, Event, Extraction
from tui.model.span import Span

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BEGINNING = 900
"""Characters in which newspapers say when it happened; days further down are mostly history or plans."""
_LATER = ("dự kiến", "sẽ ", "kế hoạch", "sắp tới", "từ nay", "hạn ", "sinh ngày", "đến ngày", "trước ngày")
_PROVINCE_LEVELS = ("province", "city")
_LEVEL_WORDS = {"province": "tỉnh", "city": "thành phố"}


def file_under(article: Article, extraction: Extraction) -> Extraction:
    """`extraction` with `dated`, `title_inferred` and `place` filled as far as the article tells."""
    place = _place(article, extraction)
    return replace(
        extraction,
        dated=_dated(article, extraction),
        place=place,
        title_inferred=None if article.title else _title(extraction, place),
    )


def _dated(article: Article, extraction: Extraction) -> Dated | None:
    """The stamp; else the day of the event; else the latest day of the text that carries its year."""
    if article.published is not None:
        return Dated(article.published.value, "published", article.published.evidence)
    for event in extraction.events:
        if event.date and _DAY.match(event.date):
            return Dated(event.date.split("/")[-1][:10], "event", _evidence(event, extraction.dates))
    told = [date for date in extraction.dates if _is_told(date, article.text)]
    if not told:
        return None
    latest = max(told, key=lambda date: str(date.value))
    return Dated(str(latest.value)[:10], "text", latest.evidence)


def _is_told(date: DateFact, text: str) -> bool:
    """A single day near the beginning of the article that is not announced for later."""
    if date.value is None or "/" in date.value or not _DAY.match(date.value):
        return False
    if date.rule not in ("date.day", "date.full") or date.confidence != "high":
        return False
    start, stop = date.evidence
    if start > _BEGINNING:
        return False
    around = f"{text[max(0, start - 60) : start]} {text[stop : stop + 40]}".lower()
    return not any(word in around for word in _LATER)


def _evidence(event: Event, dates: tuple[DateFact, ...]) -> Span:
    """Where the day of the event stands; the event's name if no date fact says it."""
    for date in dates:
        if date.value and date.value.split("T")[0] == event.date:
            return date.evidence
    return event.evidence


def _place(article: Article, extraction: Extraction) -> str | None:
    """The province the article is about: title first, then the event's organisers, then most mentioned."""
    provinces = [place for place in extraction.places if place.level in _PROVINCE_LEVELS]
    if not provinces:
        return None
    titles = article.spans_of("title")
    for place in provinces:
        if any(title.covers(span) for title in titles for span in place.mentions):
            return place.name
    organisers = " ".join(name for event in extraction.events for name in event.organisers)
    for place in provinces:
        if place.name in organisers:
            return place.name
    counts = Counter({place.name: len(place.mentions) for place in provinces})
    first = {place.name: place.evidence.start for place in provinces}
    return max(counts, key=lambda name: (counts[name], -first[name]))


def _title(extraction: Extraction, place: str | None) -> str | None:
    """The name of the main event with the place it concerns: `Hội nghị … tỉnh Hậu Giang`."""
    if not extraction.events:
        return None
    name = extraction.events[0].name
    name = name[0].upper() + name[1:]
    if place is None or place in name:
        return name
    level = next((p.level for p in extraction.places if p.name == place), "province")
    return f"{name} {_LEVEL_WORDS.get(level, 'tỉnh')} {place}"
