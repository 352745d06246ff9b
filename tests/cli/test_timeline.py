"""`docbao timeline`: counts over time, for people and for programs."""

from __future__ import annotations

import json

from tests.cli.commanding import Desk, desk
from tui.resources import resource

__all__ = ["desk"]


def test_articles_by_month_with_their_bars(desk: Desk) -> None:
    """Empty months too, long gaps as one line, and how much is inferred."""
    out = desk.answer("timeline", "--corpus", resource("seeds"), "--lang", "vi")
    lines = [line.split() for line in out.splitlines()]
    assert lines[0][:2] == ["11/2023", "1"]
    assert ["12/2023", "0"] in lines
    assert set(lines[0][2]) == {"▇"}
    assert "┄┄┄" in desk.answer("timeline", "--corpus", resource("seeds"), "--by", "day")


def test_programs_get_the_counts(desk: Desk) -> None:
    """As JSON with what is not dated, as JSON Lines and as CSV."""
    seeds = resource("seeds")
    told = json.loads(desk.answer("timeline", "--corpus", seeds, "--by", "year", "--format", "json"))
    assert told["counts"] == [{"when": "2023", "count": 1}, {"when": "2024", "count": 4}]
    assert (told["of"], told["by"], told["undated"]) == ("articles", "year", 0)
    assert len(desk.answer("timeline", "--corpus", seeds, "--format", "jsonl").splitlines()) == 5
    assert desk.answer("timeline", "--corpus", seeds, "--by", "year", "--format", "csv").split() == [
        "when,count",
        "2023,1",
        "2024,4",
    ]


def test_a_name_or_a_search_narrows(desk: Desk) -> None:
    """Tones left out; what nobody is called is no timeline."""
    seeds = resource("seeds")
    out = desk.answer("timeline", "--corpus", seeds, "--name", "nguyen van ky", "--format", "csv")
    assert out.split()[1:] == ["2024-04,1", "2024-05,1", "2024-08,1"]
    narrowed = ("timeline", "--corpus", seeds, "--by", "year", "--format", "csv", "--query")
    assert desk.answer(*narrowed, "hau giang").split()[1:] == ["2023,1"]
    assert desk.docbao(*narrowed, "zzzz")[0] == 1
