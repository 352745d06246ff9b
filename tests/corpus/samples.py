"""What the tests of the corpus share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.lexicon.lexicon import load_lexicon
from tui.model.article import Article, RawArticle
from tui.resources import resource
from tui.text.normal import normalize

LEXICON = load_lexicon()


def load_cases(name: str) -> Any:
    """The cases of `tests/cases/NAME`."""
    path = Path(__file__).parent.parent / "cases" / name
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def raw(text: str, file: str = "mau.txt") -> RawArticle:
    """`text` as a loader would hand it on."""
    return RawArticle(file, normalize(text), "plain", "utf-8", "0" * 32)


def cleaned(text: str) -> Article:
    """`text` cleaned with the shipped lexicon."""
    return clean(raw(text), LEXICON)


def seeds() -> list[tuple[RawArticle, Article]]:
    """The articles that ship, raw and cleaned, in the order of their names."""
    found = []
    for corpus_file in scan(resource("seeds")):
        articles, rejected = read(corpus_file)
        assert not rejected
        found += [(article, clean(article, LEXICON)) for article in articles]
    return found


def kept(article: Article) -> list[str]:
    """Paragraphs as `kind: text`."""
    return [f"{p.kind}: {p.span.of(article.text)}" for p in article.paragraphs]


def dropped(article: Article) -> list[str]:
    """What was set aside, as `kind: text`, in the order of the page."""
    return [f"{d.kind}: {d.text}" for d in article.dropped]
