"""The lines above and below the panes: where I am, what just happened, which keys work."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.timer import Timer

from tui.app.commands import Command, key_label
from tui.app.paint import LineWidget
from tui.i18n import gettext as _
from tui.model.record import record
from tui.present.lines import Line, Run, beside, cut_line, line_width, run


class CrumbsBar(LineWidget):
    """Where I am: program, corpus, filter; at the right how the library and the history stand."""

    def show(self, left: Line, right: Line) -> None:
        """Draw both ends; the left one is cut where they meet."""
        self._ends = (left, right)
        self._draw_ends()

    _ends: tuple[Line, Line] = ((), ())

    def _draw_ends(self) -> None:
        self.show_lines(beside(*self._ends, self.size.width))

    def on_resize(self) -> None:
        """Meet in another place."""
        self._draw_ends()


class StatusBar(LineWidget):
    """What just happened, in one line, until something else does or it is no news any more."""

    SECONDS = 4.0
    """How long news and hints stay; what is wrong stays until something else is said."""

    def say(self, text: str, role: str = "ok") -> None:
        """Show `text` (untrusted) after the sign of its role.

        `dim` is what stands here while there is no news; `ok` and `hint` give way to it again.
        """
        signs = {"ok": ("✓", "ok"), "hint": ("ⓘ", "dim"), "dim": ("ⓘ", "dim"),
                 "warning": ("⚠", "warning"), "error": ("✗", "error")}  # fmt: skip
        sign, style = signs.get(role, (" ", role))
        self._said = (Run(f" {sign} ", style), run(text[:600]))
        if role == "dim":
            self._standing = self._said
        self.show_lines((*self._note, *self._said))
        if self._going is not None:
            self._going.stop()
            self._going = None
        if role in ("ok", "hint"):
            self._going = self.set_timer(self.SECONDS, self._let_go)

    _going: Timer | None = None

    def _let_go(self) -> None:
        self._said, self._going = self._standing, None
        self.show_lines((*self._note, *self._said))

    def withdraw(self, text: str) -> bool:
        """Let `text` no longer stand here; True where it shows now, so that something else has to."""
        if not text or not self._standing or self._standing[-1] != run(text[:600]):
            return False
        shows = self._said is self._standing
        self._standing = ()
        return shows

    _standing: Line = ()
    _said: Line = ()
    _note: Line = ()

    def note(self, text: str) -> None:
        """Keep `text` in front of whatever is said, until an empty note."""
        note = (Run(" ⓘ ", "warning"), run(text), Run("  ")) if text else ()
        if note != self._note:
            self._note = note
            self.show_lines((*note, *self._said))


class KeyBar(LineWidget):
    """The keys worth knowing where the focus is."""

    def show(self, commands: tuple[Command, ...], joined: tuple[tuple[str, str], ...] = ()) -> None:
        """Draw `commands`; those of `joined` (key label, words) come first."""
        self._shown = (commands, joined)
        self._draw_keys()

    _shown: tuple[tuple[Command, ...], tuple[tuple[str, str], ...]] = ((), ())

    def on_resize(self) -> None:
        """As many keys as there is room for."""
        self._draw_keys()

    @record(frozen=False)
    class Pressed(Message):
        """A command was clicked."""

        command: Command

    def _draw_keys(self) -> None:
        commands, joined = self._shown
        told: list[tuple[Command | None, str, str]] = [(None, key, words) for key, words in joined]
        told += [(c, key_label(c.keys[0]), _(c.short)) for c in commands if c.keys]
        made = [(c, (Run(f" {key} ", "key"), run(words + " "))) for c, key, words in told]
        last = made[-2:]
        room = self.size.width - sum(line_width(item) for _command, item in last)
        kept = []
        for command, item in made[:-2]:
            if line_width(item) > room:
                break
            kept.append((command, item))
            room -= line_width(item)
        kept += last
        self._places = []
        at = 0
        for command, item in kept:
            self._places.append((at, at + line_width(item), command))
            at += line_width(item)
        self.show_lines(cut_line(tuple(part for _command, item in kept for part in item), self.size.width))

    _places: list[tuple[int, int, Command | None]] = []

    def on_click(self, event: events.Click) -> None:
        """Do what is clicked, as its key would."""
        for start, stop, command in self._places:
            if start <= event.x < stop and command is not None:
                event.stop()
                self.post_message(self.Pressed(command))
