"""`docbao diff`: two articles, sentence by sentence."""

from __future__ import annotations

import json

from tests.cli.commanding import Desk, desk
from tui.resources import resource

__all__ = ["desk"]


def test_two_articles_with_signs_that_need_no_colour(desk: Desk) -> None:
    """What both have, what was changed, what each has alone."""
    out = desk.answer("diff", "000", "001", "--corpus", resource("seeds"), "--lang", "vi")
    assert "28/08/2024 · QĐND" in out.splitlines()[0]
    assert "sớm nhất" in out.splitlines()[1]
    signs = [line[:2] for line in out.splitlines()[3:] if line[:1] in "−+≋"]
    assert {"− ", "+ "} <= set(signs)


def test_programs_get_the_parts(desk: Desk) -> None:
    """With their places in both clean texts; the longest has 172 characters."""
    told = json.loads(desk.answer("diff", "000", "001", "--corpus", resource("seeds"), "--format", "json"))
    longest = max(told["parts"], key=lambda part: len(part["text"]))
    assert len(longest["text"]) >= 172
    assert longest["left"]["stop"] - longest["left"]["start"] == len(longest["text"])
    assert told["words"]["both"] > 0


def test_an_article_that_is_not_there(desk: Desk) -> None:
    status, _out, err = desk.docbao("diff", "000", "zzz", "--corpus", resource("seeds"))
    assert status == 2
    assert "zzz" in err
