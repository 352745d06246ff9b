"""Facets: every count is that of the articles which have the value, whatever they are counted among."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.library.making import make_article
from tui.library import sources
from tui.library.facets import count_facets
from tui.library.library import Library
from tui.library.shelf import Shelf
from tui.library.sources import Found
from tui.library.storing import prepare_facts, prepare_text
from tui.model.facet import FACET_FIELDS, SINGLE, Facet, FacetChoice, FacetField, Facets
from tui.model.fact import Dated, Extraction, Organisation, Person, Place
from tui.model.own import Subject
from tui.model.record import record
from tui.model.result import ListFilter
from tui.model.span import Span
from tui.text.folding import entity_key

AT = Span(0, 3)
PEOPLE = ("Đoàn Quốc Thẩm", "Lạc Thị Mây Thu", "Khúc Văn Đăng", "Uông Bích Điệp", "Mạc Đình Lam")
BODIES = ("Công ty Bến Bãi", "Hội Đê Điều", "Hợp tác xã Muối Trắng", "Đoàn Hải Đăng")
PROVINCES = (
    ("Lam Kha", "Lam Kha", None),
    ("Vĩnh Mơ", "Vĩnh Mơ", "Lam Kha"),
    ("Đảo Sậy", "Đảo Sậy", None),
    ("Bờ Nam", "Bờ Nam", "Đảo Sậy"),
)
"""(name, its province then, of today where another)."""
OUTLETS = ("Báo Lam Kha", "Đài Vĩnh Mơ", "Ánh Sáng", None)


@record
class Told:
    """What a made article says."""

    file: str
    people: frozenset[str]
    bodies: frozenset[str]
    place: tuple[str, str, str | None] | None
    outlet: str | None
    day: str | None


def told(count: int, seed: int = 3) -> list[Told]:
    chance = random.Random(seed)
    days = (None, "2029", "2030-02", "2030-02-11", "2030-02-27", "2031-12-01")
    return [
        Told(
            f"f{number:03}.txt",
            frozenset(chance.sample(PEOPLE, chance.randint(0, 3))),
            frozenset(chance.sample(BODIES, chance.randint(0, 2))),
            chance.choice((*PROVINCES, None)),
            chance.choice(OUTLETS),
            chance.choice(days),
        )
        for number in range(count)
    ]


def facts(one: Told) -> Extraction:
    places: tuple[Place, ...] = ()
    if one.place is not None:
        name, then, now = one.place
        key = entity_key("place", name)
        places = (Place(key, name, "province", AT, "r", province_then=then, province_now=now or then),)
    return Extraction(
        people=tuple(
            Person(entity_key("person", name), name, AT, "r", forms=(name,)) for name in sorted(one.people)
        ),
        organisations=tuple(
            Organisation(entity_key("organisation", name), name, name, AT, "r", forms=(name,))
            for name in sorted(one.bodies)
        ),
        places=places,
        place=one.place[0] if one.place else None,
        dated=Dated(one.day, "published") if one.day else None,
    )


def make(path: Path, articles: Iterable[Told]) -> Path:
    library = Library.open(path, write=True)
    version = sources.current_version(library.connection, "test")
    with sources.transaction(library.connection):
        for one in articles:
            article = make_article(one.file, outlet=one.outlet)
            found = Found(one.file, Path(one.file), 1, 1, 1)
            sources.store_source(library.connection, found, version, [prepare_text(article)], [])
            article_id = library.find_id(one.file)
            assert article_id is not None
            sources.store_facts(library.connection, article_id, prepare_facts(article, facts(one)), version)
    library.close()
    return path


ARTICLES = told(70)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("facets") / "library.db", ARTICLES)


def counted_by_hand(articles: list[Told], values: Callable[[Told], Iterable[str]]) -> list[tuple[str, int]]:
    """(value, articles), most first, then by key."""
    counts = Counter(value for one in articles for value in values(one))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def pairs(facet: Facet) -> list[tuple[str, int]]:
    return [(value.key, value.count) for value in facet.values]


def month(day: str) -> str:
    return day[:7]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [0, 1, 9, 69, 70])
def test_every_facet_counts_what_a_look_at_each_article_counts(path: Path, seed: int, size: int) -> None:
    """The same set of articles, counted one by one, gives the same values, counts and order."""
    library = Library.open(path)
    chosen = random.Random(seed).sample(ARTICLES, size)
    ids = [library.find_id(one.file) for one in chosen]
    found = count_facets(library.connection, [one for one in ids if one is not None], top=99)
    assert found.total == size
    assert pairs(found.of("person")) == counted_by_hand(
        chosen, lambda one: (entity_key("person", name) for name in one.people)
    )
    assert pairs(found.of("organisation")) == counted_by_hand(
        chosen, lambda one: (entity_key("organisation", name) for name in one.bodies)
    )
    assert pairs(found.of("place_then")) == counted_by_hand(
        chosen, lambda one: [one.place[1]] if one.place else []
    )
    now = counted_by_hand(chosen, lambda one: [one.place[2] or one.place[1]] if one.place else [])
    assert pairs(found.of("place_now")) == now
    assert pairs(found.of("outlet")) == counted_by_hand(
        chosen, lambda one: [one.outlet] if one.outlet else []
    )
    months = counted_by_hand(chosen, lambda one: [month(one.day)] if one.day else [])
    assert pairs(found.of("month")) == sorted(months)
    assert found.of("outlet").without == sum(1 for one in chosen if one.outlet is None)
    assert found.of("month").without == sum(1 for one in chosen if one.day is None)
    assert found.of("place_now").without == sum(1 for one in chosen if one.place is None)


def test_all_articles_are_counted_alike_whether_they_are_listed_or_not(path: Path) -> None:
    """None means every article; all ids, and all of them twice, mean the same."""
    connection = Library.open(path).connection
    ids = [row[0] for row in connection.execute("SELECT id FROM articles")]
    assert (
        count_facets(connection, None) == count_facets(connection, ids) == count_facets(connection, ids * 2)
    )


def test_a_province_of_today_is_told_with_the_ones_it_was_made_of(path: Path) -> None:
    """Its parts add up to it; one that kept its name and took in no other has none."""
    connection = Library.open(path).connection
    facet = count_facets(connection, None).of("place_now")
    merged = facet.value("Lam Kha")
    assert merged is not None
    assert {part.key for part in merged.parts} == {"Lam Kha", "Vĩnh Mơ"}
    assert sum(part.count for part in merged.parts) == merged.count
    plain = [row[0] for row in connection.execute("SELECT id FROM articles WHERE place = 'Lam Kha'")]
    (alone,) = count_facets(connection, plain).of("place_now").values
    assert alone.parts == ()


def test_a_province_with_its_level_written_out_is_the_same_province(tmp_path: Path) -> None:
    """`Thành phố Lam Kha` and what was merged into Lam Kha are one, then and today."""
    city = Place("place:thành phố lam kha", "Thành phố Lam Kha", "city", AT, "r", province_then="Lam Kha",
                 province_now="Lam Kha")  # fmt: skip
    old = Place("place:vĩnh mơ", "Vĩnh Mơ", "province", AT, "r", province_then="Vĩnh Mơ",
                province_now="Lam Kha")  # fmt: skip
    library = Library.open(tmp_path / "library.db", write=True)
    version = sources.current_version(library.connection, "test")
    with sources.transaction(library.connection):
        for place in (city, old):
            article = make_article(f"{place.name}.txt")
            found = Found(article.file, Path(article.file), 1, 1, 1)
            sources.store_source(library.connection, found, version, [prepare_text(article)], [])
            article_id = library.find_id(article.file)
            assert article_id is not None
            said = Extraction(places=(place,), place=place.name)
            sources.store_facts(library.connection, article_id, prepare_facts(article, said), version)
    counted = count_facets(library.connection, None)
    assert pairs(counted.of("place_now")) == [("Lam Kha", 2)]
    assert pairs(counted.of("place_then")) == [("Lam Kha", 1), ("Vĩnh Mơ", 1)]


def test_of_many_values_the_most_frequent_are_told_and_the_rest_is_counted(path: Path) -> None:
    connection = Library.open(path).connection
    whole, cut = count_facets(connection, None, top=99), count_facets(connection, None, top=2)
    for field in FACET_FIELDS:
        if field not in ("month", "mark"):
            assert cut.of(field).values == whole.of(field).values[:2]
            assert cut.of(field).others == max(0, len(whole.of(field).values) - 2)
    assert cut.of("month") == whole.of("month")


def test_marks_and_tags_of_the_reader_are_counted_among_the_same_articles(path: Path, tmp_path: Path) -> None:
    shelf = Shelf.open(tmp_path)
    subjects = [Subject(f"digest-{one.file}") for one in ARTICLES[:5]]
    shelf.mark(subjects, read=True, tags=["xem lại"])
    shelf.mark(subjects[:2], star=True, tags=["Đê"])
    shelf.mark([Subject("digest-of-another-corpus")], read=True, star=True, tags=["xem lại"])
    library = Library.open(path, shelf=tmp_path / "shelf.db")

    def marks(found: Facets | None) -> list[tuple[str, int]]:
        assert found is not None
        return [*pairs(found.of("mark")), *pairs(found.of("tag"))]

    assert marks(library.facets()) == [
        ("unread", 65), ("read", 5), ("star", 2), ("xem lại", 5), ("Đê", 2),
    ]  # fmt: skip
    assert marks(library.facets(ListFilter(unread=True))) == [("unread", 65)]
    some = [library.find_id(one.file) or 0 for one in ARTICLES[1:3]]
    counted = count_facets(library.connection, some)
    assert marks(counted) == [("read", 2), ("star", 1), ("xem lại", 2), ("Đê", 1)]


def test_without_a_shelf_every_article_is_unread(path: Path) -> None:
    counted = count_facets(Library.open(path).connection, None)
    assert pairs(counted.of("mark")) == [("unread", 70)]
    assert counted.of("tag").values == ()


def test_facets_of_a_list_are_those_of_the_articles_in_it(path: Path) -> None:
    """What the filter of a list lets through, and nothing else, is counted."""
    library = Library.open(path)
    where = ListFilter(text="Đài Vĩnh Mơ")
    found = library.facets(where)
    assert found is not None
    assert found.total == library.count(where) < 70
    assert pairs(found.of("outlet")) == [("Đài Vĩnh Mơ", found.total)]


def test_only_the_fields_that_are_asked_for_are_counted(path: Path) -> None:
    found = Library.open(path).facets(fields=("outlet", "person"))
    assert found is not None
    assert [facet.field for facet in found.facets] == ["outlet", "person"]


def test_counting_stops_as_soon_as_nobody_waits_for_it(path: Path) -> None:
    """A question whose answer is not wanted any more ends early, and the library answers the next one."""
    library = Library.open(path)
    looks = 0

    def stopped() -> bool:
        nonlocal looks
        looks += 1
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.library.facets.count_facets", lambda *_a, **_k: _endless(library.connection))
        assert library.facets(stopped=stopped) is None
    assert looks
    assert library.facets() is not None


def _endless(connection: sqlite3.Connection) -> object:
    query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    return connection.execute(query).fetchone()


# chosen


def every_choice(found: Facets) -> list[FacetChoice]:
    """All that can be chosen of these facets."""
    return [
        FacetChoice(facet.field, value.key, value.name) for facet in found.facets for value in facet.values
    ]


def facets_of(library: Library, where: ListFilter) -> Facets:
    found = library.facets(where, top=99)
    assert found is not None
    return found


def marked(folder: Path) -> Path:
    """A shelf with marks beside some of the articles."""
    shelf = Shelf.open(folder)
    shelf.mark([Subject(f"digest-{one.file}") for one in ARTICLES[:20]], read=True, tags=["xem lại"])
    shelf.mark([Subject(f"digest-{one.file}") for one in ARTICLES[15:30]], star=True, tags=["đê"])
    shelf.close()
    return folder / "shelf.db"


def test_a_count_is_the_length_of_the_list_once_its_value_is_chosen(path: Path, tmp_path: Path) -> None:
    """Whatever was chosen before: what is promised beside a value is what the list then holds."""
    library = Library.open(path, shelf=marked(tmp_path))
    chance = random.Random(11)
    for _round in range(25):
        where = ListFilter(text=chance.choice(["", "", "2030"]))
        for _step in range(3):
            found = facets_of(library, where)
            assert found.total == library.count(where)
            choices = every_choice(found)
            if not choices:
                break
            choice = chance.choice(choices)
            value = found.of(choice.field).value(choice.key)
            assert value is not None
            chosen_before = any(one.field == choice.field and not one.excluded for one in where.chosen)
            narrowed = replace(where, chosen=(*where.chosen, choice))
            if choice.field in SINGLE and chosen_before:
                assert library.count(narrowed) >= value.count
            else:
                assert library.count(narrowed) == value.count
                out = replace(where, chosen=(*where.chosen, replace(choice, excluded=True)))
                assert library.count(out) == library.count(where) - value.count
                if chance.random() < 0.3:
                    narrowed = out
            where = narrowed


@pytest.mark.parametrize("field", sorted(SINGLE - {"month"}))
def test_of_a_field_with_one_value_any_that_is_chosen_will_do(path: Path, field: FacetField) -> None:
    """And the others keep their counts, so that they can be chosen too."""
    library = Library.open(path)
    before = facets_of(library, ListFilter())
    first, second = before.of(field).values[:2]
    choices = [FacetChoice(field, value.key, value.name) for value in (first, second)]
    both = ListFilter(chosen=tuple(choices))
    assert library.count(both) == first.count + second.count
    assert facets_of(library, both).of(field) == before.of(field)
    assert facets_of(library, both).total == first.count + second.count


def test_of_people_all_that_are_chosen_must_be_named(path: Path) -> None:
    library = Library.open(path)
    names = PEOPLE[:2]
    chosen = tuple(FacetChoice("person", entity_key("person", name), name) for name in names)
    wanted = sum(set(names) <= one.people for one in ARTICLES)
    assert library.count(ListFilter(chosen=chosen)) == wanted
    none = tuple(replace(choice, excluded=True) for choice in chosen)
    assert library.count(ListFilter(chosen=none)) == sum(not set(names) & one.people for one in ARTICLES)


def test_a_name_that_was_chosen_is_found_after_namesakes_were_told_apart_anew(
    path: Path, tmp_path: Path
) -> None:
    """A saved list outlives the library: its key may be gone, and the name there under other keys."""
    library = Library.open(path)
    name = "Khúc Văn Đăng"
    key = entity_key("person", name)
    whole = library.count(ListFilter(chosen=(FacetChoice("person", key, name),)))
    gone = library.count(ListFilter(chosen=(FacetChoice("person", f"{key}@0123456789ab", name),)))
    assert whole == gone == sum(name in one.people for one in ARTICLES)
    nobody = entity_key("person", "Không Ai")
    assert library.count(ListFilter(chosen=(FacetChoice("person", nobody, "Không Ai"),))) == 0
    library.close()
    copy = tmp_path / "library.db"
    copy.write_bytes(path.read_bytes())
    connection = sqlite3.connect(copy)
    (entity,) = connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
    connection.execute("UPDATE entities SET key = ? WHERE id = ?", (f"{key}@a1", entity))
    rest = connection.execute("SELECT article FROM named WHERE entity = ? LIMIT 3", (entity,)).fetchall()
    connection.execute(
        "INSERT INTO entities (id, key, kind, articles) VALUES (9999, ?, 'person', 3)", (f"{key}@b2",)
    )
    connection.executemany(
        "UPDATE named SET entity = 9999 WHERE entity = ? AND article = ?", ((entity, *row) for row in rest)
    )
    connection.commit()
    connection.close()
    apart = Library.open(copy)
    assert apart.count(ListFilter(chosen=(FacetChoice("person", key, name),))) == whole
    assert apart.count(ListFilter(chosen=(FacetChoice("person", f"{key}@b2", name),))) == 3
    assert apart.count(ListFilter(chosen=(FacetChoice("person", key, name, excluded=True),))) == 70 - whole


def test_articles_without_a_value_can_be_chosen_or_left_out(path: Path) -> None:
    library = Library.open(path)
    found = facets_of(library, ListFilter())
    for field in sorted(SINGLE):
        choice = FacetChoice(field, "", "?")
        without = found.of(field).without
        assert without
        assert library.count(ListFilter(chosen=(choice,))) == without
        assert library.count(ListFilter(chosen=(replace(choice, excluded=True),))) == 70 - without


@pytest.mark.parametrize(
    ("months", "days"),
    [
        ("2030-02", ["2030-02", "2030-02-11", "2030-02-27"]),
        ("2029", ["2029"]),
        ("2029-01..2029-12", ["2029"]),
        ("2029-02..2029-12", []),
        ("2029..2030", ["2029", "2030-02", "2030-02-11", "2030-02-27"]),
        ("2030-02..2031-12", ["2030-02", "2030-02-11", "2030-02-27", "2031-12-01"]),
        ("2029-06..2030-01", []),
        ("không phải tháng", []),
        ("2031-12..", []),
        ("..2031-12", []),
    ],
)
def test_a_stretch_of_months_holds_the_days_in_it(path: Path, months: str, days: list[str]) -> None:
    """A year alone is in it where the whole year is."""
    library = Library.open(path)
    count = library.count(ListFilter(chosen=(FacetChoice("month", months, months),)))
    assert count == sum(one.day in days for one in ARTICLES)


def test_a_value_beyond_the_most_frequent_stays_in_sight_while_it_is_chosen(path: Path) -> None:
    library = Library.open(path)
    last = facets_of(library, ListFilter()).of("person").values[-1]
    where = ListFilter(chosen=(FacetChoice("person", last.key, last.name),))
    found = library.facets(where, top=0)
    assert found is not None
    assert found.of("person").value(last.key) is not None


def test_what_is_chosen_without_a_shelf_is_told_from_what_nobody_marked(path: Path) -> None:
    library = Library.open(path)
    marks = [FacetChoice("mark", key, key) for key in ("unread", "read", "star")]
    counts = [library.count(ListFilter(chosen=(one,))) for one in (*marks, FacetChoice("tag", "đê", "đê"))]
    assert counts == [70, 0, 0, 0]
    assert library.count(ListFilter(chosen=(FacetChoice("tag", "đê", "đê", excluded=True),))) == 70
