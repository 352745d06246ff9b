"""`docbao note ARTICLE TEXT`: put a note beside an article; change it, put it away, bring it back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tui.cli import output
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.opened import find_article, opened
from tui.cli.own import shelf_of, subject_of, typed
from tui.config import Paths
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.library.shelf import checked_note
from tui.model.own import Anchor, Note


def configure(parser: ArgumentParser) -> None:
    """What a note takes."""
    parser.add_argument(
        "article", metavar="ARTICLE", nargs="?", help=_("a path, or a unique beginning of one")
    )
    parser.add_argument("text", metavar="TEXT", nargs="?", help=_("the note; - reads it from standard input"))
    parser.add_argument(
        "--quote", metavar="PASSAGE", help=_("the words of the article that the note is about")
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--edit", metavar="ID", help=_("give this note the TEXT that follows"))
    which.add_argument("--delete", metavar="ID", help=_("put this note away; it can be restored"))
    which.add_argument("--restore", metavar="ID", help=_("bring back a note that was deleted"))
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Keep the note, and print its id once it is safely on disk."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    words = [word for word in (arguments.article, arguments.text) if word is not None]
    named = arguments.edit or arguments.delete or arguments.restore
    wanted = 1 if arguments.edit else 0 if named else 2
    if len(words) != wanted or (named and arguments.quote):
        raise UsageError(
            _("give an ARTICLE and a TEXT, or the ID of a note"), hint=_("see docbao note --help")
        )
    output.print_line((_changed(arguments, paths, words) if named else _added(arguments, paths)).id)
    output.write("", flush=True)
    return 0


def _changed(arguments: Namespace, paths: Paths, words: list[str]) -> Note:
    text = checked_note(typed(words[0])) if arguments.edit else ""
    shelf = shelf_of(paths)
    try:
        if arguments.edit:
            return shelf.edit_note(arguments.edit, text)
        if arguments.delete:
            return shelf.delete_note(arguments.delete)
        return shelf.restore_note(arguments.restore)
    finally:
        shelf.close()


def _added(arguments: Namespace, paths: Paths) -> Note:
    text = checked_note(typed(arguments.text))
    corpus = resolve(arguments.corpus)
    library = opened(corpus, paths)
    try:
        article_id = find_article(library, arguments.article, corpus)
        head = library.heads_of((article_id,))[0]
        anchor = None
        if arguments.quote is not None:
            article = library.text(article_id)
            anchor = _anchor(article.text if article else "", arguments.quote)
    finally:
        library.close()
    shelf = shelf_of(paths)
    try:
        return shelf.add_note(subject_of(head, corpus), text, anchor)
    finally:
        shelf.close()


def _anchor(text: str, quote: str) -> Anchor:
    """The passage of the article that reads `quote`.

    Raises:
        UsageError: none does.
    """
    from tui.model.span import Span
    from tui.text.anchor import anchored
    from tui.text.normal import normalize

    passage = normalize(quote).strip()
    at = text.find(passage)
    if not passage or at < 0:
        raise UsageError(
            _("these words do not stand in the article: “{quote}”").format(quote=quote[:80]),
            hint=_("docbao show prints its text"),
        )
    return anchored(text, Span(at, at + len(passage)))
