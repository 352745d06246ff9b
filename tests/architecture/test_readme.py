"""The README cannot go stale: tables are generated, commands are run, pictures exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import readme
from tui.library.structured import is_structured
from tui.search.parsing import parse

ROOT = Path(__file__).resolve().parents[2]
TEXT = readme.README.read_text(encoding="utf-8")


def block(name: str) -> list[str]:
    """Lines of the fenced block that follows the comment `name`."""
    found = re.search(rf"<!-- {name}.*?-->\n```sh\n(.*?)```", TEXT, re.DOTALL)
    assert found, f"README has no block {name!r}"
    return found.group(1).strip().splitlines()


def test_the_key_table_is_what_the_registry_says() -> None:
    """`python -m tests.tools.readme` mends it."""
    assert readme.updated(TEXT) == TEXT


def test_each_of_the_two_commands_is_one_line() -> None:
    """Everything from a clean clone: one line to read, one line to test."""
    for name, last in (("command: run", "docbao"), ("command: test", "pytest")):
        lines = block(name)
        assert len(lines) == 1
        assert last in lines[0]


@pytest.mark.parametrize("line", block("commands: begin"))
def test_every_example_of_the_command_line_works(line: str, tmp_path: Path) -> None:
    """Each printed command is run as it stands, over the shipped corpus."""
    words = shlex.split(line, comments=True)
    assert words[0] == "docbao"
    store = ["--library", str(tmp_path / "library"), "--data", str(tmp_path / "data")]
    done = subprocess.run(
        [sys.executable, "-m", "tui", *words[1:], *store],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).strip()


def test_every_picture_is_there() -> None:
    """A picture in the README is a file of the repository, made by a test from the real screen."""
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT)
    assert len(pictures) >= 3
    for picture in pictures:
        assert (ROOT / picture).is_file(), picture


def test_the_readme_names_every_command() -> None:
    """No command of the command line goes unmentioned."""
    from tui.cli.parser import COMMANDS

    for name in COMMANDS:
        assert re.search(rf"docbao {re.escape(name)}\b|`docbao` `{name}`", TEXT), name


def test_the_readme_names_every_format() -> None:
    """The table of what is read and the registry of loaders name the same suffixes."""
    from tui.corpus.formats import FORMATS

    found = re.search(r"<!-- formats: begin.*?-->(.*?)<!-- formats: end -->", TEXT, re.DOTALL)
    assert found
    named = set(re.findall(r"`(\.[a-z0-9]+)`", found.group(1)))
    assert named == {suffix for known in FORMATS for suffix in known.suffixes if suffix}


def test_queries_of_the_readme_are_read_as_they_stand() -> None:
    """Each of the examples is a query that nothing has to be said about, and each asks more than words."""
    table = TEXT.partition("| asked | finds |")[2].partition("<!-- fields")[0]
    asked = [row.split(" | ")[0] for row in table.split("\n") if row.startswith(("| `", "| <"))]
    examples = [example for row in asked for example in re.findall(r"`([^`]+)`", row)]
    assert len(examples) > 12
    for example in examples:
        query = parse(example)
        assert not query.notes, example
        assert is_structured(query), example
