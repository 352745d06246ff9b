"""What the words on the command line lead to: corpora, and the reader's own places."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import Config, Paths, expanded, find_paths, load_config
from tui.errors import CorpusError
from tui.i18n import gettext as _
from tui.i18n import reason_of, set_language
from tui.resources import resource

if TYPE_CHECKING:
    from tui.lexicon.lexicon import Lexicon, LexiconFiles

SAMPLE = "seeds"


def add_corpus_option(parser: ArgumentParser) -> None:
    """`--corpus PATH`, for the commands whose first argument is something else."""
    parser.add_argument(
        "--corpus", metavar="PATH", help=_("the corpus, a folder or file (default: the sample corpus)")
    )


def paths_of(arguments: Namespace) -> Paths:
    """The folders in force for this command."""
    return find_paths(library=arguments.library, data=arguments.data)


def config_of(arguments: Namespace, paths: Paths) -> Config:
    """The reader's configuration; its language is put in force unless a flag named one."""
    config = load_config(paths.config_file)
    if config.language and not arguments.lang:
        set_language(config.language)
    return config


def lexicon_files_of(paths: Paths) -> LexiconFiles:
    """The files of that lexicon, which take less time than its words."""
    from tui.lexicon.lexicon import LexiconFiles

    return LexiconFiles(paths.lexicon)


def lexicon_of(paths: Paths) -> Lexicon:
    """The lexicon with the reader's own over it."""
    from tui.lexicon.lexicon import load_lexicon

    return load_lexicon(paths.lexicon)


def resolve(name: str | None, paths: Paths | None = None) -> Path:
    """The corpus called `name`; the sample corpus without a name, or for `seeds` where no such path is.

    With `paths`, `-` is standard input, kept in a file there. An empty name, as of a variable that is not
    set, is no path: it does not mean the folder one stands in.

    Raises:
        CorpusError: there is no such path, or it cannot be read.
    """
    if name is None:
        return resource(SAMPLE)
    if not name:
        raise CorpusError(_("the path is empty"), hint=_("check the path"))
    if name == "-" and paths is not None:
        from tui.cli.standard_input import keep_input

        return keep_input(paths)
    path = expanded(name)
    try:
        if path.exists():
            if path.is_dir():
                next(path.iterdir(), None)
            return path
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        raise CorpusError(
            _("{path}: cannot be read: {reason}").format(path=name, reason=reason),
            hint=_("check the path and its permissions"),
        ) from error
    first, _slash, rest = name.partition("/")
    if first == SAMPLE:
        with suppress(FileNotFoundError):
            shipped = resource(SAMPLE) / rest
            if shipped.exists():
                return shipped
    raise CorpusError(_("{path}: no such file or folder").format(path=name), hint=_("check the path"))


def check_corpus(corpus: Path, paths: Paths) -> None:
    """Refuse a folder without articles; one that has a library is not looked into before the first paint.

    Raises:
        CorpusError: there is nothing to read.
    """
    from tui.library.places import library_path

    if not corpus.is_dir() or library_path(paths.library, corpus).exists():
        return
    from tui.corpus.reader import scan

    if next(scan(corpus), None) is None:
        raise CorpusError(
            _("{path}: no article files in this folder").format(path=corpus),
            hint=_("a corpus is a folder or file of articles: text, HTML, JSON, CSV, PDF, ZIP …"),
        )


def on_terminal() -> bool:
    """True when talk goes to a terminal: only then is progress drawn."""
    return sys.stderr.isatty()
