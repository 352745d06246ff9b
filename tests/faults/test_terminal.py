"""The reader as a process on a real terminal: what it writes there, and how it leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from tests.faults.hostile import GIANT_LINE, HOSTILE, file_name, storable
from tests.faults.pseudo_terminal import (
    CTRL_P,
    CTRL_Q,
    DOWN,
    ENTER,
    ESCAPE,
    F1,
    ROOT,
    TAB,
    Reader,
    modes_changed,
    shape,
    tokens,
)

TITLES = ("Cây cầu mới ở Vĩnh Hà", "Trạm Vĩnh Hà trước mùa lũ", "Chợ nổi Vĩnh Hà họp lại")


def article(title: str, *, name: str = "Lê Thu Hạ", words: str = "") -> str:
    """An article in the manner of the press; no name in it is a real person's."""
    return (
        f"{title}\nThứ tư, 29/05/2024 - 08:15\n"
        f"Sáng 29/5, tại tỉnh Cần Thơ, Thiếu tướng {name}, Giám đốc Công an tỉnh Cần Thơ dự lễ. {words}\n"
        f"Thiếu tướng {name} nhấn mạnh: “Cây cầu này nối hai bờ, mọi việc phải xong trước lũ”. {words}\n"
        f"Có 250 đại biểu dự. {words}\n"
    )


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    """Arguments that keep library and own files apart from everyone else's."""
    return ["--lang", "en", "--library", str(tmp_path / "library"), "--data", str(tmp_path / "data")]


@pytest.fixture
def quiet_corpus(tmp_path: Path) -> Path:
    """Three harmless articles."""
    folder = tmp_path / "quiet"
    folder.mkdir()
    for number, title in enumerate(TITLES):
        (folder / f"{number}.txt").write_text(article(title), encoding="utf-8")
    return folder


@pytest.fixture
def hostile_corpus(tmp_path: Path) -> Path:
    """Articles, names of files and refused files made of every kind of hostile text."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    for kind, text in HOSTILE.items():
        safe = storable(text).replace("\0", "")
        body = article(f"[Video] {safe} {kind}", name=f"Lê {safe} Hạ", words=safe)
        (folder / f"{kind}.txt").write_text(body, encoding="utf-8")
        (folder / (file_name(text) + ".txt")).write_text(article(f"{kind} trong tên tệp"), encoding="utf-8")
        (folder / (file_name(text) + ".bin.txt")).write_bytes(b"\x00\x01\x02\xff" * 40)
    (folder / "giant.txt").write_text(article("Một dòng khổng lồ", words=GIANT_LINE), encoding="utf-8")
    return folder


def ready(text: str) -> bool:
    """True once the list stands and nothing is being indexed."""
    return "[1]" in text and "Index ✓" in text and "0/0" not in text


def tour(reader: Reader, corpus: Path, hostile: str) -> None:
    """Every screen there is, with hostile text typed and pasted into every line."""
    reader.wait_for(ready)
    for _ in range(12):
        reader.press("j")
        reader.pump()
    reader.press(ENTER)
    reader.wait_for("┏━ [2]")
    reader.press("J", "3")
    reader.wait_for("┏━ [3]")
    reader.press("j", "j", "I", "2")
    reader.wait_for("┏━ [2]")
    reader.press("v")
    reader.wait_for("1 The page as it came")
    reader.press("1")
    reader.wait_for("v Clean text")
    reader.press("v", "/")
    reader.wait_for("Enter open")
    reader.press("Hạ")
    reader.wait_for(lambda text: " ms" in text)
    for _ in range(8):
        reader.press(DOWN)
        reader.pump()
    reader.paste(hostile)
    reader.wait_for(lambda text: " ms" in text or "No article" in text)
    reader.press(TAB, TAB, "\x15", "@", "le")
    reader.wait_for(lambda text: "PEOPLE" in text or "No name" in text)
    reader.press(ENTER)
    reader.wait_for(lambda text: "◀" in text)
    reader.press("j", "j", TAB, "j", "G", "q")
    reader.wait_for("[1]")
    reader.press(CTRL_P)
    reader.wait_for("Enter run")
    reader.paste(hostile)
    reader.press("\x15", "could not be read")
    reader.wait_for("Files that could not")
    reader.press(ENTER)
    reader.wait_for(lambda text: "not text" in text or "was read" in text)
    for _ in range(6):
        reader.press("\x1b[6~")
        reader.pump()
    reader.press(ESCAPE)
    reader.wait_for(lambda text: "Files that could not" not in text)
    reader.press(F1)
    reader.wait_for("Enter run")
    reader.paste(hostile)
    reader.pump(0.1)
    reader.press(ESCAPE)
    reader.wait_for(lambda text: "Enter run" not in text)
    reader.press("f")
    reader.wait_for("Enter keeps")
    reader.paste(hostile)
    reader.pump(0.3)
    reader.press(ESCAPE)
    reader.wait_for(lambda text: "Enter keeps" not in text)
    for key, caption in enumerate(("Timeline", "Repeated passages", "Network", "Figures", "Corrections"), 2):
        reader.press("v")
        reader.wait_for("1 The page as it came")
        reader.press(str(key))
        reader.wait_for(f"◀ {caption}")
        for _ in range(4):
            reader.press(DOWN)
            reader.pump()
        reader.press(ESCAPE)
        reader.wait_for("[1]")
    reader.press("O")
    reader.wait_for("Folder or file:")
    reader.paste(hostile)
    reader.pump(0.3)
    reader.press("\x15", str(corpus), "/")
    reader.wait_for("Open this folder")
    for _ in range(10):
        reader.press("\x1b[6~")
        reader.pump()
    reader.press(ESCAPE)
    reader.wait_for(lambda text: "Folder or file:" not in text)


def leave(reader: Reader) -> None:
    """Quit by key."""
    reader.press(CTRL_Q)
    assert reader.wait_end() == 0


def test_no_byte_of_a_hostile_corpus_acts_on_the_terminal(
    hostile_corpus: Path, quiet_corpus: Path, places: list[str]
) -> None:
    """The vocabulary of a harmless session is all the terminal ever hears, whatever the files hold."""
    with Reader(quiet_corpus, *places, columns=120, rows=36) as harmless:
        tour(harmless, quiet_corpus, "cầu")
        leave(harmless)
    with Reader(hostile_corpus, *places, columns=120, rows=36) as reader:
        tour(reader, hostile_corpus, "".join(HOSTILE.values()))
        leave(reader)
        assert reader.terminal_as_before()
    own, all_heard = tokens(bytes(harmless.raw)), tokens(bytes(reader.raw))
    assert {shape(token) for token in all_heard} <= {shape(token) for token in own}
    strings = {"OSC", "DCS", "APC", "PM", "SOS"}
    assert {t for t in all_heard if shape(t) in strings} <= {t for t in own if shape(t) in strings}
    text = b"".join(t for t in all_heard if not shape(t)).decode("utf-8")
    acting = {
        f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    }
    assert acting == set()
    assert "[Video]" in text


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_gives_the_terminal_back_within_two_seconds(
    quiet_corpus: Path, places: list[str], number: signal.Signals, status: int
) -> None:
    with Reader(quiet_corpus, *places) as reader:
        reader.wait_for(ready)
        started = time.monotonic()
        reader.signal(number)
        assert reader.wait_end() == status
        assert time.monotonic() - started < 2.5
        assert modes_changed(bytes(reader.raw)) == set()
        assert reader.terminal_as_before()


def test_the_first_second_is_no_exception(quiet_corpus: Path, places: list[str]) -> None:
    """TERM while the toolkit is drawing its first screen."""
    with Reader(quiet_corpus, *places) as reader:
        reader.wait_for(lambda _: b"\x1b[?1049h" in reader.raw)
        reader.signal(signal.SIGTERM)
        assert reader.wait_end() == 143
        assert modes_changed(bytes(reader.raw)) == set()
        assert reader.terminal_as_before()


_CRASHING = """
import sys
from tui.app.widgets.article_list import ArticleList
def broken(self, *args, **kwargs):
    raise ValueError("hỏng \\x1b]52;c;SEVMTE8=\\x07 " + "x" * 200_000)
ArticleList.draw_row = broken
from tui.__main__ import main
main()
"""


def test_a_crash_gives_the_terminal_back_with_one_short_harmless_line(
    quiet_corpus: Path, places: list[str]
) -> None:
    with Reader(quiet_corpus, *places, command=(sys.executable, "-c", _CRASHING)) as reader:
        assert reader.wait_end(timeout=60) == 1
        assert modes_changed(bytes(reader.raw)) == set()
        assert reader.terminal_as_before()
        after = bytes(reader.raw).rsplit(b"\x1b[?1049l", 1)[1].decode("utf-8")
        assert "ValueError" in after
        assert "\x1b]" not in after
        assert "Traceback" not in after
        assert len(after) < 1500
    log = Path("".join(after.split("whole story: ", 1)[1].splitlines()))
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_without_a_terminal_it_ends_at_once_with_one_line(quiet_corpus: Path, places: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", str(quiet_corpus), *places],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().strip().splitlines()
    assert 1 <= len(lines) <= 3
    assert "terminal" in lines[0]
    assert not Path(places[3]).exists()


def test_a_storm_of_sizes_from_one_cell_to_a_wall_ends_with_a_whole_screen(
    quiet_corpus: Path, places: list[str]
) -> None:
    sizes = [
        (1, 1),
        (2, 1),
        (1, 50),
        (200, 1),
        (4, 4),
        (19, 5),
        (20, 5),
        (54, 12),
        (80, 24),
        (120, 36),
        (200, 50),
    ]

    def whole(text: str) -> bool:
        # the screen shows through around an overlay: it is whole again only when that is closed
        return TITLES[0][:20] in text and "[1]" in text and "Esc close" not in text

    with Reader(quiet_corpus, *places) as reader:
        reader.wait_for(ready)
        for step, opened in enumerate(("", "/", "?", ":", "@"), start=1):
            reader.press(opened)
            for columns, rows in sizes * 2:
                reader.resize(columns, rows)
                reader.pump(0.03)
            reader.press(ESCAPE)
            # a size of its own: a storm that ends where it began need not be drawn again
            reader.resize(100 + step, 30)
            # signals faster than Python handles them are one signal, and the last size may be the one not
            # read: whoever still shows another is told again, as by the next move of a real window
            if not reader.shows_within(3.0, whole):
                reader.signal(signal.SIGWINCH)
            reader.wait_for(whole)
        leave(reader)
        assert modes_changed(bytes(reader.raw)) == set()
