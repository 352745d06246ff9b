"""`I`: why something is a fact, why an article is related."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp, check_golden, screen_text, wait_for
from tui.app.screens.explain import ExplainScreen
from tui.present.rules import rule_text


async def _explain(app: QuietApp, pilot: Pilot[Any]) -> str:
    await pilot.press("I")
    await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
    await wait_for(pilot, lambda: "Vì sao" in screen_text(app))
    return screen_text(app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (54, 12)])
async def test_a_fact_says_its_rule_its_sentence_and_what_was_inferred(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """In a box, in the reader's language; closing it leaves the cursor on the fact."""
    async with open_app(*size) as (app, pilot):
        await pilot.press("3", "j")
        await wait_for(pilot, lambda: app.main.facts.current and app.main.facts.current.rule)
        row = app.main.facts.current
        assert row is not None
        assert row.rule == "role.apposition"
        text = await _explain(app, pilot)
        words = " ".join(text.replace("┃", " ").split())
        assert " ".join(rule_text(row.rule).split()[:5]) in words
        if size == (54, 12):  # the box is all that shows, whatever other facts there are
            check_golden("explain_54x12", text)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is app.main)
        assert app.main.facts.has_focus
        assert app.main.facts.current is not None
        assert app.main.facts.current.id == row.id


async def test_the_key_that_opens_the_answer_closes_it(open_app: OpenApp) -> None:
    """`I` again, as for the other panes and boxes that one key opens."""
    async with open_app() as (app, pilot):
        await pilot.press("3")
        await _explain(app, pilot)
        await pilot.press("I")
        await wait_for(pilot, lambda: app.screen is app.main)


async def test_a_related_article_says_each_reason(open_app: OpenApp) -> None:
    """Every reason with its share, and what it means."""
    async with open_app() as (app, pilot):
        await wait_for(pilot, lambda: app.main.walk.related)
        await pilot.press("4")
        text = await _explain(app, pilot)
        assert "Một đoạn có nguyên văn trong cả hai bài." in text


async def test_without_a_fact_or_a_walk_it_says_where_to_go(open_app: OpenApp) -> None:
    """In the list, before anything was followed."""
    async with open_app() as (app, pilot):
        await pilot.press("I")
        await wait_for(pilot, lambda: "rồi" in screen_text(app).splitlines()[-2])
        assert app.screen is app.main
