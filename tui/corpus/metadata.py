"""What a page says about its article: when and where it was published, who wrote it, where it is from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tui.corpus.furniture import alternatives, key_of
from tui.lexicon.lexicon import Lexicon
from tui.model.span import Span
from tui.text.folding import match_key, old_tone

LONGEST_STAMP = 140
"""Characters; a longer line is a sentence, whatever times and dates it holds."""
LONGEST_SIGNATURE = 90
"""Characters of a byline, agency or source line without its address."""
MOST_NAME_WORDS = 5

_DAY = re.compile(
    r"(?<![\d/.-])(?:(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)"
    r"|(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)"
    r"|(?P<wd>\d{1,2}) tháng (?P<wm>\d{1,2}),? năm (?P<wy>(?:19|20)\d\d))(?!\d)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-3])\s?[:hH]\s?[0-5]\d(?::[0-5]\d)?(?:\s?(?:AM|PM|SA|CH))?(?![\d/])", re.IGNORECASE
)
_ZONE = re.compile(r"\(?(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d\d)?\)?|\+\d\d:?\d\d", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"“”()]{3,500}")
_HOST = re.compile(r"https?://(?:[^\s/@]{0,80}@)?(?:www\.|m\.|amp\.)?([a-z0-9.-]{3,100})", re.IGNORECASE)
_PARTS = re.compile(r"\s[-–—|•·]\s|\s?\|\s?|^[-–—]\s?|\s[-–—]$")
_INNER = re.compile(r"\A([^()]{0,90}?)\s?\(([^()]{1,60})\)[.\s]*\Z")
_TAG = re.compile(
    r"\(([^\s()][^()]{1,18}[^\s()])\)\s?(?P<dash>[-–—:.])?|([^\s()]{3,14}(?: [^\s()]{3,8})?)\s?[-–—]\s"
)


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
        words, mapping = lexicon.words, lexicon.mapping
        self._domains: Mapping[str, str] = mapping("outlets.domains")
        self._agencies = {match_key(name): agency for name, agency in mapping("outlets.agencies").items()}
        known = [*words("outlets.names"), *words("outlets.tags"), *self._domains.values()]
        self._outlets = {_outlet_key(name) for name in known} | {match_key(host) for host in self._domains}
        self._tags = {match_key(tag) for tag in words("outlets.tags")}
        self._compiled = re.compile(rf"(?:{alternatives(words('furniture.compiled'))})(?![^\W_])")
        self._staff = {key_of(name) for name in words("furniture.staff")}
        self._sections = {key_of(name) for name in words("furniture.menu")}
        self._labels = re.compile(rf"(?:{alternatives(words('furniture.byline_labels'))})\s?:\s?(?=\S)")
        self._sources = re.compile(
            rf"\(?(?:{alternatives(words('furniture.source_labels'))})(?:\s?:|\s)\s?(?=\S)"
        )
        self._times = re.compile(
            rf"(?:{alternatives(words('furniture.weekdays') + words('furniture.stamp_labels'))})(?![^\W_])"
        )
        self._weekdays = re.compile(rf"(?:{alternatives(words('furniture.weekdays'))})(?![^\W_])")
        self._crawler = re.compile(
            rf"(?:{alternatives(words('furniture.crawler_keys'))})\s?[:=]?\s?"
            r"(?P<value>(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)"
            r"(?:[t ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:z|[+-]\d\d:?\d\d)?)?(?=\s|\Z)"
        )

    # -- when -------------------------------------------------------------------------------------

    def crawler_stamp(self, text: str) -> Stamp | None:
        """The stamp a crawler wrote at the head of `text`, as `date 2023-11`."""
        match = self._crawler.match(_key(text[:80]))
        return Stamp(match["value"], Span(0, match.end())) if match else None

    def stamp(self, text: str) -> Stamp | None:
        """`text` as a stamp: a whole date, with nothing beside it but time, weekday, names and outlets."""
        if len(text) > LONGEST_STAMP:
            return None
        day = _DAY.search(text)
        value = _iso(day) if day else None
        if day is None or value is None:
            return None
        key = _key(text)
        found = [day.span()]
        for pattern, line in ((_TIME, text), (_ZONE, text), (self._times, key)):
            found += [
                m.span()
                for m in pattern.finditer(line)
                if _is_word(line, m.start()) and _apart(m.span(), day.span())
            ]
        rest = _without(text, found)
        parts = [part for part in (part.strip(" ,:;.|()-–—") for part in _PARTS.split(rest)) if part]
        if len(parts) > 3 or not all(self._is_stamp_part(part) for part in parts):
            return None
        timed = [
            span
            for span in found
            if span != day.span() and (_TIME.match(text, span[0]) or self._weekdays.match(key, span[0]))
        ]
        if parts and not timed:
            return None
        evidence = Span(min(s for s, _ in [day.span(), *timed]), max(e for _, e in [day.span(), *timed]))
        byline = next(
            (p for p in parts if is_name(p) and not self._is_outlet(p) and key_of(p) not in self._sections),
            None,
        )
        outlet = next((p for p in parts if self._is_outlet(p)), None)
        return Stamp(value, evidence, self._person(byline), outlet)

    def _is_stamp_part(self, part: str) -> bool:
        return key_of(part) in self._sections or self._is_outlet(part) or is_name(part)

    # -- who and where from -----------------------------------------------------------------------

    def signature(self, text: str) -> Signature | None:
        """`text` as the line that closes an article: byline, agency, source; None if it is none."""
        address = _ADDRESS.search(text) if len(text) <= 700 else None
        if address is not None:
            return self._linked(text, address)
        if len(text) > LONGEST_SIGNATURE or text[0] in "-–—+•*":
            return None
        key = _key(text)
        label = self._labels.match(key)
        if label:
            found = self._signed(text[label.end() :], sure=True)
            return found if found and (found.byline or found.agency or found.outlet) else None
        source = self._sources.match(key)
        if source:
            return self._sourced(
                text[source.end() :].rstrip(" .")
                if text[0] != "("
                else text[source.end() :].rstrip(" .").removesuffix(")")
            )
        return self._signed(text, sure=False)

    def _linked(self, text: str, address: re.Match[str]) -> Signature | None:
        url = address.group().rstrip(".,;")
        before, after = text[: address.start()].strip(" :.-–("), text[address.end() :].strip(" :.-–()")
        if after or len(before) > LONGEST_SIGNATURE:
            return None
        source = self._sources.match(_key(before + ": x"))
        if before and not source:
            return None
        named = before[min(source.end(), len(before)) :].strip(" :") if source else ""
        outlet = named if named and len(named.split()) <= 6 else self.outlet_of(url)
        return Signature(outlet=outlet, url=url)

    def _sourced(self, text: str) -> Signature | None:
        """What stands behind `Theo` or `Nguồn`: an outlet, an agency, or `Tên người (Báo)`."""
        agency = self._agency(text)
        if agency:
            return Signature(agency=agency)
        if self._is_outlet(text):
            return Signature(outlet=text.strip())
        found = self._signed(text, sure=False)
        if found is None or found.byline is None:
            return None
        if found.sure:
            return found
        return Signature(sure=False)  # `Theo Daily Mail`: a source, but neither a writer nor a paper we know

    def _signed(self, text: str, *, sure: bool) -> Signature | None:
        """`Tên`, `Tên - Tên`, `Tên (TTXVN)`, `Tên/Báo`, `(Tổng hợp)`."""
        text = text.strip().rstrip(".") if text.rstrip().endswith(")") else text.strip()
        inner = _INNER.match(text)
        if inner:
            return self._with_note(inner[1].strip(), inner[2].strip(), sure=sure)
        agency = self._agency(text)
        if agency:
            return Signature(agency=agency)
        head, slash, tail = text.partition("/")
        if slash and (self._agency(head) or self._agency(tail) or self._is_outlet(tail)):
            return Signature(
                self._person(head) if is_name(head) and not self._agency(head) else None,
                tail.strip() if self._is_outlet(tail) else None,
                self._agency(head) or self._agency(tail),
            )
        named, _, source_name = text.partition(" theo ")
        if source_name and is_name(named) and is_name(source_name):
            return self._with_note(named, source_name, sure=True)
        if key_of(text) in self._staff:
            return Signature(sure=sure)
        parts = [part for part in (part.strip() for part in _PARTS.split(text)) if part]
        if not parts or len(parts) > 4 or not all(is_name(part) or self._is_outlet(part) for part in parts):
            return None
        outlet = next((part for part in parts if self._is_outlet(part)), None)
        names = [part for part in parts if not self._is_outlet(part)]
        byline = text.strip(" -–—|") if outlet is None else " - ".join(names)
        return Signature(self._person(byline), outlet, sure=sure or outlet is not None)

    def _with_note(self, name: str, note: str, *, sure: bool) -> Signature | None:
        """`Tên (ghi chú)`: the note says agency, paper or how the text was made, else it is no signature."""
        if name and not _are_names(name):
            return None
        byline = self._person(name) if name else None
        agency = self._agency(note)
        if agency:
            return Signature(byline, agency=agency)
        source = self._sources.match(_key(note))
        behind = note[source.end() :].strip() if source else note
        if self._agency(behind):
            return Signature(byline, agency=self._agency(behind))
        if self._is_outlet(behind):
            return Signature(byline, outlet=behind)
        if source or self._compiled.match(_key(note)):
            return Signature(byline)
        return Signature(byline) if sure and byline else None

    def tag(self, text: str) -> tuple[str | None, str | None]:
        """(outlet, agency) named at the head of the text: `(CAO) Sáng …`, `(Baonghean) - …`, `TTO - …`."""
        match = _TAG.match(text[:40])
        if match is None:
            return None, None
        name = match[1] or match[3]
        agency = self._agency(name)
        if agency:
            return None, agency
        known = match_key(name) in self._tags or (match[1] is not None and self._is_outlet(name))
        coined = (
            match[1] is not None
            and match["dash"] in ("-", "–", "—")
            and " " not in name
            and name[0].isupper()
        )
        return (name, None) if known or coined else (None, None)

    def outlet_of(self, url: str) -> str | None:
        """The outlet whose address `url` is, or None."""
        host = _HOST.match(url)
        labels = host[1].lower().rstrip(".").split(".") if host else []
        for start in range(len(labels) - 1):
            name = self._domains.get(".".join(labels[start:]))
            if name:
                return name
        return None

    def _agency(self, text: str) -> str | None:
        return self._agencies.get(_key(text.strip(" .")))

    def _is_outlet(self, text: str) -> bool:
        return _outlet_key(text) in self._outlets

    def _person(self, text: str | None) -> str | None:
        """The byline `text`, unless it names nobody (`PV`, `Tổng hợp`)."""
        if text is None:
            return None
        text = text.strip(" .,;:-–—|")
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


def _are_names(text: str) -> bool:
    parts = [part for part in _PARTS.split(text) if part.strip()]
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


def _outlet_key(name: str) -> str:
    return match_key(name.strip(" .")).removeprefix("báo ")


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
