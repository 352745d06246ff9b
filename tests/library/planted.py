"""Invented articles that took a sentence from another, and a naive judge of what is the same."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal

from tui.model.span import Span
from tui.text.words import plain_words

How = Literal["copied", "edited", "toned", "quoted"]
HOW: tuple[How, ...] = ("copied", "edited", "toned", "quoted")

_ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"
_RHYMES = """
    a à á ả ạ an án ang áng anh ánh ao áo ay áy ăm ăn ăng ắng âm âu ấu ây ấy e é em ê ề ên ến ênh i ì í ia in
    inh ính iên iến iêu o ò ó oa oà oá oai oan oang oát oe oé oi ói on ong óng ô ồ ôi ối ôn ông ống ơ ờ ơi ới
    ơn u ù ú ua úa uê uế ui úi un ung úng uôi uông uy uỳ uý uyên uyết ư ừ ưa ứa ưng ứng ươi ười ương ường ưu
"""
SYLLABLES = [onset + rhyme for onset in _ONSETS.split() for rhyme in _RHYMES.split()]
random.Random(1).shuffle(SYLLABLES)
_WEIGHTS = list(accumulate(1 / (rank + 12) for rank in range(len(SYLLABLES))))
"""A few syllables are everywhere, as in any language."""

FRAMES = (
    "theo báo cáo của ủy ban nhân dân huyện Lam Kha",
    "ông Hứa Bá Lộc, chủ tịch ủy ban nhân dân xã Vĩnh Mơ, cho biết",
    "phát biểu tại hội nghị, bà Lạc Thị Mây Thu nhấn mạnh",
    "trong thời gian tới, huyện Lam Kha sẽ tiếp tục",
    "trao đổi với phóng viên chiều ngày 12 tháng 5",
    "trên địa bàn toàn huyện đã có hơn 120 hộ",
)
"""What all papers say all the time: the same in very many articles, and no sentence."""
_NEW_TONES = {"òa": "oà", "óa": "oá", "úy": "uý", "ùy": "uỳ", "óe": "oé"}


@dataclass(frozen=True)
class Plant:
    """A sentence of one article that was put into another."""

    how: How
    source: int
    """Number of the article."""
    at: Span
    """In its text."""
    target: int
    there: Span


def sentence(chance: random.Random, least: int = 9, most: int = 34) -> str:
    """Random words; every fourth begins as sentences of newspapers do, some have a number."""
    words = chance.choices(SYLLABLES, cum_weights=_WEIGHTS, k=chance.randint(least, most))
    if chance.random() < 0.3:
        words[len(words) // 2] = str(chance.randint(11, 98_000))
    text = " ".join(words)
    if chance.random() < 0.25:
        text = f"{chance.choice(FRAMES)} {text}"
    return text[:1].upper() + text[1:] + "."


def plant(count: int, *, each: int, seed: int = 5) -> tuple[list[str], list[Plant]]:
    """`count` articles, and what was planted: `each` sentences in each of the four ways."""
    chance = random.Random(seed)
    articles = [[sentence(chance) for _ in range(chance.randint(5, 16))] for _ in range(count)]
    wanted = []
    places = chance.sample(range(count), 2 * each * len(HOW))
    for number, (source, target) in enumerate(zip(places[::2], places[1::2], strict=True)):
        how = HOW[number % len(HOW)]
        at = chance.randrange(len(articles[source]))
        original = sentence(chance, 12)
        articles[source].insert(at, original)
        changed, around = _changed(original, how, chance), chance.randrange(len(articles[target]))
        before, after = ("", "")
        if how == "quoted":
            before = f"Bà {chance.choice(['Mây', 'Lan', 'Thu'])} {sentence(chance, 4, 8)[:-1].lower()}: “"
            after = f"”, rồi {sentence(chance, 4, 8).lower()}"
        articles[target].insert(around, before + changed + after)
        wanted.append((how, source, original, target, changed))
    texts = [f"Bài số {number}\n" + _paragraphs(sentences) for number, sentences in enumerate(articles)]
    return texts, [
        Plant(how, source, _find(texts[source], original), target, _find(texts[target], changed))
        for how, source, original, target, changed in wanted
    ]


def _paragraphs(sentences: list[str]) -> str:
    return "\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))


def _find(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def _changed(original: str, how: How, chance: random.Random) -> str:
    if how == "toned":
        return re.sub("|".join(_NEW_TONES), lambda found: _NEW_TONES[found[0]], original.replace("oà", "òa"))
    if how == "quoted":
        return original[:1].lower() + original[1:-1]
    if how == "edited":
        words = original.split()
        for _ in range(chance.randint(1, 2)):
            at = chance.randrange(1, len(words))
            edit = chance.choice(("change", "drop", "add", "respell"))
            new = chance.choices(SYLLABLES, cum_weights=_WEIGHTS, k=3)
            words[at : at + (edit != "add")] = {
                "change": new[:1],
                "drop": [],
                "add": new[:1],
                "respell": new,
            }[edit]
        return " ".join(words)
    return original


# the judge


def share_a_sentence(one: str, other: str) -> bool:
    """True when twelve words in a row are the same in both, or most words of a sentence, in order.

    The naive way: each sentence of one text is looked for in the whole other, and the other way round.
    """
    return any(
        _stands_in(plain_words(said), plain_words(whole))
        for text, whole in ((one, other), (other, one))
        for said in re.split(r"[.!?…“”\n]+(?:\s|$)|[“”]", text)
    )


def _stands_in(said: list[str], whole: list[str]) -> bool:
    matcher = SequenceMatcher(None, said, whole, autojunk=False)
    if matcher.find_longest_match().size >= 12:
        return True
    if len(said) < 8:
        return False
    width = len(said) + 4
    windows = (whole[at : at + width] for at in range(0, max(1, len(whole) - width + 1)))
    return any(_same(said, window) >= 0.7 * len(said) for window in windows if _bag(said, window))


def _bag(said: list[str], window: list[str]) -> bool:
    return len(set(said) & set(window)) >= 0.6 * len(set(said))


def _same(said: list[str], window: list[str]) -> int:
    return sum(
        block.size for block in SequenceMatcher(None, said, window, autojunk=False).get_matching_blocks()
    )


def overlap(one: Span, other: Span) -> float:
    """Part of the second that the first covers."""
    return max(0, min(one.stop, other.stop) - max(one.start, other.start)) / max(1, other.length)


def found_by(plants: Iterable[Plant], echoes: dict[tuple[int, int], list[tuple[Span, Span]]]) -> list[Plant]:
    """Those whose place is told on both sides; echoes by the numbers of two articles."""
    return [
        one
        for one in plants
        if any(
            overlap(here, one.at) >= 0.5 and overlap(there, one.there) >= 0.5
            for here, there in echoes.get((one.source, one.target), [])
        )
    ]
