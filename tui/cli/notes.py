"""`docbao notes`: the reader's notes, of every corpus or of one; and back from an export."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from tui.cli import output
from tui.cli.corpora import config_of, paths_of
from tui.cli.own import has_shelf, library_if_any, shelf_of, tags_by_digest
from tui.config import Paths, expanded
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.i18n import ngettext, reason_of
from tui.model.own import Note

LONGEST_LINE = 4 * 1024 * 1024


def add_which_options(parser: ArgumentParser) -> None:
    """Which notes: of a corpus, of an article, with a tag."""
    parser.add_argument("--corpus", metavar="PATH", help=_("only of this corpus (default: of all)"))
    parser.add_argument("--article", metavar="ARTICLE", help=_("only of this article"))
    parser.add_argument("--tag", metavar="TAG", help=_("only of articles with this tag"))
    parser.add_argument("--deleted", action="store_true", help=_("those that were deleted"))


def configure(parser: ArgumentParser) -> None:
    """What listing notes takes."""
    add_which_options(parser)
    parser.add_argument("--format", choices=("table", "json", "jsonl", "markdown"), default="table")
    parser.add_argument(
        "--import", dest="imported", metavar="FILE", help=_("take over notes exported as JSON Lines")
    )


def run(arguments: Namespace) -> int:
    """Print the notes in the order they were made; 1 when there are none."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    if arguments.imported is not None:
        return _import(paths, arguments.imported)
    notes, tags = chosen(arguments, paths)
    if arguments.format == "json":
        from tui.export.notes import note_json

        output.print_json([note_json(note, tags) for note in notes], indent=1)
    elif arguments.format == "table":
        _print_table(notes, tags)
    elif notes:
        from tui.export import notes as export

        made = export.as_jsonl if arguments.format == "jsonl" else export.as_markdown
        for part in made(notes, tags):
            output.write(part)
    return 0 if notes else 1


def chosen(arguments: Namespace, paths: Paths) -> tuple[tuple[Note, ...], dict[str, tuple[str, ...]]]:
    """The notes that the options of `add_which_options` choose, and the tags of their articles."""
    if not has_shelf(paths):
        return (), {}
    shelf = shelf_of(paths)
    try:
        notes = shelf.notes(tag=arguments.tag, deleted=arguments.deleted)
        if arguments.corpus is not None:
            notes = tuple(_of_corpus(notes, expanded(arguments.corpus), paths))
        if arguments.article is not None:
            notes = _of_article(notes, arguments.article)
        return notes, tags_by_digest(shelf, notes)
    finally:
        shelf.close()


def _of_corpus(notes: tuple[Note, ...], corpus: Path, paths: Paths) -> Iterator[Note]:
    """Those made in this corpus, and those about an article that lies in it now. It may be gone."""
    here = {str(corpus.absolute()), str(corpus.resolve())}
    library = library_if_any(corpus, paths)
    try:
        for note in notes:
            if note.about.corpus in here or (library is not None and library.holds(note.about.digest)):
                yield note
    finally:
        if library is not None:
            library.close()


def _of_article(notes: tuple[Note, ...], name: str) -> tuple[Note, ...]:
    """Those about the article whose path, file name or digest is `name`, or begins with it.

    Raises:
        UsageError: more than one does.
    """
    wanted = name.removeprefix("./")
    exact = tuple(note for note in notes if wanted in (note.about.file, note.about.digest))
    if exact:
        return exact
    found = tuple(
        note
        for note in notes
        if note.about.file.startswith(wanted) or note.about.file.rpartition("/")[2].startswith(wanted)
    )
    files = sorted({note.about.file for note in found})
    if len(files) > 1:
        listed = ", ".join(files[:2]) + (", …" if len(files) > 2 else "")
        raise UsageError(
            _("“{name}” begins more than one file: {files}").format(name=name, files=listed),
            hint=_("give more of the name"),
        )
    return found


def _print_table(notes: tuple[Note, ...], tags: dict[str, tuple[str, ...]]) -> None:
    for note in notes:
        its = "".join(f"  #{tag}" for tag in tags.get(note.about.digest, ()))
        about = note.about.title or note.about.file
        output.print_prose(f"{note.id}  {note.created[:10]}  {about}  ({note.about.file}){its}", hang=4)
        if note.anchor is not None:
            output.print_prose(f"    “{note.anchor.quote}”")
        for line in note.text.split("\n"):
            output.print_prose(f"    {line}")


# back from an export


def _import(paths: Paths, name: str) -> int:
    notes = list(_read(expanded(name)))
    shelf = shelf_of(paths)
    try:
        taken = shelf.import_notes(notes)
    finally:
        shelf.close()
    told = ngettext("%d note taken over", "%d notes taken over", taken) % taken
    left = len(notes) - taken
    output.say(told + (", " + _("{count} were here already").format(count=left) if left else ""))
    return 0


def _read(path: Path) -> Iterator[Note]:
    """The notes of an export; all of them are looked at before one is kept.

    Raises:
        UsageError: it cannot be read, or a line of it is no note.
    """
    from tui.library.shelf_tables import unpack

    try:
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(LONGEST_LINE):
                number += 1
                if not line.strip():
                    continue
                try:
                    packed = json.loads(line)
                    if not isinstance(packed, dict):
                        raise TypeError(packed)
                    note = unpack(packed)
                    if len(note.id) != 8 or set(note.id) - set("0123456789abcdef"):
                        raise ValueError(note.id)
                    yield note
                except (ValueError, KeyError, TypeError, RecursionError) as error:
                    raise UsageError(
                        _("{where}: not a note").format(where=f"{path}:{number}"),
                        hint=_("give a file made by docbao export notes --format jsonl"),
                    ) from error
    except OSError as error:
        raise UsageError(
            _("{path}: cannot be read: {reason}").format(path=path, reason=reason_of(error)),
            hint=_("check the path and its permissions"),
        ) from error
