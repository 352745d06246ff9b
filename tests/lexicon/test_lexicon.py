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
    a = overlay(tmp_path / "a", "people.yaml", "ranks: [Đô ngự, Tham tướng]\n")
    overlay(a, "organisations.yaml", "abbreviations: {XYZ: một, UBND: hai}\n")
    overlay(a, "countries.tsv", "\ufeff# nước\nVĩnh Lạc\tcountry\n")
    first = load_lexicon(a)
    assert first.words("people.ranks") == (*shipped.words("people.ranks"), "Đô ngự", "Tham tướng")
    abbreviations = shipped.mapping("organisations.abbreviations")
    assert first.mapping("organisations.abbreviations") == {**abbreviations, "XYZ": "một", "UBND": "hai"}
    assert first.table("countries") == (*shipped.table("countries"), ("Vĩnh Lạc", "country"))
    assert first.digest != shipped.digest
    assert load_lexicon(a).digest == first.digest


def test_an_overlay_takes_away_a_shipped_word(tmp_path: Path) -> None:
    """`-word` in a list of the same name removes the shipped entry and nothing else."""
    shipped = load_lexicon().words("people.honorifics")
    word = shipped[0]
    changed = load_lexicon(overlay(tmp_path / "o", "people.yaml", f'honorifics: ["-{word}"]\n'))
    assert changed.words("people.honorifics") == shipped[1:]


def test_an_abbreviation_of_a_whole_body_names_it_and_of_a_part_does_not(tmp_path: Path) -> None:
    """`STM: Sở Trông mưa` is a body of its own; `TNMB: Tài nguyên và Mây bay` only what one is for."""
    shipped = load_lexicon()
    text = "abbreviations: {STM: Sở Trông mưa, TNMB: Tài nguyên và Mây bay, S: Sở, UBND: Ủy ban nhân dân}\n"
    mine = load_lexicon(overlay(tmp_path / "o", "organisations.yaml", text))
    for name in ("organisations.standalone", "organisations.level_heads"):
        assert mine.words(name) == (*shipped.words(name), "STM")


@pytest.mark.parametrize(
    ("name", "text", "said", "hint"),
    [
        ("people.yaml", "- a\n- b\n", "key: list", "mend"),
        ("people.yaml", "ranks: 5\n", "people.ranks", "mend"),
        ("people.yaml", "ranks: {a: b}\n", "people.ranks", "mend"),
        ("organisations.yaml", "abbreviations: [a]\n", "organisations.abbreviations", "mend"),
        ("people.yaml", "# hạng\nranks: [\n", "not valid YAML (line 3: ", "mend"),
        ("people.yaml", "&a [*a]: x", "not valid YAML", "mend"),
        ("people.yaml", "x: !!python/object/apply:os.system ['true']\n", "not valid YAML", "mend"),
        ("people.yaml", "rank: [a]\n", "no “people.rank”", "did you mean people.ranks?"),
        ("peoples.yaml", "ranks: [a]\n", "no “peoples.ranks”", "did you mean people.ranks?"),
        ("people.yaml", "ranks: [[a]]\n", "an entry of people.ranks", "mend"),
        ("organisations.yaml", "abbreviations: {STM: [a, b]}\n", "organisations.abbreviations", "mend"),
        ("country.tsv", "a\tb\n", "no “country”", "did you mean"),
        ("provinces.tsv", "Vĩnh Lạc\tprovince\n", "“Vĩnh Lạc” has 2 columns", "tabs"),
        ("districts.tsv", "Lam Kha huyện\n", "“Lam Kha huyện” has 1 columns", "tabs"),
    ],
)
def test_a_bad_overlay_is_named_in_one_line(
    tmp_path: Path, name: str, text: str, said: str, hint: str
) -> None:
    """Never a traceback, never code that runs, never a slip without effect: the file and what is wrong."""
    with pytest.raises(UsageError) as caught:
        load_lexicon(overlay(tmp_path / "bad", name, text))
    assert name in str(caught.value)
    assert said in str(caught.value)
    assert hint in caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["people.yaml", "countries.tsv"])
def test_an_overlay_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    """A folder, or a link to nowhere, where a file should be."""
    (tmp_path / "folder" / name).mkdir(parents=True)
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / name).symlink_to(name)
    for folder in ("folder", "link"):
        with pytest.raises(UsageError, match=name):
            load_lexicon(tmp_path / folder)


def test_a_huge_yaml_is_refused(tmp_path: Path) -> None:
    """YAML is for hand-edited lists; a gazetteer is a TSV and loads in milliseconds."""
    folder = overlay(tmp_path / "huge", "people.yaml", "ranks: [" + "x, " * 100_000 + "y]")
    with pytest.raises(UsageError, match="larger"):
        load_lexicon(folder)
