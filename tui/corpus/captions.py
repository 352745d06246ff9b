"""Which short lines describe a picture."""

from __future__ import annotations

import re
from functools import lru_cache

from tui.corpus.blocks import Block
from tui.corpus.furniture import alternatives
from tui.lexicon.lexicon import Lexicon
from tui.text.folding import match_key

LONGEST = 300
"""Characters of a caption that something besides its words gives away: credit, label, bar, second copy."""
LONGEST_POSE = 160
"""Characters of a caption told by its words alone."""

_CREDIT_MARK = re.compile(r"[:(\[.]")
"""One of them stands before a credit or in it."""
_INNER_STOP = re.compile(r"[.!?…:]\s")


class Captions:
    """Recognises captions by the word lists `furniture.*` of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self._credit = re.compile(
            rf"(?:\A|[.!?…)\"”]\s?|\s[-–—(/]\s?|\s?[(\[])(?:{alternatives(words('furniture.credits'))})\s?:\s?\S"
        )
        self._credit_at_end = re.compile(
            rf"[(\[.]\s?(?:{alternatives(words('furniture.credits'))})[^().]{{0,60}}[)\].]{{0,2}}\Z"
        )
        self._cut_credit = re.compile(rf"[.!?…)\"”(]\s?(?:{alternatives(words('furniture.credits'))})\s?:\Z")
        self._scene = re.compile(rf"\(?(?:{alternatives(words('furniture.scenes'))})(?![^\W_])")
        self._pose = re.compile(rf"(?<![^\W_])(?:{alternatives(words('furniture.poses'))})(?![^\W_])")
        self._marks = tuple(mark.lower() for mark in words("furniture.pose_marks"))

    def is_caption(self, block: Block) -> bool:
        """True when `block`, which stands in the text of an article, describes a picture.

        A second copy, a label above, a bar at the end or a credit gives it away; else a short line without
        a full stop inside that names a scene or a pose. In doubt it is text.
        """
        text = block.text
        if len(text) > LONGEST or (text[-1] in ":;," and not self._cut_credit.search(match_key(text[-30:]))):
            return False
        if block.doubled or block.labelled or block.barred:
            return True
        if self.has_credit(text) or text[-1] == ":":
            return True
        if len(text) > LONGEST_POSE or text[0] in '-–—+•*“"' or _INNER_STOP.search(text):
            return False
        key = match_key(text)
        if any(mark in key for mark in self._marks) and not block.finished:
            return True
        if self._scene.match(key):
            return len(text.split()) <= 20
        return len(text.split()) <= (12 if block.finished else 25) and self._pose.search(key) is not None

    def has_credit(self, text: str) -> bool:
        """True when the line names who took a picture, or where it is from, at its end."""
        if _CREDIT_MARK.search(text[-90:-1]) is None:
            return False
        tail = match_key(text[-90:])
        named = ":" in tail and self._credit.search(tail) is not None
        return named or self._credit_at_end.search(tail) is not None

    def ends_in_credit(self, text: str) -> bool:
        """True when a credit with its colon stands behind other words."""
        match = self._credit.search(match_key(text[-90:])) if ":" in text[-90:] else None
        return match is not None and (match.start() > 0 or len(text) > 90)


@lru_cache(maxsize=4)
def captions_of(lexicon: Lexicon) -> Captions:
    """The recogniser for `lexicon`, compiled once."""
    return Captions(lexicon)
