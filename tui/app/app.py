"""The application: it holds what all screens share, and goes from one to another."""

from __future__ import annotations

import asyncio
import gc
import locale
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from textual import events, on
from textual.app import App

from tui.app import backstop, messages
from tui.app.commands import Context, Situation
from tui.app.ime import KeyRecovery
from tui.app.indexing import Indexer
from tui.app.keys import bindings_of
from tui.app.prefetch import First, Prefetch
from tui.app.queries import Queries
from tui.app.screens.main import MainScreen
from tui.app.screens.reading import Arrival
from tui.app.session import History, HitWalk, Place
from tui.app.sheets import FIRST, sheets
from tui.app.store import Store
from tui.app.theme import DARK, LIGHT, themes, variable_defaults
from tui.config import Paths, Theme
from tui.i18n import LANGUAGES, current_language, set_language
from tui.i18n import gettext as _
from tui.resources import resource
from tui.text.shown import shown_line

HARD_STOP_SECONDS = 2.0
"""After this the process ends even if a thread still asks the library."""
LOG_LIMIT = 1 << 20
RECENT = 8
"""Corpora that are remembered."""


class ReaderApp(App[None]):
    """One corpus, read."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings_of("app")
    TITLE = "Đọc Báo"

    def __init__(
        self,
        corpus: Path,
        paths: Paths,
        *,
        connect: Callable[[Path, Paths], Store],
        prefetch: Prefetch,
        language_fixed: bool = False,
        theme: Theme | None = None,
    ) -> None:
        super().__init__(css_path=sheets(FIRST))
        backstop.install()
        self.animation_level = "none"
        self.corpus = corpus
        self.paths = paths
        self.history = History()
        self.plain_signs = "utf" not in locale.getpreferredencoding(False).lower()
        self.set_class(self.plain_signs, "-ascii")
        self._connect = connect
        self._prefetch = prefetch
        self.queries = Queries(self, partial(connect, corpus, paths))
        self._recovery = KeyRecovery()
        self._ime_hints = True
        self._leaving_asked = False
        self._language_fixed = language_fixed
        self._recent: list[str] = []
        self._search_memory: Any = None
        for shipped in themes():
            self.register_theme(shipped)
        # set before anything is parsed: a change of theme would parse every sheet again
        self._theme_fixed = theme is not None
        self.set_reactive(App.theme, LIGHT if theme == "light" else DARK)
        self.stylesheet.set_variables(self.get_css_variables())
        self.main = MainScreen(corpus_name=corpus.name or str(corpus))
        self.indexer = Indexer(self.main)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Variables the style sheets name, whatever the theme."""
        return variable_defaults()

    def get_default_screen(self) -> MainScreen:
        """The screen below all others."""
        return self.main

    # starting and ending

    async def on_mount(self) -> None:
        """Show what was read ahead, then look for what is new in the corpus."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            if threading.current_thread() is threading.main_thread():
                loop.add_signal_handler(number, self._leave_on_signal, number)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        """The first paint is done: what had to wait for it begins."""
        gc.enable()
        gc.freeze()
        self.main.complete()
        self.start_indexing()

    def show_first(self) -> None:
        """Give the main screen the head of the list, now or when it is there."""
        first = self._prefetch.first
        if first is not None:
            self._use_settings(first.settings)
            self.main.show_first(first)
        else:
            self._prefetch.then(self._post_first)

    def _use_settings(self, settings: Mapping[str, object]) -> None:
        """Begin as the reader left: language, theme, columns, widths."""
        language = settings.get("language")
        if language in LANGUAGES and not self._language_fixed:
            set_language(language)
        if settings.get("theme") == LIGHT and not self._theme_fixed:
            self.theme = LIGHT
        recent = settings.get("recent")
        if isinstance(recent, list):
            self._recent = [path for path in recent if isinstance(path, str)]
        self.main.use_settings(settings)

    def _post_first(self, first: First | None) -> None:
        self.post_message(messages.FirstRead(first))

    @on(messages.FirstRead)
    def _show_first(self, message: messages.FirstRead) -> None:
        if message.first is not None:
            self._use_settings(message.first.settings)
            self.main.show_first(message.first)
        else:
            self.main.load_list()

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

    def _leave_on_signal(self, number: signal.Signals) -> None:
        self.exit(return_code=128 + number)
        self._hard_stop(128 + number)

    def _hard_stop(self, status: int) -> None:
        """A thread that still asks the library must not keep the terminal: end without it."""
        timer = threading.Timer(HARD_STOP_SECONDS, os._exit, (status,))
        timer.daemon = True
        timer.start()

    async def on_unmount(self) -> None:
        """Take the indexer along."""
        self.indexer.kill()

    def action_app_quit(self) -> None:
        """End at once."""
        self.main.keep_reading_position()
        self.exit()
        if not self.is_headless:
            self._hard_stop(0)

    def _fatal_error(self) -> None:
        """A bug: the terminal back, one line for people, the whole story in a log of their own."""
        import traceback

        from rich.text import Text

        error = sys.exc_info()[1]
        told = "".join(traceback.format_exception(error)) if error else "?"
        log = write_log(self.paths.log, told)
        line = shown_line(f"{type(error).__name__}: {error}")[:300]
        text = _("docbao failed: %s") % line
        if log is not None:
            text += "\n" + _("The whole story: %s") % shown_line(str(log))
        self._exit_renderables.append(Text(text))
        self._close_messages_no_wait()

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
        if self.screen is not self.main:
            self.action_hist_back()
        elif not self.main.close_one() and not self.main.step_back():
            if self._leaving_asked:
                self.action_app_quit()
            else:
                self._leaving_asked = True
                self.main.say(_("q once more ends the program"), "warning")

    def action_help_quit(self) -> None:
        """What ctrl+c says."""
        self.main.say(_("ctrl+q ends the program"), "dim")

    def contexts(self) -> tuple[Context, ...]:
        """Contexts of the commands that work where the focus is."""
        return self.main.contexts() if self.screen is self.main else ("entity", "app")

    def situation(self) -> Situation:
        """What the commands depend on, now."""
        return self.main.situation()

    # the history

    def _keep_place(self) -> None:
        """Write into the history where exactly the reader is now."""
        place = getattr(self.screen, "place", None)
        if self.screen is self.main:
            self.main.keep_place()
        elif self.history.here.entity and isinstance(place, int):
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
            self.main.say(_("Nothing further in the history."), "dim")
            return
        self.history = history
        self._show_place(history.here)

    def _show_place(self, place: Place) -> None:
        if place.entity:
            self._open_entity_screen(place)
            return
        while self.screen is not self.main and len(self.screen_stack) > 1:
            self.pop_screen()
        self.main.show_place(place)

    def _open_entity_screen(self, place: Place) -> None:
        from tui.app.screens.entity import EntityScreen

        screen = EntityScreen(self.queries, place.entity, place=place.row, situation=self.situation())
        if isinstance(self.screen, EntityScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    @on(messages.OpenEntity)
    def _visit_entity(self, message: messages.OpenEntity) -> None:
        message.stop()
        self._keep_place()
        self.history = self.history.visit(Place(entity=message.key))
        self._show_place(self.history.here)

    @on(messages.OpenArticle)
    def _visit_article(self, message: messages.OpenArticle) -> None:
        message.stop()
        self._keep_place()
        while self.screen is not self.main and len(self.screen_stack) > 1:
            self.pop_screen()
        here = self.main.place(message.article)
        self.history = self.history.visit(here)
        if message.result is not None:
            self.main.hits = walk_of(message)
        self.main.visit(
            message.article, Arrival(offset=0, span=message.span, pane="reader", dropped=message.dropped)
        )

    @on(messages.Say)
    def _say(self, message: messages.Say) -> None:
        message.stop()
        self.main.say(message.text, message.role)

    @on(messages.Failed)
    def _say_failure(self, message: messages.Failed) -> None:
        message.stop()
        self.main.say(message.reason, "error")

    # what lies over the screen

    def action_search_text(self) -> None:
        """Find text."""
        self._search("text")

    def action_search_names(self) -> None:
        """Find a name."""
        self._search("names")

    def _search(self, kind: Any) -> None:
        from tui.app.screens.search import SearchScreen
        from tui.app.widgets.search_overlay import SearchChoice, SearchMemory
        from tui.present.search import OpenDropped, OpenEntity, OpenHit

        if self._search_memory is None:
            self._search_memory = SearchMemory()
        stored = self.main.stored

        def follow(choice: SearchChoice | None) -> None:
            if choice is None:
                return
            match choice.target:
                case OpenEntity(key):
                    self.post_message(messages.OpenEntity(key))
                case OpenDropped(article, words):
                    self.post_message(messages.OpenArticle(article, dropped=words))
                case OpenHit(article, span):
                    self.post_message(messages.OpenArticle(article, span, choice.result))

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

    def action_app_help(self) -> None:
        """The keys that work here."""
        from tui.app.screens.help import open_help

        where = self.main.pane_name if self.screen is self.main else ""
        open_help(self, self.contexts(), self.situation(), where=where)

    def action_corpus_refused(self) -> None:
        """The files that could not be read."""
        from tui.app.screens.refused import RefusedScreen

        self.push_screen(RefusedScreen(self.queries))

    def action_corpus_open(self) -> None:
        """Choose another corpus."""
        from tui.app.screens.open_corpus import OpenCorpusScreen

        recent = [Path(path) for path in self._recent]
        self.push_screen(
            OpenCorpusScreen(recent=recent, sample=resource("seeds"), here=Path.cwd(), home=Path.home())
        )

    @on(messages.OpenCorpus)
    async def _read_corpus(self, message: messages.OpenCorpus) -> None:
        message.stop()
        self.main.keep_reading_position()
        await self.indexer.stop()
        self.corpus = Path(message.path)
        here = str(self.corpus.absolute())
        self._recent = [here, *(path for path in self._recent if path != here)][:RECENT]
        self.history = History()
        self.queries = Queries(self, partial(self._connect, self.corpus, self.paths))
        self.main.forget(self.corpus.name or str(self.corpus))
        self.queries.keep_setting("recent", self._recent)
        self.main.load_list()
        self.start_indexing()

    def action_app_reload(self) -> None:
        """Look for new and changed files."""
        if self.indexer.running:
            self.main.say(_("The corpus is being read already."), "dim")
        else:
            self.start_indexing()

    def action_app_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT if self.theme == DARK else DARK
        self.queries.keep_setting("theme", self.theme)
        self.main.repaint()

    def action_app_language(self) -> None:
        """Vietnamese or English."""
        set_language("en" if current_language() == "vi" else "vi")
        self.queries.keep_setting("language", current_language())
        self.main.repaint()
        for screen in self.screen_stack:
            refresh = getattr(screen, "refresh_words", None)
            if refresh is not None:
                refresh()


def walk_of(message: messages.OpenArticle) -> HitWalk:
    """The hits of the search an article was opened from, at the one it was opened at."""
    if message.result is None:
        return HitWalk()
    articles = tuple((found.head.id, found.spans) for found in message.result.articles if found.spans)
    walk = HitWalk(message.result.understood.query, articles)
    return walk.to(message.article, message.span.start if message.span else 0)


def write_log(path: Path, text: str) -> Path | None:
    """Keep the end of `text` in a log that only its owner can read; None where that is not possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text[-LOG_LIMIT:])
    except OSError:
        return None
    return path
