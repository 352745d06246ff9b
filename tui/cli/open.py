"""`docbao [CORPUS]`: open the reader."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tui.cli.corpora import check_corpus, config_of, paths_of, resolve
from tui.cli.standard_input import give_back_keyboard
from tui.config import Paths
from tui.errors import CorpusError, TerminalError
from tui.i18n import current_language
from tui.i18n import gettext as _


def configure(parser: ArgumentParser) -> None:
    """What opening takes."""
    parser.add_argument(
        "corpus",
        metavar="CORPUS",
        nargs="?",
        help=_("a folder of articles, or one file; - reads standard input (default: the sample corpus)"),
    )


def run(arguments: Namespace) -> int:
    """Open the reader on the corpus, if there is a terminal to draw on."""
    paths = paths_of(arguments)
    config = config_of(arguments, paths)
    piped = arguments.corpus == "-"
    corpus = None if piped else _resolve(arguments.corpus, paths)
    check_terminal(piped=piped)
    if corpus is None:
        corpus = _resolve(arguments.corpus, paths)
        give_back_keyboard()
    check_corpus(corpus, paths)
    from tui.app.run import run_app

    fixed = bool(arguments.lang or config.language)
    return run_app(
        corpus,
        paths,
        language=current_language(),
        fixed=fixed,
        theme=config.theme,
        clipboard=config.clipboard,
    )


def _resolve(name: str | None, paths: Paths) -> Path:
    """The corpus of this name; of a command that was mistyped, say which was probably meant."""
    try:
        return resolve(name, paths)
    except CorpusError as error:
        from difflib import get_close_matches

        from tui.cli.parser import COMMANDS

        meant = get_close_matches(name or "", COMMANDS, n=1)
        if not meant:
            raise
        hint = _("did you mean the command docbao {command}?").format(command=meant[0])
        raise CorpusError(str(error), hint=hint) from error


def check_terminal(*, piped: bool = False) -> None:
    """Refuse at once where nothing could be drawn or typed; `piped`: standard input is the corpus.

    Raises:
        TerminalError: no terminal, or one that cannot move its cursor.
    """
    hint = _("docbao facts, search and show print to a pipe")
    for stream in (sys.stdout, sys.stderr) if piped else (sys.stdin, sys.stdout, sys.stderr):
        if stream is None or not stream.isatty():
            raise TerminalError(_("the reader needs a terminal"), hint=hint)
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown"):
        raise TerminalError(_("this terminal cannot draw (TERM is “dumb”)"), hint=hint)
