"""The main screen: how list, text, facts and related articles follow one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from tui.app import messages
from tui.app.commands import Context, Situation, key_line
from tui.app.layout import layout_for
from tui.app.prefetch import First
from tui.app.screens.text import TextScreen
from tui.app.session import HitWalk, Pane, Place, Walk
from tui.app.widgets.bars import KeyBar
from tui.app.widgets.fact_sidebar import FactSidebar
from tui.app.widgets.line_list import LineList
from tui.app.widgets.reading_view import ReadingView
from tui.app.widgets.related_strip import RelatedStrip
from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.model.record import record
from tui.model.result import ListFilter
from tui.model.span import Span
from tui.present.kinds import number
from tui.present.page import NARROWEST, WIDEST, Page
from tui.present.rows import reason_text

if TYPE_CHECKING:
    from tui.model.result import SortOrder, StoredArticle

ORDERS: tuple[SortOrder, ...] = ("newest", "oldest", "title", "outlet", "place")
ORDER_NAMES: dict[SortOrder, str] = {
    "newest": N_("newest first"),
    "oldest": N_("oldest first"),
    "title": N_("by title"),
    "outlet": N_("by outlet"),
    "place": N_("by place"),
}
REFRESH_SECONDS = 0.7
"""Least time between two looks at a library that is growing."""


@record
class Arrival:
    """What to do once the article asked for is here."""

    offset: int | None = None
    """First code point to show; None for where the reader left it."""
    span: Span | None = None
    """Passage to mark and show."""
    fact: str = ""
    pane: Pane | None = None
    status: tuple[str, str] | None = None
    """(text, role) for the status line."""
    from_related: bool = False
    """It was opened along the walk: a passage shared with the anchor is marked."""
    quiet: bool = False
    """The same article again, with its facts: nothing moves."""
    dropped: str = ""
    """Show the page as it came, at these words in what cleaning left out."""


class MainScreen(TextScreen):
    """Keeps what is open, and answers keys and messages with questions to the library."""

    def __init__(self, *, corpus_name: str) -> None:
        super().__init__(corpus_name=corpus_name)
        self._wanted: int | None = None
        self._arrival = Arrival()
        self._dwelt = False
        """The open article was read, not only passed on the way through the list."""
        self._refreshing = False

    # the first paint, and the list

    def on_mount(self) -> None:
        """Arrange the panes before anything is drawn."""
        if layout_for(*self.app.size).size == "xs":
            self.pane = "reader"
        self.set_shape(*self.app.size)
        self.reader_app.show_first()
        self.describe()

    def show_first(self, first: First) -> None:
        """Fill the screen with what was read ahead."""
        self.library, self.unread = first.state, first.unread
        self.articles.set_count(first.count)
        self.articles.provide(0, first.heads)
        if first.problem:
            self.say(first.problem, "error")
        self.rearrange()
        if first.heads:
            self.call_after_refresh(self.open, first.heads[0].id)
        self.describe()

    def use_settings(self, settings: Mapping[str, object]) -> None:
        """Begin with the columns and widths the reader left."""
        measure = settings.get("measure")
        if isinstance(measure, int) and NARROWEST <= measure <= WIDEST:
            self.measure = measure
        widths = settings.get("widths")
        if isinstance(widths, dict):
            self.use_widths(widths)

    def load_list(self) -> None:
        """Ask for the list in the order and filter in force."""
        opened = self.stored.head.id if self.stored else None
        self.reader_app.queries.count(self, self.order, self.where, opened)

    @on(messages.Counted)
    def _take_list(self, message: messages.Counted) -> None:
        message.stop()
        if (message.order, message.where) != (self.order, self.where):
            return
        self.library, self.unread = message.state, message.unread
        same = message.count == self.articles.count and message.position is None
        self.articles.set_count(message.count, cursor=self.articles.cursor if same else message.position or 0)
        self.articles.provide(message.start, message.first)
        self._keep_mark(message)
        if self.stored is None and message.first:
            self.open(message.first[0].id)
        elif self.stored is not None and not self.stored.head.facts_ready:
            ready = any(h.id == self.stored.head.id and h.facts_ready for h in message.first)
            if ready:
                self.open(self.stored.head.id, Arrival(quiet=True))
        self.rearrange()
        self.describe()

    def _keep_mark(self, message: messages.Counted) -> None:
        """A list that was read before the mark of the open article was written does not take it back."""
        if self.stored is None:
            return
        head = self.stored.head
        if any(row.id == head.id and row.read != head.read for row in message.first):
            self.unread += -1 if head.read else 1
            self.articles.replace_head(head)

    @on(LineList.Wanted)
    def _fetch_rows(self, message: LineList.Wanted) -> None:
        message.stop()
        self.reader_app.queries.heads(
            self, self.order, self.where, message.start, message.upto, message.edition
        )

    @on(messages.HeadsRead)
    def _take_rows(self, message: messages.HeadsRead) -> None:
        message.stop()
        if (message.order, message.where) != (self.order, self.where):
            return
        self.articles.provide(message.start, message.heads, edition=message.edition)
        row = self.articles.row(self.articles.cursor)
        if row is not None and row.id != self._wanted and self.pane == "list":
            self._preview()

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        message.stop()
        if message.line_list is self.articles:
            self._preview()

    def _preview(self) -> None:
        """The text follows the cursor of the list."""
        row = self.articles.row(self.articles.cursor)
        self.describe_list()
        if row is None or row.id == self._wanted:
            return
        app = self.reader_app
        if self._dwelt:
            self.keep_place()
            app.history = app.history.visit(replace(app.history.here, article=row.id, offset=0, fact=""))
            self._dwelt = False
        self.open(row.id)

    @on(LineList.Chosen)
    def _enter(self, message: LineList.Chosen) -> None:
        message.stop()
        if message.line_list is self.articles:
            self.dwell()
            self.go_to("reader")
        else:
            self._open_related(message.index)

    def action_list_sort(self) -> None:
        """Choose the order from a menu."""
        from tui.app.screens.menu import MenuScreen

        names = [_(ORDER_NAMES[order]) for order in ORDERS]
        menu = MenuScreen(_("Sort the list"), names, current=ORDERS.index(self.order))
        self.app.push_screen(menu, self._sort)

    def _sort(self, choice: int | None) -> None:
        if choice is None or ORDERS[choice] == self.order:
            return
        self.order = ORDERS[choice]
        self.say(_("Sorted: %s") % _(ORDER_NAMES[self.order]))
        self.load_list()

    def action_list_filter(self) -> None:
        """Ask for the words of the filter."""
        self.ask("list", _("Filter:"), self.where.text)

    def action_list_filter_clear(self) -> None:
        """All articles again."""
        self.where = replace(self.where, text="", unread=False, entity="")
        self.load_list()

    def turn(self, by: int) -> None:
        """Open the next or previous article of the list."""
        before = self.articles.cursor
        self.articles.move_to(before + by)
        if self.articles.cursor == before:
            last, first = (
                _("This is the last article of the list."),
                _("This is the first article of the list."),
            )
            self.say(last if by > 0 else first, "dim")
        elif self.pane == "reader":
            self.dwell()

    # one article

    def open(self, article: int, arrival: Arrival | None = None) -> None:
        """Ask for an article; `arrival` says what happens when it is here."""
        self._leave()
        self._wanted, self._arrival = article, arrival or Arrival()
        self.reader_app.queries.article(self, article)

    def _leave(self) -> None:
        """Remember how far the reader got."""
        if self.stored is not None:
            self.reader_app.queries.keep_position(self.stored.head.digest, self.clean_offset)

    @on(messages.ArticleRead)
    def _take_article(self, message: messages.ArticleRead) -> None:
        message.stop()
        if message.article != self._wanted:
            return
        if message.stored is None:
            self.say(_("This article is no longer in the corpus."), "warning")
            return
        self._open(message.stored, message.position)

    def _open(self, stored: StoredArticle, position: int) -> None:
        arrival, self._arrival = self._arrival, Arrival()
        another = self.stored is None or self.stored.head.id != stored.head.id
        self.stored = stored
        if arrival.quiet:
            self.lay_out(None)
            self.facts.show(stored, at=self.facts.row_id)
        else:
            self._original = None
            offset = position if arrival.offset is None else arrival.offset
            self.reader.set_evidence(None)
            self.lay_out(offset)
            self.facts.show(stored, at=arrival.fact)
        if another:
            self._begin_walk(stored)
        if self._dwelt and not stored.head.read:
            self._set_read(True)
        self.articles.set_opened(stored.head.id)
        self._follow_in_list(stored.head.id)
        self.show_hits()
        span = arrival.span or self._shared_passage(arrival)
        if span is not None:
            self.point_at(span)
        if arrival.pane is not None:
            self.go_to(arrival.pane)
        if arrival.dropped:
            self.view_dropped(arrival.dropped)
        if arrival.status is not None:
            self.say(*arrival.status)
        elif not arrival.quiet:
            self.say_summary()
        app = self.reader_app
        app.history = app.history.update(article=stored.head.id, entity="")
        self.describe()

    def _shared_passage(self, arrival: Arrival) -> Span | None:
        """The passage the open article shares with the anchor of the walk, if that was the reason."""
        related = self.walk.reason
        if self.stored is None or not arrival.from_related or related is None:
            return None
        if related.reasons[0].kind not in ("echo", "duplicate"):
            return None
        echoes = self.stored.echoes
        return next((echo.span for echo in echoes if echo.other_id == self.walk.anchor), None)

    def _follow_in_list(self, article: int) -> None:
        row = self.articles.row(self.articles.cursor)
        if row is None or row.id != article:
            self.load_list()

    @on(ReadingView.Scrolled)
    def _scrolled(self, message: ReadingView.Scrolled) -> None:
        message.stop()
        self.describe_reader()
        if self.pane == "reader" and self.reader.scroll_offset.y:
            self.dwell()

    @on(ReadingView.Turned)
    def _turn(self, message: ReadingView.Turned) -> None:
        message.stop()
        self.turn(message.by)

    def action_other_down(self) -> None:
        """The text down, from the list."""
        self.reader.scroll_lines(3)

    def action_other_up(self) -> None:
        """The text up, from the list."""
        self.reader.scroll_lines(-3)

    def dwell(self) -> None:
        """The open article is being read: it is marked, and stays in the history."""
        self._dwelt = True
        if self.stored is not None and not self.stored.head.read:
            self._set_read(True)

    def _set_read(self, read: bool) -> None:
        if self.stored is None:
            return
        head = replace(self.stored.head, read=read)
        self.unread += 0 if read == self.stored.head.read else (-1 if read else 1)
        self.stored = replace(self.stored, head=head)
        self.articles.replace_head(head)
        self.reader_app.queries.mark_read(head.digest, read=read)
        self.describe()

    def action_article_read(self) -> None:
        """Turn the unread mark on or off."""
        if self.stored is not None:
            self._set_read(not self.stored.head.read)

    # facts and their sentences

    @on(FactSidebar.EntityChosen)
    def _open_name(self, message: FactSidebar.EntityChosen) -> None:
        message.stop()
        self.app.post_message(messages.OpenEntity(message.key))

    @on(FactSidebar.FilterWanted)
    def _filter_facts(self, message: FactSidebar.FilterWanted) -> None:
        message.stop()
        self.ask("facts", _("Facts with:"), self.facts.words)

    def action_article_export(self) -> None:
        """Every fact of the open article, to a file among the reader's own."""
        if self.stored is not None:
            self.reader_app.queries.export_facts(self, self.stored, self.reader_app.paths.exports)

    def action_explain(self) -> None:
        """Say why: the rule and the sentence of the fact, or the reasons of the related article."""
        from tui.app.screens.explain import ExplainScreen
        from tui.present.why import related_lines, why, why_lines

        row = self.facts.current if self.pane == "facts" else None
        if self.stored is not None and row is not None and row.fact is not None:
            article = self.stored.article
            answer = why(article, row.fact, row.evidence[self.facts.at])
            told = partial(why_lines, article, answer)
            self.app.push_screen(ExplainScreen(_("Why is this a fact?"), lambda cells: told(cells=cells)))
            return
        related = self.walk.reason
        if self.pane == "related" and self.walk.related:
            related = self.walk.related[self.related_cursor]
        if related is None:
            self.say(_("Go to a fact or to a related article, then I says why it is there."), "dim")
            return
        reasons = partial(related_lines, related)
        self.app.push_screen(
            ExplainScreen(_("Why is this article related?"), lambda cells: reasons(cells=cells))
        )

    # related articles

    @property
    def related_cursor(self) -> int:
        """The related article under the cursor."""
        return self.strip.cursor if self.shape.cards and not self.zoomed else self.related_list.cursor

    def _begin_walk(self, stored: StoredArticle) -> None:
        """Keep the walk while it is followed; any other way to an article starts a new one."""
        if self.walk.at == stored.head.id:
            self._show_walk()
            return
        self.walk = Walk(anchor=stored.head.id)
        self.strip.show((), waiting=True)
        self.related_list.show(())
        self.reader_app.queries.related(self, stored.head.id)

    @on(messages.RelatedRead)
    def _related_read(self, message: messages.RelatedRead) -> None:
        message.stop()
        self._take_related(message)

    def _take_related(self, message: messages.RelatedRead) -> None:
        if message.article == self.walk.anchor:
            self.walk = replace(self.walk, related=message.related)
            self._show_walk()

    def _show_walk(self) -> None:
        cursor = max(0, self.walk.step - 1)
        if not self.shape.cards:
            cursor = min(self.walk.step, max(0, len(self.walk.related) - 1))
        self.strip.show(self.walk.related, cursor=cursor, current=self.walk.step - 1)
        self.related_list.show(self.walk.related, cursor=max(0, self.walk.step - 1))
        self.describe()

    def _step_walk(self, walk: Walk) -> None:
        article = walk.at
        if article is None or walk.step == self.walk.step:
            self.say(_("No further related article.") if walk.related else _("No related article."), "dim")
            return
        self.keep_place()
        self.walk = walk
        app = self.reader_app
        app.history = app.history.visit(replace(app.history.here, article=article, offset=0, fact=""))
        self._dwelt = True
        self.open(article, Arrival(offset=0, status=(self._why(walk), "ok"), from_related=True))

    def _why(self, walk: Walk) -> str:
        related = walk.reason
        if related is None:
            return _("Back at the article the walk started from")
        place = f"{walk.step}/{number(len(walk.related))}"
        return _("Related %(place)s, because of %(why)s") % {
            "place": place,
            "why": reason_text(related.reasons[0]),
        }

    def action_related_next(self) -> None:
        """The next related article of the walk."""
        self._step_walk(self.walk.next())

    def action_related_prev(self) -> None:
        """Back along the walk."""
        self._step_walk(self.walk.previous())

    @on(RelatedStrip.Chosen)
    def _open_card(self, message: RelatedStrip.Chosen) -> None:
        message.stop()
        self._open_related(message.index)

    def _open_related(self, index: int) -> None:
        if self.walk.to(index).step == self.walk.step:
            self.go_to("reader")
            return
        self._step_walk(self.walk.to(index))
        self.go_to("reader")

    # hits of a search

    def action_search_next(self) -> None:
        """The next evidence, hit or unread article."""
        self._step(1)

    def action_search_prev(self) -> None:
        """The previous evidence or hit."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.pane == "facts":
            self.facts.step_evidence(by)
        elif self.hits.total:
            self._step_hit(by)
        elif by > 0:
            self._ask_unread(1)

    def _step_hit(self, by: int) -> None:
        hits = self.hits.step(by)
        if hits.at == self.hits.at:
            self.say(_("No further hit.") if by > 0 else _("This is the first hit."), "dim")
            return
        self.hits = hits
        article, _index = hits.place()
        if self.stored is not None and article == self.stored.head.id:
            if self._original is not None:
                self.action_view_original()
            self.show_hits()
            return
        self.keep_place()
        app = self.reader_app
        app.history = app.history.visit(replace(app.history.here, article=article, offset=0, fact=""))
        self._dwelt = True
        self.open(article, Arrival(offset=0))

    def _ask_unread(self, by: int) -> None:
        self.reader_app.queries.unread(self, self.order, self.where, self.articles.cursor, by=by)

    def action_list_prev_unread(self) -> None:
        """To the previous unread article."""
        self._ask_unread(-1)

    @on(messages.UnreadFound)
    def _go_to_unread(self, message: messages.UnreadFound) -> None:
        message.stop()
        if message.article is None:
            self.say(_("No further unread article."), "dim")
        else:
            self.articles.move_to(message.position)

    def action_search_in_article(self) -> None:
        """Ask for words to find in this article."""
        self.ask("article", _("Find here:"), self.hits.query)

    @on(messages.HitsFound)
    def _take_hits(self, message: messages.HitsFound) -> None:
        message.stop()
        if self.stored is None or message.article != self.stored.head.id:
            return
        hits = HitWalk(message.query, ((message.article, message.spans),) if message.spans else ())
        self.begin_hits(hits.to(message.article, self.reader.first_offset))
        self.prompt.say(_("%s found") % number(len(message.spans)) if message.query.strip() else "")

    # the key line

    @on(KeyBar.Pressed)
    def _run_clicked(self, message: KeyBar.Pressed) -> None:
        message.stop()
        from tui.app.ranking import run_chosen

        run_chosen(self.app, message.command)

    # the prompt

    @on(messages.PromptTyped)
    def _typed(self, message: messages.PromptTyped) -> None:
        message.stop()
        self._apply(message.purpose, message.text)

    @on(messages.PromptClosed)
    def _prompt_closed(self, message: messages.PromptClosed) -> None:
        message.stop()
        if not message.kept:
            self._apply(message.purpose, self.asked_from)
        self.end_asking()
        if message.kept and message.purpose == "article":
            self.go_to("reader")
        self.describe()

    def _apply(self, purpose: str, text: str) -> None:
        if purpose == "list":
            self.where = replace(self.where, text=text)
            self.load_list()
        elif purpose == "facts":
            self.facts.set_filter(text)
            self.describe_facts()
        elif self.stored is not None:
            self.reader_app.queries.hits(self, self.stored, text)

    # indexing

    @on(messages.IndexProgress)
    def _progress(self, message: messages.IndexProgress) -> None:
        message.stop()
        self.progress = message
        self.describe_list()
        self.describe_crumbs()
        if not self._refreshing:
            self._refreshing = True
            self.set_timer(REFRESH_SECONDS, self._refresh_list)

    def _refresh_list(self) -> None:
        self._refreshing = False
        self.load_list()

    @on(messages.IndexEnded)
    def _indexed(self, message: messages.IndexEnded) -> None:
        message.stop()
        self.progress = None
        self.load_list()
        if message.status:
            self.say(_("Indexing stopped: %s") % (message.problem or f"exit {message.status}"), "error")
        elif message.changed:
            self.say(_("Indexed: %s articles are new or changed") % number(message.changed))
        elif message.again:
            told = ngettext(
                "Facts of %s article are up to date again",
                "Facts of %s articles are up to date again",
                message.again,
            )
            self.say(told % number(message.again))
        if message.again and self.stored is not None and self._wanted == self.stored.head.id:
            self.open(self.stored.head.id, Arrival(quiet=True))
        self.describe()

    @on(messages.Failed)
    def _say_failure(self, message: messages.Failed) -> None:
        message.stop()
        self.say(message.reason, "error")

    # history

    def keep_place(self) -> None:
        """Write into the history where exactly the reader is now."""
        app = self.reader_app
        app.history = app.history.update(
            article=self.stored.head.id if self.stored else None,
            entity="",
            order=self.order,
            where=self.where,
            offset=self.clean_offset,
            pane=self.pane,
            fact=self.facts.row_id,
        )

    def place(self, article: int) -> Place:
        """A new place at the beginning of `article`, in the list as it is."""
        return Place(article=article, order=self.order, where=self.where, pane="reader")

    def visit(self, article: int, arrival: Arrival) -> None:
        """Open an article for reading; when it is open already, do at once what was to be done on arrival."""
        self._dwelt = True
        if self.stored is None or self.stored.head.id != article:
            self.open(article, arrival)
            return
        if self._original is not None:
            self.action_view_original()
        self.show_hits()
        if arrival.span is not None:
            self.point_at(arrival.span)
        if arrival.pane is not None:
            self.go_to(arrival.pane)
        if arrival.dropped:
            self.view_dropped(arrival.dropped)

    def keep_reading_position(self) -> None:
        """Remember how far the reader got, before the program ends or another corpus is read."""
        self._leave()

    def show_place(self, place: Place) -> None:
        """Go back to a place of the history: same row, same line, same pane."""
        if (place.order, place.where) != (self.order, self.where):
            self.order, self.where = place.order, place.where
            self.load_list()
        self._dwelt = True
        if place.article is None:
            return
        arrival = Arrival(offset=place.offset, fact=place.fact, pane=place.pane)
        if self.stored is not None and self.stored.head.id == place.article:
            if self._original is not None:
                self.action_view_original()
            if self.reader.first_offset != place.offset:
                self.reader.show_offset(place.offset)
            if self.facts.row_id != place.fact:
                self.facts.show(self.stored, at=place.fact)
            self.go_to(place.pane)
        else:
            self.open(place.article, arrival)
        self.describe()

    def step_back(self) -> bool:
        """From the text or another pane to the list; False in the list."""
        if self._original is not None:
            self.action_view_original()
        elif self.pane == "list":
            return False
        else:
            self.go_to("list")
        return True

    def escape(self) -> None:
        """Close what lies on top: a drawer, the zoom, the page as it came, the search."""
        if self.close_one():
            return
        if self._original is not None:
            self.action_view_original()
        elif self.facts.words:
            self._apply("facts", "")
        elif self.hits.total:
            self.begin_hits(HitWalk())
        elif self.reader.evidence is not None:
            self.reader.set_evidence(None)

    def indexing_began(self) -> None:
        """The corpus is being looked through."""
        self.progress = messages.IndexProgress("scan", 0, 0, 0)
        self.describe_list()
        self.describe_crumbs()

    def widths_changed(self, widths: dict[str, int]) -> None:
        """Remember how wide the reader wants the panes."""
        self.reader_app.queries.keep_setting("widths", widths)

    def forget(self, corpus_name: str) -> None:
        """Nothing is open any more: another corpus will be read."""
        self.corpus_name = corpus_name
        self.stored, self._wanted, self._original = None, None, None
        self.walk, self.hits, self.where = Walk(), HitWalk(), ListFilter()
        self.reader.show(Page("", (), 1), (), offset=0)
        self.facts.show(None)
        self.strip.show((), waiting=True)
        self.articles.set_count(0)
        self.go_to("list")
        self.describe()

    def repaint(self) -> None:
        """Draw and say everything anew, after the theme or the language changed."""
        for pane in (self.articles, self.related_list):
            pane.redraw()
        self.facts.show(self.stored, at=self.facts.row_id)
        self.lay_out(self.reader.first_offset)
        self.strip.refresh()
        self.rearrange()
        self.describe()

    # what the keys depend on

    def contexts(self) -> tuple[Context, ...]:
        """The contexts whose commands work where the focus is, the pane's own first."""
        pane: dict[Pane, tuple[Context, ...]] = {
            "list": ("articles", "list"),
            "reader": ("reader",),
            "facts": ("facts", "list"),
            "related": ("related", "list"),
        }
        return (*pane[self.pane], "main", "app")

    def situation(self) -> Situation:
        """What the commands depend on, now."""
        history = self.reader_app.history
        return Situation(
            articles=max(self.articles.count, self.library.articles),
            article_open=self.stored is not None,
            searching=self.hits.total > 0,
            filtered=bool(self.where.text or self.where.unread or self.where.entity),
            walk=bool(self.walk.related),
            back=bool(history.past),
            forward=bool(history.future),
            facts_hidden=not self.facts.display,
            busy=self.progress is not None,
            original=self.shows_original,
        )

    def describe_keys(self) -> None:
        """The key line for the pane that has the focus."""
        self.key_bar.show(key_line(self.contexts(), self.situation()))
