"""`docbao libraries`: which library belongs to which corpus, its size and age; and forgetting one."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.corpora import SAMPLE, config_of, paths_of
from tui.config import Paths, expanded
from tui.errors import UsageError
from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.resources import resource

if TYPE_CHECKING:
    from tui.library.known import KnownLibrary

STATES = {
    "sound": "",
    "empty": N_("nothing in it yet"),
    "older": N_("of an older version: built anew when it is opened"),
    "damaged": N_("damaged: built anew by docbao index"),
    "unusable": N_("cannot be read"),
}
FOLDERS = {
    "there": "",
    "gone": N_("the folder is gone"),
    "away": N_("its disk is not mounted"),
    "unknown": N_("of no known corpus"),
}


def configure(parser: ArgumentParser) -> None:
    """What listing libraries takes."""
    parser.add_argument("--format", choices=("table", "json"), default="table")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--forget", metavar="CORPUS", help=_("delete the library of this corpus; your notes and marks stay")
    )
    which.add_argument(
        "--forget-gone", action="store_true", help=_("delete the libraries whose folder is gone")
    )


def run(arguments: Namespace) -> int:
    """Print them, last indexed first; or forget some, and say what was freed."""
    from tui.library.known import known_libraries

    paths = paths_of(arguments)
    config_of(arguments, paths)
    if arguments.forget is not None:
        return _forget(expanded(arguments.forget), paths)
    known = known_libraries(paths.library)
    if arguments.forget_gone:
        return _forget_gone(known)
    if arguments.format == "json":
        output.print_json([_json(one) for one in known], indent=1)
        return 0
    for one in known:
        for line in _lines(one):
            output.print_line(line)
    if not known:
        output.say(_("there are no libraries yet"))
    return 0


def _is_sample(known: KnownLibrary) -> bool:
    return known.corpus is not None and known.corpus == resource(SAMPLE)


def _json(known: KnownLibrary) -> dict[str, object]:
    """`size` in bytes, `indexed` ISO 8601 in UTC; `state` and `folder` as in `library.known`."""
    return {
        "corpus": str(known.corpus) if known.corpus else None,
        "library": str(known.path.parent),
        "articles": known.articles,
        "rejected": known.rejected,
        "size": known.size,
        "indexed": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(known.indexed)),
        "state": known.state,
        "folder": known.folder,
        "indexing": known.busy,
        "sample": _is_sample(known),
    }


def _lines(known: KnownLibrary) -> list[str]:
    """Where the corpus lies, and what is known of its library."""
    count = ngettext("%d article", "%d articles", known.articles) % known.articles
    indexed = time.strftime("%Y-%m-%d %H:%M", time.localtime(known.indexed))
    facts = [count, size_of(known.size), _("indexed {when}").format(when=indexed)]
    remarks = [STATES[known.state], FOLDERS[known.folder]]
    facts += [_(remark) for remark in remarks if remark]
    facts += [_("being indexed now")] * known.busy + [_("the sample")] * _is_sample(known)
    return [str(known.corpus or known.path.parent), "    " + " · ".join(facts)]


def size_of(size: int) -> str:
    """A size in bytes for people."""
    return f"{size / 2**20:.1f} MB" if size < 2**30 else f"{size / 2**30:.2f} GB"


def _forget(corpus: Path, paths: Paths) -> int:
    from tui.library.known import find, forget

    path = find(paths.library, corpus)
    if path is None:
        raise UsageError(
            _("{path}: there is no library of this corpus").format(path=corpus),
            hint=_("docbao libraries prints them"),
        )
    freed = forget(path)
    told = _("forgotten: {path}; {size} freed, your notes and marks are kept")
    output.say(told.format(path=corpus, size=size_of(freed)))
    return 0


def _forget_gone(known: tuple[KnownLibrary, ...]) -> int:
    """Those whose folder is gone; those on a disk that is not mounted are left, and named."""
    from tui.library.known import forget

    freed = count = 0
    for one in known:
        if one.folder == "away":
            output.say(_("{path}: its disk is not mounted; left").format(path=one.corpus))
        elif one.folder == "gone" and one.busy:
            output.say(_("{path}: being indexed now; left").format(path=one.corpus))
        elif one.folder == "gone":
            freed += forget(one.path)
            count += 1
            output.say(_("forgotten: {path}").format(path=one.corpus))
    told = ngettext("%d library forgotten", "%d libraries forgotten", count) % count
    output.say(f"{told}, " + _("{size} freed, your notes and marks are kept").format(size=size_of(freed)))
    return 0
