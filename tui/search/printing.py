"""A query as text that is read as the same query again."""

from __future__ import annotations

from collections.abc import Iterator

from tui.model.query import All, Clause, Days, Field, Not, Query, State, Term, Value, Word
from tui.search.query_words import Language, words_for

_SIMPLE = frozenset("0123456789-/.<>=")


def print_query(query: Query, language: Language = "en") -> str:
    """`query` as text that is read as the same terms and clauses again; fields as `language` calls them.

    >>> from tui.search.parsing import parse
    >>> print_query(parse('  “Cần Thơ”,   hội/nghị'))
    '"Cần Thơ" hội/nghị'
    >>> print_query(parse("lũ ngày:2024-05 -nơi:Huế"), "vi")
    'lũ ngày:2024-05 -nơi:"Huế"'
    """
    return " ".join(_printed(clause, language, outside=True) for clause in (*query.terms, *query.clauses))


def print_clause(clause: Clause, language: Language = "en") -> str:
    """One clause of a query, as `print_query` has it."""
    return _printed(clause, language, outside=True)


def _printed(clause: Clause, language: Language, *, outside: bool = False) -> str:
    if isinstance(clause, Term):
        return _term(clause)
    if isinstance(clause, Field):
        alone = outside and len(clause.values) == 1
        values = ",".join(_value(value, outside=alone) for value in clause.values)
        return f"{words_for('field', clause.name, language)}:{values}"
    if isinstance(clause, Not):
        return "-" + _printed(clause.clause, language, outside=outside)
    parts: Iterator[str] = (_printed(part, language) for part in clause.clauses)
    return f"({(' ' if isinstance(clause, All) else ' OR ').join(parts)})"


def _term(term: Term) -> str:
    words = [word.typed for word in term.words]
    if term.quoted:
        near = "" if term.within is None else f"~{term.within}"
        star = "*" if term.words[-1].begun else ""
        return f'"{" ".join(words)}{star}"{near}'
    return "/".join(words) + _suffix(term.words[-1])


def _suffix(word: Word) -> str:
    if word.begun:
        return "*"
    return "" if not word.slips else "~" if word.slips == 1 else f"~{word.slips}"


def _value(value: Value, *, outside: bool) -> str:
    """In quotes, unless nothing that follows can be taken for more of it."""
    if outside and not isinstance(value, State) and value.typed and _SIMPLE.issuperset(value.typed):
        return value.typed
    if outside and isinstance(value, Days) and value.typed.isalnum():
        return value.typed
    return f'"{value.typed}"'
