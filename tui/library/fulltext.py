"""The full text of every article, searched without tones: the question.

The text index, or a scan where there is none (`textsource`), says which articles hold the words, and in which
order. The texts of those that are shown are then read, and `search.hits` finds the places in them; what is a
hit is said there, and a scan of all texts would find the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from tui.lexicon.abbreviations import read_abbreviations
from tui.library.articles import heads_by_ids
from tui.library.asked import Asked, read_query
from tui.library.plaintexts import Stored, read_texts
from tui.library.textsource import NEAR, Apart, Needed, Ranking, ScannedTexts, Scored, Texts
from tui.library.vocabulary import article_counts, articles_beginning_with
from tui.model.result import ArticleHead, ArticleHits, Closeness, TextResult, Understood
from tui.model.span import Span
from tui.search import hits
from tui.search.query import Form, Query, Tones, parse
from tui.search.snippet import snippet

MOST_SHOWN = 200
"""Articles that are read and shown unless more are asked for."""
MOST_DROPPED = 100
"""Articles whose left-out parts are read to count hits in them; those with most come first."""
MOST_VERIFIED = 2_000
"""Articles that have each of several words as typed, and are read to see whether they stand together so."""
MOST_BY_CHANCE = 0.01
"""Words that this share of all articles would hold by chance say nothing where they stand apart."""
SNIPPET_CELLS = 240
"""Enough for the widest screen; a narrow row cuts it again."""

_CLOSENESS: dict[hits.Closeness, Closeness] = {
    hits.Closeness.PHRASE: "phrase",
    hits.Closeness.NEAR: "near",
    hits.Closeness.APART: "apart",
}


def find_text(
    connection: sqlite3.Connection,
    query: str,
    limit: int = MOST_SHOWN,
    *,
    start: int = 0,
    tones: Tones = "auto",
    expand: bool = True,
    quick: bool = False,
    abbreviations: Mapping[str, str] | None = None,
    texts: Texts | None = None,
    nearest_names: Callable[[str], Sequence[str]] | None = None,
) -> TextResult:
    """Articles that match `query`, best first, each with all its hits; any text is a query.

    A query of several words is first a phrase: articles that have it come first, those that have all words
    near together after them, then those that have them apart. Where the words are so common that many an
    article holds them all by chance (`MOST_BY_CHANCE`), only the closest count: the phrase; if it stands
    nowhere, the words near together; else apart. Quoted words must stand together, unabbreviated. Tones that
    were typed put the articles that have them first (`tones`: `exact` leaves out the others, `folded` makes
    no difference). The last word is the beginning of one where it is no word of the corpus itself, or its
    phrase stands nowhere. Words that are not in the corpus give way to the nearest spelling, else they are
    left out; both are reported.

    `expand` reads abbreviations both ways (`abbreviations`: those of the lexicon by default). `texts` says
    which articles are looked into; without it all are, one by one. `nearest_names` is asked for names near
    the query when nothing is found. `limit` bounds the articles read and returned, not their number told;
    hits are counted in those alone; they begin at the one numbered `start`. `quick` does not look at what
    cleaning left out, nor for nearest names.
    """
    parsed = parse(query)
    if tones == "folded":
        parsed = _without_tones(parsed)
    known = (read_abbreviations() if abbreviations is None else abbreviations) if expand else {}
    texts = ScannedTexts(connection) if texts is None else texts
    asked = read_query(connection, texts, parsed, known, exact=tones == "exact")
    if asked is None:
        understood = Understood(parsed.text, (), True, ignored=parsed.ignored, notes=parsed.notes)
        return TextResult(understood, (), 0, 0)
    search = _Search(connection, texts, asked)
    stop = start + max(0, limit)
    ranking = search.ranking(stop)
    wanted = ranking.rows[start:stop]
    shown = search.read(wanted)
    total = ranking.total - (len(wanted) - len(shown))
    dropped, dropped_in = (0, None) if quick else search.dropped()
    understood = replace(
        search.asked.understood,
        without_index=texts.without_index and _has_articles(connection),
        unsearched=texts.unsearched,
        notes=parsed.notes,
    )
    if shown:
        understood = replace(understood, closeness=_CLOSENESS[min(row.found.closeness for row in shown)])
    nearest = () if total or quick or nearest_names is None else tuple(nearest_names(parsed.text))
    return TextResult(
        understood,
        _hits_of(connection, search.asked, shown),
        total,
        sum(len(row.found.places) for row in shown),
        dropped,
        nearest,
        dropped_in,
        total > start + len(shown),
    )


def find_ids(
    connection: sqlite3.Connection,
    query: Query,
    texts: Texts,
    abbreviations: Mapping[str, str],
    *,
    tones: Tones,
    read: int,
) -> frozenset[int]:
    """All articles `find_text` finds; the first `read` of them were looked into."""
    query = _without_tones(query) if tones == "folded" else query
    asked = read_query(connection, texts, query, abbreviations, exact=tones == "exact")
    if asked is None:
        return frozenset()
    (articles,) = connection.execute("SELECT articles FROM state").fetchone()
    search = _Search(connection, texts, asked)
    rows = search.ranking(max(1, articles)).rows
    looked_into = frozenset(row.id for row in search.read(rows[:read]))
    return looked_into | {article_id for article_id, _score in rows[read:]}


def _has_articles(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is not None


def _without_tones(query: Query) -> Query:
    terms = tuple(
        replace(term, words=tuple(replace(word, toned=None) for word in term.words)) for term in query.terms
    )
    return replace(query, terms=terms)


@dataclass(frozen=True, slots=True)
class _Row:
    """An article that was read."""

    id: int
    score: float
    found: hits.Found
    stored: Stored


class _Search:
    """One query put to the texts of a library."""

    def __init__(self, connection: sqlite3.Connection, texts: Texts, asked: Asked) -> None:
        self._connection = connection
        self._texts = texts
        self.asked = asked
        """Changes to the query that was answered where its last word turns out to be the beginning of one."""

    def ranking(self, limit: int) -> Ranking:
        """Articles that match, at most `limit` of them, and their number."""
        wanted = self.asked.wanted
        if len(wanted.parts) < 2:
            return self._ranked("phrase", limit)
        if self._by_chance() < MOST_BY_CHANCE:
            begun = self.asked.begun
            if not begun or self._texts.has(wanted.phrase) or not self._texts.has(begun.phrase):
                return self._ranked("anywhere", limit)
            self.asked = self.asked.as_begun()
            common = self._by_chance() >= MOST_BY_CHANCE
            return self._ranked("phrase" if common else "anywhere", limit)
        ranking = self._ranked("phrase", limit)
        if not ranking.total and self.asked.begun and self._texts.goes_on(self.asked.begun.phrase):
            typed, self.asked = self.asked, self.asked.as_begun()
            ranking = self._ranked("phrase", limit)
            if not ranking.total:
                self.asked = typed
        return ranking if ranking.total else self._loose(limit)

    def _loose(self, limit: int) -> Ranking:
        """Articles that have the words near together, or where there is none, anywhere."""
        near = self._ranked("near", limit)
        return near if near.total else self._ranked("anywhere", limit)

    def _by_chance(self) -> float:
        """Share of the articles that would hold all words of the query by chance.

        The syllables of a common name stand in a third of all articles: where the name itself is found, the
        other articles with its syllables would only hide it.
        """
        articles = max(1, self._connection.execute("SELECT articles FROM state").fetchone()[0])
        parts = self.asked.wanted.parts
        shares = (sum(map(self._most_articles, part)) / articles for part in parts)
        return prod(min(1.0, share) for share in shares)

    def _most_articles(self, form: Form) -> int:
        """Articles that may hold a form: those that hold the rarest of its words."""
        whole = form.words[:-1] if form.prefix else form.words
        counts = article_counts(self._connection, whole)
        each = [counts.get(word, 0) for word in whole]
        if form.prefix:
            each.append(articles_beginning_with(self._connection, form.words[-1]))
        return min(each)

    def _ranked(self, apart: Apart, limit: int) -> Ranking:
        """Articles that have the free words so close."""
        wanted, exact = self.asked.wanted, self.asked.exact
        if not exact or _is_told_by_words(wanted):
            return self._texts.ranked(wanted, apart, limit, exact=exact)
        asked = self._texts.ranked(wanted, apart, max(limit, MOST_VERIFIED), exact=True)
        rows = [(row.id, row.score) for row in self.read(asked.rows)]
        return Ranking(rows[: max(0, limit)], asked.total - (len(asked.rows) - len(rows)))

    def read(self, rows: Scored) -> list[_Row]:
        """The articles with the places of their hits, those with the tones as typed first.

        Articles that turn out to have none are left out: an abbreviation stands there in small letters, or
        where only hits with the tones as typed count, the words have these tones apart alone.
        """
        wanted = self.asked.wanted
        scores = dict(rows)
        read: list[_Row] = []
        for article_id, stored in read_texts(self._connection, scores):
            surface = stored.plain.body if wanted.plain else stored.text
            found = hits.find(hits.Searched(surface, stored.plain.body), wanted)
            if found is not None and (found.exact or not self.asked.exact):
                found = found.as_typed() if found.exact else found
                read.append(_Row(article_id, scores[article_id] % NEAR, found, stored))
        return sorted(read, key=lambda row: not row.found.exact)

    def dropped(self) -> tuple[int, int | None]:
        """(places of the phrase in what cleaning left out; the article with most of them)."""
        wanted = replace(self.asked.wanted, parts=())
        groups = (wanted.phrase, *((quote,) for quote in wanted.quotes))
        needed = Needed(tuple(group for group in groups if group), "dropped")
        ids = (article_id for article_id, _score in self._texts.best(needed, MOST_DROPPED))
        counts: dict[int, int] = {}
        for article_id, stored in read_texts(self._connection, ids):
            found = hits.find(hits.Searched(stored.trimmed, stored.plain.dropped), wanted)
            if found and (found.exact or not self.asked.exact):
                counts[article_id] = len(found.places)
        most = max(counts, key=lambda article_id: (counts[article_id], -article_id), default=None)
        return sum(counts.values()), most


def _is_told_by_words(wanted: hits.Wanted) -> bool:
    """True where each form is one word: that it stands in a text as typed is all there is to see."""
    forms = [*wanted.phrase, *wanted.quotes]
    return all(len(form.words) == 1 for form in forms)


def _hits_of(connection: sqlite3.Connection, asked: Asked, rows: Sequence[_Row]) -> tuple[ArticleHits, ...]:
    """Each row with its head, its hits in the clean text, and the passage that shows most of them."""
    heads = heads_by_ids(connection, [row.id for row in rows])
    return tuple(_article_hits(heads[row.id], row, asked) for row in rows if row.id in heads)


def _article_hits(head: ArticleHead, row: _Row, asked: Asked) -> ArticleHits:
    spans: tuple[Span, ...]
    text = row.stored.text
    if asked.wanted.plain:
        searched = hits.Searched(
            text, row.stored.plain.body
        )  # places are of the plain text, which may be longer
        spans = tuple(searched.span(place.start, place.stop) for place in row.found.places)
    else:
        spans = tuple(Span(place.start, place.stop) for place in row.found.places)
    cut = snippet(text, spans, width=SNIPPET_CELLS)
    return ArticleHits(head, row.score, spans, cut, row.found.exact, _CLOSENESS[row.found.closeness])
