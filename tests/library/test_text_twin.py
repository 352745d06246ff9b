"""500 random queries find what a naive scan of the texts finds."""

from __future__ import annotations

import random
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from tests.library.memory import Memory, add, article_of, indexed, library_of, texts_of
from tests.library.naive import Read, letters, read, scan
from tui.library import fulltext
from tui.library.indexed_texts import IndexedTexts
from tui.library.textsource import ScannedTexts, Texts
from tui.model.fact import Extraction
from tui.model.result import TextResult
from tui.search.query import parse

ARTICLES = 60
QUERIES = 500
ALL = 1_000

# --- the corpus: syllables that fold to one another, and others between them

_ALIKE = (
    "hoa hóa hòa hoà hoá hỏa họa Hoà HÒA",
    "thuy thủy thuỷ thúy thuý Thuỷ THỦY",
    "khoe khỏe khoẻ khoé khóe",
    "toa tòa toà toán toàn Toà",
    "quy quý quỳ quỷ Quý QUÝ",
    "dê đê de đẻ dẻ Đê DE",
    "ban bàn bán bạn bản Bản",
    "cu cũ cứ cụ Cù củ",
    "da đã đá Đà dạ",
    "ma má mà mạ mả mã MÃ",
    "tương tượng tướng Tường tuong",
    "lua lụa lúa lừa lửa Lúa",
)
_OTHERS = "xã bến ruộng vườn trăng gió mưa nắng 3 27 2024 Vĩnh Mơ Sậy kênh rạch ở và có"
_ODD = (
    "34.178 1,5 2.024 3G 5kg H5N1 A380 covid-19 TP.HCM KH&ĐT UBND CA ĐĐ d'Or l’Oréal hòa-bình hòa_bình _hòa_ "
    "đê/bờ hò\u00ada hòa\u200b bến\u2060bãi m² CO₂ ½ Ⅳ ٣ ﬁlm straße STRASSE İzmir ırmak Łódź Øre Ðà naïve "
    "Čapek Ångström x\u0323\u0302 HòA ThỦY quÝ Quý qúy QUÝ đĐ Đđ 漢字 한글 Москва Ёлка ΟΔΟΣ "
    "ǅ ŉ ﷺ 🌀 hòa🌀bình №5 ªº º5 ﬀ oà uỷ"
)
_BETWEEN = (" ",) * 24 + (", ", ". ", "; ", " – ", "-", "/", " (", ") ", "... ", '" ', ": ", "  ", "\n", "_")


def corpus(chance: random.Random) -> list[str]:
    """Articles of a headline and some lines."""
    families = [family.split() for family in _ALIKE]
    others = [*_OTHERS.split(), *_ODD.split() * 2]
    texts = []
    for number in range(ARTICLES):
        near = chance.sample(families, 4)  # an article is about few things, so that some articles have none
        pieces = [f"Tin {number}\n"]
        for _ in range(chance.randrange(20, 90)):
            family = chance.choice(near) if chance.random() < 0.6 else others
            pieces += [chance.choice(family), chance.choice(_BETWEEN)]
        texts.append(unicodedata.normalize("NFC", "".join(pieces)))
    return texts


# --- the queries

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_PLACED = {}
for _vowels in ("oa", "oe", "uy"):
    for _tone in _TONES:
        _one = unicodedata.normalize("NFC", _vowels[0] + _tone + _vowels[1])
        _other = unicodedata.normalize("NFC", _vowels + _tone)
        _PLACED.update({_one: _other, _other: _one})


def placed_otherwise(word: str) -> str:
    """`hòa` as `hoà`, `hoà` as `hòa`; any other word as it is."""
    if word.lower().startswith("qu"):
        return word
    end = word[-2:]
    return word[:-2] + _PLACED.get(end.lower(), end)


_WAYS: dict[str, Callable[[str], str]] = {
    "toned": str,
    "toneless": letters,
    "NFD": lambda word: unicodedata.normalize("NFD", word),
    "other placement": placed_otherwise,
    "capitals": str.upper,
}


Places = list[tuple[int, int]]


class Asked(NamedTuple):
    """A query and how it was made."""

    way: str
    text: str
    quoted: bool


def queries(texts: list[str], chance: random.Random) -> Iterator[Asked]:
    """Words and phrases of the texts, each in some way; one word in eight has tones of another article's."""
    lines = [line for text in texts for line in text.split("\n")[1:]]
    made = 0
    while made < QUERIES:
        words = re.findall(r"[^\W_]+", chance.choice(lines))
        length = chance.choice((1, 1, 2, 2, 3, 4))
        if len(words) < length:
            continue
        at = chance.randrange(len(words) - length + 1)
        taken = words[at : at + length]
        if chance.random() < 0.125:
            alike = [family.split() for family in _ALIKE if letters(taken[0]) == letters(family.split()[0])]
            taken[0] = chance.choice(alike[0]) if alike else taken[0]
        names = list(_WAYS)
        way = names[made % len(names)]
        mixed = length > 1 and chance.random() < 0.2
        written = [letters(w) if mixed and chance.random() < 0.5 else _WAYS[way](w) for w in taken]
        yield Asked(way, " ".join(written), made % 4 != 0)
        made += 1


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The corpus; the same on every run."""
    return corpus(random.Random(5))


@pytest.fixture(scope="module")
def connection(texts: list[str]) -> sqlite3.Connection:
    """Its library."""
    return library_of(*texts)


@pytest.fixture(scope="module")
def half_indexed(texts: list[str]) -> sqlite3.Connection:
    """The same library while it is being indexed: a third of its articles wait for the text index."""
    stored = 2 * ARTICLES // 3
    connection = library_of(*texts[:stored])
    for number, text in enumerate(texts[stored:], stored):
        add(connection, article_of(f"{number}.txt", text), Extraction())
    return connection


@pytest.fixture(scope="module")
def lines(connection: sqlite3.Connection) -> dict[int, list[Read]]:
    """Its texts as the scan reads them, by id."""
    return {article: read(text) for article, text in texts_of(connection).items()}


def places(result: TextResult) -> dict[int, Places]:
    """Where the words stand one after the other, by article."""
    return {
        found.head.id: [(span.start, span.stop) for span in found.spans]
        for found in result.articles
        if found.closeness == "phrase"
    }


@pytest.mark.parametrize("source", ["index", "scan", "while indexing"])
def test_500_random_queries_find_what_a_scan_of_the_texts_finds(
    texts: list[str],
    connection: sqlite3.Connection,
    half_indexed: sqlite3.Connection,
    lines: dict[int, list[Read]],
    source: str,
) -> None:
    """The same articles and the same places in them, and which have the tones as typed, at every switch."""
    searched: Texts = ScannedTexts(connection) if source == "scan" else indexed(connection)
    if source == "while indexing":
        connection = half_indexed
        assert isinstance(connection, Memory)
        assert connection.texts.index is not None
        connection.texts.index.reload()
        searched = IndexedTexts(connection, connection.texts.index)
        (waiting,) = connection.execute("SELECT count(*) FROM unindexed").fetchone()
        assert waiting == ARTICLES // 3
    told = {"articles": 0, "exact": 0, "other tones": 0}
    for asked in queries(texts, random.Random(9)):
        found = {article: scan(read_, asked.text) for article, read_ in lines.items()}
        every = {article: spans for article, (spans, _exact) in found.items() if spans}
        exact = {article: spans for article, (_every, spans) in found.items() if spans}
        text = f'"{asked.text}"' if asked.quoted else asked.text
        for tones, wanted in (("auto", every | exact), ("folded", every), ("exact", exact)):
            result = fulltext.find_text(
                connection, text, ALL, tones=tones, abbreviations={}, texts=searched  # type: ignore[arg-type]
            )  # fmt: skip
            assert places(result) == wanted, (asked, tones)
            all_found = fulltext.find_ids(
                connection, parse(text), searched, {}, tones=tones, read=ALL  # type: ignore[arg-type]
            )  # fmt: skip
            assert all_found == {hit.head.id for hit in result.articles}, (asked, tones)
            if asked.quoted:
                assert result.total_articles == len(wanted), (asked, tones)
                assert result.total_hits == sum(map(len, wanted.values())), (asked, tones)
            if tones == "auto":
                marked = [hit.head.id for hit in result.articles if hit.exact and hit.closeness == "phrase"]
                assert set(marked) == set(exact), asked
                order = [hit.exact for hit in result.articles]
                assert order == sorted(order, reverse=True), asked
        told["articles"] += len(every)
        told["exact"] += len(exact)
        told["other tones"] += len(every) - len(exact)
    assert told["exact"] > 1_000, told
    assert told["other tones"] > 300, told


def test_the_scan_finds_what_one_sees() -> None:
    """The twin itself, on a text one can read."""
    lines = read("Tin\nHoà bình, hóa học; HÒA\nbình hoạ")
    hoà, hóa, upper, hoạ = (4, 7), (14, 17), (23, 26), (32, 35)
    assert scan(lines, "hoa") == ([hoà, hóa, upper, hoạ], [hoà, hóa, upper, hoạ])
    assert scan(lines, "hòa") == ([hoà, hóa, upper, hoạ], [hoà, upper])
    assert scan(lines, "họa")[1] == [hoạ]
    assert scan(lines, "hõa")[1] == []
    for query in (unicodedata.normalize("NFD", "hoà bình"), "HÒA binh"):
        assert scan(lines, query) == ([(4, 12)], [(4, 12)])
    assert scan(lines, "hoá bình") == ([(4, 12)], [])
    assert scan(read("đê đe đê"), "đe đê") == ([(0, 5)], [(3, 8)])
