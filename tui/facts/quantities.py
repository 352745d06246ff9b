"""Numbers with a unit, as the text writes them: `hơn 24 tỷ đồng`, `651/547 lao động`, `10-15%`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from tui.facts.context import Before, lowered
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence
from tui.text.numerals import NUMBER, NUMBER_WORDS, number, number_in_words
from tui.text.wordlist import SPACE, alternation

Approx = Literal[">", "<", "~"]
Change = Literal["increase", "decrease"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount in the text."""

    start: int
    """Where its approximation or change word begins, else the number."""
    number_at: int
    stop: int
    value: Decimal | tuple[Decimal, Decimal]
    unit: str
    rule: str
    confidence: Confidence = "high"
    approx: Approx | None = None
    change: Change | None = None
    target: Decimal | None = None


_RANGE_JOIN = rf"(?:{SPACE}?[-–—~]{SPACE}?|{SPACE}(?:đến|tới|-){SPACE}|{SPACE}(?:xuống{SPACE}còn|xuống|lên{SPACE}đến|lên{SPACE}tới|lên){SPACE})"
_LEFT = r"(?<![\w.,/\-–+:])"
_CLOCK = re.compile(
    rf"\d{{1,2}}(?:[hg]\d{{0,2}}(?:[-–]\d{{1,2}}[hg]\d{{0,2}})?(?!\w)|:\d{{2}}(?::\d{{2}})?(?!\d)"
    rf"|{SPACE}giờ{SPACE}(?:\d{{1,2}}|kém|rưỡi|sáng|trưa|chiều|tối|đêm|ngày|cùng)(?!\w))(?:{SPACE}phút|')?"
)
_WORD = re.compile(r"[^\W\d_]+")


class _Words:
    """Patterns and sets made of the lexicon's words about numbers."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self.approx: dict[str, Approx] = {}
        for name, sign in (("more", ">"), ("less", "<"), ("about", "~")):
            self.approx.update(dict.fromkeys(lowered(words(f"figures.{name}")), sign))  # type: ignore[arg-type]
        self.change: dict[str, Change] = dict.fromkeys(lowered(words("figures.increase")), "increase")
        self.change.update(dict.fromkeys(lowered(words("figures.decrease")), "decrease"))
        self.fillers = lowered(words("figures.fillers"))
        self.comparatives = lowered(words("figures.comparatives"))
        self.before_five = lowered(words("figures.before_five"))
        self.labels = lowered(words("figures.labels"))
        self.no_units = lowered(words("figures.no_units"))
        self.scales = {word: Decimal(value) for word, value in lexicon.mapping("figures.scales").items()}
        scale = alternation(self.scales, any_case=False)
        money = alternation(words("figures.money"), any_case=False)
        measure = alternation(words("figures.measures"), any_case=False)
        counted = alternation(words("figures.counted"), any_case=False)
        per = alternation(words("figures.per"), any_case=False)
        self.scale = re.compile(rf"{SPACE}?({scale})(?!\w)")
        self.amount = re.compile(
            rf"(?P<first>{NUMBER})(?P<first_scale>(?:{SPACE}?(?:{scale})(?!\w)){{0,2}})(?P<first_unit>{SPACE}?%)?"
            rf"(?:(?:(?P<join>{_RANGE_JOIN})|(?P<slash>/))(?P<second>{NUMBER}))?"
        )
        self.unit = re.compile(
            rf"(?P<money>{SPACE}?{money}(?!\w)(?!{SPACE}chí(?!\w)))"
            rf"|(?P<measure>{SPACE}?{measure}(?!\w))"
            rf"|(?P<counted>{SPACE}{counted}(?!\w))"
            rf"|(?P<other>{SPACE}[^\W\d_]{{1,20}}(?!\w))"
        )
        self.per = re.compile(rf"{SPACE}?/{SPACE}?({per}(?:/{per})?)(?!\w)")
        word = alternation(NUMBER_WORDS)
        self.in_tens = frozenset(words("figures.counted_in_tens"))
        counted_in_words = alternation([*words("figures.counted_in_words"), *self.in_tens], any_case=False)
        self.written = re.compile(
            rf"(?<!\w)(?P<number>{word}(?:{SPACE}{word}){{0,11}}){SPACE}(?P<unit>{counted_in_words})(?!\w)"
        )


@cache
def _words(lexicon: Lexicon) -> _Words:
    return _Words(lexicon)


def read_quantities(text: str, lexicon: Lexicon, taken: list[tuple[int, int]]) -> list[Quantity]:
    """Every quantity of `text` outside the `taken` ranges (sorted), in order; time is linear."""
    words = _words(lexicon)
    found = list(_in_digits(text, words, taken))
    digits = {quantity.number_at for quantity in found}
    found.extend(q for q in _in_words(text, words) if q.number_at not in digits)
    found.sort(key=lambda quantity: quantity.start)
    return found


_DIGIT = re.compile(rf"{_LEFT}(?=\d)")


def _in_digits(text: str, words: _Words, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    done = 0
    ahead = iter([*taken, (len(text) + 1, len(text) + 1)])
    begin, end = next(ahead)
    for match in _DIGIT.finditer(text):
        place = match.start()
        while place >= end:
            begin, end = next(ahead)
        if place < done or begin <= place < end:
            continue
        clock = _CLOCK.match(text, place)
        if clock:
            done = clock.end()
            continue
        quantity = _read(text, place, words, begin)
        if quantity is not None:
            done = quantity.stop
            yield quantity


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: str
    text: str
    stop: int


def _read(text: str, place: int, words: _Words, limit: int) -> Quantity | None:
    """The quantity whose number begins at `place`; it ends before `limit`, where a date begins."""
    amount = words.amount.match(text, place)
    if amount is None:
        return None
    first, first_scale = number(amount["first"]), _scale(amount["first_scale"], words)
    stop = amount.end()
    second = number(amount["second"]) if amount["second"] else None
    if second is not None and _moves(amount["join"]) and Before(text, place).words[:1] != ["từ"]:
        second, stop = None, amount.end("first_unit") if amount["first_unit"] else amount.end("first_scale")
    if second is not None and (amount.start("second") >= limit or _is_code(text, stop)):
        second, stop = None, amount.end("first_unit") if amount["first_unit"] else amount.end("first_scale")
    if _is_code(text, stop):
        return None
    scale_stop, scale = _scales_after(text, stop, words) if second is not None else (stop, first_scale)
    value, stop = _compound(text, scale_stop, (second if second is not None else first) * scale, scale, words)
    if amount["first_unit"] and second is None:
        unit: _Unit | None = _Unit("measure", "%", stop)
    else:
        unit = _unit(text, stop, words, scaled=scale > 100 or first_scale > 100)
    if unit is None or unit.stop > limit > place:
        return None
    before = Before(text, place)
    if not _counts(text, before, amount, unit, words):
        return None
    start, approx, change = _lead(before, place, words)
    rule, confidence = _rule(unit, change)
    target = None
    result: Decimal | tuple[Decimal, Decimal] = value
    if second is not None:
        low = first * (first_scale if amount["first_scale"] else scale)
        if amount["slash"]:
            if unit.kind == "money" or scale != 1 or first == second:
                return None
            result, target, rule = first, second, "figure.target"
        elif low == value or (low > value and change is None):
            return None  # 2-1 is a score
        else:
            result, rule = (min(low, value), max(low, value)), "figure.range"
    return Quantity(start, place, unit.stop, result, unit.text, rule, confidence, approx, change, target)


def _moves(join: str | None) -> bool:
    """True for `xuống còn` and `lên`, which join two ends only after `từ`: `giảm từ 4,2% xuống 3,1%`."""
    return join is not None and ("xuống" in join or "lên" in join)


def _is_code(text: str, stop: int) -> bool:
    """True when what follows the digits shows that they are part of a code, an address or a longer number."""
    following = text[stop : stop + 2]
    return (
        len(following) == 2
        and following[0] in "/.,-:–"
        and (following[1].isdigit() or following[1].isupper())
    )


def _scale(text: str, words: _Words) -> Decimal:
    value = Decimal(1)
    for word in text.split():
        value *= words.scales[word]
    return value


def _scales_after(text: str, stop: int, words: _Words) -> tuple[int, Decimal]:
    value = Decimal(1)
    for _ in range(2):
        match = words.scale.match(text, stop)
        if match is None:
            break
        value, stop = value * words.scales[match[1]], match.end()
    return stop, value


_MORE = re.compile(rf"{SPACE}(\d{{1,3}})(?!\d)(?![.,/]\d)")


def _compound(text: str, stop: int, value: Decimal, scale: Decimal, words: _Words) -> tuple[Decimal, int]:
    """`2 tỷ 384 triệu`: smaller scales that follow are added."""
    while scale > 1:
        more = _MORE.match(text, stop)
        smaller = words.scale.match(text, more.end()) if more else None
        if more is None or smaller is None or words.scales[smaller[1]] >= scale:
            break
        scale = words.scales[smaller[1]]
        value, stop = value + Decimal(more[1]) * scale, smaller.end()
    return value, stop


def _unit(text: str, stop: int, words: _Words, *, scaled: bool) -> _Unit | None:
    match = words.unit.match(text, stop)
    kind = match.lastgroup if match else None
    if (
        match is not None
        and kind == "other"
        and (match.group().strip().lower() in words.no_units or not match.group().strip().islower())
    ):
        kind = None
    if match is None or kind is None:
        if not scaled:
            return None
        per = words.per.match(text, stop)
        return _Unit("money", f"đồng/{per[1]}" if per else "đồng", per.end() if per else stop)
    unit, stop = " ".join(match.group().split()), match.end()
    if kind == "other":
        unit, stop = _two_words(text, unit, stop, words)
    if kind in ("money", "measure"):
        per = words.per.match(text, stop)
        if per:
            unit, stop = f"{unit}/{per[1]}", per.end()
    if unit == "phần trăm":
        unit = "%"
    elif unit in ("VND", "VNĐ", "đ", "Đồng"):
        unit = "đồng"
    return _Unit(str(kind), unit, stop)


_NEXT_WORD = re.compile(rf"{SPACE}([^\W\d_]{{1,20}})(?!\w)")


def _two_words(text: str, unit: str, stop: int, words: _Words) -> tuple[str, int]:
    """A noun the lexicon does not know, with the word behind it: most such nouns have two syllables."""
    following = _NEXT_WORD.match(text, stop)
    if following is None or not following[1].islower() or following[1] in words.no_units:
        return unit, stop
    return f"{unit} {following[1]}", following.end()


def _counts(text: str, before: Before, amount: re.Match[str], unit: _Unit, words: _Words) -> bool:
    """False when the number is a name or an order (`quận 1`, `thứ 3`, `Galaxy S 7`) rather than an amount."""
    if unit.kind == "money" or unit.text == "%":
        return True
    plain = amount["first"].isdigit()
    looks_like_year = plain and len(amount["first"]) == 4 and 1900 <= int(amount["first"]) <= 2100
    if looks_like_year and unit.kind in ("counted", "other") and not amount["second"]:
        return False
    if plain and before.longest(words.labels, most=2) is not None:
        return unit.kind == "measure" and before.words[0] not in ("ngày", "tháng", "năm", "thứ", "số")
    if unit.kind == "other" and plain and before.words:
        word = text[before.starts[0] : before.starts[0] + 1]
        opens = before.starts[0] == 0 or text[before.starts[0] - 2 : before.starts[0]].strip(" ") in (
            "",
            ".",
            "\n",
        )
        return not word.isupper() or (opens and len(before.words) == 1)
    return True


def _lead(before: Before, place: int, words: _Words) -> tuple[int, Approx | None, Change | None]:
    """(start, approximation, change) by the words before the number."""
    start, approx, index = place, None, 0
    while index < min(4, len(before.words)):
        cue = before.longest(words.change, skip=index)
        if cue is not None:
            count = before.starts.index(cue) - index + 1
            phrase = " ".join(reversed(before.words[index : index + count]))
            return cue, approx, words.change[phrase]
        near = before.longest(words.approx, skip=index)
        if near is not None and approx is None:
            count = before.starts.index(near) - index + 1
            if (
                before.words[index] == "hơn"
                and before.words[index + 1 : index + 2]
                and (before.words[index + 1] in words.comparatives)
            ):
                break
            approx = words.approx[" ".join(reversed(before.words[index : index + count]))]
            start, index = near, index + count
        elif before.words[index] in words.fillers:
            index += 1
        else:
            break
    return start, approx, None


def _rule(unit: _Unit, change: Change | None) -> tuple[str, Confidence]:
    if change is not None:
        return "figure.change", "high"
    if unit.text == "%":
        return "figure.share", "high"
    if unit.kind == "other":
        return "figure.count", "medium"
    return {"money": "figure.money", "measure": "figure.measure"}.get(unit.kind, "figure.count"), "high"


def _is_five(before: Before, unit: str, words: _Words) -> bool:
    """True where `năm` counts (`gồm năm xã`) and is no year (`mỗi năm xã …`, `năm học sinh …`)."""
    return not unit.startswith("học") and (not before.words or before.words[0] in words.before_five)


_NO_BEGINNING = ("tư", "lăm", "nhăm", "mốt", "mươi", "linh", "lẻ", "không")


def _in_words(text: str, words: _Words) -> Iterator[Quantity]:
    """Counts written out: `mười hai xã`, `gần một nghìn người`."""
    for match in words.written.finditer(text):
        parts = match["number"].lower().split()
        value = number_in_words(parts)
        if value is None or value < 2 or parts[0] in _NO_BEGINNING:
            continue
        unit = " ".join(match["unit"].split())
        before = Before(text, match.start())
        if (parts == ["năm"] and not _is_five(before, unit, words)) or (unit in words.in_tens and value < 10):
            continue
        if before.longest(words.labels, most=2) is not None or (before.words and before.words[0].isdigit()):
            continue
        start, approx, change = _lead(before, match.start(), words)
        yield Quantity(
            start, match.start(), match.end(), Decimal(value), unit, "figure.words", "medium", approx, change
        )
