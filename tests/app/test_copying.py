"""Selecting text by mouse and keys, and what comes to the clipboard: the article's own text, its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from tests.app.conftest import (
    OpenApp,
    QuietApp,
    build_library,
    check_golden,
    places_in,
    screen_text,
    wait_for,
)
from tests.app.test_main import settled, status
from tui.app import clipboard
from tui.app.messages import OpenConcordance, OpenEntity
from tui.app.paint import styles_of
from tui.app.screens.concordance import ConcordanceScreen
from tui.app.screens.entity import EntityScreen
from tui.app.theme import role_styles
from tui.model.fact import Statement
from tui.model.result import TextSearch
from tui.model.span import Span
from tui.present.selecting import Selection, letters, place_of
from tui.text.shown import shown_line


def cell_of(app: QuietApp, offset: int) -> tuple[int, int]:
    """Where code point `offset` is drawn, from the corner of the reading view."""
    reader = app.main.reader
    line, cell = place_of(reader.page, offset)
    return reader.gutter.left + reader.margin() + cell, reader.gutter.top + line - reader.scroll_offset.y


async def drag(app: QuietApp, pilot: Pilot[Any], first: int, last: int) -> None:
    """Press at one code point, move to another, let go there."""
    await pilot.mouse_down("#reader", offset=cell_of(app, first))
    await pilot.hover("#reader", offset=cell_of(app, last))
    await pilot.mouse_up("#reader", offset=cell_of(app, last))


def selected(app: QuietApp) -> str:
    """The selected text."""
    span = app.main.reader.selected
    return span.of(app.main.reader.page.text) if span is not None else ""


async def copied(app: QuietApp, pilot: Pilot[Any]) -> str:
    """What came to the clipboard since it was emptied."""
    await wait_for(pilot, lambda: app.clipboard)
    return app.clipboard


def text_of(app: QuietApp) -> str:
    """The open article."""
    assert app.main.stored is not None
    return app.main.stored.article.text


async def test_dragging_selects_letters_across_lines(open_app: OpenApp) -> None:
    """Two lines of the screen are one piece of text, without line feed, gutter or padding."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        text = text_of(app)
        first, last = text.index("phối hợp"), text.index("tổ chức Hội nghị") + len("tổ chức") - 1
        assert place_of(app.main.reader.page, first)[0] < place_of(app.main.reader.page, last)[0]
        await drag(app, pilot, first, last)
        wanted = text[first : last + 1]
        assert selected(app) == wanted
        assert "\n" not in wanted
        assert f"đã chọn {len(wanted.split())} chữ" in status(app)
        await pilot.press("y", "y")
        assert await copied(app, pilot) == wanted


async def test_dragging_backwards_selects_the_same(open_app: OpenApp) -> None:
    """The letter the mouse went down on is in it, and so is the one it ended on."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        text = text_of(app)
        first, last = text.index("Ban chỉ đạo"), text.index("phối hợp")
        await drag(app, pilot, last, first)
        assert selected(app) == text[first : last + 1]


async def test_a_click_gives_the_selection_up_and_so_does_esc(open_app: OpenApp) -> None:
    """And neither does anything else."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        before = status(app)
        await drag(app, pilot, 80, 120)
        assert selected(app)
        await pilot.click("#reader", offset=cell_of(app, 200))
        await wait_for(pilot, lambda: not app.main.reader.selection)
        assert status(app) == before
        await drag(app, pilot, 80, 120)
        assert selected(app)
        await pilot.press("escape")
        assert app.main.reader.selection is None
        assert app.main.pane == "reader"


async def test_two_clicks_take_a_word_three_the_sentence_four_the_paragraph(open_app: OpenApp) -> None:
    """A syllable; a marked name whole."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        text = text_of(app)
        await pilot.click("#reader", offset=cell_of(app, text.index("tập huấn công tác")), times=2)
        assert selected(app) == "tập"
        name = text.index("Nguyễn Ngọc Hè")
        await pilot.click("#reader", offset=cell_of(app, name + 8), times=2)
        assert selected(app) == "Nguyễn Ngọc Hè"
        await pilot.click("#reader", offset=cell_of(app, name + 3), times=3)
        start = text.index("Hội nghị do đồng chí")
        assert selected(app) == text[start : text.index("\n", start)]
        await pilot.click("#reader", offset=cell_of(app, text.index("phối hợp")), times=4)
        assert selected(app) == text.split("\n")[1]


async def test_two_clicks_beside_the_text_take_nothing(open_app: OpenApp) -> None:
    """Between two paragraphs there is no word."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        column, row = cell_of(app, text_of(app).index("Ngày 28-8"))
        await pilot.click("#reader", offset=(column, row - 1), times=2)
        assert app.main.reader.selection is None


async def test_a_drag_after_two_clicks_goes_by_words(open_app: OpenApp) -> None:
    """As everywhere: the second press is held."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        text = text_of(app)
        first, last = text.index("phối hợp") + 1, text.index("tổ chức") + 1
        await pilot.click("#reader", offset=cell_of(app, first))
        await drag(app, pilot, first, last)
        assert selected(app) == text[first - 1 : last - 1 + len("tổ")]


async def test_shift_and_a_click_move_the_end(open_app: OpenApp) -> None:
    """Where the terminal lets the program have it."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        text = text_of(app)
        first, last = text.index("phối hợp"), text.index("thường trực về")
        await drag(app, pilot, first, first + 3)
        await pilot.click("#reader", offset=cell_of(app, last), shift=True)
        assert selected(app) == text[first : last + 1]


async def test_holding_the_mouse_below_the_edge_scrolls_along(open_app: OpenApp) -> None:
    """What is selected goes on beyond what was in sight."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        reader, text = app.main.reader, text_of(app)
        first = text.index("phối hợp")
        await pilot.mouse_down("#reader", offset=cell_of(app, first))
        await pilot.hover("#reader", offset=(30, reader.outer_size.height + 2))
        await wait_for(pilot, lambda: reader.scroll_offset.y >= 20)
        await pilot.mouse_up("#reader", offset=(30, reader.outer_size.height + 2))
        assert reader._timer is None
        span = reader.selected
        assert span is not None
        assert span.start == first
        assert span.stop > first + 800


async def test_a_click_on_a_fact_still_leads_to_its_sentence(open_app: OpenApp) -> None:
    """And ends the selection, for it is about something else."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await drag(app, pilot, 80, 120)
        assert selected(app)
        await pilot.click("#facts", offset=(6, 2))
        await wait_for(pilot, lambda: app.main.reader.evidence)
        assert app.main.reader.selection is None
        assert app.main.pane == "facts"


async def test_pointing_at_a_fact_by_keys_ends_the_selection(open_app: OpenApp) -> None:
    """What `y` offers is then what the facts point at."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await drag(app, pilot, 80, 120)
        assert selected(app)
        await pilot.press("3")
        await wait_for(pilot, lambda: app.main.reader.evidence)
        assert app.main.reader.selection is None


async def test_keys_select_from_the_evidence_on(open_app: OpenApp) -> None:
    """The sentence, then words, sentences, paragraphs, lines; the other end; and Enter copies."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        text, reader = text_of(app), app.main.reader
        await pilot.press("3")
        await wait_for(pilot, lambda: reader.evidence)
        assert reader.evidence is not None
        evidence = reader.evidence.of(text)
        await pilot.press("V")
        assert (selected(app), app.main.pane) == (evidence, "reader")
        await pilot.press("l")
        assert selected(app).startswith(evidence)
        assert len(selected(app)) > len(evidence)
        await pilot.press("left", "left")
        assert len(selected(app)) < len(evidence)
        await pilot.press("p")
        assert selected(app).startswith(evidence)
        paragraph = selected(app)
        assert text[text.index(paragraph) + len(paragraph)] == "\n"
        await pilot.press("p")
        assert selected(app).count("\n") == 1
        await pilot.press("P")
        assert selected(app) == paragraph
        await pilot.press("o", "g")
        assert text.startswith(selected(app))
        await pilot.press("o", "G")
        assert text.endswith(selected(app))
        await pilot.press("enter")
        assert text.endswith(await copied(app, pilot))
        assert reader.selection is None
        assert not reader.selecting


async def test_a_drawer_does_not_lie_over_what_is_selected(open_app: OpenApp) -> None:
    """In a small window the facts go when the selecting begins, and it begins with their evidence."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("i")
        await wait_for(pilot, lambda: app.main.reader.evidence)
        await pilot.press("V")
        assert not app.main.facts.display
        assert app.main.reader.evidence is not None
        assert selected(app) == app.main.reader.evidence.of(text_of(app))


async def test_keys_that_select_are_themselves_again_afterwards(open_app: OpenApp) -> None:
    """`j` scrolls, `h` goes to the list, Enter and `p` do nothing there."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("V")
        top = app.main.reader.scroll_offset.y
        await pilot.press("j")
        assert app.main.reader.scroll_offset.y == top
        assert len(selected(app).split("\n")) > 1
        await pilot.press("q")
        assert app.main.reader.selection is None
        await pilot.press("V", "V")
        assert app.main.reader.selection is None
        await pilot.press("j")
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y == top + 1)
        await pilot.press("h")
        assert app.main.pane == "list"


async def test_the_end_that_moves_stays_in_sight(open_app: OpenApp) -> None:
    """Downwards and upwards."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        reader = app.main.reader
        await pilot.press("V", *["j"] * 30)
        await wait_for(pilot, lambda: reader.scroll_offset.y > 0)
        assert reader.selection is not None
        line = reader.page.line_of(reader.selection.edge)
        assert reader.scroll_offset.y <= line < reader.scroll_offset.y + reader.size.height
        await pilot.press("g")
        await wait_for(pilot, lambda: reader.scroll_offset.y == 0)


async def test_a_selection_as_the_screen_shows_it(open_app: OpenApp) -> None:
    """Its line has a sign, so that the place of the cursor shows without colour."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("V", "j", "j", "l")
        check_golden("selected_80x24", screen_text(app))
        await pilot.press("y")
        await wait_for(pilot, lambda: app.screen is not app.main)
        await wait_for(pilot, lambda: "Toàn văn" in screen_text(app))
        check_golden("copy_menu_80x24", screen_text(app))


async def test_what_is_selected_is_drawn_in_its_own_cells(open_app: OpenApp) -> None:
    """The cells of the letters and no others, and the word at the end apart."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        reader, text = app.main.reader, text_of(app)
        start = text.index("phối hợp")
        reader.select(Selection(Span(start, start + 4), Span(start + 5, start + 8)), by_keys=True)
        await pilot.pause()
        line, cell = place_of(reader.page, start)
        strip = reader.render_line(line - reader.scroll_offset.y)
        at = reader.margin() + cell
        styles = {segment.text: segment.style for segment in strip.crop(at, at + 8)}
        assert list(styles) == ["phối ", "hợp"]
        assert all(style and style.bgcolor for style in styles.values())
        assert styles["hợp"] is not None
        assert styles["hợp"].underline
        around = [*strip.crop(0, at - 1), *strip.crop(at + 8, 78)]
        assert not [
            s for s in around if s.style and s.style.bgcolor == styles["hợp"].bgcolor and s.text.strip()
        ]
        assert strip.text[reader.margin() - 2] == "▶"


def test_a_selection_shows_without_colour() -> None:
    """Turned round; and its end underlined."""
    white = dict.fromkeys(("accent", "background", "warning", "success", "error"), "#ffffff")
    styles = role_styles(white, monochrome=True)
    assert styles["selected"].reverse
    assert styles["selected-end"].underline
    assert not styles["selected-end"].reverse


async def test_another_width_keeps_the_selection_and_another_article_ends_it(open_app: OpenApp) -> None:
    """It is of the text, not of the cells."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await drag(app, pilot, 80, 300)
        words = selected(app)
        await pilot.resize_terminal(120, 36)
        await wait_for(pilot, lambda: app.main.reader.size.width != 78)
        assert selected(app) == words
        stored = app.main.stored
        await pilot.press("J")
        await wait_for(pilot, lambda: app.main.stored is not stored)
        assert app.main.reader.selection is None
        assert "đã chọn" not in status(app)


async def test_quote_with_its_source(open_app: OpenApp) -> None:
    """Journey 11: on a statement `y` `q`; the status line names the way it went."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("3")
        for _ in range(80):
            row = app.main.facts.current
            if row is not None and isinstance(row.fact, Statement) and row.fact.speaker == "Nguyễn Văn Kỷ":
                break
            await pilot.press("j")
        assert row is not None
        assert isinstance(row.fact, Statement)
        words = row.fact.evidence.of(text_of(app))
        await pilot.press("y", "q")
        text = await copied(app, pilot)
        assert text.startswith(
            f"“{words}” — Nguyễn Văn Kỷ, Thiếu tướng; QĐND, ~28/08/2024; https://www.qdnd.vn/"
        )
        assert "; tệp 000_" in text
        assert text.rpartition(", ")[2].startswith("đoạn ")
        await wait_for(pilot, lambda: "OSC 52" in status(app))


async def test_the_selected_words_of_a_speaker_are_quoted_as_theirs(open_app: OpenApp) -> None:
    """Part of a statement is a statement; a sentence of the paper is nobody's."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        assert app.main.stored is not None
        said = app.main.stored.extraction.statements[0]
        reader = app.main.reader
        span = Span(said.evidence.start, said.evidence.start + 20)
        reader.select(Selection(span, span))
        await pilot.press("y", "q")
        assert f"— {said.speaker}" in await copied(app, pilot)


@pytest.mark.parametrize(
    ("key", "begins"),
    [
        ("c", "THẾ TRUYỀN, “Hội nghị tập huấn"),
        ("m", "THẾ TRUYỀN, [Hội nghị tập huấn"),
        ("b", "@article{qdnd2024hoi,"),
        ("j", "[\n  {\n"),
        ("u", "https://www.qdnd.vn/"),
        ("t", "Hội nghị tập huấn công tác nhân quyền thành phố Cần Thơ năm 2024\nNgày 28-8"),
    ],
)
async def test_the_article_is_copied_in_many_ways(open_app: OpenApp, key: str, begins: str) -> None:
    """Citation in four styles, address, whole text."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("y", key)
        assert (await copied(app, pilot)).startswith(begins)


async def test_a_fact_is_copied_with_its_sentence(open_app: OpenApp) -> None:
    """Two lines: what, and where it is said."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("3")
        await wait_for(pilot, lambda: app.main.reader.evidence)
        await pilot.press("y", "f")
        first, second = (await copied(app, pilot)).split("\n")
        assert first.startswith("Nguyễn Ngọc Hè")
        assert second.startswith("“Hội nghị do đồng chí Nguyễn Ngọc Hè")


async def test_the_page_as_it_came_is_selected_from_too(open_app: OpenApp) -> None:
    """What is copied is what stands there."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        app.main.action_view_original()
        await wait_for(pilot, lambda: app.main.shows_original)
        await pilot.press("V")
        words = selected(app)
        assert words
        assert words in app.main.reader.page.text
        await pilot.press("y", "y")
        assert await copied(app, pilot) == words
        await pilot.press("escape")
        assert app.main.shows_original or not app.main.reader.selection


async def test_a_statement_of_a_page_is_quoted_from_its_article(open_app: OpenApp) -> None:
    """With address, file and paragraph, which the page itself does not know."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        assert app.main.stored is not None
        app.post_message(OpenEntity(app.main.stored.extraction.people[0].key))
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen) and app.screen.settled)
        await pilot.press("y", "q")
        text = await copied(app, pilot)
        assert "; tệp 000_" in text
        await wait_for(pilot, lambda: "OSC 52" in screen_text(app).splitlines()[0])


async def test_a_page_that_was_left_meanwhile_leaves_the_word_to_the_main_screen(open_app: OpenApp) -> None:
    """`y` `q`, and at once `q`: what was copied is still told."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        assert app.main.stored is not None
        app.post_message(OpenEntity(app.main.stored.extraction.people[0].key))
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen) and app.screen.settled)
        page = app.screen
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is app.main)
        app.copy(page, "ba chữ đây")
        await wait_for(pilot, lambda: "đã chép 3 chữ" in status(app))


async def test_a_hit_in_context_is_quoted_with_its_sentence(open_app: OpenApp) -> None:
    """Whole, though the line shows a part of it."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        app.post_message(OpenConcordance(TextSearch("nhan quyen")))
        await wait_for(
            pilot, lambda: isinstance(app.screen, ConcordanceScreen) and app.screen.current is not None
        )
        await pilot.press("y", "q")
        text = await copied(app, pilot)
        assert text.startswith("“")
        assert "tệp " in text
        await wait_for(pilot, lambda: "OSC 52" in screen_text(app))


async def test_ctrl_c_copies_what_is_selected_and_else_says_how_to_leave(open_app: OpenApp) -> None:
    """As elsewhere."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("ctrl+c")
        assert "ctrl+q" in status(app)
        assert not app.clipboard
        await drag(app, pilot, 80, 120)
        words = selected(app)
        await pilot.press("ctrl+c")
        assert await copied(app, pilot) == words


async def test_a_hostile_article_reaches_neither_clipboard_nor_status_raw(
    open_app: OpenApp, tmp_path: Path
) -> None:
    """Escape sequences are copied without their escapes, and the status line shows none."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    text = "Tin \x1b]52;c;SEVMTE8=\x07 lạ \x1b[201~ ở xã.\n\n" + "Dân làng kể lại chuyện cũ trong đêm. " * 6
    (folder / "a\x1b[31m.txt").write_text(text, encoding="utf-8")
    build_library(folder, places_in(tmp_path / "home"))
    async with open_app(80, 24, corpus=folder) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored is not None)
        for key in "tc":
            app._clipboard = ""
            await pilot.press("y", key)
            assert not set(await copied(app, pilot)) & {"\x1b", "\x07"}
        await pilot.press("V")
        await wait_for(pilot, lambda: app.main.reader.selected)
        app._clipboard = ""
        await pilot.press("y", "q")
        assert not set(await copied(app, pilot)) & {"\x1b", "\x07"}
        assert "\x1b" not in status(app)


async def test_the_mouse_finds_letters_of_any_width(open_app: OpenApp, tmp_path: Path) -> None:
    """Wide letters, marks that stand apart, hidden characters: the cells selected are those pointed at."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    line = "Đoàn 日本文化 thăm\u200b làng, ăn phở\u202e và q\u0323\u0301uà 한국 rồi về x\u0301y."
    (folder / "a.txt").write_text("Chuyện làng\n\n" + " ".join([line] * 6), encoding="utf-8")
    build_library(folder, places_in(tmp_path / "home"))
    async with open_app(80, 24, corpus=folder) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored is not None)
        reader, text = app.main.reader, text_of(app)
        await wait_for(pilot, lambda: reader.page.text == text and reader.size.height)
        row = next(i for i, shown in enumerate(reader.page.lines) if text[shown.start :].startswith("Đoàn"))
        for index in (row, row + 1, row + 2):
            for first, last in ((0, 9), (5, 6), (7, 30), (12, 44), (33, 34)):
                left = reader.gutter.left + reader.margin()
                top = reader.gutter.top - reader.scroll_offset.y + index
                await pilot.mouse_down("#reader", offset=(left + first, top))
                await pilot.hover("#reader", offset=(left + last, top))
                await pilot.mouse_up("#reader", offset=(left + last, top))
                colour = styles_of(app)["selected"].bgcolor
                strip = reader.render_line(index - reader.scroll_offset.y)
                drawn = "".join(s.text for s in strip if s.style and s.style.bgcolor == colour)
                shown = "".join(letters_between(app, index, first, last))
                assert (drawn.strip(), shown_line(selected(app))) == (shown.strip(), shown.strip())
                await pilot.press("escape")


def letters_between(app: QuietApp, index: int, first: int, last: int) -> list[str]:
    """What the cells of a line show, from one to another."""
    page, at, found = app.main.reader.page, 0, []
    for letter, wide in letters(page.text, page.lines[index].start, page.lines[index].stop):
        if at <= last and first < at + wide:
            found.append(shown_line(letter.of(page.text)))
        at += wide
    return found


async def test_a_clipboard_that_hangs_holds_nobody_up(
    open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text scrolls while the tool is waited for; then the copy lies in a file."""
    tool = tmp_path / "xclip"
    tool.write_text(f"#!/bin/sh\n/usr/bin/touch {tmp_path}/called\nexec /bin/sleep 60\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(clipboard, "PATIENCE", 1.5)
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        app.clipboard_route = "native"
        await pilot.press("2", "y", "t")
        await wait_for(pilot, lambda: (tmp_path / "called").exists())
        await pilot.press("j")
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y == 1)
        assert "chép" not in status(app)
        await wait_for(pilot, lambda: "copied.txt" in status(app))


async def test_a_very_long_text_goes_to_a_file_and_says_where(open_app: OpenApp) -> None:
    """More than a terminal takes."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        app.copy(app.main, "chữ " * 50_000)
        await wait_for(pilot, lambda: "copied.txt" in status(app))
        assert (app.paths.exports / "copied.txt").read_text(encoding="utf-8") == "chữ " * 50_000
        assert not app.clipboard


async def test_nothing_to_copy_is_said(open_app: OpenApp) -> None:
    """An article that is gone from the library."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        app.copy(app.main, lambda _store: "")
        await wait_for(pilot, lambda: "không có gì để chép" in status(app))


async def test_the_right_button_selects_nothing(open_app: OpenApp) -> None:
    """It belongs to the terminal."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        reader = app.main.reader
        x, y = cell_of(app, 80)
        reader.post_message(events.MouseDown(reader, x, y, 0, 0, 3, False, False, False))
        reader.post_message(events.MouseMove(reader, x + 9, y, 9, 0, 3, False, False, False))
        await pilot.pause()
        assert reader.selection is None
