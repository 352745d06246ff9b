"""The files that could not be read: which, why, and the way out."""

from __future__ import annotations

import csv
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.message_pump import MessagePump

from tests.app.conftest import build_library, check_golden, places_in
from tests.app.stage import Stage, keys_of, screen_text, wait_for
from tui.app.corpus_store import CorpusStore
from tui.app.messages import EncodingChosen, Exported, Failed, PeekRead, RefusedRead
from tui.app.screens.preview import Accepted, PreviewScreen
from tui.app.screens.refused import RefusedScreen
from tui.corpus import peeking
from tui.corpus.finding import holders
from tui.corpus.options import Options
from tui.corpus.peeking import Peek, peek, peek_inside
from tui.corpus.reader import REASONS, CorpusFile, stream
from tui.export.refused import write_refused
from tui.i18n import set_language
from tui.model.result import RejectedFile
from tui.text.legacy.codecs import CODECS

FILES = (
    RejectedFile("bao/2009/tin_12.txt", "unsure-encoding", "TCVN3 89 %"),
    RejectedFile("bao/x.json", "crashed", "ValueError"),
    RejectedFile("bao/y.txt", "unreadable", "Permission denied"),
)


OLD = (
    "LŨ CUốN CầU\nRạng sáng qua, con suối Nậm Kè dâng cao bất ngờ, cuốn trôi chiếc cầu treo mà dân bản "
    "vừa góp công dựng lại hồi đầu năm."
)


class Library:
    """A library that refused these files."""

    def __init__(self, *files: RejectedFile, problem: str = "") -> None:
        self.files, self.problem = files, problem
        self.chosen: list[Accepted] = []
        self.root = Path()
        self.peeked: Peek | None = None

    def peek(self, asker: MessagePump, file: str) -> None:
        """Look at a file below `root`, or answer with what there is to see."""
        if self.peeked is not None:
            asker.post_message(PeekRead(self.peeked))
            return
        try:
            asker.post_message(PeekRead(peek(self.root, self.root / file, file)))
        except OSError as error:
            asker.post_message(Failed("peek", error.strerror or ""))

    def choose_encoding(self, asker: MessagePump, accepted: Accepted) -> None:
        """Remember it for the test."""
        self.chosen.append(accepted)
        asker.post_message(EncodingChosen(accepted.file, accepted.title, accepted.folder))

    def export_refused(self, asker: MessagePump, files: tuple[RejectedFile, ...], folder: Path) -> None:
        """Write the table."""
        asker.post_message(Exported(str(write_refused(folder, files))))

    def refused(self, asker: MessagePump) -> None:
        """Answer at once."""
        asker.post_message(Failed("refused", self.problem) if self.problem else RefusedRead(self.files))


async def test_every_file_has_its_reason_and_the_way_out() -> None:
    set_language("vi")
    app = Stage(RefusedScreen(Library(*FILES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "tin_12.txt" in screen_text(app))
        check_golden("refused_80x24", screen_text(app))


@pytest.mark.parametrize("reason", REASONS)
async def test_every_reason_there_is_can_be_shown(reason: str) -> None:
    set_language("en")
    if reason == "unsure-encoding":
        return  # says its best guess instead: below
    app = Stage(RefusedScreen(Library(RejectedFile("a.txt", reason, ""))))
    async with app.run_test(size=(100, 12)) as pilot:
        await wait_for(pilot, lambda: REASONS[reason].message in screen_text(app))
        assert REASONS[reason].hint in screen_text(app)


async def test_typing_filters_by_name_and_by_reason() -> None:
    set_language("en")
    app = Stage(RefusedScreen(Library(*FILES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("permission"))
        await wait_for(pilot, lambda: "tin_12" not in screen_text(app) and "y.txt" in screen_text(app))
        await pilot.press("ctrl+u", *"zzz")
        await wait_for(pilot, lambda: "No file matches" in screen_text(app))


async def test_a_corpus_without_refused_files_says_so_and_a_failure_too() -> None:
    set_language("en")
    app = Stage(RefusedScreen(Library()), RefusedScreen(Library(problem="the library is gone")))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "the library is gone" in screen_text(app))
        await pilot.press("enter", "escape")
        await wait_for(pilot, lambda: "Every file of the corpus was read" in screen_text(app))


def _doubtful(root: Path) -> Library:
    library = Library(*FILES)
    library.root = root
    (root / "bao/2009").mkdir(parents=True)
    (root / FILES[0].file).write_bytes(CODECS["tcvn3"].encode(OLD))
    (root / FILES[1].file).write_bytes(b'{"a": \x1b[31m')
    (root / FILES[2].file).write_bytes(b"\x00\x01\x02\xff" * 40)
    return library


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 36)])
async def test_a_file_in_doubt_is_shown_as_each_encoding_reads_it(
    columns: int, rows: int, tmp_path: Path
) -> None:
    """The best first; the arrow shows the next."""
    set_language("vi")
    app = Stage(RefusedScreen(_doubtful(tmp_path)))
    async with app.run_test(size=(columns, rows)) as pilot:
        await wait_for(pilot, lambda: "tin_12.txt" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Rạng sáng qua" in screen_text(app))
        check_golden(f"preview_{columns}x{rows}", screen_text(app))
        await pilot.press("right")
        await wait_for(pilot, lambda: "Rạng sáng qua" not in screen_text(app))
        await pilot.press("left")
        await wait_for(pilot, lambda: "Rạng sáng qua" in screen_text(app))


@pytest.mark.parametrize(("key", "folder"), [("enter", False), ("exclamation_mark", True)])
async def test_enter_takes_it_for_the_file_and_an_exclamation_mark_for_the_folder(
    key: str, folder: bool, tmp_path: Path
) -> None:
    library = _doubtful(tmp_path)
    app = Stage(RefusedScreen(library))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "tin_12.txt" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Rạng sáng qua" in screen_text(app))
        await pilot.press(key)
        await wait_for(pilot, lambda: isinstance(app.screen, RefusedScreen) and library.chosen)
        assert library.chosen == [Accepted(FILES[0].file, "tcvn3", "TCVN3", folder)]
        await wait_for(pilot, lambda: "TCVN3…" in screen_text(app))


async def test_nothing_is_accepted_before_it_was_seen(tmp_path: Path) -> None:
    """The key that opens the list, pressed twice, accepts nothing: only the preview does."""
    set_language("en")
    library = _doubtful(tmp_path)
    app = Stage(RefusedScreen(library))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "tin_12.txt" in screen_text(app))
        await pilot.press("exclamation_mark")
        await wait_for(pilot, lambda: "Filter: !" in screen_text(app))
        assert not library.chosen


async def test_any_refused_file_can_be_looked_at_safely(tmp_path: Path) -> None:
    """Data that is no text byte by byte; controls in text are made harmless; a file that is gone says so."""
    set_language("en")
    library = _doubtful(tmp_path)
    app = Stage(RefusedScreen(library))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "tin_12.txt" in screen_text(app))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: '{"a": ' in screen_text(app))
        assert "\x1b" not in screen_text(app)
        await pilot.press("enter", "exclamation_mark")
        assert isinstance(app.screen, PreviewScreen)
        assert not library.chosen
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, RefusedScreen))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: "0000  00 01 02 ff" in screen_text(app))
        await pilot.press("escape")
        (tmp_path / FILES[2].file).unlink()
        await wait_for(pilot, lambda: isinstance(app.screen, RefusedScreen))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "No such file" in screen_text(app))


async def test_export_waits_for_an_empty_filter() -> None:
    """And the screen says so: what does nothing while one types is not offered."""
    set_language("en")
    library = Library(*FILES)
    app = Stage(RefusedScreen(library))
    async with app.run_test(size=(100, 24)) as pilot:
        await wait_for(pilot, lambda: "E export the list" in screen_text(app))
        await pilot.press(*keys_of("tin"))
        await wait_for(pilot, lambda: "clear the filter for E" in screen_text(app))
        assert "E export" not in screen_text(app)
        await pilot.press("ctrl+u")
        await wait_for(pilot, lambda: "E export the list" in screen_text(app))


async def test_a_refused_part_of_a_file_is_looked_at_as_its_format_reads_it(tmp_path: Path) -> None:
    """In the encoding that was guessed first; a record that is broken says what it is a part of."""
    set_language("en")
    with zipfile.ZipFile(tmp_path / "bo.zip", "w") as archive:
        archive.writestr("2009/tin.txt", CODECS["vni"].encode(OLD))
    (tmp_path / "kho.jsonl").write_text('{"text": "a"}\n{"text": \n', encoding="utf-8")
    seen = {}
    for file, guess in (("bo.zip/2009/tin.txt", "vni"), ("kho.jsonl#2", None)):
        holder = next(holders(tmp_path, file))
        seen[file] = peek_inside(holder, file, guess)
    first = seen["bo.zip/2009/tin.txt"]
    assert (first.inside, first.readings[0].encoding) == ("bo.zip", "vni")
    assert "con suối Nậm Kè" in first.readings[0].text
    assert {reading.encoding for reading in first.readings} == set(CODECS)
    assert seen["kho.jsonl#2"] == Peek("kho.jsonl#2", 24, inside="kho.jsonl")
    library = Library(RejectedFile("bo.zip/2009/tin.txt", "unsure-encoding", "VNI-Windows 80 %"))
    library.peeked = first
    app = Stage(RefusedScreen(library))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "tin.txt" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "con suối Nậm Kè" in screen_text(app))
        assert "in bo.zip" in screen_text(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: library.chosen)
        assert library.chosen[0].encoding == "vni"
    broken = Library(RejectedFile("kho.jsonl#2", "broken", ""))
    broken.peeked = seen["kho.jsonl#2"]
    app = Stage(RefusedScreen(broken))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "kho.jsonl" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "This is a part of kho.jsonl" in screen_text(app))


def test_a_part_that_took_too_long_is_not_tried_in_every_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look at it would take as long as reading it did, many times over."""
    corpus, places = tmp_path / "kho", places_in(tmp_path)
    corpus.mkdir()
    with zipfile.ZipFile(corpus / "bo.zip", "w") as archive:
        archive.writestr("a.txt", "Caf\u00e9 \u00e0 la carte".encode("cp1252"))
        archive.writestr("b.pdf", b"%PDF-1.4 " + b"x" * 100)
    build_library(corpus, places)
    store = CorpusStore(corpus, places)
    refused = {one.file: one.reason for one in store.rejected()}
    assert refused == {"bo.zip/a.txt": "unsure-encoding", "bo.zip/b.pdf": "damaged"}
    tried: list[str | None] = []

    def told(holder: CorpusFile, options: Options, wanted: str | None = None) -> Iterator[object]:
        tried.append(wanted)
        yield from stream(holder, options, wanted=wanted)

    monkeypatch.setattr(peeking, "stream", told)
    assert store.peek("bo.zip/b.pdf").inside == "bo.zip"
    assert tried == []
    assert store.peek("bo.zip/a.txt").readings
    assert set(tried) == {"bo.zip/a.txt"}


async def test_the_list_is_exported_as_a_table_no_formula_in_it(tmp_path: Path) -> None:
    """`E` writes a new file each time and names it."""
    set_language("en")
    exports = tmp_path / "exports"
    app = Stage(RefusedScreen(Library(RejectedFile("=cmd.txt", "empty", ""), *FILES), exports))
    async with app.run_test(size=(160, 24)) as pilot:
        await wait_for(pilot, lambda: "tin_12.txt" in screen_text(app))
        await pilot.press("E")
        await wait_for(pilot, lambda: "refused.csv" in screen_text(app))
        await pilot.press("E")
        await wait_for(pilot, lambda: "refused-2.csv" in screen_text(app))
    with (exports / "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:3] == ["file", "reason", "detail"]
    assert [row[0] for row in rows[1:]] == ["'=cmd.txt", *(file.file for file in FILES)]


def test_no_look_leads_out_of_the_corpus(tmp_path: Path) -> None:
    """A link is not followed, a pipe not waited for, and nothing above the folder opened."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (corpus / "link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(corpus / "pipe.txt")
    for name in ("link.txt", "pipe.txt", "../secret.txt"):
        with pytest.raises(OSError, match=r"\[Errno"):
            peek(corpus, corpus / name, name)


async def test_the_preview_shows_the_line_that_broke(tmp_path: Path) -> None:
    """Wherever it stands in what is shown, and set off from the others."""
    set_language("vi")
    lines = [f'{{"title": "Tin {n}", "text": "Xã Vĩnh Mơ mở chợ lần {n}."}}' for n in range(1, 41)]
    (tmp_path / "dump.jsonl").write_text("\n".join([*lines[:29], "{hỏng đây", *lines[29:]]), encoding="utf-8")
    library = Library(RejectedFile("dump.jsonl", "bad-record", "30"))
    library.root = tmp_path
    app = Stage(RefusedScreen(library))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "dump.jsonl" in screen_text(app))
        assert "bản ghi ở dòng 30 bị hỏng" in screen_text(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "{hỏng đây" in screen_text(app))
        rows = screen_text(app).splitlines()
        broken = next(at for at, row in enumerate(rows) if "{hỏng đây" in row)
        assert "lần 29" in rows[broken - 1]
        assert 3 < broken < 12
        await pilot.press("home")
        await wait_for(pilot, lambda: "Tin 1" in screen_text(app))


async def test_on_a_small_screen_the_hints_that_matter_are_kept() -> None:
    set_language("vi")
    app = Stage(RefusedScreen(Library(*FILES)))
    async with app.run_test(size=(54, 12)) as pilot:
        await wait_for(pilot, lambda: "tin_12.txt" in screen_text(app))
        assert "Esc đóng" in screen_text(app).splitlines()[-1]
