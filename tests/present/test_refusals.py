"""A refusal says in words what was wrong and where, and what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from errno import EACCES

import pytest

from tui.corpus.reader import REASONS
from tui.i18n import set_language
from tui.present.refusals import reason_and_rest, way_out, why_refused


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.mark.parametrize(
    ("reason", "detail", "words"),
    [
        ("damaged", "JSON:41", "JSON broken in line 41"),
        ("damaged", "CSV, 1200", "CSV broken in line 1,200"),
        ("damaged", "chapter3.xhtml", "damaged or cut off (chapter3.xhtml)"),
        ("row-without-text", "26", "line 26 holds no text"),
        ("row-without-text", "#26", "record 26 holds no text"),
        ("rows-without-text", "17, 7…", "17 more records without text, from line 7 on"),
        ("rows-without-text", "1, #7…", "1 more record without text, from record 7 on"),
        ("bad-record", "31", "line 31 holds a damaged record"),
        ("bad-records", "2, 40…", "2 more damaged records, from line 40 on"),
        ("no-article", "3", "3 pages hold no article"),
        ("no-article", "", "holds no article: a list or a page without text"),
        ("unreadable", os.strerror(EACCES), "no permission to read it"),
        ("unreadable", "Some new trouble", "cannot be read (Some new trouble)"),
        ("unsure-encoding", "TCVN3 90 %", "encoding in doubt (TCVN3 90 %)"),
        ("bad-record", "somewhere", "a damaged record in this line (somewhere)"),
        ("of-tomorrow", "x", "of-tomorrow (x)"),
    ],
)
def test_the_reason_says_the_place_in_words(reason: str, detail: str, words: str) -> None:
    assert why_refused(reason, detail) == words


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_words_and_a_way_out_in_both_languages(reason: str) -> None:
    english = why_refused(reason, ""), way_out(reason)
    set_language("vi")
    vietnamese = why_refused(reason, ""), way_out(reason)
    assert all(english)
    assert all(vietnamese)
    assert all(one != other for one, other in zip(english, vietnamese, strict=True))


def test_what_the_words_say_is_not_said_twice() -> None:
    assert reason_and_rest("damaged", "JSON:41")[1] == ""
    assert reason_and_rest("no-column", "a, b") == ("no column that holds text is known", "a, b")
    assert way_out("of-tomorrow") == ""
