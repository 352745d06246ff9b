"""Starting and ending the app: the terminal is given back whatever happens."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.app.corpus_store import CorpusStore
from tui.app.lean import import_toolkit
from tui.app.prefetch import Prefetch
from tui.config import ClipboardRoute, Paths, Theme
from tui.i18n import Language, set_language

if TYPE_CHECKING:
    from tui.app.store import Store


def connect(corpus: Path, paths: Paths) -> Store:
    """A store of this corpus for the thread that asks."""
    return CorpusStore(corpus, paths)


def run_app(
    corpus: Path,
    paths: Paths,
    *,
    language: Language,
    fixed: bool = False,
    theme: Theme | None = None,
    clipboard: ClipboardRoute = "auto",
) -> int:
    """Read `corpus` until the reader leaves; the answer is the exit status.

    `language` gives way to the one last chosen inside, unless it is `fixed`; a `theme` never does.

    The library is opened and the first article read in a thread while the toolkit is being imported.
    """
    gc.disable()  # until the first paint: nothing is garbage yet, and looking for it costs a tenth
    set_language(language)
    prefetch = Prefetch(partial(connect, corpus, paths))
    prefetch.start()
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

    import_toolkit()
    from tui.app.app import ReaderApp

    app = ReaderApp(
        corpus,
        paths,
        connect=connect,
        prefetch=prefetch,
        language_fixed=fixed,
        theme=theme,
        clipboard=clipboard,
    )
    app.run()
    return app.return_code or 0
