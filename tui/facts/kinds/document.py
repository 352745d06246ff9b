"""Documents an article cites: laws, resolutions, decrees, decisions, reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tui.facts.context import lowered
from tui.facts.reading import Reading
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Document
from tui.model.span import Span
from tui.text.wordlist import SPACE, alternation

MAX_NAME = 7
"""Words of the name of a law at most: `Luật Bảo vệ bí mật nhà nước`."""

_OFFICE = r"[A-ZĐƯ][\wĐƯ&.]{0,11}(?:[-/–][A-ZĐƯ][\wĐƯ&.]{0,11}){0,4}"
_NUMBER = rf"\d{{1,5}}(?:/\d{{4}})?[-/]{_OFFICE}|\d{{1,5}}/\d{{4}}(?![\d/])|\d{{1,5}}(?![\w.,/]\d|\w|%)"
_DATED = rf"(?:,?{SPACE}(?:ngày|năm){SPACE}[\d/.-]{{4,10}})"
_PART = re.compile(
    rf"(?<!\w)(?:[Đđ]iểm{SPACE}\w{{1,2}},?{SPACE})?(?:[Kk]hoản{SPACE}\d{{1,3}},?{SPACE})?"
    rf"[Đđ]iều{SPACE}\d{{1,4}},?{SPACE}(?:của{SPACE})?$"
)
"""The article of a law, right before it."""

_REACH = 60
"""Characters before a law in which its article stands."""

_SYLLABLE = r"[^\W\d_]{1,12}"
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_YEAR_BEHIND = re.compile(rf"{SPACE}(?:năm{SPACE})?(?:1[89]|20)\d\d(?!\w)")
_AMENDED = re.compile(rf"{SPACE}\(sửa đổi[^()\n]{{0,40}}\)")
_CONGRESS = re.compile(
    rf"{SPACE}(?:lần{SPACE}thứ{SPACE})?(?:[IVXL]{{1,6}}|\d{{1,2}}){SPACE}(?:của{SPACE})?Đảng"
)
_SAYS_NUMBER = re.compile(r"[Ss]ố:?[ \u00a0]")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class _Words:
    numbered: re.Pattern[str]
    named: re.Pattern[str]
    issued: re.Pattern[str]
    not_named: re.Pattern[str]
    by_number: frozenset[str]
    name_ends: frozenset[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    def pattern(name: str) -> str:
        return alternation(lexicon.words(f"documents.{name}"))

    return _Words(
        numbered=re.compile(
            rf"(?<!\w)(?P<type>{pattern('types')})(?:{SPACE}số:?)?{SPACE}"
            rf"(?P<number>{_NUMBER}){_DATED}?"
        ),
        named=re.compile(
            rf"(?<!\w)(?P<type>{pattern('named')}){SPACE}"
            rf"(?P<name>{_SYLLABLE}(?:,?{SPACE}{_SYLLABLE}){{0,{MAX_NAME}}})"
        ),
        issued=re.compile(
            rf"(?<!\w)(?P<type>{pattern('issued')}){SPACE}(?P<of>của{SPACE})?(?P<issuer>{pattern('issuers')})"
        ),
        not_named=re.compile(pattern("not_named")),
        by_number=lowered(lexicon.words("documents.by_number")),
        name_ends=lowered(lexicon.words("documents.name_ends")),
    )


def find(reading: Reading, lexicon: Lexicon) -> tuple[Document, ...]:
    """Every document cited by number, by name or by who issued it, in order; no generic plurals."""
    words, text = _words(lexicon), reading.text
    found = [*_numbered(text, words), *_named(text, words), *_issued(text, words)]
    found.sort(key=lambda document: (document.evidence.start, -document.evidence.stop))
    kept: list[Document] = []
    for document in found:
        sentence = reading.sentence_at(document.evidence.start)
        if sentence is None or sentence.kind == "meta":
            continue
        if not kept or document.evidence.start >= kept[-1].evidence.stop:
            kept.append(document)
    return tuple(kept)


def _numbered(text: str, words: _Words) -> Iterator[Document]:
    """`Nghị quyết 27-NQ/TW`; a bare number needs `số` or a type that is cited by number."""
    for match in words.numbered.finditer(text):
        number = match["number"]
        said = _SAYS_NUMBER.search(text, match.start("type"), match.start("number"))
        if number.isdigit() and not said and not _cites_by_number(text, match, words):
            continue
        yield _document(text, match.start(), match.end(), "document.number", number.strip("-/. "))


def _cites_by_number(text: str, match: re.Match[str], words: _Words) -> bool:
    """`Nghị quyết 36` cites a document; `Kế hoạch 5 năm` and `Nghị quyết 5 điểm` do not."""
    following = text[match.end("number") : match.end("number") + 2]
    counts = following[:1] in (" ", "\u00a0") and following[1:].islower()
    return match["type"][0].isupper() and match["type"].lower() in words.by_number and not counts


def _named(text: str, words: _Words) -> Iterator[Document]:
    """`Luật Đất đai 2013`, `khoản 2 Điều 260 Bộ luật Hình sự`."""
    for match in words.named.finditer(text):
        if not match["type"][0].isupper() or words.not_named.match(text, match.start("type")):
            continue
        stop = _name_stop(text, match, words)
        if stop is None:
            continue
        for tail in (_YEAR_BEHIND, _AMENDED):
            behind = tail.match(text, stop)
            stop = behind.end() if behind else stop
        yield _document(text, match.start(), stop, "document.name", None)


def _name_stop(text: str, match: re.Match[str], words: _Words) -> int | None:
    """Where the name of a law ends: at a comma, or before the first word that cannot belong to it."""
    stop: int | None = None
    for word in _WORD.finditer(text, match.start("name"), match.end("name")):
        if stop is None and not word.group()[0].isupper():
            return None
        if word.group().lower() in words.name_ends or (stop and "," in text[stop : word.start()]):
            break
        stop = word.end()
    return stop


def _issued(text: str, words: _Words) -> Iterator[Document]:
    """`Nghị quyết của Tỉnh ủy năm 2023`, `Nghị quyết Đại hội XIII của Đảng`."""
    for match in words.issued.finditer(text):
        tail = _YEAR_BEHIND.match(text, match.end()) or _CONGRESS.match(text, match.end())
        if match["type"][0].isupper() and (tail or match["of"]):
            stop = tail.end() if tail else match.end()
            yield _document(text, match.start(), stop, "document.issuer", None, sure=tail is not None)


def _document(
    text: str, start: int, stop: int, rule: str, number: str | None, *, sure: bool = True
) -> Document:
    while text[stop - 1] in "./-– \u00a0":
        stop -= 1
    part = _PART.search(text, max(0, start - _REACH), start)
    start = part.start() if part else start
    span = Span(start, stop)
    year = _YEAR.search(span.of(text))
    return Document(
        span.of(text), span, rule, "high" if sure else "medium", number, int(year[1]) if year else None
    )
