"""Opening another corpus: a path is completed while it is typed, and errors are said in place."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.conftest import OpenApp, QuietApp, build_library, check_golden
from tests.app.stage import Stage, keys_of, screen_text, wait_for
from tui.app.folders import read_folder
from tui.app.messages import LibrariesRead, OpenCorpus
from tui.app.screens.open_corpus import OpenCorpusScreen, PathFinder
from tui.config import Paths
from tui.i18n import set_language
from tui.model.result import KnownCorpus
from tui.text.folding import fold


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two corpora and a file."""
    for name in ("bao-song", "bao-nui", "tài liệu", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "bao-song" / "1.txt").write_text("một", encoding="utf-8")
    (tmp_path / "bao-song" / "2017").mkdir()
    (tmp_path / "ghi-chu.txt").write_text("hai", encoding="utf-8")
    return tmp_path


def screen_at(home: Path, recent: tuple[Path, ...] = ()) -> OpenCorpusScreen:
    """The dialog, as if the program had been started in `home`."""
    return OpenCorpusScreen(recent=recent, sample=Path("/sample"), here=home, home=home)


def listed(app: Stage, text: str) -> bool:
    """True once the listing for what stands in the line is on the screen."""
    finder = app.screen.query_one(PathFinder)
    return finder.input.text == text and finder._listing is not None and finder._listing.typed == text


def test_a_path_is_completed_by_folders_first_without_tones_and_without_hidden_ones(home: Path) -> None:
    names = [entry.name for entry in read_folder("", home=home, here=home).entries]
    assert names == ["bao-nui", "bao-song", "tài liệu", "ghi-chu.txt"]
    assert [e.name for e in read_folder("tai l", home=home, here=home).entries] == ["tài liệu"]
    assert [e.name for e in read_folder("~/.h", home=home, here=home).entries] == [".hidden"]


def test_a_path_that_is_there_is_exact_and_one_that_is_not_is_missing(home: Path) -> None:
    assert read_folder("~/bao-song", home=home, here=home).exact == home / "bao-song"
    assert read_folder("bao-song/1.txt", home=home, here=home).exact == home / "bao-song" / "1.txt"
    assert read_folder("nowhere/at/all", home=home, here=home).problem == "missing"
    assert read_folder("a\0b", home=home, here=home).problem == "missing"


def test_a_name_stored_decomposed_is_found_by_its_composed_spelling(tmp_path: Path) -> None:
    stored = unicodedata.normalize("NFD", "Tiếng Việt")
    (tmp_path / stored).mkdir()
    found = read_folder("Tiếng Việt/", home=tmp_path, here=tmp_path)
    assert found.exact is not None
    assert found.exact.name == stored


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    assert read_folder("closed/", home=tmp_path, here=tmp_path).problem == "forbidden"


async def test_enter_goes_into_a_folder_and_enter_again_opens_it(home: Path) -> None:
    app = Stage(screen_at(home))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("song"))
        await wait_for(pilot, lambda: listed(app, "song"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: listed(app, "~/bao-song/"))
        assert "2017/" in screen_text(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [OpenCorpus(str(home / "bao-song"))]


async def test_tab_goes_into_the_first_folder_that_fits(home: Path) -> None:
    app = Stage(screen_at(home))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"nui")
        await wait_for(pilot, lambda: listed(app, "nui"))
        await pilot.press("tab")
        await wait_for(pilot, lambda: listed(app, "~/bao-nui/"))


async def test_a_folder_whose_name_cannot_be_typed_is_entered_and_opened(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"bao\xff\x1b[31m")
    odd.mkdir()
    (odd / "inside").mkdir()
    app = Stage(screen_at(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"bao")
        await wait_for(pilot, lambda: listed(app, "bao"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "inside/" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [OpenCorpus(str(odd))]


async def test_a_path_that_is_not_there_says_so_and_enter_opens_nothing(home: Path) -> None:
    app = Stage(screen_at(home))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("/nowhere/x"))
        await wait_for(pilot, lambda: "There is no such folder or file." in screen_text(app))
        await pilot.press("enter")
        await pilot.pause()
        assert not app.opened


async def test_recent_corpora_and_the_sample_are_offered_first(home: Path) -> None:
    app = Stage(screen_at(home, recent=(home / "bao-nui",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: listed(app, "") and "RECENT" in screen_text(app))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [OpenCorpus("/sample")]


KNOWN = (
    KnownCorpus("/kho/bao-nui", 12_345, 1_000.0),
    KnownCorpus("/đĩa/dump.jsonl", 1, 1_000.0 - 5 * 86_400),
    KnownCorpus("/x", 5, 900.0),
)


async def test_the_dialog_looks_as_it_should(home: Path) -> None:
    set_language("vi")
    app = Stage(
        OpenCorpusScreen(
            recent=(Path("/kho/bao-nui"),), sample=Path("/x"), here=home, home=home, clock=lambda: 1_180.0
        )
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "bao-song/" in screen_text(app))
        app.screen.query_one(PathFinder).post_message(LibrariesRead(KNOWN))
        await wait_for(pilot, lambda: "12.345" in screen_text(app))
        await wait_for(pilot, lambda: "bao-song/" in screen_text(app))
        text = screen_text(app)
        lines = [line for line in text.splitlines(keepends=True) if str(home)[:20] not in line]
        check_golden("open_corpus_80x24", "".join(lines))


async def test_a_corpus_with_a_library_is_found_by_its_name_wherever_it_lies(home: Path) -> None:
    app = Stage(screen_at(home))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: listed(app, ""))
        app.screen.query_one(PathFinder).post_message(LibrariesRead(KNOWN))
        await wait_for(pilot, lambda: "LIBRARIES" in screen_text(app))
        await pilot.press(*"dump")
        await wait_for(pilot, lambda: listed(app, "dump"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [OpenCorpus("/đĩa/dump.jsonl")]


def test_only_files_that_can_be_read_are_offered(home: Path) -> None:
    for name in ("anh.png", "may.exe", "bao.txt~"):
        (home / name).write_text("x", encoding="utf-8")
    names = [entry.name for entry in read_folder("", home=home, here=home).entries]
    assert names == ["bao-nui", "bao-song", "tài liệu", "ghi-chu.txt"]
    assert read_folder("may.exe", home=home, here=home).exact == home / "may.exe"


def list_is_by_title(app: QuietApp) -> bool:
    """True once the list stands in this order, its cursor on the open article."""
    rows = [app.main.articles.row(index) for index in range(app.main.articles.count)]
    titles = [fold(row.title) for row in rows if row is not None]
    row = app.main.articles.row(app.main.articles.cursor)
    stored = app.main.stored
    at = row is not None and stored is not None and row.id == stored.head.id
    return at and app.main.order == "title" and len(titles) == 5 and titles == sorted(titles)


async def test_a_corpus_is_found_as_it_was_left(open_app: OpenApp, home: Path, places: Paths) -> None:
    """Its order, its article and its pane; and the library of the other one is listed."""
    build_library(home / "bao-song", places)
    async with open_app(120, 36) as (app, pilot):
        main = app.main
        seeds = app.corpus
        first = main.stored
        await pilot.press("down")
        await wait_for(pilot, lambda: main.stored is not None and main.stored is not first)
        main.order = "title"
        main.load_list()
        await wait_for(pilot, lambda: list_is_by_title(app))
        await pilot.press("enter")
        assert main.pane == "reader"
        left = main.stored
        assert left is not None
        await pilot.press("O")
        await wait_for(pilot, lambda: "bao-song  1 article" in screen_text(app))
        app.post_message(OpenCorpus(str(home / "bao-song")))
        await wait_for(pilot, lambda: main.stored is not None and main.stored.head.file == "1.txt")
        assert str(main.order) == "newest"
        app.post_message(OpenCorpus(str(seeds)))
        await wait_for(pilot, lambda: main.stored is not None and main.stored.head.digest == left.head.digest)
        await wait_for(pilot, lambda: list_is_by_title(app))
        assert (main.order, main.pane) == ("title", "reader")


async def test_another_corpus_replaces_the_open_one(open_app: OpenApp, home: Path) -> None:
    async with open_app(80, 24) as (app, pilot):
        await pilot.press("O", *keys_of(str(home / "bao-song")))
        await wait_for(pilot, lambda: "Open this folder" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.corpus == home / "bao-song")
        await wait_for(pilot, lambda: app.screen is app.main and "bao-song" in screen_text(app))
