"""The facts of the sample corpus against gold made by hand; floors may only rise."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.quality import score as untyped_score
from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.facts.report import facts_json
from tui.lexicon.lexicon import load_lexicon
from tui.resources import resource

HERE = Path(__file__).parent
score: Any = untyped_score
"""The scorer is a program of its own, without annotations."""
FLOORS: dict[str, float] = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))["seeds"]


@pytest.fixture(scope="module")
def tallies() -> dict[str, Any]:
    """Hits, misses and false alarms of every kind over the five articles."""
    lexicon = load_lexicon()
    predicted = []
    for file in scan(resource("seeds")):
        articles, _ = read(file)
        for raw in articles:
            article = clean(raw, lexicon)
            predicted.append(facts_json(article, extract(article, lexicon)))
    options = argparse.Namespace(strict_dups=False, ignore_teasers=False, lenient=False)
    total: dict[str, Any]
    total, _files, strangers = score.evaluate(score.load(str(HERE / "seeds_gold.json")), predicted, options)
    assert not strangers
    return total


def test_all_kinds_together_reach_their_floor(tallies: dict[str, Any]) -> None:
    """Micro F1: every fact counts alike."""
    tally = score.micro(tallies.values())
    assert tally.prf()[2] >= FLOORS["micro"], tally.miss + tally.false


@pytest.mark.parametrize("kind", score.KINDS)
def test_every_kind_reaches_its_floor(tallies: dict[str, Any], kind: str) -> None:
    """No kind is bought with another."""
    tally = tallies[kind]
    assert tally.prf()[2] >= FLOORS[kind], tally.miss + tally.false
