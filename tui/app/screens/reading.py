"""The open article on the main screen: asked for, arrived, being read, and its place in the history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from tui.app import messages
from tui.app.screens.text import TextScreen
from tui.app.session import Pane, Place
from tui.app.widgets.reading_view import ReadingView
from tui.i18n import gettext as _
from tui.model.record import record
from tui.model.span import Span
from tui.present.page import Spot

if TYPE_CHECKING:
    from tui.model.result import StoredArticle


@record
class Arrival:
    """What to do once the article asked for is here."""

    offset: int | None = None
    """First code point to show; None for where the reader left it."""
    lines: int = 0
    """Lines without text from there to the first visible one."""
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


class ReadingScreen(TextScreen):
    """Opens an article and keeps what is known of reading it: what to show on arrival, read or not, where."""

    def __init__(self, *, corpus_name: str) -> None:
        super().__init__(corpus_name=corpus_name)
        self.wanted: int | None = None
        """The article asked for last."""
        self._arrival = Arrival()
        self.dwelt = False
        """The open article was read, not only passed on the way through the list."""

    # opened

    def open(self, article: int, arrival: Arrival | None = None) -> None:
        """Ask for an article; `arrival` says what happens when it is here."""
        self.keep_reading_position()
        if article != self.wanted:
            self.reader_app.correcting_began()
        self.wanted, self._arrival = article, arrival or Arrival()
        self.reader_app.queries.article(self, article)

    def keep_reading_position(self) -> None:
        """Remember how far the reader got, before another article, another corpus or the end."""
        if self.stored is not None:
            self.reader_app.queries.keep_position(self.stored.head.digest, self.clean_offset)

    @on(messages.ArticleRead)
    def _take_article(self, message: messages.ArticleRead) -> None:
        message.stop()
        if message.article != self.wanted:
            return
        if message.stored is None:
            self.say(_("This article is no longer in the corpus."), "warning")
            if self.stored is None:
                self.nothing_opened()
            return
        self._open(message.stored, message.position)

    def _open(self, stored: StoredArticle, position: int) -> None:
        # asked twice, it may come twice: the second time nothing moves
        arrival, self._arrival = self._arrival, Arrival(quiet=True)
        another = self.stored is None or self.stored.head.id != stored.head.id
        self.stored = stored
        if arrival.quiet:
            self.lay_out(None)
            self.facts.show(stored, at=self.facts.row_id)
        else:
            self._original = None
            offset = position if arrival.offset is None else arrival.offset
            self.reader.set_evidence(None)
            self.lay_out(Spot(offset, arrival.lines))
            self.facts.show(stored, at=arrival.fact)
        if self.dwelt and not stored.head.read:
            self._set_read(True)
        self.arrived(stored, another=another)
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
        app.history = app.history.update(article=stored.head.id, entity="", concordance=None, view=None)
        self.describe()

    def arrived(self, stored: StoredArticle, *, another: bool) -> None:
        """An article is open; `another` than before. The floors above follow it."""

    def nothing_opened(self) -> None:
        """The article asked for is gone, and none is open. The floors above choose another."""
        self.wanted = None

    def _shared_passage(self, arrival: Arrival) -> Span | None:
        """The passage the open article shares with the anchor of the walk, if that was the reason."""
        related = self.walk.reason
        if self.stored is None or not arrival.from_related or related is None:
            return None
        if related.reasons[0].kind not in ("echo", "duplicate"):
            return None
        echoes = self.stored.echoes
        return next((echo.span for echo in echoes if echo.other_id == self.walk.anchor), None)

    # being read

    @on(ReadingView.Scrolled)
    def _scrolled(self, message: ReadingView.Scrolled) -> None:
        message.stop()
        self.describe_reader()
        if self.pane == "reader" and self.reader.scroll_offset.y:
            self.dwell()

    def action_other_down(self) -> None:
        """The text down, from the list."""
        self.reader.scroll_lines(3)

    def action_other_up(self) -> None:
        """The text up, from the list."""
        self.reader.scroll_lines(-3)

    def dwell(self) -> None:
        """The open article is being read: it is marked, and stays in the history."""
        self.dwelt = True
        if self.stored is not None and not self.stored.head.read:
            self._set_read(True)

    def _set_read(self, read: bool) -> None:
        if self.stored is None:
            return
        head = replace(self.stored.head, read=read)
        self.unread += 0 if read == self.stored.head.read else (-1 if read else 1)
        self.stored = replace(self.stored, head=head)
        self.articles.replace_head(head)
        self.reader_app.queries.mark_read(self, head.digest, read=read)
        self.describe()

    def action_article_read(self) -> None:
        """Turn the unread mark on or off."""
        if self.stored is not None:
            self._set_read(not self.stored.head.read)

    # its place in the history

    def keep_place(self) -> None:
        """Write into the history where exactly the reader is now."""
        app = self.reader_app
        app.history = app.history.update(
            article=self.stored.head.id if self.stored else None,
            entity="",
            concordance=None,
            view=None,
            order=self.order,
            where=self.where,
            offset=self.clean_spot.offset,
            lines=self.clean_spot.lines,
            pane=self.pane,
            fact=self.facts.row_id,
        )

    def place(self, article: int) -> Place:
        """A new place at the beginning of `article`, in the list as it is."""
        return Place(article=article, order=self.order, where=self.where, pane="reader")

    def leave_for(self, article: int) -> None:
        """Begin a new place of the history, of an article that is about to be opened."""
        self.keep_place()
        app = self.reader_app
        place = replace(app.history.here, article=article, offset=0, lines=0, fact="")
        app.history = app.history.visit(place)

    def visit(self, article: int, arrival: Arrival) -> None:
        """Open an article for reading; when it is open already, do at once what was to be done on arrival."""
        self.dwelt = True
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
