"""An article of megabytes in one line: opened at once, read to its end, found in."""

from __future__ import annotations

from pathlib import Path

from tests.app.conftest import OpenApp, build_library, screen_text, wait_for
from tui.config import Paths

LINE = "Ông Đoàn Quốc Thẩm cho biết mưa còn kéo dài ở xã Vĩnh Mơ. "
LAST = "Bà Lạc Thị Mây Thu nói lời cuối cùng về con đê."


async def test_megabytes_in_one_line_are_read_found_and_said_to_be_read_in_part(
    open_app: OpenApp, places: Paths, tmp_path: Path
) -> None:
    """The beginning shows at once; the end is found; the sidebar says where facts come from."""
    corpus = tmp_path / "kho"
    corpus.mkdir()
    (corpus / "dai.txt").write_text(LINE * 36_000 + LAST, encoding="utf-8")
    build_library(corpus, places)
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored is not None)
        assert "Đoàn Quốc Thẩm" in screen_text(app)
        words = " ".join(screen_text(app).replace("│", " ").split())
        assert "⚠ Dữ kiện lấy từ 2 MB đầu" in words
        await wait_for(pilot, lambda: app.main.reader.page.complete)
        await pilot.press("ctrl+f", *["space" if letter == " " else letter for letter in "loi cuoi cung"])
        await wait_for(pilot, lambda: app.main.hits.total == 1)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "lời cuối cùng" in screen_text(app))
        await pilot.press("3")
        assert app.main.facts.current is not None
        assert app.main.facts.current.fact is not None
        assert app.main.facts.count < 3_000
