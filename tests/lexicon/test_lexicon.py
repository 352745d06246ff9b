"""The lexicon is data a reader can overlay; a bad overlay says where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.errors import UsageError
from tui.lexicon.lexicon import load_lexicon


def overlay(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_an_overlay_adds_takes_away_and_replaces(tmp_path: Path) -> None:
    """One line adds a word, `-word` takes one away, a mapping entry replaces its like."""
    shipped = load_lexicon()
    a = overlay(tmp_path / "a", "mine.yaml", "ranks: [Đô ngự, Tham tướng]\nabbreviations: {XYZ: một}\n")
    first = load_lexicon(a)
    assert first.words("mine.ranks") == ("Đô ngự", "Tham tướng")
    assert first.mapping("mine.abbreviations")["XYZ"] == "một"
    assert first.digest != shipped.digest
    assert load_lexicon(a).digest == first.digest


def test_an_overlay_takes_away_a_shipped_word(tmp_path: Path) -> None:
    """`-word` in a list of the same name removes the shipped entry and nothing else."""
    shipped = load_lexicon().words("people.honorifics")
    word = shipped[0]
    changed = load_lexicon(overlay(tmp_path / "o", "people.yaml", f'honorifics: ["-{word}"]\n'))
    assert changed.words("people.honorifics") == shipped[1:]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n- b\n", "key: list"),
        ("ranks: 5\n", "mine.ranks"),
        ("ranks: [\n", "not valid YAML"),
        ("&a [*a]: x", "not valid YAML"),
        ("x: !!python/object/apply:os.system ['true']\n", "not valid YAML"),
    ],
)
def test_a_bad_overlay_is_named_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    """Never a traceback, never code that runs: the file and what is wrong with it."""
    with pytest.raises(UsageError) as caught:
        load_lexicon(overlay(tmp_path / "bad", "mine.yaml", text))
    assert "mine.yaml" in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_huge_yaml_is_refused(tmp_path: Path) -> None:
    """YAML is for hand-edited lists; a gazetteer is a TSV and loads in milliseconds."""
    folder = overlay(tmp_path / "huge", "mine.yaml", "words: [" + "x, " * 100_000 + "y]")
    with pytest.raises(UsageError, match="larger"):
        load_lexicon(folder)
