"""The registry: every key once, every command alive, every text translated."""

from __future__ import annotations

import re

import pytest

from tui.app.app import ReaderApp
from tui.app.commands import (
    COMMANDS,
    GROUP_TITLES,
    RESERVED,
    Command,
    Context,
    Situation,
    commands_of,
    key_line,
)
from tui.app.screens.main import MainScreen
from tui.app.widgets.fact_sidebar import FactSidebar
from tui.app.widgets.line_list import LineList
from tui.app.widgets.reading_view import ReadingView
from tui.app.widgets.related_strip import RelatedList, RelatedStrip

HOMES: dict[Context, tuple[type, ...]] = {
    "app": (ReaderApp,),
    "main": (MainScreen,),
    "list": (LineList,),
    "articles": (MainScreen,),
    "reader": (ReadingView,),
    "select": (ReadingView,),
    "facts": (FactSidebar,),
    "related": (RelatedStrip, RelatedList),
}
READING = Situation(articles=5, article_open=True, walk=True)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_an_action_where_its_keys_work(command: Command) -> None:
    """A key that does nothing is worse than none."""
    for context in command.contexts:
        for home in HOMES.get(context, ()):
            assert hasattr(home, f"action_{command.action}"), f"{home.__name__} cannot do {command.id}"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_can_be_explained(command: Command) -> None:
    """Title, help and group are there, and ids read like ids."""
    assert command.title
    assert command.help
    assert command.group in GROUP_TITLES
    assert re.fullmatch(r"[a-z]+(\.[a-z_]+)?", command.id)


def test_no_key_means_two_things_in_one_place() -> None:
    """Within one context a key has one meaning."""
    for context in HOMES:
        keys = [key for command in commands_of(context) for key in command.keys]
        assert len(keys) == len(set(keys)), context


def test_keys_that_an_input_method_or_a_terminal_takes_are_never_bound() -> None:
    """They would arrive as something else."""
    for command in COMMANDS:
        for key in command.keys:
            assert key not in RESERVED, command.id
            assert not re.fullmatch(r"alt\+[a-z]", key), command.id


def test_the_key_line_is_short_and_begins_with_the_pane() -> None:
    """At most nine, the pane's own first, commands and help last."""
    shown = key_line(("facts", "list", "main", "app"), READING)
    assert len(shown) <= 9
    assert shown[0].id == "facts.open"
    assert [c.id for c in shown[-2:]] == ["app.palette", "app.help"]


def test_the_key_line_never_shows_one_key_twice() -> None:
    """`/` filters in the facts and searches elsewhere: only what it does here is shown."""
    shown = key_line(("facts", "list", "main", "app"), READING)
    keys = [c.keys[0] for c in shown]
    assert len(keys) == len(set(keys))
    assert "facts.filter" in {c.id for c in shown}


def test_commands_that_would_do_nothing_are_not_shown() -> None:
    """Without an article nothing can be related to it."""
    ids = {c.id for c in key_line(("articles", "list", "main", "app"), Situation())}
    assert not ids & {"related.next", "search.text", "pane.facts_toggle"}
