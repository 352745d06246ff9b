"""The main screen: how list, text, facts and related articles follow one another.

It is built in floors, each of which knows those below and none above: panes, captions (what is said around
them), text, reading (one article), listing, related, hits, copying; this one answers the keys and messages
that are about all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual import on

from tui.app import messages
from tui.app.commands import Context, Situation, command, key_line
from tui.app.layout import layout_for
from tui.app.screens.copying import CopyScreen
from tui.app.screens.reading import Arrival
from tui.app.session import HitWalk, Pane, Place, Walk
from tui.app.widgets.article_list import ArticleList
from tui.app.widgets.bars import KeyBar
from tui.app.widgets.fact_sidebar import FactSidebar
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.result import ListFilter, TextSearch
from tui.present.kinds import number
from tui.present.page import NARROWEST, WIDEST, Page, Spot

REFRESH_SECONDS = 0.7
"""Least time between two looks at a library that is growing."""


class MainScreen(CopyScreen):
    """Keeps what is open, and answers keys and messages with questions to the library."""

    def __init__(self, *, corpus_name: str) -> None:
        super().__init__(corpus_name=corpus_name)
        self._refreshing = False

    # beginning, and beginning again

    def on_mount(self) -> None:
        """Arrange the panes before anything is drawn."""
        if layout_for(*self.app.size).size == "xs":
            self.pane = "reader"
        self.set_shape(*self.app.size)
        self.reader_app.show_first()
        self.describe()

    def use_settings(self, settings: Mapping[str, object]) -> None:
        """Begin with the columns and widths the reader left."""
        measure = settings.get("measure")
        if isinstance(measure, int) and NARROWEST <= measure <= WIDEST:
            self.measure = measure
        widths = settings.get("widths")
        if isinstance(widths, dict):
            self.use_widths(widths)
        copies = settings.get("copies")
        if isinstance(copies, dict):
            self.use_copies(copies)

    def forget(self, corpus_name: str) -> None:
        """Nothing is open any more: another corpus will be read."""
        self.corpus_name = corpus_name
        self.stored, self.wanted, self._original = None, None, None
        self.walk, self.hits = Walk(), HitWalk()
        self.where = ListFilter(folded=self.where.folded, likeness=self.where.likeness)
        self.reader.show(Page("", (), 1), (), spot=Spot(0))
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
        self.lay_out(self.reader.first_spot)
        self.strip.refresh()
        self.rearrange()
        self.describe()

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
        from tui.app.screens.explain import why_fact, why_related

        row = self.facts.current if self.pane == "facts" else None
        if self.stored is not None and row is not None and row.fact is not None:
            self.app.push_screen(why_fact(self.stored.article, row.fact, row.evidence[self.facts.at]))
        elif self.related_pointed_at is not None:
            self.app.push_screen(why_related(self.related_pointed_at))
        else:
            self.say(_("Go to a fact or to a related article, then I says why it is there."), "hint")

    # corrected

    def read_again(self) -> None:
        """Show the open article with the facts it has now; nothing moves."""
        if self.stored is not None and self.wanted == self.stored.head.id:
            self.open(self.stored.head.id, Arrival(quiet=True))

    def corrected(self) -> None:
        """Ask anew for what the library counts, and for what belongs beside the open article."""
        self.read_again()
        self.load_list()
        if self.walk.anchor is not None and self.walk.step == 0:
            self.reader_app.queries.related(self, self.walk.anchor)

    # the prompt

    @on(messages.PromptTyped)
    def _typed(self, message: messages.PromptTyped) -> None:
        message.stop()
        self._apply(message.purpose, message.text)

    @on(messages.PromptClosed)
    def _prompt_closed(self, message: messages.PromptClosed) -> None:
        message.stop()
        if not message.kept and message.purpose == "article":
            self.give_up_finding()
        elif not message.kept:
            self._apply(message.purpose, self.asked_from)
        self.end_asking()
        if message.kept and message.purpose == "article":
            self.go_to("reader")
        if message.kept and message.purpose == "concordance" and message.text.strip():
            self.app.post_message(messages.OpenConcordance(TextSearch(message.text.strip())))
        self.describe()

    def _apply(self, purpose: str, text: str) -> None:
        if purpose == "concordance":
            return
        if purpose == "facts":
            self.facts.set_filter(text)
            self.describe_facts()
        else:
            self.find_here(text)

    # indexing

    def indexing_began(self) -> None:
        """The corpus is being looked through."""
        self.progress = messages.IndexProgress("scan", 0, 0, 0)
        self.describe_list()
        self.describe_crumbs()
        self.describe_keys()

    @on(messages.IndexProgress)
    def _progress(self, message: messages.IndexProgress) -> None:
        message.stop()
        if message != self.progress:  # one that waits for another run says so several times a second
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
        self.progress = None
        self.load_list()
        if message.asked:
            self.say(_("Stopped; what was read stays, and R goes on from there"))
        elif message.status:
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
        changed = message.again or message.changed
        if changed and self.stored is not None and self.wanted == self.stored.head.id:
            self.open(self.stored.head.id, Arrival(quiet=True))
        self.describe()

    @on(messages.Failed)
    def _say_failure(self, message: messages.Failed) -> None:
        message.stop()
        self.say(message.reason, "error")

    # back and forth

    def show_place(self, place: Place) -> None:
        """Go back to a place of the history: same row, same line, same pane."""
        if (place.order, place.where) != (self.order, self.where):
            self.order, self.where = place.order, place.where
            self.load_list()
        self.dwelt = True
        if place.article is None:
            return
        arrival = Arrival(offset=place.offset, lines=place.lines, fact=place.fact, pane=place.pane)
        if self.stored is not None and self.stored.head.id == place.article:
            if self._original is not None:
                self.action_view_original()
            if self.reader.first_spot != (place.offset, place.lines):
                self.reader.show_spot(Spot(place.offset, place.lines))
            if self.facts.row_id != place.fact:
                self.facts.show(self.stored, at=place.fact)
            self.go_to(place.pane)
        else:
            self.open(place.article, arrival)
        self.describe()

    def leave_for_list(self, where: ListFilter) -> None:
        """Begin a new place of the history: the list, narrowed by `where`, the open article beside it."""
        history = self.reader_app.history
        article = self.stored.head.id if self.stored else None
        self.reader_app.history = history.visit(
            Place(article=article, order=self.order, where=self.narrow(where), pane="list")
        )
        self.show_place(self.reader_app.history.here)

    def come_back(self, place: Place) -> None:
        """Begin to read a corpus where it was left: same order and filter, same article and line."""
        self.order, self.where = place.order, place.where
        self.dwelt = False
        if place.article is not None:
            self.open(
                place.article,
                Arrival(offset=place.offset, lines=place.lines, fact=place.fact, pane=place.pane),
            )
        self.load_list()

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

    # keys, and what they depend on

    @on(KeyBar.Pressed)
    def _run_clicked(self, message: KeyBar.Pressed) -> None:
        message.stop()
        from tui.app.ranking import run_chosen

        run_chosen(self.app, message.command)

    @on(ArticleList.WarningClicked)
    def _show_refused(self, message: ArticleList.WarningClicked) -> None:
        message.stop()
        self.post_message(KeyBar.Pressed(command("corpus.refused")))

    def contexts(self) -> tuple[Context, ...]:
        """The contexts whose commands work where the focus is, the pane's own first."""
        pane: dict[Pane, tuple[Context, ...]] = {
            "list": ("articles", "list"),
            "reader": ("select", "reader") if self.reader.selecting else ("reader",),
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
            filtered=self.where.narrows,
            walk=bool(self.walk.related),
            back=bool(history.past),
            forward=bool(history.future),
            facts_hidden=not self.facts.display,
            busy=self.progress is not None,
            original=self.shows_original,
            selected=self.reader.selected is not None,
        )

    def describe_keys(self) -> None:
        """The key line for the pane that has the focus."""
        self.key_bar.show(key_line(self.contexts(), self.situation()))

    def widths_changed(self, widths: dict[str, int]) -> None:
        """Remember how wide the reader wants the panes."""
        self.reader_app.queries.keep_setting("widths", widths)
