"""Documents in processes of their own: every answer comes, in order, whatever becomes of a worker."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from tests.library.making import lexicon
from tui.ingest import workers
from tui.ingest.workers import Crew
from tui.lexicon.lexicon import Lexicon


@dataclass(frozen=True)
class Said:
    """An answer of so many bytes."""

    text: str
    size: int = 1


def spell(item: str, _lexicon: Lexicon) -> Iterator[Said]:
    """One answer a letter; a `!` kills the worker."""
    for letter in item:
        if letter == "!":
            os.kill(os.getpid(), 9)
        yield Said(letter)


def swell(item: int, _lexicon: Lexicon) -> Iterator[Said]:
    """So many answers of a megabyte each, numbered."""
    for number in range(item):
        yield Said(f"{number} " + "x" * (1 << 20), 1 << 20)


def hoard(item: int, _lexicon: Lexicon) -> Iterator[Said]:
    """As many bytes as asked for, all at once."""
    try:
        yield Said(str(len(bytearray(item))))
    except MemoryError:
        yield Said("too much")


def gather(batches: Sequence[Sequence[str]], *, apart: bool) -> tuple[dict[str, str], int]:
    """(the letters answered to each word, documents ended)."""
    found: dict[str, str] = {}
    count = 0
    with Crew(lexicon(), jobs=2) as crew:
        for answers, ended in crew.work_on(batches, spell, lambda _: Said("†"), apart=apart):
            count += ended
            for item, answer in answers:
                found[item] = found.get(item, "") + answer.text
    return found, count


@pytest.mark.parametrize("apart", [False, True])
def test_every_answer_comes_in_order(apart: bool) -> None:
    """Here and in processes alike; a document without answers ends too."""
    words = ["mưa", "nắng", "", "gió", "bão", "lũ", "sương"]
    found, count = gather([words[:3], words[3:4], words[4:]], apart=apart)
    assert found == {word: word for word in words if word}
    assert count == len(words)


def test_a_document_that_kills_its_worker_takes_no_other_with_it() -> None:
    """Those worked on before and after it are answered, once more if need be; it is answered for."""
    found, count = gather([["mưa", "n!", "gió"], ["bão"], ["lũ", "sương"]], apart=True)
    ends = {word: text[-len(word) :] for word, text in found.items()}
    assert ends == {"mưa": "mưa", "n!": ends["n!"], "gió": "gió", "bão": "bão", "lũ": "lũ", "sương": "sương"}
    assert ends["n!"].endswith("†")
    assert count == 6


def test_answers_to_one_document_come_while_it_is_worked_on() -> None:
    """A file without end is read as far as one listens, and its worker waits for the listener."""
    with Crew(lexicon(), jobs=1) as crew:
        answers = crew.work_on([[10**9]], swell, lambda _: Said(""), apart=True)
        parts = itertools.islice(answers, 12)
        heard = [answer.text.split()[0] for part, _ended in parts for _item, answer in part]
    assert heard[:12] == [str(number) for number in range(12)]


def test_a_worker_has_bounds_of_memory() -> None:
    """What would take the memory of the machine fails in the worker instead."""
    sizes = [[1 << 10], [workers.WORKER_BYTES]]
    with Crew(lexicon(), jobs=1) as crew:
        answers = crew.work_on(sizes, hoard, lambda _: Said("†"), apart=True)
        assert [answer.text for part, _ in answers for _, answer in part] == ["1024", "too much"]


def number(_item: str, _lexicon: Lexicon) -> Iterator[Said]:
    """The process it is worked on in."""
    yield Said(str(os.getpid()))


def test_one_stage_after_the_other_has_the_same_workers() -> None:
    """Starting a process, and giving it the lexicon, takes as long as hundreds of articles."""
    with Crew(lexicon(), jobs=1) as crew:
        first, second = (
            {
                answer.text
                for part, _ in crew.work_on([["a"], ["b"]], number, died, apart=True)
                for _, answer in part
            }
            for _stage in range(2)
        )
    assert first == second
    assert len(first) == 1


def died(_item: str) -> Said:
    """Never asked for."""
    return Said("†")
