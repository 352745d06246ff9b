"""`docbao doctor [CORPUS]`: versions, paths, libraries and their state, what was refused and why."""

from __future__ import annotations

import platform
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.corpora import config_of, lexicon_of, paths_of, resolve
from tui.cli.remarks import partial_line, rejected_lines
from tui.config import Paths
from tui.errors import DocbaoError, LibraryMissing
from tui.i18n import gettext as _

if TYPE_CHECKING:
    from tui.lexicon.lexicon import Lexicon
    from tui.library.library import Library

PACKAGES = (
    "textual", "rich", "rapidfuzz", "pyyaml", "underthesea", "platformdirs", "tantivy", "trafilatura",
    "feedparser", "warcio", "ftfy",
)  # fmt: skip
EXTRAS = {"pdf": "pypdf", "parquet": "pyarrow", "zstd": "zstandard"}
"""Extra of ours → the package it brings."""


def configure(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("corpus", metavar="CORPUS", nargs="?", help=_("only this corpus (default: all)"))
    parser.add_argument("--deep", action="store_true", help=_("check every article of every library"))


def run(arguments: Namespace) -> int:
    """Print all; 2 when a library is damaged or the configuration cannot be used."""
    paths = paths_of(arguments)
    problems = 0
    for line in _versions():
        output.print_prose(line, hang=2)
    for line in _places(paths):
        output.print_line(line)
    try:
        config_of(arguments, paths)
    except DocbaoError as error:
        output.say_error(error)
        problems += 1
    lexicon = None
    try:
        lexicon = lexicon_of(paths)
    except DocbaoError as error:
        output.say_error(error)
        problems += 1
    for path in _libraries(arguments, paths):
        problems += _print_library(path, paths, lexicon, deep=arguments.deep)
    return 2 if problems else 0


def _versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    from tui.cli.parser import version
    from tui.library.connection import SQLITE_VERSION

    yield f"docbao {version()}, Python {platform.python_version()}, SQLite {SQLITE_VERSION}, {sys.platform}"

    def told(package: str, absent: str) -> str:
        try:
            return f"{package} {installed(package)}"
        except PackageNotFoundError:
            return f"{package} {absent}"

    yield ", ".join(told(package, _("missing")) for package in PACKAGES)
    extras = (
        told(package, _("missing: pip install 'docbao[%s]'") % name) for name, package in EXTRAS.items()
    )
    yield _("extras: %s") % ", ".join(extras)


def _places(paths: Paths) -> Iterator[str]:
    named = (
        (_("libraries"), paths.library),
        (_("your own files"), paths.data),
        (_("configuration"), paths.config_file),
        (_("your lexicon"), paths.lexicon),
        (_("log"), paths.log),
    )
    absent = " (" + _("not there") + ")"
    for name, path in named:
        yield f"{name}: {path}" + ("" if path.exists() else absent)


def _libraries(arguments: Namespace, paths: Paths) -> list[Path]:
    from tui.library.connection import FILE
    from tui.library.places import library_path

    if arguments.corpus is not None:
        return [library_path(paths.library, resolve(arguments.corpus))]
    return sorted(paths.library.glob(f"*/{FILE}"))


def _print_library(path: Path, paths: Paths, lexicon: Lexicon | None, *, deep: bool) -> int:
    """What there is to say of one library; the number of problems."""
    from tui.library.check import check
    from tui.library.library import Library

    output.print_line("")
    output.print_line(_("library {path}").format(path=path))
    try:
        library = Library.open(path, shelf=paths.shelf)
    except LibraryMissing as error:
        output.print_line(f"  {error}")
        return 0
    except DocbaoError as error:
        output.print_line(f"  {error}")
        output.print_line(f"  → {error.hint}")
        return 1
    try:
        if not library.is_current():
            output.print_line("  " + _("the library is of an older version"))
            output.print_line("  → " + _("run docbao index"))
            return 1
        state = library.state()
        size = path.stat().st_size / 2**20
        counts = _("articles={articles} with facts={facts} refused={refused}, {size:.1f} MB").format(
            articles=state.articles, facts=state.with_facts, refused=state.rejected, size=size
        )
        output.print_line("  " + str(library.corpus() or _("not indexed yet")))
        output.print_line(f"  {counts}")
        for line in _about_facts(library, lexicon):
            output.print_line(f"  {line}")
        problems = check(library, deep=deep)
        for problem in problems:
            output.print_line("  ✗ " + problem)
        if not problems:
            output.print_line("  ✓ " + (_("every article is sound") if deep else _("the file is sound")))
        for line in rejected_lines(library.rejected(), library.corpus()):
            output.print_line("  " + line)
        return len(problems)
    except DocbaoError as error:
        output.print_line(f"  {error}")
        output.print_line(f"  → {error.hint}")
        return 1
    finally:
        library.close()


def _about_facts(library: Library, lexicon: Lexicon | None) -> Iterator[str]:
    """How many articles wait for facts by today's rules and words, and how many are read in part."""
    from tui.ingest.run import partial_count, stale_count

    if lexicon is not None:
        stale = stale_count(library, lexicon)
        told = _("stale={count}: their facts were extracted by other rules or with another lexicon")
        yield told.format(count=stale) if stale else _("stale=0: all facts are by the rules in force")
        if stale:
            yield "→ " + _("run docbao index, or open the corpus: they are extracted again")
    partial = partial_count(library)
    if partial:
        yield partial_line(partial)
