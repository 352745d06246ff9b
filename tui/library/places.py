"""Which library belongs to which corpus."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import suppress
from pathlib import Path

from tui.library.connection import FILE
from tui.text.folding import fold

_NO_WORD = re.compile(r"[^a-z0-9]+")


def library_path(root: Path, corpus: Path) -> Path:
    """The SQLite file of the library of `corpus` below `root`; two corpora never share one.

    Named after the corpus so that people recognise it, and after its whole path so that it is the only one.
    """
    import hashlib

    place = corpus.resolve()
    name = _NO_WORD.sub("-", fold(place.name.encode("utf-8", "replace").decode()))[:40].strip("-")
    digest = hashlib.blake2b(os.fsencode(place), digest_size=6).hexdigest()
    return root / f"{name or 'corpus'}-{digest}" / FILE


def mount_of(corpus: Path) -> str:
    """The mount point of the disk `corpus` lies on; empty for the root of the system."""
    with suppress(OSError):
        for folder in (corpus.resolve(), *corpus.resolve().parents):
            if folder.is_mount():
                return "" if folder == folder.parent else str(folder)
    return ""


def remember_place(connection: sqlite3.Connection, corpus: Path) -> None:
    """Note in a library where its corpus lies."""
    for name, value in (("corpus", os.fsencode(corpus)), ("mount", os.fsencode(mount_of(corpus)))):
        connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
            " WHERE value <> excluded.value",
            (name, value.hex()),
        )
