"""Sizes of two or three sides: `5 x 10 m`, `3m x 4m`, `120x60x75 cm`."""

from __future__ import annotations

import re

from tui.facts.context import Before
from tui.facts.counting.form import Quantity, Unit
from tui.facts.counting.lead import lead_before
from tui.facts.counting.units import unit_after
from tui.facts.counting.words import CountWords
from tui.text.numerals import NUMBER, number
from tui.text.wordlist import SPACE

_SIZE = re.compile(
    rf"(?P<a>{NUMBER})(?:{SPACE}?(?:mm|cm|dm|m|km))?{SPACE}?[x×]{SPACE}?(?P<b>{NUMBER})"
    rf"(?:(?:{SPACE}?(?:mm|cm|dm|m|km))?{SPACE}?[x×]{SPACE}?(?P<c>{NUMBER}))?"
)


_REACH = 24
"""Characters in which the sign of a size stands behind its first number."""


_RELAY = ("4", ("50", "100", "200", "400", "800"))
"""Legs of a relay, and their lengths."""


def _is_relay(match: re.Match[str]) -> bool:
    """True for `4x400 m`, which is run by four."""
    return match["a"] == _RELAY[0] and match["b"] in _RELAY[1] and match["c"] is None


def read_size(text: str, place: int, before: Before, words: CountWords) -> list[Quantity]:
    """The sides of the size that begins at `place`, each with the unit at the end; empty if there is none."""
    ahead = text[place : place + _REACH]
    match = _SIZE.match(text, place) if "x" in ahead or "×" in ahead else None
    unit = unit_after(text, match.end(), words, scaled=False, dollars=False) if match else None
    if match is None or unit is None or unit.kind != "measure" or _is_relay(match):
        return []
    lead = lead_before(before, place, words)
    sides = [name for name in ("a", "b", "c") if match[name]]
    found = []
    for name in sides:
        stop = unit.stop if name == sides[-1] else match.end(name)
        own = Unit("measure", unit.text, stop)
        at = match.start(name)
        own_lead = lead if name == "a" else lead._replace(start=at)
        found.append(Quantity(own_lead, at, own, number(match[name]), "figure.size"))
    return found
