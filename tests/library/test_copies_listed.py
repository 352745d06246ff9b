"""Copies in the list: every article stays, unless the reader folds them, and then the list says how many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.making import lexicon, make_article, make_library
from tui.ingest.run import run
from tui.library.library import Library
from tui.model.article import Article
from tui.model.result import ListFilter

STORY = " ".join(f"tu{number}a chuyen{number % 7} ke{number % 11}" for number in range(50))
EDITED = STORY.replace("tu20a", "khac").replace("tu40a", "khac")
OTHER = " ".join(f"viec{number}b xay{number % 5}" for number in range(60))
ALL, FOLDED = ListFilter(), ListFilter(folded=True)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Five articles: a story, two copies of it and two others."""
    made: list[tuple[Article, str | None]] = [
        (make_article("a.txt", text=OTHER), "2031-05-16"),
        (make_article("b.txt", text=EDITED), "2031-05-15"),
        (make_article("c.txt", text=STORY, outlet="Báo Lam Kha"), "2031-05-14"),
        (make_article("d.txt", text="Một tin ngắn về chuyện khác hẳn."), "2031-05-13"),
        (make_article("e.txt", text=STORY, title="Tựa khác"), "2031-05-12"),
    ]
    path = make_library(tmp_path / "x.sqlite", made)
    with_pairs = Library.open(path, write=True)
    from tui.library import sources

    for _step in sources.finish(with_pairs.connection):
        pass
    with_pairs.close()
    return Library.open(path)


def files(library: Library, where: ListFilter) -> list[str]:
    return [head.file for head in library.heads("newest", where, 0, 100)]


def test_every_article_stays_in_the_list_with_its_mark(library: Library) -> None:
    """The best copy says how many there are, a copy how much it is one."""
    heads = {head.file[0]: head for head in library.heads("newest", ALL, 0, 100)}
    assert list(heads) == ["a", "b", "c", "d", "e"]
    assert (heads["c"].copies, heads["c"].likeness) == (3, 0)
    assert (heads["e"].copies, heads["e"].likeness) == (0, 100)
    assert 90 <= heads["b"].likeness < 100
    assert (heads["a"].copies, heads["a"].likeness) == (0, 0)


def test_folding_keeps_the_best_copy_and_counts_the_rest(library: Library) -> None:
    """Nothing goes without being counted."""
    assert files(library, FOLDED) == ["a.txt", "c.txt", "d.txt"]
    assert (library.count(FOLDED), library.count_folded(FOLDED)) == (3, 2)
    assert library.count_folded(ALL) == 0
    assert library.heads("newest", FOLDED, 1, 2)[0].copies == 3
    assert library.position(library.find_id("e.txt") or 0, "newest", FOLDED) == 1


def test_a_copy_is_folded_only_behind_one_that_passes(library: Library) -> None:
    """Where a filter hides the best copy, the next best is in the list."""
    (kept,) = files(library, ListFilter(text="tựa", folded=True))
    assert kept == "e.txt"
    assert files(library, ListFilter(text="2031-05", folded=True)) == files(library, FOLDED)


def test_the_threshold_is_the_readers(library: Library) -> None:
    """At 100 percent only word for word copies are folded; the whole list costs no more for it."""
    exact = ListFilter(folded=True, likeness=100)
    assert files(library, exact) == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert library.count(ListFilter(likeness=100)) == 5
    assert library.heads("newest", ListFilter(likeness=100), 2, 3)[0].copies == 2


def test_the_copies_of_an_article_come_best_first(library: Library) -> None:
    """Whichever of them is asked for."""
    for file in ("b.txt", "c.txt", "e.txt"):
        cluster = library.copies(library.find_id(file) or 0, 80)
        assert cluster is not None
        assert [copy.head.file for copy in cluster.copies] == ["c.txt", "e.txt", "b.txt"]
        assert [copy.exact for copy in cluster.copies] == [True, True, False]
        assert "outlet" in cluster.fields
    assert library.copies(library.find_id("a.txt") or 0, 80) is None


def test_related_articles_agree_with_the_clusters(library: Library) -> None:
    """What is a copy in the list is one beside the text, with the same percentage."""
    found = library.related(library.find_id("c.txt") or 0)
    copies = {one.head.file: one.reasons[0].text for one in found if one.reasons[0].kind == "duplicate"}
    cluster = library.copies(library.find_id("c.txt") or 0, 80)
    assert cluster is not None
    assert copies == {copy.head.file: f"{copy.likeness}%" for copy in cluster.copies[1:]}


def test_copies_follow_the_files_of_the_corpus(tmp_path: Path) -> None:
    """A copy that is put there, changed or deleted is one, or is none, after the next run."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = "Khởi công kè sông Trà Lum\n" + "\n".join(
        f"Đoạn {n} kể rằng ông Hứa Bá Lộc trồng {n + 3} cây dừa ở ấp Bàu Sen {n}." for n in range(12)
    )
    path = tmp_path / "y.sqlite"

    def sizes() -> list[int]:
        run(corpus, path, lexicon(), jobs=1)
        made = Library.open(path)
        found = [len(cluster.copies) for cluster in made.copy_clusters(80)]
        made.close()
        return found

    (corpus / "1.txt").write_text(text, "utf-8")
    assert sizes() == []
    (corpus / "2.txt").write_text(text.replace("trồng 5 cây", "trồng chừng 5 cây"), "utf-8")
    (corpus / "3.txt").write_text(text, "utf-8")
    assert sizes() == [3]
    (corpus / "2.txt").write_text(
        "Tin khác\nHôm nay chợ Vĩnh Mơ họp muộn vì mưa lớn suốt buổi sáng.\n", "utf-8"
    )
    assert sizes() == [2]
    (corpus / "1.txt").unlink()
    assert sizes() == []
