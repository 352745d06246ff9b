"""A bare app to try one overlay or page on, without a library behind it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from textual import on
from textual._context import visible_screen_stack
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from tests.present.samples import entity_page, names_result, text_result
from tui.app.messages import (
    ArticleRead,
    Completed,
    EntityRead,
    ListNamed,
    NamesFound,
    OpenArticle,
    OpenCorpus,
    OpenEntity,
    SearchesRead,
    SearchSaved,
    TextFound,
)
from tui.app.theme import DARK, themes, variable_defaults
from tui.model.own import AskedIn, AskedKind, AskedQuery, ListedSearch, SavedSearch
from tui.model.query import Completion
from tui.model.result import EntityPage, NamesResult, TextResult, TextSearch
from tui.present.search import Scope
from tui.resources import resource


class Stage(App[None]):
    """Shows one screen; what it is dismissed with is kept in `answers`."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *screens: Screen[Any]) -> None:
        super().__init__(css_path=sorted(resource("styles").glob("*.tcss")))
        self._first = screens
        self.answers: list[object] = []
        """What the screens were dismissed with."""
        self.opened: list[object] = []
        """What they asked the app to open, as messages."""
        for theme in themes():
            self.register_theme(theme)
        self.theme = DARK

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    async def on_mount(self) -> None:
        """Show the screen it was made for."""
        for screen in self._first:
            await self.push_screen(screen, self.answers.append)

    @on(ListNamed)
    @on(OpenArticle)
    @on(OpenEntity)
    @on(OpenCorpus)
    def _keep(self, message: Message) -> None:
        self.opened.append(message)


def screen_text(app: App[Any]) -> str:
    """What stands on the screen, line by line, without trailing spaces.

    A box over another screen draws that one too, as the toolkit does, or it would keep blank lines instead.
    """
    width, height = app.size
    beneath = visible_screen_stack.set(list(app._background_screens))
    lines = app.screen._compositor.render_strips(app.size)
    visible_screen_stack.reset(beneath)
    return "\n".join(strip.text.rstrip() for strip in lines[:height] if width) + "\n"


PATIENCE = 60.0
"""Seconds after which a condition counts as never true: far more than any machine needs."""


async def wait_for(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the app work until `condition` holds; fails when it does not for `PATIENCE` seconds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"never came true: {condition}")
        await pilot.pause()


@dataclass
class Answers:
    """A library that answers at once, or when told to; it remembers what it was asked."""

    text: Callable[[str], TextResult] = lambda query: text_result(query=query)
    names: Callable[[str], NamesResult] = names_result
    page: EntityPage | None = field(default_factory=entity_page)
    brief: EntityPage | None = None
    """What the newest articles say, where that is not `page` already."""
    held: bool = False
    """Keep answers back until `release`."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    waiting: list[Callable[[], object]] = field(default_factory=list)

    def _answer(self, give: Callable[[], object]) -> None:
        self.waiting.append(give)
        if not self.held:
            self.release()

    def release(self) -> None:
        """Give every answer kept back, oldest first."""
        while self.waiting:
            self.waiting.pop(0)()

    def find_text(
        self,
        asker: MessagePump,
        search: TextSearch,
        *,
        scope: Scope = "corpus",
        in_sight: int = 30,  # noqa: ARG002
    ) -> None:
        """Answer with `text`."""
        self.asked.append((f"text {scope}", search.query))
        self.searches_put.append(search)
        self._answer(lambda: asker.post_message(TextFound(search, self.text(search.query), scope)))

    searches_put: list[TextSearch] = field(default_factory=list)
    completions: Callable[[str, int], Completion] = lambda _text, caret: Completion(caret, caret)

    def complete(self, asker: MessagePump, text: str, caret: int) -> None:
        """Answer with `completions`."""
        self.asked.append(("complete", text))
        self._answer(lambda: asker.post_message(Completed(text, caret, self.completions(text, caret))))

    hurried: int = 0

    def hurry(self) -> None:
        """Answers come when the test says so."""
        self.hurried += 1

    def find_names(self, asker: MessagePump, query: str, limit: int = 100) -> None:  # noqa: ARG002
        """Answer with `names`."""
        self.asked.append(("names", query))
        self._answer(lambda: asker.post_message(NamesFound(query, self.names(query))))

    def preview(self, asker: MessagePump, article: int) -> None:
        """Answer that there is no such article."""
        self.asked.append(("preview", str(article)))
        self._answer(lambda: asker.post_message(ArticleRead(article, None)))

    saved: list[SavedSearch] = field(default_factory=list)
    past: list[AskedQuery] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def searches(self, asker: MessagePump) -> None:
        """Answer with `saved` and `past`."""
        listed = tuple(ListedSearch(search, 7, 2) for search in self.saved)
        asker.post_message(SearchesRead(listed, tuple(self.past)))

    def save_search(self, asker: MessagePump, search: SavedSearch) -> None:
        """Keep it, if it has a name."""
        if search.name.strip():
            self.saved.append(search)
        asker.post_message(SearchSaved(search.name.strip(), "" if search.name.strip() else "no name"))

    def rename_search(self, asker: MessagePump, name: str, new: str) -> None:
        """Give it the other name."""
        self.saved = [replace(one, name=new) if one.name == name else one for one in self.saved]
        asker.post_message(SearchSaved(new))

    def forget_search(self, asker: MessagePump, name: str) -> None:
        """Answer without it."""
        self.saved = [one for one in self.saved if one.name != name]
        self.searches(asker)

    def see_search(self, search: SavedSearch) -> None:
        """Remember its name."""
        self.seen.append(search.name)

    def note_asked(self, query: str, kind: AskedKind, scope: AskedIn) -> None:
        """Put it in front of `past`."""
        self.past.insert(0, AskedQuery(query, kind, scope, ""))

    def entity(self, asker: MessagePump, key: str, *, whole: bool = True) -> None:
        """Answer with `page`, or at first with `brief` where there is one."""
        self.asked.append(("entity", key))
        page = self.page if whole or self.brief is None else self.brief
        self._answer(lambda: asker.post_message(EntityRead(key, page)))


def keys_of(text: str) -> list[str]:
    """The keys that type `text`."""
    return ["space" if character == " " else character for character in text]
