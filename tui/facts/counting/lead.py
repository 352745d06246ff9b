"""What the words before a number say about it."""

from __future__ import annotations

from tui.facts.context import Before
from tui.facts.counting.form import Approx, Lead
from tui.facts.counting.words import CountWords

_REACH = 4
"""Words looked back for a change: `tăng thêm gần` has three."""


def lead_before(before: Before, place: int, words: CountWords) -> Lead:
    """Whether the number at `place` is approximate and whether it tells a change, by the words before it.

    Words such as `lên`, `được`, `mức` may stand between; anything else ends the search.
    """
    start, approx, index = place, None, 0
    while index < min(_REACH, len(before.words)):
        change = before.longest(words.change, skip=index)
        if change is not None:
            return Lead(change, approx, words.change[_phrase(before, index, change)])
        near = before.longest(words.approx, skip=index)
        if near is not None and approx is None and not _compares(before, index, words):
            phrase = _phrase(before, index, near)
            approx, start = _sign(phrase, words), near
            index += len(phrase.split())
        elif before.words[index] in words.fillers:
            index += 1
        else:
            break
    return Lead(start, approx)


def _sign(phrase: str, words: CountWords) -> Approx:
    return words.approx[phrase]


def _phrase(before: Before, index: int, start: int) -> str:
    """The words from `start` up to the word at `index`, as they stand in the text."""
    return " ".join(reversed(before.words[index : before.starts.index(start) + 1]))


def _compares(before: Before, index: int, words: CountWords) -> bool:
    """True for `cao hơn 5 triệu`: `hơn` compares and does not mean `more than`; `bên dưới` tells where."""
    if before.words[index + 1 : index + 2] and before.words[index + 1] in words.not_approx:
        return True
    return (
        before.words[index] == "hơn"
        and before.words[index + 1 : index + 2] != []
        and (before.words[index + 1] in words.comparatives)
    )
