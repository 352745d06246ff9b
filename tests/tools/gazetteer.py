"""Write the gazetteers of Vietnamese places from the mapping that ships with underthesea.

Run from the repository: `python -m tests.tools.gazetteer`. It writes `provinces.tsv` and `districts.tsv` to
the lexicon; the wards of a district stand in its row, so that reading all of them is a matter of 700 lines.
"""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

from tui.resources import resource

HEADER = """\
# {what}
# Made by tests/tools/gazetteer.py from underthesea/address/data/mapping.json (underthesea {version}),
# Copyright the underthesea authors, licensed under the Apache License 2.0
# (https://www.apache.org/licenses/LICENSE-2.0); reshaped: one row a province or district.
# {columns}
"""
LEVELS = {"Thành phố": "city", "Tỉnh": "province", "Quận": "district", "Huyện": "district", "Thị xã": "town"}
WARD_LEVELS = {"Phường": "P", "Xã": "X", "Thị trấn": "T"}


def bare(name: str, levels: dict[str, str]) -> tuple[str, str]:
    """(level, name without its level word): `("city", "Thủ Đức")`; a number keeps its word (`Quận 1`)."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    for word, level in levels.items():
        if name.casefold().startswith(word.casefold() + " "):  # the mapping has `Thị Trấn` too
            rest = name[len(word) + 1 :]
            return level, name if rest.isdigit() else rest
    return "other", name


def source() -> tuple[dict[str, Any], str]:
    """The mapping of the installed underthesea, and its version; nothing of underthesea is imported."""
    spec = importlib.util.find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise SystemExit("underthesea is not installed")
    path = Path(spec.origin).parent / "address" / "data" / "mapping.json"
    mapping: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    from importlib.metadata import version

    return mapping, version("underthesea")


def provinces(mapping: dict[str, Any]) -> list[tuple[str, ...]]:
    """(name, level, province since 2025-07-01), by name."""
    now = mapping["province_names"]
    rows = []
    for key, entry in mapping["old_province_names"].items():
        level, name = bare(entry["name"], LEVELS)
        rows.append((name, level, now[mapping["province_mapping"][key]]["short"]))
    return sorted(rows)


def districts(mapping: dict[str, Any]) -> list[tuple[str, ...]]:
    """(name, level, province then, wards as `P:name|X:name`), by province and name."""
    wards: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in mapping["ward_mapping"]:
        if row["old_ward"]:
            level, name = bare(row["old_ward"], WARD_LEVELS)
            wards[row["old_province"], row["old_district"]].add(f"{level}:{name}")
    rows = []
    for (province, district), names in wards.items():
        level, name = bare(district, LEVELS)
        rows.append((name, level, bare(province, LEVELS)[1], "|".join(sorted(names))))
    return sorted(rows, key=lambda row: (row[2], row[0]))


def write(file: str, what: str, columns: str, rows: list[tuple[str, ...]], version: str) -> None:
    """Write one table with its licence notice."""
    folder = resource("lexicon/data")
    text = HEADER.format(what=what, version=version, columns=columns)
    text += "".join("\t".join(row) + "\n" for row in rows)
    (folder / file).write_text(text, encoding="utf-8")


def main() -> None:
    """Write both tables."""
    mapping, version = source()
    write(
        "provinces.tsv",
        "The 63 provinces and cities of before 2025-07-01, and to which of the 34 each belongs now.",
        "name, level, province now",
        provinces(mapping),
        version,
    )
    write(
        "districts.tsv",
        "Districts, towns and cities of before 2025-07-01 with their wards (P phường, X xã, T thị trấn).",
        "name, level, province then, wards",
        districts(mapping),
        version,
    )


if __name__ == "__main__":
    main()
