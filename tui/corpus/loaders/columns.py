"""Which column of a table, or key of an object, holds which part of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tui.text.folding import fold

_JOINT = re.compile(r"(?<=[a-zà-ỹ0-9])(?=[A-Z])|[_\-.\s:/]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """For each field that was found, the name of its column."""

    by_field: dict[str, str]
    """Field of `model.article.Fields`, or `text` → column."""
    chosen: bool
    """True when the reader named the column of the text."""


def key_of(name: str) -> str:
    """What names of a column have in common, however they are written.

    >>> key_of("Tiêu đề"), key_of("tieu_de"), key_of("publishedAt"), key_of("NỘI DUNG")
    ('tieu de', 'tieu de', 'published at', 'noi dung')
    """
    spaced = name if name.isupper() else _JOINT.sub(" ", name)
    return " ".join(fold(_JOINT.sub(" ", spaced.lower()) if name.isupper() else spaced).split())


def recognised(names: Iterable[str], chosen: tuple[tuple[str, str], ...] = ()) -> Columns:
    """The columns among `names` that hold parts of an article; what the reader chose wins.

    A column is chosen by its name, or by another way to write it.
    """
    listed = list(names)
    by_key: dict[str, str] = {}
    for name in listed:
        by_key.setdefault(key_of(name), name)
    by_field: dict[str, str] = {}
    for field, wanted in chosen:
        found = wanted if wanted in listed or "." in wanted else by_key.get(key_of(wanted))
        if found is not None:
            by_field[field] = found
    taken = set(by_field.values())
    for field, keys in _known().items():
        if field in by_field:
            continue
        for key in keys:
            name_found = by_key.get(key)
            if name_found is not None and name_found not in taken:
                by_field[field] = name_found
                taken.add(name_found)
                break
    return Columns(by_field, any(field == "text" for field, _name in chosen))


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Field → keys, in the order of the file."""
    import yaml

    text = (files("tui.corpus.loaders") / "columns.yaml").read_text(encoding="utf-8")
    read: dict[str, list[str]] = yaml.safe_load(text)
    return {field: tuple(keys) for field, keys in read.items()}
