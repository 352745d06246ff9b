"""Which articles belong beside one another: everything two of them share, weighed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from tui.library.articles import find_article, heads_by_ids
from tui.library.duplicate_clusters import copies_of
from tui.library.echoes import shared_passages
from tui.library.in_force import find_facts
from tui.library.links import article_total
from tui.library.textsource import Needed, ScannedTexts, Texts
from tui.library.vocabulary import article_counts
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.model.result import LIKENESS, Related
from tui.related.echoes import Passage, stretches
from tui.related.score import Evidence, echo_share, rarity, reasons, worth
from tui.related.terms import FEW, Words, telling_terms
from tui.search.query import Form
from tui.text.words import plain_words

MOST_SHARED = 600
"""What more articles have ties none together; reading that many rows takes under a millisecond."""
NEAR_DAYS = 3
"""Days between two articles that may still be about the same event."""
TERMS_SHOWN = 4
TERM_SHARE = 0.25
"""What sharing one of the rarest terms is of the worth of all terms; less in a corpus too small to tell."""
POOL = 120
"""Candidates whose row of the list is read for their date."""


_NO_WORDS: frozenset[str] = frozenset()


class _Pool:
    """Articles that share something with the open one, with all they share."""

    def __init__(self, article_id: int) -> None:
        self._article_id = article_id
        self.evidence: dict[int, list[Evidence]] = {}
        self._named: dict[int, set[str]] = {}

    def add(self, article_id: int, evidence: Evidence) -> None:
        if article_id != self._article_id:
            self.evidence.setdefault(article_id, []).append(evidence)

    def add_name(self, article_id: int, evidence: Evidence, words: Iterable[str]) -> None:
        """Add a name both have, made of `words`."""
        if article_id != self._article_id:
            self.add(article_id, evidence)
            self._named.setdefault(article_id, set()).update(words)

    def has_named(self, article_id: int, words: Iterable[str]) -> bool:
        """True when all `words` are of names that both articles have: they count as what they name."""
        return self._named.get(article_id, _NO_WORDS).issuperset(words)

    def best(self, count: int) -> list[int]:
        """Ids of the articles that share most."""
        totals = {key: sum(item.worth for item in items) for key, items in self.evidence.items()}
        return sorted(totals, key=lambda key: (-totals[key], key))[:count]


def related(
    connection: sqlite3.Connection, article_id: int, limit: int = 20, *, texts: Texts | None = None
) -> tuple[Related, ...]:
    """The articles that belong most beside one, each with all the reasons; nearest first.

    What is in more than `MOST_SHARED` articles ties none together. An article whose facts are not extracted
    yet is related by its passages and terms.
    """
    article = find_article(connection, article_id)
    if article is None or limit <= 0:
        return ()
    extraction = find_facts(connection, article_id) or Extraction()
    total = article_total(connection)
    pool = _Pool(article_id)
    _add_echoes(connection, article_id, article, extraction, pool)
    _add_names(connection, article_id, total, pool)
    _add_traits(connection, article_id, total, pool)
    _add_terms(connection, texts or ScannedTexts(connection), article, total, pool)
    ids = pool.best(max(POOL, limit))
    heads = heads_by_ids(connection, [article_id, *ids])
    mine = heads.get(article_id)
    found = []
    for other_id in ids:
        head = heads.get(other_id)
        if head is None:
            continue
        near = _near_day(mine.dated if mine else None, head.dated)
        evidence = pool.evidence[other_id] + ([near] if near else [])
        score, why = reasons(evidence)
        if why:
            found.append(Related(head, score, why))
    found.sort(key=lambda item: (-item.score, item.head.file))
    return tuple(found[:limit])


def _add_echoes(
    connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction, pool: _Pool
) -> None:
    copies = copies_of(connection, article_id, LIKENESS)
    for copy, percent in copies.items():
        pool.add(copy, Evidence("duplicate", f"{percent}%", worth("duplicate", percent / 100)))
    for shared in shared_passages(connection, article_id, article):
        if shared.article in copies:
            continue
        longest = max(shared.passages, key=lambda passage: passage.words)
        text = longest.span.of(article.text)
        value = worth("echo", sum(echo_share(passage.words) for passage in shared.passages))
        pool.add(shared.article, Evidence("echo", _speaker(longest, extraction) or text, value, text))


def _speaker(passage: Passage, extraction: Extraction) -> str | None:
    """Who says most of a passage, if a statement of a known speaker holds it."""
    for said in extraction.statements:
        both = min(passage.span.stop, said.evidence.stop) - max(passage.span.start, said.evidence.start)
        if said.speaker_key is not None and 2 * both > passage.span.length:
            return said.speaker
    return None


def _add_names(connection: sqlite3.Connection, article_id: int, total: int, pool: _Pool) -> None:
    rows = connection.execute(
        "SELECT named.entity, entities.kind, named.name, named.mentions FROM named"
        " JOIN entities ON entities.id = named.entity WHERE named.article = ? AND named.telling",
        (article_id,),
    ).fetchall()
    for entity, kind, name, mentions in rows:
        others = connection.execute(
            "SELECT article, mentions FROM named WHERE entity = ? AND telling LIMIT ?",
            (entity, MOST_SHARED + 1),
        ).fetchall()
        if 2 <= len(others) <= MOST_SHARED:
            rare = rarity(len(others), total)
            words = plain_words(name)
            for other, its_mentions in others:
                dwelt_on = min(1.0, (mentions + its_mentions) / 6)
                value = worth(kind, rare * (0.6 + 0.4 * dwelt_on))
                pool.add_name(other, Evidence(kind, name, value), words)


def _add_traits(connection: sqlite3.Connection, article_id: int, total: int, pool: _Pool) -> None:
    rows = connection.execute(
        "SELECT kind, key, text FROM traits WHERE article = ?", (article_id,)
    ).fetchall()
    for kind, key, text in rows:
        others = connection.execute(
            "SELECT article, text FROM traits WHERE kind = ? AND key = ? LIMIT ?",
            (kind, key, MOST_SHARED + 1),
        ).fetchall()
        if not 2 <= len(others) <= MOST_SHARED:
            continue
        rare = rarity(len(others), total)
        for other, its_text in others:
            if kind == "event":
                pool.add(other, Evidence("event", text, worth("event", rare)))
            elif kind == "topic":
                pool.add(other, Evidence("topic", text, worth("topic", rare)))
            elif its_text != text:  # the same name is a shared place already
                before = its_text if text == key else text
                pool.add(other, Evidence("place", f"{before} → {key}", worth("place", rare)))


def _add_terms(
    connection: sqlite3.Connection, texts: Texts, article: Article, total: int, pool: _Pool
) -> None:
    most = max(3, min(MOST_SHARED, total // 10))

    terms = telling_terms(
        article.text,
        stretches(article),
        title=article.title or "",
        articles_with=lambda words: article_counts(connection, words),
        articles_with_all=lambda words: texts.count(_phrase(words)),
        total=total,
        most=most,
    )
    share = TERM_SHARE * min(1.0, total / FEW)
    shared: dict[int, list[tuple[float, str]]] = {}
    for term in terms:
        for other in _with_words(texts, term.words, most):
            if not pool.has_named(other, term.words):
                shared.setdefault(other, []).append((term.weight, term.text))
    for other, weights in shared.items():
        weights.sort(key=lambda item: (-item[0], item[1]))
        text = ", ".join(printed for _weight, printed in weights[:TERMS_SHOWN])
        value = worth("terms", share * sum(weight for weight, _printed in weights))
        pool.add(other, Evidence("terms", text, value))


def _with_words(texts: Texts, words: Words, limit: int) -> list[int]:
    return [article_id for article_id, _score in texts.best(_phrase(words), limit)]


def _phrase(words: Words) -> Needed:
    return Needed(((Form(tuple(words), (None,) * len(words)),),))


def _near_day(mine: str | None, its: str | None) -> Evidence | None:
    """Evidence that two articles are of about the same day; None unless both days are known."""
    if mine is None or its is None or len(mine) != 10 or len(its) != 10:
        return None
    try:
        apart = abs((date.fromisoformat(mine) - date.fromisoformat(its)).days)
    except ValueError:
        return None
    if apart > NEAR_DAYS:
        return None
    day = "/".join(reversed(its.split("-")))
    return Evidence("date", day, worth("date", 1 - apart / (NEAR_DAYS + 1)))
