"""Sentences that hold two names, read from the facts of the articles that name both."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tui.library.articles import find_article
from tui.library.in_force import find_facts
from tui.library.namesakes import with_entity_keys
from tui.library.network import stop_if
from tui.model.fact import Organisation, Person, Place
from tui.model.network import TieSentence
from tui.model.span import Span
from tui.text.sentences import sentences

MOST_SHOWN = 200
"""Articles in which two names stand together whose sentences are shown, the newest."""
MOST_READ = 1_000
"""Articles of one name whose sentences are counted for its ties, the newest."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where the names of one article stand."""

    text: str
    sentences: Sequence[Span]
    spans: Mapping[str, Sequence[Span]]
    """By key of the entity, in order."""

    def sentences_of(self, key: str) -> set[int]:
        """Numbers of the sentences that hold a name."""
        return {self.sentence_at(span.start) for span in self.spans.get(key, ())}

    def sentence_at(self, start: int) -> int:
        """Number of the sentence that a place is in; what stands before the first counts to it."""
        return max(0, bisect_right(self.sentences, start, key=lambda span: span.start) - 1)

    def both(self, one: str, other: str) -> Iterator[TieSentence]:
        """The sentences that hold both names, in order."""
        for number in sorted(self.sentences_of(one) & self.sentences_of(other)):
            sentence = self.sentences[number]
            marks = sorted(
                span
                for key in (one, other)
                for span in self.spans[key]
                if self.sentence_at(span.start) == number and sentence.covers(span)
            )
            if marks:
                shifted = (Span(mark.start - sentence.start, mark.stop - sentence.start) for mark in marks)
                yield TieSentence(sentence.of(self.text), tuple(shifted), marks[0])

    def nearest(self, one: str, other: str) -> Span | None:
        """The place where one of two names stands nearest before the other; None where neither stands."""
        ones, others = self.spans.get(one, ()), self.spans.get(other, ())
        if not ones or not others:
            return next(iter((*ones, *others)), None)
        starts = [span.start for span in others]
        best: tuple[int, Span] | None = None
        for span in ones:
            at = bisect_right(starts, span.start)
            for near in others[max(0, at - 1) : at + 1]:
                found = abs(near.start - span.start), min(near, span)
                best = min(best, found) if best else found
        return best[1] if best else None


def mentions_in(connection: sqlite3.Connection, article: int) -> Mentions | None:
    """Where the names of an article stand; None where it is gone or has no facts yet."""
    found, extraction = find_article(connection, article), find_facts(connection, article)
    if found is None or extraction is None:
        return None
    extraction = with_entity_keys(connection, article, extraction)
    spans: dict[str, list[Span]] = {}
    names: tuple[Person | Organisation | Place, ...]
    names = (*extraction.people, *extraction.organisations, *extraction.places)
    for fact in names:
        spans.setdefault(fact.key, []).extend(fact.mentions or (fact.evidence,))
    return Mentions(
        found.text, sentences(found.text) or [Span(0, len(found.text))],
        {key: sorted(its) for key, its in spans.items()},
    )  # fmt: skip


def count_beside(
    connection: sqlite3.Connection, key: str, articles: Collection[int], stopped: Callable[[], bool]
) -> Counter[str]:
    """How many sentences of these articles hold a name and each other one, by key of the other."""
    found: Counter[str] = Counter()
    for article in articles:
        stop_if(stopped)
        mentions = mentions_in(connection, article)
        own = mentions.sentences_of(key) if mentions else set()
        if mentions is None or not own:
            continue
        for other in mentions.spans:
            if other != key and (both := len(own & mentions.sentences_of(other))):
                found[other] += both
    return found


def count_pairs(
    connection: sqlite3.Connection,
    wanted: Mapping[int, Collection[tuple[str, str]]],
    stopped: Callable[[], bool],
) -> Counter[tuple[str, str]]:
    """How many sentences hold both names of a pair: `wanted` are the pairs to look for in each article."""
    found: Counter[tuple[str, str]] = Counter()
    for article, pairs in wanted.items():
        stop_if(stopped)
        mentions = mentions_in(connection, article)
        if mentions is None:
            continue
        keys = {key for pair in pairs for key in pair}
        of_key = {key: mentions.sentences_of(key) for key in keys}
        for one, other in pairs:
            if both := len(of_key[one] & of_key[other]):
                found[one, other] += both
    return found
