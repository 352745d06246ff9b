"""Documents an article cites: laws, resolutions, decrees, decisions, reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tui.facts.context import lowered
from tui.facts.cues import Cues
from tui.facts.reading import Reading
from tui.facts.tokens import Tokens
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Document
from tui.model.span import Span
from tui.text.wordlist import SPACE, alternation

MAX_NAME = 7
"""Words of the name of a law at most: `Luật Bảo vệ bí mật nhà nước`."""

MAX_SUBJECT = 9
"""Words of what a treaty is about, after `về`, at most."""

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
_FOLLOWING = re.compile(rf"{SPACE}([^\W\d_]+)(?<![A-ZĐ])")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class _Words:
    numbered: Cues
    named: Cues
    issued: Cues
    not_named: re.Pattern[str]
    small: Cues
    treaties: Cues
    constitution: Cues
    by_number: frozenset[str]
    after_number: frozenset[str]
    name_ends: frozenset[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    def words(name: str) -> tuple[str, ...]:
        return lexicon.words(f"documents.{name}")

    def pattern(name: str) -> str:
        return alternation(words(name))

    laws = alternation([*words("named"), *words("treaties")], any_case=False)
    law_names = alternation(words("law_names"), any_case=False)
    further = rf"{SPACE}(?!{laws}(?!\w)){_SYLLABLE}"
    return _Words(
        numbered=Cues(
            rf"(?<!\w)(?P<type>{pattern('types')})(?:{SPACE}số:?)?{SPACE}"
            rf"(?P<number>{_NUMBER}){_DATED}?",
            words("types"),
        ),
        named=Cues(
            rf"(?<!\w)(?P<type>{pattern('named')}){SPACE}"
            rf"(?P<name>{_SYLLABLE}(?:,?{further}){{0,{MAX_NAME}}})",
            words("named"),
        ),
        issued=Cues(
            rf"(?<!\w)(?P<type>{pattern('issued')}){SPACE}(?P<of>của{SPACE})?(?P<issuer>{pattern('issuers')})",
            words("issued"),
        ),
        small=Cues(
            rf"(?<!\w)(?P<type>bộ{SPACE}luật|luật){SPACE}(?={law_names}(?!\w))"
            rf"(?P<name>{_SYLLABLE}(?:(?!{SPACE}(?:bộ{SPACE})?luật){further}){{0,{MAX_NAME}}})",
            ("bộ", "luật"),
        ),
        treaties=Cues(
            rf"(?<!\w)(?P<type>{pattern('treaties')}){SPACE}(?:của{SPACE}{pattern('issuers')}{SPACE})?về{SPACE}"
            rf"(?P<name>{_SYLLABLE}(?:{further}){{0,{MAX_SUBJECT}}})",
            words("treaties"),
        ),
        constitution=Cues(
            rf"(?<!\w)Hiến{SPACE}pháp{SPACE}(?:năm{SPACE})?(?:19|20)\d\d(?!\w)", ("Hiến pháp",)
        ),
        not_named=re.compile(pattern("not_named")),
        by_number=lowered(words("by_number")),
        after_number=lowered(words("after_number")),
        name_ends=lowered(words("name_ends")),
    )


def find(reading: Reading, lexicon: Lexicon) -> tuple[Document, ...]:
    """Every document cited by number, by name or by who issued it, in order; no generic plurals."""
    words, tokens = _words(lexicon), reading.tokens
    found = [document for rule in (_numbered, _named, _issued, _treaties) for document in rule(tokens, words)]
    found.sort(key=lambda document: (document.evidence.start, -document.evidence.stop))
    kept: list[Document] = []
    for document in found:
        sentence = reading.sentence_at(document.evidence.start)
        if sentence is None or sentence.kind == "meta":
            continue
        if not kept or document.evidence.start >= kept[-1].evidence.stop:
            kept.append(document)
    return tuple(kept)


def _numbered(tokens: Tokens, words: _Words) -> Iterator[Document]:
    """`Nghị quyết 27-NQ/TW`; a bare number needs `số` or a type that is cited by number."""
    text = tokens.text
    for match in words.numbered.find(tokens):
        number = match["number"]
        said = _SAYS_NUMBER.search(text, match.start("type"), match.start("number"))
        if number.isdigit() and not said and not _cites_by_number(text, match, words):
            continue
        yield _document(text, match.start(), match.end(), "document.number", number.strip("-/. "))


def _cites_by_number(text: str, match: re.Match[str], words: _Words) -> bool:
    """`Nghị quyết 36` cites a document; `Kế hoạch 5 năm` and `Nghị quyết 5 điểm` do not."""
    following = _FOLLOWING.match(text, match.end("number"))
    counts = following is not None and following[1] not in words.after_number
    return match["type"][0].isupper() and match["type"].lower() in words.by_number and not counts


def _named(tokens: Tokens, words: _Words) -> Iterator[Document]:
    """`Luật Đất đai 2013`, `luật đất đai 2013`, `khoản 2 Điều 260 Bộ luật Hình sự`, `bộ luật Hình sự`."""
    text = tokens.text
    for match in (*words.named.find(tokens), *words.small.find(tokens)):
        if match["type"][:3].lower() != "bộ " and words.not_named.match(text, match.start("type")):
            continue
        stop = _name_stop(text, match, words)
        small = match["type"][0].islower() and match.re is not words.small.pattern
        if stop is None or small:
            continue
        year = _YEAR_BEHIND.match(text, stop)
        if match["name"][0].islower() and year is None:
            continue
        stop = year.end() if year else stop
        amended = _AMENDED.match(text, stop)
        yield _document(text, match.start(), amended.end() if amended else stop, "document.name", None)
    for match in words.constitution.find(tokens):
        yield _document(text, match.start(), match.end(), "document.name", None)


def _name_stop(text: str, match: re.Match[str], words: _Words) -> int | None:
    """Where the name of a law ends: at a comma, or before the first word that cannot belong to it."""
    stop: int | None = None
    for word in _WORD.finditer(text, match.start("name"), match.end("name")):
        if word.group().lower() in words.name_ends or (stop and "," in text[stop : word.start()]):
            break
        stop = word.end()
    return stop


def _treaties(tokens: Tokens, words: _Words) -> Iterator[Document]:
    """`Công ước của Liên hợp quốc về Luật Biển 1982`: by what it is about."""
    text = tokens.text
    for match in words.treaties.find(tokens):
        stop = _name_stop(text, match, words)
        if stop is None or not match["type"][0].isupper():
            continue
        year = _YEAR_BEHIND.match(text, stop)
        sure = year is not None or match["name"][0].isupper()
        yield _document(
            text, match.start(), year.end() if year else stop, "document.subject", None, sure=sure
        )


def _issued(tokens: Tokens, words: _Words) -> Iterator[Document]:
    """`Nghị quyết của Tỉnh ủy năm 2023`, `Nghị quyết Đại hội XIII của Đảng`."""
    text = tokens.text
    for match in words.issued.find(tokens):
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
