"""Where the files that ship with the program lie: checkout, editable install and wheel alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@cache
def resource(name: str) -> Path:
    """The folder or file `name` that ships with the program: `styles`, `seeds`, `locale`, …

    Inside the package first (a wheel), then beside it (a checkout or an editable install).

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    for base in (PACKAGE, PACKAGE.parent):
        path = base / name
        if path.exists():
            return path
    raise FileNotFoundError(f"docbao is not installed whole: {name!r} is missing beside {PACKAGE}")
