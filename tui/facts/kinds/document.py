"""Documents an article cites: laws, resolutions, decrees, decisions, reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tui.facts.reading import Reading
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Document
from tui.model.span import Span
from tui.text.wordlist import SPACE, alternation

_NUMBER = r"\d{1,5}(?:/\d{4})?[-/][A-ZĐƯ][\wĐƯ&.]{0,11}(?:[-/–][A-ZĐƯ][\wĐƯ&.]{0,11}){0,4}|\d{1,5}/\d{4}(?![\d/])|\d{1,5}(?![\w.,/]\d|\w|%)"
_DATED = rf"(?:,?{SPACE}(?:ngày|năm){SPACE}[\d/.-]{{4,10}})"
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_PART = rf"(?:(?:[Đđ]iểm{SPACE}\w{{1,2}},?{SPACE})?(?:[Kk]hoản{SPACE}\d{{1,3}},?{SPACE})?[Đđ]iều{SPACE}\d{{1,4}},?{SPACE}(?:của{SPACE})?)?"
_TITLE_WORD = r"[A-ZÀ-ỸĐ][\w]{0,15}"
_NAME_WORD = r"[^\W\d_]{1,12}"


@dataclass(frozen=True)
class _Patterns:
    numbered: re.Pattern[str]
    named: re.Pattern[str]
    issued: re.Pattern[str]
    not_named: re.Pattern[str]


@cache
def _patterns(lexicon: Lexicon) -> _Patterns:
    types, named, issued, issuers, not_named = (
        alternation(lexicon.words(f"documents.{name}"))
        for name in ("types", "named", "issued", "issuers", "not_named")
    )
    return _Patterns(
        numbered=re.compile(
            rf"(?<!\w)(?P<part>{_PART})(?P<type>{types})(?:{SPACE}số|{SPACE}số:)?{SPACE}(?P<number>{_NUMBER}){_DATED}?"
        ),
        named=re.compile(
            rf"(?<!\w)(?P<part>{_PART})(?P<type>{named}){SPACE}(?P<name>{_NAME_WORD}(?:,?{SPACE}{_NAME_WORD}){{0,7}})"
        ),
        issued=re.compile(
            rf"(?<!\w)(?P<type>{issued}){SPACE}(?:của{SPACE})?(?P<issuer>{issuers})(?P<rest>(?:{SPACE}{_NAME_WORD}){{0,7}})"
        ),
        not_named=re.compile(not_named),
    )


def find(reading: Reading, lexicon: Lexicon) -> tuple[Document, ...]:
    """Every document cited by number, by name or by who issued it, in order; no generic plurals."""
    patterns, text = _patterns(lexicon), reading.text
    found = [*_numbered(text, patterns), *_named(text, patterns), *_issued(text, patterns)]
    found.sort(key=lambda document: (document.evidence.start, -document.evidence.stop))
    kept: list[Document] = []
    for document in found:
        sentence = reading.sentence_at(document.evidence.start)
        if sentence is None or sentence.kind == "meta":
            continue
        if not kept or document.evidence.start >= kept[-1].evidence.stop:
            kept.append(document)
    return tuple(kept)


def _numbered(text: str, patterns: _Patterns) -> list[Document]:
    found = []
    for match in patterns.numbered.finditer(text):
        number = match["number"]
        if number.isdigit() and not re.search(
            r"[Ss]ố:?[ \u00a0]", text[match.start() : match.start("number")]
        ):
            if not match["type"][0].isupper() or not _plain_number_counts(text, match):
                continue
        found.append(_document(text, match.start(), match.end(), "document.number", number.strip("-/. ")))
    return found


def _plain_number_counts(text: str, match: re.Match[str]) -> bool:
    """`Nghị quyết 36` cites a document; `Kế hoạch 5 năm` and `Báo cáo 3 tháng` do not."""
    following = text[match.end("number") : match.end("number") + 2]
    return not (following[:1] in " \u00a0" and following[1:].islower()) and match["type"].lower() in (
        "nghị quyết", "nghị định", "chỉ thị", "quyết định", "thông tư", "kết luận", "pháp lệnh", "công văn",
    )  # fmt: skip


_NAME_END = frozenset(
    "đã được có quy là của cho và để trong với năm số này do sẽ khi thì nêu tại về theo còn mà cũng đang phải gồm hiện như "
    "vào chỉ ra bị hoặc nếu đối từ sửa".split()
)


def _named(text: str, patterns: _Patterns) -> list[Document]:
    found = []
    for match in patterns.named.finditer(text):
        if not match["type"][0].isupper() or patterns.not_named.match(text, match.start("type")):
            continue
        stop = _name_stop(text, match)
        if stop is None:
            continue
        year = re.compile(rf"{SPACE}(?:năm{SPACE})?(?:1[89]|20)\d\d(?!\w)").match(text, stop)
        stop = year.end() if year else stop
        amended = re.compile(rf"{SPACE}\(sửa đổi[^()\n]{{0,40}}\)").match(text, stop)
        stop = amended.end() if amended else stop
        found.append(_document(text, match.start(), stop, "document.name", None))
    return found


def _name_stop(text: str, match: re.Match[str]) -> int | None:
    """Where the name of a law ends: it begins with a capital and runs to the first word that cannot belong to it."""
    words = list(re.finditer(r"[^\W\d_]+", text[match.start("name") : match.end("name")]))
    base, stop = match.start("name"), None
    if not words or not words[0].group()[0].isupper():
        return None
    for index, word in enumerate(words):
        low = word.group().lower()
        gap = text[base + (words[index - 1].end() if index else 0) : base + word.start()]
        if index and "," in gap and not word.group()[0].isupper() and index > 4:
            break
        if index and "," in gap:
            break
        if low in _NAME_END and not (
            low in ("và",) and index + 1 < len(words) and words[index + 1].group()[0].isupper()
        ):
            break
        stop = base + word.end()
        if index > 5:
            break
    return stop


def _issued(text: str, patterns: _Patterns) -> list[Document]:
    found = []
    for match in patterns.issued.finditer(text):
        if not match["type"][0].isupper():
            continue
        year = re.compile(rf"{SPACE}năm{SPACE}(?:19|20)\d\d(?!\w)").match(text, match.end("issuer"))
        ordinal = re.compile(
            rf"{SPACE}(?:lần{SPACE}thứ{SPACE})?(?:[IVXL]{{1,6}}|\d{{1,2}}){SPACE}(?:của{SPACE})?Đảng"
        ).match(text, match.end("issuer"))
        tail = year or ordinal
        if tail is None and "của" not in match.group():
            continue
        stop = tail.end() if tail else match.end("issuer")
        found.append(_document(text, match.start(), stop, "document.issuer", None, sure=tail is not None))
    return found


def _document(
    text: str, start: int, stop: int, rule: str, number: str | None, *, sure: bool = True
) -> Document:
    while text[stop - 1] in "./-– \u00a0":
        stop -= 1
    span = Span(start, stop)
    year = _YEAR.search(span.of(text))
    return Document(
        span.of(text), span, rule, "high" if sure else "medium", number, int(year[1]) if year else None
    )
