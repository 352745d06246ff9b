"""Rules take time linear in the length of a text, whatever the text is made of."""

from __future__ import annotations

import functools
import gc
import itertools
import time
from collections.abc import Iterator

import pytest

from tests.facts.marked import article, lexicon
from tui.facts import reading as readings
from tui.facts.extract import extract
from tui.facts.kinds import date, document, event, figure, statement, topic
from tui.facts.reading import Names, Reading
from tui.model.article import Article, Paragraph
from tui.model.fact import Person, mentions
from tui.model.span import Span


@pytest.fixture(autouse=True)
def _no_garbage_collection() -> Iterator[None]:
    """What other tests have left in memory is not looked through while time is measured."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


HOSTILE = {
    "digits": "1",
    "digits and dots": "1.",
    "digits and slashes": "1/2/",
    "blanks": " ",
    "quotation marks": '"“',
    "open quotations": "“a ",
    "days": "ngày 1/2, ",
    "day lists": "ngày 1, 2, 3, ",
    "years": "năm 2023 ",
    "ranges": "từ 1 đến 2 đến ",
    "verbs of saying": "ông A cho biết ông ",
    "semicolons and speakers": "; ông An cho biết một hai ba bốn năm",
    "according": "Theo ông An, ",
    "events": "tổ chức hội nghị tập huấn công tác ",
    "chairs": "chủ trì ",
    "documents": "Nghị quyết số ",
    "laws": "Luật Đất ",
    "topics": "chuyên đề: “a” và ",
    "figures": "tăng 5% so với ",
    "scales": "2 tỷ 3 triệu ",
    "number words": "hai mươi ",
    "brackets": "(" * 8 + "5 hộ",
    "sizes": "5 x ",
    "wind levels": "gió cấp 8, ",
    "levels alone": "cấp 8 - ",
    "signs": "âm 5 độ -3°C ",
    "amounts that move": "từ 5 m đến ",
    "comparisons": "cao hơn giá 5% ",
    "compared before": "So với năm 2020, tăng 5%, ",
    "numbers in brackets": "12 (mười hai ",
    "shares of something": "50% số bệnh nhân bị ",
    "people and what they do": "5 người bị thương và ",
    "the same day": "cùng ngày ",
    "years of events": "hội nghị năm 2016 ",
    "school years": "năm học 2025-2026 ",
    "treaties": "Công ước về Luật ",
    "small laws": "bộ luật Hình sự ",
    "years to months": "từ năm 2016 đến tháng 6-2021 ",
    "one letter": "a",
    "capitals": "Ông A ",
    "new lines": "\n5 hộ",
}


def seconds(text: str) -> float:
    subject = article(text)
    reading = Reading(subject)
    person = Person(
        "person:a", "A", Span(0, 1), "test", mentions=tuple(Span(i, i + 1) for i in range(0, len(text), 9))
    )
    names = Names(people=(person,))
    begun = time.process_time()
    dates = date.find(reading, lexicon())
    figures = figure.find(reading, lexicon(), dates)
    event.find(reading, lexicon(), names, dates, figures)
    statement.find(reading, lexicon(), names)
    topic.find(reading, lexicon())
    document.find(reading, lexicon())
    return time.process_time() - begun


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    """Four times the length may cost eight times, never sixteen, as a quadratic rule would."""
    seconds(piece * 20)  # compiles the patterns
    short = min(seconds(piece * (20_000 // len(piece))) for _ in range(2))
    long = min(seconds(piece * (80_000 // len(piece))) for _ in range(2))
    assert long < max(8 * short, 0.4), f"{short:.3f} s for 20,000 characters, {long:.3f} s for 80,000"


SYLLABLES = [
    (first + rest).capitalize()
    for first in ["Bh", "Ch", "D", "G", "Kh", "L", "M", "Ng", "Nh", "Ph", "Q", "S", "Th", "Tr", "V", "X"]
    for rest in ["an", "ang", "inh", "oan", "ung", "ien", "uoc", "ai"]
]
WHOLE = {
    "blanks": "   ",
    "blanks that do not break": "\u00a0",
    "marks above": "\u0301",
    "commas": ",",
    "full stops": ". ",
    "one capitalised word": "Hạnh ",
    "men without a name": "ông A ",
    "people": "Ông Nguyễn {a} {b} {c} họp. đường Nguyễn {b} {a}. ",
    "people of one given name": "Ông Nguyễn {a} {b} {c} Hè họp. Ông Hè đi. ",
    "two of one given name": "Nguyễn Thu Hạnh (xã A). Trần Thu Hạnh. Ông Hạnh (xã B). ",
    "pronouns": "Nguyễn Thu Hạnh, ông này, ",
    "joined people": "ông Nguyễn {a} {b} {c} và ",
    "foreign names": "Tổng thống Jo{small}x {b}x. Jo{small}x nói. ",
    "places": "xã {a} {b}, Hà Nội. {a} {b}. ",
    "committees": "UBND xã {a} {b} {c}. UBND. UBND xã. ",
    "departments": "Sở Y tế tỉnh {a} {b}. Sở Y tế. ",
    "firms": "Công ty Cổ phần {a} {b} {c}. Công ty. ",
    "acronyms": "Tổng hội {a} {b} Việt Nam ({capitals}). {capitals} họp. ",
    "offices": "Ông {a} {b}, Giám đốc Công ty {c}. Giám đốc Công ty {a} cho biết. ",
    "same period": "tăng 5% so với cùng kỳ năm trước, ",
    "events of one sentence": "tổ chức Hội nghị {a} {b}, có năm 2017, ",
    "verbs of one sentence": "chia sẻ, ",
    "warnings of one sentence": "cảnh báo nguy cơ ",
    "pronouns that speak": "ông ấy nói ",
    "second verbs": "; ông A cho biết một hai ba bốn năm, đồng thời đề nghị một hai ba bốn",
}


def text_of(piece: str, length: int) -> str:
    """A piece again and again up to a length, each time with other names in it."""
    made: list[str] = []
    size = 0
    for a, b, c in itertools.cycle(itertools.product(SYLLABLES, repeat=3)):
        made.append(piece.format(a=a, b=b, c=c, small=a.lower(), capitals=a.upper()))
        size += len(made[-1])
        if size >= length:
            break
    return "".join(made)


def one_line(text: str) -> Article:
    """The text as it stands, blanks at its ends too."""
    return Article("x.txt", text, (Paragraph(Span(0, len(text)), "body"),), "0" * 32, "plain", "utf-8")


@pytest.mark.parametrize("piece", WHOLE.values(), ids=WHOLE.keys())
def test_a_whole_extraction_takes_time_in_proportion(piece: str) -> None:
    """Who is who, which body is which and who says what are no slower in a long text than in short ones."""

    def seconds(length: int) -> float:
        subject = one_line(text_of(piece, length))
        begun = time.process_time()
        extract(subject, lexicon())
        return time.process_time() - begun

    seconds(1000)  # compiles the patterns
    short, long = seconds(20_000), seconds(80_000)
    for _again in range(5):  # what else the machine does makes either slower, never faster
        if long < max(8 * short, 0.3):
            return
        short, long = min(short, seconds(20_000)), min(long, seconds(80_000))
    pytest.fail(f"{short:.3f} s for 20,000 characters, {long:.3f} s for 80,000")


def test_facts_come_from_the_beginning_of_a_text_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beyond the limit costs nothing, and holds no fact, even where all of it is one line."""
    monkeypatch.setattr(readings, "first_part", functools.partial(readings.first_part, limit=10_000))
    subject = one_line("Ông Nguyễn Văn Hạnh cho biết 5 hộ nghèo ở Hà Nội đã thoát nghèo ngày 12/5, " * 30_000)
    begun = time.process_time()
    found = extract(subject, lexicon())
    assert time.process_time() - begun < 1
    assert found.people
    assert max(mention.span.stop for mention in mentions(found)) <= 10_000
