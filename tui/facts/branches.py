"""Branches of a body: a number, a region, the port or border gate it stands at."""

from __future__ import annotations

from collections.abc import Mapping

from tui.facts.kinds.organisation import OrganisationTables
from tui.facts.kinds.place import PlaceMention
from tui.facts.tokens import CAPITAL, DIGITS, LOWER, Tokens

_MAX_DIGITS = 2


def branch_stop(
    tokens: Tokens, tables: OrganisationTables, places: Mapping[int, PlaceMention], at: int
) -> int:
    """Stop of what tells a branch from the others of its name, or `at` where nothing does.

    `Đội Quản lý thị trường [số 3]`, `Kiểm toán Nhà nước [khu vực IX]`, `Hải quan [cảng Cát Lái khu vực 1]`.
    """
    at = _post_stop(tokens, tables, places, at)
    if tokens.keys[at] == "số":
        return at + 2 if _is_number(tokens, at + 1) and not _is_address(tokens, places, at + 2) else at
    if (tokens.keys[at], tokens.keys[at + 1]) not in tables.branches:
        return at
    if _is_number(tokens, at + 2) or _is_roman(tokens.words[at + 2]):
        return at + 3
    region = places.get(at + 2)
    return region.stop if region is not None and region.bare == at + 2 and not region.word else at


def _post_stop(
    tokens: Tokens, tables: OrganisationTables, places: Mapping[int, PlaceMention], at: int
) -> int:
    """Stop of the port, airport or border gate where customs, police or border guards stand."""
    if (tokens.keys[at - 2], tokens.keys[at - 1]) not in tables.at_posts or not tokens.flags[at] & LOWER:
        return at
    for start in (at, at + 2):  # cửa khẩu cảng X
        site = places.get(start)
        if site is not None and site.word in tables.posts:
            return site.stop
        if f"{tokens.keys[at]} {tokens.keys[at + 1]}" not in tables.posts:
            break
    return at


def _is_number(tokens: Tokens, at: int) -> bool:
    return bool(tokens.flags[at] & DIGITS) and len(tokens.words[at]) <= _MAX_DIGITS


def _is_roman(word: str) -> bool:
    return 0 < len(word) <= 5 and set(word) <= set("IVX")


def _is_address(tokens: Tokens, places: Mapping[int, PlaceMention], at: int) -> bool:
    """True where a street follows the number, or more of a number."""
    more = tokens.words[at] in ("/", ".", "-") and tokens.glued(at)
    return at in places or bool(tokens.flags[at] & CAPITAL) or more
