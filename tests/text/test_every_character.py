"""The gate, over every character there is."""

from __future__ import annotations

import sys
import unicodedata

from tui.text.cells import character_width
from tui.text.shown import shown

_DRAWN_FORMATS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"


def test_no_character_that_acts_hides_or_reorders_passes_and_each_stays_one_character() -> None:
    for code in range(sys.maxunicode + 1):
        seen = shown(chr(code))
        assert len(seen) == 1
        if code != 0x0A and seen not in _DRAWN_FORMATS:
            assert unicodedata.category(seen) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"), hex(code)


def test_what_was_shown_once_is_not_changed_again() -> None:
    for code in range(sys.maxunicode + 1):
        assert shown(shown(chr(code))) == shown(chr(code))


def test_every_sign_of_the_gate_takes_one_cell() -> None:
    assert {character_width(shown(chr(code))) for code in (*range(0x20), 0x7F, 0x202E, 0x200B, 0xD800)} == {1}
