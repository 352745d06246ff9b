"""One article by its name: from a file, an archive, a row of a table in an archive."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.corpus.packing import OTHER, TEXT, everything, run
from tui.corpus.finding import find_article, holders
from tui.corpus.loaders import zip_archive


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    (folder / "a").mkdir(parents=True)
    (folder / "a/bai.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a/số #2.txt").write_text(OTHER, encoding="utf-8")
    rows = [json.dumps({"title": f"Tin {n}", "text": f"Bài số {n}."}) for n in range(1, 6)]
    (folder / "tin.jsonl").write_text("\n".join([*rows, "{"]), encoding="utf-8")
    run(
        "zip -qr ../gói.zip a tin.jsonl; tar czf ../gói.tgz a tin.jsonl; gzip -c tin.jsonl > ../tin.jsonl.gz",
        folder,
    )
    run("mv gói.* tin.jsonl.gz kho/", tmp_path)
    return folder


def test_every_article_is_found_by_the_name_it_was_read_under(corpus: Path) -> None:
    """In the folder, and where one file of it is the corpus."""
    found, _refused = everything(corpus)
    assert len(found) == 2 + 3 * 5 + 2 * 2 + 5
    for name, article in found.items():
        assert find_article(corpus, name) == article
    for name, article in everything(corpus / "gói.zip")[0].items():
        assert find_article(corpus / "gói.zip", name) == article


@pytest.mark.parametrize(
    "name", ["a/nào.txt", "gói.zip/a/nào.txt", "tin.jsonl#6", "tin.jsonl#99", "../kho/a/bai.txt", "/"]
)
def test_what_is_not_there_is_not_found(corpus: Path, name: str) -> None:
    """Nor anything outside of the corpus."""
    assert find_article(corpus, name) is None


def test_the_file_that_holds_an_article_is_told(corpus: Path) -> None:
    """Also for names with the mark of numbers in them."""
    asked = ["gói.zip/tin.jsonl#3", "a/số #2.txt", "tin.jsonl#2"]
    assert [next(held.file for held in holders(corpus, name)) for name in asked] == [
        "gói.zip",
        "a/số #2.txt",
        "tin.jsonl",
    ]


def test_only_the_member_asked_for_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 200 members one is opened."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(200):
            archive.writestr(f"{number}.txt", f"Bài số {number}.")
    opened: list[bytes] = []
    before = zip_archive.Directory.open

    def counted(self: zip_archive.Directory, entry: zip_archive.Entry, bounds: object) -> object:
        opened.append(entry.name)
        return before(self, entry, bounds)  # type: ignore[arg-type]

    monkeypatch.setattr(zip_archive.Directory, "open", counted)
    article = find_article(tmp_path, "a.zip/150.txt")
    assert article is not None
    assert (article.text, opened) == ("Bài số 150.", [b"150.txt"])
