"""What `tỉnh`, `thành phố`, `huyện` mean in one article: the place they stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from tui.facts.kinds.place import PlaceMention

_SELF_NAMED = frozenset({"huyện", "quận", "thị xã", "xã", "phường", "thị trấn"})
_ABBREVIATED = {"tp": "thành phố", "tx": "thị xã", "q": "quận", "h": "huyện", "p": "phường", "x": "xã"}


def spelled_out(word: str) -> str:
    """The level word without abbreviation: `tp` → `thành phố`."""
    return _ABBREVIATED.get(word, word)


class _Named:
    """The places named with one level word, in order."""

    def __init__(self, named: Sequence[tuple[int, str]], *, often: bool) -> None:
        self._starts = [start for start, _ in named]
        self._names = [name for _, name in named]
        self._only = _most_named(self._names) if often or len(set(self._names)) == 1 else None

    def meant(self, at: int) -> str:
        """The one named most, where that counts; else the last before token `at`, else the first."""
        return self._only or self._names[max(0, bisect_left(self._starts, at) - 1)]


def _most_named(names: Sequence[str]) -> str | None:
    """The name that stands at least twice as often as any other, or None."""
    if not names:
        return None
    (name, most), *others = Counter(names).most_common()
    return None if others and most < 2 * others[0][1] else name


class Scope:
    """The places of an article, asked by level word."""

    def __init__(self, places: Mapping[int, PlaceMention]) -> None:
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for start in sorted(places):
            mention = places[start]
            for level in _levels_of(mention):
                found[level].append((start, mention.name))
            if mention.province is not None and mention.level in ("district", "ward") and mention.sure:
                found["home"].append((start, mention.province))
        self._by_level = {
            level: _Named(named, often=level not in _SELF_NAMED) for level, named in found.items()
        }
        both = [name for level in ("tỉnh", "trung ương") for _, name in found.get(level, ())]
        self._main = _most_named(both)
        self._cities = frozenset(name for _, name in found.get("trung ương", ()))

    def place_for(self, level: str, at: int) -> str | None:
        """Name of the place that a bare `level` at token `at` means, or None where the article does not say.

        Where one place is named far more often than any other, it is meant; else the last one named before.
        """
        named = self._by_level.get(level)
        if named is None and level == "tỉnh":
            named = self._by_level.get("home")
        return None if named is None else named.meant(at)

    def province(self, at: int) -> tuple[str, str] | None:
        """(level word, name) of the province the article is about near token `at`, or None."""
        for level in ("tỉnh", "thành phố"):
            if level in self._by_level and not self._other(level):
                name = self.place_for(level, at)
                if name is not None:
                    return level, name
        if self._main is None:
            return None
        return ("thành phố" if self._main in self._cities else "tỉnh"), self._main

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
