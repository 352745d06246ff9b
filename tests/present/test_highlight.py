"""What stands out in a text, and that nothing else is touched by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.fact import DateFact, Extraction, Organisation, Person, Place
from tui.model.span import Span
from tui.present.highlight import (
    Mark,
    find_folded,
    find_typed,
    marks_of,
    runs_of,
    sentence_around,
    spans_as_marks,
)

TEXT = "Ông Lò Văn Tảo, Chủ tịch UBND xã Nậm Khoai, nói ngày 12/5. Bà Vàng Thị Mỷ nghe."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_each_kind_has_its_role_and_the_longer_of_two_wins() -> None:
    """A place inside the name of a body is part of that name."""
    facts = Extraction(
        people=(Person("p", "Lò Văn Tảo", at("Lò Văn Tảo"), "r", mentions=(at("Lò Văn Tảo"),)),),
        organisations=(
            Organisation("o", "UBND", "UBND", at("UBND"), "r", mentions=(at("UBND xã Nậm Khoai"),)),
        ),
        places=(Place("l", "Nậm Khoai", "ward", at("Nậm Khoai"), "r", mentions=(at("Nậm Khoai"),)),),
        dates=(DateFact("ngày 12/5", "2024-05-12", at("ngày 12/5"), "r"),),
    )
    told = [(TEXT[mark.start : mark.stop], mark.role) for mark in marks_of(facts)]
    assert told == [
        ("Lò Văn Tảo", "person"),
        ("UBND xã Nậm Khoai", "organisation"),
        ("ngày 12/5", "date"),
    ]


MARKS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=8)


@given(MARKS, MARKS, st.integers(0, 60), st.integers(1, 30))
def test_runs_say_the_text_and_nothing_but_the_text(
    below: list[tuple[int, int]], above: list[tuple[int, int]], start: int, length: int
) -> None:
    """Whatever is marked: the runs of a range spell that range, and the upper layer wins."""

    def apart(pairs: list[tuple[int, int]], role: str) -> list[Mark]:
        marks: list[Mark] = []
        for begin, size in sorted(pairs):
            if not marks or begin >= marks[-1].stop:
                marks.append(Mark(begin, begin + size, role))
        return marks

    under, over = apart(below, "person"), apart(above, "hit")
    stop = min(len(TEXT), start + length)
    runs = runs_of(TEXT, start, stop, "body", under, over)
    assert "".join(part.text for part in runs) == TEXT[start:stop]
    position = start
    for part in runs:
        for offset in range(position, position + len(part.text)):
            wanted = "body"
            if any(m.start <= offset < m.stop for m in under):
                wanted = "person"
            if any(m.start <= offset < m.stop for m in over):
                wanted = "hit"
            assert part.role == wanted
        position += len(part.text)


def test_the_sentence_of_a_fact_is_marked_whole() -> None:
    """From its first letter to its full stop, not to the next one."""
    assert sentence_around(TEXT, at("UBND"), Span(0, len(TEXT))).of(TEXT) == TEXT[: TEXT.index(" Bà")]
    both = Span(at("12/5").start, at("Vàng").stop)
    assert sentence_around(TEXT, both, Span(0, len(TEXT))) == Span(0, len(TEXT))


def test_one_hit_is_the_current_one() -> None:
    """It has a role of its own."""
    assert [mark.role for mark in spans_as_marks([(0, 2), (5, 7)], current=1)] == ["hit", "hit-current"]


def test_words_are_found_without_tones_and_with_any_blanks() -> None:
    """đ is d, hoà is hòa, and special characters are only characters."""
    text = "Đường lên  Nậm\u00a0Khoai (hoà bình), đ.ường"
    assert [span.of(text) for span in find_folded(text, "duong len nam khoai", limit=9)] == [text[:20]]
    assert [span.of(text) for span in find_folded(text, "HÒA BÌNH", limit=9)] == ["hoà bình"]
    assert find_folded(text, "d.uong", limit=9)[0].of(text) == "đ.ường"
    assert find_folded(text, "  ", limit=9) == ()
    assert len(find_folded("a" * 50, "a", limit=7)) == 7


@pytest.mark.parametrize(
    ("query", "places", "as_typed"),
    [
        ("ma", ["ma", "má", "mà", "MA"], True),
        ("má", ["má"], True),
        ("MÁ", ["má"], True),
        ("ma\u0301", ["má"], True),
        ("mã", ["ma", "má", "mà", "MA"], False),
        ("hoa", ["hoà", "hòa"], True),
        ("hoà", ["hoà", "hòa"], True),
        ("hòa", ["hoà", "hòa"], True),
        ("hoá", ["hoà", "hòa"], False),
        ("đò", ["đò"], True),
        ("do", ["đò"], True),
        ("dò", ["đò"], False),
        ("hoà binh", ["hoà bình", "hòa  bình"], True),
        ("hoa bình", ["hoà bình", "hòa  bình"], True),
        ("hoà bin", ["hoà bìn", "hòa  bìn"], True),
        ("hoà bính", ["hoà bình", "hòa  bình"], False),
        ("", [], True),
        ("xyz", [], True),
        ("xýz", [], False),
    ],
)
def test_typed_tones_are_meant_where_some_place_has_them(
    query: str, places: list[str], as_typed: bool
) -> None:
    text = "ma má mà MA, hoà bình và hòa  bình, con đò"
    found, told = find_typed(text, query, limit=9)
    assert ([span.of(text) for span in found], told) == (places, as_typed)


def test_a_place_with_the_tones_is_found_behind_any_number_without() -> None:
    text = "ma " * 500 + "má"
    assert find_typed(text, "má", limit=9) == ((Span(1500, 1502),), True)
