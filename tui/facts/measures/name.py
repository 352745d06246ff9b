"""What a figure measures, in words that are the same from one article to the next.

The description that the figure has (`giải quyết việc làm cho`) is cut where it says something else, and what
is left is looked through for a noun that names a measure; that noun with the words behind it is the name.
Counted things without such a noun are named by what became of them (`tử vong`), or by themselves.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.lexicon.measures import MeasureWords
from tui.model.fact import Figure
from tui.text.folding import old_tone

MOST_MORE = 6
"""Words behind a noun that still belong to the name."""
MOST_THING = 3
"""Words of a thing that is counted."""
_LEAD = 90
"""Characters before a figure in which its measure is looked for, where its description has none."""
_TAIL = 70
"""Characters behind a figure in which its noun goes on."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?|\d+|[^\w\s]")
_CLAUSE_ENDS = frozenset(",;:.()…!?“”\"'–-")
_PEOPLE = "người"
_SPELT = {"tỉ": "tỷ", "Tỉ": "Tỷ"}
NOTHING = "không"
"""What became of those who `thoát chết`."""


class Named(NamedTuple):
    """The measure of a figure."""

    name: str
    growth: bool = False
    """True for `tốc độ tăng trưởng`: a percentage of it is a change."""
    average: bool = False


def name_of(figure: Figure, text: str, clause: int, words: MeasureWords) -> Named | None:
    """The measure of `figure`, a fact of `text`; None where it measures nothing that others could.

    `clause` is where its clause begins.
    """
    what = split(figure.what or "")
    lead = _behind_numbers(split(text[max(clause, figure.evidence.start - _LEAD) : figure.evidence.start]))
    tail = _until_clause_end(split(text[figure.evidence.stop : figure.evidence.stop + _TAIL]))
    named = _by_head(what, words) or _by_head(lead, words)
    if named is not None and words.fits(named.name.split(), figure.unit):
        return named
    if figure.unit == "%":
        return None
    thing = words.unit(figure.unit)
    if thing.name == _PEOPLE:
        became = _outcome([*what, *split(figure.unit)], words) or _outcome(tail, words)
        if became is not None:
            return Named(became)
    if "/" in figure.unit or figure.unit in words.weighed:
        return None
    return _by_thing(what, split(figure.unit), tail, words)


def split(phrase: str) -> list[str]:
    """The words and marks of a phrase, as printed; tones placed the old way, `tỉ` spelt `tỷ`."""
    return [_SPELT.get(word, word) for word in _WORD.findall(old_tone(phrase))]


def lowered(words: list[str]) -> list[str]:
    """The same in small letters."""
    return [word.lower() for word in words]


def _until_clause_end(words: list[str]) -> list[str]:
    for index, word in enumerate(words):
        if word in _CLAUSE_ENDS:
            return words[:index]
    return words


def _behind_numbers(words: list[str]) -> list[str]:
    """What stands behind the last number: words before it are about that one."""
    numbers = [index for index, word in enumerate(words) if word[0].isdigit()]
    return words[numbers[-1] + 1 :] if numbers else words


def _by_head(what: list[str], words: MeasureWords) -> Named | None:
    average = words.averages.find(lowered(what)) is not None
    for part in reversed(segments(what, words)):
        small = lowered(part)
        growth = False
        grown = words.growth.find(small)
        if grown is not None:
            growth, part = True, part[grown[0] + grown[1] :]
            small = lowered(part)
            if small == ["kinh", "tế"]:
                return Named("GDP", growth=True)
        found = words.heads.find(small)
        if found is None:
            if len(part) == 1 and part[0] in words.indexes:
                return Named(_same([part[0]], words), growth=growth, average=average)
            continue
        start, count = found
        head = small[start : start + count]
        more = _cut(_without_fillers(part[start + count :], words), MOST_MORE, words)
        if not more and " ".join(head) in words.bare:
            continue
        name = [*head, *(word if word in words.acronyms else word.lower() for word in more)]
        return Named(_same(name, words), growth=growth, average=average)
    return None


def segments(what: list[str], words: MeasureWords) -> list[list[str]]:
    """The stretches of a description that words like `của`, marks, numbers and names stand between."""
    small = lowered(what)
    parts: list[list[str]] = [[]]
    index = 0
    while index < len(what):
        word = what[index]
        begins = index == 0 or not what[index - 1][0].isalpha()
        whole = words.heads.at(small, index) or words.growth.at(small, index)
        if whole > 1:
            parts[-1].extend(what[index : index + whole])
            index += whole
            continue
        count = _stop_at(small, index, words)
        if count or not word[0].isalpha():
            parts.append([])
            index += count or 1
            continue
        named = word[0].isupper() and word not in words.acronyms
        if named and (not begins or _is_name(what, index)):
            parts.append([])
        else:
            parts[-1].append(word)
        index += 1
    return [part for part in parts if part]


def _is_name(what: list[str], index: int) -> bool:
    """True for a capital at the beginning that a second one follows, and for one all in capitals."""
    word = what[index]
    following = what[index + 1] if index + 1 < len(what) else ""
    return (len(word) > 1 and word.isupper()) or following[:1].isupper()


def _stop_at(small: list[str], index: int, words: MeasureWords) -> int:
    count = words.stops.at(small, index)
    if count != 1:
        return count
    for other in (index - 1, index + 1):
        if 0 <= other < len(small) and not words.stops.at(small, other):
            pair = (small[min(index, other)], small[max(index, other)])
            if pair in words.compounds:
                return 0
    return 1


def _without_fillers(part: list[str], words: MeasureWords) -> list[str]:
    small = lowered(part)
    kept = []
    index = 0
    while index < len(part):
        count = words.fillers.at(small, index)
        if not count:
            kept.append(part[index])
        index += count or 1
    return kept


def _same(name: list[str], words: MeasureWords) -> str:
    """The name by which a measure of several names goes: that of its longest beginning that has one."""
    for count in range(len(name), 0, -1):
        known = words.same.get(" ".join(name[:count]))
        if known is not None:
            return " ".join([known, *name[count:]])
    return " ".join(name)


def _outcome(part: list[str], words: MeasureWords) -> str | None:
    small = lowered(part)
    found = words.outcome_words.find(small)
    if found is None:
        return None
    became = words.outcomes[" ".join(small[found[0] : found[0] + found[1]])]
    return None if became == NOTHING else became


def _by_thing(what: list[str], unit: list[str], tail: list[str], words: MeasureWords) -> Named | None:
    """`tặng phần quà`, `hộ nghèo`: what is counted, with the verb that says what was done."""
    small = lowered(unit)
    behind = segments(tail, words)
    follows = bool(behind) and bool(tail) and behind[0][:1] == tail[:1]
    phrase = [*small, *(behind[0] if follows and len(small) == 1 else [])]
    parts = segments(what, words)
    verb = _verb(parts[-1], words) if parts else None
    whole = [*small, *(behind[0] if follows else [])]
    counted = words.counted.at(whole, 0)
    if verb is None:
        return Named(_same(whole[:counted], words)) if counted else None
    last = lowered(parts[-1])
    made = words.makings[" ".join(last[verb[0] : verb[0] + verb[1]])]
    while len(phrase) > 1 and phrase[0] in words.classifiers:
        phrase = phrase[1:]
    if len(phrase) > MOST_THING:
        phrase = small[-MOST_THING:]
    return Named(_same([*made.split(), *_without_fillers(phrase, words)], words))


def _verb(part: list[str], words: MeasureWords) -> tuple[int, int] | None:
    """Where a verb of making stands in a stretch of words; none in `Sở Đào tạo` and `khu đào tạo`."""
    found = words.making_words.find(lowered(part))
    if found is None or found[0] + found[1] < len(part) - 1:
        return None
    start = found[0]
    if start and (part[start][0].isupper() or part[start - 1].lower() in words.makers):
        return None
    return found


def _cut(part: list[str], most: int, words: MeasureWords) -> list[str]:
    """The first words of a description, `most` at most; a word of two syllables stays whole or goes."""
    if len(part) <= most:
        return part
    return part[: most - 1] if (part[most - 1], part[most]) in words.compounds else part[:most]
