"""Rules take time linear in the length of a text, whatever the text is made of."""

from __future__ import annotations

import time

import pytest

from tests.facts.marked import article, lexicon
from tui.facts.kinds import date, document, event, figure, statement, topic
from tui.facts.reading import Names, Reading
from tui.model.fact import Person
from tui.model.span import Span

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
    begun = time.perf_counter()
    dates = date.find(reading, lexicon())
    figures = figure.find(reading, lexicon(), dates)
    event.find(reading, lexicon(), names, dates, figures)
    statement.find(reading, lexicon(), names)
    topic.find(reading, lexicon())
    document.find(reading, lexicon())
    return time.perf_counter() - begun


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    """Four times the length may cost eight times, never sixteen, as a quadratic rule would."""
    seconds(piece * 20)  # compiles the patterns
    short = min(seconds(piece * (20_000 // len(piece))) for _ in range(2))
    long = seconds(piece * (80_000 // len(piece)))
    assert long < max(8 * short, 0.4), f"{short:.3f} s for 20,000 characters, {long:.3f} s for 80,000"
