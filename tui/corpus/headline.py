"""The headline of a page, or what to show where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from tui.corpus.blocks import Block
from tui.corpus.captions import captions_of
from tui.corpus.furniture import furniture_of
from tui.corpus.metadata import Press, press_of
from tui.corpus.outlets import outlets_of
from tui.lexicon.lexicon import Lexicon
from tui.text.sentences import sentences

LONGEST = 250
"""Characters of a headline; the longest of 3,756 measured has 156."""
MOST_WORDS = 40
SECTION_WORDS = 3
"""Words of the name of a section no list holds, at most; of one with a dash, on each side of it."""
SHORTEST_BELOW = 6
"""Words of a headline below such a section at least."""
INFERRED_LENGTH = 100
"""Characters of an inferred title, its ellipsis included."""
WINDOW = 8
"""Blocks from the top among which the headline stands."""


def find_title(blocks: Sequence[Block], lexicon: Lexicon) -> Block | None:
    """The headline: the first of `blocks` that is no menu or stamp, unless it is a caption or a sentence."""
    furniture, press, captions = furniture_of(lexicon), press_of(lexicon), captions_of(lexicon)
    for index, block in enumerate(blocks[:WINDOW]):
        text = block.text
        if block.kind is not None or furniture.edge_kind_of(text) or press.stamp(text):
            continue
        if outlets_of(lexicon).tag(text) != (None, None) or block.barred or captions.ends_in_credit(text):
            return None
        if is_section(text) and index + 2 < len(blocks) and _is_under_section(blocks, index + 1, press):
            continue
        return block if _is_headline(text, [below.gap for below in blocks[index + 1 : index + 4]]) else None
    return None


def is_section(text: str) -> bool:
    """True for a line that may name a section no list holds: `Việc làm`, `Quân sự - Quốc phòng`."""
    words = text.split()
    return (
        words[0][0].isupper()
        and all(word.isalpha() or word in "-–&" for word in words)
        and len(words) <= (2 * SECTION_WORDS + 1 if "-" in words else SECTION_WORDS)
    )


def _is_under_section(blocks: Sequence[Block], index: int, press: Press) -> bool:
    """True where block `index` is a longer headline, and a stamp or the text itself stands right below it."""
    block, below = blocks[index], blocks[index + 1]
    words = len(block.text.split())
    if block.kind is not None or block.barred or press.stamp(block.text) or press.signature(block.text):
        return False
    if not SHORTEST_BELOW <= words <= MOST_WORDS // 2 + 5 or block.text[-1] in ".,;:":
        return False
    return press.stamp(below.text) is not None or (below.finished and len(below.text) >= LONGEST // 2)


def _is_headline(text: str, gaps: Sequence[int]) -> bool:
    """True for one short line that is no sentence of the text; `gaps` are those above the lines below it."""
    words = len(text.split())
    if len(text) > LONGEST or words > MOST_WORDS or text[-1] in ",;:":
        return False
    if text[-1] != "." or text.endswith(".."):
        return bool(gaps) or words <= MOST_WORDS // 2
    # A headline with a full stop is rare: one short sentence, and the only one set off from what is below it.
    set_off = bool(gaps) and gaps[0] > max(gaps[1:], default=0)
    return words <= (25 if set_off else 12) and bool(gaps) and len(sentences(text)) == 1


def infer_title(blocks: Sequence[Block]) -> str | None:
    """The first sentence of the text, cut at a word to `INFERRED_LENGTH`; None where there is no text."""
    texts = [
        block.text for kind in ("body", "lead", "caption", "meta") for block in blocks if block.kind == kind
    ]
    if not texts:
        return None
    first = sentences(texts[0], 0, min(len(texts[0]), 2000))[0].of(texts[0])
    if len(first) <= INFERRED_LENGTH:
        return first
    cut = first[: INFERRED_LENGTH - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and not first[len(cut)].isspace() else cut).rstrip(" ,;:-–") + "…"
