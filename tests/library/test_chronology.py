"""Counting over time, against the same counted by hand from the rows and facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.making import index, make_corpus
from tui.library.library import Library
from tui.model.chronology import LENGTHS, SERIES, STEPS, Series, Step
from tui.model.result import ListFilter
from tui.resources import resource
from tui.text.folding import entity_key


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("chronology")
    corpus = make_corpus(folder / "corpus", 30)
    for seed in resource("seeds").glob("*.txt"):
        (corpus / seed.name).write_bytes(seed.read_bytes())
    (corpus / "undated.txt").write_text("Bến cá\nÔng Đoàn Quốc Thẩm cho biết: “Nước lên.”", encoding="utf-8")
    index(corpus, folder / "library.db")
    opened = Library.open(folder / "library.db")
    yield opened
    opened.close()


def by_hand(library: Library, series: Series, step: Step, where: ListFilter) -> tuple[Counter[str], int]:
    """(counts, undated) from every article, one after the other."""
    counts: Counter[str] = Counter()
    undated = 0
    for head in library.heads("newest", where, 0, 1_000):
        stored = library.article(head.id)
        assert stored is not None
        days: list[str | None] = [head.dated]
        if series == "events":
            days = [(event.date or head.dated) for event in stored.extraction.events]
        elif series == "statements":
            keys = {
                fact.key
                for kind in (stored.extraction.people, stored.extraction.organisations)
                for fact in kind
            } | {place.key for place in stored.extraction.places}
            days *= sum(1 for said in stored.extraction.statements if said.speaker_key in keys)
        for day in days:
            if day and len(day.split("/")[0]) >= LENGTHS[step] and day[0] != "-":
                counts[day[: LENGTHS[step]]] += 1
            elif day or series != "events":
                undated += 1
    return counts, undated


@pytest.mark.parametrize("series", SERIES)
@pytest.mark.parametrize("step", STEPS)
def test_counts_are_those_of_the_articles(library: Library, series: Series, step: Step) -> None:
    """All, and those of a list; what is not dated as finely is counted apart."""
    for where in (ListFilter(), ListFilter(entity=entity_key("person", "Nguyễn Văn Kỷ"))):
        found = library.chronology(series, step, where)
        assert found is not None
        counts, undated = by_hand(library, series, step, where)
        assert dict(found.counts) == counts
        assert found.undated == undated
        assert list(found.counts) == sorted(found.counts)


@pytest.mark.parametrize("series", SERIES)
def test_what_stands_at_a_step_is_what_was_counted(library: Library, series: Series) -> None:
    """Each with the words that say so in its article."""
    found = library.chronology(series, "month")
    assert found is not None
    assert found.counts
    for when, count in found.counts:
        moments = library.moments(series, when)
        assert moments is not None
        assert len(moments) == count
        assert [moment.day for moment in moments] == sorted(moment.day for moment in moments)
        for moment in moments:
            assert moment.day.startswith(when)
            text = library.text(moment.head.id)
            assert text is not None
            if series == "statements":
                assert moment.span is not None
                assert moment.span.of(text.text) == moment.text
    few = library.moments(series, found.counts[-1][0], limit=1)
    assert few is not None
    assert len(few) == 1


def test_nobody_waits(library: Library) -> None:
    """An answer nobody waits for is none."""
    assert library.chronology("articles", "day", stopped=lambda: True) in (
        None,
        library.chronology("articles", "day"),
    )


def test_events_go_with_their_article(tmp_path: Path) -> None:
    """Gone from the corpus, gone from the timeline."""
    corpus = make_corpus(tmp_path / "corpus", 3)
    index(corpus, tmp_path / "library.db")
    (corpus / "bai_0000.txt").unlink()
    index(corpus, tmp_path / "library.db")
    library = Library.open(tmp_path / "library.db")
    found = library.chronology("events", "year")
    rows = library.connection.execute("SELECT DISTINCT article FROM happenings").fetchall()
    ids = library.connection.execute("SELECT id FROM articles").fetchall()
    assert found is not None
    assert {row[0] for row in rows} <= {row[0] for row in ids}
    assert found.total == len(library.connection.execute("SELECT * FROM happenings").fetchall())
    library.close()
