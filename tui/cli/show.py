"""`docbao show ARTICLE`: the clean text of one article, or the page as it came."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.arguments import encoding
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.opened import find_article, opened
from tui.cli.remarks import rejected_line
from tui.config import expanded
from tui.errors import CorpusError
from tui.i18n import gettext as _

if TYPE_CHECKING:
    from tui.corpus.options import Options


def configure(parser: ArgumentParser) -> None:
    """What showing takes."""
    parser.add_argument("article", metavar="ARTICLE", help=_("a path, or a unique beginning of one"))
    parser.add_argument("--original", action="store_true", help=_("the text as it came, nothing left out"))
    parser.add_argument(
        "--encoding",
        metavar="ENCODING",
        type=encoding,
        help=_("a file of the corpus as this encoding reads it, indexed or not; changes nothing"),
    )
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Print the text."""
    paths = paths_of(arguments)
    config = config_of(arguments, paths)
    corpus = resolve(arguments.corpus)
    if arguments.encoding:
        output.print_text(reread(corpus, arguments.article, arguments.encoding))
        return 0
    library = opened(corpus, paths)
    try:
        article = library.text(find_article(library, arguments.article, corpus))
    finally:
        library.close()
    if article is None:
        raise CorpusError(_("the article is gone"), hint=_("run docbao index"))
    if not arguments.original:
        output.print_text(article.text)
        return 0
    from tui.library.decisions import options_of
    from tui.library.places import library_path

    options = options_of(paths.data, library_path(paths.library, corpus), config.columns)
    output.print_text(original(corpus, article.file, options))
    return 0


def reread(corpus: Path, name: str, encoding: str) -> str:
    """The text of one file in another encoding: a path, or the beginning of its path inside the corpus.

    Raises:
        CorpusError: there is no such file, or it holds no text.
    """
    from tui.corpus.options import Options
    from tui.corpus.reader import read, scan

    path = expanded(name)
    files = scan(path) if path.is_file() else (file for file in scan(corpus) if file.file.startswith(name))
    found = next(files, None)
    if found is None:
        raise CorpusError(_("{path}: no such file in the corpus").format(path=name), hint=_("check the path"))
    articles, rejected = read(found, Options(encodings=(("*", encoding),)))
    if not articles:
        refusal = rejected[0]
        raise CorpusError(
            rejected_line(refusal.file, refusal.reason, refusal.detail), hint=_("check the path")
        )
    return "\n\n".join(article.text for article in articles)


def original(corpus: Path, file: str, options: Options) -> str:
    """The raw text of the article `file` as the corpus holds it now.

    Raises:
        CorpusError: the corpus no longer has it.
    """
    from tui.corpus.finding import find_article

    article = find_article(corpus, file, options)
    if article is None:
        raise CorpusError(_("{path}: no longer in the corpus").format(path=file), hint=_("run docbao index"))
    return article.whole
