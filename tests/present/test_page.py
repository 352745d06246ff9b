"""An article as lines: every letter once, no line too wide, and the way back to the text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from tui.model.article import Article, Dropped, Paragraph
from tui.model.span import Span
from tui.present.lines import run
from tui.present.page import lay_out, lay_out_original, same_place, wrapped
from tui.text.cells import width
from tui.text.normal import normalize
from tui.text.shown import shown_line

TEXTS = st.text(
    st.sampled_from("abcđêộ ỳ   \t日本語\u0301\u0323é—“”.,\u200b\u202e\x1b\ufe0f𝄞한"), max_size=400
).map(normalize)


def article(*paragraphs: str, title: str | None = None) -> Article:
    """An article of these paragraphs, the first one the headline if `title` is given."""
    text = "\n".join(([title] if title else []) + list(paragraphs))
    made, start = [], 0
    for index, line in enumerate(text.split("\n")):
        kind = "title" if title and index == 0 else "body"
        made.append(Paragraph(Span(start, start + len(line)), kind))  # type: ignore[arg-type]
        start += len(line) + 1
    return Article("x.txt", text, tuple(made), "0" * 32, "plain", "utf-8", title=title)


@given(TEXTS, st.integers(2, 40))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, cells: int) -> None:
    """Joined again without white space it is the same text; no line is wider than asked."""
    line = text.replace("\n", " ")
    ranges = list(wrapped(line, 0, len(line), cells))
    kept = "".join(line[start:stop] for start, stop in ranges)
    assert "".join(kept.split()) == "".join(line.split())
    for start, stop in ranges:
        assert start < stop
        one_letter = all(width(c) == 0 for c in line[start + 1 : stop])
        assert width(shown_line(line[start:stop])) <= cells or one_letter


@given(TEXTS, st.integers(2, 40))
def test_lines_come_in_order_and_do_not_overlap(text: str, cells: int) -> None:
    """Each code point belongs to one line at most."""
    line = text.replace("\n", " ")
    ends = 0
    for start, stop in wrapped(line, 0, len(line), cells):
        assert start >= ends
        ends = stop


def test_lines_break_at_spaces_where_they_can() -> None:
    """A word is cut only when it is longer than a line."""
    text = "Chính quyền xã Nậm Khoai"
    assert [text[a:b] for a, b in wrapped(text, 0, len(text), 11)] == ["Chính quyền", "xã Nậm", "Khoai"]
    assert [b - a for a, b in wrapped("x" * 25, 0, 25, 10)] == [10, 10, 5]


def test_a_letter_keeps_its_marks() -> None:
    """A combining mark never begins a line."""
    text = "a\u0301" * 9
    for start, _stop in wrapped(text, 0, len(text), 4):
        assert text[start] == "a"


def test_every_offset_leads_to_the_line_that_shows_it() -> None:
    """And from the line back to an offset at or before it."""
    made = article("Sáng nay mưa to ở bản Nậm Khoai.", "Chiều tạnh.", title="Mưa to")
    page = lay_out(made, cells=12, head=[(run("hôm nay"),)])
    for offset in range(len(made.text)):
        line = page.lines[page.line_of(offset)]
        assert line.start <= offset or line.start == page.lines[0].start
    shown = [made.text[line.start : line.stop] for line in page.lines if line.stop > line.start]
    assert "".join("".join(shown).split()) == "".join(made.text.split())


def test_every_line_is_found_again_by_its_spot() -> None:
    """Blanks and the head too, which show no text of their own; in other widths at the same paragraph."""
    body = "Một câu dài hơn một dòng.\nHai câu."
    head = [(run("hôm nay"),), (run("ở đây"),)]
    printed = lay_out(article(body, title="Tin mới"), cells=12, head=head)
    given = lay_out(article(body), cells=12, title="Mưa to ở vùng cao", title_note="‹suy ra›", head=head)
    for page in (printed, given):
        assert [page.line_at(page.spot_of(line)) for line in range(len(page.lines))] == [
            *range(len(page.lines))
        ]
    blank = next(at for at, line in enumerate(printed.lines) if line.role == "blank" and line.start > 20)
    wide = lay_out(article(body, title="Tin mới"), cells=60, head=head)
    assert wide.lines[wide.line_at(printed.spot_of(blank))].role == "blank"
    assert printed.line_at(printed.spot_of(blank)) == printed.line_of(printed.lines[blank].start) - 1


def test_the_head_stands_between_title_and_text() -> None:
    """Title, what is known, a blank line, the text."""
    page = lay_out(article("Một câu.", title="Tin"), cells=60, head=[(run("hôm nay"),)])
    assert [line.role for line in page.lines] == ["title", "head", "blank", "body"]


def test_an_article_without_a_headline_gets_one_that_says_so() -> None:
    """The inferred title stands over the text, after its note."""
    page = lay_out(article("Một câu."), cells=60, title="Mưa to", title_note="‹suy ra›")
    assert page.lines[0].role == "title"
    assert "".join(part.text for part in page.head[page.lines[0].head]) == "‹suy ra› Mưa to"


def test_the_original_strikes_what_was_left_out() -> None:
    """Lines of the page as it came; those that cleaning dropped have a role of their own."""
    text = "Mưa to\n\n\nChia sẻ:\nMột câu."
    page = lay_out_original(text, [Dropped("share", "Chia sẻ:", text.index("Chia"))], cells=40)
    told = [(text[line.start : line.stop], line.role) for line in page.lines if line.role != "blank"]
    assert told == [("Mưa to", "body"), ("Chia sẻ:", "dropped"), ("Một câu.", "body")]


def test_a_place_of_the_clean_text_is_found_in_the_original() -> None:
    """Of equal passages the one at or after it is meant; the top stays the top; nowhere is the top."""
    clean = "Mưa to\n\nMột câu.\n\nHai câu.\n\nMột câu."
    original = "Trang chủ\nMưa to\nMột câu.\nChia sẻ\nHai câu.\nMột câu."
    assert same_place(clean, clean.index("Hai"), original) == original.index("Hai")
    assert same_place(clean, clean.rindex("Một"), original) == original.rindex("Một")
    assert same_place(clean, 0, original) == 0
    assert same_place(clean, clean.index("Hai"), "Một tệp khác hẳn.") == 0


def test_a_long_article_is_laid_out_in_part_first() -> None:
    """With a limit the work is bounded, the beginning is the same, and the page says that it goes on."""
    made = article(*["Một câu vừa phải về mùa lúa." for _ in range(4000)])
    whole, part = lay_out(made, cells=40), lay_out(made, cells=40, limit=1000)
    assert whole.complete
    assert not part.complete
    assert part.lines == whole.lines[: len(part.lines)]
    assert len(part.lines) < len(whole.lines) // 10


def test_time_is_linear_even_for_one_giant_line() -> None:
    """Twice the text takes about twice the time, narrow letters or wide ones."""
    for unit in ("đồng lúa chín vàng ", "x", "日"):
        times = []
        for size in (100_000, 200_000):
            text = unit * (size // len(unit))
            start = time.perf_counter()
            count = sum(1 for _ in wrapped(text, 0, len(text), 70))
            times.append(time.perf_counter() - start)
            assert count >= size // 140
        assert times[1] < 6 * times[0] + 0.05
