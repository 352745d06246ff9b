"""A reader's own words: one line each, and no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.articles import article, lexicon
from tui.facts.extract import extract
from tui.lexicon.lexicon import load_lexicon
from tui.model.fact import Extraction


def _told(facts: Extraction) -> list[tuple[str, ...]]:
    people = [(person.name, *person.titles) for person in facts.people]
    return people + [(body.name, body.canonical) for body in facts.organisations]


@pytest.mark.parametrize(
    ("file", "line", "text", "before", "after"),
    [
        pytest.param(
            "people.yaml", "ranks: [Đô ngự]",
            "Đô ngự Lò Mây chỉ huy đội tàu.",
            [], [("Lò Mây", "Đô ngự")],
            id="a rank",
        ),
        pytest.param(
            "organisations.yaml", "abbreviations: {TNMB: Tài nguyên và Mây bay}",
            "Sở TNMB tỉnh Hà Giang đã chi hai tỷ đồng.",
            [("Sở TNMB tỉnh Hà Giang", "Sở TNMB tỉnh Hà Giang")],
            [("Sở TNMB tỉnh Hà Giang", "Sở Tài nguyên và Mây bay tỉnh Hà Giang")],
            id="an abbreviation inside names",
        ),
        pytest.param(
            "organisations.yaml", "abbreviations: {STM: Sở Trông mưa}",
            "STM tỉnh Hà Giang đã chi hai tỷ đồng.",
            [], [("STM tỉnh Hà Giang", "Sở Trông mưa tỉnh Hà Giang")],
            id="an abbreviation of a body",
        ),
        pytest.param(
            "organisations.yaml", "standalone: [Nha Trông Mưa]",
            "Hôm qua, Nha Trông Mưa đã chi hai tỷ đồng.",
            [], [("Nha Trông Mưa", "Nha Trông Mưa")],
            id="a body",
        ),
    ],
)  # fmt: skip
def test_one_line_of_an_overlay_is_enough(
    tmp_path: Path,
    file: str,
    line: str,
    text: str,
    before: list[tuple[str, ...]],
    after: list[tuple[str, ...]],
) -> None:
    """A rank, an abbreviation, a body: without the line the text says less."""
    assert _told(extract(article(text), lexicon())) == before
    (tmp_path / file).write_text(line + "\n", encoding="utf-8")
    assert _told(extract(article(text), load_lexicon(tmp_path))) == after


def test_a_line_takes_a_shipped_word_away(tmp_path: Path) -> None:
    """A word that misleads in one's own corpus."""
    text = "Đại tá Lò Mây chỉ huy đội tàu."
    assert _told(extract(article(text), lexicon())) == [("Lò Mây", "Đại tá")]
    (tmp_path / "people.yaml").write_text("ranks: [-Đại tá]\n", encoding="utf-8")
    assert _told(extract(article(text), load_lexicon(tmp_path))) == []
