"""What is loaded when: a static graph cannot see a deferred import, so these look at `sys.modules`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "textual", "underthesea", "numpy", "sklearn", "click", "yaml", "rapidfuzz", "rich",
    "tantivy", "trafilatura", "lxml", "feedparser", "warcio", "ftfy", "pyarrow", "pypdf",
    "charset_normalizer",
)  # fmt: skip


def modules_after(code: str) -> set[str]:
    """Top-level names in `sys.modules` after `code` ran in a fresh interpreter."""
    script = f"import sys, json\ntry:\n    {code}\nexcept SystemExit:\n    pass\n" + (
        "print('MODULES', json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("MODULES "))
    return set(json.loads(line.removeprefix("MODULES ")))


@pytest.mark.parametrize(
    "code",
    [
        "import tui",
        "import tui.__main__",
        "from tui.cli.parser import run; run(['--help'])",
        "from tui.cli.parser import run; run(['search', '--help'])",
        "from tui.cli.parser import run; run(['--version'])",
    ],
)
def test_nothing_heavy_is_imported_to_show_help(code: str) -> None:
    """Help answers at once: no toolkit, no language model, no number cruncher."""
    assert not modules_after(code) & set(HEAVY)


@pytest.mark.parametrize(
    "module", ["tui.library.library", "tui.library.shelf", "tui.present.rows", "tui.app.commands"]
)
def test_what_the_first_paint_needs_is_light(module: str) -> None:
    """The library is opened before the first paint, so it brings nothing heavy along."""
    assert not modules_after(f"import {module}") & set(HEAVY)


def test_the_app_does_not_import_the_extractor_or_underthesea() -> None:
    """Facts are extracted in a child process; words are segmented only when asked for."""
    found = modules_after("import tui.app.app")
    assert not found & {"underthesea", "numpy", "sklearn", "rapidfuzz", "yaml"}
    assert not {name for name in found if name.startswith(("tui.facts.kinds", "tui.ingest", "tui.corpus"))}


def test_the_app_does_not_import_what_textual_is_slow_to_bring() -> None:
    """Stock widgets that cost start-up time are not on the way to the first paint."""
    slow = {
        "textual.widgets._markdown",
        "textual.widgets._option_list",
        "textual.widgets._data_table",
        "textual.widgets._input",
        "textual.widgets._tree",
        "textual.command",
    }
    baseline = modules_after("import textual.app")
    assert not (modules_after("import tui.app.app") & slow) - baseline
