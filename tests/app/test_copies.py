"""Copies in the list: marked, folded on demand and then counted; one key shows those of an article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp, build_library, check_golden
from tests.app.stage import Stage, screen_text, wait_for
from tui.app.messages import CopiesRead, Failed
from tui.app.screens.copies import CopiesScreen
from tui.config import Paths
from tui.i18n import set_language
from tui.model.result import ArticleHead, Copy, CopyCluster

STORY = "".join(
    f"Đoạn {n} kể rằng ông Hứa Bá Lộc đã trồng {n * 3 + 4} cây dừa ven sông Trà Lum, gần nhà số {n + 40}.\n"
    for n in range(14)
)
TITLES = ("Vườn dừa bên sông", "Người trồng dừa", "Dừa Trà Lum")


@pytest.fixture
def corpus(tmp_path: Path, places: Paths) -> Path:
    """Three copies of a story, one of them edited, and another article; indexed."""
    folder = tmp_path / "kho"
    folder.mkdir()
    edited = STORY.replace("gần nhà số 47", "cạnh nhà số 47").replace("kể rằng", "cho hay", 1)
    for name, title, text in zip("abc", TITLES, (STORY, STORY, edited), strict=True):
        (folder / f"{name}.txt").write_text(f"{title}\n{text}", "utf-8")
    (folder / "d.txt").write_text(
        "Chợ họp muộn\nChợ Vĩnh Mơ họp muộn vì mưa lớn suốt cả buổi sáng.\n", "utf-8"
    )
    build_library(folder, places)
    return folder


def listed(app: QuietApp) -> list[ArticleHead]:
    """The rows of the list."""
    rows = (app.main.articles.row(index) for index in range(app.main.articles.count))
    return [row for row in rows if row is not None]


async def open_best(app: QuietApp, pilot: Pilot[Any]) -> int:
    """Open the best copy from the list; its id."""
    await wait_for(pilot, lambda: app.main.stored is not None and len(listed(app)) == 4)
    first = next(index for index, head in enumerate(listed(app)) if head.copies)
    best = listed(app)[first].id
    app.main.articles.move_to(first)
    await wait_for(pilot, lambda: app.main.stored is not None and app.main.stored.head.id == best)
    return best


async def test_every_copy_is_in_the_list_and_marked(open_app: OpenApp, corpus: Path) -> None:
    """The best says of how many, another how alike it is."""
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await wait_for(pilot, lambda: len(listed(app)) == 4)
        text = screen_text(app)
        assert "≡3 " in text
        assert sum(1 for head in listed(app) if head.likeness) == 2
        assert sum(1 for head in listed(app) if head.copies == 3) == 1


async def test_folding_says_what_it_folds_and_is_undone_by_the_same_key(
    open_app: OpenApp, corpus: Path
) -> None:
    """Nothing is hidden silently, and the choice is there the next time."""
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await open_best(app, pilot)
        await wait_for(pilot, lambda: app.main.walk.related)
        await pilot.press("D")
        await wait_for(pilot, lambda: len(listed(app)) == 2)
        await wait_for(pilot, lambda: "2 bản sao" in screen_text(app))
        assert "≥ 80%" in screen_text(app)
        check_golden("copies_folded_120x36", screen_text(app))
        await pilot.press("D")
        await wait_for(pilot, lambda: len(listed(app)) == 4)
        assert "bản sao gộp" not in screen_text(app)
        await pilot.press("D")
        await wait_for(pilot, lambda: len(listed(app)) == 2)
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await wait_for(pilot, lambda: len(listed(app)) == 2)
        assert "2 bản sao" in screen_text(app)


async def test_the_copies_of_an_article_open_from_their_list(open_app: OpenApp, corpus: Path) -> None:
    """`d`, Enter: the first copy that is not open is."""
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        best = await open_best(app, pilot)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, CopiesScreen) and "100%" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.main.stored is not None and app.main.stored.head.id != best)
        assert app.main.stored is not None
        assert app.main.stored.head.file in ("a.txt", "b.txt", "c.txt")


async def test_in_the_list_they_are_those_of_the_row_at_the_cursor(open_app: OpenApp, corpus: Path) -> None:
    """A filter may leave out the article that is open."""
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored is not None and len(listed(app)) == 4)
        alone = next(index for index, row in enumerate(listed(app)) if row.title == "Chợ họp muộn")
        app.main.articles.move_to(alone)
        await wait_for(pilot, lambda: app.main.stored and app.main.stored.head.title == "Chợ họp muộn")
        await pilot.press("f", *"trong", "enter")
        await wait_for(pilot, lambda: len(listed(app)) == 1)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, CopiesScreen) and "100%" in screen_text(app))


def head(number: int, title: str, outlet: str | None, dated: str | None) -> ArticleHead:
    return ArticleHead(
        id=number,
        digest=f"digest{number}",
        file=f"{number}.txt",
        title=title,
        title_inferred=False,
        dated=dated,
        date_inferred=False,
        outlet=outlet,
        place=None,
        place_now=None,
        people_count=0,
        statement_count=0,
        fact_count=0,
        words=640,
        facts_ready=True,
        read=False,
    )


CLUSTER = CopyCluster(
    (
        Copy(head(1, "Khởi công kè Trà Lum", "Lam Kha", "2031-05-12"), 100, True),
        Copy(head(2, "Kè Trà Lum khởi công", "Vĩnh Mơ", "2031-05-12"), 100, True),
        Copy(head(3, "Huyện Lam Kha làm kè", None, "2031-05-13"), 86, False),
    ),
    ("title", "published", "outlet"),
)


class Asked:
    """A library with one cluster, found up to 85 percent."""

    def __init__(self, *, problem: str = "") -> None:
        self.problem = problem
        self.asked: list[int] = []

    def copies(self, asker: MessagePump, article: int, likeness: int) -> None:
        """Answer at once."""
        self.asked.append(likeness)
        found = CLUSTER if likeness <= 85 else None
        asker.post_message(
            Failed("copies", self.problem) if self.problem else CopiesRead(article, likeness, found)
        )


async def test_the_list_of_copies_says_how_alike_and_why_one_is_the_best() -> None:
    """The best copy is the first, the open one is marked."""
    set_language("vi")
    app = Stage(CopiesScreen(Asked(), 1, 80, print))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "86%" in screen_text(app))
        check_golden("copies_80x24", screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.answers)
        assert app.answers == [2]


async def test_the_likeness_is_changed_by_keys_within_its_bounds() -> None:
    """It is asked anew at each step, told to whoever keeps it, and never leaves 60 to 100 percent."""
    set_language("en")
    library, kept = Asked(), list[int]()
    app = Stage(CopiesScreen(library, 1, 80, kept.append))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "86%" in screen_text(app))
        await pilot.press("plus", "plus")
        await wait_for(pilot, lambda: "No copy of this article" in screen_text(app))
        assert "≥ 90%" in screen_text(app)
        await pilot.press(*["plus"] * 4, *["minus"] * 12)
        await wait_for(pilot, lambda: "86%" in screen_text(app) and "≥ 60%" in screen_text(app))
        assert kept == library.asked[1:] == [85, 90, 95, 100, *range(95, 55, -5)]
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.answers == [None])


async def test_a_library_that_fails_says_so_in_the_list_of_copies() -> None:
    """As everywhere."""
    set_language("en")
    app = Stage(CopiesScreen(Asked(problem="the library is damaged"), 1, 80, print))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "the library is damaged" in screen_text(app))
