"""The filter: words narrow the list while they are typed, facets are chosen below them, counts follow."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.widget import Widget

from tests.app.conftest import OpenApp, QuietApp, check_golden
from tests.app.stage import keys_of, screen_text, wait_for
from tui.app.widgets.facet_box import FacetBox
from tui.config import Paths
from tui.i18n import set_language
from tui.library.library import Library
from tui.library.places import library_path
from tui.library.shelf import Shelf
from tui.model.facet import FacetChoice
from tui.model.own import SavedSearch, Subject
from tui.model.result import ListFilter
from tui.resources import resource


def box(app: QuietApp) -> FacetBox:
    """The filter on the screen."""
    widget: Widget = app.screen.query_one("#facets")
    assert isinstance(widget, FacetBox)
    return widget


def is_open(app: QuietApp) -> bool:
    return app.screen is not app.main and bool(app.screen.query("#facets"))


def counted(app: QuietApp, total: int) -> bool:
    """True once facets and list agree on `total` articles."""
    return (
        is_open(app)
        and (facets := box(app).facets) is not None
        and facets.total == total == app.main.articles.count
    )


def value_under_cursor(app: QuietApp) -> tuple[str, str]:
    row = box(app).view.chosen
    assert row is not None
    assert isinstance(row.target, FacetChoice)
    return row.target.field, row.target.key


async def test_merged_provinces_are_told_by_their_parts_and_by_names_of_the_day(
    open_app: OpenApp,
) -> None:
    """Journey 9: Cần Thơ 3, of which 2 Cần Thơ and 1 Hậu Giang before; or each by the name of its day."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        assert re.search(r"○ TP Cần Thơ +█+ +3 ", screen_text(app))
        assert re.search(r"├ ○ Cần Thơ cũ +\S+ +2 ", screen_text(app))
        assert re.search(r"└ ○ Hậu Giang cũ +\S+ +1 ", screen_text(app))
        found = box(app).facets
        assert found is not None
        merged = found.of("place_now").value("Cần Thơ")
        assert merged is not None
        assert [(part.name, part.count) for part in (merged, *merged.parts)] == [
            ("Cần Thơ", 3), ("Cần Thơ", 2), ("Hậu Giang", 1),
        ]  # fmt: skip
        await pilot.press("down")
        await wait_for(pilot, lambda: box(app).choosing)
        while not row_under_cursor(app).startswith("⇥"):
            await pilot.press("down")
        assert "tên theo ngày bài" in row_under_cursor(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "tên ngày nay" in screen_text(app))
        assert "Cần Thơ cũ" not in screen_text(app)
        then = found.of("place_then")
        assert [(value.name, value.count) for value in then.values[:2]] == [("Cần Thơ", 2), ("Hậu Giang", 1)]
        # what was filed under Hậu Giang still is
        await pilot.press("escape")
        await wait_for(pilot, lambda: not is_open(app))
        assert app.main.articles.count == 5


def row_under_cursor(app: QuietApp) -> str:
    row = box(app).view.chosen
    assert row is not None
    return "".join(part.text for part in row.line)


async def test_a_chosen_value_narrows_list_and_counts_and_is_shown_as_a_chip(
    open_app: OpenApp,
) -> None:
    """Enter takes it, once more gives it back; the list beside the filter follows at once."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: counted(app, 3))
        assert value_under_cursor(app) == ("place_now", "Cần Thơ")
        await wait_for(pilot, lambda: "● TP Cần Thơ" in screen_text(app))
        # in the border of the list
        await wait_for(pilot, lambda: "⌂ TP Cần Thơ" in screen_text(app).splitlines()[1])
        await wait_for(pilot, lambda: "Lọc: ⌂ TP Cần Thơ" in screen_text(app).splitlines()[0])
        # the other provinces keep their counts: any of several will do
        assert "○ Quảng Ngãi" in screen_text(app)
        # people are counted among what is left
        found = box(app).facets
        assert found is not None
        counts = {value.name: value.count for value in found.of("person").values}
        assert counts["Nguyễn Ngọc Hè"] == 2
        assert "Lê Quang Đạo" not in counts
        await pilot.press("enter")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("enter", "escape")
        await wait_for(pilot, lambda: not is_open(app))
        await wait_for(pilot, lambda: app.main.articles.count == 3)
        assert app.main.pane == "list"
        await pilot.press("F")
        await wait_for(pilot, lambda: app.main.articles.count == 5)


async def test_x_leaves_out_what_has_a_value(open_app: OpenApp) -> None:
    """The value stays in sight, so that it can be given back."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("down", "x")
        await wait_for(pilot, lambda: counted(app, 2))
        await wait_for(pilot, lambda: "✗ TP Cần Thơ" in screen_text(app))
        await wait_for(pilot, lambda: "−⌂ TP Cần Thơ" in screen_text(app).splitlines()[1])
        await pilot.press("x")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("minus")
        await wait_for(pilot, lambda: counted(app, 2))
        await pilot.press("F")
        await wait_for(pilot, lambda: counted(app, 5))
        assert app.main.where.chosen == ()


async def test_two_provinces_are_either_and_two_people_are_both(open_app: OpenApp) -> None:
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: counted(app, 3))
        while value_under_cursor(app) != ("place_now", "Quảng Ngãi"):
            await pilot.press("down")
        await pilot.press("enter")
        await wait_for(pilot, lambda: counted(app, 4))
        await pilot.press("F")
        await wait_for(pilot, lambda: counted(app, 5))
        for name, total in (("nguyễn văn kỷ", 3), ("nguyễn ngọc hè", 1)):
            await pilot.press("tab")
            await pilot.press("ctrl+home", "tab")
            while value_under_cursor(app) != ("person", f"person:{name}"):
                await pilot.press("down")
            await pilot.press("enter")
            await wait_for(pilot, partial(counted, app, total))


async def test_words_come_first_and_letters_always_type(open_app: OpenApp) -> None:
    """Also among the facets a letter that is no key there goes on with the words."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f", *"can")
        await wait_for(pilot, lambda: counted(app, 3))
        await pilot.press("down")
        await wait_for(pilot, lambda: box(app).choosing)
        await pilot.press("tab", "tab")  # past what the letters may name
        await pilot.press("space", "space")  # chosen and given back
        await pilot.press("q")
        await wait_for(pilot, lambda: not box(app).choosing)
        assert box(app).input.text == "canq"
        await wait_for(pilot, lambda: counted(app, 0))
        assert "Không bài nào qua bộ lọc" in screen_text(app)
        await pilot.press("backspace", "enter")
        await wait_for(pilot, lambda: app.main.articles.count == 3)
        assert app.main.where.text == "can"


async def test_months_are_bars_and_a_stretch_of_them_is_chosen(open_app: OpenApp) -> None:
    """From the month where Enter is pressed to the one where it is pressed again."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("down", "tab", "tab", "tab", "tab")
        await wait_for(pilot, lambda: "08/2024: 1" in screen_text(app))
        assert "█" in screen_text(app)
        await pilot.press("left", "left", "left")
        await wait_for(pilot, lambda: "05/2024: 1" in screen_text(app))
        await pilot.press("enter", "left", "left")
        await wait_for(pilot, lambda: "03/2024–05/2024: 3" in screen_text(app))
        check_golden("facets_months_120x36", screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: counted(app, 3))
        assert [choice.key for choice in app.main.where.chosen] == ["2024-03..2024-05"]
        assert "03/2024–05/2024" in screen_text(app).splitlines()[0]


async def test_all_values_of_a_facet_are_shown_when_asked_for(open_app: OpenApp) -> None:
    async with open_app(120, 60) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        assert "Võ Văn Dương" not in screen_text(app)
        await pilot.press("down", "tab")
        while not row_under_cursor(app).startswith("…"):
            await pilot.press("down")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Võ Văn Dương" in screen_text(app))


async def test_tags_and_marks_of_the_reader_are_facets(open_app: OpenApp, places: Paths) -> None:
    """What was tagged before can be listed by its tag."""
    async with open_app(120, 60) as (app, pilot):
        assert app.main.stored is not None
        head = app.main.stored.head
        shelf = Shelf.open(places.data)
        shelf.mark([Subject(head.digest, head.title, head.file, "seeds")], tags=["đọc lại"], star=True)
        shelf.close()
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("down", "shift+tab", "shift+tab")
        assert value_under_cursor(app) == ("tag", "đọc lại")
        await pilot.press("enter")
        await wait_for(pilot, lambda: counted(app, 1))
        assert "# đọc lại" in screen_text(app).splitlines()[0]


async def test_giving_up_gives_back_the_words_but_not_what_was_chosen(open_app: OpenApp) -> None:
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f", *"quang ngai", "escape")
        await wait_for(pilot, lambda: not is_open(app))
        await wait_for(pilot, lambda: app.main.articles.count == 5)
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: counted(app, 3))
        await pilot.press("z")
        await wait_for(pilot, lambda: counted(app, 0))
        await pilot.press("escape")
        await wait_for(pilot, lambda: not is_open(app) and app.main.articles.count == 3)


async def test_the_mouse_chooses_values(open_app: OpenApp) -> None:
    """A click takes a value, a second one gives it back; so does one on its chip."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        line = next(y for y, text in enumerate(screen_text(app).splitlines()) if "○ Quảng Ngãi" in text)
        place = (8, line - box(app).region.y)
        await pilot.click(box(app), offset=place)
        await wait_for(pilot, lambda: counted(app, 1))
        line = next(y for y, text in enumerate(screen_text(app).splitlines()) if "● Quảng Ngãi" in text)
        await pilot.click(box(app), offset=(8, line - box(app).region.y))
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.click(box(app), offset=place, button=3)  # the right button leaves it out
        await wait_for(pilot, lambda: counted(app, 4) and app.main.where.chosen[0].excluded)
        assert "−⌂ Quảng Ngãi" in screen_text(app).splitlines()[box(app).region.y + 2]
        await pilot.click(box(app), offset=(40, 2))  # beside the chip
        assert app.main.where.chosen
        await pilot.click(box(app), offset=(5, 2))
        await wait_for(pilot, lambda: counted(app, 5) and not app.main.where.chosen)


@pytest.mark.parametrize(("columns", "rows"), [(54, 12), (80, 24), (120, 36), (200, 50)])
async def test_the_filter_looks_as_it_should(open_app: OpenApp, columns: int, rows: int) -> None:
    """Beside the list, below it, or alone in a small window."""
    async with open_app(columns, rows) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: counted(app, 3))
        check_golden(f"facets_{columns}x{rows}", screen_text(app))


async def test_the_filter_speaks_english_too(open_app: OpenApp) -> None:
    set_language("en")
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        check_golden("facets_en_120x36", screen_text(app))


async def test_the_filter_follows_the_window(open_app: OpenApp) -> None:
    """From beside the list to below it; no line is longer than the window."""
    async with open_app(200, 50) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        for columns, rows in ((120, 36), (80, 24), (54, 12)):
            await pilot.resize_terminal(columns, rows)
            await wait_for(pilot, partial(fits, app, columns, rows))


def fits(app: QuietApp, columns: int, rows: int) -> bool:
    region = box(app).region
    return app.size == (columns, rows) and region.right <= columns and region.bottom <= rows


async def test_a_filter_is_saved_under_a_name_and_chosen_again_as_a_list(
    open_app: OpenApp, places: Paths
) -> None:
    """F2 asks for the name; the list comes back from the filter and from the search, with its order."""
    async with open_app(120, 36) as (app, pilot):
        app.main.order = "oldest"
        await pilot.press("f")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("f2")
        await wait_for(pilot, lambda: "không có gì để lưu" in screen_text(app))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: counted(app, 3))
        await pilot.press("f2")
        await wait_for(pilot, lambda: "Lưu dưới tên: TP Cần Thơ" in screen_text(app))
        await pilot.press("ctrl+u", "enter")
        await wait_for(pilot, lambda: "không thể làm tên" in screen_text(app))
        await pilot.press(*keys_of("Tay do"), "enter")
        await wait_for(pilot, lambda: "đã lưu dưới tên “Tay do”" in screen_text(app))
        await wait_for(pilot, lambda: re.search("≡ Tay do.*3 bài", screen_text(app)))
        check_golden("facets_saved_120x36", screen_text(app))
        await pilot.press("F")
        await wait_for(pilot, lambda: counted(app, 5))
        await pilot.press("ctrl+home", "enter")
        await wait_for(pilot, lambda: counted(app, 3))
        await pilot.press("F", "escape")
        await wait_for(pilot, lambda: not is_open(app) and app.main.articles.count == 5)
        app.main.order = "newest"
        await pilot.press("slash")
        await wait_for(pilot, lambda: re.search("≡ Tay do.*3 bài", screen_text(app)))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.articles.count == 3)
        assert str(app.main.order) == "oldest"
        assert [choice.key for choice in app.main.where.chosen] == ["Cần Thơ"]
    shelf = Shelf.open(places.data)
    (kept,) = shelf.searches()
    assert (kept.name, kept.scope, kept.order, kept.query) == (
        "Tay do", "list", "oldest", 'nơi:"Cần Thơ"',
    )  # fmt: skip
    shelf.close()


async def test_a_saved_list_is_forgotten_when_it_is_asked_twice(open_app: OpenApp, places: Paths) -> None:
    shelf = Shelf.open(places.data)
    shelf.save_search(SavedSearch("Bến cá", "ben", "list", words="ben"))
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: "≡ Bến cá" in screen_text(app))
        await pilot.press("down", "x")
        await wait_for(pilot, lambda: "x lần nữa" in screen_text(app))
        await pilot.press("x")
        await wait_for(pilot, lambda: "Bến cá" not in screen_text(app))
    assert shelf.searches() == ()


async def test_a_saved_list_gets_another_name(open_app: OpenApp, places: Paths) -> None:
    """F2 on its row; a name that another search has is refused, and nothing is lost."""
    shelf = Shelf.open(places.data)
    shelf.save_search(SavedSearch("Bến cá", "ben", "list", words="ben"))
    shelf.save_search(SavedSearch("Đê", "de", "list", words="de"))
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: "≡ Bến cá" in screen_text(app))
        await pilot.press("down", "f2")
        await wait_for(pilot, lambda: "Đổi tên: Bến cá" in screen_text(app))
        await pilot.press("ctrl+u", *"đê", "enter")
        await wait_for(pilot, lambda: "đã có tìm kiếm khác" in screen_text(app))
        await pilot.press("ctrl+u", *"Chợ", "enter")
        await wait_for(pilot, lambda: "≡ Chợ" in screen_text(app) and "≡ Bến cá" not in screen_text(app))
        await pilot.press("down", "f2", "escape")
        await wait_for(pilot, lambda: "Đổi tên" not in screen_text(app))
    assert [search.name for search in shelf.searches()] == ["Chợ", "Đê"]


async def test_moving_away_keeps_a_list_that_was_to_be_forgotten(open_app: OpenApp, places: Paths) -> None:
    shelf = Shelf.open(places.data)
    shelf.save_search(SavedSearch("Bến cá", "ben", "list", words="ben"))
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: "≡ Bến cá" in screen_text(app))
        await pilot.press("down", "x")
        await wait_for(pilot, lambda: "x lần nữa" in screen_text(app))
        await pilot.press("down")
        await wait_for(pilot, lambda: "x lần nữa" not in screen_text(app))
        await pilot.press("up", "x")
        await wait_for(pilot, lambda: "x lần nữa" in screen_text(app))
    assert [search.name for search in shelf.searches()] == ["Bến cá"]


async def test_letters_name_a_value_that_is_taken_instead_of_them(open_app: OpenApp) -> None:
    """Initials, an old province: the words give way to what they named, and other words may follow."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f", *"nvky")
        await wait_for(pilot, lambda: counted(app, 0) and "Có tên “nvky”" in screen_text(app))
        assert re.search(r"☺ Nguyễn Văn Kỷ +█+ +3 ", screen_text(app))
        assert "Enter lấy tên" in screen_text(app)
        await pilot.press("enter")  # no row has these letters: the name is meant
        await wait_for(pilot, lambda: counted(app, 3))
        assert app.main.where.text == ""
        assert [choice.name for choice in app.main.where.chosen] == ["Nguyễn Văn Kỷ"]
        assert not box(app).choosing
        await pilot.press(*keys_of("can tho"))
        await wait_for(pilot, lambda: re.search(r"⌂ TP Cần Thơ +█+ +1 ", screen_text(app)))
        check_golden("facets_named_120x36", screen_text(app))
        await pilot.press("down", "x")
        await wait_for(pilot, lambda: box(app).input.text == "" and len(app.main.where.chosen) == 2)
        assert app.main.where.chosen[1].excluded


async def test_what_came_since_a_saved_list_was_opened_is_counted(open_app: OpenApp, places: Paths) -> None:
    """Until it is opened: then it is seen."""
    shelf = Shelf.open(places.data)
    shelf.save_search(SavedSearch("Cần Thơ", "can tho", "list", words="can tho"))
    path = library_path(places.library, resource("seeds"))
    library = Library.open(path)
    where = ListFilter(text="can tho")
    here = sorted(head.id for head in library.heads("newest", where, 0, 9))
    now = library.seen_now(shelf.search("Cần Thơ"))
    shelf.see_search("Cần Thơ", path.parent.name, replace(now, last=here[-2]))
    library.close()
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f")
        await wait_for(pilot, lambda: re.search(r"≡ Cần Thơ .*3 bài · 1 mới", screen_text(app)))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: counted(app, 3))
        seen = partial(shelf.seen_search, "Cần Thơ", path.parent.name)
        await wait_for(pilot, lambda: seen() == now)
        await pilot.press("escape", "f")
        await wait_for(pilot, lambda: re.search(r"≡ Cần Thơ .*3 bài +[█┃]", screen_text(app)))


async def test_an_empty_corpus_has_an_empty_filter(open_app: OpenApp, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with open_app(120, 36, corpus=tmp_path / "empty") as (app, pilot):
        app.main.action_list_filter()
        await wait_for(pilot, lambda: is_open(app) and box(app).facets is not None)
        await pilot.press("down", "x", "escape")
        await wait_for(pilot, lambda: not is_open(app))
