"""The network of names: ties, their weight, and the sentences that hold both names."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from tests.library.correcting import found
from tests.library.making import index
from tests.library.memory import add, article_of, empty_library, finish, person
from tests.library.test_corrections import Desk
from tui.library import network, network_sentences
from tui.library.duplicate_clusters import all_clusters
from tui.library.library import Library
from tui.library.network_answers import Asked
from tui.model.fact import Extraction
from tui.model.network import TIED_KINDS, USUAL_KINDS, NetworkGraph, TieEvidence, Ties
from tui.model.result import LIKENESS, ListFilter
from tui.related.ties import tie_weight
from tui.text.folding import entity_key

EVERYTHING = ListFilter()
PEOPLE = (
    "Đoàn Quốc Thẩm", "Lạc Thị Mây Thu", "Khúc Đa Ngôn", "Sầm Hữu Hạn", "Mạc Vĩnh Lân", "Thiều Bá Khoan",
    "Uông Thị Nhạn", "Giáp Văn Lũy", "Nhâm Thế Tường", "Quản Thị Sen", "Tiêu Công Hoán", "Vi Thị Dâu",
)  # fmt: skip
THAM, THU, NGON, HAN = (entity_key("person", name) for name in PEOPLE[:4])
SUBJECTS = ("đê biển", "trường học", "bến cá", "chợ nổi", "trạm y tế", "vườn ươm", "kho thóc", "lò gạch")


def said(number: int, *names: str, day: str = "") -> str:
    """An article like no other, a sentence for each two names."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    lines = [f"Chuyện {subject} thứ {number} vùng {number * 37 % 1009}"]
    lines += [f"Ngày {day}, có việc ở {subject} số {number}."] if day else []
    for at in range(0, len(names), 2):
        pair = " gặp ".join(f"ông {name}" for name in names[at : at + 2])
        lines.append(
            f"Sáng nay {pair} để bàn về {subject} và {number * 7 + at} hộ dân ở quãng {number * 13 + at}."
        )
    return "\n".join(lines) + "\n"


def library_of(folder: Path, texts: list[str]) -> Library:
    """A library of these texts."""
    corpus = folder / "kho"
    corpus.mkdir(parents=True)
    for number, text in enumerate(texts):
        (corpus / f"bai_{number:04}.txt").write_text(text, "utf-8")
    index(corpus, folder / "library.db")
    return Library.open(folder / "library.db")


def graph_of(library: Library, **options: object) -> NetworkGraph:
    settings = {"kinds": USUAL_KINDS, "least": 1, "limit": 10_000, **options}
    found = library.network(EVERYTHING, lambda asked: asked.edges(**settings))  # type: ignore[arg-type]
    assert found is not None
    return found


def ties_of(library: Library, key: str, *, where: ListFilter = EVERYTHING, least: int = 1) -> Ties:
    found = library.network(where, lambda asked: asked.ties(key, USUAL_KINDS, least, whole=True))
    assert found is not None
    return found


def evidence_of(library: Library, one: str, other: str) -> TieEvidence:
    found = library.network(EVERYTHING, lambda asked: asked.evidence(one, other))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Articles that name anybody, some of them as copies."""
    chance = random.Random(6)
    texts = []
    for number in range(70):
        names = chance.sample(PEOPLE, chance.choice((0, 1, 2, 3, 5)))
        day = f"{number % 28 + 1}/{number % 12 + 1}/2031" if number % 5 else ""
        texts.append(said(number, *names, day=day))
        if number % 9 == 4:
            texts += [texts[-1]] * 2
    return library_of(tmp_path_factory.mktemp("many"), texts)


def by_self_join(library: Library) -> tuple[Counter[frozenset[str]], Counter[str], int]:
    """How many articles name two keys, and one, counted by SQLite; copies once."""
    connection = library.connection
    place = all_clusters(connection, LIKENESS).place
    units = {
        article: place[article].best if article in place else article
        for (article,) in connection.execute("SELECT id FROM articles")
    }
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS flat (unit, key, UNIQUE (unit, key))")
    connection.execute("DELETE FROM flat")
    for article, key, kind in connection.execute(
        "SELECT article, key, kind FROM named JOIN entities ON entities.id = entity WHERE telling"
    ).fetchall():
        if kind in USUAL_KINDS:
            connection.execute("INSERT OR IGNORE INTO flat VALUES (?, ?)", (units[article], key))
    pairs = connection.execute(
        "SELECT a.key, b.key, count(*) FROM flat AS a JOIN flat AS b ON a.unit = b.unit AND a.key < b.key"
        " GROUP BY a.key, b.key"
    )
    single = connection.execute("SELECT key, count(*) FROM flat GROUP BY key")
    return (
        Counter({frozenset((one, other)): count for one, other, count in pairs}),
        Counter(dict(single.fetchall())),
        len(set(units.values())),
    )


def test_all_ties_are_those_of_a_plain_self_join(many: Library) -> None:
    """Counts, sizes and weights; and each name's own ties are the same once more."""
    pairs, single, total = by_self_join(many)
    graph = graph_of(many)
    assert graph.articles == total
    assert {frozenset((edge.one, edge.other)): edge.together for edge in graph.edges} == pairs
    assert {name.key: name.articles for name in graph.names} == {
        key: single[key] for pair in pairs for key in pair
    }
    for edge in graph.edges:
        expected = tie_weight(edge.together, single[edge.one], single[edge.other], total)
        assert edge.weight == round(expected, 4)
    for name in graph.names:
        ties = ties_of(many, name.key)
        assert {tie.other.key: tie.together for tie in ties.ties} == {
            key: count for pair, count in pairs.items() if name.key in pair for key in pair - {name.key}
        }
        assert ties.name.ties == len(ties.ties) == name.ties


def test_the_closest_come_first_and_only_so_many_as_wanted(many: Library) -> None:
    every, few = graph_of(many), graph_of(many, limit=7)
    assert few.edges == every.edges[:7]
    assert few.total == len(every.edges)
    weights = [edge.weight for edge in every.edges]
    assert weights == sorted(weights, reverse=True)
    often = graph_of(many, least=3)
    assert {edge.together for edge in often.edges} == {
        edge.together for edge in every.edges if edge.together >= 3
    }
    assert often.total == sum(edge.together >= 3 for edge in every.edges)


def test_the_names_are_listed_by_the_number_of_their_ties(many: Library) -> None:
    pairs, single, _total = by_self_join(many)
    board = many.network(EVERYTHING, lambda asked: asked.board(TIED_KINDS[:1], 2))
    assert board is not None
    people = {key for key in single if key.startswith("person:")}
    expected = {
        key: sum(count >= 2 and key in pair and pair <= people for pair, count in pairs.items())
        for key in people
    }
    assert {name.key: name.ties for name in board.names} == {
        key: count for key, count in expected.items() if count
    }
    assert [name.ties for name in board.names] == sorted(
        (count for count in expected.values() if count), reverse=True
    )
    assert board.total == len(people)
    assert board.copies == 16


def test_days_are_of_the_articles_that_name_both(tmp_path: Path) -> None:
    """An article without a day says nothing of when; one day alone is first and last."""
    library = library_of(
        tmp_path,
        [
            said(1, *PEOPLE[:2], day="5/3/2031"),
            said(2, *PEOPLE[:2]),
            said(3, *PEOPLE[:2], day="9/8/2031"),
            said(4, PEOPLE[0], PEOPLE[2]),
            said(5, PEOPLE[0], day="1/1/2030"),
        ],
    )
    ties = {tie.other.key: (tie.together, tie.first, tie.last) for tie in ties_of(library, THAM).ties}
    assert ties == {THU: (3, "2031-03-05", "2031-08-09"), NGON: (1, None, None)}
    assert [article.head.dated for article in evidence_of(library, THAM, THU).articles] == [
        "2031-08-09", "2031-03-05", None,
    ]  # fmt: skip
    graph = graph_of(library)
    assert {(edge.first, edge.last) for edge in graph.edges} == {("2031-03-05", "2031-08-09"), (None, None)}


def test_sentences_that_hold_both_are_counted_and_shown(tmp_path: Path) -> None:
    """Two names of one article in different sentences stand together in none."""
    library = library_of(tmp_path, [said(1, *PEOPLE[:4]), said(2, *PEOPLE[:2])])
    ties = {tie.other.key: tie.sentences for tie in ties_of(library, THAM).ties}
    assert ties == {THU: 2, NGON: 0, HAN: 0}
    for edge in graph_of(library, sentences=10).edges:
        pair = {edge.one, edge.other}
        assert edge.sentences == {frozenset((THAM, THU)): 2, frozenset((NGON, HAN)): 1}.get(
            frozenset(pair), 0
        )
    assert {edge.sentences for edge in graph_of(library, sentences=1).edges} == {None}
    both = evidence_of(library, THAM, THU)
    assert both.total == 2
    for article in both.articles:
        (sentence,) = article.sentences
        text = library.text(article.head.id)
        assert text is not None
        assert [mark.of(sentence.text) for mark in sentence.marks] == list(PEOPLE[:2])
        assert sentence.span.of(text.text) == PEOPLE[0]
        assert article.span == sentence.span
    (apart,) = evidence_of(library, THAM, HAN).articles
    text = library.text(apart.head.id)
    assert text is not None
    assert apart.sentences == ()
    assert apart.span is not None
    assert apart.span.of(text.text) == PEOPLE[0]


def test_copies_of_one_article_are_one_tie(tmp_path: Path) -> None:
    """And what only a copy says counts too."""
    first = said(1, *PEOPLE[:4], day="5/3/2031")
    longer = first + f"Ông {PEOPLE[4]} cũng có mặt ở buổi ấy.\n"
    library = library_of(tmp_path, [first] * 60 + [longer] + [said(2, *PEOPLE[:2])])
    graph = graph_of(library)
    assert graph.articles == 2
    assert {edge.together for edge in graph.edges} == {1, 2}
    assert len(graph.edges) == 10
    board = library.network(EVERYTHING, lambda asked: asked.board(USUAL_KINDS, 1))
    assert board is not None
    assert (board.articles, board.copies) == (2, 60)
    (both,) = evidence_of(library, NGON, HAN).articles
    assert both.copies == 60
    assert len(both.sentences) == 1


def test_a_corpus_of_one_article_says_nothing_of_who_is_close(tmp_path: Path) -> None:
    """All stand together in all there is: ties without a weight."""
    library = library_of(tmp_path, [said(1, *PEOPLE[:4])] * 5)
    graph = graph_of(library)
    assert {(edge.together, edge.weight) for edge in graph.edges} == {(1, 0.0)}
    assert len(graph.edges) == 6


def test_a_name_in_every_article_is_close_to_nobody(tmp_path: Path) -> None:
    """While two that are only ever together stand first."""
    everywhere = PEOPLE[0]
    texts = [
        said(number, everywhere, *(PEOPLE[1:3] if number < 4 else (PEOPLE[3 + number % 5],)))
        for number in range(20)
    ]
    library = library_of(tmp_path, texts)
    assert {tie.weight for tie in ties_of(library, THAM).ties} == {0.0}
    closest = ties_of(library, THU).ties[0]
    assert (closest.other.key, closest.together) == (NGON, 4)
    assert closest.weight > 0.6


def test_of_a_roll_of_names_only_some_stand_together(tmp_path: Path) -> None:
    """An article of 500 names costs what its length does; who is named most stays, and it is said."""
    families = ("Đoàn", "Lạc", "Khúc", "Sầm", "Mạc", "Thiều", "Uông", "Giáp", "Nhâm", "Quản")
    given = ("Lân", "Nhạn", "Lũy", "Tường", "Sen", "Hoán", "Dâu", "Hạn", "Ngôn", "Thẩm")
    middle = ("Quốc", "Văn", "Thị", "Công", "Bá")
    roll = [f"{a} {b} {c}" for a in families for b in middle for c in given]
    assert len(roll) == 500
    text = "Danh sách ứng cử viên\n" + "\n".join(f"Ông {name} ứng cử." for name in roll)
    text += f"\nÔng {roll[-1]} nói với ông {roll[-2]} về bến cá.\n"
    library = library_of(tmp_path, [text, said(2, *PEOPLE[4:6])])
    board = library.network(EVERYTHING, lambda asked: asked.board(USUAL_KINDS, 1))
    assert board is not None
    assert board.cut == 1
    limit = network.MOST_NAMES
    assert max(name.ties for name in board.names) == limit - 1
    assert len(graph_of(library).edges) == limit * (limit - 1) // 2 + 1
    assert {tie.other.name for tie in ties_of(library, entity_key("person", roll[-1])).ties} >= {roll[-2]}


def test_namesakes_that_are_kept_apart_have_ties_of_their_own() -> None:
    """A man and a woman of one name, each with company."""
    connection = empty_library()
    for number in range(4):
        honorific, company = (("bà", PEOPLE[1]), ("ông", PEOPLE[2]))[number % 2]
        text = f"Tin số {number}\n{honorific} {PEOPLE[0]} gặp {company}. Bài {number * 7919 % 1000}."
        someone = replace(person(text, PEOPLE[0]), honorifics=(honorific,))
        facts = Extraction(people=(someone, person(text, company)))
        add(connection, article_of(f"{number}.txt", text), facts)
    finish(connection)
    asked = Asked(connection, network.read_network(connection, None, LIKENESS))
    keys = [row[0] for row in connection.execute("SELECT key FROM entities WHERE key LIKE ?", (THAM + "%",))]
    assert len(keys) == 2
    beside = set()
    for key in keys:
        ties = asked.ties(key, USUAL_KINDS, 1, whole=True)
        assert ties is not None
        (tie,) = ties.ties
        assert (tie.together, tie.sentences) == (2, 2)
        beside.add(tie.other.key)
    assert beside == {THU, NGON}


def test_corrections_change_the_network_at_once(tmp_path: Path) -> None:
    """Two spellings merged are one name with the ties of both; one rejected has none."""
    desk = Desk(tmp_path, found(tmp_path / "kho"))
    library = Library.open(desk.path)
    thu, short = (entity_key("person", name) for name in ("Lạc Thị Mây Thu", "Lạc Mây Thu"))
    (nam,) = (tie.other.key for tie in ties_of(library, short).ties if tie.other.name == "Nguyễn Văn Nạm")
    assert nam not in {tie.other.key for tie in ties_of(library, thu).ties}
    desk.merge(short, thu)
    ties = ties_of(library, thu)
    assert ties.name.articles == 4
    assert {tie.other.key: (tie.together, tie.sentences) for tie in ties.ties}[nam] == (1, 1)
    (article,) = evidence_of(library, thu, nam).articles
    (sentence,) = article.sentences
    assert [mark.of(sentence.text) for mark in sentence.marks] == ["Nguyễn Văn Nạm", "Lạc Mây Thu"]
    desk.reject_everywhere(nam)
    assert nam not in {tie.other.key for tie in ties_of(library, thu).ties}
    library.close()


def test_a_selection_has_a_network_of_its_own(tmp_path: Path) -> None:
    """Of the list, and of some articles; a name outside of it has none."""
    library = library_of(
        tmp_path, [said(1, *PEOPLE[:2]), said(2, *PEOPLE[:2]), said(9, PEOPLE[0], PEOPLE[2])]
    )
    where = ListFilter(text="bến cá")  # in the headline of the second alone
    (tie,) = ties_of(library, THAM, where=where).ties
    assert (tie.other.key, tie.together, tie.other.articles) == (THU, 1, 1)
    assert library.network(where, lambda asked: asked.ties(NGON, USUAL_KINDS, 1)) is None
    found = library.find_all("truong hoc")
    graph = library.network(EVERYTHING, lambda asked: asked.edges(USUAL_KINDS, 1, 9), among=found)
    assert graph is not None
    assert graph.articles == len(found) == 2


def test_no_article_no_name_no_tie(tmp_path: Path) -> None:
    """An empty corpus, one article alone, one without people, and a key that nothing has."""
    library = library_of(tmp_path, ["Mưa lớn\nMưa to suốt đêm.\n", said(3, PEOPLE[0])])
    assert graph_of(library) == NetworkGraph((), (), 0, 2)
    board = library.network(EVERYTHING, lambda asked: asked.board(USUAL_KINDS, 1))
    assert board is not None
    assert board.names == ()
    assert ties_of(library, THAM).ties == ()
    for question in (lambda n: n.ties("person:ai", TIED_KINDS, 1), lambda n: n.evidence(THAM, "x:")):
        assert library.network(EVERYTHING, question) is None


def test_a_question_nobody_waits_for_is_left(many: Library) -> None:
    """While it reads, and while it counts."""
    asked = 0

    def after(count: int) -> bool:
        nonlocal asked
        asked += 1
        return asked > count

    fresh = ListFilter(text="chuyen")
    assert many.network(fresh, lambda n: n.board(USUAL_KINDS, 1), stopped=lambda: after(0)) is None
    asked = 0
    assert many.network(EVERYTHING, lambda n: n.board(USUAL_KINDS, 1), stopped=lambda: after(3)) is None
    assert asked == 5  # and once more to know why it ended
    assert many.network(EVERYTHING, lambda n: n.board(USUAL_KINDS, 1)) is not None


def test_of_a_very_large_library_the_newest_articles_are_counted(many: Library) -> None:
    found = network.read_network(many.connection, None, LIKENESS, most=20)
    assert found.article_count == 20
    assert found.unread == many.state().articles - 20
    newest = many.heads("newest", EVERYTHING, 0, 20)
    assert {article for unit in range(found.total) for article in found.members_of(unit)} == {
        head.id for head in newest
    }
    board = Asked(many.connection, found).board(USUAL_KINDS, 1)
    assert board.unread == found.unread
    names = {tie.other for name in range(len(found)) for tie in found.ties(name, TIED_KINDS, 1, bool)[1]}
    assert names == {name for name in range(len(found)) if found.degree(name, TIED_KINDS, 1)}


def test_few_articles_are_looked_up_one_by_one(many: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same network whichever way the names are read."""
    some = frozenset(head.id for head in many.heads("newest", EVERYTHING, 0, 30))
    ways = []
    for few in (0, 1_000_000):
        monkeypatch.setattr(network, "_FEW", few)
        found = network.read_network(many.connection, some, LIKENESS)
        ways.append([(found.entities[name], *found.units_of(name)) for name in range(len(found))])
    assert ways[0] == ways[1]
    assert len(ways[0]) > 5


def test_only_the_newest_sentences_of_a_frequent_name_are_read(
    many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.library import network_answers

    whole = ties_of(many, THAM)
    assert whole.sentences_of == whole.of
    monkeypatch.setattr(network_answers, "MOST_READ", 2)
    brief = ties_of(many, THAM)
    assert (brief.sentences_of, brief.of) == (2, whole.of)
    counted = sum(tie.sentences or 0 for tie in brief.ties)
    assert 0 < counted < sum(tie.sentences or 0 for tie in whole.ties)


def test_the_nearest_places_of_two_names_are_found() -> None:
    from tui.model.span import Span

    spans = {"a": [Span(0, 1), Span(50, 51)], "b": [Span(20, 21), Span(58, 59)], "c": []}
    mentions = network_sentences.Mentions("x" * 60, [Span(0, 60)], spans)
    assert mentions.nearest("a", "b") == mentions.nearest("b", "a") == Span(50, 51)
    assert mentions.nearest("a", "c") == Span(0, 1)
    assert mentions.nearest("c", "c") is None


def test_pairs_of_all_combinations_are_weighed_alike() -> None:
    """Symmetric, between 0 and 1, and more for more of the same."""
    for one, other in combinations(range(1, 30, 4), 2):
        for together in range(1, one + 1):
            weight = tie_weight(together, one, other, 100)
            assert weight == tie_weight(together, other, one, 100)
            assert 0 <= weight < 1
            if together > 1:
                assert weight >= tie_weight(together - 1, one, other, 100)
