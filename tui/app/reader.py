"""What all screens share: the corpus, the questions to its library, the history, the reader's choices."""

from __future__ import annotations

import asyncio
import locale
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from textual.app import App

from tui.app import backstop
from tui.app.copying import Copier
from tui.app.ending import hard_stop, told_of
from tui.app.queries import Queries
from tui.app.session import History
from tui.app.sheets import FIRST, sheets
from tui.app.store import Store
from tui.app.theme import DARK, LIGHT, themes, variable_defaults
from tui.config import ClipboardRoute, Paths, Theme
from tui.i18n import LANGUAGES, current_language, set_language

RECENT = 8
"""Corpora that are remembered."""


class Reader(Copier):
    """The app as its screens know it; `tui.app.app` knows the screens."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "Đọc Báo"

    def __init__(
        self,
        corpus: Path,
        paths: Paths,
        *,
        connect: Callable[[Path, Paths], Store],
        language_fixed: bool,
        theme: Theme | None,
        clipboard: ClipboardRoute = "auto",
    ) -> None:
        super().__init__(css_path=sheets(FIRST))
        self.clipboard_route = clipboard
        backstop.install()
        self.animation_level = "none"
        self.corpus = corpus
        self.paths = paths
        self.history = History()
        self._histories: dict[str, History] = {}
        """Of the corpora read since the program was started, by path."""
        self.plain_signs = "utf" not in locale.getpreferredencoding(False).lower()
        self.set_class(self.plain_signs, "-ascii")
        self._connect = connect
        self.queries = Queries(self, partial(connect, corpus, paths))
        self.recent: list[str] = []
        """Corpora read before, the last first."""
        self._language_fixed = language_fixed
        for shipped in themes():
            self.register_theme(shipped)
        # set before anything is parsed: a change of theme would parse every sheet again
        self._theme_fixed = theme is not None
        self.set_reactive(App.theme, LIGHT if theme == "light" else DARK)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Variables the style sheets name, whatever the theme."""
        return variable_defaults()

    # beginning

    def show_first(self) -> None:
        """Give the main screen the head of the list, now or when it is there."""
        raise NotImplementedError

    def correcting_began(self) -> None:
        """Another article is opened: what was rejected in the last one is out of sight."""

    def use_choices(self, settings: Mapping[str, object]) -> None:
        """Begin as the reader left: language and theme unless the command line says, recent corpora."""
        language = settings.get("language")
        if language in LANGUAGES and not self._language_fixed:
            set_language(language)
        if settings.get("theme") == LIGHT and not self._theme_fixed:
            self.theme = LIGHT
        recent = settings.get("recent")
        if isinstance(recent, list):
            self.recent = [path for path in recent if isinstance(path, str)]

    def turn_to(self, corpus: Path) -> None:
        """Ask another corpus from now on, with the history it had when it was left."""
        self._histories[str(self.corpus.absolute())] = self.history
        self.corpus = corpus
        here = str(corpus.absolute())
        self.recent = [here, *(path for path in self.recent if path != here)][:RECENT]
        self.history = self._histories.get(here, History())
        self.queries = Queries(self, partial(self._connect, corpus, self.paths))
        self.queries.keep_setting("recent", self.recent)

    def turn_theme(self) -> None:
        """Dark or light, from now on."""
        self.theme = LIGHT if self.theme == DARK else DARK
        self.queries.keep_setting("theme", self.theme)

    def turn_language(self) -> None:
        """Vietnamese or English, from now on."""
        set_language("en" if current_language() == "vi" else "vi")
        self.queries.keep_setting("language", current_language())

    # ending

    def on_mount(self) -> None:
        """A signal ends the program as a key would."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            if threading.current_thread() is threading.main_thread():
                loop.add_signal_handler(number, self._leave_on_signal, number)

    def _leave_on_signal(self, number: signal.Signals) -> None:
        self.exit(return_code=128 + number)
        hard_stop(128 + number)

    def _fatal_error(self) -> None:
        """A bug: the terminal back, one line for people, the whole story in a log of their own."""
        from rich.text import Text

        self._exit_renderables.append(Text(told_of(sys.exc_info()[1], self.paths.log)))
        self._close_messages_no_wait()
