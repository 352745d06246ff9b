"""Sentences planted in other articles are found, and what was not planted is not."""

from __future__ import annotations

from tests.bench.echoes import all_echoes, library, of_corpus, precision, turned
from tests.library.planted import HOW, found_by, plant

COUNT, EACH = 600, 40
LEAST = {"copied": 1.0, "edited": 0.9, "toned": 1.0, "quoted": 1.0}
"""Edited are one or two words, up to three in the place of one, in sentences from 12 words on."""


def test_planted_sentences_are_found_and_nothing_else() -> None:
    """Copied, edited, with other tone marks, quoted: from both articles, and in the whole corpus."""
    texts, plants = plant(COUNT, each=EACH)
    connection = library(texts)
    found = all_echoes(connection, COUNT)
    for some in (found, turned(found), of_corpus(connection)):
        got = found_by(plants, some)
        for how in HOW:
            assert sum(one.how == how for one in got) >= LEAST[how] * EACH, how
        told, wrong = precision(some, plants, texts)
        assert wrong <= 0.01 * told
