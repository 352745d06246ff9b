"""The main screen, by keys: what opens, what follows, and that one comes back to where one was."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp, check_golden, screen_text, wait_for
from tui.app.session import Place
from tui.app.theme import LIGHT
from tui.i18n import set_language

SIZES = [(54, 12), (80, 24), (120, 36), (200, 50)]


def file_open(app: QuietApp) -> str:
    """Number of the seed in the reading view."""
    return app.main.stored.head.file[:3] if app.main.stored else ""


def is_open(app: QuietApp, article: int) -> bool:
    """True when this row of the library is in the reading view."""
    return app.main.stored is not None and app.main.stored.head.id == article


def is_wide(app: QuietApp, columns: int) -> bool:
    """True when the window has this many columns."""
    return app.main.size.width == columns


def status(app: QuietApp) -> str:
    """What the status line says."""
    return "".join(part.text for line in app.main.status.lines for part in line)


async def settled(app: QuietApp, pilot: Pilot[Any]) -> None:
    """Wait until the related articles of the open one are there, and every question is answered."""
    await wait_for(pilot, lambda: app.main.walk.related)
    await wait_for(pilot, lambda: not app.workers._workers)


async def go_to_fact(app: QuietApp, pilot: Pilot[Any], words: str) -> None:
    """Move the cursor of the facts down to the row that begins with `words`."""
    for _ in range(60):
        row = app.main.facts.current
        if row is not None and words in "".join(part.text for part in row.lines[0]):
            return
        await pilot.press("j")
    raise AssertionError(words)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
async def test_the_main_screen_at_four_sizes(open_app: OpenApp, columns: int, rows: int) -> None:
    """The reader's first look, as the golden screens have it."""
    async with open_app(columns, rows) as (app, pilot):
        await settled(app, pilot)
        await wait_for(pilot, lambda: app.main.strip.related)
        check_golden(f"main_{columns}x{rows}", screen_text(app))


async def test_the_facts_drawer_of_a_small_window(open_app: OpenApp) -> None:
    """At 80x24 the facts lie over the text, with their own keys."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("i")
        await wait_for(pilot, lambda: app.main.reader.evidence)
        check_golden("facts_80x24", screen_text(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: not app.main.facts.display)
        assert app.main.pane == "reader"


async def test_the_related_list_of_a_small_window(open_app: OpenApp) -> None:
    """At 80x24 `r` opens the strip as a list."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("r")
        await wait_for(pilot, lambda: app.main.related_list.display)
        check_golden("related_80x24", screen_text(app))


async def test_first_look(open_app: OpenApp) -> None:
    """Five articles, newest first; dates that were inferred are marked, and so is an inferred title."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        rows: list[Any] = [app.main.articles.row(index) for index in range(5)]
        assert [row.file[:3] for row in rows] == ["000", "002", "001", "004", "003"]
        assert [(row.dated, row.date_inferred) for row in rows] == [
            ("2024-08-28", True),
            ("2024-05-29", False),
            ("2024-04-26", True),
            ("2024-03-07", True),
            ("2023-11", False),
        ]
        assert [row.title_inferred for row in rows] == [False, False, False, False, True]
        text = screen_text(app)
        assert "~28/08/24" in text
        assert "‹suy ra›" in text
        assert "● 5 chưa đọc" in text


async def test_the_text_follows_the_cursor_of_the_list(open_app: OpenApp) -> None:
    """Moving through the list reads ahead without leaving a trail or marking anything as read."""
    async with open_app() as (app, pilot):
        await pilot.press("j")
        await wait_for(pilot, lambda: file_open(app) == "002")
        await pilot.press("j")
        await wait_for(pilot, lambda: file_open(app) == "001")
        assert app.history.past == ()
        assert app.main.unread == 5


async def test_entering_an_article_marks_it_read(open_app: OpenApp) -> None:
    """Enter goes to the text, and the mark is the reader's own: it is there at the next start."""
    async with open_app() as (app, pilot):
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.main.pane == "reader")
        assert app.main.unread == 4
        await pilot.press("m")
        await wait_for(pilot, lambda: app.main.unread == 5)
        await pilot.press("m")
        await wait_for(pilot, lambda: app.main.unread == 4)
        await wait_for(pilot, lambda: not app.workers._workers)
    async with open_app() as (app, pilot):
        assert app.main.stored is not None
        assert app.main.stored.head.read


async def test_fact_to_sentence_and_back(open_app: OpenApp) -> None:
    """A fact scrolls to its sentence and marks it; Enter opens the page; back is exactly where one was."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("3")
        await go_to_fact(app, pilot, "Nguyễn Văn Kỷ")
        main = app.main
        await wait_for(pilot, lambda: main.reader.scroll_offset.y > 0)
        assert main.reader.evidence is not None
        assert main.stored is not None
        assert "Thiếu tướng Nguyễn Văn Kỷ" in main.reader.evidence.of(main.stored.article.text)
        assert "Nguyễn Văn Kỷ" in status(app)
        before = (main.facts.row_id, main.reader.scroll_offset.y, main.pane)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is not main and len(app.screen_stack) == 2)
        assert app.history.here == Place(entity="person:nguyễn văn kỷ")
        await pilot.press("H")
        await wait_for(pilot, lambda: app.screen is main)
        assert (main.facts.row_id, main.reader.scroll_offset.y, main.pane) == before
        await pilot.press("L")
        await wait_for(pilot, lambda: app.screen is not main)
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is main)
        assert (main.facts.row_id, main.reader.scroll_offset.y, main.pane) == before


async def test_evidence_can_be_stepped_through(open_app: OpenApp) -> None:
    """`n` and `N` in the facts go through the places where the text names this person."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("3")
        await go_to_fact(app, pilot, "Nguyễn Ngọc Hè")
        seen = []
        row = app.main.facts.current
        assert row is not None
        for _ in row.evidence:
            seen.append(app.main.facts.at)
            await pilot.press("n")
        assert seen == list(range(len(row.evidence)))
        assert app.main.facts.at == 0
        await pilot.press("N")
        assert app.main.facts.at == len(row.evidence) - 1


async def test_next_related_and_why(open_app: OpenApp) -> None:
    """`.` opens the next related article and says why, `,` goes back along the walk, `H` in the history."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("full_stop")
        await wait_for(pilot, lambda: file_open(app) == "001")
        assert "trùng phát biểu: Nguyễn Văn Kỷ" in status(app)
        assert app.main.reader.evidence is not None
        await wait_for(pilot, lambda: not app.workers._workers)
        assert app.main.unread == 4
        await pilot.press("comma")
        await wait_for(pilot, lambda: file_open(app) == "000")
        await pilot.press("H")
        await wait_for(pilot, lambda: file_open(app) == "001")
        await pilot.press("H")
        await wait_for(pilot, lambda: file_open(app) == "000")
        assert len(app.history.past) == 0
        assert len(app.history.future) == 2
        await settled(app, pilot)
        await pilot.press("full_stop")
        await wait_for(pilot, lambda: file_open(app) == "001")
        assert len(app.history.future) == 0


async def test_the_walk_keeps_its_anchor(open_app: OpenApp) -> None:
    """The second `.` opens the second article related to where the walk began."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        wanted = [related.head.id for related in app.main.walk.related]
        seen = []
        for article in wanted:
            await pilot.press("full_stop")
            await wait_for(pilot, partial(is_open, app, article))
            seen.append(app.main.stored.head.id if app.main.stored else None)
        assert seen == wanted
        await pilot.press("full_stop")
        await wait_for(pilot, lambda: "Hết bài liên quan" in status(app))


async def test_every_pane_can_be_reached_by_keys(open_app: OpenApp) -> None:
    """By number, by Tab, by h and l and the arrows."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        for key, pane in (("2", "reader"), ("3", "facts"), ("4", "related"), ("1", "list")):
            await pilot.press(key)
            assert app.main.pane == pane
        for pane in ("reader", "facts", "related", "list"):
            await pilot.press("tab")
            assert app.main.pane == pane
        for key, pane in (("l", "reader"), ("right", "facts"), ("left", "reader"), ("h", "list")):
            await pilot.press(key)
            assert app.main.pane == pane


async def test_resizing_keeps_article_line_and_focus(open_app: OpenApp) -> None:
    """From large to tiny and back: the same article, the same first sentence, the same pane."""
    async with open_app(200, 50) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("2", *["space"])
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y > 0)
        first = app.main.reader.first_offset
        for columns, rows in ((120, 36), (80, 24), (54, 12), (80, 24), (200, 50)):
            await pilot.resize_terminal(columns, rows)
            await wait_for(pilot, partial(is_wide, app, columns))
            for _ in range(5):
                await pilot.pause()
            main = app.main
            line = main.reader.page.lines[main.reader.scroll_offset.y]
            assert line.start <= first, (columns, rows)
            following = main.reader.page.lines[main.reader.scroll_offset.y + 1].start
            assert first <= following or main.reader.at_end, (columns, rows)
            assert main.pane == "reader"
            assert main.focused is main.reader
            assert file_open(app) == "000"
            assert max(len(text) for text in screen_text(app).splitlines()) <= columns


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (19, 4), (20, 5), (30, 6), (60, 18), (400, 120)])
async def test_any_size_is_drawn(open_app: OpenApp, columns: int, rows: int) -> None:
    """From one cell to a wall: something is shown, nothing crashes."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.resize_terminal(columns, rows)
        await wait_for(pilot, lambda: app.size == (columns, rows))
        for key in ("2", "3", "4", "1", "z", "z"):
            await pilot.press(key)
        assert screen_text(app).strip() or columns < 4


async def test_without_colour_the_focus_still_shows(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR: the focused pane is the one with the heavy border, and its title is reversed."""
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    async with open_app(120, 36) as (app, pilot):
        assert app.no_color
        await pilot.press("2")
        lines = screen_text(app).splitlines()
        assert "┏━ [2] Đọc" in lines[1]
        assert "╭─ [1] Bài" in lines[1]
        drawn = [segment for y in range(15) for segment in app.main.reader.render_line(y)]
        assert any(segment.style and segment.style.underline for segment in drawn)


async def test_the_original_shows_what_was_left_out(open_app: OpenApp) -> None:
    """The first view is the page as the file has it, repeated captions too; `v` brings the clean text."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        caption = "Quang cảnh Hội nghị."
        assert app.main.reader.page.text.count(caption) == 1
        await pilot.press("v", "1")
        await wait_for(pilot, lambda: app.main.shows_original)
        assert app.main.reader.page.text.count(caption) == 2
        assert any(line.role == "dropped" for line in app.main.reader.page.lines)
        await pilot.press("v")
        await wait_for(pilot, lambda: not app.main.shows_original)
        assert app.main.reader.page.text.count(caption) == 1
        assert "v về bản sạch" not in status(app)


async def test_the_original_opens_at_the_same_words_and_closes_there(open_app: OpenApp) -> None:
    """A look at the original loses no place: not in the text, not in the history."""

    def first_words() -> str:
        page, top = app.main.reader.page, app.main.reader.scroll_offset.y
        line = next(line for line in page.lines[top:] if line.stop > line.start)
        return page.text[line.start : line.stop]

    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("2", "pagedown", "pagedown")
        await wait_for(pilot, lambda: app.main.reader.first_offset)
        offset, words = app.main.reader.first_offset, first_words()
        await pilot.press("v", "1")
        await wait_for(pilot, lambda: app.main.shows_original)
        await wait_for(pilot, lambda: first_words()[:20] == words[:20])
        await pilot.press("full_stop")
        await wait_for(pilot, lambda: file_open(app) == "001")
        await pilot.press("H")
        await wait_for(pilot, lambda: file_open(app) == "000")
        await wait_for(pilot, lambda: app.main.reader.first_offset == offset)
        await pilot.press("v", "1")
        await wait_for(pilot, lambda: app.main.shows_original)
        await pilot.press("G", "v")
        await wait_for(pilot, lambda: not app.main.shows_original)
        await wait_for(pilot, lambda: app.main.reader.first_offset == offset)


async def test_a_blank_first_line_is_the_first_again(open_app: OpenApp) -> None:
    """To the page as it came and back, to another article and back: not a line off."""

    def first_line() -> str:
        reader = app.main.reader
        return reader.page.lines[reader.scroll_offset.y].role

    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("2", "pagedown")
        await wait_for(pilot, lambda: app.main.reader.first_offset)
        for _ in range(20):
            if first_line() == "blank":
                break
            await pilot.press("j")
        spot, top = app.main.reader.first_spot, app.main.reader.scroll_offset.y
        assert spot.lines == -1
        await pilot.press("v", "1")
        await wait_for(pilot, lambda: app.main.shows_original)
        await pilot.press("v")
        await wait_for(pilot, lambda: not app.main.shows_original)
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y == top)
        await pilot.press("full_stop")
        await wait_for(pilot, lambda: file_open(app) == "001")
        await pilot.press("H")
        await wait_for(pilot, lambda: file_open(app) == "000")
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y == top)


async def test_a_filter_that_nothing_passes_leaves_every_search_open(open_app: OpenApp) -> None:
    """The filter can be changed and the corpus searched while the list is empty."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("f", *"zzzz", "enter")
        await wait_for(pilot, lambda: app.main.articles.count == 0)
        await pilot.press("f")
        await wait_for(pilot, lambda: app.screen is not app.main)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is app.main)
        assert app.main.where.text == "zzzz"
        await pilot.press("F")
        await wait_for(pilot, lambda: app.main.articles.count == 5)
        await pilot.press("f", *"zzzz", "enter")
        await wait_for(pilot, lambda: app.main.articles.count == 0)
        assert "@ Tên" in screen_text(app).splitlines()[-1]
        assert "f Lọc" in screen_text(app).splitlines()[-1]
        await pilot.press("slash")
        await wait_for(pilot, lambda: app.screen is not app.main)


async def test_the_filter_in_force_is_named_in_a_narrow_window(open_app: OpenApp) -> None:
    """A long name of a corpus gives way, and the counts of a finished index do."""
    async with open_app(120, 36) as (app, pilot):
        app.main.corpus_name = "ban_tin_cua_mot_huyen_ven_bien_rat_xa_2017"
        await pilot.press("f", *"quang ngai", "enter")
        await wait_for(pilot, lambda: app.main.articles.count == 1)
        for columns in (120, 80, 64):
            await pilot.resize_terminal(columns, 24)
            await wait_for(pilot, partial(is_wide, app, columns))
            await wait_for(pilot, lambda: "Lọc: quang ngai" in screen_text(app).splitlines()[0])


async def test_one_line_of_related_articles_takes_one_line(open_app: OpenApp) -> None:
    """A wide but low window leaves no gap below the panes, and says the keys of its own facts."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        assert "● 5 chưa đọc" in screen_text(app).splitlines()[0]
        await pilot.resize_terminal(160, 29)
        await wait_for(pilot, partial(is_wide, app, 160))
        await wait_for(pilot, lambda: app.main.strip.size.height == 1)
        await wait_for(pilot, lambda: "/ lọc · i ẩn" in screen_text(app))
        await pilot.resize_terminal(60, 18)
        await wait_for(pilot, partial(is_wide, app, 60))
        await wait_for(pilot, lambda: "● 5 chưa đọc" in screen_text(app).splitlines()[0])


async def test_the_question_before_leaving_goes_with_it(open_app: OpenApp) -> None:
    """Another key takes the question back, and the line that asked it."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("q")
        assert "q lần nữa" in status(app)
        await pilot.press("2")
        assert "q lần nữa" not in status(app)


async def test_a_file_that_is_gone_is_said_so(open_app: OpenApp, places: Any, tmp_path: Path) -> None:
    """The original view of a file that has changed says so and shows what was left out."""
    from tests.app.conftest import build_library
    from tui.resources import resource

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for seed in resource("seeds").glob("*.txt"):
        (corpus / seed.name).write_bytes(seed.read_bytes())
    build_library(corpus, places)
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored)
        path = corpus / app.main.stored.head.file  # type: ignore[union-attr]
        path.write_text("một bài khác hẳn", encoding="utf-8")
        await pilot.press("v", "1")
        await wait_for(pilot, lambda: "Tệp đã đổi" in status(app))
        assert "Quang cảnh Hội nghị." in app.main.reader.page.text
        await pilot.press("v")
        path.unlink()
        await pilot.press("v", "1")
        await wait_for(pilot, lambda: "Tệp không còn" in status(app))


async def test_a_file_that_has_changed_is_not_read_again(
    open_app: OpenApp, places: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be anything now: what was indexed is known to end, what came in its place is not."""
    from tests.app.conftest import build_library
    from tui.resources import resource

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for seed in resource("seeds").glob("*.txt"):
        (corpus / seed.name).write_bytes(seed.read_bytes())
    build_library(corpus, places)
    read: list[str] = []
    monkeypatch.setattr("tui.corpus.finding.find_article", lambda _corpus, file, *_: read.append(file))
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored)
        path = corpus / app.main.stored.head.file  # type: ignore[union-attr]
        path.write_bytes(b"<html>" + path.read_bytes())
        await pilot.press("v", "1")
        await wait_for(pilot, lambda: "Tệp đã đổi" in status(app))
    assert read == []


async def test_the_list_can_be_filtered_and_sorted(open_app: OpenApp) -> None:
    """Words without tones narrow the list; F shows all again; S offers the orders."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f", *"quang ngai")
        await wait_for(pilot, lambda: app.main.articles.count == 1)
        await pilot.press("enter")
        assert app.main.pane == "list"
        await pilot.press("F")
        await wait_for(pilot, lambda: app.main.articles.count == 5)
        await pilot.press("S")
        await wait_for(pilot, lambda: "1 mới nhất" in screen_text(app))
        await pilot.press("escape", "S", "2")
        await wait_for(pilot, lambda: app.main.order == "oldest")
        await wait_for(pilot, lambda: getattr(app.main.articles.row(0), "file", "")[:3] == "003")


async def test_words_are_found_in_the_article(open_app: OpenApp) -> None:
    """ctrl+f without tones; n and N step, and the border counts."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("ctrl+f", *"nhan quyen", "enter")
        await wait_for(pilot, lambda: app.main.hits.total > 3)
        first = app.main.hits.at
        await pilot.press("n")
        assert app.main.hits.at == first + 1
        await pilot.press("N")
        assert app.main.hits.at == first
        await wait_for(pilot, lambda: f"/{app.main.hits.total} khớp" in screen_text(app))
        await pilot.press("ctrl+f", *"quang canh", "enter")
        await wait_for(pilot, lambda: app.main.hits.query == "quang canh")
        await pilot.press("escape")
        assert app.main.hits.total == 0


async def test_words_are_looked_for_from_where_one_reads_and_escape_goes_back_there(
    open_app: OpenApp,
) -> None:
    """However far the letters led; a letter taken back leads back; the count says which of how many it is."""
    async with open_app(80, 24) as (app, pilot):
        await pilot.press("2", "down", "down")
        place = app.main.reader.scroll_offset.y
        await pilot.press("ctrl+f", *"nhan quyen", "backspace", "backspace")
        await wait_for(pilot, lambda: app.main.hits.query == "nhan quy")
        total = app.main.hits.total
        assert total > 1
        assert app.main.hits.at >= 0
        await wait_for(pilot, lambda: app.main.prompt.note == f"{app.main.hits.at + 1}/{total}")
        await pilot.press(*" xyz")
        await wait_for(pilot, lambda: app.main.hits.query == "nhan quy xyz")
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y == place)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.main.hits.total == 0)
        assert app.main.reader.scroll_offset.y == place


async def test_words_given_up_leave_the_search_over_all_articles(open_app: OpenApp) -> None:
    """Its hits are walked on as if nothing had been looked for."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("slash", *"nhan quyen", "enter")
        await wait_for(pilot, lambda: app.main.hits.total > 3 and app.main.stored is not None)
        before, place = app.main.hits, app.main.reader.scroll_offset.y
        assert len(before.articles) > 1
        await pilot.press("ctrl+f", *"viet nam")
        await wait_for(pilot, lambda: app.main.hits.query == "viet nam")
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y != place)
        await pilot.press(*" xyz")
        await wait_for(pilot, lambda: app.main.hits.query == "viet nam xyz")
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y == place)
        await pilot.press(*["backspace"] * 4)
        await wait_for(pilot, lambda: app.main.hits.query == "viet nam" and app.main.reader.scroll_offset.y)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.main.hits == before)
        assert app.main.reader.scroll_offset.y == place


async def test_typed_tones_no_place_has_are_told(open_app: OpenApp) -> None:
    async with open_app(54, 12) as (app, pilot):
        await pilot.press("2", "ctrl+f", *"nhán quyèn")
        await wait_for(pilot, lambda: app.main.hits.query == "nhán quyèn")
        assert app.main.hits.total
        await wait_for(pilot, lambda: "0 đúng dấu" in screen_text(app))
        await pilot.press(*["backspace"] * 10, *"nhân quyền")
        await wait_for(pilot, lambda: app.main.hits.query == "nhân quyền")
        await pilot.pause()
        assert "0 đúng dấu" not in screen_text(app)


async def test_the_facts_can_be_filtered(open_app: OpenApp) -> None:
    """`/` in the facts keeps those with the words, without tones."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("3", "slash", *"van ky", "enter")
        await wait_for(pilot, lambda: app.main.facts.words == "van ky")
        rows = [row for row in app.main.facts._rows if not row.group]
        assert rows
        assert all("Kỷ" in "".join(p.text for line in row.lines for p in line) for row in rows[:1])
        await pilot.press("escape")
        assert app.main.facts.words == ""


async def test_leaving_asks_once(open_app: OpenApp) -> None:
    """q at the root asks; any other key forgets the question; q twice ends with status 0."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("q")
        assert "q lần nữa" in status(app)
        await pilot.press("j", "q")
        assert app.is_running
        await pilot.press("q")
    assert app.return_code == 0


async def test_escape_never_ends_the_program(open_app: OpenApp) -> None:
    """However often it is pressed."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press(*["escape"] * 6)
        assert app.is_running
        assert app.screen is app.main


async def test_the_interface_changes_its_language_while_it_runs(open_app: OpenApp) -> None:
    """Every word of the screen changes, the place does not."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await app.run_action("app_language")
        await wait_for(pilot, lambda: "[1] Articles" in screen_text(app))
        text = screen_text(app)
        assert "SAME PASSAGE" in text
        assert "People" in text
        assert file_open(app) == "000"


async def test_an_empty_corpus_says_what_to_do(open_app: OpenApp, tmp_path: Path) -> None:
    """No article: how to open another corpus."""
    empty = tmp_path / "empty"
    empty.mkdir()
    async with open_app(120, 36, corpus=empty) as (app, pilot):
        await wait_for(pilot, lambda: app.main.articles.empty)
        check_golden("empty_120x36", screen_text(app))


async def test_a_growing_library_leaves_the_reader_in_peace(open_app: OpenApp) -> None:
    """While the corpus is indexed the list says how far, and what is being read does not move."""
    from tui.app.messages import IndexEnded, IndexProgress

    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("j", "j")
        await wait_for(pilot, lambda: file_open(app) == "001")
        app.main.post_message(IndexProgress("facts", 3104, 5000, 3))
        await wait_for(pilot, lambda: "3.104/5.000" in screen_text(app))
        check_golden("loading_120x36", screen_text(app))
        assert "⚠ 3 · mới nhất ↓" in screen_text(app).splitlines()[1]
        app.main.post_message(IndexEnded(0, changed=4))
        await wait_for(pilot, lambda: "Chỉ mục xong" in status(app))
        assert app.main.articles.cursor == 2
        assert file_open(app) == "001"


async def test_progress_that_says_the_same_again_is_not_drawn_again(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that waits for another says so several times a second."""
    from tui.app.messages import IndexProgress

    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        drawn: list[str] = []
        monkeypatch.setattr(app.main, "load_list", lambda: None)
        monkeypatch.setattr(app.main, "describe_crumbs", lambda: drawn.append(str(app.main.progress)))
        for _ in range(5):
            app.main.post_message(IndexProgress("waiting", 0, 0, 0))
        app.main.post_message(IndexProgress("scan", 1, 0, 0))
        await wait_for(pilot, lambda: any("scan" in told for told in drawn))
        assert ["waiting" in told for told in drawn] == [True, False]


async def test_extracting_again_says_so_and_brings_the_new_facts(open_app: OpenApp) -> None:
    """How many are done, in list and crumbs, why in the status line; the open article is read anew."""
    from tui.app.messages import IndexEnded, IndexProgress, Say

    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        app.main.post_message(Say("Bộ luật trích xuất đã đổi: đang trích lại 3.756 bài", "warning"))
        app.main.post_message(IndexProgress("facts", 1234, 3756, 0, again=3756))
        await wait_for(pilot, lambda: screen_text(app).count("1.234/3.756") == 2)
        assert "Trích lại 1.234/3.756" in screen_text(app).splitlines()[0]
        assert "đang trích lại 3.756 bài" in status(app)
        before = app.main.stored
        app.main.post_message(IndexEnded(0, again=3756))
        await wait_for(pilot, lambda: "3.756 bài đã được trích lại" in status(app))
        await wait_for(pilot, lambda: app.main.stored is not before)
        assert file_open(app) == "000"
        before = app.main.stored
        app.main.post_message(IndexEnded(0, changed=5))  # its relatives may have facts now that they had not
        await wait_for(pilot, lambda: app.main.stored is not before and app.main.walk.related)


async def test_a_very_long_article_says_where_its_facts_end(open_app: OpenApp) -> None:
    """One line over the facts, which no key opens or folds; the cursor stands on the first fact."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        stored = app.main.stored
        assert stored is not None
        app.main.facts.show(replace(stored, extraction=replace(stored.extraction, read_until=900)))
        await wait_for(pilot, lambda: "2 MB đầu" in " ".join(screen_text(app).split()))
        await pilot.press("3")
        assert app.main.facts.current is not None
        assert app.main.facts.current.evidence
        count = app.main.facts.count
        await pilot.press("g", "space", "enter", "I")
        assert app.main.facts.current.note
        assert app.main.facts.count == count


async def test_choices_outlive_the_program(open_app: OpenApp) -> None:
    """Language, theme, columns and widths are as they were left."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await app.run_action("app_language")
        await app.run_action("app_theme")
        await pilot.press("2", "minus", "1", "greater_than_sign")
        await wait_for(pilot, lambda: not app.workers._workers)
        width = app.main.articles.outer_size.width
        measure = app.main.measure
    set_language("vi")
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        assert "[1] Articles" in screen_text(app)
        assert app.theme == LIGHT
        assert app.main.measure == measure == 76
        assert app.main.articles.outer_size.width == width == 40


async def test_reading_goes_on_where_it_stopped(open_app: OpenApp) -> None:
    """The position in an article is the reader's own, and is there the next time."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("2", "space", "space")
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y > 10)
        line = app.main.reader.scroll_offset.y
        app.main.keep_reading_position()
        await wait_for(pilot, lambda: not app.workers._workers)
    async with open_app(80, 24) as (app, pilot):
        await wait_for(pilot, lambda: app.main.reader.scroll_offset.y == line)


async def test_a_very_long_article_opens_at_once_and_whole(open_app: OpenApp) -> None:
    """Its beginning shows before the rest is laid out; its end can be reached; resizing keeps the line."""
    from tui.app.messages import ArticleRead
    from tui.model.article import Article, Paragraph
    from tui.model.fact import Extraction
    from tui.model.result import StoredArticle
    from tui.model.span import Span

    sentence = "Năm nay bản Nậm Khoai được mùa lúa nương. "
    text = sentence * 60_000 + "Hết bài."
    article = Article(
        "dài.txt", text, (Paragraph(Span(0, len(text)), "body"),), "1" * 32, "plain", "utf-8", title="Dài"
    )
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        main = app.main
        assert main.stored is not None
        head = main.stored.head
        main.post_message(ArticleRead(head.id, StoredArticle(head, article, Extraction())))
        await wait_for(pilot, lambda: "được mùa lúa nương" in screen_text(app))
        await wait_for(pilot, lambda: main.reader.page.complete)
        await pilot.press("2", "G")
        await wait_for(pilot, lambda: "Hết bài." in screen_text(app))
        main.reader.show_offset(1_000_000)
        await pilot.resize_terminal(80, 24)
        await wait_for(pilot, lambda: main.reader.page.measure > 60)
        await wait_for(pilot, lambda: main.reader.page.lines[main.reader.scroll_offset.y].start <= 1_000_000)
        line = main.reader.page.lines[main.reader.scroll_offset.y]
        assert line.start <= 1_000_000 <= line.stop + 1


async def test_help_names_the_pane_it_speaks_of(open_app: OpenApp) -> None:
    """The keys shown are those that work where the focus is, and the title says where that is."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("3", "question_mark")
        await wait_for(pilot, lambda: "Trợ giúp — [3] Dữ kiện" in screen_text(app))


async def test_the_facts_of_the_article_are_exported(open_app: OpenApp) -> None:
    """E writes them among the reader's own, never into the corpus, and says where; the palette finds it."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("E")
        await wait_for(pilot, lambda: "Đã xuất: " in screen_text(app))
        [path] = app.paths.exports.iterdir()
        assert json.loads(path.read_text(encoding="utf-8"))[0]["people"]
        await pilot.press("ctrl+p", *"xuat")
        await wait_for(pilot, lambda: "Xuất dữ kiện của bài này" in screen_text(app))


async def test_a_window_too_small_to_read_in_says_so_and_comes_back(open_app: OpenApp) -> None:
    """Below 20x5 there is one line; made larger, everything is where it was."""
    async with open_app(18, 4) as (app, pilot):
        check_golden("small_18x4", screen_text(app))
        await pilot.resize_terminal(120, 36)
        await wait_for(pilot, lambda: "[2] Đọc" in screen_text(app))
        assert app.main.stored is not None
