"""Text search over a library: the same hits as a naive scan, ranked, and never an error."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.memory import add, article_of, empty_library, indexed, library_of, seeds_library, texts_of
from tests.library.naive import read, scan
from tui.library import fulltext, storing
from tui.library.textsource import ScannedTexts
from tui.model.fact import Extraction
from tui.model.result import TextResult
from tui.text.folding import fold

FILLER = "Chuyện thường ngày ở xã Vĩnh Mơ, không có gì để nói thêm cả."


@pytest.fixture(autouse=True, scope="module", params=["index", "scan"])
def by_scan(request: pytest.FixtureRequest) -> Iterator[None]:
    """Everything holds of the answers of the index, and of those of a scan where there is none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SOURCE, "scan", request.param == "scan")
        yield


SOURCE = {"scan": False}


def find_text(
    connection: sqlite3.Connection,
    query: str,
    limit: int = 200,
    *,
    only: AbstractSet[int] | None = None,
    **options: Any,
) -> TextResult:
    """The answer of the library as it stands."""
    texts = ScannedTexts(connection, only) if SOURCE["scan"] else indexed(connection, only)
    return fulltext.find_text(connection, query, limit, texts=texts, **options)


@pytest.fixture(scope="module")
def seeds() -> sqlite3.Connection:
    """The shipped articles before their facts are known."""
    return seeds_library(facts=False)


def files(result: TextResult) -> list[str]:
    return [hit.head.file for hit in result.articles]


def surfaces(connection: sqlite3.Connection, result: TextResult) -> list[list[str]]:
    texts = texts_of(connection)
    return [[span.of(texts[hit.head.id]) for span in hit.spans] for hit in result.articles]


# --- on the shipped articles


def test_a_phrase_without_tones_is_found_in_all_five(seeds: sqlite3.Connection) -> None:
    """22 places in the texts, two in teasers that cleaning took out; every place is marked."""
    result = find_text(seeds, "quyen con nguoi")
    assert (result.total_articles, result.total_hits, result.dropped_hits) == (5, 22, 2)
    assert sum(len(hit.spans) for hit in result.articles) == 22
    assert {fold(form) for forms in surfaces(seeds, result) for form in forms} == {"quyen con nguoi"}
    assert all(hit.snippet.marks for hit in result.articles)
    assert result.understood.folded


def test_typed_tones_come_first_and_placement_is_one(seeds: sqlite3.Connection) -> None:
    """`hòa` stands nowhere, `hóa` five times; `hoá` is `hóa`; without tones there is nothing to divide."""
    other, exact, folded = (find_text(seeds, query) for query in ("hòa", "hoá", "hoa"))
    assert [result.total_hits for result in (other, exact, folded)] == [5, 5, 5]
    assert [any(hit.exact for hit in result.articles) for result in (other, exact, folded)] == [
        False,
        True,
        True,
    ]
    assert folded.understood.folded
    assert not exact.understood.folded
    assert find_text(seeds, "hòa", tones="exact").total_hits == 0
    assert find_text(seeds, "hòa", tones="folded").understood.folded


def test_an_abbreviation_is_found_by_its_long_form(seeds: sqlite3.Connection) -> None:
    """The texts only have UBND; the second copy of a caption is not counted with the text."""
    result = find_text(seeds, "uy ban nhan dan")
    assert (result.total_articles, result.total_hits) == (5, 19)
    assert {form for forms in surfaces(seeds, result) for form in forms} == {"UBND"}
    assert result.understood.expanded == (("uy ban nhan dan", "UBND"),)
    assert find_text(seeds, "UBND").total_hits == 19
    assert find_text(seeds, '"ủy ban nhân dân"').total_hits == 0
    assert find_text(seeds, "uy ban nhan dan", expand=False).understood.closeness == "apart"


def test_each_letter_typed_keeps_the_answer_near(seeds: sqlite3.Connection) -> None:
    """The last word is completed while it is no word; a finished one is not stretched."""
    assert find_text(seeds, "quyen con ngu").total_hits == 22
    assert find_text(seeds, "quyen con ngu").understood.prefix
    assert not find_text(seeds, "hoa").understood.prefix


def test_only_some_articles_can_be_asked(seeds: sqlite3.Connection) -> None:
    """Counts and dropped places are of those alone."""
    (first, *_rest) = find_text(seeds, "quyen con nguoi").articles
    result = find_text(seeds, "quyen con nguoi", only={first.head.id})
    assert (result.total_articles, result.total_hits) == (1, len(first.spans))
    assert find_text(seeds, "quyen con nguoi", only=frozenset()).total_articles == 0


# --- the twin


WORDS = ["bão", "bao", "báo", "Bảo", "lũ", "lụa", "hoà", "hòa", "đê", "DE", "xã", "xa", "3", "ca", "CA"]

TEXT = st.lists(st.sampled_from([*WORDS, "\n", ", "]), min_size=1, max_size=20).map(" ".join)
PHRASE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


def naive(texts: list[str], query: str) -> dict[int, list[tuple[int, int]]]:
    """Places of a phrase by a scan of each text, exact ones alone where there are any; no code under test."""
    found = [scan(read(text), query) for text in texts]
    return {number: exact or places for number, (places, exact) in enumerate(found) if places}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS, "\n", ", "]), min_size=1, max_size=20).map(" ".join), max_size=6
    ),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4),
)
def test_hits_are_those_of_a_naive_scan(texts: list[str], queries: list[str]) -> None:
    """Quoted phrases, toned or not: the same articles, the same places, exact articles first."""
    connection = library_of(*texts)
    stored = texts_of(connection)
    for query in queries:
        result = find_text(connection, f'"{query}"', limit=100)
        found = {hit.head.id - 1: [tuple(span) for span in hit.spans] for hit in result.articles}
        assert found == naive([stored[key] for key in sorted(stored)], query)
        assert result.total_articles == len(found)
        assert result.total_hits == sum(map(len, found.values()))
        assert [hit.exact for hit in result.articles] == sorted(
            (h.exact for h in result.articles), reverse=True
        )


# --- ranking


def test_ranks_are_real_and_the_title_weighs_more() -> None:
    """Equal ranks would be no ranks; here the headline, then the denser text, comes first."""
    body = " ".join(["câu chữ khác"] * 20)
    connection = library_of(
        f"Chuyện một\n{body} bão {body}",
        f"Bão vào bờ\n{body} {body}",
        f"Chuyện ba\nbão bão {body} {body}",
        *[f"Chuyện {number}\n{FILLER}" for number in range(20)],
    )
    result = find_text(connection, "bao")
    assert files(result) == ["1.txt", "2.txt", "0.txt"]
    scores = [hit.score for hit in result.articles]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3
    assert scores[-1] > 0


def test_a_phrase_comes_before_words_near_before_words_apart() -> None:
    """Nearer is better, however often the words stand alone elsewhere."""
    far = "câu chữ khác " * 20
    connection = library_of(
        f"A\nBão tan. {far} Lụa bán chạy, lụa lụa mặc bão.",
        f"B\nbão {far} lụa {far} bão {far} lụa",
        "C\nLàng bão lụa",
        *[f"D{number}\n{FILLER}" for number in range(40)],
    )
    result = find_text(connection, "bao lua")
    assert files(result) == ["2.txt", "0.txt", "1.txt"]
    assert [hit.closeness for hit in result.articles] == ["phrase", "near", "apart"]
    assert result.understood.closeness == "phrase"


def test_syllables_that_stand_everywhere_do_not_hide_a_name() -> None:
    """Half of all articles hold the syllables of a name somewhere; where the name stands they are no hits."""
    far = "câu chữ khác " * 20
    noise = [f"Tin {number}\nVăn {far} Thẩm {far} Đoàn" for number in range(30)]
    connection = library_of("Tin\nÔng Đoàn Văn Thẩm nói.", *noise)
    assert files(find_text(connection, "doan van tham")) == ["0.txt"]
    assert files(find_text(connection, "van doan tham")) == ["0.txt"]
    storing.remove_article(connection, 1)
    alone = find_text(connection, "doan van tham")
    assert (alone.total_articles, alone.understood.closeness) == (30, "apart")


# --- what is done for the reader, and said


def test_a_misspelt_word_gives_way_and_is_named() -> None:
    """The nearest spelling of the corpus is looked for, and the line says so."""
    connection = library_of(f"Tin\nNgười dân làng chài. {FILLER}", "Tin\nNgười ở phố")
    result = find_text(connection, "nguoif chai")
    assert result.understood.corrections == (("nguoif", "nguoi"),)
    assert files(result) == ["0.txt"]


def test_a_word_like_no_other_is_left_out_and_named() -> None:
    """One strange word must not empty the list; alone, it finds nothing and is asked of the names."""
    connection = library_of("Tin\nBão lớn")
    result = find_text(connection, "bão qwrtzpx")
    assert result.understood.ignored == ("qwrtzpx",)
    assert files(result) == ["0.txt"]
    alone = find_text(connection, "qwrtzpx", nearest_names=lambda query: (query.upper(),))
    assert (alone.total_articles, alone.nearest) == (0, ("QWRTZPX",))
    assert alone.understood.terms == ("qwrtzpx",)


HOSTILE = [
    *["", " ", '"', '""', '"""', "'", "*", "^", ":", "::::", "a:b", "title:x", "{body}: x", "-x", "--", "+"],
    *["NOT", "AND", "OR", "a AND", "NEAR(a b)", "NEAR(", "(", ")", "(((", "a OR OR b", "^a", "a ^ b", "a+b"],
    *["\0", "a\0b", "x\0*", "; DROP TABLE articles", "' OR 1=1", "\\", "%", "_", "/", "//", "<b>", "[/]"],
    *["\ud800", "\u202e", "😀", "مرحبا", "e" + "\u0301" * 40, "\ufeff", "\u0301", "\x1b[31m", "\n\n"],
    *["a" * 5_000, '"a', 'a"', "“a", "1.000.000", "&amp;"],
]


@pytest.mark.parametrize("query", HOSTILE, ids=repr)
def test_no_query_is_an_error(query: str) -> None:
    """Quotes, operators, fields, NUL, marks: words are looked for, signs are not."""
    connection = library_of(f"Tin\n{FILLER}")
    result = find_text(connection, query)
    assert result.total_articles == len(result.articles)


def test_a_pasted_book_is_answered_from_its_beginning() -> None:
    """100 KB cost no more than a page, and what was not read is said."""
    connection = library_of(f"Tin\n{FILLER}")
    result = find_text(connection, f"{FILLER} " * 2_000)
    assert files(result) == ["0.txt"]
    assert result.understood.ignored


# --- coming and going


def test_text_is_found_before_its_facts_are_known() -> None:
    """The article is stored without facts; nothing of the search waits for them."""
    connection = empty_library()
    add(connection, article_of("a.txt", "Tin\nBão lớn", dropped="Xem thêm: bão cũ, bão mới"))
    result = find_text(connection, "bao")
    assert (result.total_hits, result.dropped_hits) == (1, 2)
    assert not result.articles[0].head.facts_ready


def test_what_is_removed_is_found_no_more() -> None:
    """The index forgets just what it was given, and stays sound."""
    connection = library_of("Tin\nBão lớn", "Tin\nBão nhỏ")
    storing.remove_article(connection, 1)
    storing.remove_article(connection, 99)
    assert files(find_text(connection, "bao")) == ["1.txt"]
    assert find_text(connection, "lon").total_articles == 0
    add(connection, article_of("0.txt", "Tin\nNắng đẹp"))
    assert files(find_text(connection, "nang dep")) == ["0.txt"]
    assert find_text(connection, "lon").total_articles == 0


def test_a_letter_that_cannot_be_stored_does_not_stop_the_rest() -> None:
    """Broken encodings leave lone surrogates; the words around them are found where they stand."""
    connection = library_of("Tin\nđê \ud800 biển")
    (hit,) = find_text(connection, "bien").articles
    assert tuple(hit.spans[0]) == (9, 13)


def test_a_random_walk_of_changes_ends_like_a_fresh_library() -> None:
    """Whatever order articles come, change and go in, the answer is that of the texts that are there."""
    chance = random.Random(3)
    connection = empty_library()
    there: dict[str, str] = {}
    for _ in range(120):
        file = f"{chance.randrange(12)}.txt"
        if file in there and chance.random() < 0.3:
            article_id = connection.execute("SELECT id FROM articles WHERE file = ?", (file,)).fetchone()[0]
            storing.remove_article(connection, article_id)
            del there[file]
        else:
            there[file] = "Tin\n" + " ".join(chance.choices(WORDS, k=12))
            add(connection, article_of(file, there[file]), Extraction())
    for word in set(map(fold, WORDS)):
        expected = {file for file, text in there.items() if word in map(fold, text.split())}
        assert set(files(find_text(connection, f'"{word}"'))) == expected


# --- tones and capitals


def test_words_that_have_their_tones_apart_are_no_exact_phrase() -> None:
    """The index knows which tones an article has, not where; what is shown was looked at."""
    connection = library_of(
        "A\nHóa bình nước sôi. Chỗ kia hòa, chỗ nọ bình.",
        "B\nHòa bình đã về.",
        "C\nBình lặng.",
    )
    result = find_text(connection, "hòa bình")
    assert [(hit.head.file, hit.exact) for hit in result.articles] == [("1.txt", True), ("0.txt", False)]
    for query in ("hòa bình", '"hòa bình"'):
        exact = find_text(connection, query, tones="exact")
        assert (files(exact), exact.total_articles, exact.total_hits) == (["1.txt"], 1, 1)
    apart = find_text(connection, "hòa nọ", tones="exact")
    assert (files(apart), apart.understood.closeness) == (["0.txt"], "near")


def test_all_words_must_have_their_tones_wherever_they_stand() -> None:
    """Of words apart, one that has its tone does not make the others right."""
    far = "câu chữ khác " * 20
    noise = [f"D{number}\n{FILLER}" for number in range(40)]
    connection = library_of(f"A\nBão tan. {far} Lúa chín.", f"B\nBão tan. {far} Lụa đẹp.", *noise)
    result = find_text(connection, "bão lụa")
    assert [(hit.head.file, hit.exact) for hit in result.articles] == [("1.txt", True), ("0.txt", False)]


def test_an_abbreviation_counts_in_capitals_alone() -> None:
    """`CA` is the police, `cá` and `ca` are not, however many articles have them."""
    fish = [f"Tin {number}\nCá tươi, ca ba sáng." for number in range(30)]
    connection = library_of("Tin\nCA xã bắt trộm.", "Tin\nCông an xã bắt trộm.", *fish)
    result = find_text(connection, "cong an", abbreviations={"CA": "công an"})
    assert (set(files(result)), result.total_articles) == ({"0.txt", "1.txt"}, 2)


def test_more_than_is_shown_is_counted() -> None:
    """As many articles as there are; hits only where they were looked for."""
    connection = library_of(*[f"Tin {number}\nBão bão." for number in range(30)])
    result = find_text(connection, "bao", limit=4, quick=True)
    assert (result.total_articles, len(result.articles), result.total_hits, result.more_hits) == (
        30,
        4,
        8,
        True,
    )


def test_a_letter_behind_other_words_waits_for_the_next() -> None:
    """Half of all words begin with it; where it stands in the texts as a word of the phrase, it is one."""
    connection = library_of("Tin\nThủ tướng đến.", "Tin\nThủ thành.", "Tin\nVitamin c tốt.", "Tin\nTờ t.")
    for typed in ("thu t", "thu th"):
        result = find_text(connection, typed)
        assert (set(files(result)), result.understood.ignored) == ({"0.txt", "1.txt"}, ())
    assert files(find_text(connection, "thu tha")) == ["1.txt"]
    assert files(find_text(connection, "thu tu")) == ["0.txt"]
    assert files(find_text(connection, "vitamin c")) == ["2.txt"]


@pytest.mark.parametrize("typed", ["so voi cu", "so voi cun"])
def test_a_phrase_of_common_words_hides_them_apart_while_it_is_typed(typed: str) -> None:
    """`cun` is a rare word and the beginning of a common one; articles that have all three are no answer."""
    apart = [f"Tin {number}\nCũng một bài so bó đũa. Chơi với nhau." for number in range(130)]
    connection = library_of("Tin\nGiá tăng so với cùng kỳ.", "Tin\nChó cún lông xù.", *apart)
    result = find_text(connection, typed)
    assert (files(result), result.total_articles, result.understood.prefix) == (["0.txt"], 1, True)
