"""`docbao searches`: saved searches, what was asked before; and back from an export."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from tui.cli import output
from tui.cli.corpora import config_of, paths_of, resolve
from tui.cli.opened import opened
from tui.cli.own import has_shelf, shelf_of
from tui.config import Paths, expanded
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.i18n import ngettext, reason_of
from tui.model.own import AskedQuery, ListedSearch, SavedSearch

LONGEST_LINE = 64 * 1024


def configure(parser: ArgumentParser) -> None:
    """What listing searches takes."""
    parser.add_argument("--forget", metavar="NAME", help=_("let go of a saved search"))
    parser.add_argument(
        "--rename", metavar=("NAME", "NEW"), nargs=2, help=_("give a saved search another name")
    )
    parser.add_argument("--history", action="store_true", help=_("what was searched for before"))
    parser.add_argument("--forget-history", action="store_true", help=_("forget what was searched for"))
    parser.add_argument(
        "--corpus", metavar="PATH", help=_("count what each finds in this corpus, and what is new")
    )
    parser.add_argument("--format", choices=("table", "json", "jsonl"), default="table")
    parser.add_argument(
        "--import", dest="imported", metavar="FILE", help=_("take over searches exported as JSON Lines")
    )


def run(arguments: Namespace) -> int:
    """Print the searches by name, or the history newest first; 1 when there are none."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    if arguments.imported is not None:
        return _import(paths, arguments.imported)
    if arguments.rename is not None:
        return _rename(paths, *arguments.rename)
    if arguments.forget is not None or arguments.forget_history:
        return _forget(paths, arguments.forget)
    if arguments.history:
        return _print_history(_asked(paths), arguments.format)
    if arguments.corpus is not None:
        return _print(_counted(paths, resolve(arguments.corpus)), arguments.format)
    return _print(tuple(map(ListedSearch, saved(paths))), arguments.format)


def saved(paths: Paths) -> tuple[SavedSearch, ...]:
    """All saved searches; to look for them makes no folder."""
    if not has_shelf(paths):
        return ()
    shelf = shelf_of(paths)
    try:
        return shelf.searches()
    finally:
        shelf.close()


def _counted(paths: Paths, corpus: Path) -> tuple[ListedSearch, ...]:
    """What each saved search finds in a corpus, and what came since it was opened; none is opened by it."""
    from tui.library.places import library_path

    searches = saved(paths)
    if not searches:
        return ()
    library, shelf = opened(corpus, paths), shelf_of(paths)
    try:
        name = library_path(paths.library, corpus).parent.name
        return tuple(library.count_saved(one, shelf.seen_search(one.name, name)) for one in searches)
    finally:
        shelf.close()
        library.close()


def _asked(paths: Paths) -> tuple[AskedQuery, ...]:
    if not has_shelf(paths):
        return ()
    shelf = shelf_of(paths)
    try:
        return shelf.asked()
    finally:
        shelf.close()


def _forget(paths: Paths, name: str | None) -> int:
    if not has_shelf(paths):
        if name is None:
            return 1
        raise UsageError(_("there is no saved search “{name}”").format(name=name))
    shelf = shelf_of(paths)
    try:
        if name is not None:
            gone = shelf.forget_search(name)
            output.say(_("forgotten: {name} ({query})").format(name=gone.name, query=gone.query))
            return 0
        count = shelf.forget_asked()
        output.say(ngettext("%d query forgotten", "%d queries forgotten", count) % count)
        return 0 if count else 1
    finally:
        shelf.close()


def _rename(paths: Paths, name: str, new: str) -> int:
    if not has_shelf(paths):
        raise UsageError(_("there is no saved search “{name}”").format(name=name))
    shelf = shelf_of(paths)
    try:
        output.say(_("saved as “{name}”").format(name=shelf.rename_search(name, new).name))
        return 0
    finally:
        shelf.close()


def _print(searches: tuple[ListedSearch, ...], form: str) -> int:
    """`articles` and `new` are there where a corpus was given."""
    from tui.library.shelf_searches import pack
    from tui.present.lines import plain
    from tui.present.saved import saved_aside

    if form == "table":
        for listed in searches:
            counts = plain(saved_aside(listed))
            told = f"{listed.search.name}  {listed.search.query}"
            output.print_prose(f"{told}  {counts}" if counts else told, hang=4)
    else:
        _print_objects(
            [
                pack(listed.search)
                | ({} if listed.count is None else {"articles": listed.count, "new": listed.fresh})
                for listed in searches
            ],
            form,
        )
    return 0 if searches else 1


def _print_history(asked: tuple[AskedQuery, ...], form: str) -> int:
    """`asked` is when, `kind` `text` or `names`, `scope` where it was looked for."""
    if form == "table":
        for one in asked:
            sign = "@" if one.kind == "names" else "/"
            output.print_prose(f"{one.asked[:10]}  {sign} {one.query}", hang=4)
    else:
        rows: list[dict[str, object]] = [
            {"query": one.query, "kind": one.kind, "scope": one.scope, "asked": one.asked} for one in asked
        ]
        _print_objects(rows, form)
    return 0 if asked else 1


def _print_objects(rows: list[dict[str, object]], form: str) -> None:
    if form == "json":
        output.print_json(rows, indent=1)
    else:
        for row in rows:
            output.print_json(row)


# back from an export


def _import(paths: Paths, name: str) -> int:
    searches = tuple(_read(expanded(name)))
    shelf = shelf_of(paths)
    try:
        taken = shelf.import_searches(searches)
    finally:
        shelf.close()
    told = ngettext("%d search taken over", "%d searches taken over", taken) % taken
    left = len(searches) - taken
    output.say(told + (", " + _("{count} were here already").format(count=left) if left else ""))
    return 0


def _read(path: Path) -> Iterator[SavedSearch]:
    """The searches of an export; all of them are looked at before one is kept.

    Raises:
        UsageError: it cannot be read, or a line of it is no search.
    """
    from tui.library.shelf_searches import checked_name, checked_query, unpack

    try:
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(LONGEST_LINE):
                number += 1
                if not line.strip():
                    continue
                try:
                    packed = json.loads(line)
                    if not isinstance(packed, dict):
                        raise TypeError(packed)
                    search = unpack(packed)
                    checked_name(search.name)
                    checked_query(search.query)
                    yield search
                except (ValueError, KeyError, TypeError, RecursionError, UsageError) as error:
                    raise UsageError(
                        _("{where}: not a search").format(where=f"{path}:{number}"),
                        hint=_("give a file made by docbao export searches --format jsonl"),
                    ) from error
    except OSError as error:
        raise UsageError(
            _("{path}: cannot be read: {reason}").format(path=path, reason=reason_of(error)),
            hint=_("check the path and its permissions"),
        ) from error
