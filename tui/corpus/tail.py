"""Where an article ends, and what of the page below it is not the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tui.corpus.blocks import Block
from tui.corpus.captions import captions_of
from tui.corpus.furniture import Furniture, furniture_of
from tui.corpus.metadata import Press, Signature, Stamp, is_name, press_of
from tui.corpus.outlets import outlets_of
from tui.lexicon.lexicon import Lexicon
from tui.model.article import DropKind

WINDOW = 40
"""Blocks from the end of a page among which its article's signature stands."""
MOST_LINES = 3
"""Lines of a signature: writer, agency, source."""
MOST_SCRAPS = 3
LONGEST_SCRAP = 5
"""Words of an unknown line below a signature that is no text."""
MOST_TEASERS = 8
"""Lines of other articles below a signature in capitals."""
LONGEST_HEADLINE = 200
LONGEST_LIST = 12
"""Headlines under one heading of a list of other articles, in the middle of a text."""
SHORTEST_LEAD = 40


def drop_lists(blocks: Sequence[Block], lexicon: Lexicon) -> None:
    """Drop headings of lists of other articles, and the headlines below each."""
    furniture, press = furniture_of(lexicon), press_of(lexicon)
    left, stamped, tags = 0, False, False
    for block in blocks:
        stamp = press.stamp(block.text)
        if stamp and left and stamped and block.kind is None:
            block.dropped = "teaser"  # the day of the headline above
        elif block.kind is not None or stamp:
            left, stamped = 0, stamped or stamp is not None
        elif furniture.is_related_heading(block.text):
            block.dropped, left, tags = "teaser", LONGEST_LIST, False
        elif furniture.is_tag_heading(block.text):
            block.dropped, left, tags = "navigation", LONGEST_LIST, True
        elif left and tags and len(block.text.split()) <= LONGEST_SCRAP and not block.finished:
            block.dropped, left = "navigation", left - 1
        elif (
            left
            and is_headline(block, listed=True)
            and not furniture.is_imprint(block.text)
            and not press.signature(block.text)
        ):
            block.dropped, left = "teaser", left - 1
        else:
            left = 0


def drop_tail(
    blocks: Sequence[Block], lexicon: Lexicon, notes: list[tuple[Block, Stamp | Signature]]
) -> None:
    """Find the signature, mark it `meta` and note what it says; drop what is not the article below it.

    `blocks` are those of the page not dropped yet, without a lead that stands below. What cannot be told from
    the article's own text is kept.
    """
    tail = _Tail(blocks, lexicon)
    end = tail.find_end(notes)
    tail.drop_from(end)


class _Tail:
    def __init__(self, blocks: Sequence[Block], lexicon: Lexicon) -> None:
        self.blocks = blocks
        self.furniture: Furniture = furniture_of(lexicon)
        self.press: Press = press_of(lexicon)
        self.outlets = outlets_of(lexicon)
        self.captions = captions_of(lexicon)
        self.run_together = _run_together(lexicon)
        self.day_names = _day_names(lexicon)
        self.signed = False
        """A sure signature, or a stamp, closes the article."""

    def find_end(self, notes: list[tuple[Block, Stamp | Signature]]) -> int:
        """Index of the first block below the article."""
        first = max(1, len(self.blocks) - WINDOW)
        found = {i: s for i in range(first, len(self.blocks)) if (s := self._signature(i)) is not None}
        closed = [i for i in range(first, len(self.blocks)) if self._closes(i)]
        sure = [i for i, s in found.items() if s.sure]
        last = max([*sure, *closed], default=None)
        if last is None:
            last = self._bare_name(found)
            if last is None:
                return self._first_of_furniture()
        else:
            self.signed = True
        top = self._top(found, last)
        for index in range(top, last + 1):
            if self.blocks[index].kind is None and index in found:
                self.blocks[index].kind = "meta"
                notes.append((self.blocks[index], found[index]))
        return last + 1

    def _signature(self, index: int) -> Signature | None:
        block = self.blocks[index]
        if block.kind is not None or block.doubled:
            return None
        found = self.press.signature(block.text)
        return found if found is not None and self._furniture(block) is None else None

    def _closes(self, index: int) -> bool:
        """True for a stamp below the text."""
        return self.blocks[index].kind == "meta" and index > len(self.blocks) // 2

    def _top(self, found: dict[int, Signature], last: int) -> int:
        """Index of the first of the signature's lines, of which the last is given."""
        top = last
        while last - top < MOST_LINES - 1 and (top - 1 in found or self._closes(top - 1)):
            top -= 1
        return top

    def _bare_name(self, found: dict[int, Signature]) -> int | None:
        """Index of a name alone on a line: below a whole sentence, over nothing but furniture.

        A few scraps of it may be unknown; below a name in capitals other articles may follow.
        """
        for index in sorted(found, reverse=True):
            below = [block for block in self.blocks[index + 1 :] if not self._is_below(block)]
            if below and not self._may_stand_over(index, below):
                continue
            top = self._top(found, index)
            above = self.blocks[top - 1]
            over = above.finished or self.captions.is_caption(above)
            named = found[index].byline is None or is_writer(self.blocks[index].text)
            if over or (top == index and named):
                return index
        return None

    def _may_stand_over(self, index: int, below: Sequence[Block]) -> bool:
        """True where the name closes a whole sentence, over scraps or, in capitals, over other articles."""
        name = self.blocks[index].text
        if not is_writer(name) or not self.blocks[index - 1].finished:
            return False
        scraps = len(below) <= MOST_SCRAPS and all(_is_scrap(block.text) for block in below)
        return scraps or (name.isupper() and is_headline(below[0]) and len(below) <= MOST_TEASERS)

    def _is_below(self, block: Block) -> bool:
        return block.dropped is not None or self._furniture(block) is not None

    def _furniture(self, block: Block) -> DropKind | None:
        if self.outlets.named(block.text):
            return None
        found = self.furniture.edge_kind_of(block.text)
        return found or ("navigation" if self.furniture.is_imprint(block.text) else None)

    def _is_run_together(self, block: Block) -> bool:
        """True for headline and lead of another article in one line."""
        match = self.run_together.match(block.text[:400])
        if match is None or len(block.text) - match.end() < SHORTEST_LEAD:
            return False
        return match.group().split()[-1].lower() not in self.day_names

    def _first_of_furniture(self) -> int:
        """Without a signature: index from which only furniture and run-together teasers follow."""
        index = len(self.blocks)
        while index > 1:
            block = self.blocks[index - 1]
            teaser = self._is_run_together(block) and (block.barred or self._has_teaser_beside(index - 1))
            if block.kind is not None or not (teaser or self._is_below(block)):
                break
            index -= 1
        return index

    def _has_teaser_beside(self, index: int) -> bool:
        beside = [self.blocks[i] for i in (index - 1, index + 1) if 0 < i < len(self.blocks)]
        return any(not block.barred and self._is_run_together(block) for block in beside)

    def drop_from(self, end: int) -> None:
        """Drop furniture and teasers of `blocks[end:]`; text that may be the article's stays."""
        index = end
        while index < len(self.blocks):
            index += self._drop_at(index)

    def _drop_at(self, index: int) -> int:
        """Drop what begins at `index`, and say how many blocks were looked at."""
        block = self.blocks[index]
        if block.kind is not None or block.dropped is not None:
            return 1
        found = self._furniture(block)
        if found is not None:
            block.dropped = found
        elif self._is_run_together(block):
            block.dropped = "teaser"
        elif is_headline(block) and (block.doubled or self._is_teaser(index)):
            block.dropped = "teaser"
            below = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
            if below is not None and below.kind is None and below.dropped is None and is_lead(below):
                below.dropped = "teaser"
                return 2
        return 1

    def _is_teaser(self, index: int) -> bool:
        """True for a headline below a sure signature with one paragraph of lead, and then no more text."""
        if not self.signed or index + 1 >= len(self.blocks) or not is_lead(self.blocks[index + 1]):
            return False
        after = self.blocks[index + 2] if index + 2 < len(self.blocks) else None
        return after is None or not is_lead(after)


def _is_scrap(text: str) -> bool:
    return len(text.split()) <= LONGEST_SCRAP and not is_writer(text)


def is_writer(text: str) -> bool:
    """True for one to three names as Vietnamese writers have them, and nothing else."""
    names = re.split(r"\s?[-–—]\s?", text)
    return (
        len(names) <= 3
        and all(map(is_name, names))
        and not text.isascii()
        and all(2 <= len(name.split()) <= 4 and name.replace(" ", "").isalpha() for name in names)
    )


def is_headline(block: Block, *, listed: bool = False) -> bool:
    """True for a line written as a headline is: some words, no full stop; `listed` also behind a bullet.

    >>> is_headline(Block("Giá gạo tăng trở lại sau Tết", []))
    True
    """
    text = block.text
    return (
        len(text) <= LONGEST_HEADLINE
        and 4 <= len(text.split()) <= 35
        and text[-1] not in ".;:,"
        and text[0] not in ("(" if listed else "-+(")
    )


def is_lead(block: Block) -> bool:
    """True for a whole sentence or more."""
    return len(block.text) >= SHORTEST_LEAD and block.finished


@lru_cache(maxsize=4)
def _day_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.words("furniture.before_named_days"))


@lru_cache(maxsize=4)
def _run_together(lexicon: Lexicon) -> re.Pattern[str]:
    """A headline without any stop, and right behind it the words a lead opens with."""
    times, openers = (
        "|".join(
            re.escape(word) for word in sorted(lexicon.words(f"furniture.{name}"), key=len, reverse=True)
        )
        for name in ("lead_times", "lead_openers")
    )
    word, lower = r"[^\s.!?…;]{1,40}", r"[^\W\dA-ZĐ][^\s.!?…;]{0,40}"
    return re.compile(rf"(?:{word} ){{4,40}}?(?:{word} (?=(?:{times}) \d)|{lower} (?=(?:{openers}) [^\W\d]))")
