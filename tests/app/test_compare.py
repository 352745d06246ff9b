"""Two articles side by side: a passage with all its places, and copies with what each has alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import OpenApp, QuietApp, build_library, check_golden, screen_text, wait_for
from tests.app.test_main import file_open, settled
from tui.app.compare_view import CompareView
from tui.app.messages import OpenView
from tui.app.screens.compare import CompareScreen
from tui.config import Paths
from tui.present.comparing import ComparedRow

SAID = (
    "Ông Đoàn Quốc Thẩm nói rằng cây cầu này nối hai bờ, gắn liền với đời sống người dân nên mọi việc phải "
    "xong trước mùa lũ."
)


def screen_of(app: QuietApp) -> CompareScreen:
    assert isinstance(app.screen, CompareScreen)
    return app.screen


def ready(app: QuietApp) -> bool:
    return isinstance(app.screen, CompareScreen) and app.screen.ended and app.screen.rows.count > 0


def here(app: QuietApp) -> ComparedRow:
    rows = screen_of(app).rows
    row = rows.row(rows.cursor)
    assert isinstance(row, ComparedRow)
    return row


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_passage_that_stands_elsewhere_side_by_side(open_app: OpenApp, size: tuple[int, int]) -> None:
    """Journey 8: d on the general's statement; 172 characters, both days and sources, the first in time."""
    async with open_app(*size) as (app, pilot):
        await settled(app, pilot)
        assert file_open(app) == "000"
        await pilot.press("3")
        for _ in range(80):
            row_here = app.main.facts.current
            if row_here is not None and row_here.kind == "statement" and app.main.echo_here is not None:
                break
            await pilot.press("j")
        await pilot.press("d")
        await wait_for(pilot, lambda: ready(app))
        text = screen_text(app)
        assert "172 ký tự nguyên văn" in text
        assert "28/08/2024 · QĐND" in text
        assert "26/04/2024" in text
        assert text.count("sớm nhất") == 1
        known = screen_of(app).comparison
        assert known is not None
        row = here(app)
        assert row.left is not None
        assert row.right is not None
        said = "nhân quyền là công tác chung của cả hệ thống chính trị"
        assert said in row.left.of(known.left_text)
        assert said in row.right.of(known.right_text)
        await pilot.pause()
        check_golden(f"compare_{size[0]}x{size[1]}", screen_text(app))
        await pilot.press("2")
        await wait_for(pilot, lambda: app.screen is app.main and file_open(app) == "001")
        await pilot.press("H")
        await wait_for(pilot, lambda: ready(app))
        assert here(app).left == row.left


async def test_the_text_has_a_sign_beside_what_stands_elsewhere(open_app: OpenApp) -> None:
    """In the gutter of each line, and d from the text leads to both."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("2", "G")
        await wait_for(pilot, lambda: "≋" in screen_text(app))
        marked = [line for line in screen_text(app).splitlines() if "≋" in line[36:84]]
        assert marked
        echo = app.main.echo_here
        assert echo is not None
        await pilot.press("d")
        await wait_for(pilot, lambda: ready(app))
        assert screen_of(app).view.span == echo.span


async def test_n_steps_through_all_places_of_a_passage(
    open_app: OpenApp, places: Paths, tmp_path: Path
) -> None:
    """The left article stays, the right one changes; after the last comes the first."""
    corpus = tmp_path / "kho"
    corpus.mkdir()
    for number, subject in enumerate(("bến cá", "đê biển", "chợ nổi", "vườn ươm")):
        day = f"{number + 3:02}/05/2031"
        text = f"Tin về {subject}\n{day}\nMột chuyện khác hẳn về {subject} ở xã Vĩnh Mơ.\n{SAID}\n"
        (corpus / f"{number}.txt").write_text(text, encoding="utf-8")
    build_library(corpus, places)
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored is not None and app.main.stored.echoes)
        await pilot.press("2", "d")
        await wait_for(pilot, lambda: ready(app))
        screen = screen_of(app)
        left, seen = screen.view.left, []
        for _ in range(4):
            seen.append(screen.view.right)
            before = screen.view.right
            await pilot.press("n")
            await wait_for(pilot, lambda before=before: screen.view.right != before and ready(app))  # type: ignore[misc]
        assert seen[3] == seen[0]
        assert len(set(seen)) == 3
        assert screen.view.left == left
        assert "trên 3" in screen_text(app)


async def test_copies_are_compared_and_n_goes_to_the_next_difference(
    open_app: OpenApp, places: Paths, tmp_path: Path
) -> None:
    """d in the list of copies; what one outlet added has its sign, and a click of the key finds it."""
    corpus = tmp_path / "kho"
    corpus.mkdir()
    body = [f"Câu thứ {n} kể chuyện bến cá Vĩnh Mơ hôm nước lên {n * 7} phân." for n in range(20)]
    (corpus / "a.txt").write_text("Nước lên\n" + "\n".join(body), encoding="utf-8")
    more = [*body[:9], "Riêng báo này có thêm lời của ông Đoàn Quốc Thẩm.", *body[9:17]]
    (corpus / "b.txt").write_text("Nước lên nhanh\n" + "\n".join(more), encoding="utf-8")
    build_library(corpus, places)
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored)
        await pilot.press("1", "d")
        await wait_for(pilot, lambda: "word" in screen_text(app) or "%" in screen_text(app))
        await pilot.press("d")
        await wait_for(pilot, lambda: ready(app))
        known = screen_of(app).comparison
        assert known is not None
        assert known.are_copies
        added = "Riêng báo này"
        for _ in range(12):
            row = here(app)
            side = row.left.of(known.left_text) if row.left else row.right.of(known.right_text)  # type: ignore[union-attr]
            if added in side:
                break
            await pilot.press("n")
        assert row.differs
        assert (row.left is None) != (row.right is None)


async def test_an_article_that_is_gone_says_so(open_app: OpenApp) -> None:
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        app.post_message(OpenView(CompareView(1, 99_999)))
        await wait_for(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.ended)
        await wait_for(pilot, lambda: "không còn trong kho" in screen_text(app))
        await pilot.press("n", "N", "1", "2", "enter", "q")
        await wait_for(pilot, lambda: app.screen is app.main)
