"""What stands at the cursor of a query: the beginning of a field's name, or of one of its values."""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from tui.model.query import FieldName
from tui.search.parsing import MAX_CHARACTERS
from tui.search.query_words import Language, Meaning, field_names, meaning_of, meanings
from tui.text.folding import fold
from tui.text.words import plain_words

LONGEST = 120
"""Characters of a value that are looked at."""
LEAST_LETTERS = 2
"""Letters from which the names of fields are offered."""

_HEAD = re.compile(r"(?:[^\W\d_]{1,12}[ \t]+)?[^\W\d_][\w-]{0,30}[:：][ \t]?")
_LAST_WORD = re.compile(r"[^\W\d_]*$")
_MOST_WORDS = 4
_MOST_IN_A_NAME = 5
_OPEN = '"“„«'
_CLOSE = re.compile('["”“»]')
_UNQUOTED = re.compile('[^"“”„«»(),;|]*')


class AtCursor(NamedTuple):
    """What is typed at the cursor, in code points of the query."""

    start: int
    stop: int
    typed: str
    field: FieldName | None
    """None where it may become the name of a field."""


def at_cursor(text: str, cursor: int) -> AtCursor:
    """What a completion would take the place of.

    >>> at_cursor("lũ người:ng", 11)
    AtCursor(start=9, stop=11, typed='ng', field='person')
    >>> at_cursor('nơi:Huế,"Đà N', 13)
    AtCursor(start=8, stop=13, typed='Đà N', field='place')
    """
    cursor = max(0, min(cursor, len(text), MAX_CHARACTERS))
    begin = max(0, cursor - 2 * LONGEST)
    for head in reversed(list(_HEAD.finditer(text, begin, cursor))):
        name = _field_of(head.group())
        if name is not None:
            found = _value(text, head.end(), cursor, name)
            if found is not None:
                return found
            break
    return word_before(text, cursor)


def word_before(text: str, cursor: int) -> AtCursor:
    """The word that ends at the cursor, which may become the name of a field.

    >>> word_before("nơi:huế ngu", 11)
    AtCursor(start=8, stop=11, typed='ngu', field=None)
    """
    begin = max(0, cursor - LONGEST)
    word = _LAST_WORD.search(text, begin, cursor)
    start = word.start() if word else cursor
    return AtCursor(start, cursor, text[start:cursor], None)


def _field_of(head: str) -> FieldName | None:
    """The field that words before a colon name: both, or the second alone."""
    words = head.rstrip(" \t").rstrip(":：").split()
    for joined in (" ".join(words), words[-1]):
        if found := meaning_of("field", joined):
            return cast(FieldName, found)
    return None


def _value(text: str, start: int, cursor: int, name: FieldName) -> AtCursor | None:
    """The value at the cursor; None where the field has ended before."""
    at = start
    while True:
        if at < cursor and text[at] in _OPEN:
            close = _CLOSE.search(text, at + 1, cursor)
            if close is None:
                return AtCursor(at, cursor, text[at + 1 : cursor], name)
            stop = close.end()
            if stop >= cursor or text[stop] not in ",;":
                return None
        else:
            found = _UNQUOTED.match(text, at, cursor)
            stop = found.end() if found else at
            if stop >= cursor:
                break
            if text[stop] not in ",;":
                return None
        at = stop + 1
    typed = text[at:cursor]
    if " " in typed and not _goes_on(typed.split(), name):
        return None
    return AtCursor(at, cursor, typed, name)


def _goes_on(words: list[str], name: FieldName) -> bool:
    """True when words without quotes may all be of the value.

    Read as they stand, the second word in small letters is none of it; who types a name without capitals
    means to have it completed.
    """
    if name in ("date", "from", "to", "is"):
        return len(words) <= _MOST_WORDS
    return len(words) <= _MOST_IN_A_NAME or all(word[:1].isupper() for word in words)


def fields_beginning(typed: str, language: Language) -> list[Meaning]:
    """Names of fields that begin so, one a field; those of `language` first."""
    if len(typed) < LEAST_LETTERS:
        return []
    return _beginning(typed, list(field_names()), language)


def words_beginning(field: FieldName, typed: str, language: Language) -> list[Meaning]:
    """Marks and periods that begin so."""
    kind = "state" if field == "is" else "moment"
    return _beginning(typed, [meaning for meaning in meanings() if meaning.kind == kind], language)


def _beginning(typed: str, known: list[Meaning], language: Language) -> list[Meaning]:
    wanted = " ".join(plain_words(typed))
    found: dict[str, Meaning] = {}
    for meaning in sorted(known, key=lambda one: one.language != language):
        if fold(meaning.words).startswith(wanted):
            found.setdefault(meaning.name, meaning)
    return list(found.values())
