"""Other reports of an event come first, amid look-alikes and amid pages made from one frame."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import yaml

from tests.library.memory import add, article_of, empty_library, finish, indexed, person
from tui.facts.extract import extract
from tui.lexicon.lexicon import load_lexicon
from tui.library.relations import related
from tui.model.fact import Extraction
from tui.model.result import Related

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "related.yaml").read_text("utf-8"))
DAYS = 12
"""Pages made from each frame, a day each."""
COPIES = 1_000


def made(*, facts: bool) -> tuple[sqlite3.Connection, dict[int, str]]:
    """(library, the event that each report is of); pages made from a frame are of no event."""
    lexicon = load_lexicon()
    connection = empty_library()
    events: dict[int, str] = {}

    def store(file: str, title: str, text: str) -> int:
        article = article_of(file, f"{title}\n{text}")
        return add(connection, article, extract(article, lexicon) if facts else None)

    for number, report in enumerate(CASES["reports"]):
        events[store(f"r{number}.txt", report["title"], report["text"])] = report["event"]
    for kind, frame in enumerate(CASES["frames"]):
        for day in range(1, DAYS + 1):
            numbers = {"n": day, "a": 2 + day * 7 % 5, "b": 30 + day * 11 % 9}
            store(f"f{kind}-{day}.txt", frame["title"].format(**numbers), frame["text"].format(**numbers))
    return finish(connection), events


def quality(found: dict[int, tuple[Related, ...]], events: dict[int, str]) -> tuple[float, float]:
    """(share of reports whose first relative is of their event, mean share of the others in the first 5)."""
    first = among = 0.0
    for article_id, event in events.items():
        others = {other for other, its in events.items() if its == event} - {article_id}
        ids = [item.head.id for item in found[article_id]]
        first += bool(ids) and ids[0] in others
        among += len(others & set(ids[:5])) / len(others)
    return first / len(events), among / len(events)


@pytest.mark.parametrize(
    ("facts", "least"), [(True, 0.96), (False, 0.93)], ids=["with facts", "before facts"]
)
def test_other_reports_of_an_event_come_first(facts: bool, least: float) -> None:
    """Every report of another bridge, fire or match on the same evening is further away, facts or none."""
    connection, events = made(facts=facts)
    texts = indexed(connection)
    found = {article_id: related(connection, article_id, texts=texts) for article_id in events}
    first, among = quality(found, events)
    assert first >= 0.93
    assert among >= least


def test_what_was_not_looked_up_is_no_nearer() -> None:
    """The first relatives of the few that words lead to are those of all articles compared."""
    connection, events = made(facts=True)
    texts = indexed(connection)
    everything = [row[0] for row in connection.execute("SELECT id FROM articles")]
    for article_id in events:
        few = related(connection, article_id, 3, texts=texts)
        assert few == related(connection, article_id, 3, texts=texts, candidates=everything)


def test_reasons_add_up_to_the_score() -> None:
    """Nothing moves an article up that is not told."""
    connection, events = made(facts=True)
    texts = indexed(connection)
    for article_id in events:
        found = related(connection, article_id, texts=texts)
        assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)
        for item in found:
            assert sum(reason.weight for reason in item.reasons) == pytest.approx(1)
            assert all(reason.text and reason.weight > 0 for reason in item.reasons)


def test_a_person_of_every_article_brings_nobody_nearer() -> None:
    """A byline in disguise: with it or without it the order is the same."""
    orders = []
    for everywhere in (False, True):
        connection = empty_library()
        for number, report in enumerate(CASES["reports"]):
            text = f"{report['title']}\n{report['text']} Ảnh chụp cùng anh Mạc Hữu Khắp Nơi."
            people = (person(text, "Mạc Hữu Khắp Nơi"),) if everywhere else ()
            add(connection, article_of(f"{number}.txt", text), Extraction(people=people))
        texts = indexed(finish(connection))
        found = [related(connection, number, 3, texts=texts) for number in range(1, 6)]
        orders.append([[item.head.id for item in each] for each in found])
    assert orders[0] == orders[1]


def test_of_a_thousand_copies_another_report_is_not_drowned() -> None:
    """Copies come first and say so; no more of them are compared than of other candidates."""
    first, second, *_others = CASES["reports"]
    connection = empty_library()
    for number in range(COPIES):
        add(connection, article_of(f"c{number:04}.txt", f"{first['title']}\n{first['text']}"), Extraction())
    report = add(connection, article_of("r.txt", f"{second['title']}\n{second['text']}"), Extraction())
    texts = indexed(finish(connection))
    found = related(connection, 1, texts=texts)
    assert found[0].reasons[0].kind == "duplicate"
    assert len(found) == 20
    mine = related(connection, report, texts=texts)
    assert mine
    assert all(item.reasons[0].kind != "duplicate" for item in mine)
