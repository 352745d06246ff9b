"""`docbao mark ARTICLE…`: star, read and tags of articles; without them, what is marked."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace

from tui.cli import output
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.own import has_shelf, shelf_of, subjects_named
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.library.shelf import Shelf, checked_tag
from tui.model.own import Marks, Subject


def configure(parser: ArgumentParser) -> None:
    """What marking takes."""
    parser.add_argument(
        "articles", metavar="ARTICLE", nargs="*", help=_("a path, or a unique beginning of one")
    )
    parser.add_argument("--star", action=BooleanOptionalAction, help=_("give it a star, or take it back"))
    parser.add_argument("--read", action=BooleanOptionalAction, help=_("mark it as read, or as unread"))
    parser.add_argument("--tag", metavar="TAG", action="append", default=[], help=_("give it a tag"))
    parser.add_argument("--no-tag", metavar="TAG", action="append", default=[], help=_("take a tag back"))
    parser.add_argument("--format", choices=("table", "json", "jsonl"), default="table")
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Mark, or print the marks; 1 when there are none to print."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    tags, untags = map(checked_tag, arguments.tag), map(checked_tag, arguments.no_tag)
    wanted, unwanted = list(tags), list(untags)
    marking = arguments.star is not None or arguments.read is not None or bool(wanted or unwanted)
    if marking and not arguments.articles:
        raise UsageError(_("give an ARTICLE to mark"), hint=_("see docbao mark --help"))
    corpus = resolve(arguments.corpus)
    subjects = subjects_named(arguments.articles, corpus, paths) if arguments.articles else None
    if not marking and not has_shelf(paths):
        return _print((), None, arguments.format)
    shelf = shelf_of(paths)
    try:
        if marking and subjects is not None:
            shelf.mark(subjects, star=arguments.star, read=arguments.read, tags=wanted, untags=unwanted)
            count = len(subjects)
            output.say(ngettext("%d article marked", "%d articles marked", count) % count)
            return 0
        return _print(_marks(shelf, subjects), shelf, arguments.format)
    finally:
        shelf.close()


def _marks(shelf: Shelf, subjects: list[Subject] | None) -> tuple[Marks, ...]:
    """Marks of these articles, under the names they have now; without `subjects`, all there are."""
    if subjects is None:
        return shelf.marks()
    found = shelf.marks(subject.digest for subject in subjects)
    return tuple(
        Marks(now, marks.star, marks.read, marks.tags, marks.marked)
        for now, marks in zip(subjects, found, strict=True)
    )


def _print(marks: tuple[Marks, ...], shelf: Shelf | None, form: str) -> int:
    if form == "table":
        for one in marks:
            output.print_prose(_line(one), hang=4)
        return 0 if marks else 1
    rows = [_json(one, len(shelf.notes(digest=one.about.digest)) if shelf else 0) for one in marks]
    if form == "json":
        output.print_json(rows, indent=1)
    else:
        for row in rows:
            output.print_json(row)
    return 0 if marks else 1


def _line(marks: Marks) -> str:
    star, read = "★" if marks.star else "·", _("read") if marks.read else _("unread")
    its = "".join(f"  #{tag}" for tag in marks.tags)
    return f"{star} {read}  {marks.about.title or marks.about.file}  ({marks.about.file}){its}"


def _json(marks: Marks, notes: int) -> dict[str, object]:
    """`star` and `read` are booleans, `notes` how many there are, `marked` when star or tags last changed."""
    return {
        "file": marks.about.file,
        "title": marks.about.title,
        "corpus": marks.about.corpus,
        "digest": marks.about.digest,
        "star": marks.star,
        "read": marks.read,
        "tags": list(marks.tags),
        "notes": notes,
        "marked": marks.marked or None,
    }
