"""The page of a name: a column where the window is narrow, panes side by side where it is wide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from tui.app.commands import Situation, key_line
from tui.app.messages import EntityRead, Failed, ListNamed, OpenArticle, OpenEntity, OpenView, Say
from tui.app.network_view import NetworkView
from tui.app.sheets import ENTITY, sheets
from tui.app.timeline_view import TimelineView
from tui.app.widgets.bars import CrumbsBar, KeyBar, StatusBar
from tui.app.widgets.box import Box
from tui.app.widgets.page_pane import PagePane
from tui.i18n import gettext as _
from tui.model.network import TIED_KINDS, USUAL_KINDS
from tui.model.result import EntityPage, ListFilter
from tui.present.entity import (
    ListArticles,
    OpenCitation,
    OpenName,
    PageRow,
    article_rows,
    beside_rows,
    certainty,
    counts,
    crumbs,
    figure_rows,
    head_rows,
    link_rows,
    month_rows,
    namesake_rows,
    next_namesake,
    page_rows,
    plot_rows,
    role_rows,
    row_of_place,
    section,
    statement_rows,
)
from tui.present.kinds import number
from tui.present.lines import Line, Run, run

if TYPE_CHECKING:
    from tui.app.copying import Copier
    from tui.app.correcting import CorrectingReader
    from tui.app.screens.correction_menu import NameInQuestion

_WIDE_FROM, _HIGH_FROM = 110, 20
"""Cells from which the page stands in panes."""
_PLOTTED_FROM = 30
"""Rows of the window from which months are plotted over the articles, not told in a line."""
_GIVEN_IN_PANE = 4
"""Figures in the pane of who this is."""
_IN_PANE = 3
"""Namesakes and reasons in the pane of who this is; the key for the next namesake leads to all of them."""


class EntityAsks(Protocol):
    """What the page asks of the library."""

    def entity(self, asker: MessagePump, key: str, *, whole: bool = True) -> None:
        """Answered by `EntityRead`; not `whole`, with as much as comes at once."""
        ...


class EntityScreen(Screen[None]):
    """Posts `OpenArticle` and `OpenEntity` to the app; `place` and `show_place` serve the history."""

    CSS_PATH = sheets(ENTITY)

    def __init__(self, asks: EntityAsks, key: str, *, place: int = 0, situation: Situation) -> None:
        super().__init__()
        self.key = key
        self.page: EntityPage | None = None
        self._asks = asks
        self._wanted = place
        self._situation = situation
        self._missing = False
        self._panes = {name: PagePane(id=f"entity-{name}") for name in ("whole", "a", "b", "c", "d")}
        self._wide: bool | None = None
        self._seek = True
        """The next filling puts focus and cursor on the wanted place; later ones leave them alone."""
        self._arrived = False
        """The wanted place was on the page: from now on the cursor is where the reader puts it."""

    def compose(self) -> ComposeResult:
        yield CrumbsBar(id="entity-crumbs")
        with Container(id="entity-panes"):
            yield self._panes["whole"]
            with Vertical(id="entity-left"):
                yield self._panes["a"]
                yield self._panes["b"]
            with Vertical(id="entity-right"):
                yield self._panes["c"]
                yield self._panes["d"]
        yield KeyBar(id="entity-keys")

    def on_mount(self) -> None:
        """Ask for the page; the frame stands at once."""
        self._asks.entity(self, self.key, whole=False)
        self.query_one(KeyBar).show(key_line(("entity", "app"), self._situation))
        self._lay_out()

    # what the history keeps

    @property
    def place(self) -> int:
        """Which thing of the page the cursor is on; the same number in every layout."""
        focused = self.focused
        if isinstance(focused, PagePane) and focused.view.chosen is not None:
            row = focused.view.chosen
            if isinstance(row, PageRow) and row.place >= 0:
                return row.place
        return self._wanted

    # answers

    @on(EntityRead)
    def _show(self, message: EntityRead) -> None:
        message.stop()
        if message.key == self.key:
            if self.page is not None and self._arrived:
                self._wanted = self.place
            self.page, self._missing, self._seek = message.page, message.page is None, True
            if self.page is not None and not self.page.whole:
                self._asks.entity(self, self.key)
            self._situation = replace(self._situation, namesakes=bool(self.page and self.page.namesakes))
            self.query_one(KeyBar).show(key_line(("entity", "app"), self._situation))
            self._lay_out()

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self._missing = True
        self._lay_out()

    @on(Box.Chosen)
    def _follow(self, message: Box.Chosen) -> None:
        message.stop()
        match message.target:
            case OpenCitation(article, span):
                self.app.post_message(OpenArticle(article, span))
            case OpenName(key):
                self.app.post_message(OpenEntity(key))
            case ListArticles(key, name, kind):
                self.app.post_message(ListNamed(key, name, kind))

    @on(PagePane.NamesakeAsked)
    def _follow_namesake(self, message: PagePane.NamesakeAsked) -> None:
        message.stop()
        key = next_namesake(self.page) if self.page else None
        if key is not None:
            self.app.post_message(OpenEntity(key))

    # correcting

    @on(PagePane.RejectAsked)
    def _reject(self, message: PagePane.RejectAsked) -> None:
        message.stop()
        from tui.app.screens.correction_menu import reject_everywhere

        if self.page is not None:
            reject_everywhere(cast("CorrectingReader", self.app), self._in_question(self.page))

    @on(PagePane.CorrectionAsked)
    def _correct(self, message: PagePane.CorrectionAsked) -> None:
        message.stop()
        if self.page is not None:
            cast("CorrectingReader", self.app).question_name(self._in_question(self.page))

    def _in_question(self, page: EntityPage) -> NameInQuestion:
        """The name of the page, in the article that the cursor is on."""
        from tui.app.screens.correction_menu import NameInQuestion

        target = self._target
        article = target.article_id if isinstance(target, OpenCitation) else None
        digest = next((cited.digest for cited in page.articles if cited.article_id == article), "")
        return NameInQuestion(page.key, page.kind, page.name, digest)

    def say(self, text: str, role: str = "ok") -> None:
        """What just happened, in the place of the counts, for a while."""
        sign = {"ok": "✓ ", "warning": "⚠ ", "error": "✗ "}.get(role, "ⓘ ")
        self._said = (Run(sign, role), run(text[:400] + " "))
        if self._going is not None:
            self._going.stop()
        self._going = self.set_timer(StatusBar.SECONDS, self._let_go)
        self.query_one(CrumbsBar).show(*self._crumbs())

    def _let_go(self) -> None:
        self._said, self._going = (), None
        self.query_one(CrumbsBar).show(*self._crumbs())

    _said: Line = ()
    _going: Timer | None = None

    # copying

    @on(PagePane.CopyAsked)
    def _choose_copy(self, message: PagePane.CopyAsked) -> None:
        message.stop()
        from tui.app.screens.copy_menu import cited_offers, open_copy_menu

        target = self._target
        if isinstance(target, OpenCitation):
            open_copy_menu(cast("Copier", self.app), self, cited_offers(target.article_id, target.span))

    @property
    def _target(self) -> object:
        """What Enter would open now."""
        row = self.focused.view.chosen if isinstance(self.focused, PagePane) else None
        return row.target if isinstance(row, PageRow) else None

    @on(Say)
    def _say(self, message: Say) -> None:
        """In the place of the counts, for a moment."""
        message.stop()
        self.say(message.text, message.role)

    @on(PagePane.TimelineAsked)
    def _follow_time(self, message: PagePane.TimelineAsked) -> None:
        message.stop()
        name = self.page.name if self.page else ""
        self.app.post_message(OpenView(TimelineView(ListFilter(entity=self.key), name)))

    @on(PagePane.NetworkAsked)
    def _open_network(self, message: PagePane.NetworkAsked) -> None:
        message.stop()
        if self.page is not None:
            kinds = USUAL_KINDS if self.page.kind in USUAL_KINDS else TIED_KINDS
            step = (self.page.key, self.page.name)
            self.app.post_message(OpenView(NetworkView(path=(step,), kinds=kinds)))

    # layout

    @on(PagePane.Refit)
    def _refit(self, message: PagePane.Refit) -> None:
        message.stop()
        self._fill()

    def on_resize(self) -> None:
        """Another width, another layout; the cursor stays on the same thing of the page."""
        self._lay_out()

    def reload(self) -> None:
        """Ask for the page again, the cursor where it is."""
        self._wanted = self.place
        self._asks.entity(self, self.key)

    def refresh_words(self) -> None:
        """Say everything again, after the language changed."""
        self._lay_out()

    def _lay_out(self) -> None:
        wide = self.size.width >= _WIDE_FROM and self.size.height >= _HIGH_FROM
        if wide != self._wide:
            self._wanted, self._wide, self._seek = self.place, wide, True
            self.set_class(wide, "-panes")
        page = self.page
        self.set_class(page is None or not (page.statements and page.beside), "-three-panes")
        # the panes know their width only after the style sheet has been applied again
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        self.query_one(CrumbsBar).show(*self._crumbs())
        if self._wide:
            self._fill_panes()
        else:
            self._fill_column()
        self._seek = self.page is None and not self._missing
        self._arrived = self._arrived or (not self._seek and self.place == self._wanted)

    @property
    def settled(self) -> bool:
        """True once what the library knows is on the screen, the cursor where it was wanted."""
        return not self._seek

    def _crumbs(self) -> tuple[Line, Line]:
        if self.page is None:
            return (run(" ◀ ", "dim"),), self._said
        if self._said:
            return (run(" ◀ ", "dim"), *crumbs(self.page)), self._said
        return (run(" ◀ ", "dim"), *crumbs(self.page)), (run(counts(self.page) + " ", "dim"),)

    def _fill_column(self) -> None:
        pane = self._panes["whole"]
        rows = page_rows(self.page, pane.inner) if self.page else self._nothing()
        label = self.page.name[:200] if self.page else _("Page")
        aside = certainty(self.page.confidence) if self.page else ""
        cursor = self._cursor_for(pane, rows)
        pane.show(rows, label=label, counts=aside, hints=_("Enter sentence · q back"), cursor=cursor)
        self._focus_one(pane)

    def _cursor_for(self, pane: PagePane, rows: list[PageRow]) -> int:
        found = row_of_place(rows, self._wanted) if self._seek else None
        return (pane.view.cursor or 0) if found is None else found

    def _nothing(self) -> list[PageRow]:
        text = _("The corpus no longer knows this name.") if self._missing else _("reading…")
        return [PageRow(((run(text, "dim"),),))]

    def _fill_panes(self) -> None:
        page = self.page
        if page is None:
            self._show_pane("a", _("Page"), self._nothing())
            for name in ("b", "c", "d"):
                self._show_pane(name, "", [])
            self._focus_one(self._panes["a"])
            return
        a, b, c, d = (self._panes[name] for name in "abcd")
        about = head_rows(page, a.inner)
        about += namesake_rows(page, a.inner, limit=_IN_PANE)
        roles = role_rows(page, a.inner)
        if roles:
            about += [PageRow(((),)), section(_("Offices over time"), cells=a.inner), *roles]
        given = figure_rows(page, a.inner, limit=_GIVEN_IN_PANE)
        if given:
            heading = section(_("Figures given"), len(page.figures), cells=a.inner)
            about += [PageRow(((),)), heading, *given]
        links = link_rows(page, a.inner, limit=_IN_PANE)
        about += [PageRow(((),)), *links] if links else []
        a.styles.height = sum(row.height for row in about) + 2
        self._show_pane(
            "a", page.name[:200], about, counts=certainty(page.confidence), hints=_("Enter sentence")
        )
        if page.statements:
            said = statement_rows(page, b.inner, whole=True)
            self._show_pane(
                "b", _("Statements"), said, counts=number(len(page.statements)), hints=_("Enter sentence")
            )
        else:
            self._show_beside("b", page)
        months = (plot_rows if self.size.height >= _PLOTTED_FROM else month_rows)(page, c.inner)
        articles = [*months, PageRow(((),))] if months else []
        articles += article_rows(page, c.inner)
        self._show_pane(
            "c", _("Articles"), articles, counts=number(page.article_count), hints=_("Enter open")
        )
        if page.statements and page.beside:
            self._show_beside("d", page)
        self._focus_wanted([a, c, b, d])

    def _show_beside(self, name: str, page: EntityPage) -> None:
        rows = beside_rows(page, self._panes[name].inner)
        self._show_pane(
            name, _("Seen together"), rows, counts=number(len(page.beside)), hints=_("Enter page")
        )

    def _show_pane(
        self, name: str, label: str, rows: list[PageRow], *, counts: str = "", hints: str = ""
    ) -> None:
        pane = self._panes[name]
        pane.show(rows, label=label, counts=counts, hints=hints, cursor=self._cursor_for(pane, rows))

    def _focus_wanted(self, panes: list[PagePane]) -> None:
        if not self._seek and self.focused in panes:
            return
        wanted = [pane for pane in panes if row_of_place(pane.view.rows, self._wanted) is not None]
        choices = [pane for pane in panes if pane.view.chosen is not None]
        self._focus_one((wanted or choices or panes)[0])

    def _focus_one(self, pane: Widget) -> None:
        if self.focused is not pane:
            pane.focus(scroll_visible=False)
