"""What the reader typed to narrow the list, as conditions on its rows.

Plain words are looked for in what a row shows: title, outlet, place and dates, each anywhere in a word. What
else a query can say (`search.parsing`) holds here too; its words are those of the row, not of the text.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from tui.library.articles import storable
from tui.text.folding import fold

if TYPE_CHECKING:
    from tui.library.chosen import Condition

MOST_WORDS = 24
"""Words that narrow the list, as many as a query has (`search.parsing`); SQLite takes under a thousand."""
_SIGNS = re.compile(r'["“”„«»:：()|*~]|(?:^|\s)[-−]')


def is_plain(text: str) -> bool:
    """True when `text` is words and no more.

    >>> is_plain("bão 28/8"), is_plain("-bão"), is_plain("bão OR lũ")
    (True, False, False)
    """
    if _SIGNS.search(text):
        return False
    spoken = [word for word in text.split() if word.isupper()]
    if not spoken:
        return True
    from tui.search.query_words import operators

    return not any(word in operators() for word in spoken)


def words_of(text: str) -> list[str]:
    """What a row must hold of plain words, each once.

    >>> words_of("bão lũ Bão"), len(words_of(" ".join(map(str, range(99)))))
    (['bao', 'lu'], 24)
    """
    return list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]


def conditions_of(connection: sqlite3.Connection, text: str, today: Callable[[], date]) -> list[Condition]:
    """What a row must hold."""
    if is_plain(text):
        return [_contains(word) for word in words_of(text)]
    from tui.library.fields import Fields
    from tui.model.query import Term
    from tui.search.parsing import parse

    def of_term(term: Term, _excluded: bool) -> Condition:
        words = [word.folded for word in term.words]
        each = [_contains(" ".join(words))] if term.quoted and not term.special else map(_contains, words)
        parts = list(each)
        return " AND ".join(sql for sql, _values in parts), [one for _sql, values in parts for one in values]

    query = parse(text)
    fields = Fields(connection, today())
    return [fields.condition(clause, of_term) for clause in (*query.terms, *query.clauses)]


def _contains(word: str) -> Condition:
    return "instr(filter_text, ?) > 0", [storable(word)]
