"""What stands on a news page beside the article: share bars, counters, menus, lists of other articles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tui.lexicon.lexicon import Lexicon
from tui.model.article import DropKind
from tui.text.folding import match_key

LONGEST = 160
"""Characters; a longer line is no button, menu or label."""

MOST_CRUMBS = 5
LONGEST_LABEL = 30
"""Characters of one label in a bar of links."""
LONGEST_CRUMB = 6
"""Words of one section's name."""

EDGES = " \t\xa0:：.,;…|•·–—-*>»«►▶()[]!\"“”'"
_LONGEST_COUNT = 4
"""Digits of a number that stands alone beside an article."""
_PLAYER = re.compile(
    r"\d{1,2}:\d\d(?:\s?/\s?\d{1,2}:\d\d){1,2}|[aA][+-](?:\s?[aA][+-]?){0,3}|\d(?:\.\d+)?x", re.ASCII
)
"""The clock of a player, and buttons for the size of letters."""
_BUTTONS = re.compile(r"(?:\[[^\W\d][^\[\]\n]{1,30}\]\s{0,3}){1,8}")
_HASHTAGS = re.compile(r"(?:#\w[^#\n]{0,40}){1,20}")
_CRUMBS = re.compile(r"\s{0,3}[»>›→]\s{0,3}|\s[/|]\s")
_CRUMB_MARK = re.compile("[»>›→/|]")
_LETTERS = re.compile(r"[^\W_]")


REMEMBERED = 512
"""Lines of which it is remembered what they are: those of a few pages, each asked about several times."""


@lru_cache(maxsize=REMEMBERED)
def key_of(text: str) -> str:
    """What two spellings of one label have in common: no case, no tone placement, no outer punctuation."""
    return match_key(text).strip(EDGES)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of `words`, spelled as `match_key` spells them, the longest first."""
    keys = sorted({match_key(word) for word in words}, key=lambda key: (-len(key), key))
    return "|".join(re.escape(key).replace(r"\ ", r"\s{1,2}").replace(r"\-", r"\s?[-–—]\s?") for key in keys)


class Furniture:
    """Recognises furniture by the word lists `furniture.*` of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kind = lru_cache(maxsize=REMEMBERED)(self._find_kind)
        self._edge_kind = lru_cache(maxsize=REMEMBERED)(self._find_edge_kind)

        def keys(name: str) -> frozenset[str]:
            return frozenset(key_of(word) for word in lexicon.words(f"furniture.{name}"))

        self._anywhere: dict[str, DropKind] = {
            **dict.fromkeys(keys("navigation"), "navigation"),
            **dict.fromkeys(keys("share"), "share"),
            **dict.fromkeys(keys("labels"), "label"),
        }
        self._at_edge: dict[str, DropKind] = {
            **dict.fromkeys(keys("menu") | keys("sections"), "navigation"),
            **dict.fromkeys(keys("edge_navigation"), "navigation"),
            **dict.fromkeys(keys("edge_share"), "share"),
        }
        self._sections = keys("menu") | keys("sections")
        self._related = keys("related")
        self._tags = keys("tags")
        self._imprint = tuple(match_key(word) for word in lexicon.words("furniture.imprint"))
        self._marks = lexicon.words("furniture.related_marks")
        counted = alternatives(lexicon.words("furniture.counters"))
        number = r"\(?\s?\d{1,3}(?:[.,]?\d{3}){0,3}\s?[km]?\s?\)?"
        self._counter = re.compile(rf"(?:(?:{counted})\s?:?\s?{number}|{number}\s?(?:{counted}))\Z")
        self._shares = self._sequence(
            [*lexicon.words("furniture.share"), *lexicon.words("furniture.edge_share")]
        )
        follow = alternatives(lexicon.words("furniture.follow"))
        self._follow = re.compile(rf"(?:{follow})\s[^.!?]{{1,60}}?\s(?:trên|tại|qua)(?:\s[^.!?]{{1,30}})?")
        self._menus = self._sequence(lexicon.words("furniture.menu"))
        self._related_line = re.compile(rf"(?:{alternatives(lexicon.words('furniture.related'))})\s?:\s?\S")

    @staticmethod
    def _sequence(words: Iterable[str]) -> re.Pattern[str]:
        """Two or more of `words` and nothing else. Atomic and possessive: it never tries twice."""
        word = alternatives(words)
        return re.compile(rf"(?>(?>{word})(?![^\W_])[\s|,;:/>»•·&-]{{0,5}}+){{2,40}}+\Z")

    def kind_of(self, text: str) -> DropKind | None:
        """Why `text`, a whole line, is furniture wherever it stands; None if it is not, or not surely."""
        return self._kind(text) if len(text) <= LONGEST else None

    def _find_kind(self, text: str) -> DropKind | None:
        if _LETTERS.search(text) is None:
            return "artefact"
        key = key_of(text)
        if key in self._anywhere:
            return self._anywhere[key]
        if _PLAYER.fullmatch(text):
            return "artefact"
        if _BUTTONS.fullmatch(text) or _HASHTAGS.fullmatch(text) or self._follow.fullmatch(match_key(text)):
            return "navigation"
        if key[-1:].isdigit() or key[:1].isdigit() or text[-1] == ")":
            return "counter" if self._counter.match(match_key(text)) else None
        return "share" if self._shares.match(key) else None

    def edge_kind_of(self, text: str) -> DropKind | None:
        """Why `text` is furniture where it stands before or after the article's own text."""
        return self._edge_kind(text) if len(text) <= LONGEST else None

    def _find_edge_kind(self, text: str) -> DropKind | None:
        found = self.kind_of(text)
        if found is not None:
            return found
        key = key_of(text)
        if key in self._at_edge:
            return self._at_edge[key]
        if len(text) <= _LONGEST_COUNT and text.isdecimal():
            return "counter"
        return "navigation" if self._menus.match(key) or self._is_crumbs(text) or _is_bar(text) else None

    def _is_crumbs(self, text: str) -> bool:
        """True for the way to a page: `Thể thao > Bóng đá trong nước`, the first of it a section."""
        if _CRUMB_MARK.search(text) is None:
            return False
        parts = [key_of(part) for part in _CRUMBS.split(text)]
        if "»" in text and 2 <= len(parts) <= MOST_CRUMBS:
            return all(part and part.count(" ") < LONGEST_CRUMB for part in parts)
        return (
            not any(character.isdigit() for character in text)
            and 2 <= len(parts) <= MOST_CRUMBS
            and parts[0] in self._sections
            and all(part and part.count(" ") < LONGEST_CRUMB for part in parts)
        )

    def is_imprint(self, text: str) -> bool:
        """True for a line of the page's imprint; only where the article has ended."""
        return len(text) <= 2 * LONGEST and match_key(text[:80]).startswith(self._imprint)

    def is_tag_heading(self, text: str) -> bool:
        """True for `Từ khóa:` alone on its line: tags stand below it, one a line."""
        return len(text) <= LONGEST_LABEL and key_of(text) in self._tags

    def is_related_heading(self, text: str) -> bool:
        """True for the heading of a list of other articles."""
        return len(text) <= LONGEST and text[0] != "(" and key_of(text) in self._related

    def is_related_line(self, text: str) -> bool:
        """True for such a heading, or a pointing mark, with the headline of another article behind it."""
        if len(text) > 2 * LONGEST or text[-1] in ".:;":
            return False
        return text.startswith(self._marks) or (
            ":" in text and self._related_line.match(match_key(text)) is not None
        )


def _is_bar(text: str) -> bool:
    """True for a bar of links: three or more short labels between upright strokes."""
    if text.count("|") < 2:
        return False
    parts = [part.strip() for part in text.split("|")]
    return all(
        0 < len(part) <= LONGEST_LABEL and part[-1] not in ".!?" and not part[0].isdigit() for part in parts
    )


@lru_cache(maxsize=4)
def furniture_of(lexicon: Lexicon) -> Furniture:
    """The recogniser for `lexicon`, compiled once."""
    return Furniture(lexicon)
