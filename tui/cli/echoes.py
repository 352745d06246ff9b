"""`docbao echoes [ARTICLE]`: passages that stand in several articles, and where."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.arguments import positive
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.found import head_json
from tui.cli.opened import find_article, opened
from tui.cli.rows import print_article
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.present.kinds import number
from tui.text.cells import cut
from tui.text.words import plain_words

if TYPE_CHECKING:
    from tui.library.library import Library
    from tui.model.result import ArticleHead, Echo, PassagePlace, RepeatedPassage

TABLE_LIMIT = 20
"""Passages of a corpus that are printed unless more are wanted."""
TABLE_PLACES = 6
"""Places of one passage that are printed; programs get all that are told."""
AT_ONCE = 200
LONGEST_LINE = 400
"""Cells of a passage as people read it; programs get it whole."""


def configure(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "article",
        metavar="ARTICLE",
        nargs="?",
        help=_("only what this article shares with others: a path, or a unique beginning of one"),
    )
    parser.add_argument(
        "--min-words",
        metavar="N",
        type=positive,
        default=1,
        help=_("only passages of at least so many words"),
    )
    parser.add_argument("--limit", metavar="N", type=positive, help=_("how many at most"))
    parser.add_argument("--format", choices=("table", "json", "jsonl"), default="table")
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Print the passages; 1 when there are none."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    corpus = resolve(arguments.corpus)
    library = opened(corpus, paths)
    try:
        if arguments.article is not None:
            found = _of_article(library, find_article(library, arguments.article, corpus), arguments)
            return _print_echoes(found, arguments.format)
        passages = _of_corpus(library, arguments)
        if arguments.format == "json":
            all_passages = [passage_json(passage) for passage in passages]
            output.print_json(all_passages, indent=2)
            return 0 if all_passages else 1
        status = 1
        for passage in passages:
            status = 0
            if arguments.format == "jsonl":
                output.print_json(passage_json(passage))
            else:
                _print_passage(passage)
        if status:
            output.say(_("nothing found"))
        return status
    finally:
        library.close()


# of one article

Shared = tuple["Echo", str, "ArticleHead", str]
"""An echo, its text in the article, the other article, its text there."""


def _of_article(library: Library, article_id: int, arguments: Namespace) -> list[Shared]:
    stored = library.article(article_id)
    found: list[Shared] = []
    for echo in stored.echoes if stored is not None else ():
        assert stored is not None
        text = echo.span.of(stored.article.text)
        if len(plain_words(text)) < arguments.min_words:
            continue
        other, head = library.text(echo.other_id), library.head(echo.other_id)
        if other is not None and head is not None:
            found.append((echo, text, head, echo.other_span.of(other.text)))
        if len(found) == arguments.limit:
            break
    return found


def echo_json(shared: Shared) -> dict[str, object]:
    """A passage of an article and where else it stands. Spans are code points of the clean texts."""
    echo, text, head, other = shared
    return {
        "text": text,
        "span": list(echo.span),
        "other": {**head_json(head), "text": other, "span": list(echo.other_span)},
        "same": [[list(here), list(there)] for here, there in echo.parts],
    }


def _print_echoes(found: Sequence[Shared], form: str) -> int:
    if form == "json":
        output.print_json([echo_json(shared) for shared in found], indent=2)
    elif form == "jsonl":
        for shared in found:
            output.print_json(echo_json(shared))
    else:
        for text, group in groupby(found, key=lambda shared: shared[1]):
            _print_text(text)
            for echo, _text, head, _other in group:
                print_article(head, "  = " if len(echo.parts) == 1 else "  ≈ ")
        output.say(_("= word for word, ≈ with words changed") if found else _("nothing found"))
    return 0 if found else 1


# of the corpus


def _of_corpus(library: Library, arguments: Namespace) -> Iterator[RepeatedPassage]:
    bar = _Bar()
    repeated = library.repeated(progress=bar.update)
    bar.clear()
    assert repeated is not None
    wanted = [group for group in repeated.groups if group.words >= arguments.min_words]
    limit = arguments.limit or (TABLE_LIMIT if arguments.format == "table" else len(wanted))
    for at in range(0, min(limit, len(wanted)), AT_ONCE):
        yield from library.passages_told(wanted[at : min(at + AT_ONCE, limit)])
    if limit < len(wanted):
        told = _("{count} of {total} passages; --limit prints more")
        output.say(told.format(count=number(limit), total=number(len(wanted))))
    if repeated.furniture:
        told = ngettext(
            "%s passage that very many pages have is left out",
            "%s passages that very many pages have are left out",
            repeated.furniture,
        )
        output.say(told % number(repeated.furniture))
    if repeated.thinned:
        output.say(_("the corpus is very large: short passages may be missing"))


def passage_json(passage: RepeatedPassage) -> dict[str, object]:
    """A passage and its places, by date. `first` is the first in time, which need not be the source."""
    return {
        "text": passage.text,
        "articles": passage.article_count,
        "outlets": list(passage.outlets),
        "places": [place_json(place) for place in passage.places],
    }


def place_json(place: PassagePlace) -> dict[str, object]:
    """One place of a passage."""
    return {**head_json(place.head), "span": list(place.span), "first": place.first}


def _print_passage(passage: RepeatedPassage) -> None:
    _print_text(passage.text)
    for place in passage.places[:TABLE_PLACES]:
        print_article(place.head, "  1 " if place.first else "    ")
    if passage.article_count > TABLE_PLACES:
        more = passage.article_count - TABLE_PLACES
        output.print_line("    " + ngettext("… and %s more", "… and %s more", more) % number(more))


def _print_text(text: str) -> None:
    output.print_prose("“" + cut(" ".join(text.split()), LONGEST_LINE) + "”", hang=1)


class _Bar:
    """How far it is, in percent, for people who look on."""

    def __init__(self) -> None:
        self._told = -1

    def update(self, done: float) -> None:
        """So much is done, from 0 to 1."""
        percent = int(100 * done)
        if percent != self._told and sys.stderr.isatty():
            self._told = percent
            sys.stderr.write("\r" + _("comparing articles: {percent}%").format(percent=percent))
            sys.stderr.flush()

    def clear(self) -> None:
        """No more will come."""
        if self._told >= 0:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
