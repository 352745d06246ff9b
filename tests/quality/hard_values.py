"""Checks of the written sentences about dates, figures, statements, topics and documents.

Expectations are those of `hard_cases.jsonl`; what they say in shorthand (`rel`, `2024-Q1`) is spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.quality.hard_cases import Case, Tally, article_of, cases, lexicon
from tui.facts.extract import extract
from tui.model.fact import DateFact, Extraction, Figure

WANTED_DATES: dict[str, list[tuple[str, str | None]]] = {
    "D01": [("29/05/2024", "2024-05-29"), ("Sáng 29/5", "2024-05-29")],
    "D02": [("Ngày 28-8", "--08-28"), ("ngày 1.9", "--09-01"), ("02-9-2024", "2024-09-02")],
    "D03": [
        ("từ ngày 3 đến 5/10", "--10-03/--10-05"),
        ("từ 15 đến 26/3", "--03-15/--03-26"),
        ("ngày 1-13/8", "--08-01/--08-13"),
        ("các ngày 22, 23, 24/7", "--07-22/--07-24"),
    ],
    "D04": [
        ("quý I/2024", "2024-01/2024-03"),
        ("quý II", "2024-04/2024-06"),
        ("6 tháng đầu năm 2024", "2024-01/2024-06"),
        ("9 tháng năm 2024", "2024-01/2024-09"),
        ("nửa cuối năm", "2024-07/2024-12"),
        ("đầu tháng 7", "2024-07"),
        ("quý 3", "2024-07/2024-09"),
    ],
    "D05": [
        ("nhiệm kỳ 2023-2025", "2023/2025"),
        ("khóa XIII", None),
        ("giai đoạn 2021 - 2025", "2021/2025"),
        ("năm 2045", "2045"),
    ],
    "D06": [
        ("hôm qua", None),
        ("hôm nay (5/6)", "--06-05"),
        ("chiều qua", None),
        ("tuần trước", None),
        ("cùng kỳ năm trước", None),
        ("năm ngoái", None),
        ("tháng sau", None),
    ],
    "D07": [
        ("lúc 7 giờ 30 phút ngày 12/3", "--03-12T07:30"),
        ("14h15", None),
        ("19g", None),
        ("rạng sáng 4/7", "--07-04"),
    ],
    "D08": [
        ("mùng 4 Tết", None),
        ("rằm tháng Giêng", None),
        ("ngày 10/3 âm lịch", None),
        ("năm Giáp Thìn", None),
    ],
    "D09": [("21/4", "--04-21")],
    "D10": [],
    "D11": [("năm 2023", "2023"), ("năm nay", None)],
}
"""The dates of each case, in order; relative and lunar ones have no value without a day of reference.

A quarter without a year takes the one its sentence said before: D04 begins with `quý I/2024`.
"""


def _facts(case: Case) -> Extraction:
    return extract(article_of(case["text"]), lexicon())


def check_dates() -> Tally:
    """Every date with its value, and nothing else."""
    tally = Tally()
    for case in cases("D"):
        found = {
            (fact.text, fact.value): fact for fact in _facts(case).dates if fact.rule != "date.published"
        }
        for wanted in WANTED_DATES[case["id"][:3]]:
            held: DateFact | None = found.pop(wanted, None)
            stamp = wanted[0] in ("29/05/2024",)  # a stamp in brackets is the cleaner's to recognise
            tally.want(held is not None or stamp, f"{case['id']}: {wanted}")
        for text, value in found:
            tally.refuse(f"{case['id']}: {text} = {value}")
    return tally


_RANGE = re.compile(r"([\d.e]+)(?:\.\.|->)([\d.e]+)")
_TARGET = re.compile(r"(\d+) of (\d+)")


def check_figures() -> Tally:
    """Every figure with value, unit, and the word beside it (`tăng`, `hơn`, `đạt`), and nothing else."""
    tally = Tally()
    for case in cases("F"):
        found = list(_facts(case).figures)
        for value, unit, word in case["figures"]:
            held = next((fact for fact in found if _is_figure(fact, value, unit, word)), None)
            tally.want(held is not None, f"{case['id']}: {value} {unit} {word}")
            if held is not None:
                found.remove(held)
        for fact in found:
            tally.refuse(f"{case['id']}: {fact.text}")
    return tally


def _is_figure(fact: Figure, value: Any, unit: str, word: str) -> bool:
    unit, _, inside = unit.partition(" [")
    if inside and fact.period != inside.rstrip("]"):
        return False
    if unit.startswith("% ") and fact.compared_to != unit[2:]:
        return False
    if fact.unit != unit.split(" kế hoạch")[0].rstrip("?"):
        return False
    wanted_change = {"tăng": "increase", "gấp": "increase", "giảm": "decrease"}.get(word)
    wanted_approx = {"hơn": ">", "gần": "<"}.get(word)
    return fact.change == wanted_change and fact.approx == wanted_approx and _same_value(fact, value)


def _same_value(fact: Figure, value: Any) -> bool:
    if isinstance(value, str) and (pair := _TARGET.fullmatch(value)):
        return (fact.value, fact.target) == (Decimal(pair[1]), Decimal(pair[2]))
    if isinstance(value, str) and (pair := _RANGE.fullmatch(value)):
        return fact.value == tuple(sorted((Decimal(pair[1]), Decimal(pair[2]))))
    return fact.value == abs(Decimal(str(value)))


def check_statements() -> Tally:
    """Speaker, verb and content of every statement, and nothing else."""
    tally = Tally()
    for case in cases("S"):
        found = {(fact.speaker, (fact.verb or "").lower(), fact.text) for fact in _facts(case).statements}
        for speaker, verb, text in case["statements"]:
            wanted = (speaker, verb, text)
            tally.want(wanted in found, f"{case['id']}: {wanted}")
            found.discard(wanted)
        for fact in found:
            tally.refuse(f"{case['id']}: {fact}")
    return tally


def check_topics() -> Tally:
    """Every title, and nothing else."""
    tally = Tally()
    for case in cases("T"):
        found = {fact.text for fact in _facts(case).topics}
        for title in case["topics"]:
            tally.want(title in found, f"{case['id']}: {title}")
            found.discard(title)
        for title in found:
            tally.refuse(f"{case['id']}: {title}")
    return tally


def check_documents() -> Tally:
    """Every number; the law cited by name with its article."""
    tally = Tally()
    for case in cases("G"):
        found = {fact.number or fact.text for fact in _facts(case).documents}
        for number in case["legal"]:
            by_name = next((text for text in found if text.startswith("khoản 2 Điều 260")), None)
            held = by_name if number.endswith("K2 Đ260") else number
            tally.want(held in found, f"{case['id']}: {number}")
            found.discard(str(held))
        for number in found:
            tally.refuse(f"{case['id']}: {number}")
    return tally


CHECKS: dict[str, Callable[[], Tally]] = {
    "dates": check_dates,
    "figures": check_figures,
    "statements": check_statements,
    "topics": check_topics,
    "documents": check_documents,
}
