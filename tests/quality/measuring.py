"""Articles against gold made by hand: what the program finds in them, and how well."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import yaml

from tests.quality import score as untyped_score
from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.facts.report import facts_json
from tui.lexicon.lexicon import load_lexicon

HERE = Path(__file__).parent
score: Any = untyped_score
"""The scorer is a program of its own, without annotations."""


def floors(name: str) -> dict[str, float]:
    """The floors `name` of `floors.yaml`, by kind."""
    found: dict[str, float] = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))[name]
    return found


def tallies_of(folder: Path, gold: Path) -> dict[str, Any]:
    """Hits, misses and false alarms of every kind over the articles of `folder` that `gold` knows."""
    lexicon = load_lexicon()
    predicted = []
    for file in scan(folder):
        if file.path.suffix != ".txt":
            continue
        articles, _ = read(file)
        for raw in articles:
            article = clean(raw, lexicon)
            predicted.append(facts_json(article, extract(article, lexicon)))
    options = argparse.Namespace(strict_dups=False, ignore_teasers=False, lenient=False)
    total: dict[str, Any]
    total, _files, strangers = score.evaluate(score.load(str(gold)), predicted, options)
    assert not strangers
    return total
