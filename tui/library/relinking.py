"""People put right after a run: which articles mean one person follows from all of them alone.

Any order of adding and removing articles ends in the same people (`facts.linking`). Only names whose own
articles changed are linked again, and those with a fact that became so much commoner or rarer that it may
tell something else.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from tui.facts.linking import OWN, Ground, Tie, Witness, bits, link
from tui.lexicon.frequencies import expected_namesakes, expected_share
from tui.library.joining import joined_by_reader, unite
from tui.library.namesakes import KEY_DIGITS

WITNESSES_PER_ARTICLE = 2
"""People an article names. Source: 3,756 news articles name 7,410."""


AT_ONCE = 200
"""Names linked in one step."""


def link_people(connection: sqlite3.Connection) -> Iterator[None]:
    """Put every name right whose people may have changed, in steps to be committed each.

    What is left undone in the middle is all to be done again: whom a name means does not depend on it.
    """
    (total,) = connection.execute("SELECT articles FROM state").fetchone()
    (before,) = connection.execute("SELECT articles FROM linked").fetchone()
    everything = rounded(total) != rounded(before)
    names = _all_names(connection) if everything else _names_to_link(connection)
    for count, (name, key) in enumerate(names, 1):
        _link_name(connection, name, key, rounded(total))
        if count % AT_ONCE == 0:
            yield
    if everything:
        connection.execute("UPDATE linked SET articles = ?", (total,))
        for table in ("entities", "grounds", "full_names"):
            connection.execute(f"UPDATE {table} SET counted = articles WHERE counted <> articles")
    connection.execute("DELETE FROM unlinked")
    connection.execute("DELETE FROM grounds WHERE articles = 0")
    connection.execute("DELETE FROM full_names WHERE articles = 0")


def rounded(count: int) -> int:
    """A count as linking sees it: within a tenth, so that it seldom changes.

    >>> [rounded(count) for count in (7, 15, 100, 103, 104, 1_000_000)]
    [7, 15, 96, 96, 104, 983040]
    """
    shift = max(0, count.bit_length() - 4)
    return count >> shift << shift


def _all_names(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Names of several articles, and those that changed."""
    rows = connection.execute(
        "SELECT id, key FROM full_names WHERE articles > 1"
        " OR id IN (SELECT id FROM unlinked WHERE kind = 'name') ORDER BY id"
    )
    yield from rows.fetchall()


def _names_to_link(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    names = {row[0] for row in connection.execute("SELECT id FROM unlinked WHERE kind = 'name'")}
    for kind, table, query in (
        ("ground", "grounds", "SELECT name FROM grounded WHERE ground = ?"),
        (
            "entity",
            "entities",
            "SELECT witnesses.name FROM named JOIN witnesses ON witnesses.article = named.article"
            " WHERE named.entity = ?",
        ),
        (
            "name",
            "full_names",
            "SELECT other.name FROM witnesses JOIN witnesses AS other USING (article)"
            " WHERE witnesses.name = ?",
        ),
    ):
        changed = connection.execute(
            f"SELECT {table}.id, articles, counted FROM unlinked JOIN {table} USING (id)"
            " WHERE unlinked.kind = ? AND articles <> counted",
            (kind,),
        ).fetchall()
        for ground, articles, counted in changed:
            if rounded(articles) != rounded(counted):
                names.update(row[0] for row in connection.execute(query, (ground,)))
                connection.execute(f"UPDATE {table} SET counted = articles WHERE id = ?", (ground,))
    for name in sorted(names):
        row = connection.execute("SELECT key FROM full_names WHERE id = ?", (name,)).fetchone()
        if row:
            yield name, row[0]


def _link_name(connection: sqlite3.Connection, name: int, key: str, total: int) -> None:
    rows = connection.execute(
        "SELECT witnesses.article, sex, provinces, digest, file, dated, whole FROM witnesses"
        " JOIN articles ON articles.id = witnesses.article"
        " LEFT JOIN prints ON prints.article = witnesses.article AND prints.words > 0"
        " WHERE name = ? ORDER BY digest, file",
        (name,),
    ).fetchall()
    if not rows:
        _assign(connection, name, [])
        return
    if len(rows) == 1:
        _assign(connection, name, [(key, [rows[0][0]], [])])
        return
    said = _said(connection, name)
    witnesses = [
        Witness(
            f"{digest} {file}",
            frozenset((*said.grounds[article], *([Ground("copy", str(whole))] if whole else []))),
            sex,
            frozenset(provinces.split("\n")) - {""},
            _day(dated),
        )
        for article, sex, provinces, digest, file, dated, whole in rows
    ]
    telling = said.telling(len(rows), total)
    linked = link(witnesses, telling, expected_namesakes(key.partition(":")[2], total))
    joined = joined_by_reader(connection, key, [(row[0], row[3]) for row in rows])
    all_people = unite(linked.people, joined)
    person_of = {at: number for number, members in enumerate(all_people) for at in members}
    ties: dict[int, list[Tie]] = defaultdict(list)
    for tie in linked.ties:
        ties[person_of[tie.one]].append(tie)
    keys = _keys(key, [rows[members[0]][3] for members in all_people])
    articles = [row[0] for row in rows]
    people = [
        (
            its_key,
            [articles[at] for at in members],
            [(articles[tie.one], articles[tie.other], tie.ground) for tie in ties[number]],
        )
        for number, (its_key, members) in enumerate(zip(keys, all_people, strict=True))
    ]
    _assign(connection, name, people)


class _Said:
    """What the articles of one name say that others may say too."""

    def __init__(self) -> None:
        self.grounds: dict[int, list[Ground]] = defaultdict(list)
        self._inside: Counter[Ground] = Counter()
        self._all: dict[Ground, int] = {}

    def add(self, article: int, ground: Ground, articles: int) -> None:
        """`articles` is how many say it, of this name or any other."""
        self.grounds[article].append(ground)
        self._inside[ground] += 1
        self._all[ground] = rounded(articles)

    def telling(self, own: int, total: int) -> dict[Ground, float]:
        """Bits of the grounds that two articles share: how few of the articles without the name have them."""
        found = {}
        for ground, inside in self._inside.items():
            if inside > 1:
                scale = WITNESSES_PER_ARTICLE if ground.kind in OWN else 1
                outside = max(0, self._all[ground] - inside)
                others = max(0, total * scale - own)
                found[ground] = bits(outside, others, expected_share(ground.kind, ground.key))
        return found


def _said(connection: sqlite3.Connection, name: int) -> _Said:
    said = _Said()
    for article, kind, key, articles in connection.execute(
        "SELECT article, kind, key, articles FROM grounded JOIN grounds ON grounds.id = ground"
        " WHERE name = ?",
        (name,),
    ):
        said.add(article, Ground(kind, key), articles)
    for article, kind, key, articles in connection.execute(
        "SELECT named.article, entities.kind, entities.key, entities.articles FROM witnesses"
        " JOIN named ON named.article = witnesses.article AND named.telling"
        " JOIN entities ON entities.id = named.entity AND entities.kind <> 'person'"
        " WHERE witnesses.name = ?",
        (name,),
    ):
        if "@" not in key:
            said.add(article, Ground(kind, key.partition(":")[2]), articles)
    for article, key, articles in connection.execute(
        "SELECT other.article, key, articles FROM witnesses JOIN witnesses AS other USING (article)"
        " JOIN full_names ON full_names.id = other.name WHERE witnesses.name = ?1 AND other.name <> ?1",
        (name,),
    ):
        said.add(article, Ground("person", key.partition(":")[2]), articles)
    return said


def _day(dated: str | None) -> int | None:
    try:
        return date.fromisoformat(dated).toordinal() if dated and len(dated) == 10 else None
    except ValueError:
        return None


def _keys(key: str, digests: Sequence[str]) -> list[str]:
    """The key of each of the people behind a name, from the first of the digests of each."""
    if len(digests) == 1:
        return [key]
    seen: Counter[str] = Counter()
    keys = []
    for digest in digests:
        anchor = digest[:KEY_DIGITS]
        seen[anchor] += 1
        keys.append(f"{key}@{anchor}" + (f".{seen[anchor]}" if seen[anchor] > 1 else ""))
    return keys


_Person = tuple[str, list[int], list[tuple[int, int, Ground]]]
"""Key, articles, ties."""


def _assign(connection: sqlite3.Connection, name: int, people: Sequence[_Person]) -> None:
    """Give every article of a name to its person; what is right already is left alone."""
    now = dict(
        connection.execute(
            "SELECT named.article, named.entity FROM entities JOIN named ON named.entity = entities.id"
            " WHERE entities.base = ?",
            (name,),
        ).fetchall()
    )
    for key, articles, ties in people:
        connection.execute(
            "INSERT OR IGNORE INTO entities (key, kind, base) VALUES (?, 'person', ?)", (key, name)
        )
        (entity,) = connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
        moved = [
            (entity, now[article], article) for article in articles if now.get(article, entity) != entity
        ]
        for table in ("named", "roles", "statements"):
            connection.executemany(f"UPDATE {table} SET entity = ? WHERE entity = ? AND article = ?", moved)
        _write_ties(connection, name, entity, ties)
    for (entity,) in connection.execute(
        "SELECT id FROM entities WHERE base = ? AND articles = 0", (name,)
    ).fetchall():
        connection.execute("DELETE FROM merged WHERE entity = ?", (entity,))
        connection.execute("DELETE FROM entities WHERE id = ?", (entity,))


def _write_ties(
    connection: sqlite3.Connection, name: int, entity: int, ties: Sequence[tuple[int, int, Ground]]
) -> None:
    wanted = {(one, other): ground for one, other, ground in ties}
    kept = set()
    for one, other, kind, key in connection.execute(
        "SELECT article, other, kind, key FROM merged WHERE entity = ?", (entity,)
    ).fetchall():
        if wanted.get((one, other)) == (kind, key):
            kept.add((one, other))
        else:
            connection.execute(
                "DELETE FROM merged WHERE entity = ? AND article = ? AND other = ?", (entity, one, other)
            )
    connection.executemany(
        "INSERT INTO merged VALUES (?, ?, ?, ?, ?, ?)",
        (
            (entity, *pair, ground.kind, ground.key, _words(connection, name, pair[0], ground))
            for pair, ground in wanted.items()
            if pair not in kept
        ),
    )


def _words(connection: sqlite3.Connection, name: int, article: int, ground: Ground) -> str:
    """A shared fact as the first of its two articles prints it."""
    if ground.kind in OWN:
        query = (
            "SELECT text FROM grounded JOIN grounds ON grounds.id = ground"
            " WHERE name = ? AND article = ? AND kind = ? AND key = ?"
        )
        row = connection.execute(query, (name, article, *ground)).fetchone()
    elif ground.kind == "person":
        row = connection.execute(
            "SELECT name FROM full_names JOIN entities ON base = full_names.id"
            " JOIN named ON named.entity = entities.id WHERE full_names.key = ? AND article = ?",
            (f"person:{ground.key}", article),
        ).fetchone()
    else:
        row = connection.execute(
            "SELECT CASE WHEN kind = 'organisation' AND full <> '' THEN full ELSE name END FROM entities"
            " JOIN named ON named.entity = entities.id WHERE key = ? AND article = ?",
            (f"{ground.kind}:{ground.key}", article),
        ).fetchone()
    return str(row[0]) if row else ""
