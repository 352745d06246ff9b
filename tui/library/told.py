"""Names and statements of the corpus, one after the other, in memory that does not grow with it."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import cast

from tui.lexicon.abbreviations import read_abbreviations
from tui.library.articles import heads_by_ids
from tui.library.in_force import find_facts
from tui.library.name_search import shown_name
from tui.library.namesakes import with_entity_keys
from tui.model.fact import Kind
from tui.model.told import NameTold, OfficeTold, StatementTold
from tui.related.offices import OfficeSeen, merge_offices

AT_ONCE = 200
"""Articles read in one question."""
ROWS_AT_ONCE = 5_000
"""Articles of names read in one question; of a name in more, all."""
SECONDS = 300.0
"""A name may be in every article of a large library."""


def entity_ids(connection: sqlite3.Connection, kinds: Collection[Kind]) -> Iterator[Sequence[int]]:
    """All names of these kinds, those in most articles first, then by key; as many as are read at once."""
    marks = ",".join("?" * len(kinds))
    rows = connection.execute(
        f"SELECT id, articles FROM entities WHERE kind IN ({marks}) AND articles > 0"
        " ORDER BY articles DESC, key",
        tuple(kinds),
    )
    ids, counts = array("q"), array("q")
    for entity, articles in rows:
        ids.append(entity)
        counts.append(articles)
    return _in_parts(ids, counts)


def _in_parts(ids: Sequence[int], counts: Sequence[int]) -> Iterator[Sequence[int]]:
    start = total = 0
    for at, count in enumerate(counts):
        if total and total + count > ROWS_AT_ONCE:
            yield ids[start:at]
            start, total = at, 0
        total += count
    if start < len(ids):
        yield ids[start:]


def newest_first(connection: sqlite3.Connection, among: AbstractSet[int] | None) -> Sequence[int]:
    """Articles with statements, all or among some, in the order of the list."""
    rows = connection.execute("SELECT id FROM articles WHERE statement_count > 0 ORDER BY newest, file")
    return array("q", (row[0] for row in rows if among is None or row[0] in among))


def names_told(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[NameTold, ...]:
    """All that the articles say of some names; those that are gone are left out."""
    found = (name_told(connection, entity) for entity in ids)
    return tuple(name for name in found if name is not None)


def name_told(connection: sqlite3.Connection, entity: int) -> NameTold | None:
    """All that the articles say of one name; None where it is gone."""
    row = connection.execute("SELECT key, kind FROM entities WHERE id = ?", (entity,)).fetchone()
    names: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    articles = mentions = 0
    certain = False
    for name, its_mentions, telling, its_forms, its_titles in connection.execute(
        "SELECT name, mentions, telling, forms, titles FROM named WHERE entity = ?", (entity,)
    ):
        articles += 1
        mentions += its_mentions
        certain = certain or bool(telling)
        names[name] += 1
        forms.update(json.loads(its_forms) if its_forms else (name,))
        titles.update(set(json.loads(its_titles)) if its_titles else ())
    if row is None or not articles:
        return None
    return NameTold(
        key=row[0],
        name=shown_name(names),
        kind=cast(Kind, row[1]),
        titles=tuple(sorted(titles.items(), key=lambda title: (-title[1], title[0]))),
        forms=tuple(sorted(forms, key=lambda form: (-forms[form], form))),
        offices=_offices(connection, entity),
        articles=articles,
        mentions=mentions,
        confidence="high" if certain else "low",
    )


def _offices(connection: sqlite3.Connection, entity: int) -> tuple[OfficeTold, ...]:
    """The offices of a person, merged over their spellings as on the page of a name."""
    rows = connection.execute(
        "SELECT roles.position, roles.organisation, roles.former,"
        " roles.article, articles.dated, articles.outlet"
        " FROM roles JOIN articles ON articles.id = roles.article WHERE roles.entity = ?"
        " ORDER BY articles.newest, articles.file, roles.start",
        (entity,),
    )
    seen = [
        OfficeSeen(position, organisation, bool(former), (article, dated, outlet))
        for position, organisation, former, article, dated, outlet in rows
    ]
    if not seen:
        return ()
    found = []
    for office in merge_offices(seen, long_forms=read_abbreviations().items()):
        days = sorted({day for _article, day, _outlet in office.sources if day})
        of_article = {article: outlet for article, _day, outlet in office.sources}
        outlets = Counter(outlet for outlet in of_article.values() if outlet)
        found.append(
            OfficeTold(
                office.position,
                office.organisation,
                office.former,
                days[0] if days else None,
                days[-1] if days else None,
                tuple(sorted(outlets, key=lambda outlet: (-outlets[outlet], outlet))),
                len(of_article),
            )
        )
    return tuple(found)


def statements_told(connection: sqlite3.Connection, articles: Sequence[int]) -> Iterator[StatementTold]:
    """What these articles report to have been said, article by article, in the order of the text."""
    heads = heads_by_ids(connection, articles)
    for article in articles:
        head, extraction = heads.get(article), find_facts(connection, article)
        if head is None or extraction is None or not extraction.statements:
            continue
        for said in with_entity_keys(connection, article, extraction).statements:
            yield StatementTold(
                said.speaker, said.speaker_key, said.verb, said.kind, said.text,
                head.dated, head.outlet, head.title, head.file, said.evidence,
            )  # fmt: skip
