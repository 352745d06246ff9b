"""Corrections on the shelf: what the reader said against the machine, and took back, in order."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.library.articles import storable
from tui.library.corrected import base_of
from tui.library.shelf_searches import Wish
from tui.model.correction import LONGEST_QUOTE, Correction
from tui.model.own import Subject
from tui.text.normal import normalize

LONGEST_NAME = 200
"""Code points of a name that is given."""
SHORTEST_ID = 3
_FREE = "@"
"""What a key ends in that is to be completed with the id of its correction."""


class ShelfCorrections:
    """The part of the shelf that keeps corrections."""

    def _all(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of a question to the tables."""
        raise NotImplementedError

    def _change_by(self, decide: Callable[[], Wish | None]) -> bool:
        """Make the change that `decide` wants once nobody else can write; True when it wanted one."""
        raise NotImplementedError

    def correct(self, correction: Correction) -> Correction:
        """Keep a correction; as it was kept. One that is in force already is not made twice.

        A key in `into` that ends in `@` is completed with the id.

        Raises:
            UsageError: the name it gives is none.
            ShelfError: it could not be kept.
        """
        wanted = _storable(correction)
        made: list[Correction] = []

        def decide() -> Wish | None:
            made[:] = [one for one in self._like(wanted) if _same(one, wanted)]
            if made:
                return None
            name, turn = self._free_correction(), self._next_turn()
            into = wanted.into + name if wanted.into.endswith(_FREE) else wanted.into
            number, now = self._next_correction(), _now()
            made[:] = [
                replace(wanted, id=name, into=into, number=number, turn=turn, created=now, changed=now)
            ]
            return "correct", [pack(made[0])]

        self._change_by(decide)
        return made[0]

    def undo_correction(self, name: str = "") -> Correction | None:
        """Take back the correction `name` (its id, or the beginning of it), or the last one in force.

        None where nothing is in force.

        Raises:
            UsageError: there is none of this name, or more than one.
        """
        return self._turn_correction(name, undone=True)

    def redo_correction(self, name: str) -> Correction | None:
        """Let a correction that was taken back hold again; raises as `undo_correction` does."""
        return self._turn_correction(name, undone=False)

    def correction(self, name: str) -> Correction:
        """The correction whose id is `name`, or begins with it.

        Raises:
            UsageError: there is none, or more than one.
        """
        beginning = name.strip().lower()
        found = self._read("WHERE id >= ? AND id < ?", beginning, beginning + "g")
        if len(beginning) >= SHORTEST_ID and len(found) == 1:
            return found[0]
        problem = _("there is no correction “{name}”")
        if len(beginning) >= SHORTEST_ID and found:
            problem = _("more than one correction begins with “{name}”")
        raise UsageError(
            problem.format(name=name[:LONGEST_NAME]), hint=_("docbao corrections prints the ids")
        )

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections, in the order they were made; those taken back too."""
        return tuple(self._read("ORDER BY number, id"))

    def _read(self, clause: str, *values: object) -> list[Correction]:
        rows = self._all(f"SELECT correction FROM corrections {clause}", *values)
        return [unpack(json.loads(str(row[0]))) for row in rows]

    def _like(self, wanted: Correction) -> list[Correction]:
        """Those in force of the same name, or with the same words as evidence."""
        return self._read(
            "WHERE NOT undone AND coalesce(json_extract(correction, '$.key'), '') = ?"
            " AND coalesce(json_extract(correction, '$.quote'), '') = ?",
            wanted.key,
            wanted.quote,
        )

    def _turn_correction(self, name: str, *, undone: bool) -> Correction | None:
        made: list[Correction] = []

        def decide() -> Wish | None:
            if name:
                known = [self.correction(name)]
            else:
                known = self._read("WHERE undone <> ? ORDER BY turn DESC LIMIT 1", undone)
            made[:] = known
            if not known or known[0].undone == undone:
                return None
            made[:] = [
                replace(
                    known[0], undone=undone, turn=self._next_turn(), changed=max(_now(), known[0].created)
                )
            ]
            return "correct", [pack(made[0])]

        self._change_by(decide)
        return made[0] if made else None

    def _free_correction(self) -> str:
        while True:
            name = secrets.token_hex(4)
            if not self._all("SELECT 1 FROM corrections WHERE id = ?", name):
                return name

    def _next_correction(self) -> int:
        return int(str(self._all("SELECT coalesce(max(number), 0) FROM corrections")[0][0])) + 1

    def _next_turn(self) -> int:
        return int(str(self._all("SELECT coalesce(max(turn), 0) FROM corrections")[0][0])) + 1


def read_corrections(connection: sqlite3.Connection, schema: str = "main") -> tuple[Correction, ...]:
    """The corrections in force on a shelf, however it is opened."""
    rows = connection.execute(f"SELECT correction FROM {schema}.corrections WHERE NOT undone ORDER BY number")
    return tuple(unpack(json.loads(row[0])) for row in rows)


def checked_name(text: str) -> str:
    """A name that is given, as it is kept: one line.

    Raises:
        UsageError: it is empty, too long, or holds what no name holds.
    """
    name = " ".join(storable(normalize(text)).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or not any(map(str.isalnum, name)):
        raise UsageError(
            _("not a name: “{text}”").format(text=text[:LONGEST_NAME]),
            hint=_("a name has letters, at most {most}").format(most=LONGEST_NAME),
        )
    return name


_NAMES = tuple(name for name in Correction.__annotations__ if name != "about")
_DEFAULTS = {name: Correction.__dict__.get(name) for name in _NAMES}


def pack(correction: Correction) -> dict[str, object]:
    """A correction as the log keeps it and as it is printed: what is not said of it is left out.

    `id`, `kind`, `fact`, `name`, `key`, `quote`, `start`, `articles`, `joined`, `into`, `shown`,
    `article_count`, `number`, `turn`, `created`, `changed`, `undone`; of an article `digest`, `title`,
    `file`, `corpus`.
    """
    packed = {name: value for name in _NAMES if (value := getattr(correction, name)) != _DEFAULTS.get(name)}
    about = correction.about
    if about is not None:
        packed["digest"] = about.digest
        packed |= {name: text for name in ("title", "file", "corpus") if (text := getattr(about, name))}
    return packed


def unpack(packed: Mapping[str, object]) -> Correction:
    """The correction that was packed.

    Raises:
        KeyError, TypeError: it is none.
    """
    about = None
    if "digest" in packed:
        about = Subject(*(str(packed.get(name, "")) for name in ("digest", "title", "file", "corpus")))
    known: dict[str, object] = {name: packed[name] for name in _NAMES if name in packed}
    for name in ("articles", "joined"):
        if isinstance(digests := known.get(name), list):
            known[name] = tuple(digests)
    return Correction(**known, about=about)  # type: ignore[arg-type]  # as they were packed


def _storable(correction: Correction) -> Correction:
    about = correction.about
    if about is not None:
        about = Subject(*(storable(text) for text in (about.digest, about.title, about.file, about.corpus)))
    changed = replace(
        correction,
        name=storable(normalize(correction.name)),
        key=storable(correction.key),
        into=storable(correction.into),
        quote=storable(correction.quote[:LONGEST_QUOTE]),
        about=about,
        undone=False,
    )
    return replace(changed, shown=checked_name(changed.shown)) if changed.kind != "reject" else changed


_ESSENCE = ("kind", "fact", "key", "quote", "start", "articles", "shown")


def _same(one: Correction, other: Correction) -> bool:
    """True where two corrections say the same."""
    if any(getattr(one, name) != getattr(other, name) for name in _ESSENCE):
        return False
    digests = [about.digest if about else None for about in (one.about, other.about)]
    into = other.into.endswith(_FREE) and base_of(one.into) == base_of(other.into)
    return digests[0] == digests[1] and (into or one.into == other.into)


def rows_of(correction: Mapping[str, object]) -> tuple[object, ...]:
    """The row of the table for a packed correction."""
    return (
        correction["id"],
        correction["number"],
        correction["turn"],
        bool(correction.get("undone")),
        json.dumps(correction, ensure_ascii=False),
    )


def put(connection: sqlite3.Connection, correction: Mapping[str, object]) -> None:
    """Put a packed correction into the tables."""
    connection.execute("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?)", rows_of(correction))


def everything(connection: sqlite3.Connection) -> Iterable[dict[str, object]]:
    """All corrections, packed."""
    for (packed,) in connection.execute("SELECT correction FROM corrections ORDER BY number, id"):
        yield json.loads(packed)


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
