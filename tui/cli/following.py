"""A library brought up to the reader's corrections, by whichever command finds that it lags behind."""

from __future__ import annotations

from pathlib import Path

from tui.cli import output
from tui.config import Paths
from tui.i18n import gettext as _


def follow(corpus: Path, paths: Paths) -> None:
    """Let the library of `corpus` follow the corrections, unless an indexer keeps it: then that does."""
    from tui.library.correcting import bring_up
    from tui.library.decisions import corrections_of
    from tui.library.places import library_path

    path = library_path(paths.library, corpus)
    if path.is_file() and not bring_up(path, lambda: corrections_of(paths.data)):
        output.say(_("the library is being indexed: its counts follow with the next docbao index"))
