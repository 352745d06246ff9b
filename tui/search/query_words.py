"""What words mean in a query: names of fields, marks, operators, periods, in both languages; read once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from tui.resources import resource
from tui.text.folding import fold
from tui.text.words import toned

WordKind = Literal["field", "state", "operator", "moment", "unit", "past", "ago", "month", "scale"]
Language = Literal["vi", "en"]


class Meaning(NamedTuple):
    """Words that mean something."""

    kind: str
    name: str
    """What they mean: of a field its name, of a scale its number."""
    language: str
    """`vi`, `en`; nothing for signs and abbreviations of either."""
    words: str


@cache
def meanings() -> tuple[Meaning, ...]:
    """The whole table; of one kind, name and language the first is the one to show."""
    lines = resource("search/data/query.tsv").read_text("utf-8").splitlines()
    return tuple(Meaning(*line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def _by_key(kind: WordKind) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for meaning in meanings():
        if meaning.kind == kind:
            key = _joined(toned(meaning.words))
            found.setdefault(fold(key), []).append((key, meaning.name))
    return found


def meaning_of(kind: WordKind, typed: str) -> str | None:
    """What `typed` means, with or without tones and blanks; None for nothing. Marks that were typed count.

    >>> meaning_of("field", "tochuc"), meaning_of("field", "Tổ-chức"), meaning_of("field", "nói")
    ('organisation', 'organisation', None)
    """
    key = _joined(toned(typed))
    for known, name in _by_key(kind).get(fold(key), ()):
        if len(known) == len(key) and all(a in (b, fold(b)) for a, b in zip(key, known, strict=True)):
            return name
    return None


def _joined(text: str) -> str:
    return "".join(character for character in text if character.isalnum() or character == "|")


@cache
def operators() -> dict[str, tuple[str, str]]:
    """Operator as written → (`not`, `or` or `and`; its language)."""
    return {m.words: (m.name, m.language) for m in meanings() if m.kind == "operator"}


def words_for(kind: WordKind, name: str, language: Language) -> str:
    """The words to show for a meaning; those of the other language where there are none.

    >>> words_for("field", "organisation", "vi"), words_for("field", "organisation", "en")
    ('tổ chức', 'org')
    """
    own = [m for m in meanings() if (m.kind, m.name) == (kind, name)]
    return next((m.words for m in own if m.language == language), own[0].words)


def field_names() -> Iterator[Meaning]:
    """Every name of every field, in the order of the table."""
    return (meaning for meaning in meanings() if meaning.kind == "field")
