"""Open another corpus: one that has a library, the sample, or a path that is typed."""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from tui.app.folders import Entry, Listing, read_folder
from tui.app.messages import LibrariesRead, OpenCorpus
from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.record import record
from tui.present.age import age_of
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run
from tui.text.matching import match
from tui.text.shown import shown_line

if TYPE_CHECKING:
    from tui.app.queries import Queries
    from tui.model.result import KnownCorpus

_PATH_LIMIT = 400
_RECENT = 8
_KNOWN = 50
"""Corpora listed at most; those further back are found by typing their name."""


@record
class Choice:
    """A corpus to open."""

    path: Path


@record
class Descend:
    """A folder to look into."""

    path: Path


class PathFinder(Finder):
    """A path over what it may become. Enter on a folder goes into it, on the first row opens it."""

    def __init__(
        self,
        *,
        recent: Sequence[Path],
        sample: Path,
        here: Path,
        home: Path,
        queries: Queries | None,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(id="open-corpus")
        self._queries = queries
        self._clock = clock
        self._known: tuple[KnownCorpus, ...] = ()
        self._recent = recent
        self._sample = sample
        self._here = here
        self._home = home
        self._listing: Listing | None = None
        self._spelled: dict[str, Path] = {}
        """Text in the line → the folder it stands for, where the text is not the path itself."""

    def on_mount(self) -> None:
        """Corpora that were read before, the sample and the folder the program was started in."""
        self.typed()
        if self._queries is not None:
            self._queries.libraries(self)

    @on(LibrariesRead)
    def _take_libraries(self, message: LibrariesRead) -> None:
        message.stop()
        self._known = message.known
        if self._listing is not None and self._listing.typed == self.input.text:
            self._show(self._listing, cursor=self.view.cursor or 0)

    def label(self) -> Line:
        return line(Run(_("Open another corpus"), "label"))

    def hints(self) -> Line:
        return line(Run(" · ".join((_("Enter open"), _("Tab into the folder"), _("Esc close"))), "dim"))

    def prompt(self) -> Line:
        return (run(_("Folder or file:") + " ", "dim"),)

    def placeholder(self) -> str:
        return shown_line(str(self._here)[:_PATH_LIMIT])

    def header(self, cells: int) -> Sequence[Line]:  # noqa: ARG002
        problems = {
            "missing": _("There is no such folder or file."),
            "forbidden": _("This folder may not be read."),
        }
        listing = self._listing
        if listing is None or listing.typed != self.input.text or not listing.problem:
            return (
                (run(_("A corpus is a folder, or a file of articles; nothing in it is changed."), "dim"),),
            )
        return ((Run("⚠ ", "error"), run(problems[listing.problem], "error")),)

    # asking the file system

    def typed(self) -> None:
        text = self.input.text
        spelled = self._spelled.get(text)
        self._look(text, "" if spelled is None else os.fspath(spelled) + "/")

    @work(thread=True, exclusive=True, group="folders")
    def _look(self, text: str, instead: str) -> None:
        listing = read_folder(instead or text, home=self._home, here=self._here)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take, text, listing)

    def _take(self, text: str, listing: Listing) -> None:
        if text != self.input.text:
            return
        self._listing = Listing(text, listing.exact, listing.entries, listing.problem)
        self._show(self._listing, cursor=0)

    def _show(self, listing: Listing, *, cursor: int) -> None:
        rows: list[LineRow] = []
        if not listing.typed:
            rows += self._known_rows()
        elif listing.exact is not None:
            what = _("Open this folder") if listing.exact.is_dir() else _("Open this file")
            rows.append(_row("▣", what, listing.exact, Choice(listing.exact)))
        rows += [_entry_row(entry) for entry in listing.entries]
        rows += self._rows_called(listing.typed)
        self.set_rows(rows, cursor=cursor)

    def _rows_called(self, text: str) -> Iterator[LineRow]:
        """Corpora with a library whose name is like `text`, wherever they lie."""
        if not text or "/" in text:
            return
        for known in self._known:
            path = Path(known.path)
            if match(text, unicodedata.normalize("NFC", path.name)) is not None:
                yield self._corpus_row(path)

    def _corpus_row(self, path: Path) -> LineRow:
        """A corpus with the number of its articles and its age, where it has a library."""
        name = path.name or os.fspath(path)
        for known in self._known:
            if known.path == os.fspath(path):
                count = ngettext("%s article", "%s articles", known.articles) % number(known.articles)
                age = age_of(self._clock() - known.indexed)
                return _row("◷", name[:_PATH_LIMIT], path, Choice(path), f"{count} · {age}")
        return _row("◷", name, path, Choice(path))

    def _known_rows(self) -> list[LineRow]:
        rows = [_heading(_("Recent"))] if self._recent else []
        rows += [self._corpus_row(path) for path in self._recent[:_RECENT]]
        listed = {*map(os.fspath, self._recent[:_RECENT]), os.fspath(self._sample)}
        others = [known for known in self._known if known.path not in listed][:_KNOWN]
        rows += [_heading(_("Libraries"))] if others else []
        rows += [self._corpus_row(Path(known.path)) for known in others]
        rows.append(_heading(_("Sample")))
        rows.append(_row("★", _("The five articles that ship with the program"), None, Choice(self._sample)))
        rows.append(_heading(_("Here")))
        rows.append(_row("▣", _("Open this folder"), self._here, Choice(self._here)))
        return rows

    # choosing

    def choose(self) -> None:
        """Open a corpus, or go into a folder."""
        row = self.view.chosen
        if row is None:
            return
        if isinstance(row.target, Descend):
            self._descend(row.target.path)
        else:
            super().choose()

    def _descend(self, path: Path) -> None:
        text = os.fspath(path).rstrip("/") + "/"
        if self._home in path.parents:
            text = f"~/{path.relative_to(self._home)}/"
        self.input.set(text)
        # the line holds composed text without controls: the file system may spell the name otherwise
        if self.input.text != text:
            self._spelled[self.input.text] = path
        self.typed()
        self.redraw()

    def pressed(self, key: str) -> bool:
        """Tab goes into the folder under the cursor, else into the first one."""
        if key != "tab":
            return False
        rows = [self.view.chosen, *self.view.rows]
        for row in rows:
            if row is not None and isinstance(row.target, Descend):
                self._descend(row.target.path)
                return True
        if self.view.chosen is not None and isinstance(self.view.chosen.target, Choice):
            path = self.view.chosen.target.path
            if path.is_dir():
                self._descend(path)
        return True


def _heading(text: str) -> LineRow:
    return LineRow((run(text.upper(), "heading"),))


def _row(sign: str, text: str, path: Path | None, target: object, facts: str = "") -> LineRow:
    where = (run(os.fspath(path)[-_PATH_LIMIT:], "dim"),) if path is not None else ()
    told = (run(facts + "  "),) if facts else ()
    return LineRow((Run(sign + " ", "accent"), run(text[:_PATH_LIMIT] + "  "), *told, *where), target)


def _entry_row(entry: Entry) -> LineRow:
    name = entry.name[:_PATH_LIMIT]
    if entry.folder:
        return LineRow((Run("▸ ", "key"), run(name + "/")), Descend(entry.path))
    return LineRow((Run("  "), run(name, "dim")), Choice(entry.path))


class OpenCorpusScreen(OverlayScreen[None]):
    """Posts `OpenCorpus` to the app with what was chosen."""

    def __init__(
        self,
        *,
        recent: Sequence[Path],
        sample: Path,
        here: Path,
        home: Path,
        queries: Queries | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(
            PathFinder(recent=recent, sample=sample, here=here, home=home, queries=queries, clock=clock)
        )

    def answer(self, target: object) -> None:
        assert isinstance(target, Choice)
        self.app.post_message(OpenCorpus(os.fspath(target.path)))
