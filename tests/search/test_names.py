"""A name is found by whatever a reader types of it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.fact import Kind
from tui.search.names import Match, NameRow, NameTable
from tui.text.folding import entity_key


def row(name: str, kind: Kind = "person", articles: int = 1, *aliases: str) -> NameRow:
    return NameRow(entity_key(kind, name), name, kind, articles, articles, aliases)


TABLE = NameTable(
    [
        row("Đoàn Quốc Thẩm", "person", 9),
        row("Đoàn Quốc Thắm", "person", 2),
        row("Lạc Thị Mây Thu", "person", 4),
        row("Lạc Thu", "person", 1),
        row("Trần Ngọc Đạo", "person", 3),
        row("Trần Ngọc Đào", "person", 5),
        row("Hồ Văn Sáng", "person", 7),
        row("UBND huyện Lam Kha", "organisation", 12, "Ủy ban nhân dân huyện Lam Kha"),
        row("Lam Kha", "place", 30),
        row("Vĩnh Mơ", "place", 6),
        row("Kasper Lindqvist", "person", 2),
    ]
)


def names(query: str, table: NameTable = TABLE) -> list[str]:
    return [match.row.name for match in table.find(query)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("doan quoc tham", "Đoàn Quốc Thẩm"),
        ("Đoàn Quốc Thắm", "Đoàn Quốc Thắm"),
        ("lac thi may thu", "Lạc Thị Mây Thu"),
        ("thu may lac", "Lạc Thị Mây Thu"),
        ("lacthimaythu", "Lạc Thị Mây Thu"),
        ("lacthi maythu", "Lạc Thị Mây Thu"),
        ("maythu lac", "Lạc Thị Mây Thu"),
        ("thuu maay lac", "Lạc Thị Mây Thu"),
        ("ltmt", "Lạc Thị Mây Thu"),
        ("ltmthu", "Lạc Thị Mây Thu"),
        ("lac thi maay thu", "Lạc Thị Mây Thu"),
        ("lca thi may thu", "Lạc Thị Mây Thu"),
        ("laac thii may", "Lạc Thị Mây Thu"),
        ("giam doc so lac thi may thu", "Lạc Thị Mây Thu"),
        ("trần ngọc đạo", "Trần Ngọc Đạo"),
        ("tran ngoc dao", "Trần Ngọc Đào"),
        ("TRAN NGOC ĐẠO", "Trần Ngọc Đạo"),
        ("uy ban nhan dan lam kha", "UBND huyện Lam Kha"),
        ("ubnd lam kha", "UBND huyện Lam Kha"),
        ("lam kha", "Lam Kha"),
        ("lindqvist", "Kasper Lindqvist"),
        ("lindkvist", "Kasper Lindqvist"),
        ("kasper lind", "Kasper Lindqvist"),
        ("sang ho", "Hồ Văn Sáng"),
    ],
)
def test_the_name_meant_comes_first(typed: str, first: str) -> None:
    """Without tones, in any order, run together, begun, as initials, mistyped, with a rank in front."""
    assert names(typed)[:1] == [first]


def test_equal_names_are_ranked_by_how_much_is_written_about_them() -> None:
    """Typed without tones, both Đạo and Đào fit; the one in more articles is likelier."""
    assert names("tran ngoc dao")[:2] == ["Trần Ngọc Đào", "Trần Ngọc Đạo"]


def test_the_whole_name_comes_before_a_commoner_longer_one() -> None:
    """`lam kha` is the place first, though the office holds both words too."""
    found = names("lam kha")
    assert found.index("Lam Kha") < found.index("UBND huyện Lam Kha")


def test_better_ways_to_match_score_higher() -> None:
    """Exactly the name, its beginning, its initials, a slip: in this order."""

    def score(typed: str) -> float:
        return next(m.score for m in TABLE.find(typed) if m.row.name == "Hồ Văn Sáng")

    assert score("ho van sang") == 100
    assert score("ho van sang") > score("ho van san") > score("hvs") > score("hx vab sng")


def test_what_is_no_name_finds_nothing() -> None:
    """Better no row than a row that is not meant."""
    assert names("xyzzy qwerty") == []
    assert names("2031") == []


def test_an_empty_query_shows_the_names_most_written_about() -> None:
    """The list is of use before the first letter."""
    assert names("  ")[:2] == ["Lam Kha", "UBND huyện Lam Kha"]
    assert names("", NameTable([])) == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_a_query(typed: str) -> None:
    """Nothing raises; scores lie between 0 and 100, ranks are in order of worth, no name comes twice."""
    found: list[Match] = TABLE.find(typed)
    assert all(0 <= match.score <= 100 for match in found)
    assert len({match.row.key for match in found}) == len(found)


def test_a_pasted_book_is_answered() -> None:
    """Only the beginning of it is read."""
    assert isinstance(TABLE.find("nguyễn văn " * 20_000), list)


SURNAMES = ["Đoàn", "Lạc", "Trần", "Hồ", "Ứng", "Khúc", "Bạch", "Nhan", "Sầm", "Viên"]
MIDDLES = ["Văn", "Thị", "Quốc", "Ngọc", "Thế", "Diễm", "Bảo", "Khắc"]
GIVEN = ["Thẩm", "Mây", "Sáng", "Đạo", "Nghiêm", "Quyên", "Thược", "Hoài", "Lựu", "Phượng", "Kiên", "Dũng"]


def many() -> NameTable:
    found = [f"{a} {b} {c}" for a in SURNAMES for b in MIDDLES for c in GIVEN]
    return NameTable(row(name) for name in found)


def test_every_name_of_many_is_found_by_its_plain_letters() -> None:
    """Whole names are never crowded out by names like them."""
    table = many()
    chance = random.Random(5)
    for match in chance.sample(table.find("", 2_000), 60):
        name = match.row.name
        assert name in [m.row.name for m in table.find(name)[:1]]
        mixed = name.split()
        chance.shuffle(mixed)
        assert name in [m.row.name for m in table.find(" ".join(mixed))[:5]]


def test_one_slip_in_a_long_word_still_finds_the_name() -> None:
    """A letter left out of the given name, the rest as it is."""
    table = many()
    for word in ("Nghiêm", "Quyên", "Thược", "Phượng"):
        typed = f"Khúc Bảo {word[:2]}{word[3:]}"
        assert names(typed, table)[:1] == [f"Khúc Bảo {word}"]


def test_one_slip_is_likelier_than_three() -> None:
    """Where every syllable is one slip from the next, the words that are right choose among hundreds."""
    syllables = ["An", "Ba", "Ca", "Da", "Ga", "Ha", "La", "Ma", "Na", "Ra", "Sa", "Ta"]
    made = [f"{a} {b} {c}" for a in syllables for b in syllables for c in syllables]
    articles = {name: 2_000 - number for number, name in enumerate(made)}
    articles["Ta Sa Na"] = 1
    table = NameTable(row(name, "person", count) for name, count in articles.items())
    assert names("ta sa nab", table)[:1] == ["Ta Sa Na"]


def test_of_names_that_fit_alike_the_one_in_more_articles_comes_first() -> None:
    """One word typed is a word of many names: how long the rest of a name is does not tell which is meant."""
    table = NameTable([row("Mạc Sim", "person", 4), row("Mạc Thị Thanh Phượng", "person", 40)])
    assert names("mac", table) == ["Mạc Thị Thanh Phượng", "Mạc Sim"]
    assert names("mac sim", table)[0] == "Mạc Sim"


def test_all_names_that_fit_are_counted_though_few_are_given() -> None:
    """So that a list that is cut can say of how many."""
    table = NameTable(row(f"Mạc Sim {number}", "person", 1) for number in range(500))
    for query in ("mac sim", "mac", "sim m"):
        matches, total = table.find_counted(query, 100)
        assert (len(matches), total) == (100, 500)
    assert table.find_counted("mac sim 499", 100)[1] < 100
    assert table.find_counted("", 100)[1] == 500
