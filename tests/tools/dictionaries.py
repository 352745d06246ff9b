"""Count what texts and their facts most often hold, for the dictionaries the library packs them with.

    python -m tests.tools.dictionaries FOLDER

Writes `tui/library/data/common_words.txt` and `common_facts.txt`: words and runs of two or three that
stand in many texts, and the JSON pieces of facts that do; the commonest last, where they cost least. What is
packed with other dictionaries cannot be read: run it only when much is won.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.facts.stored import extraction_to_list
from tui.lexicon.lexicon import load_lexicon
from tui.resources import PACKAGE

WORDS_BYTES, FACTS_BYTES = 8_000, 4_000
"""Longer ones pack hardly better (8 kB: to 0.80 of a text packed without, 30 kB: 0.76) and take longer."""
LEAST_SHARE = 0.02
"""Of the texts, those that must hold what is kept: nothing of a single article comes in."""


def runs(text: str) -> set[str]:
    """Words of a text and runs of two or three of a line."""
    found: set[str] = set()
    for line in text.split("\n"):
        words = line.split()
        for length in (1, 2, 3):
            found.update(" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    return found


def pieces(packed: str) -> set[str]:
    """Strings of JSON with what stands around them."""
    return set(re.findall(r'\],"[^"\]\[0-9]+"(?:,null|,"[a-z]+")*|"[^"\]\[0-9]+",?', packed))


def commonest(found: Counter[str], documents: int, size: int, separator: str) -> str:
    """The pieces that save most, within so many bytes, the best last."""
    saving = sorted(
        ((count * (len(piece.encode()) - 2), piece) for piece, count in found.items()), reverse=True
    )
    kept: list[str] = []
    taken = ""
    for _value, piece in saving:
        if found[piece] < LEAST_SHARE * documents or f"{separator}{piece}{separator}" in taken:
            continue
        if len((taken + piece).encode()) > size:
            break
        kept.append(piece)
        taken += f"{separator}{piece}{separator}"
    return separator.join(reversed(kept))


def main(folder: Path) -> None:
    """Count and write."""
    lexicon = load_lexicon()
    words: Counter[str] = Counter()
    facts: Counter[str] = Counter()
    count = 0
    for file in scan(folder):
        for raw in read(file)[0]:
            article = clean(raw, lexicon)
            packed = json.dumps(
                extraction_to_list(extract(article, lexicon)), ensure_ascii=False, separators=(",", ":")
            )
            words.update(runs(article.text))
            facts.update(pieces(packed))
            count += 1
    _write("common_words.txt", commonest(words, count, WORDS_BYTES, " "))
    _write("common_facts.txt", commonest(facts, count, FACTS_BYTES, ""))


def _write(name: str, text: str) -> None:
    (PACKAGE / "library" / "data" / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
