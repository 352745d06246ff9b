"""The application: it knows the screens, and goes from one to another."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.screen import Screen
from textual.timer import Timer, TimerCallback

from tui.app import messages
from tui.app.commands import Context, Situation
from tui.app.correcting import CorrectingReader
from tui.app.ending import hard_stop
from tui.app.ime import KeyRecovery
from tui.app.indexing import Indexer
from tui.app.keys import bindings_of
from tui.app.network_view import NetworkView
from tui.app.prefetch import First, Prefetch
from tui.app.screens.main import MainScreen
from tui.app.screens.reading import Arrival
from tui.app.session import History, HitWalk, Place
from tui.app.store import Store
from tui.app.timeline_view import TimelineView
from tui.app.views import screen_of, shows_view
from tui.config import ClipboardRoute, Paths, Theme
from tui.i18n import current_language
from tui.i18n import gettext as _
from tui.present.saved import filter_for
from tui.resources import resource

if TYPE_CHECKING:
    from tui.app.concordances import Concordance


class ReaderApp(CorrectingReader):
    """One corpus, read."""

    BINDINGS = bindings_of("app")

    def __init__(
        self,
        corpus: Path,
        paths: Paths,
        *,
        connect: Callable[[Path, Paths], Store],
        prefetch: Prefetch,
        language_fixed: bool = False,
        theme: Theme | None = None,
        clipboard: ClipboardRoute = "auto",
    ) -> None:
        super().__init__(
            corpus,
            paths,
            connect=connect,
            language_fixed=language_fixed,
            theme=theme,
            clipboard=clipboard,
        )
        self._prefetch = prefetch
        self._recovery = KeyRecovery()
        self._ime_hints = True
        self._leaving_asked = False
        self._search_memory: Any = None
        self._concordance: Concordance | None = None
        self.main = MainScreen(corpus_name=corpus.name or str(corpus))
        self.indexer = Indexer(self.main)

    def get_default_screen(self) -> MainScreen:
        """The screen below all others."""
        return self.main

    # starting and ending

    def on_mount(self) -> None:
        """Show what was read ahead, then look for what is new in the corpus."""
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        """The first paint is done: what had to wait for it begins."""
        gc.enable()
        gc.freeze()
        self.main.complete()
        self.queries.ready_names()
        self.start_indexing()

    def show_first(self) -> None:
        """Give the main screen the head of the list, now or when it is there."""
        first = self._prefetch.first
        if first is not None:
            self._begin_with(first)
        else:
            self._prefetch.then(self._post_first)

    def _begin_with(self, first: First) -> None:
        self._use_settings(first.settings)
        self.main.show_first(first)
        if first.notice:
            self.main.status.note(first.notice)

    def _use_settings(self, settings: Mapping[str, object]) -> None:
        """Begin as the reader left: language, theme, columns, widths."""
        self.use_choices(settings)
        self.main.use_settings(settings)

    def _post_first(self, first: First | None) -> None:
        self.post_message(messages.FirstRead(first))

    @on(messages.FirstRead)
    def _show_first(self, message: messages.FirstRead) -> None:
        if message.first is not None:
            self._begin_with(message.first)
        else:
            self.main.load_list()

    def set_timer(
        self,
        delay: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        pause: bool = False,
    ) -> Timer:
        """A timer that goes off once, and always.

        Textual passes over the ticks it comes too late for, also over the only one: on a busy machine a
        window that changed its size would keep the old one for ever.
        """
        timer = super().set_timer(delay, callback, name=name, pause=pause)
        timer._skip = False
        return timer

    def start_indexing(self) -> None:
        """Look for new and changed files, in a child process."""
        self.indexer.start(
            (
                str(self.corpus),
                "--library", str(self.paths.library),
                "--data", str(self.paths.data),
                "--lang", current_language(),
            )
        )  # fmt: skip
        self.main.indexing_began()

    async def on_unmount(self) -> None:
        """Take the indexer along."""
        self.indexer.kill()

    def action_app_quit(self) -> None:
        """End at once."""
        self.main.keep_reading_position()
        self.exit()
        if not self.is_headless:
            hard_stop(0)

    # keys

    async def on_event(self, event: events.Event) -> None:
        """While letters are commands, give back the keys that an input method has turned into letters."""
        if isinstance(event, events.Key) and event.is_forwarded:
            # typed before the box was open: it went to the pane below and came back unused
            late = getattr(self.screen, "take_late_key", None)
            if late is not None:
                late(event)
                return
        if isinstance(event, events.Key) and not event.is_forwarded and not self._typing():
            meant = self._recovery.read(event.key, event.character, event.time)
            if meant is None:
                return
            if self._recovery.recovered is not None:
                self._hint(*self._recovery.recovered)
                event = events.Key(meant, meant if len(meant) == 1 else None)
            else:
                self.main.status.note("")
            if self._leaving_asked and event.key != "q":
                self._leaving_asked = False
                self.main.say_summary()
        await super().on_event(event)

    def _typing(self) -> bool:
        """True while keys go into a line of text."""
        focused = self.focused
        return focused is not None and bool(getattr(focused, "typing", False))

    def _hint(self, letter: str, key: str) -> None:
        if self._ime_hints:
            self._ime_hints = False
            text = _("A Vietnamese input method is on (“%(letter)s” came): understood as the key %(key)s.")
            self.main.status.note(text % {"letter": letter, "key": key})

    def action_app_ime_hint(self) -> None:
        """No more hints about the input method."""
        self._ime_hints = False

    def action_app_escape(self) -> None:
        """Close what lies on top; never the program."""
        if self.screen is self.main:
            self.main.escape()
        else:
            self.action_nav_back_close()

    def action_nav_back_close(self) -> None:
        """Close what lies on top, else go back a pane, else ask before leaving."""
        close_one = getattr(self.screen, "close_one", lambda: False)
        if close_one():
            return
        if self.screen is not self.main or self._came_from_lines():
            self.action_hist_back()
        elif not self.main.step_back():
            if self._leaving_asked:
                self.action_app_quit()
            else:
                self._leaving_asked = True
                self.main.say(_("q once more ends the program"), "warning")

    def _came_from_lines(self) -> bool:
        """True in an article that was opened from its line in a concordance or a view."""
        past, here = self.history.past, self.history.here
        return bool(
            past
            and (past[-1].concordance or past[-1].view)
            and self.main.pane == "reader"
            and not self.main.shows_original
        ) and here.article == (self.main.stored.head.id if self.main.stored else None)

    def action_help_quit(self) -> None:
        """What ctrl+c says."""
        self.main.say(_("ctrl+q ends the program"), "hint")

    def contexts(self) -> tuple[Context, ...]:
        """Contexts of the commands that work where the focus is."""
        if self.screen is self.main:
            return self.main.contexts()
        return getattr(self.screen, "contexts", ("entity", "app"))

    def situation(self) -> Situation:
        """What the commands depend on, now."""
        return self.main.situation()

    # the history

    def _keep_place(self) -> None:
        """Write into the history where exactly the reader is now."""
        place = getattr(self.screen, "place", None)
        if self.screen is self.main:
            self.main.keep_place()
        elif isinstance(place, int):
            here = self.history.here
            if here.view is not None and shows_view(self.screen):
                self.history = self.history.update(row=place, view=getattr(self.screen, "view"))  # noqa: B009
            elif here.entity or here.concordance:
                self.history = self.history.update(row=place)

    def action_hist_back(self) -> None:
        """One place back."""
        self._keep_place()
        self._travel(self.history.back())

    def action_hist_forward(self) -> None:
        """One place forward."""
        self._keep_place()
        self._travel(self.history.forward())

    def _travel(self, history: History) -> None:
        if history is self.history:
            self.main.say(_("Nothing further in the history."), "hint")
            return
        self.history = history
        self._show_place(history.here)

    def _show_place(self, place: Place) -> None:
        if place.entity:
            self._open_entity_screen(place)
            return
        if place.view is not None:
            self._open_over_main(screen_of(self, place.view, place.row))
            return
        self._go_to_main()
        if place.concordance:
            self._open_concordance_screen(place)
        else:
            self.main.show_place(place)

    def _open_entity_screen(self, place: Place) -> None:
        from tui.app.screens.entity import EntityScreen

        self._open_over_main(
            EntityScreen(self.queries, place.entity, place=place.row, situation=self.situation())
        )

    def _open_over_main(self, screen: Screen[None]) -> None:
        """Show a screen in place of the one that stands over the main screen, if one does."""
        from tui.app.screens.entity import EntityScreen

        if isinstance(self.screen, EntityScreen) or self._shows_concordance() or shows_view(self.screen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    @on(messages.OpenView)
    def _visit_view(self, message: messages.OpenView) -> None:
        message.stop()
        self._keep_place()
        self.history = self.history.visit(Place(view=message.view))
        self._show_place(self.history.here)

    # the concordance

    def _shows_concordance(self) -> bool:
        return (
            self._concordance is not None and getattr(self.screen, "concordance", None) is self._concordance
        )

    def _open_concordance_screen(self, place: Place) -> None:
        from tui.app.concordances import Concordance
        from tui.app.screens.concordance import ConcordanceScreen

        assert place.concordance is not None
        known = self._concordance
        if known is None or known.search != place.concordance or known.problem:
            known = self._concordance = Concordance(place.concordance)
            self.queries.concordance(self, known)
        self.push_screen(
            ConcordanceScreen(
                self.queries, known, place=place.row, exports=self.paths.exports, situation=self.situation()
            )
        )

    @on(messages.OpenConcordance)
    def _visit_concordance(self, message: messages.OpenConcordance) -> None:
        message.stop()
        self._keep_place()
        self._concordance = None  # asked again, for the corpus may have grown
        self.history = self.history.visit(Place(concordance=message.search))
        self._show_place(self.history.here)

    @on(messages.ConcordanceRead)
    def _take_lines(self, message: messages.ConcordanceRead) -> None:
        message.stop()
        known = message.concordance
        known.take(message.lines, message.articles, message.total_articles)
        known.ended, known.problem = message.ended, message.problem
        if known.order == "date":
            known.show(tuple(known.gathered), "date")
        elif known is self._concordance:
            self.queries.sort_concordance(self, known, known.order)
        self._renew_concordance(known)

    @on(messages.ConcordanceSorted)
    def _take_sorted(self, message: messages.ConcordanceSorted) -> None:
        message.stop()
        known = message.concordance
        if message.order == known.order and len(message.lines) == len(known.gathered):
            known.show(message.lines, message.order)
            self._renew_concordance(known)

    def _renew_concordance(self, known: Concordance) -> None:
        for screen in self.screen_stack:
            if getattr(screen, "concordance", None) is known:
                screen.renew()  # type: ignore[attr-defined]  # it is a ConcordanceScreen

    @on(messages.OpenEntity)
    def _visit_entity(self, message: messages.OpenEntity) -> None:
        message.stop()
        self._keep_place()
        self.history = self.history.visit(Place(entity=message.key))
        self._show_place(self.history.here)

    @on(messages.ListNamed)
    def _list_named(self, message: messages.ListNamed) -> None:
        message.stop()
        self._keep_place()
        self._go_to_main()
        self.main.leave_for_list(filter_for(message.kind, message.key, message.name))

    @on(messages.OpenArticle)
    def _visit_article(self, message: messages.OpenArticle) -> None:
        message.stop()
        self._keep_place()
        self._go_to_main()
        here = self.main.place(message.article)
        known = self._concordance
        if self.history.here.concordance and known is not None and message.span is not None:
            self.main.hits = known.walk().to(message.article, message.span.start)
        self.history = self.history.visit(here)
        if message.result is not None:
            start = message.span.start if message.span else 0
            self.main.hits = HitWalk.of(message.result, message.search).to(message.article, start)
        self.main.visit(
            message.article, Arrival(offset=0, span=message.span, pane="reader", dropped=message.dropped)
        )

    def _go_to_main(self) -> None:
        """Close the pages of names that lie over the main screen."""
        while self.screen is not self.main and len(self.screen_stack) > 1:
            self.pop_screen()

    @on(messages.Say)
    def _say(self, message: messages.Say) -> None:
        message.stop()
        self.tell(message.text, message.role)

    @on(messages.Failed)
    def _say_failure(self, message: messages.Failed) -> None:
        message.stop()
        self.tell(message.reason, "error")

    # corrected

    def tell(self, text: str, role: str = "ok") -> None:
        """Say something in the status line, and on the screen that lies over it."""
        self.main.say(text, role)
        for screen in self.screen_stack[1:]:
            say = getattr(screen, "say", None)
            if say is not None:
                say(text, role)

    def facts_changed(self) -> None:
        """Show the open article with the facts it has now."""
        self.main.read_again()

    def counts_changed(self) -> None:
        """Ask anew for all that is counted."""
        self.main.corrected()
        for screen in self.screen_stack:
            reload = getattr(screen, "reload", None)
            if reload is not None:
                reload()

    # what lies over the screen

    def action_search_text(self) -> None:
        """Find text."""
        self._search("text")

    def action_search_names(self) -> None:
        """Find a name."""
        self._search("names")

    def _search(self, kind: Any) -> None:
        from tui.app.screens.search import SearchScreen
        from tui.app.widgets.search_overlay import OpenSaved, SearchChoice, SearchMemory
        from tui.present.search import OpenDropped, OpenEntity, OpenHit, OpenLines

        if self._search_memory is None:
            self._search_memory = SearchMemory()
        stored = self.main.stored

        def follow(choice: SearchChoice | None) -> None:
            if choice is None:
                return
            match choice.target:
                case OpenSaved(search):
                    self._go_to_main()
                    self.main.use_saved(search)
                case OpenEntity(key):
                    self.post_message(messages.OpenEntity(key))
                case OpenDropped(article, words):
                    self.post_message(messages.OpenArticle(article, dropped=words))
                case OpenLines(search):
                    self.post_message(messages.OpenConcordance(search))
                case OpenHit(article, span):
                    self.post_message(
                        messages.OpenArticle(article, span, choice.result, screen.overlay.search)
                    )

        screen = SearchScreen(
            self.queries,
            kind,
            where=self.main.where,
            article=stored.head.id if stored else None,
            memory=self._search_memory,
        )
        self.push_screen(screen, follow)

    def action_app_palette(self) -> None:
        """Any command by its name."""
        from tui.app.palette import open_palette

        open_palette(self, self.contexts(), self.situation())

    def action_view_menu(self) -> None:
        """Another way to look: chosen from a menu; from the page as it came back to the clean text."""
        from tui.app.palette import open_views

        if self.screen is self.main and self.main.shows_original:
            self.main.action_view_original()
        else:
            open_views(self, self.contexts(), self.situation())

    def action_view_timeline(self) -> None:
        """The articles of the list over time, their events and statements."""
        self.post_message(messages.OpenView(TimelineView(self.main.where)))

    def action_view_passages(self) -> None:
        """What stands in several articles of the corpus."""
        from tui.app.passages import PassagesView

        self.post_message(messages.OpenView(PassagesView()))

    def action_view_network(self) -> None:
        """Who stands together with whom in the articles of the list."""
        self.post_message(messages.OpenView(NetworkView(self.main.where)))

    def action_view_figures(self) -> None:
        """Figures by what they measure, of the articles in the list."""
        from tui.app.figures import FiguresView
        from tui.model.measure import BoardAsked

        self.post_message(messages.OpenView(FiguresView(BoardAsked(self.main.where))))

    def action_app_help(self) -> None:
        """The keys that work here."""
        from tui.app.screens.help import open_help

        where = self.main.pane_name if self.screen is self.main else ""
        open_help(self, self.contexts(), self.situation(), where=where)

    def action_corpus_refused(self) -> None:
        """The files that could not be read."""
        from tui.app.screens.refused import RefusedScreen

        self.push_screen(RefusedScreen(self.queries, self.paths.exports))

    @on(messages.EncodingChosen)
    async def _read_again(self, message: messages.EncodingChosen) -> None:
        """Just the files concerned are read; a run that began before the choice would not know of it."""
        message.stop()
        await self.indexer.stop()
        self.start_indexing()

    @on(messages.IndexEnded)
    def _reload_lists(self, message: messages.IndexEnded) -> None:
        message.stop()
        for screen in self.screen_stack:
            reload = getattr(screen, "reload", None)
            if reload is not None:
                reload()

    def action_corpus_open(self) -> None:
        """Choose another corpus."""
        from tui.app.screens.open_corpus import OpenCorpusScreen

        recent = [Path(path) for path in self.recent]
        self.push_screen(
            OpenCorpusScreen(
                recent=recent,
                sample=resource("seeds"),
                here=Path.cwd(),
                home=Path.home(),
                queries=self.queries,
            )
        )

    @on(messages.OpenCorpus)
    async def _read_corpus(self, message: messages.OpenCorpus) -> None:
        message.stop()
        self.main.keep_reading_position()
        here = self.history.here
        if not (here.entity or here.concordance or here.view):
            self.main.keep_place()  # under the box the corpus was chosen in, too
        self._go_to_main()
        await self.indexer.stop()
        self._concordance = None
        self.turn_to(Path(message.path))
        self.main.forget(self.corpus.name or str(self.corpus))
        self.main.come_back(self.history.here)
        self.start_indexing()

    def action_app_reload(self) -> None:
        """Look for new and changed files."""
        if self.indexer.running:
            self.main.say(_("The corpus is being read already."), "hint")
        else:
            self.start_indexing()

    async def action_app_stop(self) -> None:
        """Stop indexing between two batches."""
        await self.indexer.stop()

    def action_app_theme(self) -> None:
        """Dark or light."""
        self.turn_theme()
        self.main.repaint()

    def action_app_language(self) -> None:
        """Vietnamese or English."""
        self.turn_language()
        self.main.repaint()
        for screen in self.screen_stack:
            refresh = getattr(screen, "refresh_words", None)
            if refresh is not None:
                refresh()
