"""Digits that name instead of count: numbers of documents, telephones, plates, addresses, links."""

from __future__ import annotations

import re

from tui.lexicon.lexicon import Lexicon

_CODES = re.compile(
    r"(?P<link>(?:https?://|www\.)[^\s\"”’)]{1,400}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64})"
    r"|(?P<document>(?<![\w.,])\d{1,5}(?:/\d{4})?[/-][A-ZĐ][A-ZĐa-z]{0,8}\d{0,2}(?:[-/][A-ZĐƯ][\wĐƯ&.]{0,11}){0,4})"
    r"|(?P<phone>(?<![\w.,])(?:\+84|0)\d{1,3}[ .-]?\d{3,4}[ .-]?\d{2,4}(?:[ .-]?\d{2,3})?(?![\w,.]\d|\w))"
    r"|(?P<plate>(?<![\w.,])\d{2}[A-Z]{1,2}\d?[- ]\d{3}(?:\.?\d{2}|\d)(?!\w))"
    r"|(?P<address>(?<!\w)(?:[Ss]ố|[Ss]ố nhà|[Hh]ẻm|[Nn]gõ|[Nn]gách|[Kk]iệt) \d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?){0,4}(?![\w%,.]\d|\w))"
    r"|(?P<score>(?<!\w)(?:thắng|thua|hòa|tỷ số|tỉ số|dẫn|dẫn trước|gỡ hòa|ấn định tỷ số|kết quả)(?: là| đậm| đội [^\d\n.,;]{1,30}| với tỷ số| tỷ số)? ?\d{1,2} ?[-–] ?\d{1,2}(?!\w|[.,/]\d))"
    r"|(?P<version>(?<!\w)(?:iOS|Android|Windows|v|ver|version|USB|Bluetooth|HTML) ?\d{1,3}(?:\.\d{1,3}){0,3}(?![\w%]))"
)


def identifiers(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Ranges of `text` that hold identifiers, sorted; none of their digits is a figure or a date."""
    del lexicon
    return [match.span() for match in _CODES.finditer(text)]
