"""Text for a clipboard: as it stands, and harmless when it is pasted."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.text.copied import copied


@given(st.text())
def test_nothing_copied_can_act_on_a_terminal(text: str) -> None:
    """No control but line feed and tab, no half of a surrogate pair; it can always be encoded."""
    result = copied(text)
    assert not [c for c in result if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert result.encode("utf-8").decode("utf-8") == result


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_letters_are_copied_as_they_stand(text: str) -> None:
    """Whatever is no control character, in its composed form."""
    assert copied(text) == unicodedata.normalize("NFC", text)


def test_the_end_of_a_bracketed_paste_cannot_be_pasted() -> None:
    """What would follow it would be typed into a shell."""
    assert copied("tin\x1b[201~\nrm -rf\r\x9b31m") == "tin[201~\nrm -rf\n31m"
