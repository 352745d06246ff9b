"""Rules of the house that are worth a test, so that nobody has to police them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tui.resources import resource

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "tui").rglob("*.py"))
REGISTRIES = {"tui/facts/kinds/__init__.py"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_inner_packages_are_empty() -> None:
    """An `__init__` that imports its children makes cycles; only the registries may."""
    full = [relative(p) for p in SOURCES if p.name == "__init__.py" and p.read_text().strip()]
    assert set(full) <= REGISTRIES


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_every_module_says_what_it_is(path: Path) -> None:
    """A module begins with what you get from it."""
    source = path.read_text(encoding="utf-8")
    if path.name == "__init__.py" and not source.strip():
        return
    assert ast.get_docstring(ast.parse(source)), f"{relative(path)} has no docstring"


@pytest.mark.parametrize("path", [p for p in SOURCES if "/app/" in p.as_posix()], ids=relative)
def test_untrusted_text_has_one_way_to_a_screen(path: Path) -> None:
    """No markup is ever parsed, no CSS hides in Python, nothing is escaped by hand."""
    source = path.read_text(encoding="utf-8")
    assert not re.search(
        r"\bfrom_markup\(|markup\.escape|import escape|DEFAULT_CSS|^\s+CSS\s*=", source, re.MULTILINE
    )


def test_broad_excepts_stand_only_where_a_document_or_a_worker_ends() -> None:
    """`except Exception` hides faults; each place that may have one is named here.

    The text index turns a panic of the library it is written in, which is no `Exception`, into a refusal.
    """
    allowed = {
        "tui/ingest/watch.py",
        "tui/corpus/reader.py",
        "tui/app/queries.py",
        "tui/library/textindex.py",
    }
    found = {
        relative(p)
        for p in SOURCES
        if re.search(r"except (Exception|BaseException)\b|except:", p.read_text(encoding="utf-8"))
    }
    assert found <= allowed


def test_styles_use_theme_variables_only() -> None:
    """A colour in a style sheet would not follow the theme."""
    for path in resource("styles").glob("*.tcss"):
        source = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", source), path.name


def test_seeds_are_as_received() -> None:
    """The sample corpus ships byte for byte."""
    sizes = {p.name: p.stat().st_size for p in resource("seeds").iterdir()}
    assert sizes == {
        "000_4892740711ba4831.txt": 3923,
        "001_c3159dda480fc1b1.txt": 5627,
        "002_cf6924da87c88e48.txt": 3782,
        "003_defcc0a53455f20a.txt": 6583,
        "004_241357212045af4c.txt": 6949,
    }


def test_no_path_or_host_of_a_machine_stands_in_the_tree() -> None:
    """The project speaks of itself alone."""
    hosts = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org"]
    pattern = re.compile(
        r"(?<![\w.])/(?:home|root|tmp|mnt)/\w|" + "|".join(re.escape(host) for host in hosts)
    )
    for folder in ("tui", "styles", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in {".py", ".tcss", ".yaml", ".tsv", ".po", ""}:
                assert not pattern.search(path.read_text(encoding="utf-8")), relative(path)
