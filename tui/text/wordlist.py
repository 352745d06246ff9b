"""Word lists as regular expressions: one expression that finds any of many phrases, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable

SPACE = r"(?:[ \u00a0]{1,4})"
"""White space inside a phrase; never a line feed."""

_Trie = dict[str, "_Trie"]


def alternation(words: Iterable[str], *, any_case: bool = True) -> str:
    """A pattern that matches the longest of `words`; with `any_case` their first letters match in both cases.

    Common beginnings are shared, so a long list costs little more than a short one. The pattern has no
    groups that capture and no borders: put those around it. An empty list matches nothing.

    >>> import re
    >>> re.match(alternation(["hôm qua", "hôm"]), "Hôm  qua, mưa").group()
    'Hôm  qua'
    """
    root: _Trie = {}
    for word in words:
        node = root
        for unit in _units(word, any_case=any_case):
            node = node.setdefault(unit, {})
        node[""] = {}
    return _pattern(root) if root else r"(?!)"


def phrases(words: Iterable[str], *, any_case: bool = True) -> re.Pattern[str]:
    """`alternation` as a compiled expression that matches whole words only."""
    return re.compile(rf"(?<!\w){alternation(words, any_case=any_case)}(?!\w)")


def _units(word: str, *, any_case: bool) -> list[str]:
    """The pieces of one phrase: a letter, or the white space between two words."""
    units = [SPACE if character.isspace() else re.escape(character) for character in word]
    first = word[0]
    if any_case and first.upper() != first.lower():
        units[0] = f"[{first.upper()}{first.lower()}]"
    return units


def _pattern(node: _Trie) -> str:
    branches = [re_unit + _pattern(below) for re_unit, below in node.items() if re_unit]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")
