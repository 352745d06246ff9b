"""The search: text with `/`, names with `@`, answered while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import perf_counter
from typing import Protocol

from textual import on
from textual.message_pump import MessagePump
from textual.timer import Timer

from tui.app.messages import ArticleRead, Completed, EntityRead, Failed, NamesFound, SearchesRead, TextFound
from tui.app.widgets.box import LineRow
from tui.app.widgets.completer import Complete, Completer
from tui.app.widgets.naming import NamingFinder, SaveAsks
from tui.i18n import gettext as _
from tui.model.article import Article
from tui.model.own import AskedIn, AskedKind, AskedQuery, ListedSearch, SavedSearch
from tui.model.query import TONES, Candidate, Tones
from tui.model.record import record
from tui.model.result import ArticleHits, EntityPage, ListFilter, NamesResult, TextResult, TextSearch
from tui.present.lines import Line, Run, cut_line, line, run
from tui.present.saved import saved_aside, saved_line
from tui.present.search import (
    ARTICLE_LINES,
    SCOPES,
    AskName,
    OpenDropped,
    OpenEntity,
    OpenHit,
    OpenLines,
    QueryKind,
    Row,
    Scope,
    Widen,
    chips,
    lay_out_row,
    name_rows,
    preview_article,
    preview_name,
    summary,
    text_rows,
    understood_names,
    understood_text,
)

RECENT_LENGTH = 8
"""Queries remembered while the program runs."""
_PREVIEW_FROM = 104
"""Cells of the box from which a preview has room beside the rows."""
_HINTS_FROM = 70
"""Cells of the box from which all its keys have room in the border."""
_Asked = tuple[QueryKind, Scope, TextSearch]
_ECHO = 0.04
"""Seconds a letter may wait to be drawn together with its answer: two paints take longer than one."""
_REST = 0.08
"""Seconds without an answer to another letter after which the preview is asked for."""
_PATIENCE = 0.2
"""Seconds an answer may take before the box says that it is searching."""


class Asks(SaveAsks, Protocol):
    """What the overlay asks of the library; answers come as messages."""

    def find_text(
        self,
        asker: MessagePump,
        search: TextSearch,
        *,
        scope: Scope = "corpus",
        in_sight: int = 30,
    ) -> None:
        """Answered by `TextFound`, where more match than are `in_sight` twice."""
        ...

    def find_names(self, asker: MessagePump, query: str, limit: int = 100) -> None:
        """Answered by `NamesFound`."""
        ...

    def complete(self, asker: MessagePump, text: str, caret: int) -> None:
        """Answered by `Completed`."""
        ...

    def hurry(self) -> None:
        """Somebody waits for the second answer."""
        ...

    def preview(self, asker: MessagePump, article: int) -> None:
        """Answered by `ArticleRead`."""
        ...

    def entity(self, asker: MessagePump, key: str, *, whole: bool = True) -> None:
        """Answered by `EntityRead`; not `whole`, with as much as comes at once."""
        ...

    def searches(self, asker: MessagePump) -> None:
        """Answered by `SearchesRead`, and again when counted."""
        ...

    def see_search(self, search: SavedSearch) -> None:
        """Note that a saved search was opened."""
        ...

    def note_asked(self, query: str, kind: AskedKind, scope: AskedIn) -> None:
        """Put a query in front of the history."""
        ...


@dataclass
class SearchMemory:
    """What the overlay remembers from one opening to the next."""

    recent: list[tuple[QueryKind, str]] = field(default_factory=list)
    """Queries that were followed, newest first."""
    tones: Tones = "auto"
    expand: bool = True
    """Abbreviations are read both ways."""

    def keep(self, kind: QueryKind, query: str) -> None:
        """Put a query in front, once."""
        entry = (kind, query.strip())
        if entry[1]:
            self.recent = [entry, *(known for known in self.recent if known != entry)][:RECENT_LENGTH]


@record
class AskAgain:
    """Ask an earlier query once more."""

    kind: QueryKind
    query: str


@record
class OpenSaved:
    """Show a saved search: as the list it is, or what it finds."""

    search: SavedSearch


@record
class SearchChoice:
    """What the reader chose, with the answer it stood in."""

    target: OpenHit | OpenDropped | OpenEntity | OpenLines | OpenSaved
    query: str
    result: TextResult | None
    """The text answer, whose hits `n` and `N` walk through; None for a name."""


class SearchOverlay(NamingFinder):
    """The search box; `choice` is set when it posts `Chosen` with an `OpenHit` or an `OpenEntity`."""

    def __init__(
        self,
        asks: Asks,
        kind: QueryKind = "text",
        *,
        scope: Scope = "corpus",
        where: ListFilter | None = None,
        article: int | None = None,
        text: str = "",
        memory: SearchMemory | None = None,
        clock: Callable[[], float] = perf_counter,
        id: str | None = None,
    ) -> None:
        super().__init__(asks, text=text, id=id)
        self.kind: QueryKind = kind
        self.scope: Scope = scope
        self.result: TextResult | NamesResult | None = None
        """The answer on the screen; an older one stays until the new one is here."""
        self._asks = asks
        self._where = where
        self._article = article
        self._scopes = tuple(s for s in SCOPES if article is not None or s != "article")
        self._memory = memory if memory is not None else SearchMemory()
        self._clock = clock
        self._asked: _Asked | None = None
        self._asked_at = 0.0
        self._elapsed_ms: int | None = None
        self._waiting: Timer | None = None
        self._completer = Completer(asks)
        self._offered = 0
        """Rows above the answer, of what the query may go on with."""
        self._echo: Timer | None = None
        """Draws what was typed, where the answer takes longer."""
        self._resting: Timer | None = None
        self._slow = False
        self._open_when_answered = False
        self._begun = False
        """The first rows of the answer are shown, the others follow."""
        self._problem = ""
        self._answer: Sequence[Row] = ()
        self._previewed: Article | None = None
        self._preview_of: int | None = None
        self._page: EntityPage | None = None
        self._page_of = ""
        self._saved: tuple[ListedSearch, ...] = ()
        self._history: tuple[AskedQuery, ...] = ()
        """Newest first."""
        self._walked: tuple[int, str] | None = None
        """Place in the history of the query in the line, as long as nothing else was typed."""

    def on_mount(self) -> None:
        """Answer what stands in the line already, else show what was saved and asked before."""
        self.typed()
        self._asks.searches(self)

    @on(SearchesRead)
    def _take_searches(self, message: SearchesRead) -> None:
        message.stop()
        self._saved, self._history = message.saved, message.asked
        if not self.input.text.strip() and self.naming is None:
            self.set_rows(self._recent_rows(), cursor=self.view.cursor, top=self.view.top)

    # under a name

    def to_save(self) -> SavedSearch | None:
        query = self.input.text.strip()
        if self.kind != "text" or not query:
            return None
        return SavedSearch(query[:40], query)

    def saved_here(self) -> SavedSearch | None:
        target = self.view.chosen.target if self.view.chosen is not None else None
        return target.search if isinstance(target, OpenSaved) else None

    def was_saved(self) -> None:
        self._asks.searches(self)

    # what stands around the rows

    def label(self) -> Line:
        return line(Run(_("Find"), "label"))

    def counts(self) -> Line:
        if self._slow:
            return line(Run(_("searching…"), "warning"))
        if self.result is None:
            return ()
        return line(Run(summary(self.result, self._elapsed_ms)))

    def hints(self) -> Line:
        if self.naming is not None:
            return self.naming_hints()
        scope = _("Tab scope") if self.kind == "text" else _("Tab text")
        keys = [_("Enter open"), scope, _("↑↓ choose"), _("Esc close")]
        if self.kind == "text" and self.result is not None and self.size.width >= _HINTS_FROM:
            keys[2:2] = [_("^T in context"), _("F2 save")]
        return line(Run(" · ".join(keys), "dim"))

    def prompt(self) -> Line:
        if self.naming is not None:
            return self.naming_prompt()
        return (Run("@ " if self.kind == "names" else "/ ", "key"),)

    def placeholder(self) -> str:
        if self.kind == "names":
            return _("a person, an organisation, a place; tones may be left out")
        return _("words of an article; tones may be left out")

    def ghost(self) -> str:
        return self._completer.ghost(self.input) if self.naming is None else ""

    def header(self, cells: int) -> Sequence[Line]:
        switches = chips(
            self.kind,
            self.scope,
            cells,
            scopes=self._scopes,
            tones=self._memory.tones,
            expand=self._memory.expand,
        )
        return (switches, cut_line(self._reading(), cells))

    def _reading(self) -> Line:
        if self.told:
            return self.told
        if self._problem:
            return line(Run("⚠ ", "error"), self._problem)
        if isinstance(self.result, TextResult):
            return understood_text(self.result, self._memory.tones)
        return understood_names(self.result) if self.result is not None else ()

    # asking

    @property
    def search(self) -> TextSearch:
        """The text search that stands in the box."""
        where = (self._where if self.scope == "list" else None) or ListFilter()
        article = self._article if self.scope == "article" else None
        return TextSearch(self.input.text.strip(), where, article, self._memory.tones, self._memory.expand)

    def typed(self) -> None:
        """Ask what stands in the line now; the first letter of an empty line may choose the kind."""
        self.told = ()
        if self.naming is not None:
            return
        text = self.input.text
        if self._walked is not None and self._walked[1] != text:
            self._walked = None
        if text[:1] in ("@", "/"):
            self.kind = "names" if text[0] == "@" else "text"
            self.input.set(text[1:].lstrip(" "))
        query = self.input.text.strip()
        self._open_when_answered = False
        if self.kind == "text":
            self._completer.ask(self, self.input)
        else:
            self._completer.forget()
        if not query:
            self._asked, self.result, self._problem = None, None, ""
            self._answer, self._offered = (), 0
            self._answered()
            self.set_rows(self._recent_rows())
            return
        asked = (self.kind, self.scope, self.search)
        if asked != self._asked:
            self._ask(asked)

    def show_typed(self) -> None:
        """Draw the letter with its answer, or soon without it."""
        if self._waiting is None or self._begun:
            self.redraw()
        elif self._echo is None:
            self._echo = self.set_timer(_ECHO, self.redraw)

    def redraw(self) -> None:
        """Draw the box anew."""
        if self._echo is not None:
            self._echo.stop()
            self._echo = None
        super().redraw()

    def _ask(self, asked: _Asked) -> None:
        self._asked, self._asked_at = asked, self._clock()
        self._begun = False
        if self._waiting is None:
            self._waiting = self.set_timer(_PATIENCE, self._say_searching)
        kind, scope, search = asked
        if kind == "names":
            self._asks.find_names(self, search.query)
        else:
            in_sight = self.page // ARTICLE_LINES + 2
            self._asks.find_text(self, self.search, scope=scope, in_sight=in_sight)

    def _say_searching(self) -> None:
        self._slow = not self._begun
        self.redraw()

    def _answered(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting, self._slow = None, False

    @on(TextFound)
    def _take_text(self, message: TextFound) -> None:
        message.stop()
        if self.kind == "text" and (self.scope, self.search) == (message.scope, message.search):
            self._take(message.result, text_rows(message.result, scope=self.scope), more=message.more)

    @on(NamesFound)
    def _take_names(self, message: NamesFound) -> None:
        message.stop()
        if self._asked is not None and (self._asked[0], self._asked[2].query) == ("names", message.query):
            self._take(message.result, name_rows(message.result))

    def _take(self, result: TextResult | NamesResult, rows: Sequence[Row], *, more: bool = False) -> None:
        """Show an answer; where `more` follows, Enter waits for it, and the cursor stays when it comes."""
        if not self._begun:
            self._elapsed_ms = round((self._clock() - self._asked_at) * 1000)
        self.result, self._problem, self._slow = result, "", False
        if not more:
            self._answered()
        self._answer = rows
        if self._begun:
            self._show_answer(keep=True)
        else:
            self._show_first()
        self._begun = more
        if more:
            return
        if self._open_when_answered:
            self._open_when_answered = False
            self.choose()

    def _show_answer(self, *, keep: bool) -> None:
        """Draw what the query may go on with, and the answer, under the cursor its first row or the same."""
        above = self._completer.rows()
        before, self._offered = self._offered, len(above)
        if keep:
            cursor = (self.view.cursor or 0) + self._offered - before
            self.set_rows([*above, *self._answer], cursor=cursor, top=self.view.top)
        else:
            self.set_rows([*above, *self._answer], cursor=self._offered or None)

    @on(Completed)
    def _take_completion(self, message: Completed) -> None:
        message.stop()
        if self._completer.take(message) and self.naming is None and self.result is not None:
            self._show_answer(keep=True)

    def _show_first(self) -> None:
        """Show an answer; its preview follows when nothing more is typed."""
        if self._resting is None:
            self._resting = self.set_timer(_REST, self._rest)
        else:
            self._resting.reset()
        self._show_answer(keep=False)

    def _rest(self) -> None:
        self._resting = None
        self.moved()

    @on(Failed)
    def _say_failed(self, message: Failed) -> None:
        message.stop()
        if message.question == "find":
            self._answered()
            self.result, self._problem = None, message.reason
            self._answer, self._offered = (), 0
            self.set_rows(())

    # choosing

    def choose(self) -> None:
        """Open the row; where its answer is still under way, open the first row as soon as it is here."""
        if self._waiting is not None:
            self._open_when_answered = True
            self._asks.hurry()
            return
        row = self.view.chosen
        match row.target if row is not None else None:
            case OpenHit() | OpenDropped() | OpenEntity():
                self._memory.keep(self.kind, self.input.text)
                self._asks.note_asked(self.input.text, self.kind, self.scope)
                super().choose()
            case OpenSaved(search):
                self._asks.see_search(search)
                if search.scope == "list":
                    super().choose()
                else:
                    self.scope = "corpus"
                    self.ask("text", search.query)
            case AskName(name):
                self.ask("names", name)
            case AskAgain(kind, query):
                self.ask(kind, query)
            case Widen():
                self.set_scope("corpus")
            case Complete(candidate):
                self._completed(candidate)

    def _completed(self, candidate: Candidate | None = None) -> bool:
        """Go on with a candidate, or else the first; False where there is none."""
        if not self._completer.put(self.input, candidate):
            return False
        self.typed()
        self.redraw()
        return True

    def choice(self, target: OpenHit | OpenDropped | OpenEntity | OpenLines | OpenSaved) -> SearchChoice:
        """What was chosen, with the answer it stood in."""
        result = self.result if isinstance(self.result, TextResult) else None
        return SearchChoice(target, self.input.text.strip(), result)

    def ask(self, kind: QueryKind, query: str) -> None:
        """Put `query` into the line and ask it."""
        self.kind = kind
        self.input.set(query)
        self.typed()
        self.redraw()

    def set_scope(self, scope: Scope) -> None:
        """Ask the same of another part of the corpus."""
        self.scope = scope
        self.typed()
        self.redraw()

    def pressed(self, key: str) -> bool:
        """Tab: the next scope, or a text search of one for a name; ctrl+t: every hit in its context.

        F3 and F4 switch how tones and abbreviations are read. Right at the end of the line takes what it may
        go on with. Up above the first row walks the history, from
        an empty line on.
        """
        if self.pressed_naming(key):
            return True
        if key == "ctrl+t" and self.kind == "text" and self.input.text.strip():
            self._memory.keep(self.kind, self.input.text)
            self.post_message(self.Chosen(self, OpenLines(self.search)))
            return True
        if key == "right" and self.kind == "text" and self._completed():
            return True
        if key in ("f3", "f4") and self.kind == "text":
            self._switch(key)
            return True
        if key == "up" and self._walk_back():
            return True
        if key not in ("tab", "shift+tab"):
            return False
        if self.kind == "names":
            self.ask("text", self.input.text)
            return True
        step = 1 if key == "tab" else -1
        place = self._scopes.index(self.scope) if self.scope in self._scopes else 0
        self.set_scope(self._scopes[(place + step) % len(self._scopes)])
        return True

    def _switch(self, key: str) -> None:
        """F3: how tones are read; F4: whether abbreviations are. It stays so until the program ends."""
        if key == "f3":
            self._memory.tones = TONES[(TONES.index(self._memory.tones) + 1) % len(TONES)]
        else:
            self._memory.expand = not self._memory.expand
        self.typed()
        self.redraw()

    def _walk_back(self) -> bool:
        """Ask the query before the one in the line; False where the line holds another, or rows lie above."""
        first = next((at for at, row in enumerate(self.view.rows) if row.target is not None), None)
        walking = self._walked is not None and self._walked[1] == self.input.text
        if self.view.cursor != first or not (walking or not self.input.text.strip()):
            return False
        asked = self._asked_before()
        place = self._walked[0] + 1 if walking and self._walked is not None else 0
        if place < len(asked):
            kind, query = asked[place]
            self._walked = (place, query)
            self.ask(kind, query)
        return True

    def _asked_before(self) -> list[tuple[QueryKind, str]]:
        """Queries of the past, newest first, each once: what was followed just now may not be kept yet."""
        kept: list[tuple[QueryKind, str]] = [(one.kind, one.query) for one in self._history]
        return list(dict.fromkeys([*self._memory.recent, *kept]))

    def _recent_rows(self) -> list[LineRow]:
        asked = self._asked_before()
        rows: list[LineRow] = []
        if self._saved:
            rows.append(LineRow((run(_("Saved").upper(), "heading"),)))
            rows += [
                LineRow(saved_line(listed), OpenSaved(listed.search), saved_aside(listed))
                for listed in self._saved
            ]
        if not asked and not self._saved:
            tips = (
                _("Tones may be left out: nguyen finds Nguyễn; typed with tones, those come first."),
                _("@ at the start finds names, / finds text; Tab changes where to look."),
                _("Enter opens the article at the hit; then n and N walk through all hits, across articles."),
            )
            return [LineRow((run(tip, "dim"),)) for tip in tips]
        if asked:
            rows += [LineRow(())] if rows else []
            rows.append(LineRow((run(_("Recent").upper(), "heading"),)))
        for kind, query in asked[:RECENT_LENGTH]:
            sign = Run("@ " if kind == "names" else "/ ", "key")
            rows.append(LineRow((sign, run(query)), AskAgain(kind, query)))
        return rows

    # rows and the preview beside them

    def draw_row(self, row: Row | LineRow, cells: int) -> Sequence[Line]:
        return super().draw_row(row, cells) if isinstance(row, LineRow) else lay_out_row(row, cells)

    def aside_width(self, cells: int) -> int:
        return cells * 2 // 5 if cells >= _PREVIEW_FROM and self.result is not None else 0

    def moved(self) -> None:
        """Ask for what the preview shows, if there is one and nothing is being typed."""
        super().moved()
        row = self.view.chosen
        if self._resting is not None or row is None or not self.aside_width(self.size.width - 2):
            return
        if isinstance(row.target, OpenHit) and row.target.article_id != self._preview_of:
            self._preview_of, self._previewed = row.target.article_id, None
            self._asks.preview(self, row.target.article_id)
        elif isinstance(row.target, OpenEntity) and row.target.key != self._page_of:
            self._page_of, self._page = row.target.key, None
            self._asks.entity(self, row.target.key, whole=False)

    def on_resize(self) -> None:
        """A wider box may have room for the preview."""
        super().on_resize()
        self.moved()

    @on(ArticleRead)
    def _take_article(self, message: ArticleRead) -> None:
        message.stop()
        if message.article == self._preview_of and message.stored is not None:
            self._previewed = message.stored.article
            self.redraw()

    @on(EntityRead)
    def _take_page(self, message: EntityRead) -> None:
        message.stop()
        if message.key == self._page_of:
            self._page = message.page
            self.redraw()

    def aside(self, cells: int, height: int) -> Sequence[Line]:
        row = self.view.chosen
        if row is None:
            return ()
        if isinstance(row, Row) and isinstance(row.body, ArticleHits):
            read = self._previewed if row.body.head.id == self._preview_of else None
            return list(islice(preview_article(row.body, read, cells), height))
        if isinstance(row.target, OpenEntity) and self._page is not None and self._page.key == row.target.key:
            return list(islice(preview_name(self._page, cells), height))
        return ()
