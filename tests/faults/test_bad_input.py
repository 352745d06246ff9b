"""Text that is no article: facts or none, with spans that hold, in time linear in its length."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest

from tests.facts.articles import lexicon
from tui.cli.parser import run
from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.facts.reading import MAX_BYTES, first_part
from tui.i18n import set_language
from tui.model.article import Article
from tui.model.fact import KINDS, Extraction, mentions

LINE = "Ngày 3/4/2031, ông Đoàn Quốc Thẩm cho biết xã Vĩnh Mơ có 42 hộ dân, vốn 4 tỷ đồng. "
VIETNAMESE = (
    "Khánh thành đê biển ở Hà Giang\n\n"
    "Sáng 3/4/2031, bà Mạc Thị Sim, Phó Chủ tịch UBND tỉnh Hà Giang, cho biết đê dài 12 km.\n\n"
    "Ông Lò Văn Mây, Giám đốc Sở Xây dựng tỉnh Hà Giang, nói: “Đê sẽ xong trước mùa lũ”.\n"
)
FOREIGN = {
    "English": "The council met on Monday. Ms. Harriet Plume, the mayor, said 42 houses were flooded.\n" * 20,
    "French": "Le conseil s'est réuni lundi. Madame Odile Bréhat, maire, a déclaré que l'été fut sec.\n" * 20,
    "Chinese": "市政府星期一召开会议。市长林小雨表示,四十二座房屋被淹。\n" * 20,
    "Russian": "Совет собрался в понедельник. Мэр сообщила, что затоплено 42 дома.\n" * 20,
}


def article(folder: Path, text: str | bytes) -> Article:
    """The one article of a corpus of one file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bai.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (file,) = scan(folder)
    (raw,), rejected = read(file)
    assert not rejected
    return clean(raw, lexicon())


def check_spans(page: Article, facts: Extraction) -> None:
    """Every fact stands in the text, and what is quoted is what stands there."""
    for kind in KINDS:
        for fact in facts.of_kind(kind):
            assert 0 <= fact.evidence.start < fact.evidence.stop <= len(page.text)
    for date in facts.dates:
        assert date.evidence.of(page.text) == date.text
    for mention in mentions(facts):
        assert 0 <= mention.span.start < mention.span.stop <= len(page.text)


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for what commands read and write."""
    for name in ("LIBRARY", "DATA", "CONFIG"):
        monkeypatch.setenv(f"DOCBAO_{name}", str(tmp_path / name.lower()))
    set_language("en")
    return tmp_path


def facts_of(capsys: pytest.CaptureFixture[str], path: Path) -> tuple[int, list[dict[str, object]], str]:
    """(exit status, reports, talk) of `docbao facts`."""
    status = run(["facts", str(path), "--format", "json", "--with-text"])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else [], err


@pytest.mark.parametrize("content", [b"", b" \n\n\t ", b"\xef\xbb\xbf"])
def test_an_empty_article_is_named_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], outside: Path, content: bytes
) -> None:
    """Nothing to read is no crash, alone or beside others."""
    corpus = outside / "kho"
    corpus.mkdir()
    (corpus / "trong.txt").write_bytes(content)
    status, reports, err = facts_of(capsys, corpus)
    assert (status, reports) == (2, [])
    assert "trong.txt: holds no text" in err
    (corpus / "bai.txt").write_text(VIETNAMESE, encoding="utf-8")
    status, reports, err = facts_of(capsys, corpus)
    assert (status, len(reports)) == (0, 1)
    assert "trong.txt: holds no text" in err


@pytest.mark.parametrize(
    "text", ["1234 5678 90\n" * 50, "!!! ??? ... --- ***\n" * 50, "12/5 - 13/5\n", "“”\n"]
)
def test_a_text_without_a_letter_has_no_names_and_does_no_harm(tmp_path: Path, text: str) -> None:
    """Digits and marks alone."""
    page = article(tmp_path, text)
    facts = extract(page, lexicon())
    check_spans(page, facts)
    named = (*facts.people, *facts.organisations, *facts.places)
    assert not (*named, *facts.statements, *facts.events)


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_gives_few_facts_and_no_statements(
    capsys: pytest.CaptureFixture[str], outside: Path, language: str
) -> None:
    """It is read and shown; nobody is made a Vietnamese official."""
    page = article(outside / "kho", FOREIGN[language])
    facts = extract(page, lexicon())
    check_spans(page, facts)
    assert not facts.statements
    assert not facts.events
    assert not any(person.roles for person in facts.people)
    status, reports, err = facts_of(capsys, outside / "kho")
    assert (status in (0, 1), len(reports), err) == (True, 1, "")


def test_decomposed_letters_give_the_same_facts_in_the_same_places(tmp_path: Path) -> None:
    """NFD, and NFC and NFD mixed, read as NFC; what was dropped or kept still lies in the original."""
    composed = article(tmp_path / "c", VIETNAMESE)
    decomposed = article(tmp_path / "d", unicodedata.normalize("NFD", VIETNAMESE))
    half = len(VIETNAMESE) // 2
    mixed = article(tmp_path / "m", VIETNAMESE[:half] + unicodedata.normalize("NFD", VIETNAMESE[half:]))
    facts = extract(composed, lexicon())
    assert {person.name for person in facts.people} == {"Mạc Thị Sim", "Lò Văn Mây"}
    assert facts.statements
    for other in (decomposed, mixed):
        assert other.text == composed.text
        assert other.paragraphs == composed.paragraphs
        assert other.pieces == composed.pieces
        assert extract(other, lexicon()) == facts


def test_twenty_megabytes_in_one_line_are_read_and_the_facts_end_where_they_say(
    capsys: pytest.CaptureFixture[str], outside: Path
) -> None:
    """Cleaned whole, extracted from the first 2 MB, cut after a sentence; the command says so."""
    text = LINE * (20_000_000 // len(LINE.encode()))
    page = article(outside / "kho", text)
    assert len(page.text) == len(text.rstrip())
    status, (report,), err = facts_of(capsys, outside / "kho")
    assert (status, err) == (0, "")
    until = report["read_until"]
    assert isinstance(until, int)
    read_part = page.text[:until]
    assert read_part.endswith("đồng.")
    assert MAX_BYTES - len(LINE.encode()) <= len(read_part.encode()) <= MAX_BYTES
    people = report["people"]
    assert isinstance(people, list)
    assert {person["name"] for person in people} == {"Đoàn Quốc Thẩm"}


def _seconds(text: str, folder: Path) -> float:
    begun = time.process_time()
    page = article(folder, text)
    extract(page, lexicon())
    return time.process_time() - begun


@pytest.mark.parametrize("text", [LINE, VIETNAMESE, *FOREIGN.values(), "1 2/3 ", "Ông A "])
def test_time_grows_with_the_length_and_no_faster(tmp_path: Path, text: str) -> None:
    """Four times the text takes about four times as long, through cleaning and extraction."""
    few = text * (60_000 // len(text))
    _seconds(few[:5_000], tmp_path / "w")  # tables are built by whoever comes first
    one = min(_seconds(few, tmp_path / "a") for _ in range(2))
    four = min(_seconds(few * 4, tmp_path / "b") for _ in range(2))
    assert four < 10 * max(one, 0.02)


@pytest.mark.parametrize(
    "text", ["ệ" * 3_000, "a" * 3_000, "Mưa to. " * 500, "x\n" * 1_000, "\U0001f30a" * 900]
)
@pytest.mark.parametrize("limit", [1, 10, 999, 1_000, 2_999, 100_000])
def test_the_part_that_is_read_fits_and_is_a_beginning(text: str, limit: int) -> None:
    """Never more bytes than allowed, never half a character, and all of it where it fits."""
    part = first_part(text, limit)
    assert text.startswith(part)
    assert len(part.encode()) <= limit
    assert (part == text) == (len(text.encode()) <= limit)
