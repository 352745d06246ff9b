"""Many phrases at once: a table that finds the longest one that begins at a token."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from tui.facts.tokens import CAPITAL, Tokens, keys_of, words_of

Value = TypeVar("Value")

_END = ""
"""Key of the value in a node; no token is the empty string."""


class Phrases(Generic[Value]):
    """Phrases → values, matched on whole tokens, case and tone placement aside.

    With `capitals`, a token that is capitalised in the phrase must be capitalised in the text.
    """

    __slots__ = ("_begins", "_first_keys", "_root", "_small", "capitals")

    def __init__(self, entries: Iterable[tuple[str, Value]] = (), *, capitals: bool = False) -> None:
        self._root: dict[str, Any] = {}
        self._small: set[str] = set()
        self._first_keys: frozenset[str] = frozenset()
        self._begins: tuple[frozenset[str], frozenset[str]] | None = None
        self.capitals = capitals
        for phrase, value in entries:
            self.add(phrase, value)

    def add(self, phrase: str, value: Value) -> None:
        """Add `phrase`; the first value of a phrase stays."""
        node = self._root
        keys = keys_of(phrase)
        if not keys:
            return
        for key in keys:
            node = node.setdefault(key, {})
        words = words_of(phrase) if self.capitals else ()
        capitals = tuple(at for at, word in enumerate(words) if word[0].isupper())
        node.setdefault(_END, []).append((capitals, value))
        if 0 not in capitals:
            self._small.add(keys[0])
        self._begins = None

    @property
    def first_keys(self) -> frozenset[str]:
        """Keys of tokens that begin some phrase."""
        if len(self._first_keys) < len(self._root):
            self._first_keys = frozenset(self._root)
        return self._first_keys

    @property
    def begins(self) -> tuple[frozenset[str], frozenset[str]]:
        """`first_keys` in two: those that begin some phrase in small letters too, and the others."""
        if self._begins is None:
            self._begins = frozenset(self._small), frozenset(self._root.keys() - self._small)
        return self._begins

    def match(self, tokens: Tokens, index: int) -> tuple[int, Value] | None:
        """(stop, value) of the longest phrase that begins at token `index`, or None."""
        keys = tokens.keys
        node = self._root.get(keys[index])
        if node is None:
            return None
        flags = tokens.flags
        best: tuple[int, Value] | None = None
        stop = index + 1
        while True:
            ends = node.get(_END)
            if ends is not None:
                for capitals, value in ends:
                    for at in capitals:
                        if not flags[index + at] & CAPITAL:
                            break
                    else:
                        best = (stop, value)
                        break
            node = node.get(keys[stop])
            if node is None:
                return best
            stop += 1

    def openings(self, tokens: Tokens) -> list[int]:
        """The tokens at which the first two words of a phrase stand, in order; most phrases end at them."""
        keys, root = tokens.keys, self._root
        found: list[int] = []
        for key, places in tokens.places_of(*self.begins):
            node = root[key]
            found += places if _END in node else [index for index in places if keys[index + 1] in node]
        found.sort()
        return found

    def find(self, tokens: Tokens) -> list[tuple[int, int, Value]]:
        """Every longest match, left to right, none inside another."""
        found = []
        free = 0
        match = self.match
        for index in self.openings(tokens):
            if index < free:
                continue
            hit = match(tokens, index)
            if hit is not None:
                found.append((index, hit[0], hit[1]))
                free = hit[0]
        return found
