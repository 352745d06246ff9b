"""The app over the library of the seeds, in a folder of its own, driven by keys."""

from __future__ import annotations

import difflib
import gc
import itertools
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.pilot import Pilot

from tests.app.stage import screen_text, wait_for
from tui.app import corpus_store
from tui.app.app import ReaderApp
from tui.app.prefetch import Prefetch
from tui.app.run import connect
from tui.config import Paths
from tui.i18n import current_language, set_language
from tui.ingest.run import run
from tui.lexicon.lexicon import load_lexicon
from tui.library.places import library_path
from tui.resources import resource

GOLDEN = Path(__file__).parent / "golden"
UPDATE = os.environ.get("DOCBAO_UPDATE_GOLDEN") == "1"


def places_in(root: Path) -> Paths:
    """The reader's files below `root`."""
    return Paths(library=root / "library", data=root / "data", state=root / "state", config=root / "config")


def build_library(corpus: Path, places: Paths) -> None:
    """Index `corpus` in this process."""
    path = library_path(places.library, corpus)
    path.parent.mkdir(parents=True, exist_ok=True)
    run(corpus, path, load_lexicon(), jobs=1)


@pytest.fixture(scope="session")
def seeds_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of the seeds, built once."""
    root = tmp_path_factory.mktemp("seeds")
    build_library(resource("seeds"), places_in(root))
    return root


@pytest.fixture
def places(seeds_library: Path, tmp_path: Path) -> Paths:
    """A library of the seeds and an empty shelf for one test."""
    shutil.copytree(seeds_library, tmp_path / "home")
    return places_in(tmp_path / "home")


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """The interface speaks Vietnamese; afterwards what it spoke before."""
    before = current_language()
    set_language("vi")
    yield
    set_language(before)


_ends = itertools.count(1)


@pytest.fixture(autouse=True)
def few_files_open() -> Iterator[None]:
    """What an app holds for as long as it runs is let go: hundreds in one process would run out of files."""
    yield
    corpus_store._shelf.cache_clear()
    gc.unfreeze()
    if next(_ends) % 20 == 0:
        gc.collect()


class QuietApp(ReaderApp):
    """The app without a child process that indexes: the library is there already."""

    def start_indexing(self) -> None:
        """The corpus holds nothing new."""


class OpenApp(Protocol):
    """Opens the app at a size."""

    def __call__(
        self, columns: int = 120, rows: int = 36, *, corpus: Path | None = None
    ) -> AbstractAsyncContextManager[tuple[QuietApp, Pilot[Any]]]: ...


@pytest.fixture
def open_app(places: Paths) -> OpenApp:
    """The app over the seeds, ready: first article open, related articles there."""

    @asynccontextmanager
    async def opened(
        columns: int = 120, rows: int = 36, *, corpus: Path | None = None
    ) -> AsyncIterator[tuple[QuietApp, Pilot[Any]]]:
        where = corpus or resource("seeds")
        prefetch = Prefetch(partial(connect, where, places))
        prefetch.start()
        app = QuietApp(where, places, connect=connect, prefetch=prefetch, clipboard="osc52")
        async with app.run_test(size=(columns, rows)) as pilot:
            if corpus is None:
                await wait_for(pilot, lambda: app.main.stored is not None)
            yield app, pilot

    return opened


def check_golden(name: str, text: str) -> None:
    """`text` is what the golden screen says; with DOCBAO_UPDATE_GOLDEN=1 the golden screen says `text`."""
    path = GOLDEN / f"{name}.txt"
    if UPDATE:
        path.write_text(text, encoding="utf-8")
        return
    wanted = path.read_text(encoding="utf-8") if path.exists() else ""
    if text != wanted:
        diff = difflib.unified_diff(
            wanted.splitlines(), text.splitlines(), "golden", "screen", lineterm="", n=1
        )
        pytest.fail("\n".join([f"screen {name} is not what {path.name} says:", *diff]))


Condition = Callable[[], object]
__all__ = ["Condition", "OpenApp", "QuietApp", "check_golden", "screen_text", "wait_for"]
