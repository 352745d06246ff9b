"""A library in memory, of invented articles, for questions that need no file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.lexicon.lexicon import Lexicon, load_lexicon
from tui.library import schema, storing, textindex
from tui.library.articles import texts_by_ids
from tui.library.indexed_texts import IndexedTexts
from tui.library.textwriter import TextWriter
from tui.model.article import Article, Dropped, Paragraph, ParagraphKind
from tui.model.fact import Extraction, Organisation, Person, Place, Role
from tui.model.span import Span
from tui.resources import resource
from tui.text.folding import entity_key


def article_of(
    file: str,
    text: str,
    *,
    kinds: Iterable[ParagraphKind] = (),
    dropped: str = "",
    outlet: str | None = None,
) -> Article:
    """An article of `text`, a paragraph a line; the first line is the title unless `kinds` say otherwise."""
    paragraphs = []
    at = 0
    wanted = [*kinds]
    for number, line in enumerate(text.split("\n")):
        kind = wanted[number] if number < len(wanted) else "title" if number == 0 else "body"
        paragraphs.append(Paragraph(Span(at, at + len(line)), kind))
        at += len(line) + 1
    title = next((p.span.of(text) for p in paragraphs if p.kind == "title"), None)
    left_out = (Dropped("teaser", dropped, 0),) if dropped else ()
    return Article(
        file, text, tuple(paragraphs), f"digest-{file}", "plain", "utf-8",
        title=title, title_inferred=None if title else file, outlet=outlet, dropped=left_out,
    )  # fmt: skip


class Memory(sqlite3.Connection):
    """A library in memory, with its text index."""

    texts: TextWriter


def empty_library() -> sqlite3.Connection:
    """A library in memory without articles."""
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=Memory)
    schema.create(connection)
    connection.texts = TextWriter(connection, None, on_notice=print)
    connection.execute("INSERT INTO versions (id, key) VALUES (1, 'test')")
    return connection


def add(connection: sqlite3.Connection, article: Article, extraction: Extraction | None = None) -> int:
    """Store an article, and its facts unless they are None; its id."""
    article_id = storing.store_text(connection, 0, storing.prepare_text(article))
    if extraction is not None:
        storing.store_facts(connection, article_id, storing.prepare_facts(article, extraction), 1)
    return article_id


def finish(connection: sqlite3.Connection) -> sqlite3.Connection:
    """End a run."""
    if isinstance(connection, Memory):
        connection.texts.commit()
    for part in schema.fact_parts():
        for _step in part.finish(connection):
            pass
    return connection


def indexed(connection: sqlite3.Connection, only: AbstractSet[int] | None = None) -> IndexedTexts:
    """The texts of a library of this module by its index, brought up to date."""
    assert isinstance(connection, Memory)
    connection.texts.commit()
    index = connection.texts.index or textindex.create(None, "")
    index.reload()
    return IndexedTexts(connection, index, only)


def texts_of(connection: sqlite3.Connection) -> dict[int, str]:
    """The clean text of each article, by id."""
    return texts_by_ids(connection, [row[0] for row in connection.execute("SELECT id FROM articles")])


def library_of(*texts: str) -> sqlite3.Connection:
    """A finished library; the first article is `0.txt` with id 1."""
    connection = empty_library()
    for number, text in enumerate(texts):
        add(connection, article_of(f"{number}.txt", text), Extraction())
    return finish(connection)


def seeds_library(*, facts: bool) -> sqlite3.Connection:
    """The shipped articles, read and cleaned as the program does it; their facts too if asked."""
    lexicon = load_lexicon()
    connection = empty_library()
    for found in scan(resource("seeds")):
        raw_articles, _rejected = read(found)
        for raw in raw_articles:
            article = clean(raw, lexicon)
            add(connection, article, _facts(article, lexicon) if facts else None)
    return finish(connection)


def _facts(article: Article, lexicon: Lexicon) -> Extraction:
    from tui.facts.extract import extract

    return extract(article, lexicon)


def spans(text: str, form: str) -> tuple[Span, ...]:
    """Every place of `form` in `text`."""
    found = []
    at = text.find(form)
    while at >= 0:
        found.append(Span(at, at + len(form)))
        at = text.find(form, at + 1)
    assert found, f"{form!r} is not in the text"
    return tuple(found)


def person(text: str, name: str, *roles: Role, titles: tuple[str, ...] = ()) -> Person:
    """A person named in `text`."""
    places = spans(text, name)
    return Person(
        entity_key("person", name),
        name,
        places[0],
        "test",
        titles=titles,
        forms=(name,),
        mentions=places,
        roles=roles,
    )


def role(text: str, position: str, organisation: str | None = None, *, former: bool = False) -> Role:
    """A role whose evidence is `position` in `text`."""
    return Role(position, organisation, spans(text, position)[0], "test", former=former)


def organisation(text: str, name: str, canonical: str = "") -> Organisation:
    """A body named in `text`."""
    places = spans(text, name)
    canonical = canonical or name
    return Organisation(
        entity_key("organisation", canonical),
        name,
        canonical,
        places[0],
        "test",
        forms=(name,),
        mentions=places,
    )


def place(text: str, name: str, *, then: str | None = None, now: str | None = None) -> Place:
    """A place named in `text`."""
    places = spans(text, name)
    return Place(
        entity_key("place", name), name, "province", places[0], "test",
        province_then=then or name, province_now=now or then or name, forms=(name,), mentions=places,
    )  # fmt: skip
