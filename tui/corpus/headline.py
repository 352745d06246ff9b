"""The headline of a page, or what to show where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from tui.corpus.blocks import Block
from tui.corpus.captions import captions_of
from tui.corpus.furniture import furniture_of
from tui.corpus.metadata import press_of
from tui.lexicon.lexicon import Lexicon
from tui.text.sentences import sentences

LONGEST = 250
"""Characters of a headline; the longest of 3,756 measured has 156."""
MOST_WORDS = 40
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
        if press.tag(text) != (None, None) or block.barred or captions.has_credit(text):
            return None
        return block if _is_headline(text, followed=index + 1 < len(blocks)) else None
    return None


def _is_headline(text: str, *, followed: bool) -> bool:
    """True for one short line that is no sentence of the text."""
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS or text[-1] in ",;:":
        return False
    if text[-1] != "." or text.endswith("..."):
        return followed or len(text.split()) <= MOST_WORDS // 2
    # A headline with a full stop is rare: only a short one, of one sentence, over a text.
    return followed and len(text.split()) <= 12 and len(sentences(text)) == 1


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
