"""`docbao correct`: say that a name is none, is another, is spelled otherwise, or is two."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.following import follow
from tui.cli.opened import find_article, opened
from tui.cli.own import shelf_of, subject_of
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.fact import NAMED_KINDS

if TYPE_CHECKING:
    from tui.library.library import Library
    from tui.model.correction import Correction

MOST_MEANT = 5
"""Names told where one typed may mean several."""


def configure(parser: ArgumentParser) -> None:
    """What correcting takes."""
    parser.add_argument(
        "what",
        metavar="WHAT",
        choices=("reject", "merge", "rename", "split"),
        help=_("reject NAME; merge NAME OTHER; rename NAME NEW; split NAME ARTICLE…"),
    )
    parser.add_argument("name", metavar="NAME", help=_("a name as it is printed, or its key"))
    parser.add_argument(
        "rest", metavar="OTHER", nargs="*", help=_("the other name, the new one, or articles")
    )
    parser.add_argument("--kind", choices=NAMED_KINDS, help=_("of which kind the names are"))
    parser.add_argument(
        "--article", metavar="ARTICLE", help=_("with reject: in this article alone (default: in all)")
    )
    parser.add_argument("--as", dest="shown", metavar="NAME", default="", help=_("with split: its name"))
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Correct one name; the library follows before this returns."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    corpus = resolve(arguments.corpus)
    _check(arguments)
    library = opened(corpus, paths)
    try:
        wanted = _wanted(arguments, library, corpus)
    finally:
        library.close()
    shelf = shelf_of(paths)
    try:
        made = shelf.correct(wanted)
    finally:
        shelf.close()
    say_made(made)
    follow(corpus, paths)
    return 0


def say_made(made: Correction) -> None:
    """Tell what was corrected, and how to take it back."""
    from tui.present.corrections import correction_text

    count = made.article_count
    where = ngettext("%d article", "%d articles", count) % count
    output.say(f"{made.id}  {correction_text(made)} ({where})")
    output.say(_("docbao corrections --undo {id} takes it back").format(id=made.id))


def _check(arguments: Namespace) -> None:
    wanted = {"reject": 0, "merge": 1, "rename": 1}.get(arguments.what)
    if (wanted is not None and len(arguments.rest) != wanted) or (
        arguments.what == "split" and not arguments.rest
    ):
        raise UsageError(
            _("{what} takes other arguments").format(what=arguments.what), hint=_("see docbao correct --help")
        )


def _wanted(arguments: Namespace, library: Library, corpus: Path) -> Correction:
    from tui.library import deciding

    key = key_of(library, arguments.name, arguments.kind)
    match arguments.what:
        case "merge":
            other = key_of(library, arguments.rest[0], arguments.kind or key.partition(":")[0])
            return deciding.merging(library.connection, key, other)
        case "rename":
            return deciding.renaming(library.connection, key, arguments.rest[0])
        case "split":
            ids = tuple(find_article(library, name, corpus) for name in arguments.rest)
            digests = [head.digest for head in library.heads_of(ids)]
            return deciding.splitting(library.connection, key, digests, arguments.shown)
    if arguments.article is None:
        return deciding.rejection_everywhere(library.connection, key)
    return _rejection_in(library, find_article(library, arguments.article, corpus), key, corpus)


def _rejection_in(library: Library, article: int, key: str, corpus: Path) -> Correction:
    from tui.library.corrected import base_of
    from tui.model.correction import rejection

    stored = library.article(article)
    assert stored is not None
    for kind in NAMED_KINDS:
        for fact in stored.extraction.of_kind(kind):
            if base_of(getattr(fact, "key", "")) == base_of(key):
                name = getattr(fact, "name", "")
                return rejection(stored.article, subject_of(stored.head, corpus), kind, fact, name=name)
    raise UsageError(_("“{name}” is not in this article").format(name=key.partition(":")[2]))


def key_of(library: Library, name: str, kind: str | None) -> str:
    """The key of the one name that is meant.

    Raises:
        UsageError: none is called so, or several are.
    """
    from tui.text.folding import match_key

    given = library.entity(name) if name.partition(":")[0] in NAMED_KINDS else None
    if given is not None:
        return given.key
    hits = [hit for hit in library.find_names(name).hits if kind in (None, hit.kind)]
    meant = [hit for hit in hits if match_key(hit.name) == match_key(name)]
    if len(meant) == 1:
        return meant[0].key
    near = ", ".join(hit.key for hit in (meant or hits)[:MOST_MEANT])
    if meant:
        raise UsageError(
            _("more than one is called “{name}”").format(name=name),
            hint=_("say which, by its key: {keys}").format(keys=near),
        )
    raise UsageError(
        _("the corpus does not know the name “{name}”").format(name=name),
        hint=_("near it are: {keys}").format(keys=near) if near else _("docbao search @NAME finds names"),
    )
