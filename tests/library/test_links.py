"""Echoes and related articles over a library: the reason is true, the order sensible, the time bounded."""

from __future__ import annotations

import random
import sqlite3
import time

import pytest

from tests.library.memory import (
    add,
    article_of,
    empty_library,
    finish,
    indexed,
    library_of,
    organisation,
    person,
    place,
    seeds_library,
    texts_of,
)
from tui.library.echoes import echoes
from tui.library.links import remove
from tui.library.passage_places import places_of
from tui.library.relations import related
from tui.model.fact import Dated, Event, Extraction, Topic
from tui.model.result import Related
from tui.model.span import Span

SENTENCE = "nước đã rút khỏi các xã ven sông và người dân đang dọn dẹp nhà cửa để đón Tết"
WORDS = [
    a + b
    for a in ("b", "ch", "đ", "gi", "kh", "l", "m", "ngh", "ph", "qu", "s", "th")
    for b in ("ao", "ê", "ổi", "ưng", "in")
]


def prose(chance: random.Random, count: int = 80) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def filler(connection: sqlite3.Connection, count: int) -> None:
    """Articles that share nothing but common syllables."""
    chance = random.Random(11)
    for number in range(count):
        add(connection, article_of(f"x{number}.txt", f"Tin {number}\n{prose(chance)}"), Extraction())


def files(found: tuple[Related, ...]) -> list[str]:
    return [item.head.file for item in found]


def kinds(item: Related) -> list[str]:
    return [reason.kind for reason in item.reasons]


@pytest.fixture(scope="module")
def seeds() -> sqlite3.Connection:
    return seeds_library(facts=True)


def ids(connection: sqlite3.Connection) -> dict[str, int]:
    return {file[:3]: article_id for file, article_id in connection.execute("SELECT file, id FROM articles")}


# --- on the shipped articles


def test_the_walk_of_the_shipped_articles_begins_with_the_echo(seeds: sqlite3.Connection) -> None:
    """From 000: the same statement by the same general; further on the same vice-chairman, the same place."""
    by_name = ids(seeds)
    found = related(seeds, by_name["000"])
    assert files(found)[0].startswith("001")
    assert (found[0].reasons[0].kind, found[0].reasons[0].text) == ("echo", "Nguyễn Văn Kỷ")
    assert "nhân quyền là công tác chung" in found[0].reasons[0].detail
    other = next(item for item in found if item.head.file.startswith("004"))
    assert (other.reasons[0].kind, other.reasons[0].text) == ("person", "Nguyễn Ngọc Hè")
    last = next(item for item in found if item.head.file.startswith("003"))
    assert ("place", "Hậu Giang → Cần Thơ") in [(reason.kind, reason.text) for reason in last.reasons]


def test_the_echo_of_the_shipped_articles_is_marked_on_both_sides(seeds: sqlite3.Connection) -> None:
    """172 characters, the same in both, found from either."""
    by_name = ids(seeds)
    texts = texts_of(seeds)
    for one, other in (("000", "001"), ("001", "000")):
        mine, its = by_name[one], by_name[other]
        shared = [part for e in echoes(seeds, mine) if e.other_id == its for part in e.parts]
        ((here, there),) = [part for part in shared if part[0].length >= 172]
        assert here.of(texts[mine]) == there.of(texts[its])


def test_all_places_of_a_passage_come_by_date() -> None:
    """From either side the same places; the earliest day is marked, articles without a day come last."""
    connection = empty_library()
    filler(connection, 30)
    days = ("2031-03-02", None, "2031-03-01", "2031-03-04")
    made = []
    for number, day in enumerate(days):
        facts = Extraction(dated=Dated(day, "published")) if day else Extraction()
        text = (
            f"Tin {number}\nMở đầu {prose(random.Random(number), 12)}. Ông nói: “{SENTENCE}”, hết {number}."
        )
        made.append(add(connection, article_of(f"{number}.txt", text), facts))
    finish(connection)
    text = texts_of(connection)[made[0]]
    at = text.index(SENTENCE)
    places = places_of(connection, made[0], Span(at, at + len(SENTENCE)))
    assert [place.head.id for place in places] == [made[2], made[0], made[3], made[1]]
    assert [place.first for place in places] == [True, False, False, False]
    texts = texts_of(connection)
    assert {place.span.of(texts[place.head.id]) for place in places} == {SENTENCE}
    assert places_of(connection, made[1], places[-1].span) == places
    assert places_of(connection, 10**6, Span(0, 5)) == ()


# --- echoes


def test_a_passage_is_found_among_many_articles() -> None:
    """Word for word, wherever it stands; in the order of the text."""
    connection = empty_library()
    filler(connection, 60)
    mine = add(connection, article_of("a.txt", f"Tin A\nÔng nói: {SENTENCE}. Hết."), Extraction())
    its = add(
        connection, article_of("b.txt", f"Tin B\nMở đầu khác. “{SENTENCE.upper()}”, bà kể."), Extraction()
    )
    finish(connection)
    (echo,) = echoes(connection, mine)
    assert echo.other_id == its
    texts = texts_of(connection)
    assert echo.span.of(texts[mine]) == SENTENCE
    assert echo.other_span.of(texts[its]) == SENTENCE.upper()


def test_a_passage_is_found_before_the_run_ends() -> None:
    """Fingerprints may still wait to be posted."""
    connection = empty_library()
    mine = add(connection, article_of("a.txt", f"Tin A\n{SENTENCE}"), Extraction())
    add(connection, article_of("b.txt", f"Tin B\n{SENTENCE}"), Extraction())
    assert len(echoes(connection, mine)) == 1


def test_source_lines_and_furniture_are_no_echo() -> None:
    """What pages say about themselves, and what dozens of pages repeat, ties nothing together."""
    connection = empty_library()
    footer = "mời quý độc giả xem thêm các bản tin mới nhất trên trang của báo chúng tôi mỗi ngày"
    chance = random.Random(4)
    for number in range(30):
        add(connection, article_of(f"{number}.txt", f"Tin {number}\n{prose(chance)}\n{footer}"), Extraction())
    stamp = article_of("s.txt", f"Tin S\n{prose(chance)}\n{SENTENCE}", kinds=("title", "body", "meta"))
    mine = add(connection, stamp, Extraction())
    add(connection, article_of("t.txt", f"Tin T\n{SENTENCE}"), Extraction())
    finish(connection)
    assert echoes(connection, mine) == ()
    assert echoes(connection, 1) == ()


def test_a_headline_inside_another_article_is_a_link_not_an_echo() -> None:
    """Teasers that cleaning left in would make every article of a day an echo of every other."""
    headline = "Người dân làng chài Vĩnh Mơ dọn dẹp nhà cửa sau trận lũ lớn nhất mười năm"
    one, other = prose(random.Random(1)), prose(random.Random(2))
    connection = library_of(f"{headline}\n{one}", f"Tin khác\n{other}\n{headline}\nĐoạn cuối.")
    assert echoes(connection, 2) == ()


# --- related


def test_a_copy_comes_first_and_is_called_one() -> None:
    """Most of the shorter stands in the longer: one article in two outlets."""
    chance = random.Random(2)
    body = prose(chance, 200)
    connection = library_of(
        f"Tin A\n{body}", f"Tin B\n{body} thêm vài chữ", *(f"C\n{prose(chance)}" for _ in range(9))
    )
    found = related(connection, 1)
    assert files(found)[:1] == ["1.txt"]
    assert found[0].reasons[0].kind == "duplicate"
    assert found[0].reasons[0].text.endswith("%")


def test_a_corpus_of_one_article_copied_is_answered_in_time() -> None:
    """A thousand copies: copies are found, nothing is compared with all of them."""
    chance = random.Random(2)
    connection = empty_library()
    text = f"Tin\n{prose(chance, 150)}"
    for number in range(1_000):
        add(connection, article_of(f"{number:04}.txt", text), Extraction())
    finish(connection)
    began = time.perf_counter()
    found = related(connection, 500, limit=10)
    assert time.perf_counter() - began < 2
    assert len(found) == 10
    assert {item.reasons[0].kind for item in found} == {"duplicate"}


def test_the_rarer_person_weighs_more() -> None:
    """A person two articles name says more than one that half of them name."""
    connection = empty_library()
    text = "Tin\nÔng Đoàn Quốc Thẩm gặp bà Lạc Thị Mây."
    both = Extraction(people=(person(text, "Đoàn Quốc Thẩm"), person(text, "Lạc Thị Mây")))
    mine = add(connection, article_of("a.txt", text), both)
    rare = "Tin B\nBà Lạc Thị Mây ở nhà."
    add(connection, article_of("rare.txt", rare), Extraction(people=(person(rare, "Lạc Thị Mây"),)))
    for number in range(30):
        common = f"Tin {number}\nÔng Đoàn Quốc Thẩm đi vắng {WORDS[number]}."
        add(
            connection,
            article_of(f"c{number}.txt", common),
            Extraction(people=(person(common, "Đoàn Quốc Thẩm"),)),
        )
    filler(connection, 30)
    finish(connection)
    found = related(connection, mine)
    assert files(found)[0] == "rare.txt"
    assert found[0].reasons[0].text == "Lạc Thị Mây"
    assert found[0].score > 1.5 * found[1].score


def test_a_given_name_and_a_byline_relate_nothing() -> None:
    """`Mây` is many people, and a reporter writes about everything."""
    connection = empty_library()
    made = []
    for number in range(2):
        text = f"Tin {number}\nBà Mây nói {WORDS[number]}.\nTràn Ngọc Bút"
        facts = Extraction(people=(person(text, "Mây"), person(text, "Tràn Ngọc Bút")))
        article = article_of(f"{number}.txt", text, kinds=("title", "body", "meta"))
        made.append(add(connection, article, facts))
    filler(connection, 60)
    finish(connection)
    assert not any("person" in kinds(item) for item in related(connection, made[1]))


def test_every_kind_of_tie_is_a_reason() -> None:
    """Person, organisation, place, event, topic and a near day, each with what is shared."""
    connection = empty_library()
    text = "Tin\nĐoàn Quốc Thẩm, Sở Xây dựng Vĩnh Mơ, lễ khánh thành bến cá, chuyên đề Đê biển."
    span = Span(4, 18)
    for number, day in enumerate(("2031-05-09", "2031-05-10")):
        facts = Extraction(
            people=(person(text, "Đoàn Quốc Thẩm"),),
            organisations=(organisation(text, "Sở Xây dựng Vĩnh Mơ"),),
            places=(place(text, "Vĩnh Mơ"),),
            events=(Event("lễ khánh thành bến cá", span, "test"),),
            topics=(Topic("Đê biển", span, "test"),),
            dated=Dated(day, "published"),
        )
        add(connection, article_of(f"{number}.txt", f"{text} {WORDS[number]} {WORDS[number + 9]}"), facts)
    filler(connection, 60)
    finish(connection)
    (other, *_rest) = related(connection, 1)
    texts = {reason.kind: reason.text for reason in other.reasons}
    assert texts["person"] == "Đoàn Quốc Thẩm"
    assert texts["organisation"] == "Sở Xây dựng Vĩnh Mơ"
    assert texts["place"] == "Vĩnh Mơ"
    assert texts["event"] == "lễ khánh thành bến cá"
    assert texts["topic"] == "Đê biển"
    assert texts["date"] == "10/05/2031"
    assert sum(reason.weight for reason in other.reasons) == pytest.approx(1)


def test_places_that_are_one_province_today_are_related() -> None:
    """The reason says which became which; a place of the same name is not named twice."""
    connection = empty_library()
    for number, name in enumerate(("Hải Khê", "Lam Giang")):
        text = f"Tin {number}\nMưa ở {name} {WORDS[number]}"
        facts = Extraction(places=(place(text, name, now="Lam Giang"),))
        add(connection, article_of(f"{number}.txt", text), facts)
    filler(connection, 20)
    finish(connection)
    for article_id in (1, 2):
        file = f"{2 - article_id}.txt"
        other = next(item for item in related(connection, article_id) if item.head.file == file)
        assert (other.reasons[0].kind, other.reasons[0].text) == ("place", "Hải Khê → Lam Giang")


def test_before_facts_are_known_words_relate() -> None:
    """Telling words of two articles on one subject, none of all the others."""
    connection = empty_library()
    filler(connection, 120)
    subject = "nghêu lụa chết trắng bãi, người nuôi nghêu lụa trắng tay; nghêu lụa vụ này mất sạch"
    mine = add(connection, article_of("a.txt", f"Nghêu lụa chết\n{subject}"), Extraction())
    add(connection, article_of("b.txt", "Bãi vắng\nVì sao nghêu lụa chết hàng loạt?"), Extraction())
    finish(connection)
    (best, *_rest) = related(connection, mine)
    assert best.head.file == "b.txt"
    assert best.reasons[0].kind == "terms"
    assert "ghêu lụa" in best.reasons[0].text


def test_what_is_removed_relates_no_more() -> None:
    """Neither by a passage nor by a trait; removing what is not there changes nothing."""
    connection = library_of(f"A\n{SENTENCE}", f"B\n{SENTENCE}")
    assert echoes(connection, 1)
    remove(connection, 2)
    remove(connection, 99)
    assert echoes(connection, 1) == ()
    assert related(connection, 99) == ()
    assert related(connection, 1, limit=0) == ()


def test_an_article_alone_or_empty_has_no_relatives() -> None:
    """One article, no date, no name; and one without a word."""
    assert related(library_of("Một mình\nKhông có ai."), 1) == ()
    connection = library_of("", "")
    assert echoes(connection, 1) == ()
    assert related(connection, 1) == ()


def test_asking_takes_time_bounded_by_what_is_shared() -> None:
    """A name in every article is not followed into all of them: ten times the corpus, about the same rows."""

    def steps(count: int) -> int:
        connection = empty_library()
        chance = random.Random(8)
        for number in range(count):
            text = f"Tin {number}\nHà Khê và Đoàn Quốc Thẩm. {prose(chance, 40)}"
            facts = Extraction(people=(person(text, "Đoàn Quốc Thẩm"),), places=(place(text, "Hà Khê"),))
            add(connection, article_of(f"{number}.txt", text), facts)
        texts = indexed(finish(connection))
        done = 0

        def tick() -> int:
            nonlocal done
            done += 1
            return 0

        connection.set_progress_handler(tick, 100)
        related(connection, count // 2, texts=texts)
        return done

    assert steps(2_000) < 2 * steps(200)
