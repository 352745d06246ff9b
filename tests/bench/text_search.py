"""A search for text against the bare engine on the same index, and against a naive scan of the texts.

    python -m tests.bench.text_search CORPUS [--library FILE] [--queries 200] [--rounds 3] [--checked 100]

CORPUS is best one of `make_corpus`, of 100,000 articles. Its texts are indexed first, without facts, into
FILE if that is not there yet. The queries are drawn from the texts: a word, two to four words that follow one
another, and words of one article that do not; as printed, without tones, in NFD, with the tone of `òa` where
others put it. For each the same is asked of tantivy: the term, or the phrase, or all words, the best 20 and
their number, on one thread; theirs and ours take turns. `ranked` is our answer up to ids in order and their
number; `shown` also has heads, hits and snippets of 20 articles.

The twin: a scan of all texts by code of its own finds as many articles, for each of some queries, with the
tones as typed and with any. Words of an article that do not follow one another are left out of it: which
articles are an answer then depends on what else there is (`fulltext.find_text`).
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import tantivy

from tests.library import naive
from tui.ingest.run import Progress, run
from tui.lexicon.lexicon import load_lexicon
from tui.library import fulltext, indexed_texts, textindex
from tui.library.asked import read_query
from tui.library.library import Library
from tui.library.textsource import Texts
from tui.search.query import Tones, parse
from tui.text.words import plain_words

WORD = re.compile(r"[^\W_]+")
SHOWN = 20
SAMPLE = 2_000
"""Articles that queries are drawn from."""


class Drawn(NamedTuple):
    """A query."""

    kind: str
    text: str


def index(corpus: Path, path: Path) -> None:
    """Index the texts of a corpus, and stop where facts begin."""
    seen: list[Progress] = []

    def is_read() -> bool:
        return bool(seen) and seen[-1].stage == "read" and seen[-1].done == seen[-1].total

    run(corpus, path, load_lexicon(), jobs=2, on_progress=seen.append, should_stop=is_read)


def texts_of(library: Library, ids: list[int]) -> list[str]:
    """The clean texts of some articles."""
    found = (library.text(article_id) for article_id in ids)
    return [article.text for article in found if article is not None]


def without_tones(text: str) -> str:
    """By code of its own; as long as `text`."""
    return "".join(map(_letter, text))


@cache
def _letter(letter: str) -> str:
    return "d" if letter in "đĐ" else unicodedata.normalize("NFD", letter)[0].lower()[:1]


OLD = ("òa", "óa", "ỏa", "õa", "ọa", "úy", "òe", "ỏe")
NEW = ("oà", "oá", "oả", "oã", "oạ", "uý", "oè", "oẻ")
"""Where some put the tone of an open syllable, and others."""


def other_placement(text: str) -> str:
    """`hòa` as `hoà`, and back."""
    other = dict(zip((*OLD, *NEW), (*NEW, *OLD), strict=True))
    return re.sub(rf"(?:{'|'.join(other)})\b", lambda found: other[found.group()], text)


def queries(texts: list[str], count: int) -> list[Drawn]:
    """Words and phrases of the texts, written in four ways."""
    chance = random.Random(11)
    ways: list[tuple[str, Callable[[str], str]]] = [
        ("toned", str),
        ("toneless", without_tones),
        ("NFD", lambda text: unicodedata.normalize("NFD", text)),
        ("placement", other_placement),
    ]
    drawn: list[Drawn] = []
    while len(drawn) < count:
        line = chance.choice(chance.choice(texts).split("\n"))
        words = WORD.findall(line)
        length = chance.choice((1, 1, 2, 2, 3, 4))
        if len(words) < length + 6 or not all(word.isalpha() for word in words[:length]):
            continue
        at = chance.randrange(len(words) - length)
        way, write = ways[len(drawn) % len(ways)]
        if length > 1 and chance.random() < 0.2:
            taken, kind = chance.sample(words, length), "apart"
        else:
            taken, kind = words[at : at + length], "word" if length == 1 else "phrase"
        text = write(" ".join(taken).lower())
        if len(plain_words(text)) == length:
            drawn.append(Drawn(f"{kind} {way}" if kind != "apart" else kind, text))
    return drawn


def bare(index_: tantivy.Index, query: Drawn) -> tantivy.Query:
    """The same, asked of the engine."""
    words: list[str | tuple[int, str]] = [*plain_words(query.text)]
    if query.kind.startswith("phrase"):
        return tantivy.Query.phrase_query(index_.schema, "body", words)
    terms = [tantivy.Query.term_query(index_.schema, "body", str(word), "freq") for word in words]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])


def ranked(library: Library, text: str, texts: Texts) -> None:
    """Our answer up to ids."""
    asked = read_query(library.connection, texts, parse(text), {}, exact=False)
    if asked is not None:
        fulltext._Search(library.connection, texts, asked).ranking(SHOWN)


def shown(library: Library, text: str, texts: Texts) -> None:
    """Our answer with what a screen shows of it."""
    fulltext.find_text(library.connection, text, SHOWN, texts=texts, quick=True, abbreviations={})


def scanned(library: Library, ids: list[int], asked: list[Drawn]) -> list[tuple[int, int]]:
    """(articles that hold a query, those that hold it with the tones as typed), by a scan of all texts."""
    plain, exact = [0] * len(asked), [0] * len(asked)
    begins: dict[str, list[int]] = {}
    for number, query in enumerate(asked):
        begins.setdefault(
            naive.letters(WORD.findall(unicodedata.normalize("NFC", query.text))[0]), []
        ).append(number)
    for article_id in ids:
        article = library.text(article_id)
        if article is None:
            continue
        lines = naive.read(article.text)
        words = {word for line in lines for word in line.letters}
        for number in (number for word in words & begins.keys() for number in begins[word]):
            found = naive.windows(lines, asked[number].text)
            plain[number] += bool(found)
            exact[number] += any(window.exact for window in found)
    return list(zip(plain, exact, strict=True))


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure(library: Library, path: Path, drawn: list[Drawn], rounds: int) -> None:
    """Time the three sides in turns, and print ratios."""
    folder = textindex.folder_of(path)
    engine = textindex.open_index(folder)
    searcher = engine.searcher()
    sides = ("bare", "ranked", "shown")
    times: dict[tuple[str, str], list[float]] = {}

    def asked(question: Callable[[Texts], object]) -> None:
        indexed_texts.ask(library.connection, path, None, question)

    for turn in range(rounds + 1):
        for query in drawn:
            theirs = bare(engine, query)
            questions: dict[str, Callable[[], object]] = {
                "bare": partial(searcher.search, theirs, limit=SHOWN, count=True),
                "ranked": partial(asked, partial(ranked, library, query.text)),
                "shown": partial(asked, partial(shown, library, query.text)),
            }
            for side in random.sample(sides, len(sides)):
                began = time.perf_counter()
                questions[side]()
                if turn:  # the first round warms caches
                    kind = query.kind.split()[0]
                    times.setdefault((kind, side), []).append(1000 * (time.perf_counter() - began))
    print(f"{'':15}{'p50 ms':>9}{'p95 ms':>9}{'p50 x':>8}{'p95 x':>8}")
    for kinds in (("word",), ("phrase",), ("apart",), ("word", "phrase")):
        taken = {side: [one for kind in kinds for one in times.get((kind, side), [0.0])] for side in sides}
        base = [percentile(taken["bare"], share) for share in (0.5, 0.95)]
        for side in sides:
            row = [percentile(taken[side], share) for share in (0.5, 0.95)]
            ratios = "".join(f"{mine / raw:8.2f}" for mine, raw in zip(row, base, strict=True) if raw)
            print(f"{'+'.join(kinds) if side == 'bare' else '':13}{side:8}{row[0]:7.2f}{row[1]:9.2f}{ratios}")


def check(library: Library, drawn: list[Drawn]) -> None:
    """Compare numbers of articles with those of a scan, and print where they differ."""
    ids = [row[0] for row in library.connection.execute("SELECT id FROM articles ORDER BY id")]
    told = [query for query in drawn if query.kind != "apart"]
    wrong = 0
    for query, (plain, exact) in zip(told, scanned(library, ids, told), strict=True):
        ours = [
            library.find_text(f'"{query.text}"', 1, tones=tones).total_articles
            for tones in ("folded", "exact")
        ]
        if ours != [plain, exact]:
            wrong += 1
            print(f"differs: {query} ours {ours}, scan {[plain, exact]}")
    print(f"{len(told)} queries against a scan of {len(ids)} articles: {wrong} differ")


def count(library: Library, query: str, tones: Tones) -> int:
    """Articles that hold a query, as the library says."""
    return library.find_text(query, 1, tones=tones, quick=True).total_articles


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="text_search", description="Search against the bare engine")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--checked", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = arguments.library or Path(name) / "library.db"
        if not path.exists():
            index(arguments.corpus, path)
        library = Library.open(path)
        (count,) = library.connection.execute("SELECT articles FROM state").fetchone()
        ids = random.Random(3).sample(range(1, count + 1), min(SAMPLE, count))
        drawn = queries(texts_of(library, ids), arguments.queries)
        print(f"{count} articles, {len(drawn)} queries")
        measure(library, path, drawn, arguments.rounds)
        check(library, drawn[: arguments.checked])


if __name__ == "__main__":
    main()
