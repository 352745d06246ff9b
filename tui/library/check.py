"""Is a library sound? A look at the file's structure, or at every article."""

from __future__ import annotations

import json
import sqlite3
import zlib

from tui.i18n import gettext as _
from tui.library.connection import find_damage
from tui.library.library import Library
from tui.library.packing import unpack_article, unpack_facts

WORST = 20
"""Problems named; more of them say nothing new."""


def check(library: Library, *, deep: bool) -> list[str]:
    """What is wrong with a library, in the reader's language; empty when nothing is.

    `deep` also unpacks every article (zlib keeps a checksum of each text and each extraction, where SQLite
    keeps none), and counts what the list shows.
    """
    damage = find_damage(library.connection)
    if damage:
        return [damage]
    return _check_articles(library.connection) if deep else []


def _check_articles(connection: sqlite3.Connection) -> list[str]:
    problems = []
    rows = connection.execute(
        "SELECT articles.id, file, body, packed FROM articles"
        " LEFT JOIN bodies ON bodies.article = articles.id LEFT JOIN facts ON facts.article = articles.id"
    )
    count = 0
    for _id, file, body, facts in rows:
        count += 1
        try:
            if (article := unpack_article(body)).file != file:
                raise ValueError(file)
            if facts is not None:
                unpack_facts(facts, article.text)
        except (zlib.error, ValueError, TypeError, KeyError, json.JSONDecodeError):
            problems.append(_("{file}: what is stored of it is damaged").format(file=file))
            if len(problems) >= WORST:
                return problems
    (said,) = connection.execute("SELECT articles FROM state").fetchone()
    if said != count:
        problems.append(_("{said} articles are counted, {count} are there").format(said=said, count=count))
    return problems
