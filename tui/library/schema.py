"""The tables of a library, and the parts that bring tables of their own.

A library is derived from its corpus: it may be deleted at any time and is rebuilt. Every count that a screen
shows stands in `state` and is kept by triggers in the transaction that changes it, so that opening a library
of a million articles costs what opening one of a thousand costs.

A part (`names`, `links`, `duplicates`, `figures`, `measures`) is a module with

    TABLES: str                                                its DDL, `CREATE TABLE …;` statements
    prepare(article, extraction) -> P                          what `store` writes: tuples and bytes; pure
    store(connection, article_id, prepared) -> None            called inside a transaction; SQL only
    remove(connection, article_id) -> None                     takes back everything `store` put there
    tend(connection) -> Iterator[None]                         what is due now and then while a run goes on
    finish(connection) -> Iterator[None]                       once after a run that changed something

and may have, where that is less work than `remove` and `store`,

    correct(connection, article_id, article, extraction)       the facts of a stored article are others now

`prepare` runs in another process than the rest. Parts are stored when the facts of an article are known.
`tend` and `finish` work in steps of some tenths of a second: after each the library is sound, is committed,
and a run may end; what is left is done by the next. `remove` comes before each `store` that replaces one and
before an article goes; it must not fail where nothing was stored. Texts are found before that: triggers note
each that changes for `textwriter`.
"""

from __future__ import annotations

import sqlite3
from types import ModuleType

APPLICATION_ID = 0x44_42_41_4F
"""`DBAO` in the file's header: tells a library from any other SQLite file."""

SCHEMA_VERSION = 4
"""Raise it when a table changes. An older library is rebuilt, a newer one refused."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- corpus: where the corpus lay when it was last indexed; schema: fingerprint of all tables

CREATE TABLE state (
    articles INTEGER NOT NULL,
    with_facts INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    generation INTEGER NOT NULL,     -- grows with every transaction that changed something
    anchored INTEGER NOT NULL        -- generation that `anchors` holds for
);
INSERT INTO state VALUES (0, 0, 0, 0, -1);

CREATE TABLE versions (id INTEGER PRIMARY KEY, key TEXT NOT NULL);
-- rules and lexicon that articles were read and extracted with; the last row is the current one

CREATE TABLE sources (               -- files of the corpus, as they were when they were read
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,       -- 0: read again next time, it may have changed meanwhile
    read_with INTEGER NOT NULL,      -- versions.id; 0 until its end was reached
    read_as TEXT NOT NULL            -- the reader's decision on how to read it
);

CREATE TABLE rejected (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    article INTEGER,                 -- the article that is readable but has no facts; else NULL
    file TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX rejected_source ON rejected (source);
CREATE INDEX rejected_article ON rejected (article) WHERE article IS NOT NULL;

CREATE TABLE articles (              -- one row of the list each: short, so that a page of them is few reads
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    file TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    extracted_with INTEGER NOT NULL DEFAULT 0,  -- versions.id, 0 before facts
    title TEXT NOT NULL,
    title_inferred INTEGER NOT NULL,
    dated TEXT,
    date_origin TEXT,                -- published, event or text: where `dated` stands; NULL without a day
    outlet TEXT,
    place TEXT,
    place_now TEXT,
    people_count INTEGER NOT NULL,
    statement_count INTEGER NOT NULL,
    fact_count INTEGER NOT NULL,
    words INTEGER NOT NULL,
    partial INTEGER NOT NULL,        -- so long that its facts come from its beginning alone
    filter_text TEXT NOT NULL,       -- folded title, outlet, place and dates: what the list filter looks in
    newest INTEGER NOT NULL,         -- sort keys, ascending; ties go by file
    oldest INTEGER NOT NULL,
    by_title TEXT NOT NULL,
    by_outlet TEXT NOT NULL,
    by_place TEXT NOT NULL
);
CREATE INDEX articles_source ON articles (source);
CREATE INDEX articles_digest ON articles (digest);
CREATE INDEX articles_pending ON articles (extracted_with, newest, file);
CREATE INDEX articles_partial ON articles (partial) WHERE partial;
CREATE INDEX articles_newest ON articles (newest, file);
CREATE INDEX articles_oldest ON articles (oldest, file);
CREATE INDEX articles_by_title ON articles (by_title, file);
CREATE INDEX articles_by_outlet ON articles (by_outlet, file);
CREATE INDEX articles_by_place ON articles (by_place, file);

CREATE TABLE bodies (                -- see packing.py
    article INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);

CREATE TABLE facts (                 -- in the order they were found, so that pages fill up; see packing.py
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL UNIQUE,
    packed BLOB NOT NULL
);

CREATE TABLE anchors (               -- every 256th row of each order: a page far down is found by key
    sort TEXT NOT NULL,
    page INTEGER NOT NULL,
    key NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (sort, page)
) WITHOUT ROWID;
CREATE INDEX anchors_key ON anchors (sort, key, file);

CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
    UPDATE state SET articles = articles + 1, with_facts = with_facts + (NEW.extracted_with > 0);
END;
CREATE TRIGGER article_gone AFTER DELETE ON articles BEGIN
    UPDATE state SET articles = articles - 1, with_facts = with_facts - (OLD.extracted_with > 0);
END;
CREATE TRIGGER article_extracted AFTER UPDATE OF extracted_with ON articles BEGIN
    UPDATE state SET with_facts = with_facts + (NEW.extracted_with > 0) - (OLD.extracted_with > 0);
END;
CREATE TRIGGER rejected_added AFTER INSERT ON rejected BEGIN
    UPDATE state SET rejected = rejected + 1;
END;
CREATE TRIGGER rejected_gone AFTER DELETE ON rejected BEGIN
    UPDATE state SET rejected = rejected - 1;
END;
"""


def fact_parts() -> tuple[ModuleType, ...]:
    """Parts stored with the facts. Imported late: a list needs none of them."""
    from tui.library import duplicates, figures, happenings, links, measures, names

    return (names, links, duplicates, figures, measures, happenings)


def all_tables() -> str:
    """The whole DDL, parts included."""
    from tui.library import in_force, textwriter

    return TABLES + in_force.TABLES + textwriter.TABLES + "".join(part.TABLES for part in fact_parts())


def fingerprint() -> str:
    """Changes whenever a table or a dictionary does, whether or not somebody raised `SCHEMA_VERSION`."""
    import hashlib  # brings OpenSSL along: 10 ms that opening a library to read does not need

    from tui.library.packing import dictionaries

    return hashlib.blake2b(all_tables().encode() + dictionaries(), digest_size=8).hexdigest()


def create(connection: sqlite3.Connection) -> None:
    """Make an empty library in a new file, in one transaction."""
    connection.executescript(
        "BEGIN IMMEDIATE;"
        + all_tables()
        + f"INSERT INTO meta VALUES ('schema', '{fingerprint()}');"
        + f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    )
