"""Passages that stand in several articles of a library: each told once, with all of its places."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable

from tests.library.memory import add, article_of, empty_library, finish, texts_of
from tests.library.test_links import SENTENCE, filler, prose
from tui.library import postings
from tui.library.repeated import Group, Repeated, _merged, repeated_passages
from tui.library.repeated_answers import told
from tui.model.fact import Dated, Extraction
from tui.model.span import Span

OTHER = "Đò Trà Lum chạy lại từ rạng sáng sau ba tháng nằm bến chờ thay cầu tàu và hai máy nổ"


def library_of(texts: Iterable[str], *, done: bool = True) -> sqlite3.Connection:
    connection = empty_library()
    for number, text in enumerate(texts):
        add(connection, article_of(f"{number:04}.txt", f"Tin {number}\n{text}"), Extraction())
    if done:
        finish(connection)
    return connection


def repeated(connection: sqlite3.Connection) -> Repeated:
    found = repeated_passages(connection, stopped=lambda: False)
    assert found is not None
    return found


def places(connection: sqlite3.Connection, group: Group) -> dict[int, str]:
    texts = texts_of(connection)
    return {article: span.of(texts[article]) for article, span in group.places()}


def mixed(passages: dict[int, list[str]], count: int) -> list[str]:
    """Articles that share nothing but what is planted in some of them."""
    chance = random.Random(5)
    return [
        f"{prose(chance)}. " + " ".join(f"{one}. {prose(chance, 20)}." for one in passages.get(number, []))
        for number in range(count)
    ]


def test_each_passage_is_told_once_with_all_its_places() -> None:
    """One in five articles, nearly word for word in one of them; another one in three."""
    edited = SENTENCE.replace("đang dọn dẹp", "đang cùng dọn")
    planted = {
        3: [SENTENCE],
        9: [SENTENCE, OTHER],
        20: [OTHER, edited],
        31: [SENTENCE],
        44: [OTHER, SENTENCE],
    }
    connection = library_of(mixed(planted, 50))
    first, second = repeated(connection).groups
    assert sorted(places(connection, first)) == [4, 10, 21, 32, 45]
    assert set(places(connection, first).values()) == {SENTENCE, edited}
    assert places(connection, second) == {10: OTHER, 21: OTHER, 45: OTHER}


def test_a_sentence_of_a_longer_passage_is_told_where_it_stands_alone() -> None:
    """Two articles share a paragraph, five more only its middle: those are seven places of it."""
    paragraph = f"{OTHER}. {SENTENCE}. Chợ họp đông trở lại, người mua kẻ bán chào nhau từ đầu ngõ"
    planted = {n: [SENTENCE] for n in (5, 6, 7, 11, 12)} | {1: [paragraph], 2: [paragraph]}
    connection = library_of(mixed(planted, 20))
    first, second = repeated(connection).groups
    assert sorted(places(connection, first)) == [2, 3, 6, 7, 8, 12, 13]
    assert set(places(connection, first).values()) == {SENTENCE}
    assert set(places(connection, second).values()) == {paragraph}


def test_an_article_copied_a_thousand_times_is_one_passage() -> None:
    """A hub costs each of its articles once."""
    text = prose(random.Random(3), 120)
    connection = library_of([text] * 1_000)
    compared: list[float] = []
    found = repeated_passages(connection, progress=compared.append, stopped=lambda: False)
    assert found is not None
    (group,) = found.groups
    assert len(group) == 1_000
    assert len(compared) < 1_100 + postings.CHUNKS


def test_furniture_of_the_pages_is_counted_and_left_out() -> None:
    """A line of very many pages is no passage; what few of them share is."""
    planted = {number: [OTHER] for number in range(120)} | {60: [OTHER, SENTENCE], 61: [OTHER, SENTENCE]}
    connection = library_of(mixed(planted, 150))
    found = repeated(connection)
    assert [len(group) for group in found.groups] == [2]
    assert found.furniture == 1


def test_a_sentence_said_a_thousand_times_in_one_article_is_one_place() -> None:
    """Articles that repeat themselves are compared in time, and with themselves not at all."""
    connection = library_of([f"{SENTENCE}. " * 1_000, prose(random.Random(1)), f"Mở đầu. {SENTENCE}. Hết."])
    (group,) = repeated(connection).groups
    assert sorted(places(connection, group)) == [1, 3]
    assert repeated(library_of([f"{SENTENCE}. " * 1_000])).groups == ()


def test_passages_are_found_before_the_run_ends() -> None:
    """Fingerprints may still wait to be posted."""
    connection = library_of(mixed({1: [SENTENCE], 4: [SENTENCE]}, 6), done=False)
    assert len(repeated(connection).groups) == 1


def test_who_waits_no_more_stops_it() -> None:
    """At any step."""
    connection = library_of(mixed({1: [SENTENCE], 4: [SENTENCE]}, 6))
    for most in (0, 10, postings.CHUNKS):
        asked = iter(range(most))
        assert repeated_passages(connection, stopped=lambda asked=asked: next(asked, None) is None) is None  # type: ignore[misc]


def test_a_passage_is_told_as_it_stands_in_the_first_place_by_date() -> None:
    """Articles without a day stand at the end, and what went meanwhile is not told."""
    connection = empty_library()
    days = (None, "2031-05-12", "2031-05-09")
    for number, day in enumerate(days):
        said = SENTENCE.upper() if day == "2031-05-09" else SENTENCE
        facts = Extraction(dated=Dated(day, "published")) if day else Extraction()
        text = f"Tin {number}\n{prose(random.Random(number), 30)}. {said}."
        add(connection, article_of(f"{number}.txt", text), facts)
    filler(connection, 5)
    finish(connection)
    (group,) = repeated(connection).groups
    passage = told(connection, group)
    assert passage is not None
    assert passage.text == SENTENCE.upper()
    assert [place.head.dated for place in passage.places] == ["2031-05-09", "2031-05-12", None]
    assert (passage.article_count, passage.last) == (3, "2031-05-12")
    gone = Group(12)
    for article, span in group.places():
        gone.add(article + 100, span)
    assert told(connection, gone) is None


def test_what_was_found_from_two_articles_as_one_passage_is_one() -> None:
    """Where their places in one article are nearly the same; another place there is another passage."""
    one, other, third = Group(14), Group(12), Group(20)
    for group, places_of_it in (
        (one, {1: (10, 80), 5: (0, 70), 6: (2, 72)}),
        (other, {5: (0, 68), 9: (30, 98)}),
        (third, {5: (200, 290), 9: (200, 290)}),
    ):
        for article, (start, stop) in places_of_it.items():
            group.add(article, Span(start, stop))
    merged = _merged([other, third, one])
    assert [[article for article, _span in group.places()] for group in merged] == [[1, 5, 6, 9], [5, 9]]
