"""What can be asked besides words, and what becomes of a query that cannot be read as it stands."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.query import All, Any, Clause, Field, Not, Query, Term
from tui.search.parsing import MAX_DEPTH, MAX_VALUES, MAX_WORDS, parse
from tui.search.printing import print_query
from tui.search.query_words import field_names, meaning_of, meanings, operators

NAMES = tuple(meaning.words for meaning in field_names())
PIECES = (
    *NAMES, ":", ":", " ", " ", '"', "“", "”", "(", ")", "-", "|", ",", ";", "*", "~", "~2", "..", ">", "<=",
    "28/8/2031", "2031-05", "1.000", "24", "tỷ", "hôm", "qua", "7", "ngày", "tháng", "trước", "chưa đọc",
    "Lạc", "Thị", "lũ", "UBND", "KHÔNG", "NOT", "OR", "HOẶC", "AND", "VÀ", "\u202e", "\x1b[31m", "\n", "abc",
    "😀", "lao động", "%", "ß", "İ",
)  # fmt: skip
ASKED = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
ANY_TEXT = st.text(max_size=80)


def told(clause: Clause) -> str:
    """A clause in short."""
    if isinstance(clause, Term):
        words = [word.folded + ("*" if word.begun else "") + "~" * word.slips for word in clause.words]
        near = "" if clause.within is None else f"~{clause.within}"
        return "_".join(words) + near
    if isinstance(clause, Field):
        return f"{clause.name}={'/'.join(value.typed for value in clause.values)}"
    if isinstance(clause, Not):
        return f"-{told(clause.clause)}"
    return ("&" if isinstance(clause, All) else "|").join(f"[{told(part)}]" for part in clause.clauses)


def read(typed: str) -> str:
    query = parse(typed)
    return " ".join(told(clause) for clause in (*query.terms, *query.clauses))


def kinds(typed: str) -> list[str]:
    return [note.kind for note in parse(typed).notes]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # words
        ("ngu*", "ngu*"),
        ("kỷ~", "ky~"),
        ("kỷ~2 lũ", "ky~~ lu"),
        ('"hội ngh*"', "hoi_ngh*"),
        ('"đê vỡ"~3', "de_vo~3"),
        ('"đê vỡ"~', "de_vo~5"),
        # without
        ("lũ -bão", "lu -bao"),
        ('lũ -"vỡ đê"', "lu -vo_de"),
        ("lũ NOT bão", "lu -bao"),
        ("lũ KHÔNG bão", "lu -bao"),
        ("lũ không bão", "lu khong bao"),
        ("lũ --bão", "lu bao"),
        ("Hà Nội - Huế", "ha noi hue"),
        ("lũ -NOT bão", "lu bao"),
        ("covid-19", "covid_19"),
        # either, both
        ("lũ OR bão", "[lu]|[bao]"),
        ("lũ|bão", "[lu]|[bao]"),
        ("đê lũ HOẶC bão", "de [lu]|[bao]"),
        ("UBND HOẶC HĐND", "[ubnd]|[hdnd]"),
        ("đê AND lũ OR bão", "[[de]&[lu]]|[bao]"),
        ("đê VÀ lũ", "de lu"),
        ("-(lũ bão)", "-[lu]&[bao]"),
        ("đê (lũ OR (bão gió))", "de [lu]|[[bao]&[gio]]"),
        ("UBND(xã)", "ubnd_xa"),
        # fields
        ("người:kỷ", "person=kỷ"),
        ("nguoi:Kỷ hội nghị", "hoi nghi person=Kỷ"),
        ("person:ky", "person=ky"),
        ("người: kỷ", "person=kỷ"),
        ("người:Nguyễn Văn Kỷ họp", "hop person=Nguyễn Văn Kỷ"),
        ("người:Kỷ UBND", "ubnd person=Kỷ"),
        ('tổ chức:"công an"', "organisation=công an"),
        ("hội tochuc:ubnd", "hoi organisation=ubnd"),
        ("to-chuc:ubnd", "organisation=ubnd"),
        ("ban tổ chức:ubnd", "ban organisation=ubnd"),
        ("-nơi:Huế", "-place=Huế"),
        ('nơi:Huế,"Đà Nẵng",vinh', "place=Huế/Đà Nẵng/vinh"),
        ("nơi:(Huế OR Vinh)", "place=Huế/Vinh"),
        ("nơi:Huế OR nơi:Vinh", "[place=Huế]|[place=Vinh]"),
        ("nói:Huế", "noi_hue"),
        ("báo:Tuổi Trẻ", "outlet=Tuổi Trẻ"),
        ("nhãn:quan-trọng", "tag=quan trọng"),
        ("là:chưa đọc lũ", "lu is=chưa đọc"),
        ("là:chưa đọc,sao lũ", "lu is=chưa đọc/sao"),
        ("người:Lạc Kỷ, lũ", "lu person=Lạc Kỷ"),
        ("is:unread has:note", "is=unread is=note"),
        ("tiêu đề:lũ", "title=lũ"),
        # days
        ("ngày:2024-05", "date=2024-05"),
        ("ngày:28/8/2024 lũ", "lu date=28/8/2024"),
        ("từ:2024-01 đến:2024-03", "from=2024-01 to=2024-03"),
        ("từ ngày:hôm qua", "from=hôm qua"),
        ("ngày:7 ngày qua lũ", "lu date=7 ngày qua"),
        ("date:last week floods", "floods date=last week"),
        ("ngày:2023..2024", "date=2023..2024"),
        # numbers
        ("số:>1000", "figure=>1000"),
        ("số:>24 tỷ lũ", "lu figure=>24 tỷ"),
        ("số:>1000 lao động", "figure=>1000 lao động"),
        ("số:>1000 lũ", "lu figure=>1000"),
        ("số:1.000..2.000", "figure=1.000..2.000"),
        ("figure:1,000", "figure=1,000"),
        ("số:1000;2000", "figure=1000/2000"),
        ("số:1000,>2000", "figure=1000/>2000"),
    ],
)  # fmt: skip
def test_a_query_is_read_as_it_is_meant(typed: str, expected: str) -> None:
    """Words are ranked, the rest must hold; both languages, with and without tones."""
    assert read(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected", "note"),
    [
        ('"lũ bão', "lu bao", "quote"),
        ("(lũ bão", "lu bao", "parenthesis"),
        ("lũ) bão", "lu bao", "parenthesis"),
        ("nguời lạ:kỷ", "nguoi la_ky", "field"),
        ("lũ nơi:", "lu", "empty"),
        ('lũ nơi:""', "lu", "empty"),
        ("lũ -", "lu", "lone"),
        ("-", "", "lone"),
        ("lũ OR", "lu", "lone"),
        ("OR lũ", "lu", "lone"),
        ("lũ NOT", "lu", "lone"),
        ("lũ ngày:31/2/2024", "lu ngay_31_2_2024", "day"),
        ("số:nhiều", "so_nhieu", "number"),
        ("là:xanh", "la_xanh", "state"),
        ("KHÔNG ĐỂ LŨ VỀ", "khong de lu ve", "capitals"),
        ("(" * 40 + "lũ", "lu", "deep"),
        ("lũ " * 900, " ".join(["lu"] * MAX_WORDS), "cut"),
    ],
)
def test_what_cannot_be_read_is_read_as_well_as_can_be_and_told(typed: str, expected: str, note: str) -> None:
    """No query is an error, and none loses its words."""
    assert read(typed) == expected
    assert note in kinds(typed)


@pytest.mark.parametrize(
    "typed", ["10:30 lũ", "https://bao.vn/a", "lũ, bão; gió: mưa", "TP.HCM: ngập", "34.178"]
)
def test_plain_text_is_plain_words(typed: str) -> None:
    """What people paste from a page is no query with fields."""
    query = parse(typed)
    assert query.clauses == ()
    assert query.terms


def test_the_name_nearest_to_an_unknown_field_is_offered() -> None:
    """A mistyped name of a field is told from a colon in a sentence."""
    (note,) = parse("nguoii:kỷ").notes
    assert (note.typed, note.nearest) == ("nguoii", "người")
    (note,) = parse("xzqw:kỷ").notes
    assert (note.typed, note.nearest) == ("xzqw", "")


@given(ASKED | ANY_TEXT)
def test_a_printed_query_is_the_same_query(typed: str) -> None:
    """What is shown as understood can be typed, in both languages."""
    query = parse(typed)
    for language in ("vi", "en"):
        again = parse(print_query(query, language))
        assert (again.terms, again.clauses) == (query.terms, query.clauses)


@given(ASKED | ANY_TEXT)
def test_nothing_that_acts_on_a_terminal_is_printed(typed: str) -> None:
    """Controls and marks of direction end with the query as typed."""
    query = parse(typed)
    shown = print_query(query) + "".join(note.typed + note.nearest for note in query.notes)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


@given(ASKED)
def test_composition_of_letters_makes_no_difference(typed: str) -> None:
    """Input methods send NFC or NFD."""
    one, other = (parse(unicodedata.normalize(form, typed)) for form in ("NFC", "NFD"))
    assert (one.terms, one.clauses, one.notes) == (other.terms, other.clauses, other.notes)


@pytest.mark.parametrize(
    "piece",
    ["(", ")", '"', ":", "nơi:", "-", "NOT ", "OR ", "|", "a:", "(a OR ", "nơi:Huế,", "*", "~", "số:1.",
     "ngày:1..", "A ", "nơi:A A A ", "\u0301", "\x1b[31m", "..", "số:1 tỷ tỷ ", "là:chưa "],
)  # fmt: skip
def test_a_hundred_kilobytes_of_anything_take_no_time(piece: str) -> None:
    """A paste of a book, or an attack, costs what the first lines cost."""
    typed = piece * (100_000 // len(piece))
    began = time.process_time()
    query = parse(typed)
    print_query(query)
    assert time.process_time() - began < 0.25
    assert any(note.kind == "cut" for note in query.notes)


def depth(clause: Clause) -> int:
    if isinstance(clause, Not):
        return depth(clause.clause)
    return 1 + max(map(depth, clause.clauses)) if isinstance(clause, All | Any) else 0


def test_what_takes_part_is_bounded() -> None:
    """Words, values and depth have ends, and the rest is told."""
    query = parse("nơi:" + ",".join(f"n{number}" for number in range(99)))
    (field,) = query.clauses
    assert isinstance(field, Field)
    assert len(field.values) == MAX_VALUES
    assert query.ignored
    query = parse("(a OR (b " * 30)
    assert max(map(depth, query.clauses)) <= 2 * MAX_DEPTH + 2


# the table


def test_every_name_of_a_field_is_read_with_and_without_tones() -> None:
    """The table is what help, completion and the reader go by."""
    for meaning in field_names():
        folded = (
            unicodedata.normalize("NFD", meaning.words.replace("đ", "d")).encode("ascii", "ignore").decode()
        )
        for name in (
            meaning.words,
            folded,
            folded.replace(" ", ""),
            folded.replace(" ", "-"),
            meaning.words.upper(),
        ):
            query = parse(f'{name}:"2031"') if meaning.name in ("date", "from", "to") else parse(f"{name}:1")
            if meaning.name == "is":
                query = parse(f"{name}:unread")
            assert isinstance(query, Query)
            assert [getattr(clause, "name", "") for clause in query.clauses] == [meaning.name], name


def test_no_words_mean_two_things() -> None:
    """One spelling, with or without tones, is one field, one mark, one operator."""
    for meaning in meanings():
        if meaning.kind != "operator":
            assert meaning_of(meaning.kind, meaning.words) == meaning.name, meaning  # type: ignore[arg-type]
    assert {name for name, _language in operators().values()} == {"not", "or", "and"}
