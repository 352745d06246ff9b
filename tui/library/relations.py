"""Which articles belong beside one another: everything two of them share, weighed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tui.library.articles import find_article, heads_by_ids, texts_by_ids
from tui.library.duplicate_clusters import copies_of
from tui.library.echoes import shared_passages
from tui.library.in_force import find_facts
from tui.library.links import article_total
from tui.library.textsource import ScannedTexts, Texts
from tui.library.vocabulary import article_counts
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.model.result import LIKENESS, ArticleHead, Reason, Related
from tui.related.echoes import Passage, stretches
from tui.related.score import (
    LEAST_ALIKE,
    TELLING,
    Evidence,
    alike_worth,
    echo_share,
    near_worth,
    rarity,
    reasons,
    worth,
)
from tui.related.terms import Terms
from tui.related.vectors import Profile, Rarity, common
from tui.text.words import plain_words

ALIKE = 30
"""Articles of like words that are compared word by word."""
HEAVIEST = 32
"""Words of an article by which articles of like words are found."""
FOLLOWED = 30
"""A name or trait in more articles ties them, but leads to none: those of like words are found anyway."""
TIED = 12
"""Articles that names and traits alone lead to, those with the rarest first."""
NEAR_DAYS = 7
"""Days between two articles that may still be about the same event."""
TERMS_SHOWN = 4
RENAMED = 3
"""A place that goes by another name is worth so many times as much: no word of it adds to the likeness."""


def rarity_of_words(connection: sqlite3.Connection) -> Rarity:
    """How rare the words of a library are: keep it for a generation, it remembers what it was asked."""
    return Rarity(article_total(connection), lambda words: article_counts(connection, words))


def related(
    connection: sqlite3.Connection,
    article_id: int,
    limit: int = 20,
    *,
    texts: Texts | None = None,
    rare: Rarity | None = None,
    candidates: Collection[int] = (),
) -> tuple[Related, ...]:
    """The articles that belong most beside one, each with all the reasons; nearest first.

    Candidates are articles of like words, copies, those that share a passage, and those that share a name or
    trait that few have; each is then compared word by word. An article whose facts are not extracted yet is
    related by its words and passages. `rare` is a `rarity_of_words` of this library, made now if not given;
    `candidates` are compared whether or not anything leads to them.
    """
    article = find_article(connection, article_id)
    if article is None or limit <= 0:
        return ()
    extraction = find_facts(connection, article_id) or Extraction()
    question = _Question(connection, article_id, article, extraction, rare or rarity_of_words(connection))
    return question.answer(limit, texts or ScannedTexts(connection), candidates)


@dataclass(slots=True)
class _Named:
    """A name of the open article."""

    kind: str
    name: str
    articles: int


@dataclass(slots=True)
class _Trait:
    """An event, topic or province of the open article."""

    kind: str
    text: str
    key: str
    articles: dict[int, str] = field(default_factory=dict)
    """Of each other article that has it how it says it; empty where very many do."""
    count: int = 0


class _Question:
    """What belongs beside one article."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        article_id: int,
        article: Article,
        extraction: Extraction,
        rare: Rarity,
    ) -> None:
        self._connection = connection
        self._id = article_id
        self._article = article
        self._extraction = extraction
        rare.trim()
        self._total = rare.total
        self._rarity = rare
        self._mine = Profile(plain_words(article.text), plain_words(article.title or ""), self._rarity)
        self._terms = Terms(article.text, stretches(article), title=article.title or "")
        self._passages: dict[int, list[Evidence]] = {}
        self._names: dict[int, _Named] = {}
        self._traits: list[_Trait] = []

    def answer(self, limit: int, texts: Texts, candidates: Iterable[int] = ()) -> tuple[Related, ...]:
        """The nearest articles."""
        ids = dict.fromkeys(self._read_passages())
        ids.update(dict.fromkeys(self._tied()))
        ids.update(dict.fromkeys(candidates))
        ids.update(dict.fromkeys(texts.alike(self._mine.heaviest(HEAVIEST), ALIKE + 1)))
        ids.pop(self._id, None)
        heads = heads_by_ids(self._connection, [self._id, *ids])
        bodies = texts_by_ids(self._connection, [other for other in ids if other in heads])
        words = {other: plain_words(text) for other, text in bodies.items()}
        mine = heads.get(self._id)
        named = self._named_by(words)
        scored = []
        for other, its_words in words.items():
            head = heads[other]
            its = Profile(its_words, plain_words(head.title or ""), self._rarity)
            parts = common(self._mine, its)
            evidence = self._evidence(other, parts, mine, head, named.get(other, ()))
            if evidence:
                score, why = reasons(evidence)
                scored.append((score, head, why, parts))
        scored.sort(key=lambda item: (-item[0], item[1].file))
        return tuple(
            Related(head, score, self._told(why, parts, words[head.id]))
            for score, head, why, parts in scored[:limit]
        )

    def _told(
        self, why: Sequence[Reason], parts: Mapping[str, float], words: Sequence[str]
    ) -> tuple[Reason, ...]:
        """The reasons, the words that both articles have named by the telling terms among them."""
        known = self._rarity.learn(())
        telling = {word: part * (known[word] - 1) for word, part in parts.items() if known[word] > 1}
        terms = self._terms.shared(telling, words, TERMS_SHOWN)
        text = ", ".join(terms) or _heaviest(telling) or _heaviest(parts)
        return tuple(replace(reason, text=text) if reason.kind == "terms" else reason for reason in why)

    # candidates

    def _tied(self) -> list[int]:
        """Articles that share names or traits that few have, those that share the rarest first."""
        ties: dict[int, float] = {}
        for articles, others in (*self._read_names(), *self._read_traits()):
            rare = rarity(articles, self._total)
            for other in others:
                ties[other] = ties.get(other, 0.0) + rare
        return sorted(ties, key=lambda other: (-ties[other], other))[:TIED]

    def _read_passages(self) -> Iterable[int]:
        """Copies, and articles that share a passage."""
        copies = copies_of(self._connection, self._id, LIKENESS)
        for copy, percent in copies.items():
            value = worth("duplicate", percent / 100)
            self._passages[copy] = [Evidence("duplicate", f"{percent}%", value, telling=True)]
        for shared in shared_passages(self._connection, self._id, self._article):
            if shared.article in copies:
                continue
            longest = max(shared.passages, key=lambda passage: passage.words)
            text = longest.span.of(self._article.text)
            value = worth("echo", sum(echo_share(passage.words) for passage in shared.passages))
            said = _speaker(longest, self._extraction) or text
            self._passages[shared.article] = [Evidence("echo", said, value, text, telling=True)]
        return self._passages

    def _read_names(self) -> Iterable[tuple[int, Iterable[int]]]:
        """(how many articles have it, which ones) of each name that few have."""
        rows = self._connection.execute(
            "SELECT named.entity, entities.kind, named.name, entities.articles FROM named"
            " JOIN entities ON entities.id = named.entity WHERE named.article = ? AND named.telling",
            (self._id,),
        ).fetchall()
        for entity, kind, name, articles in rows:
            self._names[entity] = _Named(kind, name, articles)
            if 2 <= articles <= FOLLOWED:
                others = self._connection.execute(
                    "SELECT article FROM named WHERE entity = ? AND telling", (entity,)
                ).fetchall()
                yield articles, [row[0] for row in others]

    def _read_traits(self) -> Iterable[tuple[int, Iterable[int]]]:
        """The same of each event, topic and province."""
        rows = self._connection.execute(
            "SELECT kind, key, text FROM traits WHERE article = ?", (self._id,)
        ).fetchall()
        for kind, key, text in rows:
            others = self._connection.execute(
                "SELECT article, text FROM traits WHERE kind = ? AND key = ? LIMIT ?",
                (kind, key, MOST_SHARED + 1),
            ).fetchall()
            if not 2 <= len(others) <= MOST_SHARED:
                continue
            self._traits.append(_Trait(kind, text, key, dict(others), len(others)))
            if len(others) <= FOLLOWED:
                yield len(others), [row[0] for row in others]

    # what two articles share

    def _evidence(
        self,
        other: int,
        parts: dict[str, float],
        mine: ArticleHead | None,
        head: ArticleHead,
        named: Iterable[int],
    ) -> list[Evidence]:
        """Everything the article shares with another; nothing where that is not worth a look."""
        alike = sum(parts.values())
        found = [*self._passages.get(other, ())]
        for trait in self._traits:
            found += self._trait(trait, other, parts)
        found += self._shared_names(named, parts)
        if not found and alike < LEAST_ALIKE:
            return []
        if any(map(str.isalpha, parts)):
            found.append(Evidence("terms", "", alike_worth(sum(parts.values()))))
        near = _near_day(mine.dated if mine else None, head.dated, alike)
        return [*found, near] if near else found

    def _named_by(self, others: Collection[int]) -> dict[int, list[int]]:
        """Of the names of the open article those that each other one has."""
        found: dict[int, list[int]] = {}
        if not self._names:
            return found
        ask = self._connection.execute
        telling = "SELECT 1 FROM named WHERE entity = ? AND article = ? AND telling"
        for other in others:
            for (entity,) in ask("SELECT entity FROM named WHERE article = ?", (other,)).fetchall():
                if entity in self._names and ask(telling, (entity, other)).fetchone():
                    found.setdefault(other, []).append(entity)
        return found

    def _shared_names(self, named: Iterable[int], parts: dict[str, float]) -> Iterable[Evidence]:
        """Names that both have, the rarest first, each with what its words add to the likeness."""
        shared = [self._names[entity] for entity in named]
        for name in sorted(shared, key=lambda name: (name.articles, name.name)):
            rare = rarity(name.articles, self._total)
            value = worth(name.kind, rare) + alike_worth(_take(parts, plain_words(name.name)))  # type: ignore[arg-type]
            yield Evidence(name.kind, name.name, value, telling=rare >= TELLING)  # type: ignore[arg-type]

    def _trait(self, trait: _Trait, other: int, parts: dict[str, float]) -> Iterable[Evidence]:
        text = trait.articles.get(other)
        if text is None:
            return
        rare = rarity(trait.count, self._total)
        if trait.kind == "event" or trait.kind == "topic":
            value = worth(trait.kind, rare) + alike_worth(_take(parts, plain_words(trait.text)))  # type: ignore[arg-type]
            yield Evidence(trait.kind, trait.text, value, telling=rare >= TELLING)  # type: ignore[arg-type]
        elif text != trait.text:  # the same name is a shared place already
            before = text if trait.text == trait.key else trait.text
            yield Evidence("place", f"{before} → {trait.key}", worth("place", RENAMED * rare), telling=True)


MOST_SHARED = 600
"""What more articles have ties none together; reading that many rows takes under a millisecond."""


def _take(parts: dict[str, float], words: Iterable[str]) -> float:
    """What these words add to the likeness, which is then told."""
    return sum(parts.pop(word, 0.0) for word in words)


def _heaviest(parts: Mapping[str, float]) -> str:
    return max(filter(str.isalpha, parts), key=lambda word: (parts[word], word), default="")


def _speaker(passage: Passage, extraction: Extraction) -> str | None:
    """Who says most of a passage, if a statement of a known speaker holds it."""
    for said in extraction.statements:
        both = min(passage.span.stop, said.evidence.stop) - max(passage.span.start, said.evidence.start)
        if said.speaker_key is not None and 2 * both > passage.span.length:
            return said.speaker
    return None


def _near_day(mine: str | None, its: str | None, alike: float) -> Evidence | None:
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
    return Evidence("date", day, near_worth(1 - apart / (NEAR_DAYS + 1), alike))
