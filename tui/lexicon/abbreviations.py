"""Abbreviations alone, for a search that must not wait for the whole lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tui.lexicon.lexicon import read_mapping
from tui.resources import resource


@cache
def read_abbreviations(overlay: Path | None = None) -> Mapping[str, str]:
    """Abbreviation → long form, as `organisations.abbreviations` of the lexicon has them."""
    merged: dict[str, str] = {}
    for folder in (resource("lexicon/data"), overlay):
        if folder is not None:
            merged.update(read_mapping(folder / "organisations.yaml", "abbreviations"))
    return merged
