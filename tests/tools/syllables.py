"""Write `syllables.tsv`: how often syllables with marks stand in a folder of news texts.

Run from the repository: `python -m tests.tools.syllables FOLDER`; the shipped table counts 3,756 articles.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from tui.resources import resource
from tui.text.folding import fold
from tui.text.normal import normalize
from tui.text.words import is_syllable, toned

LEAST = 3
"""Rarer ones are mostly slips of the pen."""
HEADER = """\
# Syllables of Vietnamese as they are written, in small letters with the tone where newspapers put it, and how
# often each stands in 3,756 news articles ({total} syllables). Made by tests/tools/syllables.py.
"""


def main() -> None:
    """Count and write."""
    counts: Counter[str] = Counter()
    for path in Path(sys.argv[1]).glob("*.txt"):
        text = toned(normalize(path.read_text(encoding="utf-8", errors="replace")))
        counts.update(re.findall(r"[^\W\d_]+", text))
    kept = {word: count for word, count in counts.items() if count >= LEAST and is_syllable(fold(word))}
    rows = "".join(f"{word}\t{count}\n" for word, count in sorted(kept.items()))
    path = resource("lexicon/data") / "syllables.tsv"
    path.write_text(HEADER.format(total=sum(kept.values())) + rows, encoding="utf-8")


if __name__ == "__main__":
    main()
