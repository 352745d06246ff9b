"""Digits that name instead of count: numbers of documents, telephones, plates, addresses, links."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from tui.facts.cues import Cues
from tui.facts.tokens import Tokens
from tui.lexicon.lexicon import Lexicon
from tui.text.wordlist import SPACE, alternation

_LINK = re.compile(r"https?://[^\s\"”’)]{1,400}|www\.[^\s\"”’)]{1,400}")
_MAIL = re.compile(r"@[\w-]{1,64}\.[\w.-]{2,64}")
_CODE = re.compile(
    r"\d{1,5}(?:/\d{4})?[/-][A-ZĐ][A-ZĐa-z]{0,8}\d{0,2}(?:[-/][A-ZĐƯ][\wĐƯ&.]{0,11}){0,4}"  # 15/2020/NĐ-CP
    r"|0\d{1,3}[ .-]?\d{3,4}[ .-]?\d{2,4}(?:[ .-]?\d{2,3})?(?![\w,.]\d|\w)"  # 0901.234.567
    r"|(?:(?<=\+)|(?!84(?:\.\d{3}){1,9}(?![\w.])))"  # 84.000.000.000 counts, +84 901 234 567 does not
    r"84[ .]?\d{2,3}[ .-]?\d{3,4}[ .-]?\d{3,4}(?!\w)"
    r"|\d{2}[A-Z]{1,2}\d?[- ]\d{3}(?:\.?\d{2}|\d)(?!\w)"  # 51C-667.54
)


@cache
def _worded(lexicon: Lexicon) -> Cues:
    """Words that make the digits after them an address, a score or a version."""
    words = [lexicon.words(f"figures.{name}") for name in ("addresses", "scores", "versions")]
    address, score, version = map(alternation, words)
    before = [phrase.split()[0] for phrase in lexicon.words("figures.no_labels") if phrase.endswith(" số")]
    counting = "".join(rf"(?<!{word} )(?<!{word.capitalize()} )" for word in before)
    return Cues(
        rf"(?<!\w)(?:{counting}{address}{SPACE}\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}[A-Za-z]?){{0,4}}(?![\w%,.]\d|\w)"
        rf"|{score}{SPACE}\d{{1,2}}{SPACE}?[-–]{SPACE}?\d{{1,2}}(?!\w|[.,/]\d)"
        rf"|{version}{SPACE}?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}(?![\w%]))",
        chain.from_iterable(words),
    )


def identifiers(tokens: Tokens, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Ranges of the text that hold identifiers, sorted; none of their digits is a figure."""
    text = tokens.text
    found = [match.span() for match in _LINK.finditer(text)] if "http" in text or "www" in text else []
    if "@" in text:
        found.extend(match.span() for match in _MAIL.finditer(text))
    for place in tokens.numbers_but_after(".,"):
        match = _CODE.match(text, place)
        if match:
            found.append(match.span())
    found.extend(match.span() for match in _worded(lexicon).find(tokens))
    return sorted(found)
