"""Where everything lies, and what config.yaml may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.config import COLUMNS, Config, find_paths, load_config
from tui.errors import UsageError
from tui.model.article import FIELDS


def test_a_flag_wins_over_the_environment(tmp_path: Path) -> None:
    """Flag, then environment, then the system's own places."""
    environ = {"DOCBAO_LIBRARY": str(tmp_path / "e"), "DOCBAO_CONFIG": str(tmp_path / "c")}
    paths = find_paths(library=str(tmp_path / "f"), environ=environ)
    assert paths.library == tmp_path / "f"
    assert paths.lexicon == tmp_path / "c" / "lexicon"
    assert find_paths(environ=environ).library == tmp_path / "e"
    system = find_paths(environ={})
    assert system.library.is_relative_to(system.data)
    assert system.shelf.parent == system.data


def test_a_tilde_without_a_home_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`~` is the home folder; `~khong-co-ai` no home is known for, so it is a folder of that name."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    paths = find_paths(library="~/kho", data="~khong-co-ai", environ={})
    assert (paths.library, paths.data) == (tmp_path / "home" / "kho", tmp_path / "~khong-co-ai")


def test_with_data_nothing_of_the_readers_lies_elsewhere(tmp_path: Path) -> None:
    """Shelf and log follow `--data`."""
    paths = find_paths(data=str(tmp_path), environ={})
    assert paths.shelf.is_relative_to(tmp_path)
    assert paths.log.is_relative_to(tmp_path)


@pytest.mark.parametrize(
    ("text", "config"),
    [
        ("", Config()),
        ("# nothing\n", Config()),
        ("language: vi\n", Config(language="vi")),
        (
            "columns:\n  text: noi_dung\n  title: Tiêu đề\n",
            Config(columns=(("text", "noi_dung"), ("title", "Tiêu đề"))),
        ),
        ("columns: {}\n", Config()),
        ("clipboard: file\n", Config(clipboard="file")),
        ("\ufefflanguage: en\ntheme: light\n", Config(language="en", theme="light")),
    ],
)
def test_what_it_says_is_read(tmp_path: Path, text: str, config: Config) -> None:
    """A file that says nothing is as good as none."""
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    assert load_config(tmp_path / "config.yaml") == config
    assert load_config(tmp_path / "none.yaml") == Config()


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("language: vi\nthem: x\n", 2, "theme"),
        ("\n\nlanguage: tlh\n", 3, "vi, en"),
        ("language: [vi]\n", 1, "vi, en"),
        ("theme: {a: b}\n", 1, "dark, light"),
        ("? [a]\n: b\n", 1, "language"),
        ("- a\n- b\n", 1, "language"),
        ("clipboard: xclip\n", 1, "auto, osc52, native, file"),
        ("just words\n", 1, "language"),
        ("a: b: c\n", 1, "mend"),
        ("language: 'vi\n", 2, "mend"),
        ("theme: !!python/object/apply:os.system ['true']\n", 1, "dark, light"),
        ("language: vi\ncolumns: noi_dung\n", 2, "published"),
        ("columns:\n  text: a\n  titel: b\n", 3, "title"),
        ("columns:\n  text: [a]\n", 2, "noi_dung"),
        ("columns:\n  text: ''\n", 2, "noi_dung"),
        ("\x00\x01", 0, "mend"),
        ("&a [*a, *a]\n", 1, ""),
        ("[" * 5000, 0, "mend"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, line: int, hint: str) -> None:
    """File, line and the way out, in one line; nothing in it is run."""
    file = tmp_path / "config.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refusal:
        load_config(file)
    assert "\n" not in str(refusal.value)
    assert (f"config.yaml:{line}" if line else "config.yaml") in str(refusal.value)
    assert hint in refusal.value.hint


def test_a_giant_file_is_refused_unread(tmp_path: Path) -> None:
    """Nobody writes 256 KB of configuration."""
    file = tmp_path / "config.yaml"
    file.write_text("# " + "x" * 300_000, encoding="utf-8")
    with pytest.raises(UsageError, match="too large"):
        load_config(file)


def test_columns_name_the_parts_an_article_has() -> None:
    """The configuration knows them without the model, which stands above it."""
    assert {"text", *FIELDS} == set(COLUMNS)
