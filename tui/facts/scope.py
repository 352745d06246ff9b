"""What `tỉnh`, `thành phố`, `huyện` mean in one article: the place they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tui.facts.kinds.place import PlaceMention

_NEAR = 80
"""Tokens: two or three sentences."""
_SELF_NAMED = frozenset({"huyện", "quận", "thị xã", "xã", "phường", "thị trấn"})
_ABBREVIATED = {"tp": "thành phố", "tx": "thị xã", "q": "quận", "h": "huyện", "p": "phường", "x": "xã"}


def spelled_out(word: str) -> str:
    """The level word without abbreviation: `tp` → `thành phố`."""
    return _ABBREVIATED.get(word, word)


class Scope:
    """The places of an article, asked by level word."""

    def __init__(self, places: Mapping[int, PlaceMention]) -> None:
        self._by_level: dict[str, list[tuple[int, str]]] = {}
        for start in sorted(places):
            mention = places[start]
            for level in _levels_of(mention):
                self._by_level.setdefault(level, []).append((start, mention.name))
        for start in sorted(places):
            mention = places[start]
            if mention.province is not None and mention.level in ("district", "ward") and mention.sure:
                self._by_level.setdefault("home", []).append((start, mention.province))

    def place_for(self, level: str, at: int) -> str | None:
        """Name of the place that a bare `level` at token `at` means, or None where the article does not say.

        Where one place is named far more often than any other, it is meant; else the last one named before.
        """
        named = self._by_level.get(level)
        if named is None and level == "tỉnh":
            named = self._by_level.get("home")
        if named is None:
            return None
        counts = Counter(name for _, name in named).most_common(2)
        if len(counts) == 1 or (level not in _SELF_NAMED and counts[0][1] >= 2 * counts[1][1]):
            return counts[0][0]
        before = [name for start, name in named if start < at]
        return before[-1] if before else named[0][1]

    def province(self, at: int) -> tuple[str, str] | None:
        """(level word, name) of the province the article is about near token `at`, or None."""
        for level in ("tỉnh", "thành phố"):
            if level in self._by_level and not self._other(level):
                name = self.place_for(level, at)
                if name is not None:
                    return level, name
        both = self._by_level.get("tỉnh", []) + self._by_level.get("trung ương", [])
        if not both:
            return None
        counts = Counter(name for _, name in both).most_common(2)
        if len(counts) == 2 and counts[0][1] < 2 * counts[1][1]:
            return None
        name = counts[0][0]
        is_city = any(name == city for _, city in self._by_level.get("trung ương", ()))
        return ("thành phố" if is_city else "tỉnh"), name

    def _other(self, level: str) -> bool:
        return ("thành phố" if level == "tỉnh" else "tỉnh") in self._by_level


def _levels_of(mention: PlaceMention) -> tuple[str, ...]:
    word = spelled_out(mention.word)
    if mention.level == "province":
        return ("tỉnh",)
    if mention.level == "city":
        return ("thành phố", "trung ương")
    if word in ("thành phố", *_SELF_NAMED):
        return (word,)
    return ()
