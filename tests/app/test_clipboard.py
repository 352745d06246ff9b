"""The ways to a clipboard, with programs of our own on the PATH: which is taken, and what it is given."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tui.app import clipboard
from tui.app.clipboard import MOST_FOR_TERMINAL, Sent, over_ssh, send, told_of, tools
from tui.config import ClipboardRoute

MakeTool = Callable[..., None]
DESK = {"DISPLAY": ":0"}
TEXT = "“Cầu đã xong” — Lê Văn Tư\n"


@pytest.fixture
def make_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeTool:
    """Puts a program on a PATH that has no other: it keeps its input and arguments, and ends as told."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, *, status: int = 0, body: str = "") -> None:
        script = folder / name
        cat = f'/bin/cat > "{tmp_path}/{name}.in"\necho "$@" > "{tmp_path}/{name}.args"\n'
        script.write_text(f"#!/bin/sh\n{body or cat}\nexit {status}\n", encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)

    return make


def sent(
    environ: Mapping[str, str], folder: Path, *, text: str = TEXT, route: ClipboardRoute = "auto"
) -> Sent:
    """Send with this environment."""
    return send(text, route=route, environ=environ, folder=folder / "exports")


@pytest.mark.parametrize(
    ("name", "environ", "arguments"),
    [
        ("xclip", DESK, "-selection clipboard -in"),
        ("xsel", DESK, "--clipboard --input"),
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, "--type text/plain;charset=utf-8"),
        ("tmux", {"TMUX": "/tmp/tmux-1/default,1,0"}, "load-buffer -w -"),
        ("tmux", {"TMUX": "x", "SSH_CONNECTION": "a 1 b 2"}, "load-buffer -w -"),
    ],
)  # fmt: skip
def test_a_tool_that_is_there_is_given_the_text(
    make_tool: MakeTool, tmp_path: Path, name: str, environ: dict[str, str], arguments: str
) -> None:
    """Letter by letter, on its input and not in its arguments."""
    make_tool(name)
    assert sent(environ, tmp_path) == Sent("native", name)
    assert (tmp_path / f"{name}.in").read_text(encoding="utf-8") == TEXT
    assert (tmp_path / f"{name}.args").read_text(encoding="utf-8").strip() == arguments


def test_windows_is_given_its_own_encoding(make_tool: MakeTool, tmp_path: Path) -> None:
    """Or its clipboard would hold other letters."""
    make_tool("clip.exe")
    assert sent({"WSL_DISTRO_NAME": "Ubuntu"}, tmp_path).told == "clip.exe"
    assert (tmp_path / "clip.exe.in").read_bytes().decode("utf-16") == TEXT


def test_a_mac_has_its_own_tool(make_tool: MakeTool) -> None:
    """Without any display in the environment."""
    make_tool("pbcopy")
    assert [tool.name for tool in tools({}, platform="darwin")] == ["pbcopy"]
    assert not list(tools({}, platform="linux"))


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"])
def test_over_ssh_the_display_is_somebody_elses(make_tool: MakeTool, tmp_path: Path, name: str) -> None:
    """A forwarded display too: the terminal is nearer."""
    make_tool("xclip")
    assert over_ssh({name: "x"})
    assert sent({**DESK, name: "x"}, tmp_path) == Sent("osc52", "")
    assert not (tmp_path / "xclip.in").exists()


def test_without_tool_or_display_the_terminal_is_asked(make_tool: MakeTool, tmp_path: Path) -> None:
    """The tool without a display would only fail."""
    make_tool("xclip")
    assert sent({}, tmp_path) == Sent("osc52", "")
    assert sent({"WAYLAND_DISPLAY": "w"}, tmp_path) == Sent("osc52", "")


def test_a_tool_that_fails_gives_way_to_the_next(make_tool: MakeTool, tmp_path: Path) -> None:
    """And the last to the terminal."""
    make_tool("xclip", status=1)
    make_tool("xsel")
    assert sent(DESK, tmp_path) == Sent("native", "xsel")
    make_tool("xsel", status=1)
    assert sent(DESK, tmp_path) == Sent("osc52", "")


def test_a_tool_that_does_not_answer_is_not_waited_for(
    make_tool: MakeTool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A display that hangs takes no reader along."""
    monkeypatch.setattr(clipboard, "PATIENCE", 0.2)
    make_tool("xclip", body="exec /bin/sleep 60")
    assert sent(DESK, tmp_path) == Sent("osc52", "")


def test_a_tool_that_cannot_be_run_gives_way(make_tool: MakeTool, tmp_path: Path) -> None:
    """What is called so need be no program."""
    make_tool("xclip")
    (tmp_path / "bin" / "xclip").write_bytes(b"\x7fELF nothing")
    assert sent(DESK, tmp_path) == Sent("osc52", "")


def test_a_tool_that_lives_on_to_serve_the_text_is_no_hindrance(make_tool: MakeTool, tmp_path: Path) -> None:
    """As xclip does: its child keeps what it inherited."""
    make_tool("xclip", body="/bin/cat > /dev/null; /bin/sleep 2 &")
    assert sent(DESK, tmp_path) == Sent("native", "xclip")


def test_what_no_terminal_takes_goes_to_a_file(tmp_path: Path) -> None:
    """From the first byte too much; letters of many bytes count so."""
    fits = "ệ" * (MOST_FOR_TERMINAL // 3)
    assert sent({}, tmp_path, text=fits).route == "osc52"
    answer = sent({}, tmp_path, text=fits + "abc")
    assert answer.route == "file"
    assert Path(answer.told).read_text(encoding="utf-8") == fits + "abc"
    assert Path(answer.told).parent == tmp_path / "exports"


def test_the_configuration_decides(make_tool: MakeTool, tmp_path: Path) -> None:
    """Only by the terminal, only by a tool, only as a file; never over a file that stands there."""
    make_tool("xclip")
    assert sent(DESK, tmp_path, route="osc52") == Sent("osc52", "")
    first, second = sent(DESK, tmp_path, route="file"), sent(DESK, tmp_path, route="file")
    assert first.told != second.told
    assert Path(first.told).read_text(encoding="utf-8") == TEXT
    assert not (tmp_path / "xclip.in").exists()
    assert sent({**DESK, "SSH_TTY": "x"}, tmp_path, route="native") == Sent("native", "xclip")
    assert sent({}, tmp_path, route="native").route == "file"


def test_half_a_pair_breaks_nothing(make_tool: MakeTool, tmp_path: Path) -> None:
    """Text that no encoding knows."""
    make_tool("xclip")
    assert sent(DESK, tmp_path, text="a\ud800b") == Sent("native", "xclip")
    assert (tmp_path / "xclip.in").read_bytes() == b"a?b"


def test_the_way_is_told() -> None:
    """In the singular, too."""
    assert told_of(Sent("native", "tmux"), 1) == "đã chép 1 chữ qua tmux"
    assert told_of(Sent("file", os.sep + "x"), 1_234) == f"đã ghi 1.234 chữ ra tệp {os.sep}x"
    assert "OSC 52" in told_of(Sent("osc52", ""), 3)
