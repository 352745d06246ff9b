"""The reader's notes for other programs: JSON Lines that can be taken back, a table, or pages of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tui.export.markdown import escaped, escaped_line
from tui.export.table import csv_line
from tui.i18n import gettext as _
from tui.library.shelf_tables import pack
from tui.model.own import Note
from tui.text.json_text import json_text

COLUMNS = ("id", "file", "title", "text", "quote", "tags", "created", "changed", "corpus", "digest")
"""Of the table."""

Tags = Mapping[str, tuple[str, ...]]
"""Digest → tags of its article."""


def note_json(note: Note, tags: Tags) -> dict[str, object]:
    """A note as one object: what `shelf_tables.pack` names, and the `tags` of its article."""
    return {**pack(note), "tags": list(tags.get(note.about.digest, ()))}


def as_jsonl(notes: Iterable[Note], tags: Tags) -> Iterator[str]:
    """One object a line."""
    for note in notes:
        yield json_text(note_json(note, tags)) + "\n"


def as_csv(notes: Iterable[Note], tags: Tags) -> Iterator[str]:
    """`COLUMNS`, with a head; tags are separated by `; `."""
    yield csv_line(COLUMNS)
    for note in notes:
        packed = note_json(note, tags)
        packed["tags"] = "; ".join(tags.get(note.about.digest, ()))
        yield csv_line(packed.get(column) for column in COLUMNS)


def as_markdown(notes: Iterable[Note], tags: Tags) -> Iterator[str]:
    """A section for each article, in the order of their first notes."""
    by_article: dict[str, list[Note]] = {}
    for note in notes:
        by_article.setdefault(note.about.digest, []).append(note)
    yield "# " + _("Notes") + "\n"
    for digest, its in by_article.items():
        about = its[-1].about
        where = [escaped_line(part) for part in (about.file, about.corpus) if part]
        where += [f"\\#{escaped_line(tag)}" for tag in tags.get(digest, ())]
        yield f"\n## {escaped_line(about.title or about.file)}\n\n{' · '.join(where)}\n"
        for note in its:
            yield "\n"
            if note.anchor is not None:
                yield "".join(f"> {line}\n" for line in escaped(note.anchor.quote).split("\n")) + "\n"
            yield f"{escaped(note.text)}\n\n*{note.created[:10]} · {note.id}*\n"
