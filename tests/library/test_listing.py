"""The list by position: every order, every filter, with anchors and without them."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from tests.library.making import make_article, make_library
from tui.library import sources
from tui.library.library import Library
from tui.library.listing import ANCHOR_STEP
from tui.library.shelf import Shelf
from tui.model.article import Article
from tui.model.fact import KINDS
from tui.model.result import ListFilter, SortOrder

ALL = ListFilter()
ORDERS: tuple[SortOrder, ...] = ("newest", "oldest", "title", "outlet", "place")
COUNT = 3 * ANCHOR_STEP + 17


def made() -> list[tuple[Article, str | None]]:
    """Articles in a random order, some without a date or outlet, many with the same day."""
    chance = random.Random(7)
    outlets = [None, "Báo Lam Kha", "Đài Vĩnh Mơ", "Ánh Sáng", "An Ninh"]
    found: list[tuple[Article, str | None]] = []
    for number in range(COUNT):
        day = chance.choice([None, "2031-05", f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}"])
        article = make_article(f"f{number:05}.txt", title=f"Tin {number % 37}", outlet=chance.choice(outlets))
        found.append((article, day))
    chance.shuffle(found)
    return found


@pytest.fixture(scope="module", params=[True, False], ids=["anchored", "while indexing"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose anchors hold, and one whose anchors lag behind."""
    folder = tmp_path_factory.mktemp("listing")
    return make_library(folder / "library.db", made(), finished=request.param)


@pytest.fixture
def library(path: Path) -> Library:
    return Library.open(path)


@pytest.mark.parametrize("order", ORDERS)
def test_any_page_is_a_cut_of_the_whole_list(library: Library, order: SortOrder) -> None:
    """A page by position holds what a list read in one go holds there, wherever it begins."""
    whole = library.heads(order, ALL, 0, COUNT)
    assert len(whole) == library.count(ALL) == COUNT
    for start in (0, 1, ANCHOR_STEP - 1, ANCHOR_STEP, ANCHOR_STEP + 1, 2 * ANCHOR_STEP + 100, COUNT - 3):
        assert library.heads(order, ALL, start, start + 40) == whole[start : start + 40]
    assert library.heads(order, ALL, COUNT, COUNT + 10) == ()
    assert library.heads(order, ALL, COUNT + 5 * ANCHOR_STEP, COUNT + 5 * ANCHOR_STEP + 9) == ()


@pytest.mark.parametrize("order", ORDERS)
def test_the_position_of_an_article_is_where_the_list_has_it(library: Library, order: SortOrder) -> None:
    """`position` and `heads` agree for every article, in any order."""
    for index, head in enumerate(library.heads(order, ALL, 0, COUNT)):
        if index % 29 == 0 or index in (ANCHOR_STEP - 1, ANCHOR_STEP):
            assert library.position(head.id, order, ALL) == index
    assert library.position(COUNT + 1000, order, ALL) is None


def test_the_newest_come_first_and_unknown_days_last(library: Library) -> None:
    """A bare month stands after its days, an unknown day after everything, ties by file."""
    heads = library.heads("newest", ALL, 0, COUNT)
    keys = [((head.dated or "0000"), head.file) for head in heads]
    assert keys == sorted(keys, key=lambda key: ([-ord(c) for c in key[0].ljust(10, " ")], key[1]))
    assert heads[-1].dated is None
    assert library.heads("oldest", ALL, COUNT - 1, COUNT)[0].dated is None


def test_outlets_stand_in_the_vietnamese_alphabet(library: Library) -> None:
    """An before Ánh, Báo before Đài; articles without an outlet at the end."""
    outlets = list(dict.fromkeys(head.outlet for head in library.heads("outlet", ALL, 0, COUNT)))
    assert outlets == ["An Ninh", "Ánh Sáng", "Báo Lam Kha", "Đài Vĩnh Mơ", None]


def test_a_filter_finds_words_without_tones_in_any_column(library: Library) -> None:
    """Every word must stand in title, outlet, place or date."""
    where = ListFilter(text="dai vinh 31")
    heads = library.heads("title", where, 0, COUNT)
    assert heads
    assert len(heads) == library.count(where)
    assert all(head.outlet == "Đài Vĩnh Mơ" for head in heads)
    assert library.heads("title", where, 3, 8) == heads[3:8]
    assert library.position(heads[5].id, "title", where) == 5
    assert library.count(ListFilter(text="%")) == library.count(ListFilter(text="khongco")) == 0


def test_a_filter_reads_the_rows_where_they_lie(library: Library) -> None:
    """In the order of an index a million rows lie on a million pages: nine times as slow."""
    asked: list[str] = []
    library.connection.set_trace_callback(asked.append)
    library.count(ListFilter("khong co gi"))
    library.connection.set_trace_callback(None)
    (query,) = (statement for statement in asked if "filter_text" in statement)
    plan = [row[3] for row in library.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert plan[0] == "SCAN articles"


TYPED = (
    "",
    "t",
    "ti",
    "tin",
    "tin 3",
    "tin 31",
    "tin 3",
    "tin 3 b",
    "lam 3 tin",
    "lam 3",
    "Lâm tin 31",
    "x",
    "",
)


@pytest.mark.parametrize("folded", [False, True])
def test_each_letter_narrows_the_list_as_if_it_had_been_typed_at_once(path: Path, folded: bool) -> None:
    """Whatever was asked before, in whatever order, with words more, fewer, longer and others."""
    library, chance = Library.open(path), random.Random(3)
    for text in TYPED:
        where = ListFilter(text=text, folded=folded)
        for order in chance.sample(ORDERS, 2):
            anew = Library.open(path)
            assert library.count(where) == anew.count(where), text
            assert library.heads(order, where, 0, COUNT) == anew.heads(order, where, 0, COUNT), text


def test_a_longer_word_is_looked_for_only_among_what_had_the_shorter(library: Library) -> None:
    """A million rows are read for the first letter, not for each."""
    asked: list[str] = []
    assert library.count(ListFilter("dai vinh 3"))
    library.connection.set_trace_callback(asked.append)
    assert library.count(ListFilter("dai vinh 31"))
    library.connection.set_trace_callback(None)
    (query,) = (statement for statement in asked if "filter_text" in statement)
    plan = [row[3] for row in library.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert not any(step.startswith("SCAN articles") for step in plan), plan


def test_a_narrower_filter_sees_what_came_meanwhile(tmp_path: Path) -> None:
    """What had the shorter word is forgotten when another process changes the library or the shelf."""
    file = make_library(tmp_path / "library.db", made()[:40])
    library, shelf = Library.open(file, shelf=tmp_path / "shelf.db"), Shelf.open(tmp_path)
    unread = ListFilter("ti", unread=True)
    assert library.count(unread) == 40
    shelf.mark_read(library.heads("newest", unread, 0, 1)[0].digest)
    assert library.count(ListFilter("tin", unread=True)) == 39
    assert library.count(ListFilter("tin", unread=False)) == 40
    with sqlite3.connect(file) as other:
        other.execute("UPDATE articles SET filter_text = 'tan' WHERE id = (SELECT min(id) FROM articles)")
        other.execute("UPDATE articles SET filter_text = 'tin' WHERE id = (SELECT max(id) FROM articles)")
    other.close()
    assert library.count(ListFilter("tin")) == 39
    with sqlite3.connect(file) as other:
        other.execute("UPDATE articles SET filter_text = 'tin moi'")
    other.close()
    assert library.count(ListFilter("tin moi")) == 40


def test_one_list_or_one_article_can_be_searched(library: Library) -> None:
    """All hits are counted, and only theirs."""
    where = ListFilter(text="lam 31")
    whole, listed = library.find_text("tin", COUNT), library.find_text("tin", COUNT, within=where)
    assert 0 < library.count(where) == listed.total_articles < whole.total_articles == COUNT
    assert {found.head for found in listed.articles} == set(library.heads("newest", where, 0, COUNT))
    one = listed.articles[-1].head.id
    found = library.find_text("tin", 5, article=one)
    assert ([hit.head.id for hit in found.articles], found.total_articles) == ([one], 1)
    assert library.find_text("tin", 5, article=COUNT + 1000).articles == ()


def test_a_filter_finds_a_date_as_people_write_it(library: Library) -> None:
    """Day first with a long or a short year, or ISO."""
    iso = library.heads("newest", ListFilter(text="2031-02-02"), 0, COUNT)
    assert iso
    for text in ("02/02/2031", "02/02/31"):
        assert library.heads("newest", ListFilter(text=text), 0, COUNT) == iso


def test_the_shelf_marks_what_was_read(path: Path, tmp_path: Path) -> None:
    """Marks come and go while the library is open; unread articles can be listed alone."""
    library = Library.open(path, shelf=tmp_path / "shelf.db")
    unread = ListFilter(unread=True)
    first, second = library.heads("newest", ALL, 0, 2)
    assert not first.read
    assert library.count(unread) == COUNT
    shelf = Shelf.open(tmp_path)
    shelf.mark_read(first.digest)
    assert [head.read for head in library.heads("newest", ALL, 0, 2)] == [True, False]
    assert library.count(unread) == COUNT - 1
    assert library.position(first.id, "newest", unread) is None
    assert library.position(second.id, "newest", unread) == 0
    shelf.mark_read(first.digest, read=False)
    assert library.count(unread) == COUNT


@pytest.mark.parametrize("damage", [b"", b"not a database " * 400, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_shelf_never_prevents_reading(path: Path, tmp_path: Path, damage: bytes) -> None:
    """The marks are lost from sight, the list is not."""
    (tmp_path / "shelf.db").write_bytes(damage)
    library = Library.open(path, shelf=tmp_path / "shelf.db")
    assert library.count(ListFilter(unread=True)) == COUNT
    assert len(library.heads("newest", ALL, 0, 10)) == 10
    assert library.find_text("tin", 5).articles


def test_marks_that_break_in_the_middle_of_a_question_are_left_out(path: Path, tmp_path: Path) -> None:
    """Damage further in is met only while reading; the library is not blamed for it."""
    shelf = Shelf.open(tmp_path)
    shelf.mark_all_read(f"{number:032x}" for number in range(3000))
    shelf.close()
    data = bytearray((tmp_path / "shelf.db").read_bytes())
    for page in range(8, len(data) // 4096):
        data[page * 4096 : page * 4096 + 600] = b"\xa5" * 600
    (tmp_path / "shelf.db").write_bytes(data)
    library = Library.open(path, shelf=tmp_path / "shelf.db")
    heads = library.heads("newest", ALL, 0, COUNT)
    assert len(heads) == COUNT
    assert not any(head.read for head in heads)
    assert library.count(ListFilter(unread=True)) == COUNT
    assert not list(path.parent.glob("*.damaged"))


@pytest.mark.parametrize("name", ["có dấu cách", "50% ?mode=rwc#", "%41", "#", "?"])
def test_a_library_lies_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    """No letter of a path is taken for a parameter."""
    folder = tmp_path / name
    path = make_library(folder / "library.db", made()[:3])
    Shelf.open(folder).mark_read("digest-x")
    library = Library.open(path, shelf=folder / "shelf.db")
    assert library.count(ListFilter(unread=True)) == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_an_article_comes_back_as_it_was_stored(library: Library) -> None:
    """Text, paragraphs and facts survive packing."""
    original = {article.file: article for article, _ in made()}
    head = library.heads("newest", ALL, 5, 6)[0]
    stored = library.article(head.id)
    assert stored is not None
    assert stored.article == original[head.file]
    assert stored.head == head
    assert all(stored.extraction.of_kind(kind) == () for kind in KINDS)
    assert library.article(10**9) is None


def test_an_article_is_found_by_its_name_or_a_unique_beginning(library: Library) -> None:
    """An exact name wins; more than one is refused; none is None."""
    from tui.errors import UsageError

    assert library.find_id("f00012.txt") is not None
    assert library.find_id("f00012") == library.find_id("f00012.txt")
    assert library.find_id("khong co") is None
    with pytest.raises(UsageError, match="f0001"):
        library.find_id("f0001")


def test_articles_cut_short_are_counted_without_a_look_at_all(library: Library) -> None:
    """They are told after each run, also after one with nothing to do."""
    asked: list[str] = []
    library.connection.set_trace_callback(asked.append)
    sources.count_partial(library.connection)
    library.connection.set_trace_callback(None)
    (query,) = asked
    plan = [row[3] for row in library.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert plan == ["SCAN articles USING COVERING INDEX articles_partial"]
