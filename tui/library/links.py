"""A part of the library (see `schema`)."""

from __future__ import annotations

import sqlite3

from tui.model.article import Article
from tui.model.fact import Extraction
from tui.model.result import Echo, Related

TABLES = ""


def store(connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction) -> None:
    """Nothing yet."""


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Nothing yet."""


def finish(connection: sqlite3.Connection) -> None:
    """Nothing yet."""


def echoes(connection: sqlite3.Connection, article_id: int) -> tuple[Echo, ...]:
    """Passages of an article that stand in others too, in order."""
    return ()


def related(connection: sqlite3.Connection, article_id: int, limit: int) -> tuple[Related, ...]:
    """Related articles with the reasons, nearest first."""
    return ()
