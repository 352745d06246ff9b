"""Amounts in digits: `hơn 24 tỷ đồng`, `2 tỷ 384 triệu`, `651/547 lao động`, `10-15%`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tui.facts.context import Before
from tui.facts.counting.durations import lasting, with_months
from tui.facts.counting.form import Quantity, Unit
from tui.facts.counting.lead import lead_before
from tui.facts.counting.levels import read_level
from tui.facts.counting.movements import movement
from tui.facts.counting.sizes import read_size
from tui.facts.counting.units import unit_after
from tui.facts.counting.words import CountWords
from tui.facts.tokens import Tokens
from tui.model.fact import Confidence
from tui.text.numerals import NUMBER, number
from tui.text.wordlist import SPACE

_CLOCK = re.compile(
    rf"\d{{1,2}}(?:[hg]\d{{0,2}}(?:[-–]\d{{1,2}}[hg]\d{{0,2}})?(?!\w)|:\d{{2}}(?::\d{{2}})?(?!\d)"
    rf"|{SPACE}giờ{SPACE}(?:\d{{1,2}}|kém|rưỡi|sáng|trưa|chiều|tối|đêm|ngày|cùng)(?!\w))(?:{SPACE}phút|')?"
)
_REST_OF_LIST = re.compile(
    rf"(?:,{SPACE}(?:{NUMBER})){{0,6}},?{SPACE}(?:và|hoặc){SPACE}(?:{NUMBER})(?=[ \u00a0%])"
    rf"|{SPACE}(?:trong|trên){SPACE}(?:tổng{SPACE})?số{SPACE}(?:(?:hơn|gần|khoảng){SPACE})?(?:{NUMBER})"
    r"(?=[ \u00a0])"
)
_DASHES = "-–−"
_SIGNS = "-−"
_SCALED = 1000
_MILLION = 1_000_000
_SMALLER = re.compile(rf"{SPACE}(\d{{1,3}})(?!\d)(?![.,/]\d)")

Taken = Sequence[tuple[int, int]]
"""Ranges of the text that are something else, sorted."""


def in_digits(tokens: Tokens, words: CountWords, taken: Taken) -> Iterator[Quantity]:
    """Every amount in digits outside the `taken` ranges, in order."""
    text, done = tokens.text, 0
    ahead = iter([*taken, (len(text) + 1, len(text) + 1)])
    begin, end = next(ahead)
    level: Quantity | None = None
    for place in tokens.numbers_but_after(".,+:"):
        while place >= end:
            begin, end = next(ahead)
        if place < done or begin <= place < end or not _may_begin(text, place, done):
            continue
        before = Before(text, place)
        clock = _CLOCK.match(text, place)
        lasted = lasting(text, place, before, words) if clock else None
        if clock:
            done = lasted.unit.stop if lasted else clock.end()
            if lasted:
                yield lasted
            continue
        level = read_level(text, place, before, words, after=level) or level
        if level is not None and level.number_at == place:
            found = [level]
        else:
            found = read_size(text, place, before, words) or _read(text, place, before, words, begin)
        for quantity in found:
            done = quantity.unit.stop
            yield quantity


def _may_begin(text: str, place: int, done: int) -> bool:
    """False behind a slash or dash, but for a figure before it (`21 vụ/27 đối tượng`) and a sign (`-3°C`)."""
    mark = text[place - 1 : place]
    if mark and mark in "/-–" and done == place - 1:
        return text[place - 2].isalpha()
    if mark == "/":
        return False
    return not mark or mark not in _DASHES or _has_sign(text, place)


def _has_sign(text: str, place: int) -> bool:
    """True when the dash right before `place` can be a sign: nothing stands before it that it could join."""
    before = text[max(0, place - 3) : place - 1]
    return (
        text[place - 1 : place] in _SIGNS
        and before[-1:] in ("", " ", "\u00a0", "(")
        and not before[:1].isdigit()
    )


def _read(text: str, place: int, before: Before, words: CountWords, limit: int) -> list[Quantity]:
    """The quantity whose number begins at `place`; it ends before `limit`, where something else begins."""
    amount = words.amount.match(text, place)
    if amount is None:
        return []
    dollars = text[place - 1 : place] == "$"
    before = Before(text, place - 1) if dollars else before
    double = _is_double(text, amount, before, limit)
    stop = amount.end() if double else amount.end("percent" if amount["percent"] else "first_scale")
    if _is_code(text, stop):
        return []
    first = number(amount["first"])
    first_scale = _scale(amount["first_scale"], words)
    scale, stop = _scale_after(text, stop, words) if double else (first_scale, stop)
    last, stop = _compound(
        text, stop, number(amount["second"] if double else amount["first"]) * scale, scale, words
    )
    if amount["percent"] and not double:
        unit: Unit | None = Unit("measure", "%", stop)
    else:
        scaled = max(scale, first_scale) > 100
        unit = unit_after(text, stop, words, scaled=scaled, dollars=dollars)
    unit = unit or _listed_unit(text, stop, words)
    if unit is None or unit.stop > limit > place or not _counts(text, before, amount, unit, words):
        return []
    place -= dollars
    if not double:
        return _single(text, before, place, last, unit, words)
    if amount["slash"]:
        done = first * (first_scale if amount["first_scale"] else scale)
        return _achieved(before, place, done, last, unit, words)
    low = first * (first_scale if amount["first_scale"] else scale)
    low = (
        first if low > last and first >= _SCALED and not amount["first_scale"] else low
    )  # 10.000 đến 1 triệu
    if _has_sign(text, place) and unit.text in words.signed and amount["join"]:
        place, low = place - 1, -low  # từ -30 đến 60 độ C
        before = Before(text, place)
    return _range(before, place, low, last, unit, amount["join"], words)


# ---------------------------------------------------------------- one number, two numbers


def _single(
    text: str, before: Before, place: int, value: Decimal, unit: Unit, words: CountWords
) -> list[Quantity]:
    """One number; below zero behind `âm` and behind a sign, which only some units can have."""
    if _has_sign(text, place):
        if unit.text not in words.signed:
            return []
        place, value = place - 1, -value
    elif before.words[:1] == ["âm"] and unit.kind in ("measure", "money"):
        place, value = before.starts[0], -value
        before = Before(text, place)
    unit, value = with_months(text, unit, value)
    lead = lead_before(before, place, words)
    if value < 0:
        lead = lead._replace(start=min(lead.start, place), change=None)  # tăng trưởng âm 2,5%
    rule = f"figure.{'change' if lead.change else _rule(unit)}"
    return [Quantity(lead, place, unit, value, rule, "high" if lead.change else _sureness(unit))]


def _sureness(unit: Unit) -> Confidence:
    """A noun the lexicon does not know may be no noun."""
    return "medium" if unit.kind == "other" else "high"


def _rule(unit: Unit) -> str:
    if unit.text == "%":
        return "share"
    return unit.kind if unit.kind in ("money", "measure") else "count"


def _achieved(
    before: Before, place: int, value: Decimal, target: Decimal, unit: Unit, words: CountWords
) -> list[Quantity]:
    """`651/547 lao động`: what was reached, of what was planned; `24/24 giờ` and `1/2 quả` are neither.

    So are two prices (`36/36,2 triệu đồng/lượng`); `7/7 xã` are all of them.
    """
    share = value < target <= 4
    priced = unit.kind == "money" and (target < _MILLION or "/" in unit.text)
    if priced or share or (value == target and unit.kind not in ("counted", "other")):
        return []
    lead = lead_before(before, place, words)
    return [Quantity(lead, place, unit, value, "figure.target", _sureness(unit), target)]


def _range(
    before: Before, place: int, first: Decimal, last: Decimal, unit: Unit, join: str, words: CountWords
) -> list[Quantity]:
    """`từ 5 đến 7 triệu đồng`, `từ 4,2% xuống 3,1%`; without such words `2-1` is a score."""
    lead = lead_before(before, place, words)
    lead = lead._replace(change=lead.change or movement(join))
    if first == last or (first > last and lead.change is None):
        return []
    ends = (min(first, last), max(first, last))
    return [Quantity(lead, place, unit, ends, "figure.range", _sureness(unit))]


def _is_double(text: str, amount: re.Match[str], before: Before, limit: int) -> bool:
    """True when the second number belongs to the first: not to a date, a code, or a level reached."""
    if not amount["second"] or amount.start("second") >= limit or _is_code(text, amount.end()):
        return False
    moves = amount["join"] is not None and movement(amount["join"]) is not None
    return not moves or before.words[:1] == ["từ"]  # `giảm 3 triệu xuống 62 triệu` are two


def _listed_unit(text: str, stop: int, words: CountWords) -> Unit | None:
    """The unit at the end of a list, for its earlier numbers: `10, 15 và 20 ca`; it ends with the number."""
    rest = _REST_OF_LIST.match(text, stop)
    unit = unit_after(text, rest.end(), words, scaled=False, dollars=False) if rest else None
    return Unit(unit.kind, unit.text, stop) if unit and unit.kind != "other" else None


# ---------------------------------------------------------------- scales


def _scale(text: str, words: CountWords) -> Decimal:
    value = Decimal(1)
    for word in text.split():
        value *= words.scales[word]
    return value


def _scale_after(text: str, stop: int, words: CountWords) -> tuple[Decimal, int]:
    """(scale, where it ends) of up to two scale words: `nghìn tỷ`."""
    value = Decimal(1)
    for _ in range(2):
        match = words.scale.match(text, stop)
        if match is None:
            break
        value, stop = value * words.scales[match[1]], match.end()
    return value, stop


def _compound(text: str, stop: int, value: Decimal, scale: Decimal, words: CountWords) -> tuple[Decimal, int]:
    """(value, where it ends) with the scales that follow: `2 tỷ 384 triệu`, `3 nghìn 500 tỷ`."""
    while scale > 1:
        more = _SMALLER.match(text, stop)
        following = words.scale.match(text, more.end()) if more else None
        if more is None or following is None or words.scales[following[1]] == scale:
            break
        if words.scales[following[1]] > scale:
            return (value + int(more[1])) * words.scales[following[1]], following.end()
        scale = words.scales[following[1]]
        value, stop = value + Decimal(more[1]) * scale, following.end()
    return value, stop


# ---------------------------------------------------------------- what is no amount


def _is_code(text: str, stop: int) -> bool:
    """True when what follows shows that the digits are part of a code, an address or a longer number."""
    mark, following = text[stop : stop + 1], text[stop + 1 : stop + 2]
    return mark != "" and mark in "/.,-:–" and (following.isdigit() or following.isupper())


def _counts(text: str, before: Before, amount: re.Match[str], unit: Unit, words: CountWords) -> bool:
    """False when the number is a name or an order (`quận 1`, `thứ 3`, `Galaxy S 7`) rather than an amount."""
    if unit.kind == "money" or unit.text == "%" or not amount["first"].isdigit():
        return True
    if unit.kind != "measure" and not amount["second"] and _looks_like_year(amount["first"]):
        return False
    if unit.text == "giờ" and before.words[:1] and before.words[0] in words.clock_cues:
        return before.words[1:2] != [] and before.words[1] in words.durations  # từ 11 giờ, kéo dài đến 17 giờ
    if before.longest(words.labels, most=2) is not None and before.longest(words.no_labels) is None:
        if unit.kind == "measure":
            return before.words[0] not in words.time_labels
        return before.words[0] in words.groups and unit.text in words.members
    if unit.text in words.common_words and _follows_name(text, before):
        return False
    if unit.kind == "other" and before.longest(words.weak_labels, most=2) is not None:
        return False
    return unit.kind != "other" or not _follows_name(text, before)


def _looks_like_year(digits: str) -> bool:
    return len(digits) == 4 and 1900 <= int(digits) <= 2100


def _follows_name(text: str, before: Before) -> bool:
    """True behind a capitalised word inside a sentence: `Vitara 3 cửa`."""
    if not before.words or not text[before.starts[0]].isupper():
        return False
    opens_sentence = len(before.words) == 1 and before.mark in ("", ".", ":")
    return not opens_sentence
