"""Where the reader was, is and will be: pure values, no screen."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.present.samples import head
from tui.app.session import HISTORY_LENGTH, History, HitWalk, Place, Walk
from tui.model.result import Reason, Related


def at(article: int) -> Place:
    return Place(article=article)


def related(article: int) -> Related:
    return Related(head(article, "Lễ khánh thành cầu"), 1.0, (Reason("person", "Lò Thị Mây", 1.0),))


def test_back_and_forward_go_through_the_same_places() -> None:
    """Back and forward are each other's opposite."""
    history = History(at(1)).visit(at(2)).visit(at(3))
    back = history.back().back()
    assert back.here == at(1)
    assert back.forward().here == at(2)
    assert back.forward().forward() == history


def test_a_new_place_cuts_the_future_off() -> None:
    """As in a browser: the branch that was left is gone."""
    history = History(at(1)).visit(at(2)).visit(at(3)).back().visit(at(4))
    assert history.future == ()
    assert [place.article for place in history.past] == [1, 2]


def test_the_ends_of_the_history_are_quiet() -> None:
    """Nothing happens before the first and after the last place."""
    history = History(at(1))
    assert history.back() is history
    assert history.forward() is history


def test_visiting_the_place_one_is_at_leaves_no_trail() -> None:
    """A second Enter on the same row is no step."""
    history = History(at(1)).visit(at(1))
    assert history.past == ()


def test_browsing_updates_the_present_only() -> None:
    """Moving through a list does not fill the history."""
    history = History(at(1)).visit(at(2)).update(article=5, offset=90)
    assert history.here == Place(article=5, offset=90)
    assert [place.article for place in history.past] == [1]


@given(st.lists(st.integers(0, 9), max_size=60))
def test_the_history_is_bounded_and_never_repeats_itself(articles: list[int]) -> None:
    """Neighbours differ, however one jumps."""
    history = History(at(0))
    for article in articles:
        history = history.visit(at(article))
    trail = [*history.past, history.here]
    assert len(history.past) <= HISTORY_LENGTH
    assert all(a != b for a, b in pairwise(trail))


def test_the_oldest_places_are_forgotten() -> None:
    """A long day of reading does not grow without end."""
    history = History(at(0))
    for article in range(1, HISTORY_LENGTH + 20):
        history = history.visit(at(article))
    assert len(history.past) == HISTORY_LENGTH
    assert history.past[-1] == at(HISTORY_LENGTH + 18)


def test_a_walk_keeps_its_anchor() -> None:
    """Each step is counted from the article the walk started from."""
    walk = Walk(10, (related(11), related(12)))
    assert walk.at == 10
    assert walk.reason is None
    assert walk.next().at == 11
    assert walk.next().next().at == 12
    assert walk.next().next().anchor == 10


def test_a_walk_ends_at_both_ends() -> None:
    """Past the last there is nothing, and before the first stands the anchor."""
    walk = Walk(10, (related(11),))
    assert walk.next().next() == walk.next()
    assert walk.next().previous().at == 10
    assert walk.previous() == walk


def test_a_walk_can_jump() -> None:
    """Enter on a card is a step to it."""
    walk = Walk(10, (related(11), related(12))).to(1)
    assert walk.at == 12
    assert walk.reason is not None
    assert walk.reason.head.id == 12


HITS = HitWalk("x", ((7, ((0, 2), (9, 11))), (8, ((4, 6),))))


def test_a_walk_over_hits_visits_each_once_in_order() -> None:
    """From article to article, without opening each by hand."""
    places = []
    walk = HITS
    for _ in range(HITS.total):
        walk = walk.step(1)
        places.append(walk.place())
    assert places == [(7, 0), (7, 1), (8, 0)]
    assert walk.step(1) == walk


def test_a_walk_over_hits_can_start_at_an_offset() -> None:
    """Opened at its second hit, the next one is the third."""
    walk = HITS.to(7, 5)
    assert walk.place() == (7, 1)
    assert walk.step(1).place() == (8, 0)
    assert HITS.to(99, 0) == HITS


def test_the_current_hit_is_of_one_article() -> None:
    """Hits of the others are marked, but none is the current one."""
    walk = HITS.to(8, 0)
    assert walk.current_in(8) == 0
    assert walk.current_in(7) is None
    assert HITS.current_in(7) is None
