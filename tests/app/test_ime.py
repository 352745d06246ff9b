"""Keys come back from the input method as they were meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.app.conftest import OpenApp, wait_for
from tui.app.ime import FORGET_AFTER, KeyRecovery, recover

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "ime.yaml").read_text(encoding="utf-8")
)


def meant(arrives: list[str], *, apart: float = 0.0) -> list[str]:
    """The keys that run when these arrive, `apart` seconds from one another."""
    recovery = KeyRecovery()
    keys = []
    for index, item in enumerate(arrives):
        if item == "DEL":
            key = recovery.read("backspace", None, index * apart)
        else:
            key = recovery.read(item, item, index * apart)
        if key is not None:
            keys.append(key)
    return keys


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case["arrives"]))
def test_the_key_is_read_from_what_the_letter_was_and_became(case: dict[str, Any]) -> None:
    """Every pair of the cases gives back the keys that were pressed."""
    assert meant(case["arrives"]) == case["meant"]


def test_vni_digits_come_back_too() -> None:
    """With VNI the marks are made by digits."""
    assert recover("o", "ọ", vni=True) == "5"
    assert recover("d", "đ", vni=True) == "9"
    assert recover("a", "â", vni=True) == "6"


def test_a_backspace_long_ago_has_nothing_to_do_with_the_letter() -> None:
    """Without the backspace right before it, the same letter again is a key again."""
    assert meant(["j", "DEL", "j"], apart=0.0) == ["j"]
    assert meant(["j", "DEL", "j"], apart=FORGET_AFTER * 2) == ["j", "j"]


@given(st.lists(st.sampled_from(["j", "k", "DEL", "ọ", "ó", "ơ", "đ", "Z", "§", "ệ"]), max_size=40))
def test_any_stream_is_read_without_a_fault(arrives: list[str]) -> None:
    """Whatever arrives, backspaces never run and every key that runs is one key."""
    keys = meant(arrives)
    assert "backspace" not in keys
    assert len(keys) <= len(arrives)


async def test_commands_survive_an_input_method(open_app: OpenApp) -> None:
    """`i` `j` with Telex on: the facts open and the cursor goes one down, no history step, one hint."""
    async with open_app(80, 24) as (app, pilot):
        await pilot.press("i")
        await wait_for(pilot, lambda: app.main.pane == "facts")
        before = app.main.facts.cursor
        await pilot.press("backspace", "ị")
        await wait_for(pilot, lambda: app.main.facts.cursor > before)
        assert app.history.past == ()
        assert "Bộ gõ" in "".join(part.text for part in app.main.status.lines[0])
