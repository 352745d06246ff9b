"""A query with fields, alternatives or exclusions: which articles have all it asks, what to show of them.

Fields become conditions on rows (`fields`); words inside of alternatives and exclusions, beginnings, slips
and words near one another are put to the text index. Free words are then ranked among the articles that are
left, as if they had been typed alone (`fulltext`); where there is none, articles come by how well the other
words fit, then newest first.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tui.lexicon.abbreviations import read_abbreviations
from tui.library import fulltext, indexed_texts
from tui.library.articles import heads_by_ids
from tui.library.fields import Fields, Joined
from tui.library.plaintexts import Stored, read_texts
from tui.library.textsource import Scored, Texts
from tui.library.vocabulary import article_counts, words_about
from tui.model.query import Query, Remark, Term, Word
from tui.model.result import ArticleHead, ArticleHits, TextResult, Understood
from tui.model.span import Span
from tui.search import hits
from tui.search.query import Form, Tones, form_of, print_query, readings, slots
from tui.search.snippet import snippet
from tui.text.words import is_syllable

MOST_SPELLINGS = 48
"""Words few letters from one typed, commonest first, that are looked for."""
MOST_NEAR = 2_000
"""Articles with all of several words whose texts are read to see how near to one another they stand."""


def is_structured(query: Query) -> bool:
    """True when more is asked than words and phrases."""
    return bool(query.clauses) or any(term.special for term in query.terms)


def find_structured(
    connection: sqlite3.Connection,
    library: Path,
    query: Query,
    limit: int,
    *,
    only: AbstractSet[int] | None,
    today: date,
    start: int = 0,
    tones: Tones = "auto",
    expand: bool = True,
    quick: bool = False,
    nearest_names: Callable[[str], Sequence[str]] | None = None,
) -> TextResult:
    """Articles that have all that `query` asks, best first; see `fulltext.find_text` for what is answered.

    `only` narrows to some articles; periods told by how long ago they are reckoned from `today`.
    """
    plain = tuple(term for term in query.terms if not term.special)
    special = tuple(term for term in query.terms if term.special)

    def narrowed(texts: Texts) -> tuple[set[int], _Asked]:
        asked = _Asked(connection, texts, today, tones=tones, expand=expand)
        ids = asked.fields.ids((*special, *query.clauses), asked.holding)
        return (ids if only is None else ids & only), asked

    ids, asked = indexed_texts.ask(connection, library, only, narrowed)
    asked.fields.tell_inferred(query.clauses, ids)
    remarks = asked.fields.remarks
    names = nearest_names if nearest_names is not None and not quick else _no_names
    if not plain:
        return _named(_understood(asked.result(ids, start, limit), query, remarks), names)
    alone = print_query(Query("", plain))

    def ranked(texts: Texts) -> TextResult:
        return fulltext.find_text(
            connection, alone, limit, start=start, tones=tones, expand=expand, quick=quick, texts=texts,
            nearest_names=nearest_names,
        )  # fmt: skip

    without = (
        asked.fields.everything - ids if only is None and len(ids) > asked.articles // 2 else frozenset()
    )
    found = indexed_texts.ask(connection, library, frozenset(ids), ranked, without=without)
    return _named(_understood(found, query, remarks), names)


def _no_names(_typed: str) -> Sequence[str]:
    return ()


def _named(result: TextResult, nearest_names: Callable[[str], Sequence[str]]) -> TextResult:
    """An answer without articles with the names nearest to those that nothing is called by."""
    if result.total_articles:
        return result
    unknown = [
        remark.typed
        for remark in result.understood.remarks
        if remark.kind == "nothing" and remark.field in ("person", "organisation", "place")
    ]
    near = [name for typed in unknown for name in nearest_names(typed)]
    return replace(result, nearest=tuple(dict.fromkeys([*near, *result.nearest]))) if near else result


def find_ids(
    connection: sqlite3.Connection,
    library: Path,
    query: Query,
    *,
    only: AbstractSet[int] | None,
    today: date,
    tones: Tones,
    expand: bool,
) -> frozenset[int]:
    """All articles that have what `query` asks beside its free words."""
    special = (*(term for term in query.terms if term.special), *query.clauses)

    def narrowed(texts: Texts) -> frozenset[int]:
        asked = _Asked(connection, texts, today, tones=tones, expand=expand)
        return frozenset(asked.fields.ids(special, asked.holding))

    ids = indexed_texts.ask(connection, library, only, narrowed)
    return ids if only is None else ids & only


def _understood(result: TextResult, query: Query, remarks: Iterable[Remark]) -> TextResult:
    special = tuple(term for term in query.terms if term.special)
    return replace(
        result,
        understood=replace(
            result.understood,
            query=query.text,
            ignored=(*query.ignored, *result.understood.ignored),
            clauses=(*special, *query.clauses),
            notes=query.notes,
            remarks=tuple(remarks),
        ),
    )


class _Asked:
    """The words and fields of one query, put to one library."""

    def __init__(
        self, connection: sqlite3.Connection, texts: Texts, today: date, *, tones: Tones, expand: bool
    ) -> None:
        self.fields = Fields(connection, today)
        self._connection = connection
        self._texts = texts
        self._tones = tones
        self._abbreviations = read_abbreviations() if expand else {}
        (self.articles,) = connection.execute("SELECT articles FROM state").fetchone()
        self._scores: dict[int, float] = {}
        self._wanted: list[hits.Wanted] = []
        self._typed: list[Word] = []

    def holding(self, terms: tuple[Term, ...], how: Joined, excluded: bool) -> set[int]:
        """Articles that hold all of some terms, or any: what is left out must have the tones that were typed.

        As many terms as can be are put in one question.
        """
        together: list[tuple[Term, tuple[Form, ...]]] = []
        apart: list[set[int]] = []
        for term in terms:
            if term.within is not None:
                wanted = hits.Wanted((), (), tuple(form_of([word]) for word in term.words))
                apart.append(self._taken([term], [wanted], self._near(term, term.within), excluded))
                continue
            forms = self._forms(term)
            if how == "any" or len(forms) == 1 or len(terms) == 1:
                together.append((term, forms))
            else:
                apart.append(self._ranked([(term, forms)], hits.Wanted(forms), excluded))
        if together:
            each = tuple(form for _term, forms in together for form in forms)
            single = how == "any" or len(together) == 1
            wanted = hits.Wanted(each) if single else hits.Wanted((), (), each)
            apart.append(self._ranked(together, wanted, excluded))
        return set.intersection(*apart) if how == "all" else set.union(*apart)

    def _ranked(
        self, terms: Sequence[tuple[Term, tuple[Form, ...]]], wanted: hits.Wanted, excluded: bool
    ) -> set[int]:
        toned = any(any(form.toned) for _term, forms in terms for form in forms)
        exact = self._tones == "exact" or (excluded and toned and self._tones == "auto")
        rows = self._texts.ranked(wanted, "phrase", self.articles, exact=exact).rows
        each = [hits.Wanted(forms) for _term, forms in terms]
        return self._taken([term for term, _forms in terms], each, rows, excluded)

    def _taken(
        self, terms: Iterable[Term], wanted: Iterable[hits.Wanted], rows: Scored, excluded: bool
    ) -> set[int]:
        """The articles of `rows`; what they are worth is kept, and what is to be marked in them."""
        scores = dict(rows)
        ids = set(scores)
        if not excluded:
            self._wanted += wanted
            self._typed += (word for term in terms for word in term.words)
            known = self._scores
            if known:
                for article_id in known.keys() & ids:
                    scores[article_id] += known[article_id]
                known.update(scores)
            else:
                self._scores = scores
        return ids

    def _forms(self, term: Term) -> tuple[Form, ...]:
        """The ways to write a term."""
        last = term.words[-1]
        words = term.words
        if self._tones == "folded":
            words = tuple(replace(word, toned=None) for word in words)
        if last.slips:
            return tuple(
                Form((*form_of(words[:-1]).words, spelled), (*form_of(words[:-1]).toned, None))
                for spelled in self._spellings(last)
            )
        if last.begun:
            return (replace(form_of(words), prefix=True),)
        if term.quoted:
            return (form_of(words),)
        # an abbreviation that is a syllable too (`CA`) is none here: capitals are not looked for
        return tuple(
            replace(form, capitals=())
            for form in readings(slots([replace(term, words=words)], self._abbreviations))
            if not any(map(_may_be_a_word, form.words, form.capitals))
        )

    def _spellings(self, word: Word) -> list[str]:
        """Words of the corpus at most so many letters from `word`, itself first."""
        near = [
            found
            for found, _slips, _at in process.extract(
                word.folded,
                [known for known, _count in words_about(self._connection, len(word.folded))],
                scorer=OSA.distance,
                score_cutoff=word.slips,
                limit=None,
            )
            if found != word.folded and found.isalpha() == word.folded.isalpha()
        ]
        counts = article_counts(self._connection, near)
        near.sort(key=lambda found: (-counts.get(found, 0), found))
        return [word.folded, *near[: MOST_SPELLINGS - 1]]

    def _near(self, term: Term, within: int) -> list[tuple[int, float]]:
        """Articles that have the words with at most `within` others between them, in one paragraph."""
        parts = tuple((form_of([word]),) for word in term.words)
        wanted = hits.Wanted((form_of(term.words),), parts)
        ranking = self._texts.ranked(wanted, "anywhere", MOST_NEAR)
        scores = dict(ranking.rows)
        if ranking.total > len(scores):
            typed = " ".join(word.typed for word in term.words)
            self.fields.remarks.append(Remark("bounded", None, typed, count=len(scores)))
        words = [word.folded for word in term.words]
        return [
            (article_id, scores[article_id])
            for article_id, stored in read_texts(self._connection, scores)
            if any(stand_within(line.split(), words, within) for line in stored.plain.body.split("\n"))
        ]

    def result(self, ids: set[int], start: int, limit: int) -> TextResult:
        """At most `limit` articles of `ids` from the one numbered `start`.

        First come those in which the words asked for count most, then the newest.
        """
        shown = self._first(ids, start + max(0, limit))[start:]
        heads = heads_by_ids(self._connection, shown)
        named = self.fields.mentions(shown)
        found = [
            self._hits(heads[article_id], stored, named.get(article_id, ()))
            for article_id, stored in read_texts(self._connection, shown)
            if article_id in heads
        ]
        understood = Understood(
            "",
            (),
            not any(word.toned for word in self._typed),
            without_index=self._texts.without_index and bool(self._wanted) and bool(self.articles),
            unsearched=self._texts.unsearched if self._wanted else 0,
        )
        count = sum(len(article.spans) for article in found)
        return TextResult(
            understood, tuple(found), len(ids), count, more_hits=bool(count) and len(ids) > start + len(found)
        )

    def _first(self, ids: set[int], limit: int) -> list[int]:
        if self._scores:
            score = self._scores.get
            best = heapq.nlargest(limit, ((score(one, 0.0), -one) for one in ids))
            return [-negative for _score, negative in best]
        rows = self._connection.execute(
            "SELECT articles.id FROM json_each(?) AS each CROSS JOIN articles ON articles.id = each.value"
            " ORDER BY newest, file LIMIT ?",
            (json.dumps(sorted(ids)), limit),
        )
        return [row[0] for row in rows]

    def _hits(self, head: ArticleHead, stored: Stored, named: Sequence[Span]) -> ArticleHits:
        searched = hits.Searched(stored.text, stored.plain.body)
        each = [found for wanted in self._wanted if (found := hits.find(searched, wanted)) is not None]
        places = {Span(place.start, place.stop) for one in each for place in one.places}
        spans = _apart(sorted({*places, *named}))
        cut = snippet(stored.text, spans, width=fulltext.SNIPPET_CELLS)
        score = self._scores.get(head.id, 0.0)
        return ArticleHits(head, score, spans, cut, all(one.exact for one in each))


def _may_be_a_word(word: str, capital: bool = False) -> bool:
    return capital and is_syllable(word)


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Of overlapping ones the earlier."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].stop:
            kept.append(span)
    return tuple(kept)


def stand_within(text: Sequence[str], words: Sequence[str], within: int) -> bool:
    """True when all `words` stand in `text` with at most `within` others between the first and the last.

    >>> stand_within("lũ về làm vỡ một đoạn đê".split(), ["đê", "vỡ"], 2)
    True
    >>> stand_within("lũ về làm vỡ một đoạn đê".split(), ["đê", "vỡ"], 1)
    False
    """
    needed = {word: words.count(word) for word in words}
    places = [(at, word) for at, word in enumerate(text) if word in needed]
    held: dict[str, int] = dict.fromkeys(needed, 0)
    missing, begin = len(words), 0
    for at, word in places:
        held[word] += 1
        missing -= held[word] <= needed[word]
        while not missing:
            first, dropped = places[begin]
            if at - first + 1 - len(words) <= within:
                return True
            held[dropped] -= 1
            missing += held[dropped] < needed[dropped]
            begin += 1
    return False
