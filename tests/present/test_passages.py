"""A passage on one line: how often, what, from when to when."""

from __future__ import annotations

from dataclasses import replace

from tests.present.samples import head
from tui.model.result import PassagePlace, RepeatedPassage, RepeatedPassages
from tui.model.span import Span
from tui.present.lines import line_width, plain
from tui.present.passages import counted, passage_line


def passage(*days: str | None, inferred: bool = False) -> RepeatedPassage:
    places = tuple(
        PassagePlace(
            replace(head(at, "Tin"), dated=day, date_inferred=inferred, outlet="Báo Vĩnh Mơ"), Span(0, 5)
        )
        for at, day in enumerate(days)
    )
    known = [day for day in days if day]
    return RepeatedPassage(
        "Nước đã\nrút", places, len(days), ("Báo Vĩnh Mơ", "TTXVN"), max(known, default=None)
    )


def test_a_line_tells_days_and_outlets_where_there_is_room() -> None:
    """First and last day, `~` before what was inferred; more outlets as a number."""
    wide = plain(passage_line(passage("2031-05-09", "2031-05-12", None), 120))
    assert wide.split() == ["3", "“Nước", "đã", "rút”", "09/05/31–12/05/31", "Báo", "Vĩnh", "Mơ", "+1"]
    assert "Vĩnh" not in plain(passage_line(passage("2031-05-09", None), 60))
    assert "~09/05/31 " in plain(passage_line(passage("2031-05-09", "2031-05-09", inferred=True), 60))
    assert "–" not in plain(passage_line(passage(None, None), 60))


def test_a_line_is_as_wide_as_the_window() -> None:
    """However long the passage and whatever stands in it."""
    long = replace(passage("2031-05-09", None), text="\x1b[31m đê " * 500)
    for cells in (40, 54, 80, 120, 200):
        drawn = passage_line(long, cells)
        assert line_width(drawn) <= cells
        assert "\x1b" not in plain(drawn)


def test_the_count_says_what_is_not_listed() -> None:
    """Passages of a longer list, and furniture of the pages."""
    one = passage("2031-05-09", None)
    assert counted(RepeatedPassages((one,), 1, 0)) == "1 passage"
    assert counted(RepeatedPassages((one,), 1_234, 2)) == "1 of 1,234 passages · without 2 of page furniture"
