"""Whom the reader said to be one person, where linking would have made several."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tui.library.corrected import is_linked, joins_namesakes, mark_of
from tui.library.in_force import in_force
from tui.library.namesakes import KEY_DIGITS


def joined_by_reader(
    connection: sqlite3.Connection, key: str, articles: Sequence[tuple[int, str]]
) -> list[list[int]]:
    """Indexes of articles that are of one person each, by the corrections in force.

    `articles` are (id, digest) of those that print the full name `key`.
    """
    found = []
    for one in in_force(connection).leading_to(key):
        if not is_linked(one):
            continue
        marks = [mark_of(one.into)] if one.kind == "merge" else []
        moved: set[int] = set()
        if joins_namesakes(one):
            marks.append(mark_of(one.key))
        else:
            moved = _moved_by(connection, one.number)
        together = set(one.joined)
        joined = [
            at
            for at, (article, digest) in enumerate(articles)
            if article in moved
            or digest[:KEY_DIGITS] in together
            or any(_begins(digest, mark) for mark in marks)
        ]
        if len(joined) > 1:
            found.append(joined)
    return found


def _begins(digest: str, mark: str) -> bool:
    """True for an article that a key is of; where a name is one person it is of all."""
    return not mark or digest.startswith(mark.partition(".")[0].partition("#")[0][:KEY_DIGITS])


def _moved_by(connection: sqlite3.Connection, number: int) -> set[int]:
    rows = connection.execute("SELECT article FROM corrected WHERE correction = ?", (number,))
    return {row[0] for row in rows}


def unite(people: Sequence[Sequence[int]], joined: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """People with those put together whom a group of `joined` has members of, in order of their first.

    >>> unite(((0, 3), (1,), (2, 4)), ((1, 4),))
    ((0, 3), (1, 2, 4))
    """
    home = {at: number for number, members in enumerate(people) for at in members}
    first = list(range(len(people)))

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = first[first[number]]
            number = first[number]
        return number

    for group in joined:
        roots = sorted({root(home[at]) for at in group})
        for other in roots[1:]:
            first[other] = roots[0]
    united: dict[int, list[int]] = {}
    for number, members in enumerate(people):
        united.setdefault(root(number), []).extend(members)
    return tuple(sorted(tuple(sorted(members)) for members in united.values()))
