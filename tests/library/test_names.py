"""A name over the whole corpus: found by a few letters, with its offices and statements merged."""

from __future__ import annotations

import sqlite3

import pytest

from tests.library.memory import (
    add,
    article_of,
    empty_library,
    finish,
    organisation,
    person,
    place,
    role,
    seeds_library,
    spans,
)
from tui.library.name_search import find_names, read_table
from tui.library.names import remove
from tui.library.pages import entity_page
from tui.model.fact import Dated, Extraction, Statement
from tui.text.folding import entity_key

THAM = entity_key("person", "Đoàn Quốc Thẩm")
SAYING = "nước đã rút khỏi các xã ven sông và người dân đang dọn dẹp nhà cửa để đón Tết"
FIRST = f"Tin một\nÔng Đoàn Quốc Thẩm, Giám đốc Sở Xây dựng, nói: {SAYING}. UBND huyện Lam Kha đã họp."
SECOND = f"Tin hai\nĐoàn Quốc Thẩm, Chủ tịch huyện, cho biết “{SAYING}”. Ông Đoàn Quốc Thẩm vui. Bà Mây dự."
THIRD = "Tin ba\nTrung tá ĐOÀN QUỐC THẨM về hưu ở Vĩnh Mơ."


def said(text: str, speaker: str, verb: str) -> Statement:
    evidence = spans(text, SAYING)[0]
    key = entity_key("person", speaker)
    return Statement(speaker, key, verb, SAYING, "indirect", evidence, "test")


@pytest.fixture
def library() -> sqlite3.Connection:
    """Three articles on one man, who is a director, then a chairman, and retires with a rank."""
    connection = empty_library()
    add(
        connection,
        article_of("1.txt", FIRST, outlet="Báo Lam Kha"),
        Extraction(
            people=(person(FIRST, "Đoàn Quốc Thẩm", role(FIRST, "Giám đốc", "Sở Xây dựng")),),
            organisations=(organisation(FIRST, "UBND huyện Lam Kha", "Ủy ban nhân dân huyện Lam Kha"),),
            statements=(said(FIRST, "Đoàn Quốc Thẩm", "nói"),),
            dated=Dated("2031-03-01", "published"),
        ),
    )
    add(
        connection,
        article_of("2.txt", SECOND),
        Extraction(
            people=(
                person(SECOND, "Đoàn Quốc Thẩm", role(SECOND, "Chủ tịch", "huyện")),
                person(SECOND, "Mây"),
            ),
            statements=(said(SECOND, "Đoàn Quốc Thẩm", "cho biết"),),
            dated=Dated("2031-05-09", "published"),
        ),
    )
    add(
        connection,
        article_of("3.txt", THIRD),
        Extraction(
            people=(person(THIRD, "ĐOÀN QUỐC THẨM", role(THIRD, "Trung tá", None), titles=("Trung tá",)),),
            places=(place(THIRD, "Vĩnh Mơ", then="Hải Khê", now="Lam Giang"),),
            dated=Dated("2030-01-01", "published"),
        ),
    )
    return finish(connection)


def test_a_name_is_one_whatever_case_it_is_printed_in(library: sqlite3.Connection) -> None:
    """Counts are of all spellings; a byline in capitals does not give the name its looks."""
    (hit,) = find_names(library, "doan quoc tham").hits
    assert (hit.key, hit.name, hit.kind) == (THAM, "Đoàn Quốc Thẩm", "person")
    assert (hit.article_count, hit.mention_count) == (3, 4)
    assert hit.score == 100


def test_a_name_in_capitals_gives_way_to_one_that_is_not() -> None:
    """Though two articles shout and one does not."""
    connection = empty_library()
    for number, name in enumerate(("LẠC THỊ BÚT", "LẠC THỊ BÚT", "Lạc Thị Bút")):
        text = f"Tin {number}\n{name} viết."
        add(connection, article_of(f"{number}.txt", text), Extraction(people=(person(text, name),)))
    (hit,) = find_names(connection, "lac thi but").hits
    assert (hit.name, hit.article_count) == ("Lạc Thị Bút", 3)


def test_beside_a_name_stands_what_tells_it_apart(library: sqlite3.Connection) -> None:
    """Rank and latest office of a person, full name of a body, province of a place then and now."""
    offices = {hit.name: hit.office for hit in find_names(library, "").hits}
    assert offices["Đoàn Quốc Thẩm"] == "Trung tá, Chủ tịch huyện"
    assert offices["UBND huyện Lam Kha"] == "Ủy ban nhân dân huyện Lam Kha"
    assert offices["Vĩnh Mơ"] == "Hải Khê → Lam Giang"
    assert offices["Mây"] == ""


def test_an_organisation_is_found_by_either_of_its_names(library: sqlite3.Connection) -> None:
    """Abbreviated in the text, typed in full, and the other way round."""
    for typed in ("ubnd lam kha", "uy ban nhan dan huyen lam kha"):
        assert find_names(library, typed).hits[0].name == "UBND huyện Lam Kha"


def test_a_table_may_be_kept_and_asked_again(library: sqlite3.Connection) -> None:
    """The app loads it once a generation, in a thread."""
    table = read_table(library)
    assert find_names(library, "mây", table=table) == find_names(library, "mây")


def test_the_page_gives_articles_newest_first(library: sqlite3.Connection) -> None:
    """Each with the span of its first mention, its day and outlet."""
    page = entity_page(library, THAM)
    assert page is not None
    assert [cited.dated for cited in page.articles] == ["2031-05-09", "2031-03-01", "2030-01-01"]
    assert [cited.outlet for cited in page.articles] == [None, "Báo Lam Kha", None]
    assert page.articles[1].span.of(FIRST) == "Đoàn Quốc Thẩm"
    assert (page.name, page.mention_count, page.confidence) == ("Đoàn Quốc Thẩm", 4, "high")
    assert page.titles == (("Trung tá", 1),)
    assert set(page.forms) == {"Đoàn Quốc Thẩm", "ĐOÀN QUỐC THẨM"}


def test_the_page_merges_offices_with_first_and_last_day(library: sqlite3.Connection) -> None:
    """Latest first; every office keeps the places that cite it."""
    page = entity_page(library, THAM)
    assert page is not None
    held = [(office.position, office.organisation, office.first, office.last) for office in page.roles]
    assert held[0] == ("Chủ tịch", "huyện", "2031-05-09", "2031-05-09")
    director = next(office for office in page.roles if office.position == "Giám đốc")
    assert (director.first, director.last) == ("2031-03-01", "2031-03-01")
    assert director.sources[0].span.of(FIRST) == "Giám đốc"


def test_the_page_shows_an_echoed_statement_once(library: sqlite3.Connection) -> None:
    """Two articles carry it: one statement, two citations, the newest first."""
    page = entity_page(library, THAM)
    assert page is not None
    (statement,) = page.statements
    assert statement.text == SAYING
    assert [cited.dated for cited in statement.citations] == ["2031-05-09", "2031-03-01"]
    assert statement.citations[0].span.of(SECOND) == SAYING


def test_the_page_names_who_stands_beside(library: sqlite3.Connection) -> None:
    """Names that share articles; a given name alone may be anybody and is left out."""
    page = entity_page(library, THAM)
    assert page is not None
    assert {name for _key, name, _kind, _count in page.beside} == {"UBND huyện Lam Kha", "Vĩnh Mơ"}
    assert {count for *_rest, count in page.beside} == {1}


def test_a_given_name_alone_is_doubtful(library: sqlite3.Connection) -> None:
    """Its page says so: articles of several people may stand on it."""
    page = entity_page(library, entity_key("person", "Mây"))
    assert page is not None
    assert page.confidence == "low"


def test_a_name_nobody_mentions_has_no_page(library: sqlite3.Connection) -> None:
    """Also after its last article went: no page, no row, no entity left behind."""
    assert entity_page(library, "person:ai đó") is None
    assert entity_page(library, "\ud800'; --") is None
    remove(library, 3)
    remove(library, 77)
    assert "Vĩnh Mơ" not in {hit.name for hit in find_names(library, "").hits}
    finish(library)
    assert entity_page(library, entity_key("place", "Vĩnh Mơ")) is None
    page = entity_page(library, THAM)
    assert page is not None
    assert len(page.articles) == 2


def test_one_thing_twice_in_an_article_is_counted_together() -> None:
    """Two facts of one key in one article must neither fail nor hide each other."""
    text = "Tin\nSở Xây dựng và Sở xây dựng"
    connection = empty_library()
    bodies = (organisation(text, "Sở Xây dựng"), organisation(text, "Sở xây dựng"))
    assert bodies[0].key == bodies[1].key
    add(connection, article_of("a.txt", text), Extraction(organisations=bodies))
    (hit,) = find_names(connection, "so xay dung").hits
    assert (hit.article_count, hit.mention_count) == (1, 2)


def test_the_general_of_the_shipped_articles() -> None:
    """Typed in any way he comes first, above the others of his surname; three articles, two posts."""
    connection = seeds_library(facts=True)
    best = find_names(connection, "nguyen van ky").hits[0]
    assert (best.name, best.article_count, best.mention_count) == ("Nguyễn Văn Kỷ", 3, 4)
    assert best.office.startswith("Thiếu tướng")
    for typed in ("nvky", "nguyenvanky", "ky nguyen van", "ngyuen van ky", "thieu tuong nguyen van ky"):
        assert find_names(connection, typed).hits[0].name == "Nguyễn Văn Kỷ"
    page = entity_page(connection, best.key)
    assert page is not None
    assert page.titles == (("Thiếu tướng", 3),)
    assert len(page.roles) == 2
    assert min(office.first or "" for office in page.roles) == "2024-04-26"
    assert max(office.last or "" for office in page.roles) == "2024-08-28"
    assert len(page.articles) == 3
    echoed = [statement for statement in page.statements if len(statement.citations) == 2]
    assert len(echoed) == 1
    assert echoed[0].text.startswith("nhân quyền là công tác chung")
