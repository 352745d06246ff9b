"""What the words on the command line lead to: corpora, libraries, articles."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import Config, Paths, find_paths, load_config
from tui.errors import CorpusError, LibraryMissing, UsageError
from tui.i18n import gettext as _
from tui.i18n import set_language
from tui.resources import resource

if TYPE_CHECKING:
    from tui.lexicon.lexicon import Lexicon
    from tui.library.library import Library

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


def lexicon_of(paths: Paths) -> Lexicon:
    """The lexicon with the reader's own over it."""
    from tui.lexicon.lexicon import load_lexicon

    return load_lexicon(paths.lexicon)


def resolve(name: str | None) -> Path:
    """The corpus called `name`; the sample corpus without a name, or for `seeds` where no such path is.

    Raises:
        CorpusError: there is no such path, or it cannot be read.
    """
    if name is None:
        return resource(SAMPLE)
    path = Path(name).expanduser()
    try:
        if path.exists():
            if path.is_dir():
                next(path.iterdir(), None)
            return path
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
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


def opened(corpus: Path, paths: Paths) -> Library:
    """The library of `corpus`; indexed first if it never was, with progress on a terminal."""
    from tui.library.library import Library
    from tui.library.places import library_path

    path = library_path(paths.library, corpus)
    try:
        library = Library.open(path, shelf=paths.shelf)
        if library.corpus() is not None:
            return library
        library.close()
    except LibraryMissing:
        pass
    from tui.cli.index import index

    index(corpus, paths, progress="auto", jobs=None)
    return Library.open(path, shelf=paths.shelf)


def find_article(library: Library, name: str, corpus: Path) -> int:
    """The article called `name`: a path on disk, a path in the corpus, or the unique beginning of one.

    Raises:
        UsageError: there is none, or more than one.
    """
    for candidate in _names(name, corpus):
        found = library.find_id(candidate)
        if found is not None:
            return found
    raise UsageError(
        _("no article begins with “{name}”").format(name=name),
        hint=_("give a path inside the corpus, or choose the corpus with --corpus"),
    )


def _names(name: str, corpus: Path) -> list[str]:
    """Ways `name` may be written inside the corpus, the likeliest first."""
    base = corpus if corpus.is_dir() else corpus.parent
    names = [name.removeprefix("./")]
    with suppress(ValueError, OSError):
        names.insert(0, Path(name).resolve().relative_to(base.resolve()).as_posix())
    first, slash, rest = name.partition("/")
    if slash and first == corpus.name:
        names.append(rest)
    return [candidate for candidate in names if candidate not in ("", ".")]


def on_terminal() -> bool:
    """True when talk goes to a terminal: only then is progress drawn."""
    return sys.stderr.isatty()
