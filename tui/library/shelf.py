"""The reader's own: settings, positions, notes, stars, tags, what was read, saved searches, corrections.

Never rebuilt, never written by indexing. Kept by the identity of articles (their digest), so that it outlives
every library. A change is first put into an append-only log and synced, then committed to SQLite with a
rollback journal, and only then is it made; either file alone can bring the other back.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import secrets
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from tui.errors import ShelfError, UsageError
from tui.i18n import gettext as _
from tui.i18n import reason_of
from tui.library import shelf_file, shelf_tables
from tui.library.articles import storable
from tui.library.connection import is_damage
from tui.library.shelf_corrections import ShelfCorrections
from tui.library.shelf_log import Change, ShelfLog
from tui.library.shelf_searches import ShelfSearches, Wish
from tui.model.own import Anchor, Marks, Note, Subject
from tui.text.normal import normalize

FILE = "shelf.db"
LOG = "shelf.log"
LOCK = "shelf.lock"

LONGEST_NOTE = 100_000
"""Code points; more than that is a document of its own."""
LONGEST_TAG = 64
SHORTEST_ID = 3
"""Digits of a note's id that are enough to name it, if no other begins with them."""

_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


class Shelf(ShelfSearches, ShelfCorrections):
    """The reader's own file. May be used from several threads, and by several processes at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._log = ShelfLog(folder / LOG)
        self._lock = threading.RLock()
        self.notice = ""
        """What had to be mended on opening, in the reader's language; empty if nothing."""
        self.refusal = ""
        """Why nothing can be kept, in the system's words; empty where it can be."""
        self._turn_file = -1
        with _reported():
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._turn_file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                self._let_go = weakref.finalize(self, os.close, self._turn_file)
            except OSError as error:
                if error.errno not in _READ_ONLY or not folder.is_dir():
                    raise
                self.refusal = reason_of(error)
            with self._turn():
                self._connection = self._open()

    @classmethod
    def open(cls, data_dir: Path) -> Shelf:
        """The shelf in the folder `data_dir`; made if there is none. A damaged one is built from its log.

        In a folder that may not be written to it can be read; only keeping something is refused.

        Raises:
            ShelfError: the folder cannot be made or used, or a newer version made the shelf.
        """
        return cls(data_dir)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
            if self._turn_file >= 0:
                self._let_go()
                self._turn_file = -1

    # settings

    def get(self, name: str, default: object = None) -> object:
        """The setting `name`, as it was given; `default` where it was never set."""
        row = self._one("SELECT value FROM settings WHERE name = ?", name)
        return json.loads(row) if isinstance(row, str) else default

    def set(self, name: str, value: object) -> None:
        """Keep a setting: anything JSON can say."""
        if self.get(name) != value:
            self._change("set", [name, value])

    # articles

    def position(self, digest: str) -> int:
        """Code point the reader had reached in this article; 0 at its start."""
        row = self._one("SELECT position FROM positions WHERE digest = ?", digest)
        return row if isinstance(row, int) else 0

    def save_position(self, digest: str, offset: int) -> None:
        """Remember how far the reader got in this article."""
        if self.position(digest) != offset:
            self._change("position", [digest, offset])

    def is_read(self, digest: str) -> bool:
        """True when the reader marked this article as read."""
        return self._one("SELECT 1 FROM read_marks WHERE digest = ?", digest) is not None

    def mark_read(self, digest: str, *, read: bool = True) -> None:
        """Mark an article as read, or as unread again."""
        if self.is_read(digest) != read:
            self._change("read", [[digest], read])

    def mark_all_read(self, digests: Iterable[str]) -> None:
        """Mark many articles as read."""
        unread = [digest for digest in digests if not self.is_read(digest)]
        for at in range(0, len(unread), shelf_tables.AT_ONCE):
            self._change("read", [unread[at : at + shelf_tables.AT_ONCE], True])

    def mark(
        self,
        subjects: Sequence[Subject],
        *,
        star: bool | None = None,
        read: bool | None = None,
        tags: Iterable[str] = (),
        untags: Iterable[str] = (),
    ) -> None:
        """Set or take away marks of several articles at once; None leaves one as it is.

        A tag that is known with other capitals is taken as it is known.

        Raises:
            UsageError: a tag that is empty, too long or more than a line.
            ShelfError: it could not be kept.
        """
        wanted, unwanted = [checked_tag(tag) for tag in tags], [checked_tag(tag) for tag in untags]
        for at in range(0, len(subjects), shelf_tables.AT_ONCE):
            rows = [_subject_row(subject) for subject in subjects[at : at + shelf_tables.AT_ONCE]]

            def decide(rows: list[list[str]] = rows) -> Wish:
                how: dict[str, object] = {"at": _now()}
                if star is not None:
                    how["star"] = star
                if read is not None:
                    how["read"] = read
                if wanted or unwanted:
                    known = {tag.casefold(): tag for tag, _count in self.all_tags()}
                    how["tag"] = [known.setdefault(tag.casefold(), tag) for tag in wanted]
                    how["untag"] = [known.get(tag.casefold(), tag) for tag in unwanted]
                return "mark", [rows, how]

            self._change_by(decide)

    def marks(self, digests: Iterable[str] | None = None) -> tuple[Marks, ...]:
        """What these articles are marked with, in this order; without `digests`, all with a star or tags.

        Those come last marked first. An article nobody marked has marks too: none.
        """
        if digests is None:
            rows = self._all(
                "SELECT digest FROM known WHERE digest IN (SELECT digest FROM stars UNION SELECT digest"
                " FROM tags) ORDER BY marked DESC, file"
            )
            digests = [str(row[0]) for row in rows]
        return tuple(map(self._marks_of, digests))

    def _marks_of(self, digest: str) -> Marks:
        known = self._all("SELECT title, file, corpus, marked FROM known WHERE digest = ?", digest)
        title, file, corpus, marked = map(str, known[0]) if known else ("", "", "", "")
        return Marks(
            Subject(digest, title, file, corpus),
            self.is_starred(digest),
            self.is_read(digest),
            self.tags_of(digest),
            marked,
        )

    def is_starred(self, digest: str) -> bool:
        """True when the reader gave this article a star."""
        return self._one("SELECT 1 FROM stars WHERE digest = ?", digest) is not None

    def tags_of(self, digest: str) -> tuple[str, ...]:
        """The reader's tags of this article, by name."""
        rows = self._all("SELECT tag FROM tags WHERE digest = ? ORDER BY tag", digest)
        return tuple(str(row[0]) for row in rows)

    def all_tags(self) -> tuple[tuple[str, int], ...]:
        """(tag, number of articles) of every tag in use, by name."""
        rows = self._all("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag")
        return tuple((str(tag), int(str(count))) for tag, count in rows)

    # notes

    def add_note(self, about: Subject, text: str, anchor: Anchor | None = None) -> Note:
        """Keep a note; it is on disk, twice, when this returns.

        Raises:
            UsageError: it is empty, or too long.
            ShelfError: it could not be kept.
        """
        text = checked_note(text)
        about = Subject(*_subject_row(about))
        made: list[Note] = []

        def decide() -> Wish:
            made[:] = [Note(self._free_id(), about, text, _now(), _now(), self._next_number(), anchor)]
            return "note", [shelf_tables.pack(made[0])]

        self._change_by(decide)
        return made[0]

    def edit_note(self, name: str, text: str) -> Note:
        """Give the note `name` (see `note`) another text; raises as `add_note` does."""
        return self._change_note(name, text=checked_note(text))

    def delete_note(self, name: str) -> Note:
        """Put a note away; `restore_note` brings it back."""
        return self._change_note(name, deleted=True)

    def restore_note(self, name: str) -> Note:
        """Bring back a note that was deleted."""
        return self._change_note(name, deleted=False)

    def note(self, name: str) -> Note:
        """The note whose id is `name`, or begins with it; also a deleted one.

        Raises:
            UsageError: there is none, or more than one.
        """
        beginning = name.strip().lower()
        usable = len(beginning) >= SHORTEST_ID and set(beginning) <= set("0123456789abcdef")
        with self._lock, _reported():
            found = self._notes("WHERE id >= ? AND id < ?", beginning, beginning + "g") if usable else ()
        if len(found) == 1:
            return found[0]
        problem = _("more than one note begins with “{name}”") if found else _("there is no note “{name}”")
        raise UsageError(problem.format(name=name), hint=_("docbao notes prints the ids"))

    def notes(
        self, *, digest: str | None = None, tag: str | None = None, deleted: bool = False
    ) -> tuple[Note, ...]:
        """Notes in the order they were made: of one article, or of articles with a tag; or those deleted."""
        conditions, values = ["1"], []
        if digest is not None:
            conditions.append("digest = ?")
            values.append(digest)
        if tag is not None:
            spelled = {known.casefold(): known for known, _count in self.all_tags()}
            wanted = checked_tag(tag)
            conditions.append("digest IN (SELECT digest FROM tags WHERE tag = ?)")
            values.append(spelled.get(wanted.casefold(), wanted))
        with self._lock, _reported():
            found = self._notes(f"WHERE {' AND '.join(conditions)}", *values)
        return tuple(note for note in found if note.deleted == deleted)

    def import_notes(self, notes: Iterable[Note]) -> int:
        """Take over notes that came from an export; the number that were new or newer.

        A note known by its id is replaced by one changed later, else left: to import twice changes nothing.
        """
        taken = 0
        for note in notes:
            row = _subject_row(note.about)
            note = replace(note, about=Subject(*row), text=checked_note(note.text))

            def decide(note: Note = note) -> Wish | None:
                known = self._notes("WHERE id = ?", note.id)
                if known and known[0].changed >= note.changed:
                    return None
                number = known[0].number if known else self._next_number()
                return "note", [shelf_tables.pack(replace(note, number=number))]

            taken += self._change_by(decide)
        return taken

    def _change_note(self, name: str, **fields: object) -> Note:
        made: list[Note] = []

        def decide() -> Wish | None:
            note = self.note(name)
            made[:] = [replace(note, **fields)]  # type: ignore[arg-type]  # names are those of Note
            if made[0] == note:
                return None
            made[:] = [replace(made[0], changed=max(_now(), note.changed))]
            return "note", [shelf_tables.pack(made[0])]

        self._change_by(decide)
        return made[0]

    def _notes(self, clause: str, *values: str) -> tuple[Note, ...]:
        return shelf_tables.read_notes(self._connection, clause, values)

    def _free_id(self) -> str:
        while True:
            name = secrets.token_hex(4)
            if self._one("SELECT 1 FROM notes WHERE id = ?", name) is None:
                return name

    def _next_number(self) -> int:
        (last,) = self._connection.execute("SELECT coalesce(max(number), 0) FROM notes").fetchone()
        return int(last) + 1

    # within

    def _one(self, query: str, value: object) -> object:
        rows = self._all(query, value)
        return rows[0][0] if rows else None

    def _all(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with self._lock, _reported():
            return self._connection.execute(query, values).fetchall()

    def _change(self, name: str, arguments: list[object]) -> None:
        """Make one change. It is safe on disk, twice, when this returns."""
        self._change_by(lambda: (name, arguments))

    def _change_by(self, decide: Callable[[], Wish | None]) -> bool:
        """Make the change that `decide` wants once nobody else can write; True when it wanted one."""
        if self.refusal:
            raise _cannot_keep(self.refusal)
        with self._lock, _reported(), self._turn():
            if not self._log.exists():
                self._log.replace(shelf_tables.everything(self._connection))
            size = self._log.size()
            try:
                with self._transaction():
                    wish = decide()
                    if wish is not None:
                        change = Change(shelf_tables.serial(self._connection) + 1, *wish)
                        self._log.append(change)
                        shelf_tables.apply(self._connection, change)
            except (OSError, sqlite3.Error):
                self._log.cut(size)  # what was refused must not come back later
                raise
            with suppress(OSError):  # the change is made; a long log is long, not wrong
                if self._log.too_long():
                    self._log.replace(shelf_tables.everything(self._connection))
        return wish is not None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One process at a time writes. SQLite alone would let a busy one starve the others."""
        if self._turn_file < 0:
            yield
            return
        fcntl.flock(self._turn_file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._turn_file, fcntl.LOCK_UN)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """One change at a time, over all processes."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    # opening

    def _open(self) -> sqlite3.Connection:
        """The SQLite file, and both copies brought to the same state."""
        log = self._log.examine()
        shelf_file.refuse_newer(log.version)
        if self.refusal:
            connection = shelf_file.copy_to_memory(self._path)
            self._replay(connection)
            return connection
        connection = self._open_file(log.damaged)
        try:
            self._replay(connection)
            if log.damaged and not self.notice:
                aside = self._log.set_aside()
                self.notice = _("the log of your marks was damaged; set aside as {file}, nothing is lost")
                self.notice = self.notice.format(file=aside.name)
            elif log.damaged:
                self._log.set_aside()
            same = log.last == shelf_tables.serial(connection) and log.version == shelf_tables.VERSION
            if log.damaged or not same or not self._log.exists():
                self._log.replace(shelf_tables.everything(connection))
        except (OSError, sqlite3.Error):
            connection.close()
            raise
        return connection

    def _open_file(self, log_damaged: bool) -> sqlite3.Connection:
        try:
            connection, self.notice = shelf_file.connect(self._path)
            return connection
        except sqlite3.DatabaseError as error:
            if not is_damage(error, self._path):
                raise
        aside = self._path.with_name(FILE + ".bad")
        self._path.replace(aside)
        self._path.with_name(FILE + "-journal").unlink(missing_ok=True)
        told = _("your marks were damaged; set aside as {file} and restored from their log")
        if log_damaged:
            told = _("your marks and their log were damaged; set aside as {file}, some may be lost")
        connection, _told = shelf_file.connect(self._path)
        self.notice = told.format(file=aside.name)
        return connection

    def _replay(self, connection: sqlite3.Connection) -> None:
        """Make the changes that only the log knows."""
        connection.execute("BEGIN IMMEDIATE")
        try:
            for change in self._log.changes(after=shelf_tables.serial(connection)):
                shelf_tables.apply(connection, change)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def checked_note(text: str) -> str:
    """The text of a note as it is kept.

    Raises:
        UsageError: nothing is left of it, or it is too long.
    """
    text = storable(normalize(text)).strip()
    if not text:
        raise UsageError(_("the note is empty"), hint=_("give its text, or - to read it from standard input"))
    if len(text) > LONGEST_NOTE:
        raise UsageError(
            _("the note is longer than {most} letters").format(most=LONGEST_NOTE),
            hint=_("keep it in a file of your own"),
        )
    return text


def checked_tag(text: str) -> str:
    """A tag as it is kept: NFC, single blanks.

    Raises:
        UsageError: it is empty, or too long for a tag.
    """
    tag = " ".join(storable(normalize(text)).split())
    if not tag or len(tag) > LONGEST_TAG:
        raise UsageError(
            _("not a tag: “{text}”").format(text=text[:LONGEST_TAG]),
            hint=_("a tag is a word or a few, at most {most} letters").format(most=LONGEST_TAG),
        )
    return tag


def _subject_row(subject: Subject) -> list[str]:
    corpus = os.fsencode(subject.corpus).decode("utf-8", errors="backslashreplace")
    return [storable(text) for text in (subject.digest, subject.title, subject.file, corpus)]


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


@contextmanager
def _reported() -> Iterator[None]:
    """Turn what SQLite and the file system raise inside into a `ShelfError`."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as error:
        reason = reason_of(error)
        raise _cannot_keep(str(reason)) from error


def _cannot_keep(reason: str) -> ShelfError:
    return ShelfError(
        _("your marks cannot be kept: {reason}").format(reason=reason),
        hint=_("choose another folder with --data"),
    )
