"""The unit behind a number: money, a measure, a counted noun."""

from __future__ import annotations

import re

from tui.facts.counting.form import Unit, UnitKind
from tui.facts.counting.words import CountWords
from tui.text.wordlist import SPACE

CURRENCY = "đồng"
"""What scaled numbers without a unit are counted in: `24 tỷ`."""

_NEXT_WORD = re.compile(rf"{SPACE}([^\W\d_]{{1,20}})(?!\w)")


def unit_after(text: str, stop: int, words: CountWords, *, scaled: bool, dollars: bool) -> Unit | None:
    """The unit that begins at `stop`; for a `scaled` number, or one behind `$`, money where none does."""
    in_words = words.in_brackets.match(text, stop)  # 12 (mười hai) hộ
    match = words.unit.match(text, in_words.end() if in_words else stop)
    if match and match["measure"]:
        if words.not_measures.match(text, match.start()):
            return (
                None
                if not scaled and not dollars
                else _per("USD" if dollars else CURRENCY, "money", stop, text, words)
            )
        noun = words.counted.match(text, match.start())
        match = noun if noun and noun.end() > match.end() else match  # chỉ tiêu, not chỉ
    kind = _kind(match, words)
    if match is None or kind is None or (dollars and kind not in ("money", "measure")):
        return _per("USD" if dollars else CURRENCY, "money", stop, text, words) if scaled or dollars else None
    unit, stop = " ".join(match.group().split()), match.end()
    unit = words.same_unit.get(unit, unit)
    if kind == "other":
        return _with_next_word(text, unit, stop, words)
    return Unit(kind, unit, stop) if kind == "counted" else _per(unit, kind, stop, text, words)


def _kind(match: re.Match[str] | None, words: CountWords) -> UnitKind | None:
    """Which kind of unit was matched; None for a word that is no noun."""
    if match is None:
        return None
    kind = match.lastgroup
    if kind != "other":
        return "money" if kind == "money" else "measure" if kind == "measure" else "counted"
    word = match["other"].strip()
    return "other" if word.islower() and word not in words.no_units else None


def _per(unit: str, kind: UnitKind, stop: int, text: str, words: CountWords) -> Unit:
    """`đồng/kg`, `triệu/hộ`, `đồng/người/tháng`, `đồng mỗi kg`."""
    per = words.per.match(text, stop)
    return Unit(kind, f"{unit}/{per[1]}", per.end()) if per else Unit(kind, unit, stop)


def _with_next_word(text: str, unit: str, stop: int, words: CountWords) -> Unit:
    """A noun the lexicon does not know, with the word behind it: most such nouns have two syllables."""
    following = _NEXT_WORD.match(text, stop)
    if following is None or not following[1].islower() or following[1] in words.no_units:
        return Unit("other", unit, stop)
    return Unit("other", f"{unit} {following[1]}", following.end())
