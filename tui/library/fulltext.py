"""The full text of every article, searched without tones: the question.

The text index, or a scan where there is none (`textsource`), finds and ranks candidates; `search.hits` then
reads their text and decides, so that what is a hit is said in one place and a scan of all texts would find
the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from tui.lexicon.abbreviations import read_abbreviations
from tui.library.articles import heads_by_ids
from tui.library.asked import Asked, read_query
from tui.library.plaintexts import read_texts
from tui.library.textsource import Field, Needed, ScannedTexts, Texts
from tui.model.result import ArticleHead, ArticleHits, Closeness, TextResult, Understood
from tui.model.span import Span
from tui.search import hits
from tui.search.query import Query, Tones, parse
from tui.search.snippet import snippet

MOST_READ = 400
"""Candidates whose text is read to count their hits, fewer for a query of many words; the best come first, so
that they are always among them."""
MOST_READ_FOR_CAPITALS = 5_000
"""The same where an abbreviation counts only in capitals (`CA` is not `ca`): the index has none."""
EVERYWHERE = 0.2
"""Words that more than this share of all articles hold are near one another everywhere: it says nothing."""
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


def find_text(
    connection: sqlite3.Connection,
    query: str,
    limit: int = 200,
    *,
    tones: Tones = "auto",
    expand: bool = True,
    abbreviations: Mapping[str, str] | None = None,
    texts: Texts | None = None,
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

    `expand` reads abbreviations both ways (`abbreviations`: those of the lexicon by default). `texts` says
    which articles are looked into; without it all are, one by one. `nearest_names` is asked for names near
    the query when nothing is found. `limit` bounds the articles returned, not the totals; hits of candidates
    past the best `MOST_READ` are not counted.
    """
    parsed = parse(query)
    if tones == "folded":
        parsed = _without_tones(parsed)
    known = (read_abbreviations() if abbreviations is None else abbreviations) if expand else {}
    texts = ScannedTexts(connection) if texts is None else texts
    asked = read_query(connection, texts, parsed, known, exact=tones == "exact")
    if asked is None:
        understood = Understood(parsed.text, (), True, ignored=parsed.ignored)
        return TextResult(understood, (), 0, 0)
    search = _Search(connection, texts, asked)
    ranked, total = search.ranked()
    dropped, dropped_in = search.dropped()
    understood = replace(
        asked.understood,
        without_index=texts.without_index and _has_articles(connection),
        unsearched=texts.unsearched,
    )
    if ranked:
        understood = replace(understood, closeness=_CLOSENESS[min(row.found.closeness for row in ranked)])
    nearest = () if ranked or nearest_names is None else tuple(nearest_names(parsed.text))
    return TextResult(
        understood,
        _hits_of(connection, asked, ranked[: max(0, limit)]),
        total,
        sum(len(row.found.places) for row in ranked),
        dropped,
        nearest,
        dropped_in,
        search.more_hits,
    )


def _has_articles(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is not None


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


class _Search:
    """One query put to the texts of a library."""

    def __init__(self, connection: sqlite3.Connection, texts: Texts, asked: Asked) -> None:
        self._connection = connection
        self._texts = texts
        self._asked = asked
        self.more_hits = False
        self._quotes = tuple((quote,) for quote in asked.wanted.quotes)

    def ranked(self) -> tuple[list[_Ranked], int]:
        """(candidates that are hits, best first; number of articles that match)."""
        wanted = self._asked.wanted
        phrase = self._phrase()
        rows, total = self._candidates(replace(wanted, parts=()), phrase)
        if len(wanted.parts) > 1:
            chance, share = self._chance()
            near = share < EVERYWHERE
            apart = chance < MOST_BY_CHANCE or not (rows or near)
            loose, count = self._loose(phrase, rows) if near or apart else ([], 0)
            if near:
                rows += [row for row in loose if row.found.closeness < hits.Closeness.APART]
            if apart or not rows:
                known = {row.id for row in rows}
                rows += [row for row in loose if row.id not in known]
                total += count
                closer = [row for row in rows if row.found.closeness < hits.Closeness.APART]
                if closer and chance >= MOST_BY_CHANCE:
                    rows, total = closer, len(closer)
            total = max(total, len(rows))
        rows.sort(key=lambda row: (not row.found.exact, row.found.closeness, -row.score, row.id))
        return rows, total

    def _loose(self, phrase: Needed, rows: Sequence[_Ranked]) -> tuple[list[_Ranked], int]:
        """(other articles than `rows` that have all words, near together or not; how many there are)."""
        known = {row.id for row in rows}
        # What the index has as a phrase may be none, for want of capitals, and have the words apart.
        besides = None if any(form.capitals for form in self._asked.wanted.phrase) else phrase
        loose, count = self._candidates(self._asked.wanted, self._all(), besides)
        return [row for row in loose if row.id not in known], count - (0 if besides else len(known))

    def _all(self) -> Needed:
        return Needed((*self._asked.wanted.parts, *self._quotes), beside=_NEAR_WORDS)

    def _chance(self) -> tuple[float, float]:
        """(share of the articles that would hold all words of the query by chance, share that does).

        The syllables of a common name stand in a third of all articles: where the name itself is found, the
        other articles with its syllables would only hide it.
        """
        articles = max(1, self._connection.execute("SELECT articles FROM state").fetchone()[0])
        counts = [self._texts.count(Needed((part,))) for part in self._asked.wanted.parts]
        return float(prod(count / articles for count in counts)), self._texts.count(self._all()) / articles

    def _candidates(
        self, wanted: hits.Wanted, needed: Needed, apart_from: Needed | None = None
    ) -> tuple[list[_Ranked], int]:
        """(articles that hold `wanted`; how many there are, those not read included)."""
        most = MOST_READ if len(wanted.parts) < 3 else 2 * MOST_READ // len(wanted.parts)
        if any(form.capitals for group in needed.groups for form in group):
            most = MOST_READ_FOR_CAPITALS
        scores = dict(self._texts.best(needed, most, apart_from=apart_from))
        found: list[_Ranked] = []
        for article_id, stored in read_texts(self._connection, scores):
            surface = stored.plain.body if wanted.plain else stored.text
            places = hits.find(hits.Searched(surface, stored.plain.body), wanted)
            if places is not None and (places.exact or not self._asked.exact):
                held = places.as_typed() if places.exact else places
                found.append(_Ranked(article_id, scores[article_id], held))
        if len(scores) < most:
            return found, len(found)
        self.more_hits = True
        total = self._texts.count(needed) - (self._texts.count(apart_from) if apart_from else 0)
        return found, max(len(found), total)

    def _phrase(self, field: Field = "body") -> Needed:
        phrase = self._asked.wanted.phrase
        return Needed((*((phrase,) if phrase else ()), *self._quotes), field)

    def dropped(self) -> tuple[int, int | None]:
        """(places of the phrase in what cleaning left out; the article with most of them)."""
        wanted = replace(self._asked.wanted, parts=())
        ids = (article_id for article_id, _score in self._texts.best(self._phrase("dropped"), MOST_READ))
        counts: dict[int, int] = {}
        for article_id, stored in read_texts(self._connection, ids):
            found = hits.find(hits.Searched(stored.trimmed, stored.plain.dropped), wanted)
            if found and (found.exact or not self._asked.exact):
                counts[article_id] = len(found.places)
        most = max(counts, key=lambda article_id: (counts[article_id], -article_id), default=None)
        return sum(counts.values()), most


def _hits_of(
    connection: sqlite3.Connection, asked: Asked, rows: Sequence[_Ranked]
) -> tuple[ArticleHits, ...]:
    """Each row with its head, its hits in the clean text, and the passage that shows most of them."""
    ids = [row.id for row in rows]
    heads = heads_by_ids(connection, ids)
    texts = dict(read_texts(connection, ids))
    return tuple(
        _article_hits(heads[row.id], texts[row.id].text, texts[row.id].plain.body, row, asked)
        for row in rows
        if row.id in heads and row.id in texts
    )


def _article_hits(head: ArticleHead, text: str, body: str, row: _Ranked, asked: Asked) -> ArticleHits:
    spans: tuple[Span, ...]
    if asked.wanted.plain:
        searched = hits.Searched(text, body)  # places are of the plain text, which may be longer
        spans = tuple(searched.span(place.start, place.stop) for place in row.found.places)
    else:
        spans = tuple(Span(place.start, place.stop) for place in row.found.places)
    cut = snippet(text, spans, width=SNIPPET_CELLS)
    return ArticleHits(head, row.score, spans, cut, row.found.exact, _CLOSENESS[row.found.closeness])
