"""The list under every list: what is visible is drawn, what is needed is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.events import MouseScrollDown

from tests.app.conftest import screen_text, wait_for
from tui.app.theme import DARK, themes, variable_defaults
from tui.app.widgets.line_list import BLOCK, KEPT_BLOCKS, LineList
from tui.present.lines import Line, run


class Numbers(LineList):
    """Rows are numbers; those that 13 divides are headings."""

    def draw_row(self, row: int, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        return ((run(f"row {row}"),),)

    def selectable(self, index: int) -> bool:
        return super().selectable(index) and index % 13 != 0


class Shelf(App[None]):
    """A list alone; keeps what it was asked for."""

    def __init__(self, count: int, *, answer: bool = True) -> None:
        super().__init__()
        for theme in themes():
            self.register_theme(theme)
        self.theme = DARK
        self.numbers = Numbers()
        self.size_of_list = count
        self.answer = answer
        self.wanted: list[tuple[int, int]] = []
        self.moved: list[int] = []
        self.chosen: list[int] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def compose(self) -> ComposeResult:
        yield self.numbers

    def on_mount(self) -> None:
        self.numbers.set_count(self.size_of_list, cursor=1)
        self.numbers.focus()

    def on_line_list_wanted(self, message: LineList.Wanted) -> None:
        self.wanted.append((message.start, message.upto))
        if self.answer:
            rows = list(range(message.start, message.upto))
            self.numbers.provide(message.start, rows, edition=message.edition)

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        self.moved.append(message.index)

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        self.chosen.append(message.index)


async def test_a_million_rows_ask_only_for_what_is_in_view() -> None:
    """The first block, and after a jump to the end the last one: nothing between."""
    app = Shelf(1_000_000)
    async with app.run_test(size=(40, 20)) as pilot:
        await wait_for(pilot, lambda: "row 1" in screen_text(app))
        await pilot.press("G")
        await wait_for(pilot, lambda: "row 999998" in screen_text(app))
        assert app.wanted == [(0, BLOCK), (1_000_000 - BLOCK, 1_000_000)]


async def test_rows_that_are_not_there_yet_have_a_placeholder() -> None:
    """The list is drawn and moves before its rows have come."""
    app = Shelf(1000, answer=False)
    async with app.run_test(size=(40, 20)) as pilot:
        await wait_for(pilot, lambda: "▒" in screen_text(app))
        await pilot.press("j", "j")
        assert app.numbers.cursor == 3
        await pilot.press("enter")
        assert app.chosen == []


async def test_an_answer_to_an_older_list_is_dropped() -> None:
    """After a filter, rows of the list before it never turn up."""
    app = Shelf(1000, answer=False)
    async with app.run_test(size=(40, 20)) as pilot:
        await wait_for(pilot, lambda: app.wanted)
        edition = app.numbers.edition
        app.numbers.set_count(500)
        app.numbers.provide(0, [777] * BLOCK, edition=edition)
        assert app.numbers.row(0) is None


async def test_memory_does_not_grow_with_the_way_through_the_list() -> None:
    """Far blocks are forgotten and asked for again."""
    app = Shelf(1_000_000)
    async with app.run_test(size=(40, 20)) as pilot:
        for block in range(0, 4 * KEPT_BLOCKS, 2):
            app.numbers.move_to(block * BLOCK + 5)
            await pilot.pause()
        await wait_for(pilot, lambda: app.numbers.row(app.numbers.cursor) is not None)
        assert len(app.numbers._blocks) <= KEPT_BLOCKS


async def test_the_cursor_passes_over_headings() -> None:
    """Down and up alike, and a jump lands on the nearest row."""
    app = Shelf(40)
    async with app.run_test(size=(40, 20)) as pilot:
        app.numbers.move_to(12)
        await pilot.press("j")
        assert app.numbers.cursor == 14
        await pilot.press("k")
        assert app.numbers.cursor == 12
        await pilot.press("g")
        assert app.numbers.cursor == 1


async def test_keys_of_a_page() -> None:
    """Half and whole pages, both ends, arrows and letters alike; each real move is told once."""
    app = Shelf(1000)
    async with app.run_test(size=(40, 22)) as pilot:
        page = app.numbers.page
        await pilot.press("pagedown")
        assert app.numbers.cursor in (1 + page, 2 + page)
        await pilot.press("pageup")
        assert app.numbers.cursor in (1, 2)
        await pilot.press("ctrl+d")
        assert app.numbers.cursor >= 1 + page // 2
        await pilot.press("end", "up", "home", "down")
        assert app.numbers.cursor == 2
        app.moved.clear()
        await pilot.press("g", "g", "k")
        await pilot.pause()
        assert app.moved == [1]


async def test_the_mouse_selects_opens_and_scrolls() -> None:
    """Click selects, double click opens, the wheel leaves the cursor where it is."""
    app = Shelf(1000)
    async with app.run_test(size=(40, 20)) as pilot:
        await wait_for(pilot, lambda: "row 5" in screen_text(app))
        await pilot.click(Numbers, offset=(5, 5))
        await wait_for(pilot, lambda: app.numbers.cursor == 5)
        await pilot.click(Numbers, offset=(5, 7), times=2)
        await wait_for(pilot, lambda: app.chosen == [7])
        await pilot._post_mouse_events([MouseScrollDown], Numbers, offset=(5, 5), button=0)
        await wait_for(pilot, lambda: app.numbers.scroll_offset.y > 0)
        assert app.numbers.cursor == 7


async def test_rows_of_different_heights() -> None:
    """Small lists may have rows of their own heights; each line belongs to the right one."""
    app = Shelf(0)
    async with app.run_test(size=(40, 20)) as pilot:
        rows = [[(run("first"),)], [(run("second"),), (run("more"),)], [(run("third"),)]]
        plain = LineList()
        await app.mount(plain)
        plain.set_rows(rows, heights=[1, 2, 1])
        await pilot.pause()
        assert [plain.index_at(y) for y in range(5)] == [0, 1, 1, 2, 3]
        assert plain.virtual_size.height == 4
        plain.focus()
        await pilot.press("j", "j")
        assert plain.cursor == 2
