"""Events: the meeting an article reports, with its slots."""

from __future__ import annotations

import pytest

from tests.facts.marked import Case, cases, lexicon, names_in, reading_of
from tui.facts.kinds import date, event, figure


@pytest.mark.parametrize("case", cases("events"), ids=lambda case: case["rule"])
def test_an_article_reports_the_event_listed_or_none(case: Case) -> None:
    """Every slot a case names; an event mentioned by the way is none."""
    reading, _marks = reading_of(case)
    dates = date.find(reading, lexicon())
    figures = figure.find(reading, lexicon(), dates)
    found = event.find(reading, lexicon(), names_in(reading, case), dates, figures)
    assert len(found) == ("event" in case)
    for slot, wanted in case.get("event", {}).items():
        held = getattr(found[0], slot)
        assert (list(held) if isinstance(held, tuple) else held) == wanted, slot
