"""An extraction as plain lists: the compact form the library keeps."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Any

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
)
from tui.model.span import Span

Values = list[Any]
"""What JSON can carry, each value at the place of its field: None where it is the field's default, nothing
after the last that is not."""


def extraction_to_list(extraction: Extraction) -> Values:
    """`extraction` as JSON values; `extraction_from_list` gives it back whole."""
    return _form(Extraction).pack(extraction)


def extraction_from_list(values: Values) -> Extraction:
    """The extraction `extraction_to_list` made. Raises `TypeError` or `ValueError` for anything else."""
    found: Extraction = _form(Extraction).unpack(values)
    return found


class _Form:
    """How the instances of one class are packed; made at the first one."""

    def __init__(self, kind: type[Any]) -> None:
        self._kind = kind
        names = list(kind.__annotations__)
        missing = dataclasses.MISSING
        self._get = attrgetter(*names)
        self._defaults = [kind.__dict__.get(name, missing) for name in names]
        self._ways = [_WAYS.get((kind, name)) or _WAYS.get((None, name)) or _AS_IT_IS for name in names]

    def pack(self, value: Any) -> Values:
        packed: Values = [
            None if item == default else pack(item)
            for item, default, (pack, _unpack) in zip(
                self._get(value), self._defaults, self._ways, strict=True
            )
        ]
        while packed and packed[-1] is None and self._defaults[len(packed) - 1] is not dataclasses.MISSING:
            packed.pop()
        return packed

    def unpack(self, values: Values) -> Any:
        return self._kind(
            *[
                default if value is None and default is not dataclasses.MISSING else unpack(value)
                for value, default, (_pack, unpack) in zip(values, self._defaults, self._ways, strict=False)
            ]
        )


_forms: dict[type[Any], _Form] = {}


def _form(kind: type[Any]) -> _Form:
    found = _forms.get(kind)
    if found is None:
        found = _forms[kind] = _Form(kind)
    return found


_Way = tuple[Callable[[Any], Any], Callable[[Any], Any]]


def _same(value: Any) -> Any:
    return value


def _span(value: Any) -> Span | None:
    return None if value is None else Span(*value)


def _flat(spans: Any) -> list[int]:
    """Spans as numbers: how far each begins behind the one before, and how long it is."""
    numbers: list[int] = []
    at = 0
    for start, stop in spans:
        numbers += (start - at, stop - start)
        at = start
    return numbers


def _spans(numbers: Any) -> tuple[Span, ...]:
    spans, at = [], 0
    for ahead, length in zip(numbers[::2], numbers[1::2], strict=True):
        at += ahead
        spans.append(Span(at, at + length))
    return tuple(spans)


def _amount_out(value: Any) -> Any:
    return [str(end) for end in value] if isinstance(value, tuple) else str(value)


def _amount_in(value: Any) -> Any:
    return tuple(Decimal(end) for end in value) if isinstance(value, list) else Decimal(value)


def _one(kind: type[Any]) -> _Way:
    return (lambda value: _form(kind).pack(value)), (lambda values: _form(kind).unpack(values))


def _many(kind: type[Any]) -> _Way:
    def pack(items: Any) -> Any:
        return [_form(kind).pack(item) for item in items]

    def unpack(packed: Any) -> Any:
        form = _form(kind)
        return tuple(form.unpack(values) for values in packed)

    return pack, unpack


_AS_IT_IS: _Way = (_same, _same)
_STRINGS: _Way = (list, tuple)
_WAYS: dict[tuple[type[Any] | None, str], _Way] = {
    (None, "evidence"): (lambda span: None if span is None else [span[0], span[1]], _span),
    (None, "mentions"): (_flat, _spans),
    (None, "titles"): _STRINGS,
    (None, "honorifics"): _STRINGS,
    (None, "forms"): _STRINGS,
    (None, "rules"): _STRINGS,
    (None, "organisers"): _STRINGS,
    (Person, "roles"): _many(Role),
    (Figure, "value"): (_amount_out, _amount_in),
    (Figure, "target"): (str, Decimal),
    (Extraction, "people"): _many(Person),
    (Extraction, "organisations"): _many(Organisation),
    (Extraction, "places"): _many(Place),
    (Extraction, "dates"): _many(DateFact),
    (Extraction, "figures"): _many(Figure),
    (Extraction, "events"): _many(Event),
    (Extraction, "statements"): _many(Statement),
    (Extraction, "topics"): _many(Topic),
    (Extraction, "documents"): _many(Document),
    (Extraction, "dated"): _one(Dated),
}
"""How fields that are no plain JSON are packed and read back, by class or in all classes."""
