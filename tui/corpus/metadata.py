"""What a page says about its article: when and where it was published, who wrote it, where it is from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tui.corpus.furniture import EDGES, REMEMBERED, alternatives, key_of
from tui.corpus.outlets import Outlets, outlets_of
from tui.lexicon.lexicon import Lexicon
from tui.model.span import Span
from tui.text.folding import fold, match_key, old_tone

LONGEST_STAMP = 140
"""Characters; a longer line is a sentence, whatever times and dates it holds."""
LONGEST_SIGNATURE = 90
"""Characters of a byline, agency or source line without its address."""
MOST_NAME_WORDS = 5

_DAY = re.compile(
    r"(?<![\d/.-])(?:(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)"
    r"|(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)"
    r"|(?P<wd>\d{1,2}) tháng (?P<wm>\d{1,2}),? (?:năm )?(?P<wy>(?:19|20)\d\d))(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-3])\s?[:hH]\s?[0-5]\d(?::[0-5]\d)?(?:\s?(?:AM|PM|SA|CH)|['’′])?(?![\d/])",
    re.IGNORECASE,
)
_ZONE = re.compile(r"[(\[]?(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d\d)?[)\]]?|\+\d\d:?\d\d", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"“”()]{3,500}")
_PARTS = re.compile(r"\s[-–—|•·]\s|\s?\|\s?|^[-–—]\s?|\s[-–—]$")
_BAR = re.compile("[-–—|•·]")
"""Without one of them a line is one part."""
_SIGNS = re.compile(r"[(/|•·]|[‐‑‒–—−-]| theo ")
"""What makes a signature of several parts, and dashes, which keys draw together."""
_HOST = re.compile(r"[\w-]{2,40}(?:\.[\w-]{2,20}){0,2}\.(?:vn|com|net|org|info)", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-ZĐ]{2,6}\d{0,2}")
_SET_OFF = re.compile(r"[/.-](?:19|20)\d\d\s?[-–—|•·]\s|\s[-–—|•·]\s?\d{1,2}[/.-]")
"""A bar between a numeric date and what stands beside it."""
_BULLETS = "-–—+•*."
_NAMES = re.compile(rf"{_PARTS.pattern}|,\s|\svà\s")
_INNER = re.compile(r"\A([^()]{0,90}?)\s?\(([^()]{1,60})\)[.\s]*\Z")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that says when the page was published; spans are of the line."""

    value: str
    """ISO 8601."""
    evidence: Span
    byline: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A line that closes an article and says whose it is."""

    byline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    sure: bool = True
    """False for a bare name, which could be something else."""


class Press:
    """Reads stamps, signatures, sources and tags by the word lists of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self._outlets: Outlets = outlets_of(lexicon)
        self._stamp = lru_cache(maxsize=REMEMBERED)(self._find_stamp)
        self._signature = lru_cache(maxsize=REMEMBERED)(self._plain)
        self._compiled = re.compile(rf"(?:{alternatives(words('furniture.compiled'))})(?![^\W_])")
        self._staff = {key_of(name) for name in words("furniture.staff")}
        self._most_words = max(
            MOST_NAME_WORDS, self._outlets.most_words, *(key.count(" ") + 1 for key in self._staff)
        )
        self._sections = {key_of(name) for name in (*words("furniture.menu"), *words("furniture.sections"))}
        self._places = {key_of(row[0]) for row in lexicon.table("provinces")}
        self._labels = re.compile(rf"(?:{alternatives(words('furniture.byline_labels'))})\s?:\s?(?=\S)")
        self._before_names = re.compile(rf"(?:{alternatives(words('furniture.before_writers'))})\s(?=\S)")
        self._made = re.compile(rf"\s(?:{alternatives(words('furniture.made'))})\Z")
        self._photographer = re.compile(
            rf"\s?[-–—;,|]\s?(?:{alternatives(words('furniture.credits'))})\s?:\s?[^:]{{2,40}}\Z"
        )
        self._sources = re.compile(
            rf"\(?(?:{alternatives(words('furniture.source_labels'))})(?:\s?:|\s)\s?(?=\S)"
        )
        self._times = re.compile(
            rf"(?:{alternatives(words('furniture.weekdays') + words('furniture.stamp_labels'))})(?![^\W_])"
        )
        self._counted = re.compile(rf"(?:{alternatives(words('furniture.counters'))})\s?:\s?\d{{1,9}}(?!\d)")
        self._weekdays = re.compile(rf"(?:{alternatives(words('furniture.weekdays'))})(?![^\W_])")
        letters = {match_key(word)[0] for word in words("furniture.crawler_keys")}
        self._crawler_letters = letters | set(map(fold, letters))  # where a tone may stand on the next letter
        self._crawler = re.compile(
            rf"(?:{alternatives(words('furniture.crawler_keys'))})\s?[:=]?\s?"
            r"(?P<value>(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)"
            r"(?:[t ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:z|[+-]\d\d:?\d\d)?)?(?=\s|\Z)"
        )

    # -- when -------------------------------------------------------------------------------------

    def crawler_stamp(self, text: str) -> Stamp | None:
        """The stamp a crawler wrote at the head of `text`, as `date 2023-11`."""
        if text[:1].lower()[:1] not in self._crawler_letters:
            return None
        match = self._crawler.match(_key(text[:80]))
        return Stamp(match["value"], Span(0, match.end())) if match else None

    def stamp(self, text: str) -> Stamp | None:
        """`text` as a stamp: a whole date, with nothing beside it but time, weekday, names and outlets."""
        if len(text) > LONGEST_STAMP or _YEAR.search(text) is None:
            return None
        return self._stamp(text)

    def _find_stamp(self, text: str) -> Stamp | None:
        day = _DAY.search(text)
        value = _iso(day) if day else None
        if day is None or value is None:
            return None
        key = _key(text)
        found = [day.span(), *(match.span() for match in self._counted.finditer(key))]
        for pattern, line in ((_TIME, text), (_ZONE, text), (self._times, key)):
            found += [
                m.span()
                for m in pattern.finditer(line)
                if _is_word(line, m.start()) and _apart(m.span(), day.span())
            ]
        rest = _without(text, found)
        parts = [part for part in (part.strip(" ,:;.|()-–—") for part in _PARTS.split(rest)) if part]
        parts = [part for part in parts if not part.replace(" ", "").isdecimal()]  # counters
        timed = [
            span
            for span in found
            if span != day.span() and (_TIME.match(text, span[0]) or self._weekdays.match(key, span[0]))
        ]
        known = all(self._is_stamp_part(part) or (timed and _is_label(part, text)) for part in parts)
        if len(parts) > 3 or not known:
            return None
        if parts and not timed and not _SET_OFF.search(text):
            return None
        evidence = Span(min(s for s, _ in [day.span(), *timed]), max(e for _, e in [day.span(), *timed]))
        byline = next(
            (
                p
                for p in parts
                if is_name(p)
                and not _HOST.fullmatch(p)
                and not self._outlets.named(p)
                and key_of(p) not in self._sections
                and not self.is_place(p)
            ),
            None,
        )
        outlet = next((o for o in map(self._outlets.named, parts) if o), None)
        outlet = outlet or next((p for p in parts if _HOST.fullmatch(p)), None)
        return Stamp(value, evidence, self._person(byline), outlet)

    def _is_stamp_part(self, part: str) -> bool:
        return key_of(part) in self._sections or is_name(part) or self._outlets.named(part) is not None

    def is_place(self, text: str) -> bool:
        """True for a province alone: beside a stamp it says where the news is from, not who wrote it."""
        return key_of(text) in self._places

    # -- who and where from -----------------------------------------------------------------------

    def signature(self, text: str) -> Signature | None:
        """`text` as the line that closes an article: byline, agency, source; None if it is none."""
        address = _ADDRESS.search(text) if len(text) <= 700 and "://" in text else None
        if address is not None:
            return self._linked(text, address)
        if len(text) > LONGEST_SIGNATURE:
            return None
        if text[0] in _BULLETS:  # a spoken line or the item of a list, unless it can be nothing else
            found = self._signature(text.lstrip(_BULLETS + " \xa0"))
            return found if found is not None and found.sure else None
        return self._signature(text)

    def _plain(self, text: str) -> Signature | None:
        key = _key(text)
        label = self._labels.match(key)
        if label is None and (role := self._before_names.match(key)):
            found = self._signed(text[role.end() :], sure=False)
            if found is not None:
                return found
        if label:
            found = self._signed(text[label.end() :], sure=True)
            return found if found and (found.byline or found.agency or found.outlet) else None
        source = self._sources.match(key)
        if source:
            behind = text[source.end() :].rstrip(" .")
            return self._sourced(
                behind.removesuffix(")") if text[0] == "(" else behind, bracketed=text[0] == "("
            )
        return self._signed(text, sure=False) if text else None

    def _linked(self, text: str, address: re.Match[str]) -> Signature | None:
        url = address.group().rstrip(".,;")
        before, after = text[: address.start()].strip(" :.-–("), text[address.end() :].strip(" :.-–()")
        if after or len(before) > LONGEST_SIGNATURE:
            return None
        source = self._sources.match(_key(before + ": x"))
        if before and not source:
            return None
        named = before[min(source.end(), len(before)) :].strip(" :") if source else ""
        outlet = named if named and len(named.split()) <= 6 else self._outlets.at(url)
        return Signature(outlet=outlet, url=url)

    def _sourced(self, text: str, *, bracketed: bool) -> Signature | None:
        """What stands behind `Theo` or `Nguồn`: an outlet, an agency, or `Tên người (Báo)`."""
        agency, outlet = self._outlets.agency(text), self._outlets.named(text)
        if agency or outlet:
            return Signature(outlet=None if agency else outlet, agency=agency)
        inner = _INNER.match(text)
        if inner and _are_names(inner[1]):
            return Signature(self._person(inner[1]), self._outlets.named(inner[2]))
        found = self._signed(text, sure=False)
        if found is not None and found.sure:
            return found
        writer, slash, paper = text.partition("/")
        if (
            slash
            and " " in writer.strip()
            and _are_names(writer.strip())
            and len(paper.split()) <= MOST_NAME_WORDS
        ):
            return Signature(self._person(writer.strip()), self._outlets.named(paper.strip()))
        if found is None and not (
            len(text.split()) <= (12 if bracketed else MOST_NAME_WORDS) and text[:1].isupper()
        ):
            return None
        # `Theo Daily Mail`: a source, but neither a writer nor a paper we know
        return Signature(sure=bracketed)

    def _signed(self, text: str, *, sure: bool) -> Signature | None:
        """`Tên`, `Tên - Tên`, `Tên (TTXVN)`, `Tên/Báo`, `(Tổng hợp)`."""
        text = text.strip().rstrip(".") if text.rstrip().endswith(")") else text.strip()
        text = self._without_photographer(text)
        made = self._made.search(_key(text))
        if made and _are_names(text[: made.start()]):
            return Signature(self._person(text[: made.start()]))
        if self._is_prose(text):
            return None
        inner = _INNER.match(text) if "(" in text else None
        if inner:
            return self._with_note(inner[1].strip(), inner[2].strip(), sure=sure)
        agency = self._outlets.agency(text)
        if agency:
            return Signature(agency=agency)
        head, slash, tail = text.partition("/")
        outlet, wire = self._outlets.within(tail) if slash else None, self._outlets.agency(head)
        if outlet or (slash and (wire or self._outlets.agency(tail))):
            byline = self._person(head.strip()) if not wire and _are_names(head) else None
            return Signature(byline, outlet, wire or self._outlets.agency(tail))
        if slash and is_name(head.strip()) and _ACRONYM.fullmatch(tail.strip()):
            return Signature(self._person(head.strip()), sure=sure or " " in head.strip())
        named, _, source_name = text.partition(" theo ")
        if source_name and is_name(named) and is_name(source_name):
            return self._with_note(named, source_name, sure=True)
        if key_of(text) in self._staff:
            return Signature(sure=sure)
        parts = _PARTS.split(text) if _BAR.search(text) else [text]
        return self._listed([part for part in map(str.strip, parts) if part], sure=sure)

    def _is_prose(self, text: str) -> bool:
        """True for a line that no rule for signatures fits: words in lower case, more than any name has."""
        words = text.strip(EDGES).split()
        return (
            len(words) > self._most_words
            and any(word[0].islower() and word != "và" for word in words)
            and _SIGNS.search(text) is None
        )

    def _listed(self, parts: list[str], *, sure: bool) -> Signature | None:
        """Writers, and perhaps their outlet, with dashes between them."""
        source = self._sources.match(_key(parts[-1])) if len(parts) > 1 else None
        if source is not None and all(map(is_name, parts[:-1])):
            outlet = self._outlets.named(parts[-1][source.end() :])
            return Signature(self._person(" - ".join(parts[:-1])), outlet)
        outlets = [self._outlets.named(part) for part in parts]
        names = [part for part, outlet in zip(parts, outlets, strict=True) if outlet is None]
        if not 1 <= len(parts) <= 4 or not all(is_name(name) or _are_names(name) for name in names):
            return None
        outlet = next((outlet for outlet in outlets if outlet), None)
        return Signature(self._person(" - ".join(names)), outlet, sure=sure or outlet is not None)

    def _with_note(self, name: str, note: str, *, sure: bool) -> Signature | None:
        """`Tên (ghi chú)`: the note says agency, paper or how the text was made, else it is no signature."""
        if name and not _are_names(name):
            made = "/" in name and self._compiled.match(_key(note))
            return self._signed(name, sure=sure) if made else None
        byline = self._person(name) if name else None
        agency = self._outlets.agency(note)
        if agency:
            return Signature(byline, agency=agency)
        source = self._sources.match(_key(note))
        behind = note[source.end() :].strip() if source else note
        if self._outlets.agency(behind):
            return Signature(byline, agency=self._outlets.agency(behind))
        if self._outlets.named(behind):
            return Signature(byline, outlet=self._outlets.named(behind))
        if source or self._compiled.match(_key(note)):
            return Signature(byline)
        return Signature(byline) if sure and byline else None

    def _without_photographer(self, text: str) -> str:
        """`Bài: A - Ảnh: B` without who took the pictures, where somebody is named before."""
        match = self._photographer.search(_key(text)) if ":" in text else None
        return text[: match.start()] if match and _are_names(text[: match.start()]) else text

    def _person(self, text: str | None) -> str | None:
        """The byline `text`, unless it names nobody (`PV`, `Tổng hợp`)."""
        if text is None:
            return None
        names = [name for name in _PARTS.split(text) if key_of(name) not in self._staff]
        text = (text if len(names) == len(_PARTS.split(text)) else " - ".join(names)).strip(" .,;:-–—|")
        label = self._before_names.match(_key(text))
        text = text[label.end() :] if label else text
        return text if text and key_of(text) not in self._staff else None


@lru_cache(maxsize=4)
def press_of(lexicon: Lexicon) -> Press:
    """The reader of page metadata for `lexicon`, compiled once."""
    return Press(lexicon)


def is_name(text: str) -> bool:
    """True when `text` is written as the names of writers are: few words, each with a capital, no figure.

    >>> is_name("Mai Anh"), is_name("THẾ TRUYỀN"), is_name("T.T"), is_name("Quang cảnh hội nghị")
    (True, True, True, False)
    """
    words = text.split()
    if not 1 <= len(words) <= MOST_NAME_WORDS or len(text) > 40:
        return False
    return all(
        word[0].isupper() and all(c.isalpha() or c in ".'’-&" for c in word.rstrip(",")) for word in words
    )


def _is_label(part: str, line: str) -> bool:
    """True for a section no list holds, in brackets beside a stamp: `(Xây dựng pháp luật) - 09/05/2024`."""
    return f"({part})" in line and len(part.split()) <= MOST_NAME_WORDS


def _are_names(text: str) -> bool:
    if any(word[0].islower() and word != "và" for word in text.split()):
        return False  # what no separator can mend
    parts = [part for part in _NAMES.split(text) if part.strip()]
    return 1 <= len(parts) <= 4 and all(is_name(part.strip()) for part in parts)


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (
        int(match[a] or match[b] or match[c])
        for a, b, c in (("y", "iy", "wy"), ("m", "im", "wm"), ("d", "id", "wd"))
    )
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=REMEMBERED)
def _key(text: str) -> str:
    """`text` in lower case and one tone placement, of the same length, so that offsets stay true."""
    lowered = old_tone(text.lower())
    return lowered if len(lowered) == len(text) else text


def _is_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _apart(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[1] <= other[0] or other[1] <= span[0]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, stop in sorted(spans):
        kept.append(text[at:start])
        at = max(at, stop)
    return " ".join(" ".join([*kept, text[at:]]).split())
