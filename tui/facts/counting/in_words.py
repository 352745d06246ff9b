"""Counts written out, where they clearly count: `mười hai xã`, `gần một nghìn người`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tui.facts.context import Before
from tui.facts.counting.form import Quantity, Unit
from tui.facts.counting.lead import lead_before
from tui.facts.counting.words import CountWords
from tui.facts.tokens import Tokens
from tui.text.numerals import number_in_words


def in_words(tokens: Tokens, words: CountWords) -> Iterator[Quantity]:
    """Every count of two or more in words, in order, for the nouns the lexicon lists."""
    for match in words.written.find(tokens):
        parts = match["number"].lower().split()
        unit = " ".join(match["unit"].split())
        value = number_in_words(parts)
        before = Before(tokens.text, match.start())
        if value is None or not _counts(value, parts, unit, before, words):
            continue
        lead = lead_before(before, match.start(), words)
        noun = Unit("counted", unit, match.end())
        yield Quantity(lead, match.start(), noun, Decimal(value), "figure.words", "medium")


def _counts(value: int, parts: list[str], unit: str, before: Before, words: CountWords) -> bool:
    """False for `một`, for few people (`hai người`), for orders (`lớp năm`) and for `năm` as a year."""
    if value < (10 if unit in words.in_tens else 2) or parts[0] in words.not_first:
        return False
    if before.words and (before.words[0].isdigit() or before.longest(words.labels, most=2) is not None):
        return False
    return parts != ["năm"] or _is_five(unit, before, words)


def _is_five(unit: str, before: Before, words: CountWords) -> bool:
    """True where `năm` counts (`gồm năm xã`) and is no year (`mỗi năm xã …`, `năm học sinh …`)."""
    return not unit.startswith("học") and (not before.words or before.words[0] in words.before_five)
