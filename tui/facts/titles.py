"""Ranks, degrees, honorifics: where they stand, and which belong to a name."""

from __future__ import annotations

from collections.abc import Mapping

from tui.facts.kinds.person import NameMention, NameTables, Title
from tui.facts.tokens import CAPITAL, DIGITS, MARK, UPPER, Tokens

_ENDS = frozenset({".", "\n", "!", "?"})
"""Behind these a list of names is over."""


def find_titles(tokens: Tokens, tables: NameTables, inside_office: bytearray) -> dict[int, Title]:
    """Titles by the token after them; none is part of an office: `Thủ [tướng]`."""
    found: dict[int, Title] = {}
    free = 0
    for index in sorted({*tables.titles.openings(tokens), *tables.acronyms.openings(tokens)}):
        if index < free or inside_office[index]:
            continue
        hit = tables.titles.match(tokens, index)
        word = tokens.words[index]
        if tokens.keys[index] in tables.acronyms.first_keys and (word[:2].isupper() or word in tables.mixed):
            acronym = tables.acronyms.match(tokens, index)
            hit = acronym if acronym is not None and (hit is None or acronym[0] > hit[0]) else hit
        if tokens.flags[index] & UPPER and index and tokens.flags[index - 1] & DIGITS:
            continue  # tàu cá KV 91234 TS
        if hit is not None and hit[1] == "religious" and not _is_of_a_monk(tokens, index, hit[0], tables):
            continue
        if hit is None or (hit[1] == "honorific" and not _may_stand(tokens, index, tables)):
            continue
        found[hit[0]] = Title(index, hit[0], hit[1])
        free = hit[0]
    return found


def _is_of_a_monk(tokens: Tokens, start: int, stop: int, tables: NameTables) -> bool:
    """An abbreviation (`TT`) is a monk's title only before a name of the order: `TT Thích Minh Độ`."""
    name = stop + (tokens.words[stop] == ".")
    return not tokens.flags[start] & UPPER or tokens.keys[name] in tables.dharma


def _may_stand(tokens: Tokens, index: int, tables: NameTables) -> bool:
    """An honorific is small, but where a sentence begins: `ngõ Bà Triệu` holds none; nor does `trẻ em`."""
    if index and (tokens.keys[index - 1], tokens.keys[index]) in tables.borders.pairs:
        return False
    if not tokens.flags[index] & CAPITAL or tokens.words[index].isupper():
        return True
    return tokens.begins_sentence(index) or bool(tokens.flags[index - 1] & MARK)


def take_titles(
    tokens: Tokens, titles: Mapping[int, Title], mention: NameMention, title: Title | None
) -> None:
    """Give `mention` the titles leftwards from `title`; degrees joined by a dot are one: `PGS.TS`."""
    degrees: list[Title] = []
    while title is not None:
        mention.left = title.start
        surface = tokens.surface(title.start, title.stop)
        if title.kind == "honorific":
            mention.honorifics.insert(0, surface.lower())
        elif title.kind == "degree":
            degrees.insert(0, title)
        else:
            mention.titles.insert(0, surface)
        title = _before(tokens, titles, title)
        if degrees and (title is None or title.kind != "degree"):
            mention.titles.insert(0, tokens.surface(degrees[0].start, degrees[-1].stop))
            degrees = []


def _before(tokens: Tokens, titles: Mapping[int, Title], title: Title) -> Title | None:
    """The title right before another, a dot, dash or comma between them allowed after ranks and degrees."""
    at = title.start
    before = titles.get(at)
    if before is None and at > 1 and tokens.keys[at - 1] in (".", "-", ","):
        before = titles.get(at - 1)
        if before is not None and (before.kind == "honorific" or title.kind == "honorific"):
            return None
    return before


def share_honorifics(tokens: Tokens, names: list[NameMention]) -> None:
    """`các đồng chí: A, chức; B và C`: the honorific belongs to each untitled name of the list."""
    shared: str | None = None
    last = 0
    for mention in names:
        if shared is not None and not _ENDS.isdisjoint(tokens.words[last : mention.left]):
            shared = None
        shared = shared or _plural_honorific(tokens, mention)
        if shared is not None and not mention.titles and not mention.honorifics:
            mention.honorifics.append(shared)
        last = mention.stop


def _plural_honorific(tokens: Tokens, mention: NameMention) -> str | None:
    """The honorific of `các đồng chí:`, `các ông` before a name, or None."""
    at = mention.left
    if mention.honorifics and at and tokens.keys[at - 1] in ("các", "hai", "ba"):
        return mention.honorifics[0]
    if at >= 4 and tokens.keys[at - 4 : at] == ["các", "đồng", "chí", ":"]:
        return "đồng chí"
    return None
