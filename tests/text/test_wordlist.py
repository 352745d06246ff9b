"""Word lists as regular expressions."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.text.wordlist import alternation, phrases

some_words = st.lists(
    st.text(alphabet="abcđế ", min_size=1, max_size=8).map(str.strip).filter(bool), max_size=8
)


@given(some_words, st.text(alphabet="abcđế ", max_size=12))
def test_the_longest_word_of_the_list_is_found(words: list[str], text: str) -> None:
    """As if every word were tried: where any begins the text, the longest of them matches."""
    words = [" ".join(word.split()) for word in words]
    match = re.match(alternation(words, any_case=False), text)
    fitting = [word for word in words if re.match(re.escape(word).replace(r"\ ", "[ ]{1,4}"), text)]
    assert (match is not None) == bool(fitting)
    if match:
        assert " ".join(match.group().split()) in words
        assert len(match.group().split()) >= max(len(word.split()) for word in fitting) - 1


def test_an_empty_list_matches_nothing() -> None:
    """Not even the empty text."""
    assert re.search(alternation([]), "") is None


def test_only_the_first_letter_is_free_in_case_and_blanks_may_be_many() -> None:
    """`Hôm  qua` and `hôm qua`, but not `HÔM QUA`, nor over a line feed, nor inside a longer word."""
    pattern = phrases(["hôm qua", "đê"])
    found = pattern.findall("Hôm  qua, hôm\u00a0qua, HÔM QUA, hôm\nqua, hôm quan, Đê, đêm")
    assert found == ["Hôm  qua", "hôm\u00a0qua", "Đê"]
