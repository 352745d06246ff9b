"""The facts of an article as a file: whole, new, and named so that no name can do harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.corpus.cleaning import clean
from tui.errors import ExportError
from tui.export.facts import slug, write_facts
from tui.facts.extract import extract
from tui.facts.report import facts_json
from tui.lexicon.lexicon import load_lexicon
from tui.model.article import Article, RawArticle
from tui.model.fact import Extraction

TEXT = "Họp xã Sông Trẹm\n\nSáng 3/4/2024, ông Lù Văn Bịp, Chủ tịch UBND xã, cho biết có 12 hộ dự.\n"


@pytest.fixture(scope="module")
def known() -> tuple[Article, Extraction]:
    """An article and its facts."""
    lexicon = load_lexicon()
    article = clean(RawArticle("tin/Số 1.txt", TEXT, "plain", "utf-8", "00"), lexicon)
    return article, extract(article, lexicon)


def test_the_file_holds_what_the_command_prints(tmp_path: Path, known: tuple[Article, Extraction]) -> None:
    """One list with one object, as `docbao facts --format json --with-text`."""
    path = write_facts(tmp_path / "new" / "folder", *known)
    assert path.name == "tin-so-1.txt.facts.json"
    wanted = json.loads(json.dumps(facts_json(*known, with_text=True)))
    assert json.loads(path.read_text(encoding="utf-8")) == [wanted]
    assert wanted["people"][0]["name"] == "Lù Văn Bịp"


def test_nothing_is_ever_written_over(tmp_path: Path, known: tuple[Article, Extraction]) -> None:
    """A second export gets a name of its own, and no half of a file is left behind."""
    names = [write_facts(tmp_path, *known).name for _ in range(3)]
    assert names == [f"tin-so-1.txt.facts{end}.json" for end in ("", "-2", "-3")]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(names)


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(
    tmp_path: Path, known: tuple[Article, Extraction]
) -> None:
    """A file stands where the folder should."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ExportError) as caught:
        write_facts(tmp_path / "file", *known)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=120))
def test_a_name_is_always_plain(file: str) -> None:
    """No separator, no leading dot or dash, no letter that a system could refuse."""
    name = slug(file)
    assert name.isascii()
    assert "/" not in name
    assert name[0] not in ".-"
    assert 0 < len(name) <= 80
