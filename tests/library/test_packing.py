"""Texts and facts as bytes: whole when they come back, damaged ones found, a text read by itself."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.making import lexicon, make_article, text_of
from tui.corpus.cleaning import clean
from tui.facts.extract import extract
from tui.library import library as libraries
from tui.library.library import Library
from tui.library.packing import pack_article, pack_facts, unpack_article, unpack_facts, unpack_text
from tui.model.article import Article, Dropped, Paragraph, Piece, Published, RawArticle
from tui.model.span import Span

TEXTS = st.text(st.characters(exclude_categories=()), max_size=60)
MAYBE = st.none() | TEXTS
NUMBERS = st.integers(0, 10**6)
SPANS = st.builds(Span, NUMBERS, NUMBERS)
KINDS = st.sampled_from(("title", "lead", "body", "caption", "meta"))

ARTICLES = st.builds(
    Article,
    file=TEXTS, text=TEXTS, digest=TEXTS, loader=TEXTS, encoding=TEXTS,
    paragraphs=st.lists(st.builds(Paragraph, SPANS, KINDS), max_size=4).map(tuple),
    title=MAYBE, title_inferred=MAYBE, byline=MAYBE, outlet=MAYBE, agency=MAYBE, url=MAYBE, section=MAYBE,
    published=st.none() | st.builds(Published, TEXTS, SPANS, st.booleans()),
    given=st.lists(TEXTS, max_size=3).map(tuple),
    pieces=st.lists(st.builds(Piece, NUMBERS, NUMBERS, NUMBERS), max_size=4).map(tuple),
    dropped=st.lists(st.builds(Dropped, st.sampled_from(("share", "label")), TEXTS, NUMBERS), max_size=3)
    .map(tuple),
)  # fmt: skip


@given(ARTICLES)
def test_an_article_comes_back_whole(article: Article) -> None:
    """Whatever its fields hold, half a letter of another encoding included."""
    packed = pack_article(article)
    assert unpack_article(packed) == article
    assert unpack_text(packed) == article.text


def test_facts_come_back_with_their_text_and_not_with_another() -> None:
    """What the text says is not stored twice; another text is refused, not misread."""
    article = clean(RawArticle("a.txt", text_of(3) * 20, "plain", "utf-8", "d"), lexicon())
    facts = extract(article, lexicon())
    packed = pack_facts(facts, article.text)
    assert unpack_facts(packed, article.text) == facts
    assert unpack_facts(pack_facts(facts)) == facts
    assert len(packed) < 0.8 * len(pack_facts(facts))
    with pytest.raises(zlib.error):
        unpack_facts(packed, article.text.replace("Lam Kha", "Lam Kho"))


def test_what_was_cut_or_changed_is_no_article() -> None:
    """A checksum covers each part."""
    packed = pack_article(replace(make_article("a.txt"), text="Mưa lớn ở Lam Kha " * 30))
    for at in range(8, len(packed), 7):
        with pytest.raises((zlib.error, ValueError)):
            unpack_article(packed[:at])
        flipped = bytearray(packed)
        flipped[at] ^= 4
        with pytest.raises((zlib.error, ValueError)):
            unpack_article(bytes(flipped))


def test_a_question_leaves_no_limit_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An indexer asks how far it is, then works for minutes on the same connection."""
    library = Library.open(tmp_path / "library.db", write=True)
    monkeypatch.setattr(libraries, "LIMIT_SECONDS", -1.0)
    library.state()
    counting = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
    assert library.connection.execute(f"{counting} SELECT count(*) FROM n").fetchone() == (100_000,)
