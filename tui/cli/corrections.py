"""`docbao corrections`: what the reader corrected; one taken back, or redone."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import suppress

from tui.cli import output
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.following import follow
from tui.cli.own import has_shelf, shelf_of
from tui.errors import CorpusError, UsageError
from tui.i18n import gettext as _
from tui.model.correction import Correction


def configure(parser: ArgumentParser) -> None:
    """What listing corrections takes."""
    parser.add_argument("--undo", metavar="ID", help=_("take this one back"))
    parser.add_argument("--redo", metavar="ID", help=_("let this one hold again"))
    parser.add_argument("--format", choices=("table", "json", "jsonl"), default="table")
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Print them in the order they were made; 1 when there are none."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    if not has_shelf(paths):
        if arguments.undo or arguments.redo:
            raise UsageError(_("nothing has been corrected"), hint=_("see docbao correct --help"))
        return 1
    shelf = shelf_of(paths)
    try:
        turned = shelf.undo_correction(arguments.undo) if arguments.undo else None
        turned = shelf.redo_correction(arguments.redo) if arguments.redo else turned
        made = shelf.corrections()
    finally:
        shelf.close()
    if turned is not None:
        from tui.present.corrections import done_text

        output.say(done_text("undone" if turned.undone else "redone", turned))
        with suppress(CorpusError, UsageError):  # no corpus here: a library follows when it is opened next
            follow(resolve(arguments.corpus), paths)
        return 0
    _print(made, arguments.format)
    return 0 if made else 1


def _print(made: tuple[Correction, ...], form: str) -> None:
    from tui.library.shelf_corrections import pack

    if form == "json":
        output.print_json([pack(one) for one in made], indent=1)
        return
    for one in made:
        if form == "jsonl":
            output.print_json(pack(one))
        else:
            output.print_prose(_line(one), hang=4)


def _line(one: Correction) -> str:
    from tui.present.corrections import correction_text

    about = one.about
    where = f" {about.title or about.file}" if about is not None else ""
    sign = "✗" if one.undone else "✓"
    return f"{sign} {one.id}  {one.created[:10]}  {correction_text(one, here=False)}{where}"
