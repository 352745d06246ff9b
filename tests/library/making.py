"""Corpora and libraries for tests: invented articles of an invented province."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from tui.ingest.run import Report, run
from tui.lexicon.lexicon import Lexicon, load_lexicon
from tui.library import articles, sources
from tui.library.library import Library
from tui.library.listing import write_anchors
from tui.library.sources import Found
from tui.library.storing import prepare_facts, prepare_text
from tui.model.article import Article, Paragraph
from tui.model.fact import Dated, Extraction
from tui.model.span import Span

SUBJECTS = ("đê biển", "trường học", "bến cá", "chợ nổi", "đường liên xã", "trạm y tế", "vườn ươm")


def text_of(number: int) -> str:
    """The text of an invented article; no two are alike."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    day, month = number % 28 + 1, number % 12 + 1
    return (
        f"Khánh thành {subject} số {number} ở xã Vĩnh Mơ\n"
        f"Ngày {day}/{month}/2031, UBND huyện Lam Kha tổ chức lễ khánh thành {subject} số {number}.\n"
        f"Ông Đoàn Quốc Thẩm, Chủ tịch UBND huyện Lam Kha, cho biết công trình có vốn {number + 3} tỷ đồng.\n"
        f"Theo bà Lạc Thị Mây Thu, Giám đốc Sở Xây dựng, đã có {number * 7 + 20} hộ dân được hưởng lợi.\n"
    )


def make_corpus(folder: Path, count: int, *, first: int = 0) -> Path:
    """A folder of `count` articles."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (folder / f"bai_{number:04}.txt").write_text(text_of(number), encoding="utf-8")
    return folder


_lexicons: list[Lexicon] = []


def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    if not _lexicons:
        _lexicons.append(load_lexicon())
    return _lexicons[0]


def index(corpus: Path, path: Path, **options: object) -> Report:
    """Index in this process."""
    return run(corpus, path, lexicon(), jobs=1, **options)  # type: ignore[arg-type]


def make_article(file: str, **fields: object) -> Article:
    """A short article with these fields."""
    text = str(fields.pop("text", f"Tin của {file}\nMột câu."))
    at, paragraphs = 0, []
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(at, at + len(line)), "body"))
        at += len(line) + 1
    article = Article(file, text, tuple(paragraphs), f"digest-{file}", "plain", "utf-8", title=f"Tin {file}")
    return replace(article, **fields)  # type: ignore[arg-type]


def make_library(path: Path, made: list[tuple[Article, str | None]], *, finished: bool = True) -> Path:
    """A library of these articles, each with the day it is filed under; no file of them exists."""
    library = Library.open(path, write=True)
    connection = library.connection
    version = sources.current_version(connection, "test")
    with sources.transaction(connection):
        for article, day in made:
            found = Found(article.file, Path(article.file), 1, 1, 1)
            sources.store_source(connection, found, version, [prepare_text(article)], [])
            article_id = library.find_id(article.file)
            assert article_id is not None
            dated = Dated(day, "published") if day else None
            sources.store_facts(
                connection, article_id, prepare_facts(article, Extraction(dated=dated)), version
            )
        if finished:
            write_anchors(connection)
    library.close()
    return path


def contents(path: Path) -> dict[str, object]:
    """All a library says, without what depends on the order of indexing: ids, generations, times."""
    connection = sqlite3.connect(path)
    found: dict[str, object] = {}
    for article_id, file in connection.execute("SELECT id, file FROM articles"):
        head = connection.execute(
            "SELECT digest, title, dated, outlet, place, people_count, statement_count, fact_count, words,"
            " filter_text, newest, oldest, by_title, by_outlet, by_place, extracted_with > 0"
            " FROM articles WHERE id = ?",
            (article_id,),
        ).fetchone()
        found[file] = (
            head,
            articles.find_article(connection, article_id),
            articles.find_facts(connection, article_id),
            connection.execute(
                "SELECT key, name, mentions FROM named JOIN entities ON entities.id = entity"
                " WHERE article = ? ORDER BY key",
                (article_id,),
            ).fetchall(),
        )
    found["/rejected"] = connection.execute("SELECT file, reason FROM rejected ORDER BY file").fetchall()
    found["/words"] = connection.execute("SELECT word, articles FROM vocabulary").fetchall()
    found["/sources"] = connection.execute("SELECT file, size FROM sources ORDER BY file").fetchall()
    found["/state"] = connection.execute("SELECT articles, with_facts, rejected FROM state").fetchall()
    found["/entities"] = connection.execute("SELECT key FROM entities ORDER BY key").fetchall()
    found["/anchors"] = connection.execute("SELECT sort, page, key, file FROM anchors").fetchall()
    connection.close()
    return found
