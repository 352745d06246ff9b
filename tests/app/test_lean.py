"""The toolkit is imported without what is never shown; these fail when a new Textual wants more of it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import textual

from tui.app import lean

ROOT = Path(__file__).resolve().parents[2]


def after(code: str) -> object:
    """What a fresh interpreter prints as JSON after `code`."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    answer: object = json.loads(done.stdout)
    return answer


def test_the_stand_in_holds_every_name_the_toolkit_takes() -> None:
    """Whatever `textual.app` and what it imports take from the palette's module must be there."""
    taken: set[str] = set()
    for name in ("app", "theme"):
        source = (Path(textual.__file__).parent / f"{name}.py").read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            if isinstance(node, ast.ImportFrom) and node.module == "textual.command":
                taken |= {alias.name for alias in node.names}
    assert taken
    assert taken <= set(lean._NAMES)


def test_what_was_left_out_is_the_real_thing_afterwards() -> None:
    """Nothing stays replaced: a later import finds Textual's own palette, and OpenSSL."""
    answer = after(
        "from tui.app.lean import import_toolkit; import_toolkit(); import sys, json\n"
        "left_out = 'textual.command' not in sys.modules and 'ssl' not in sys.modules\n"
        "import textual.command, ssl, asyncio\n"
        "print(json.dumps([left_out, textual.command.CommandPalette.__module__, ssl.__name__]))"
    )
    assert answer == [True, "textual.command", "ssl"]


def test_a_toolkit_that_is_there_already_is_left_alone() -> None:
    """Imported twice, or after somebody else, nothing is replaced."""
    answer = after(
        "import textual.app, textual.command, json\nbefore = textual.command\n"
        "from tui.app.lean import import_toolkit; import_toolkit()\nimport sys\n"
        "print(json.dumps(sys.modules['textual.command'] is before))"
    )
    assert answer is True


def test_it_paints_more_often_than_the_toolkit_would_unless_the_reader_says_how_often() -> None:
    """An answer that comes just after a paint waits for the next one."""
    code = (
        "import json, os; {}; from tui.app.lean import import_toolkit; import_toolkit();"
        "from textual.screen import UPDATE_PERIOD; print(json.dumps(round(1 / UPDATE_PERIOD)))"
    )
    assert after(code.format("os.environ.pop('TEXTUAL_FPS', None)")) == 120
    assert after(code.format("os.environ['TEXTUAL_FPS'] = '30'")) == 30
