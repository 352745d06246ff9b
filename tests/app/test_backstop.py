"""The last gate before the terminal is shut."""

from __future__ import annotations

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from tests.app.conftest import OpenApp
from tui.app import backstop

HOSTILE = "tin\x1b]52;c;SEVMTE8=\x07\x9b2J\x00\x7f\u202e kết"


def test_no_control_character_passes_a_strip() -> None:
    """Whatever drew it: ESC, C1, NUL, DEL and bidi controls become signs that do nothing."""
    backstop.install()
    rendered = Strip([Segment(HOSTILE)]).render(Console(color_system=None))
    assert all(character.isprintable() for character in rendered)
    assert "kết" in rendered


def test_what_is_harmless_is_left_as_it_is() -> None:
    """The gate changes nothing of ours."""
    backstop.install()
    text = "Hội nghị ở Huế ┏━▶● ❝"
    assert Strip([Segment(text)]).render(Console(color_system=None)) == text


async def test_the_gate_is_shut_while_the_app_runs(open_app: OpenApp) -> None:
    """It is put in place at start-up."""
    async with open_app() as (_app, _pilot):
        assert backstop.installed()
