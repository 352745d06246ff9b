"""People, places and organisations against `underthesea.ner`: speed, and with gold quality.

    python -m tests.bench.facts_peer FOLDER [GOLD.json ...]

Prints characters a second of both, each on one core, in alternating rounds; the extraction of this program
finds all kinds meanwhile. Gold is written as `tests/quality/seeds_gold.json`; its articles lie in FOLDER by
their `file`. Compared are the sets of names of each article: an entity found by any of its forms is found.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.facts_speed import articles_of
from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.lexicon.lexicon import Lexicon, load_lexicon
from tui.model.article import Article
from tui.text.folding import match_key

ARTICLES, ROUNDS = 60, 5
KINDS = ("people", "places", "organisations")
TAGS = {"PER": "people", "LOC": "places", "ORG": "organisations"}

Names = dict[str, list[set[str]]]
"""Entities of one article by kind, each as the keys of its forms."""


@dataclass
class Tally:
    """Entities hit, missed and wrong."""

    hit: int = 0
    missed: int = 0
    wrong: int = 0

    def __str__(self) -> str:
        """Precision, recall and their harmonic mean."""
        precision = self.hit / max(1, self.hit + self.wrong)
        recall = self.hit / max(1, self.hit + self.missed)
        mean = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {mean:.3f}"


def ours(article: Article, lexicon: Lexicon) -> Names:
    """What this program finds."""
    found = extract(article, lexicon)
    return {
        "people": [_keys((fact.name, *fact.forms)) for fact in found.people],
        "places": [_keys((fact.name, *fact.forms)) for fact in found.places],
        "organisations": [_keys((fact.name, *fact.forms)) for fact in found.organisations],
    }


def theirs(article: Article) -> Names:
    """What the peer finds in the paragraphs that are no page furniture: one entity for each name."""
    from underthesea import ner

    names: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for paragraph in article.paragraphs:
        if paragraph.kind == "meta":
            continue
        current: list[str] = []
        kind = ""
        for word, _, _, tag in [*ner(paragraph.span.of(article.text)), ("", "", "", "O")]:
            if current and not tag.startswith("I-"):
                names[kind].add(match_key(" ".join(current)))
                current = []
            if tag[:2] in ("B-", "I-") and tag[2:] in TAGS:
                kind = TAGS[tag[2:]] if tag.startswith("B-") or not current else kind
                current.append(word)
    return {kind: [{name} for name in sorted(found)] for kind, found in names.items()}


def _keys(names: Iterable[str]) -> set[str]:
    return {match_key(name) for name in names if name}


def compare(gold: dict[str, Any], found: Names, tallies: dict[str, Tally]) -> None:
    """Add the hits, misses and errors of one article; what is optional in the gold is neither."""
    for kind in KINDS:
        wanted = [
            (
                _keys(
                    (item["name"], item.get("canonical", ""), *item.get("forms", ()), *item.get("alt", ()))
                ),
                item,
            )
            for item in gold.get(kind, ())
        ]
        for keys, item in wanted:
            hit = any(keys & names for names in found[kind])
            if not item.get("optional"):
                tallies[kind].hit += hit
                tallies[kind].missed += not hit
        known = set().union(*(keys for keys, _ in wanted))
        tallies[kind].wrong += sum(1 for names in found[kind] if not names & known)


def speed(articles: list[Article], find: Callable[[Article], Names]) -> float:
    """Characters a second over `articles`."""
    began = time.perf_counter()
    for article in articles:
        find(article)
    return sum(len(article.text) for article in articles) / (time.perf_counter() - began)


def main(folder: Path, golds: list[Path]) -> None:
    """Measure and print."""
    lexicon = load_lexicon()
    articles = articles_of(folder, ARTICLES)

    def our_names(article: Article) -> Names:
        return ours(article, lexicon)

    our_names(articles[0])
    theirs(articles[0])
    batch = max(1, len(articles) // ROUNDS)
    rounds = [articles[start : start + batch] for start in range(0, len(articles), batch)]
    rates = [(speed(part, our_names), speed(part, theirs)) for part in rounds]
    print(f"all kinds: {median(rate[0] for rate in rates):,.0f} characters a second")
    print(f"underthesea.ner: {median(rate[1] for rate in rates):,.0f} characters a second")
    print(f"{median(rate[0] / rate[1] for rate in rates):.0f} x as fast")
    gold = [item for path in golds for item in json.loads(path.read_text(encoding="utf-8"))]
    if not gold:
        return
    cleaned = {file.path.name: clean(raw, lexicon) for file in scan(folder) for raw in read(file)[0][:1]}
    for name, find in (("this program", our_names), ("underthesea.ner", theirs)):
        tallies = {kind: Tally() for kind in KINDS}
        for item in gold:
            compare(item, find(cleaned[item["file"]]), tallies)
        for kind, tally in tallies.items():
            print(f"{name:16} {kind:14} {tally}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
