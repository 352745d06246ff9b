"""Write `compounds.tsv`: pairs of syllables that are one word, counted in a folder of news texts.

Run from the repository: `python -m tests.tools.compounds FOLDER`; the shipped table counts 3,756 articles.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from tui.resources import resource
from tui.text.folding import fold, old_tone

MIN_ARTICLES = 5
LEVEL_WORDS = frozenset({"tỉnh", "huyện", "quận", "phường", "xã", "ấp", "thôn", "thành"})
"""`Công an huyện` is frequent, but no word."""
MIN_NPMI = 0.4
"""Normalised pointwise mutual information (Bouma 2009): above it, nine of ten pairs read were words."""

_TOKEN = re.compile(r"[^\W\d_]+|[^\w\s]|\d+|\n")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
HEADER = """\
# Pairs of syllables that are one word: first syllable, then all that follow it. A capital before a small
# letter (`Triển lãm`) is such a word, not a name. Made by tests/tools/compounds.py: pairs in {articles} or
# more of 3,756 news articles, with normalised mutual information of {npmi} or more.
"""


def count(folder: Path) -> dict[tuple[str, str], float]:
    """Mutual information of every pair that stands in enough articles, normalised to -1 … 1."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    articles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.txt")):
        words = _TOKEN.findall(old_tone(path.read_text(encoding="utf-8", errors="replace")))
        for first, second in pairwise(words):
            if not first.isalpha():
                continue
            single[first.lower()] += 1
            if second.isalpha() and second.islower() and first[1:] == first[1:].lower():
                pair = (first.lower(), second)
                pairs[pair] += 1
                articles[pair].add(path.name)
    total = sum(single.values())
    return {
        pair: math.log(n * total / (single[pair[0]] * single[pair[1]])) / -math.log(n / total)
        for pair, n in pairs.items()
        if len(articles[pair]) >= MIN_ARTICLES and all(_SYLLABLE.fullmatch(fold(part)) for part in pair)
    }


def main() -> None:
    """Write the table."""
    followers: dict[str, list[str]] = defaultdict(list)
    for (first, second), npmi in sorted(count(Path(sys.argv[1])).items()):
        if npmi >= MIN_NPMI and second not in LEVEL_WORDS:
            followers[first].append(second)
    text = HEADER.format(articles=MIN_ARTICLES, npmi=MIN_NPMI)
    text += "".join(f"{first}\t{' '.join(second)}\n" for first, second in followers.items())
    (resource("lexicon/data") / "compounds.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
