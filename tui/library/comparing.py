"""Two articles of a library, compared."""

from __future__ import annotations

import sqlite3

from tui.library.articles import find_text, heads_by_ids
from tui.library.passage_places import places_of
from tui.model.comparison import Comparison
from tui.model.span import Span
from tui.related.differing import common_parts
from tui.text.words import plain_words

LONGEST = 200_000
"""Code points of each text that are compared; the longest article of 3,756 has under 20,000."""


def compare(
    connection: sqlite3.Connection, left: int, right: int, span: Span | None = None
) -> Comparison | None:
    """Two articles with what they share; with `span`, a passage of the left one, where it stands too.

    None where one of them is gone.
    """
    heads = heads_by_ids(connection, [left, right])
    one, other = find_text(connection, left), find_text(connection, right)
    if left not in heads or right not in heads or one is None or other is None:
        return None
    one, other = one[:LONGEST], other[:LONGEST]
    parts = common_parts(one, other)
    return Comparison(
        heads[left],
        heads[right],
        one,
        other,
        parts,
        len(plain_words(one)),
        len(plain_words(other)),
        sum(len(plain_words(part.of(one))) for part, _its in parts),
        places_of(connection, left, span) if span is not None else (),
    )
