"""What the reader wants corrected, as corrections to be kept: which names it is about, as they are now."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection
from typing import cast

from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.library.corrected import base_of, is_readers, mark_of
from tui.library.identity import is_full_name
from tui.library.name_search import shown_name
from tui.library.namesakes import KEY_DIGITS, find_entity
from tui.library.shelf_corrections import checked_name
from tui.model.correction import Correction
from tui.model.fact import Kind
from tui.text.folding import entity_key

SPELLINGS_READ = 500
MOST_APART = 10_000
"""Articles that are split off, or taken from one of several namesakes, at once."""


def rejection_everywhere(connection: sqlite3.Connection, key: str) -> Correction:
    """That a name is none, in no article. Its namesakes go with it: they are called the same."""
    _entity, key, kind, name, _count = _known(connection, key)
    (articles,) = connection.execute(
        "SELECT count(DISTINCT article) FROM entities JOIN named ON named.entity = entities.id"
        " WHERE key = ?1 OR (key > ?1 || '@' AND key < ?1 || 'A')",
        (base_of(key),),
    ).fetchone()
    return Correction("", "reject", kind, name, key=base_of(key), article_count=articles)


def merging(connection: sqlite3.Connection, key: str, into: str) -> Correction:
    """That one name is another, which both are called from now on.

    Raises:
        UsageError: they are one already, or of two kinds.
    """
    entity, key, kind, name, count = _known(connection, key)
    other, into, other_kind, shown, _count = _known(connection, into)
    if entity == other:
        raise UsageError(_("“{name}” is one name already").format(name=name))
    if kind != other_kind:
        raise UsageError(
            _("“{name}” and “{other}” are not of one kind").format(name=name, other=shown),
            hint=_("a person is merged with a person, a place with a place"),
        )
    same = base_of(key) == base_of(into)
    mine = _own_articles(connection, entity, kind, key, name)
    joined = _own_articles(connection, other, kind, into, shown)
    return Correction(
        "", "merge", kind, name, key=key, articles=() if same else mine,
        joined=tuple(sorted({*mine, *joined})) if same else joined,
        into=into, shown=shown, article_count=count,
    )  # fmt: skip


def renaming(connection: sqlite3.Connection, key: str, shown: str) -> Correction:
    """That a name is spelled otherwise, as if every article printed it so.

    Raises:
        UsageError: the new name is none.
    """
    shown = checked_name(shown)
    entity, key, kind, name, count = _known(connection, key)
    if shown == name:
        raise UsageError(_("“{name}” is called so already").format(name=name))
    into = entity_key(kind, shown)
    if kind == "person" and (is_readers(key) or not is_full_name(shown)):
        into = f"{into}@"  # of this one alone: completed with the id of the correction
    articles = _own_articles(connection, entity, kind, key, name)
    return Correction(
        "", "rename", kind, name, key=key, articles=articles, into=into, shown=shown, article_count=count
    )


def splitting(
    connection: sqlite3.Connection, key: str, digests: Collection[str], shown: str = ""
) -> Correction:
    """That a name is another in some articles than in the rest; `shown` tells it apart.

    Raises:
        UsageError: it is in none of them, or in no other.
    """
    entity, key, kind, name, count = _known(connection, key)
    wanted = {digest[:KEY_DIGITS] for digest in digests}
    own = {digest for (digest,) in _digests(connection, entity)}
    apart = sorted(own & wanted)
    if not apart:
        raise UsageError(_("“{name}” is not in these articles").format(name=name))
    if len(apart) == len(own):
        raise UsageError(
            _("“{name}” is in no other article").format(name=name),
            hint=_("there is nothing to split it from"),
        )
    if len(apart) > MOST_APART:
        raise UsageError(_("more than {most} articles at once").format(most=MOST_APART))
    return Correction(
        "", "split", kind, name, key=key, articles=tuple(apart), into=f"{base_of(key)}@",
        shown=checked_name(shown) if shown.strip() else name, article_count=min(count, len(apart)),
    )  # fmt: skip


def _known(connection: sqlite3.Connection, key: str) -> tuple[int, str, Kind, str, int]:
    """(row, key now, kind, name, articles) of a name of the library."""
    entity = find_entity(connection, key)
    row = None
    if entity is not None:
        row = connection.execute(
            "SELECT key, kind, articles FROM entities WHERE id = ? AND articles > 0", (entity,)
        ).fetchone()
    if entity is None or row is None:
        raise UsageError(_("the corpus does not know this name"), hint=_("docbao search @NAME finds names"))
    spellings: Counter[str] = Counter()
    for name, count in connection.execute(
        "SELECT name, count(*) FROM (SELECT name FROM named WHERE entity = ? LIMIT ?) GROUP BY name",
        (entity, SPELLINGS_READ),
    ):
        spellings[name] += count
    return entity, row[0], cast(Kind, row[1]), shown_name(spellings), row[2]


def _own_articles(
    connection: sqlite3.Connection, entity: int, kind: Kind, key: str, name: str
) -> tuple[str, ...]:
    """The articles of one of several people of a name; nothing where the key alone says who is meant."""
    if kind != "person" or not mark_of(key) or is_readers(key) or not is_full_name(name):
        return ()
    digests = tuple(sorted(digest for (digest,) in _digests(connection, entity)))
    if len(digests) > MOST_APART:
        raise UsageError(_("more than {most} articles at once").format(most=MOST_APART))
    return digests


def _digests(connection: sqlite3.Connection, entity: int) -> list[tuple[str]]:
    return connection.execute(
        "SELECT DISTINCT substr(digest, 1, ?) FROM named JOIN articles ON articles.id = named.article"
        " WHERE named.entity = ?",
        (KEY_DIGITS, entity),
    ).fetchall()
