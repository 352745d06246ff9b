"""Bad and legacy files, from the count in the border to the article that can be read and searched."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.app.conftest import places_in
from tests.app.stage import screen_text, wait_for
from tui.app.app import ReaderApp
from tui.app.prefetch import Prefetch
from tui.app.run import connect
from tui.app.screens.preview import PreviewScreen
from tui.app.screens.refused import RefusedScreen
from tui.text.legacy.codecs import CODECS

OLD = "Lũ cuốn trôi cầu treo ở bản Nậm Kè"


async def test_a_legacy_file_is_previewed_accepted_read_and_searched_and_stays_as_it_was(
    tmp_path: Path,
) -> None:
    """A TCVN3 file too short to be sure, broken JSON and an empty file; the indexer is the real one."""
    corpus = tmp_path / "kho"
    (corpus / "2009").mkdir(parents=True)
    old = corpus / "2009" / "tin_12.txt"
    old.write_bytes(CODECS["tcvn3"].encode(OLD))
    (corpus / "hong.json").write_text('{"title": ', encoding="utf-8")
    (corpus / "rong.txt").touch()
    before = (old.read_bytes(), old.stat().st_mtime_ns)
    places = places_in(tmp_path / "home")
    prefetch = Prefetch(partial(connect, corpus, places))
    prefetch.start()
    app = ReaderApp(corpus, places, connect=connect, prefetch=prefetch)
    async with app.run_test(size=(200, 50)) as pilot:
        await wait_for(pilot, lambda: app.main.progress is None and "⚠ 3" in screen_text(app))
        assert "[!]" in screen_text(app)
        await pilot.press("exclamation_mark")
        await wait_for(pilot, lambda: "bảng mã nghi TCVN3" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, PreviewScreen) and OLD in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, RefusedScreen))
        await wait_for(pilot, lambda: "nghi TCVN3" not in screen_text(app) and "2 tệp" in screen_text(app))
        await pilot.press("E")
        await wait_for(pilot, lambda: (places.exports / "refused.csv").exists())
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.stored is not None)
        assert app.main.stored is not None
        assert app.main.stored.article.text == OLD
        assert app.main.stored.article.encoding == "tcvn3"
        await pilot.press("slash", *"nam", "space", *"ke")
        await wait_for(pilot, lambda: screen_text(app).count("Nậm Kè") >= 2)
    assert (old.read_bytes(), old.stat().st_mtime_ns) == before
    exported = (places.exports / "refused.csv").read_text(encoding="utf-8-sig")
    assert "hong.json" in exported
    assert "rong.txt" in exported
    assert "tin_12" not in exported
