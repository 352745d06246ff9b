"""How the text index is brought up to the library, so that a kill at any moment loses nothing.

Triggers note in `unindexed`, in the transaction that changes a text, that the index does not have it yet. The
writer takes such texts in, commits the index, and only then strikes out what that commit covered; taking an
article in twice does no harm. The vocabulary is counted in the transaction that strikes out, so that it is at
all times that of the articles which do not wait.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tui.errors import LibraryError
from tui.i18n import gettext as _
from tui.library import textindex, vocabulary
from tui.library.plaintexts import PlainText, unpack_plain
from tui.library.textindex import IndexUnusableError, unusable

if TYPE_CHECKING:
    import tantivy

_NEXT = "(SELECT coalesce(max(change), 0) + 1 FROM unindexed)"
TABLES = (
    vocabulary.TABLES
    + f"""
CREATE TABLE unindexed (             -- articles whose text the text index does not have as it stands
    article INTEGER PRIMARY KEY,
    change INTEGER NOT NULL,         -- a later change has a larger number
    before BLOB                      -- the body that the vocabulary counts; empty: none; NULL: as it stands
);
CREATE INDEX unindexed_change ON unindexed (change);
CREATE TRIGGER text_added AFTER INSERT ON bodies BEGIN
    INSERT INTO unindexed VALUES (NEW.article, {_NEXT}, x'')
    ON CONFLICT (article) DO UPDATE SET change = excluded.change;
END;
CREATE TRIGGER text_changed AFTER UPDATE OF body ON bodies BEGIN
    INSERT INTO unindexed VALUES (OLD.article, {_NEXT}, OLD.body)
    ON CONFLICT (article) DO UPDATE SET change = excluded.change, before = coalesce(before, excluded.before);
END;
CREATE TRIGGER text_gone AFTER DELETE ON bodies BEGIN
    INSERT INTO unindexed VALUES (OLD.article, {_NEXT}, OLD.body)
    ON CONFLICT (article) DO UPDATE SET change = excluded.change, before = coalesce(before, excluded.before);
END;
"""
)

COMMIT_SECONDS = 2.0
"""Texts wait at most this long and a batch for the index to have them; a commit takes some 30 ms."""
COMMIT_ARTICLES = 4_000
"""Articles a commit covers at most, which bounds what is remembered of them."""
CHUNK = 500
"""Articles read at once from what waits."""


class TextWriter:
    """The text index of one library, opened to be written; needs the library's lock.

    After each transaction that changed texts, outside of any: `take_in`. At the end of a run: `close`.
    """

    def __init__(
        self, connection: sqlite3.Connection, library: Path | None, on_notice: Callable[[str], None]
    ) -> None:
        """Open the index of the library file `library`; in memory without one.

        One that is missing, broken, of another library or another version is replaced by an empty one, into
        which the next `take_in` takes all articles; `on_notice` is told if there were any.
        """
        self._connection = connection
        self._folder = textindex.folder_of(library) if library else None
        self._on_notice = on_notice
        self._exists = self._prepare()
        self.index: tantivy.Index | None = None
        """The index, once there is something to write."""
        self._writer: tantivy.IndexWriter | None = None
        self._offered: dict[int, PlainText] = {}
        self._taken: dict[int, tuple[int, bytes]] = {}
        self._seen = 0
        """Number of the last change that was taken in."""
        self._changes: Counter[str] = Counter()
        self._committed_at = time.monotonic()

    def __enter__(self) -> TextWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    def offer(self, article_id: int, text: PlainText) -> None:
        """The plain text of an article stored in the transaction under way, which spares unpacking it.

        Only a help: what is not offered is read from the library, what is rolled back is not taken in.
        """
        self._offered[article_id] = text

    def take_in(self) -> int:
        """Take in all that waits, and commit when it is time; the number of articles taken in."""
        count = 0
        query = "SELECT article, change, before FROM unindexed WHERE change > ? ORDER BY change LIMIT ?"
        if self._taken:  # first what changed again, before a commit forgets what the vocabulary counts of it
            waiting = self._connection.execute(query, (self._seen, -1))
            for row in [row for row in waiting if row[0] in self._taken]:
                self._take(*row)
                count += 1
        while rows := self._connection.execute(query, (self._seen, CHUNK)).fetchall():
            for row in rows:
                if row[0] not in self._taken:
                    self._take(*row)
                    count += 1
            self._seen = rows[-1][1]
            if len(self._taken) >= COMMIT_ARTICLES:
                self._commit()
        self._offered.clear()
        if time.monotonic() - self._committed_at >= COMMIT_SECONDS:
            self._commit()
        return count

    def commit(self) -> None:
        """Make all that waits be found."""
        self.take_in()
        self._commit()

    def close(self) -> None:
        """Commit, wait until small pieces are merged, and let go of the index."""
        self.commit()
        if self._writer is not None:
            with _reported():
                self._writer.wait_merging_threads()
            self._writer = None

    def abandon(self) -> None:
        """Let go of the index without committing; what was taken in waits for the next run."""
        if self._writer is not None:
            with suppress(IndexUnusableError), unusable():
                self._writer.rollback()
            self._writer = None

    # taking in

    def _take(self, article_id: int, change: int, before: bytes | None) -> None:
        row = self._connection.execute("SELECT body FROM bodies WHERE article = ?", (article_id,)).fetchone()
        body = row[0] if row else b""
        text = (self._offered.get(article_id) or unpack_plain(body)) if body else None
        if article_id in self._taken:
            before = self._taken[article_id][1]
        if before is not None:
            if before:
                self._changes.subtract(vocabulary.words_of(unpack_plain(before)))
            if text:
                self._changes.update(vocabulary.words_of(text))
        writer = self._open()
        with _reported():
            writer.delete_documents_by_term("id", article_id)
            if text:
                writer.add_document(textindex.document(article_id, text))
        self._taken[article_id] = change, body

    def _commit(self) -> None:
        self._committed_at = time.monotonic()
        if not self._taken:
            return
        with _reported():
            opstamp = self._open().commit()
        with _transaction(self._connection):
            self._connection.executemany(
                "DELETE FROM unindexed WHERE article = ? AND change = ?",
                ((article_id, change) for article_id, (change, _body) in self._taken.items()),
            )
            vocabulary.add_counts(self._connection, self._changes)
            _remember(self._connection, OPSTAMP, str(opstamp))
        self._taken.clear()
        self._changes.clear()
        self._seen = 0  # numbers begin anew once nothing waits

    # opening

    def _prepare(self) -> bool:
        """True if there is an index to go on with; else all articles wait for a new one."""
        token = remembered(self._connection, TOKEN)
        if self._folder is not None:
            try:
                self._check_state(textindex.check(self._folder, token))
            except IndexUnusableError:
                if int(remembered(self._connection, OPSTAMP) or 0):
                    self._on_notice(_("the text index was missing or damaged; it is built again"))
            else:
                return True
            with _reported():
                textindex.remove(self._folder)
        with _transaction(self._connection):
            self._connection.execute(
                f"INSERT INTO unindexed SELECT article, {_NEXT} + article, NULL FROM bodies WHERE true"
                " ON CONFLICT (article) DO NOTHING"
            )
            _remember(self._connection, TOKEN, secrets.token_hex(16))
            _remember(self._connection, OPSTAMP, "0")
        return False

    def _check_state(self, state: textindex.State) -> None:
        """Refuse an index that is older than the library remembers, or has not just its articles.

        An index that came out of a kill between its commit and the striking out is newer, and all it has too
        much or too little waits.
        """
        if state.opstamp < int(remembered(self._connection, OPSTAMP) or 0):
            raise IndexUnusableError("the text index is older than the library")
        (waiting,) = self._connection.execute("SELECT count(*) FROM unindexed").fetchone()
        (articles,) = self._connection.execute("SELECT articles FROM state").fetchone()
        if abs(state.articles - articles) > waiting:
            raise IndexUnusableError("the text index does not have the articles of the library")

    def _open(self) -> tantivy.IndexWriter:
        """The writer; opened when there is something to write, for importing the engine costs 20 ms."""
        if self._writer is None:
            with _reported():
                if self._exists and self._folder is not None:
                    self.index = textindex.open_index(self._folder)
                else:
                    self.index = textindex.create(self._folder, remembered(self._connection, TOKEN))
                self._writer = self.index.writer(textindex.HEAP_BYTES, 1)
        return self._writer


TOKEN, OPSTAMP = "text_index", "text_opstamp"
"""What `meta` remembers of the index: which one it is, and the number of its last commit."""


def remembered(connection: sqlite3.Connection, name: str) -> str:
    """What `meta` says under `name`; empty if nothing."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def _remember(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


@contextmanager
def _reported() -> Iterator[None]:
    """Turn what the engine raises while it writes (a full disk, a folder taken away) into our refusal."""
    try:
        with unusable():
            yield
    except IndexUnusableError as error:
        raise LibraryError(
            _("the text index cannot be written: {reason}").format(reason=error),
            hint=_("look at the free space; docbao doctor says more"),
        ) from error


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    done = False
    try:
        yield
        done = True
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT" if done else "ROLLBACK")
