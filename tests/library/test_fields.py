"""Fields, alternatives and exclusions: the articles found are those a look at each would find."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.library.making import make_article
from tui.library import sources, structured
from tui.library.fields import days_condition, outlets
from tui.library.library import Library
from tui.library.shelf import FILE, Shelf
from tui.library.sources import Found
from tui.library.storing import prepare_facts, prepare_text
from tui.library.textwriter import TextWriter
from tui.model.fact import Dated, DateOrigin, Extraction, Figure, Organisation, Person, Place
from tui.model.own import Subject
from tui.model.record import record
from tui.model.result import ListFilter
from tui.model.span import Span
from tui.text.folding import entity_key, fold

AT = Span(0, 3)
TODAY = date(2031, 3, 5)
PEOPLE = ("Đoàn Quốc Thẩm", "Lạc Thị Kỷ", "Khúc Văn Ky", "Uông Bích Thẩm")
BODIES = ("Ủy ban nhân dân huyện Lam Kha", "Công ty Bến Bãi", "Công an huyện Lam Kha")
PLACES = (
    ("Hậu Giang", "Hậu Giang", "Cần Thơ"),
    ("Cần Thơ", "Cần Thơ", "Cần Thơ"),
    ("Bờ Nam", "Hậu Giang", "Cần Thơ"),
    ("Vĩnh Mơ", "Lam Kha", "Lam Kha"),
)
"""(name, its province then, of today)."""
OUTLETS = ("Báo Lam Kha", "Báo Lâm", "Tuổi Mơ", "Báo", None)
DAYS = (None, "2029", "2030-12", "2031-01", "2031-01-31", "2031-02-26", "2031-03-05")
WORDS = ("lũ", "lu", "bão", "bảo", "đê", "vỡ", "gió", "mưa", "nghìn", "nguồn")
UNITS = ("hộ dân", "đồng", "%", "người")


@record
class Told:
    """What a made article says."""

    file: str
    people: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[tuple[str, str, str]]
    outlet: str | None
    day: str | None
    origin: DateOrigin
    words: tuple[str, ...]
    figures: tuple[tuple[int, int, str], ...]

    @property
    def title(self) -> str:
        return f"{self.words[0].capitalize()} {self.file}"


def told(count: int) -> list[Told]:
    chance = random.Random(11)

    def number() -> tuple[int, int, str]:
        low = chance.choice((3, 40, 500, 6_000, 24_000_000_000))
        return low, low * chance.choice((1, 1, 3)), chance.choice(UNITS)

    return [
        Told(
            f"f{index:03}.txt",
            frozenset(chance.sample(PEOPLE, chance.randint(0, 2))),
            frozenset(chance.sample(BODIES, chance.randint(0, 2))),
            frozenset(chance.sample(PLACES, chance.randint(0, 2))),
            chance.choice(OUTLETS),
            chance.choice(DAYS),
            chance.choice(("published", "event")),
            tuple(chance.choice(WORDS) for _ in range(chance.randint(2, 9))),
            tuple(number() for _ in range(chance.randint(0, 3))),
        )
        for index in range(count)
    ]


ARTICLES = told(160)


def facts(one: Told) -> Extraction:
    return Extraction(
        people=tuple(
            Person(entity_key("person", name), name, AT, "r", forms=(name,)) for name in sorted(one.people)
        ),
        organisations=tuple(
            Organisation(entity_key("organisation", name), name, name, AT, "r", forms=(name,))
            for name in sorted(one.bodies)
        ),
        places=tuple(
            Place(entity_key("place", name), name, "district", AT, "r", province_then=then, province_now=now)
            for name, then, now in sorted(one.places)
        ),
        figures=tuple(
            Figure(str(low), low if low == high else (low, high), unit, AT, "r")  # type: ignore[arg-type]
            for low, high, unit in one.figures
        ),
        dated=Dated(one.day, one.origin) if one.day else None,
    )


@pytest.fixture(scope="module", params=[True, False], ids=["indexed", "scanned"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("fields")
    library = Library.open(folder / "library.db", write=True)
    connection = library.connection
    version = sources.current_version(connection, "test")
    with sources.transaction(connection):
        for one in ARTICLES:
            text = f"{one.title}\n{' '.join(one.words)}."
            article = make_article(one.file, outlet=one.outlet, text=text, title=one.title)
            found = Found(one.file, Path(one.file), 1, 1, 1)
            sources.store_source(connection, found, version, [prepare_text(article)], [])
            article_id = library.find_id(one.file)
            assert article_id is not None
            sources.store_facts(connection, article_id, prepare_facts(article, facts(one)), version)
    if request.param:
        with TextWriter(connection, folder / "library.db", lambda _told: None) as writer:
            writer.take_in()
    library.close()
    shelf = Shelf.open(folder / "data")
    read, starred = ARTICLES[:40], ARTICLES[20:60]
    for articles, how in ((read, {"read": True}), (starred, {"star": True, "tags": ("quan trọng",)})):
        subjects = [Subject(f"digest-{one.file}", one.title, one.file, "c") for one in articles]
        shelf.mark(subjects, **how)
    shelf.close()
    opened = Library.open(folder / "library.db", shelf=folder / "data" / FILE)
    opened.today = lambda: TODAY
    return opened


Holds = Callable[[Told], bool]


def folded(one: Told) -> set[str]:
    return {fold(word) for word in one.words}


def number(one: Told, low: float, high: float, unit: str = "") -> bool:
    return any(first <= high and last >= low and unit in ("", of) for first, last, of in one.figures)


CASES: list[tuple[str, Holds]] = [
    # names
    ("người:thẩm", lambda one: bool({"Đoàn Quốc Thẩm", "Uông Bích Thẩm"} & one.people)),
    ('người:"doan quoc tham"', lambda one: "Đoàn Quốc Thẩm" in one.people),
    ('người:"thẩm đoàn"', lambda one: "Đoàn Quốc Thẩm" in one.people),
    ("person:ky", lambda one: bool({"Lạc Thị Kỷ", "Khúc Văn Ky"} & one.people)),
    ("person:kỷ", lambda one: "Lạc Thị Kỷ" in one.people),
    ("-người:kỷ", lambda one: "Lạc Thị Kỷ" not in one.people),
    ("người:kỷ,khúc", lambda one: bool({"Lạc Thị Kỷ", "Khúc Văn Ky"} & one.people)),
    ("người:xyz", lambda _one: False),
    ("tổ chức:UBND", lambda one: BODIES[0] in one.bodies),
    ('org:"lam kha"', lambda one: bool({BODIES[0], BODIES[2]} & one.bodies)),
    # places, then and now
    ("nơi:Cần Thơ", lambda one: any(now == "Cần Thơ" for _n, _t, now in one.places)),
    ("noi:hau,xyz", lambda one: any(name == "Hậu Giang" for name, _t, _n in one.places)),
    ('place:"Hậu Giang"', lambda one: any(then == "Hậu Giang" for _n, then, _now in one.places)),
    ('nơi:"Vĩnh Mơ"', lambda one: any(name == "Vĩnh Mơ" for name, _t, _n in one.places)),
    # outlets
    ('báo:"lam kha"', lambda one: one.outlet == "Báo Lam Kha"),
    ("báo:lâm", lambda one: one.outlet == "Báo Lâm"),
    ("outlet:lam", lambda one: one.outlet in ("Báo Lam Kha", "Báo Lâm")),
    # days
    ("ngày:2031-01", lambda one: one.day in ("2031-01", "2031-01-31")),
    ("ngày:2029", lambda one: one.day == "2029"),
    ("từ:2029-02", lambda one: (one.day or "") >= "2030"),
    ("đến:2031-01-30", lambda one: one.day in ("2029", "2030-12")),
    ("đến:2031-01", lambda one: (one.day or "9") <= "2031-01-31"),
    ("từ:2031-01-01 đến:hôm kia", lambda one: one.day in ("2031-01", "2031-01-31", "2031-02-26")),
    ("ngày:hôm nay", lambda one: one.day == "2031-03-05"),
    ("date:last week", lambda one: one.day == "2031-02-26"),
    ("ngày:tháng trước", lambda one: one.day == "2031-02-26"),
    ("ngày:<2030", lambda one: one.day == "2029"),
    ("ngày:2029..2030", lambda one: one.day in ("2029", "2030-12")),
    ("là:không ngày", lambda one: one.day is None),
    # marks
    ("là:chưa đọc", lambda one: one not in ARTICLES[:40]),
    ("is:read", lambda one: one in ARTICLES[:40]),
    ("là:sao", lambda one: one in ARTICLES[20:60]),
    ("nhãn:quan-trọng", lambda one: one in ARTICLES[20:60]),
    ("tag:trong", lambda one: one in ARTICLES[20:60]),
    ("nhãn:trống", lambda _one: False),
    ("has:note", lambda _one: False),
    # numbers
    ("số:>500", lambda one: number(one, 500.5, 1e30)),
    ("số:>=500", lambda one: number(one, 500, 1e30)),
    ("số:>24 tỷ", lambda one: number(one, 24e9 + 1, 1e30)),
    ("số:500..1.000", lambda one: number(one, 500, 1000)),
    ("số:100", lambda one: number(one, 100, 100)),
    ("số:>10 hộ dân", lambda one: number(one, 11, 1e30, "hộ dân")),
    ("figure:>10 ho", lambda one: number(one, 11, 1e30, "hộ dân")),
    ("số:>10%", lambda one: number(one, 11, 1e30, "%")),
    # words
    ("-lũ", lambda one: "lũ" not in one.words),
    ("-lu", lambda one: "lu" not in folded(one)),
    ("đê -bảo", lambda one: "de" in folded(one) and "bảo" not in one.words),
    ("lu OR mưa", lambda one: bool({"lu", "mua"} & folded(one))),
    ("đê lu|mưa", lambda one: "de" in folded(one) and bool({"lu", "mua"} & folded(one))),
    ("-(lu OR mua)", lambda one: not {"lu", "mua"} & folded(one)),
    ("-(lu mua)", lambda one: not {"lu", "mua"} <= folded(one)),
    ("(lũ mưa) OR người:kỷ", lambda one: {"lu", "mua"} <= folded(one) or "Lạc Thị Kỷ" in one.people),
    ("-(lũ OR mưa)", lambda one: not {"lũ", "mưa"} & set(one.words)),
    ("-(lũ mưa)", lambda one: not {"lũ", "mưa"} <= set(one.words)),
    ("-(lu mưa)", lambda one: not ("lu" in folded(one) and "mưa" in one.words)),
    ("-(lũ OR bao)", lambda one: "lũ" not in one.words and "bao" not in folded(one)),
    ("(de vo gio) OR (bao mua)", lambda one: (
        {"de", "vo", "gio"} <= folded(one) or {"bao", "mua"} <= folded(one)
    )),
    ("(lu OR gio) (bao OR ng*)", lambda one: bool(
        {"lu", "gio"} & folded(one) and {"bao", "nghin", "nguon"} & folded(one)
    )),
    ("(lu ng* -gió) OR (mua vo người:kỷ)", lambda one: (
        ("lu" in folded(one) and bool({"nghin", "nguon"} & folded(one)) and "gió" not in one.words)
        or ({"mua", "vo"} <= folded(one) and "Lạc Thị Kỷ" in one.people)
    )),
    ("ng*", lambda one: bool({"nghin", "nguon"} & folded(one))),
    ("mưas~", lambda one: "mua" in folded(one)),
    ("lu người:kỷ -báo:lâm", lambda one: (
        "lu" in folded(one) and "Lạc Thị Kỷ" in one.people and one.outlet != "Báo Lâm"
    )),
    ("tiêu đề:lu", lambda one: fold(one.words[0]) == "lu"),
    ("tiêu đề:lũ", lambda one: one.words[0] == "lũ"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "holds"), CASES, ids=[query for query, _holds in CASES])
def test_a_query_finds_what_a_look_at_each_article_finds(library: Library, query: str, holds: Holds) -> None:
    """No more and no fewer, with the text index and without it."""
    if query == "mưas~" and library.find_text("lũ").understood.without_index:
        return  # the words of the corpus are counted with the index
    expected = {one.file for one in ARTICLES if holds(one)}
    found = library.find_text(query, 500)
    assert {hit.head.file for hit in found.articles} == expected
    assert found.total_articles == len(expected)
    assert library.find_all(query) == {hit.head.id for hit in found.articles}
    assert 0 <= len(expected) < len(ARTICLES)


FIELDS_ALONE = [
    case for case in CASES if ":" in case[0] and "(" not in case[0] and not case[0].startswith("lu ")
]


@pytest.mark.parametrize(("query", "holds"), FIELDS_ALONE, ids=[query for query, _holds in FIELDS_ALONE])
def test_the_list_is_narrowed_by_the_same_fields(library: Library, query: str, holds: Holds) -> None:
    """The filter of the list knows the same language."""
    where = ListFilter(text=query)
    expected = {one.file for one in ARTICLES if holds(one)}
    assert {head.file for head in library.heads("newest", where, 0, 500)} == expected
    assert library.count(where) == len(expected)


def test_words_of_the_filter_are_those_of_the_row(library: Library) -> None:
    """Plain words are looked for anywhere in title, outlet and date; signs work on them."""

    def found(text: str) -> set[str]:
        return {head.file for head in library.heads("newest", ListFilter(text=text), 0, 500)}

    everything = {one.file for one in ARTICLES}
    mo = {one.file for one in ARTICLES if one.outlet == "Tuổi Mơ"}
    assert found("tuoi") == found("tuổi m") == found('"tuổi mơ"') == mo
    assert found("-tuổi") == everything - mo
    assert found("tuổi OR kha") == mo | {one.file for one in ARTICLES if one.outlet == "Báo Lam Kha"}
    assert found('"tuổi') == mo
    assert found("nơi:") == everything


def test_the_list_is_narrowed_anew_when_a_letter_means_the_opposite(library: Library) -> None:
    """`tuổi` then `-tuổi`: the second holds none of the first."""
    first = library.heads("newest", ListFilter(text="tuổi"), 0, 500)
    second = library.heads("newest", ListFilter(text="-tuổi"), 0, 500)
    assert first
    assert len(first) + len(second) == len(ARTICLES)


def test_today_is_another_day_tomorrow(library: Library) -> None:
    """A list of `hôm nay` is not kept over midnight."""
    where = ListFilter(text="ngày:hôm nay")
    today = library.count(where)
    library.today = lambda: date(2031, 2, 26)
    try:
        assert library.count(where) == sum(1 for one in ARTICLES if one.day == "2031-02-26") != today
    finally:
        library.today = lambda: TODAY


def test_words_near_one_another_are_told_from_words_apart(library: Library) -> None:
    """`"a b"~1` allows one word between them, in any order."""

    def near(one: Told) -> bool:
        text = [fold(one.words[0]), one.file[:-4], "txt"], [fold(word) for word in one.words]
        return any(
            {line[at], line[other]} == {"de", "vo"} and 0 < other - at <= 2
            for line in text
            for at in range(len(line))
            for other in range(at + 1, len(line))
        )

    found = library.find_text('"đê vỡ"~1', 500)
    assert {hit.head.file for hit in found.articles} == {one.file for one in ARTICLES if near(one)}


def test_what_was_looked_up_is_told(library: Library) -> None:
    """A merged province, inferred days and names that nobody bears are said."""

    def remarks(query: str) -> list[tuple[str, str]]:
        return [(remark.kind, remark.typed) for remark in library.find_text(query, 5).understood.remarks]

    assert ("merged", "Cần Thơ") in remarks("nơi:Cần Thơ")
    assert remarks('nơi:"Vĩnh Mơ"') == []
    assert ("nothing", "xyz") in remarks("người:xyz")
    (inferred,) = library.find_text("ngày:2029", 5).understood.remarks
    expected = sum(1 for one in ARTICLES if one.day == "2029" and one.origin != "published")
    assert (inferred.kind, inferred.count) == ("inferred", expected)


def test_hits_are_where_the_words_stand(library: Library) -> None:
    """Alternatives mark each of their words, a name its first mention."""
    (first, *_rest) = library.find_text("(lũ OR mưa) -đê", 5).articles
    text = library.text(first.head.id)
    assert text is not None
    marked = {fold(text.text[span.start : span.stop]) for span in first.spans}
    assert marked
    assert marked <= {"lu", "mua"}
    (named, *_rest) = library.find_text("người:kỷ", 5).articles
    assert named.spans == (AT,)


def test_articles_without_words_to_rank_by_come_newest_first(library: Library) -> None:
    """A query of fields alone is a list."""
    found = [hit.head.id for hit in library.find_text("-báo:lâm", 500).articles]
    listed = [head.id for head in library.heads("newest", ListFilter(text="-báo:lâm"), 0, 500)]
    assert found == listed


def test_every_outlet_is_found_by_steps_of_the_index(library: Library) -> None:
    """Also one whose name another begins with."""
    assert {name for name, _key in outlets(library.connection)} == {name for name in OUTLETS if name}


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        (20310101, 20310131, {20310100, 20310115}),
        (20310102, 20310131, {20310115}),
        (20310101, 20310130, {20310115}),
        (20310101, 20311231, {20310000, 20310100, 20310115, 20310200}),
        (0, 20310115, {20310115}),
        (20310201, 20310228, {20310200}),
        (20310116, 20310115, set()),
    ],
)
def test_a_month_counts_where_all_of_it_lies_within(
    library: Library, first: int, last: int, held: set[int]
) -> None:
    """An article dated `2031-01` may be of any day of January."""
    sql, values = days_condition(first, last)
    days = (20310000, 20310100, 20310115, 20310200)
    found = {
        day
        for day in days
        if library.connection.execute(
            f"SELECT 1 FROM (SELECT {day} AS oldest) AS articles WHERE {sql}", values
        ).fetchone()
    }
    assert found == held


def test_a_hostile_query_is_answered(library: Library) -> None:
    """Whatever is pasted: an answer, and the list is not lost."""
    for query in (
        '("' * 500,
        "nơi:" * 300,
        "-" * 900,
        "số:1e9",
        "ngày:0",
        "người:%_",
        "\u202e-\x1b[31m",
        "a" * 99_999,
    ):
        library.find_text(query, 5)
        library.heads("newest", ListFilter(text=query), 0, 5)


def test_values_complete_to_what_most_articles_have(library: Library) -> None:
    """Names by any of their words, outlets, tags, marks; the counts are those of articles."""

    def offered(text: str) -> list[tuple[str, int]]:
        found = library.complete(text, len(text)).candidates
        return [(candidate.shown, candidate.count) for candidate in found]

    def named(*names: str) -> list[tuple[str, int]]:
        counts = {name: sum(1 for one in ARTICLES if name in one.people) for name in names}
        return sorted(counts.items(), key=lambda pair: (-pair[1], entity_key("person", pair[0])))

    assert offered("người:th") == named("Đoàn Quốc Thẩm", "Uông Bích Thẩm", "Lạc Thị Kỷ")
    assert offered("người:k") == named("Lạc Thị Kỷ", "Khúc Văn Ky")
    assert offered("người:kỷ") == named("Lạc Thị Kỷ")
    assert offered('lũ tổ chức:"công an') == [
        ("Công an huyện Lam Kha", sum(1 for one in ARTICLES if "Công an huyện Lam Kha" in one.bodies))
    ]
    assert [name for name, _count in offered("nơi:v")] == ["Vĩnh Mơ"]
    assert sorted(name for name, _count in offered("báo:l")) == ["Báo Lam Kha", "Báo Lâm"]
    assert offered("báo:lâ") == [("Báo Lâm", sum(1 for one in ARTICLES if one.outlet == "Báo Lâm"))]
    assert offered("nhãn:q") == [("quan trọng", 40)]
    assert ("unread", 0) in offered("is:un")
    assert ("person:", 0) in offered("per")
    assert offered("người:lac thi k") == named("Lạc Thị Kỷ")
    assert offered("người:kỷ per") == [("person:", 0)]
    assert offered("số:") == []


def test_a_completed_value_finds_as_many_articles_as_it_was_offered_with(library: Library) -> None:
    """What is inserted can be typed."""
    for text in ("người:th", "báo:l", "nhãn:q", "tổ chức:c"):
        completion = library.complete(text, len(text))
        assert completion.candidates
        for candidate in completion.candidates:
            whole = text[: completion.start] + candidate.insert + text[completion.stop :]
            assert library.count(ListFilter(text=whole)) == candidate.count


def test_nearness_that_was_not_looked_at_everywhere_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bound on what is read is said, not hidden."""
    assert not library.find_text('"đê vỡ"~1').understood.remarks
    monkeypatch.setattr(structured, "MOST_NEAR", 2)
    (remark,) = library.find_text('"đê vỡ"~1').understood.remarks
    assert (remark.kind, remark.count) == ("bounded", 2)


@pytest.mark.parametrize("query", ["người:(Lạc Thị Kỳ Anh)", 'người:"lac thi kyy"', 'lũ người:"lac thi kyy"'])
def test_a_name_that_nobody_bears_brings_the_nearest(library: Library, query: str) -> None:
    """To search for instead; where something is found there is no need."""
    result = library.find_text(query)
    assert (result.total_articles, result.nearest[:1]) == (0, ("Lạc Thị Kỷ",))
    assert library.find_text('người:"lac thi ky"').nearest == ()
