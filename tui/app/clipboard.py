"""The ways copied text takes to a clipboard: a tool of the system, tmux, the terminal (OSC 52), a file.

Nothing here touches the screen: `send` runs in a thread and says which way the text went. What is to go
through the terminal it leaves to whoever draws, for only one may write there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from tui.config import ClipboardRoute
from tui.export.files import write_new
from tui.i18n import ngettext
from tui.model.record import record
from tui.present.kinds import number

MOST_FOR_TERMINAL = 74_994
"""Bytes that a terminal takes at once: 100,000 characters of base64 with the sequence around them.

Source: the limit of hterm and of common tmux and vim plug-ins for OSC 52; others take more, some less.
"""
PATIENCE = 3.0
"""Seconds a tool has: it answers in milliseconds, or waits for a display that does not answer."""

Find = Callable[[str], str | None]
"""Where a program lies, as `shutil.which` answers."""


@record
class Tool:
    """A program that puts its input onto a clipboard."""

    name: str
    command: tuple[str, ...]


@record
class Sent:
    """Which way a text went."""

    route: Literal["native", "osc52", "file"]
    told: str
    """The tool by name, or where the file lies."""


def over_ssh(environ: Mapping[str, str]) -> bool:
    """True where the display of this machine is not the one the reader sits at."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY") or environ.get("SSH_CLIENT"))


def tools(
    environ: Mapping[str, str],
    find: Find = shutil.which,
    platform: str = sys.platform,
    *,
    anyway: bool = False,
) -> Iterator[Tool]:
    """The tools that reach the reader's clipboard from here, the nearest first; `anyway` over ssh too.

    tmux hands its own buffer on to the terminal (`-w`), also over ssh and also where it keeps programs
    inside from doing so themselves.
    """
    wanted: list[tuple[str, ...]] = []
    if anyway or not over_ssh(environ):
        if platform == "darwin":
            wanted.append(("pbcopy",))
        if environ.get("WAYLAND_DISPLAY"):
            wanted.append(("wl-copy", "--type", "text/plain;charset=utf-8"))
        if environ.get("DISPLAY"):
            wanted.append(("xclip", "-selection", "clipboard", "-in"))
            wanted.append(("xsel", "--clipboard", "--input"))
        if environ.get("WSL_DISTRO_NAME"):
            wanted.append(("clip.exe",))
    if environ.get("TMUX"):
        wanted.append(("tmux", "load-buffer", "-w", "-"))
    for name, *rest in wanted:
        path = find(name)
        if path is not None:
            yield Tool(name, (path, *rest))


def send(text: str, *, route: ClipboardRoute, environ: Mapping[str, str], folder: Path) -> Sent:
    """Bring `text` to a clipboard, or into a file of `folder`; it may take seconds.

    An answer by `osc52` means that the terminal has still to be given the text.

    Raises:
        ExportError: it had to be a file, and that cannot be written.
    """
    if route in ("auto", "native"):
        for tool in tools(environ, anyway=route == "native"):
            if _runs(tool, text):
                return Sent("native", tool.name)
    data = text.encode("utf-8", "replace")
    if route in ("auto", "osc52") and len(data) <= MOST_FOR_TERMINAL:
        return Sent("osc52", "")
    return Sent("file", str(write_new(folder, "copied", ".txt", (text,))))


def _runs(tool: Tool, text: str) -> bool:
    """True when the tool took the text; what it says is nobody's business, and it may live on to serve it."""
    encoding = "utf-16" if tool.name == "clip.exe" else "utf-8"
    try:
        done = subprocess.run(
            tool.command,
            input=text.encode(encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def told_of(sent: Sent, words: int) -> str:
    """What the reader is told: how much was copied, and which way it went.

    >>> told_of(Sent("native", "xclip"), 34), told_of(Sent("osc52", ""), 1)
    ('34 words copied by xclip', '1 word copied through the terminal (OSC 52)')
    """
    told = {"count": number(words), "way": sent.told}
    if sent.route == "native":
        return ngettext("%(count)s word copied by %(way)s", "%(count)s words copied by %(way)s", words) % told
    if sent.route == "file":
        text = ngettext("%(count)s word written to %(way)s", "%(count)s words written to %(way)s", words)
        return text % told
    text = ngettext(
        "%(count)s word copied through the terminal (OSC 52)",
        "%(count)s words copied through the terminal (OSC 52)",
        words,
    )
    return text % told
