"""Facts as JSON: what `docbao facts` prints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tui.model.article import Article
from tui.model.fact import (
    Dated,
    DateFact,
    Document,
    Event,
    Extraction,
    Figure,
    Organisation,
    Person,
    Place,
    Role,
    Statement,
    Topic,
    mentions,
)
from tui.model.span import Span

Json = dict[str, Any]


def facts_json(article: Article, extraction: Extraction, *, with_text: bool = False) -> Json:
    """All facts of one article, as the command line promises them.

    Offsets count code points of the clean text, which `with_text` adds as `text`.
    """
    text = article.text
    published = article.published
    dated = extraction.dated
    report: Json = {
        "file": article.file,
        "title": article.title,
        "title_inferred": None if article.title else extraction.title_inferred or article.title_inferred,
        "published": published and {"value": published.value, "evidence": published.evidence.of(text)},
        "section": article.section,
        "given": list(article.given),
        "dated": dated and _dated_json(dated, text),
        "byline": article.byline,
        "outlet": article.outlet,
        "agency": article.agency,
        "url": article.url,
        "place": extraction.place,
        "read_until": extraction.read_until,
        "people": [_person_json(person, text) for person in extraction.people],
        "organisations": [_organisation_json(body, text) for body in extraction.organisations],
        "places": [_place_json(place, text) for place in extraction.places],
        "dates": [_date_json(date, text) for date in extraction.dates],
        "figures": [_figure_json(figure, text) for figure in extraction.figures],
        "events": [_event_json(event, text) for event in extraction.events],
        "topics": [{"text": topic.text, **_support(topic, text)} for topic in extraction.topics],
        "statements": [_statement_json(statement, text) for statement in extraction.statements],
        "documents": [_document_json(document, text) for document in extraction.documents],
        "captions": [span.of(text) for span in article.spans_of("caption")],
        "boilerplate": [dropped.text for dropped in article.dropped],
        "mentions": [
            {
                "kind": mention.kind,
                "text": mention.span.of(text),
                "start": mention.span.start,
                "stop": mention.span.stop,
            }
            for mention in mentions(extraction)
        ],
    }
    if with_text:
        report["text"] = text
    return report


def _span_json(span: Span, text: str) -> Json:
    return {"start": span.start, "stop": span.stop, "text": span.of(text)}


_Supported = Role | Person | Organisation | Place | DateFact | Figure | Event | Statement | Topic | Document


def _support(fact: _Supported, text: str) -> Json:
    """What every fact carries: its evidence, the rule that fired, and how sure it is."""
    return {
        "evidence": _span_json(fact.evidence, text),
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def _dated_json(dated: Dated, text: str) -> Json:
    evidence = dated.evidence.of(text) if dated.evidence else None
    return {"value": dated.value, "from": dated.origin, "evidence": evidence}


def _person_json(person: Person, text: str) -> Json:
    return {
        "name": person.name,
        "titles": list(person.titles),
        "forms": list(person.forms),
        "mentions": len(person.mentions),
        "roles": [
            {
                "position": role.position,
                "organisation": role.organisation,
                "former": role.former,
                "acting": role.acting,
                **_support(role, text),
            }
            for role in person.roles
        ],
        **_support(person, text),
    }


def _organisation_json(body: Organisation, text: str) -> Json:
    return {
        "name": body.name,
        "canonical": body.canonical,
        "forms": list(body.forms),
        "mentions": len(body.mentions),
        **_support(body, text),
    }


def _place_json(place: Place, text: str) -> Json:
    return {
        "name": place.name,
        "level": place.level,
        "province_then": place.province_then,
        "province_now": place.province_now,
        "forms": list(place.forms),
        "mentions": len(place.mentions),
        **_support(place, text),
    }


def _date_json(date: DateFact, text: str) -> Json:
    inferred = None if date.inferred is None else inference_phrase(date.inferred)
    return {"text": date.text, "value": date.value, "inferred": inferred, **_support(date, text)}


def inference_phrase(key: str) -> str:
    """What was inferred from what, in the words of the command line's promise; `key` as in a date fact.

    >>> inference_phrase("year:title"), inference_phrase("relative:published")
    ('year from the title', 'day from the day of publication')
    """
    part, _, source = key.partition(":")
    part = "day" if part == "relative" else part
    return f"{part} from the {'day of publication' if source == 'published' else source}"


def _figure_json(figure: Figure, text: str) -> Json:
    value = figure.value
    return {
        "text": figure.text,
        "value": [_number(end) for end in value] if isinstance(value, tuple) else _number(value),
        "unit": figure.unit,
        "what": figure.what,
        "change": figure.change,
        "compared_to": figure.compared_to,
        "approx": figure.approx,
        "target": None if figure.target is None else _number(figure.target),
        "period": figure.period,
        **_support(figure, text),
    }


def _number(value: Decimal) -> int | float:
    """A JSON number: an int where the value is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def _event_json(event: Event, text: str) -> Json:
    return {
        "name": event.name,
        "date": event.date,
        "place": event.place,
        "organisers": list(event.organisers),
        "chair": event.chair,
        "attendance": event.attendance,
        **_support(event, text),
    }


def _statement_json(statement: Statement, text: str) -> Json:
    return {
        "speaker": statement.speaker,
        "verb": statement.verb,
        "text": statement.text,
        "kind": statement.kind,
        "continuation": statement.continuation,
        **_support(statement, text),
    }


def _document_json(document: Document, text: str) -> Json:
    return {
        "text": document.text,
        "number": document.number,
        "year": document.year,
        **_support(document, text),
    }
