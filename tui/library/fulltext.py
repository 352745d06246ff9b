"""The full text of every article, searched without tones: the tables, and the question.

`searchable` holds each article as `text.words.plain` makes it (letters, digits and spaces, folded), and FTS5
indexes just that: its own folding does not know đ, and the `ascii` tokenizer splits plain text as
`plain_words` does. The index finds and ranks candidates; `search.hits` then reads their plain text and
decides, so that what is a hit is said in one place and a scan of all texts would find the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import islice, product
from math import prod

from tui.lexicon.abbreviations import read_abbreviations
from tui.library.articles import heads_by_ids, storable
from tui.library.asked import Asked, either, quoted, read_query
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.model.result import ArticleHead, ArticleHits, Closeness, TextResult, Understood
from tui.model.span import Span
from tui.search import hits
from tui.search.query import MAX_READINGS, Query, Tones, parse
from tui.search.snippet import snippet
from tui.text.words import plain

TABLES = """
CREATE TABLE searchable (            -- plain text: letters, digits, spaces; a paragraph a line
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    dropped TEXT NOT NULL,           -- what cleaning left out
    text TEXT NOT NULL,              -- the clean text itself: tones are read in thousands, `bodies` is packed
    trimmed TEXT NOT NULL            -- what cleaning left out, as it stood
);
CREATE VIRTUAL TABLE fulltext USING fts5(
    title, body, dropped, content='searchable', content_rowid='id', tokenize='ascii', detail=full
);
CREATE VIRTUAL TABLE fulltext_words USING fts5vocab(fulltext, 'row');
"""

TITLE_WEIGHT = 4.0
"""A word of the headline counts as much as this many in the text."""
MOST_READ = 5_000
"""Candidates whose text is read to count their hits, fewer for a query of many words; the best come first, so
that they are always among them."""
EVERYWHERE = 0.2
"""Words that more than this share of all articles hold are near one another everywhere: the index takes
seconds to say where, so that only the best `MOST_READ` articles are looked into."""
MOST_BY_CHANCE = 0.01
"""Words that this share of all articles would hold by chance say nothing where they stand apart."""
SNIPPET_CELLS = 240
"""Enough for the widest screen; a narrow row cuts it again."""

_CLOSENESS: dict[hits.Closeness, Closeness] = {
    hits.Closeness.PHRASE: "phrase",
    hits.Closeness.NEAR: "near",
    hits.Closeness.APART: "apart",
}
_NEAR_WORDS = hits.NEAR // 2
"""No more words than this lie within `hits.NEAR` code points."""


def store(connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction) -> None:
    """Make the text of an article searchable; its facts play no part and may be unknown yet."""
    del extraction
    trimmed = "\n".join(piece.text for piece in article.dropped)
    row = article_id, plain(article.title or ""), plain(article.text), plain(trimmed)
    connection.execute(
        "INSERT INTO searchable (id, title, body, dropped, text, trimmed) VALUES (?, ?, ?, ?, ?, ?)",
        (*row, storable(article.text), storable(trimmed)),
    )
    connection.execute("INSERT INTO fulltext (rowid, title, body, dropped) VALUES (?, ?, ?, ?)", row)


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget an article; nothing happens where none was stored."""
    connection.execute(
        "INSERT INTO fulltext (fulltext, rowid, title, body, dropped)"
        " SELECT 'delete', id, title, body, dropped FROM searchable WHERE id = ?",
        (article_id,),
    )
    connection.execute("DELETE FROM searchable WHERE id = ?", (article_id,))


def finish(connection: sqlite3.Connection) -> None:
    """Merge small pieces of the index that a run left behind."""
    connection.execute("INSERT INTO fulltext (fulltext, rank) VALUES ('merge', 500)")


def find_text(
    connection: sqlite3.Connection,
    query: str,
    limit: int = 200,
    *,
    tones: Tones = "auto",
    expand: bool = True,
    abbreviations: Mapping[str, str] | None = None,
    only: AbstractSet[int] | None = None,
    nearest_names: Callable[[str], Sequence[str]] | None = None,
) -> TextResult:
    """Articles that match `query`, best first, each with all its hits; any text is a query.

    A query of several words is first a phrase: articles that have it come first, those that have all words
    near together after them. Articles that have the words only apart come last; they are left out where
    others have them closer and the words are so common that they tell nothing (see `_chance`). Quoted words
    must stand together, unabbreviated. Tones that were typed put the articles that have them first (`tones`:
    `exact` leaves out the others, `folded` makes no difference). The last word is the beginning of one where
    it is no word of the corpus itself, or its phrase stands nowhere. Words that are not in the corpus give
    way to the nearest spelling, else they are left out; both are reported.

    `expand` reads abbreviations both ways (`abbreviations`: those of the lexicon by default). `only` narrows
    to some articles. `nearest_names` is asked for names near the query when nothing is found. `limit` bounds
    the articles returned, not the totals; hits of candidates past the best `MOST_READ` are not counted.
    """
    parsed = parse(query)
    if tones == "folded":
        parsed = _without_tones(parsed)
    known = (read_abbreviations() if abbreviations is None else abbreviations) if expand else {}
    asked = read_query(connection, parsed, known, exact=tones == "exact")
    if asked is None:
        understood = Understood(parsed.text, (), True, ignored=parsed.ignored)
        return TextResult(understood, (), 0, 0)
    ranked, total = _ranked(connection, asked, only)
    understood = asked.understood
    if ranked:
        understood = replace(understood, closeness=_CLOSENESS[min(row.found.closeness for row in ranked)])
    dropped, dropped_in = _dropped_hits(connection, asked, only)
    nearest = () if ranked or nearest_names is None else tuple(nearest_names(parsed.text))
    return TextResult(
        understood,
        _hits_of(connection, asked, ranked[: max(0, limit)]),
        total,
        sum(len(row.found.places) for row in ranked),
        dropped,
        nearest,
        dropped_in,
    )


def _without_tones(query: Query) -> Query:
    terms = tuple(
        replace(term, words=tuple(replace(word, toned=None) for word in term.words)) for term in query.terms
    )
    return replace(query, terms=terms)


@dataclass(frozen=True, slots=True)
class _Ranked:
    id: int
    score: float
    """Larger is better."""
    found: hits.Found


def _ranked(
    connection: sqlite3.Connection, asked: Asked, only: AbstractSet[int] | None
) -> tuple[list[_Ranked], int]:
    """(candidates that are hits, best first; number of articles that match)."""
    wanted = asked.wanted
    rows, total = _candidates(connection, asked, only, replace(wanted, parts=()), _phrase(wanted))
    if len(wanted.parts) > 1:
        chance, share = _chance(connection, wanted)
        if share < EVERYWHERE:
            near, _count = _candidates(connection, asked, only, wanted, _near(wanted))
            rows += [row for row in near if row.found.closeness == hits.Closeness.NEAR]
            total = max(total, len(rows))
        if not rows or chance < MOST_BY_CHANCE:
            closer = {row.id for row in rows}
            apart, count = _candidates(connection, asked, only, wanted, _apart(wanted))
            rows += [row for row in apart if row.id not in closer]
            total = max(count, len(rows))
        closest = min((row.found.closeness for row in rows), default=hits.Closeness.APART)
        if chance >= MOST_BY_CHANCE and closest < hits.Closeness.APART:
            rows = [row for row in rows if row.found.closeness < hits.Closeness.APART]
            total = len(rows)
    rows.sort(key=lambda row: (not row.found.exact, row.found.closeness, -row.score, row.id))
    return rows, total


def _chance(connection: sqlite3.Connection, wanted: hits.Wanted) -> tuple[float, float]:
    """(share of the articles that would hold all words of the query by chance, share that does).

    The syllables of a common name stand in a third of all articles: where the name itself is found, the other
    articles with its syllables would only hide it.
    """
    articles = max(1, int(connection.execute("SELECT count(*) FROM searchable").fetchone()[0]))

    def share(expression: str) -> float:
        count = "SELECT count(*) FROM fulltext WHERE fulltext MATCH ?"
        found = connection.execute(count, (f"{{title body}} : ({expression})",)).fetchone()[0]
        return float(found) / articles

    chance: float = prod(share(either(part)) for part in wanted.parts)
    return chance, share(_apart(wanted))


def _candidates(
    connection: sqlite3.Connection,
    asked: Asked,
    only: AbstractSet[int] | None,
    wanted: hits.Wanted,
    expression: str,
) -> tuple[list[_Ranked], int]:
    """(articles of `expression` that hold `wanted`; how many there are, those not read included)."""
    expression = f"{{title body}} : ({expression})"
    inside, values = _inside(only, TITLE_WEIGHT, expression)
    most = MOST_READ if len(wanted.parts) < 3 else 2 * MOST_READ // len(wanted.parts)
    surface = "searchable.body" if wanted.plain else "searchable.text"
    rows = connection.execute(
        f"SELECT best.id, best.score, searchable.body, {surface} FROM"
        " (SELECT rowid AS id, bm25(fulltext, ?, 1.0, 0.0) AS score FROM fulltext"
        f" WHERE fulltext MATCH ?{inside} ORDER BY score LIMIT ?) AS best"
        " JOIN searchable ON searchable.id = best.id",
        (*values, most),
    )
    found: list[_Ranked] = []
    read = 0
    for article_id, score, body, text in rows:
        read += 1
        places = hits.find(hits.Searched(text, body), wanted)
        if places is not None and (places.exact or not asked.exact):
            found.append(_Ranked(article_id, -score, places.as_typed() if places.exact else places))
    if read < most:
        return found, len(found)
    count = f"SELECT count(*) FROM fulltext WHERE fulltext MATCH ?{inside}"
    return found, max(len(found), int(connection.execute(count, values[1:]).fetchone()[0]))


def _phrase(wanted: hits.Wanted) -> str:
    return _all([either(wanted.phrase)] if wanted.phrase else [], wanted)


def _near(wanted: hits.Wanted) -> str:
    choices = islice(product(*wanted.parts), MAX_READINGS)
    groups = (f"NEAR({' '.join(quoted(form) for form in choice)}, {_NEAR_WORDS})" for choice in choices)
    return _all([" OR ".join(groups)], wanted)


def _apart(wanted: hits.Wanted) -> str:
    return _all([either(part) for part in wanted.parts], wanted)


def _all(needed: list[str], wanted: hits.Wanted) -> str:
    return " AND ".join(f"({item})" for item in [*needed, *(quoted(quote) for quote in wanted.quotes)])


def _inside(only: AbstractSet[int] | None, *values: object) -> tuple[str, list[object]]:
    """(condition, values) that keep a question to some articles."""
    if only is None:
        return "", list(values)
    condition = " AND fulltext.rowid IN (SELECT value FROM json_each(?))"
    return condition, [*values, json.dumps(sorted(only))]


def _dropped_hits(
    connection: sqlite3.Connection, asked: Asked, only: AbstractSet[int] | None
) -> tuple[int, int | None]:
    """(places of the phrase in what cleaning left out, in all articles; the article with most of them)."""
    wanted = replace(asked.wanted, parts=())
    inside, values = _inside(only, f"{{dropped}} : ({_phrase(wanted)})")
    rows = connection.execute(
        "SELECT searchable.id, searchable.trimmed, searchable.dropped"
        " FROM fulltext JOIN searchable ON searchable.id = fulltext.rowid"
        f" WHERE fulltext MATCH ?{inside} LIMIT ?",
        (*values, MOST_READ),
    )
    counts: dict[int, int] = {}
    for article_id, trimmed, dropped in rows:
        found = hits.find(hits.Searched(trimmed, dropped), wanted)
        if found and (found.exact or not asked.exact):
            counts[article_id] = len(found.places)
    most = max(counts, key=lambda article_id: (counts[article_id], -article_id), default=None)
    return sum(counts.values()), most


def _hits_of(
    connection: sqlite3.Connection, asked: Asked, rows: Sequence[_Ranked]
) -> tuple[ArticleHits, ...]:
    """Each row with its head, its hits in the clean text, and the passage that shows most of them."""
    ids = [row.id for row in rows]
    heads = heads_by_ids(connection, ids)
    texts: dict[int, tuple[str, str]] = {}
    for article_id in ids:
        query = "SELECT text, body FROM searchable WHERE id = ?"
        texts[article_id] = connection.execute(query, (article_id,)).fetchone()
    return tuple(_article_hits(heads[row.id], *texts[row.id], row, asked) for row in rows if row.id in heads)


def _article_hits(head: ArticleHead, text: str, body: str, row: _Ranked, asked: Asked) -> ArticleHits:
    spans: tuple[Span, ...]
    if asked.wanted.plain:
        searched = hits.Searched(text, body)  # places are of the plain text, which may be longer
        spans = tuple(searched.span(place.start, place.stop) for place in row.found.places)
    else:
        spans = tuple(Span(place.start, place.stop) for place in row.found.places)
    cut = snippet(text, spans, width=SNIPPET_CELLS)
    return ArticleHits(head, row.score, spans, cut, row.found.exact, _CLOSENESS[row.found.closeness])
