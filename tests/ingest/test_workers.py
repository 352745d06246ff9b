"""Documents in processes of their own: every answer comes, in order, whatever becomes of a worker."""

from __future__ import annotations

import itertools
import logging
import os
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest

from tests.library.making import lexicon
from tui.errors import WorkerError
from tui.ingest import stage
from tui.ingest.stage import Loss, Stage
from tui.ingest.watch import BOUNDS, Bounds, Watch
from tui.ingest.workers import Crew
from tui.lexicon.lexicon import Lexicon
from tui.model.article import Rejected


@dataclass(frozen=True)
class Said:
    """An answer of so many bytes."""

    text: str
    size: int = 1


def spell(item: str, _lexicon: Lexicon, _watch: Watch) -> Iterator[Said]:
    """One answer a letter; a `!` kills the worker."""
    for letter in item:
        if letter == "!":
            os.kill(os.getpid(), 9)
        yield Said(letter)


def swell(item: int, _lexicon: Lexicon, _watch: Watch) -> Iterator[Said]:
    """So many answers of a megabyte each, numbered."""
    for number in range(item):
        yield Said(f"{number} " + "x" * (1 << 20), 1 << 20)


def grow(_item: bytes, _lexicon: Lexicon, _watch: Watch) -> Iterator[Said]:
    """One large answer."""
    yield Said("x" * 300_000, 600_000)


def hoard(item: int, _lexicon: Lexicon, watch: Watch) -> Iterator[Said]:
    """As many bytes as asked for, all at once."""
    got = watch.guarded("hoard", lambda: str(len(bytearray(item))))
    yield Said(got.reason if isinstance(got, Rejected) else got)


def died(_item: object, loss: Loss) -> Said:
    """The answer for what killed its worker."""
    return Said(f"†{loss.reason}")


def gather(
    batches: Sequence[Sequence[str]],
    function: Callable[[str, Lexicon, Watch], Iterator[Said]],
    *,
    here: Callable[[str], bool] | None = None,
    bounds: Bounds = BOUNDS,
) -> tuple[dict[str, str], int]:
    """(the letters answered to each word, documents ended)."""
    found: dict[str, str] = {}
    count = 0
    with Crew(lexicon(), bounds) as crew:
        for answers, ended in Stage(crew, batches, function, died, workers=2, here=here).run():
            count += ended
            for item, answer in answers:
                found[item] = found.get(item, "") + answer.text
    return found, count


@pytest.mark.parametrize(
    "here", [None, lambda _: True, lambda word: "ư" in word], ids=["apart", "here", "both"]
)
def test_every_answer_comes_in_order(here: Callable[[str], bool] | None) -> None:
    """Here and in processes alike; a document without answers ends too."""
    words = ["mưa", "nắng", "", "gió", "bão", "lũ", "sương"]
    found, count = gather([words[:3], words[3:4], words[4:]], spell, here=here)
    assert found == {word: word for word in words if word}
    assert count == len(words)


def test_large_documents_with_large_answers_wait_for_nobody() -> None:
    """More is given than a pipe holds while more is answered than one does: neither side waits for ever."""
    batches = [[bytes([number]) * 100_000 for number in range(12)] for _batch in range(4)]
    with Crew(lexicon()) as crew:
        ended = sum(ended for _answers, ended in Stage(crew, batches, grow, died, workers=1).run())
    assert ended == 48


def number(_item: str, _lexicon: Lexicon, _watch: Watch) -> Iterator[Said]:
    """The process it is worked on in."""
    yield Said(str(os.getpid()))


def test_each_document_is_worked_on_where_it_belongs() -> None:
    """What is asked for here is worked on here, the rest never."""
    found, _count = gather([["a", "b", "c"], ["d"]], number, here=lambda word: word in "bd")
    own = str(os.getpid())
    assert [found[word] == own for word in "abcd"] == [False, True, False, True]


def test_no_process_is_started_for_what_is_worked_on_here() -> None:
    """A folder of a few texts is shown at once."""
    with Crew(lexicon()) as crew:
        assert list(Stage(crew, [["a"], ["b"]], spell, died, workers=2, here=lambda _: True).run())
        assert crew.workers == []


def test_a_document_that_kills_its_worker_takes_no_other_with_it() -> None:
    """Those worked on before and after it are answered, once more if need be; it is answered for."""
    found, count = gather([["mưa", "n!", "gió"], ["bão"], ["lũ", "sương"]], spell)
    ends = {word: text[-len(word) :] for word, text in found.items() if word != "n!"}
    assert ends == {word: word for word in ("mưa", "gió", "bão", "lũ", "sương")}
    assert found["n!"].endswith("†too-much-memory")  # so dies what the kernel finds no memory for
    assert count == 6


def spin(item: str, _lexicon: Lexicon, watch: Watch) -> Iterator[Said]:
    """A `!` is one step that never ends: no alarm rings within it."""
    for letter in item:
        watch.guarded(letter, lambda: sum(itertools.repeat(0)) if letter == "!" else 0)  # noqa: B023
        yield Said(letter)


def test_what_no_alarm_stops_the_kernel_does() -> None:
    """The time of the processor is up: the worker ends, and its document is named."""
    found, count = gather([["mưa", "n!", "gió"], ["bão"]], spin, bounds=Bounds(seconds=0.2, grace=0.2))
    assert found.pop("n!").endswith("†too-slow")
    assert {word: text[-len(word) :] for word, text in found.items()} == {w: w for w in ("mưa", "gió", "bão")}
    assert count == 4


def wait(item: str, _lexicon: Lexicon, watch: Watch) -> Iterator[Said]:
    """A `!` waits for what never comes."""
    for letter in item:
        watch.guarded(letter, lambda: threading.Event().wait(None if letter == "!" else 0))  # noqa: B023
        yield Said(letter)


def test_what_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """It uses no time of the processor; its worker is ended once nothing has moved for long enough."""
    monkeypatch.setattr(stage, "TICK", 0.02)
    found, count = gather([["mưa", "n!", "gió"], ["bão"]], wait, bounds=Bounds(patience=3))
    assert found.pop("n!").endswith("†too-slow")
    assert {word: text[-len(word) :] for word, text in found.items()} == {w: w for w in ("mưa", "gió", "bão")}
    assert count == 4


def unpack(item: str, _lexicon: Lexicon, watch: Watch) -> Iterator[Said]:
    """The parts of an archive, each a document of its own: `!` kills, `…` never ends."""
    watch.open(item, len(item))
    for place, letter in enumerate(item):
        got = watch.guarded(f"{item}/{place}", lambda: _part(letter))  # noqa: B023
        yield Said(f"[{got.reason}]" if isinstance(got, Rejected) else got)


def _part(letter: str) -> str:
    if letter == "!":
        os.kill(os.getpid(), 9)
    if letter == "…":
        sum(itertools.repeat(0))
    return letter


def test_a_part_of_an_archive_that_kills_is_refused_and_the_rest_is_read() -> None:
    """The archive is read again without it; what it holds before and behind it is there."""
    found, count = gather([["một", "m!ộ…t", "hai"]], unpack, bounds=Bounds(seconds=0.2, grace=0.2))
    assert found["m!ộ…t"].endswith("m[too-much-memory]ộ[too-slow]t")
    assert (found["một"][-3:], found["hai"][-3:]) == ("một", "hai")
    assert count == 3


def test_an_archive_of_killers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each death costs time: there are only so many."""
    monkeypatch.setattr(stage, "MOST_SPARED", 2)
    found, count = gather([["!!!!", "hai"]], unpack)
    assert found["!!!!"].endswith("†too-much-memory")
    assert found["hai"].endswith("hai")
    assert count == 2


def test_answers_to_one_document_come_while_it_is_worked_on() -> None:
    """A file without end is read as far as one listens, and its worker waits for the listener."""
    with Crew(lexicon()) as crew:
        answers = Stage(crew, [[10**9]], swell, died, workers=1).run()
        parts = itertools.islice((part for part, _ended in answers if part), 12)
        heard = [answer.text.split()[0] for part in parts for _item, answer in part]
    assert heard[:12] == [str(number) for number in range(12)]


def test_a_worker_has_bounds_of_memory() -> None:
    """What would take the memory of the machine fails in the worker instead, which goes on."""
    sizes = [[1 << 10], [BOUNDS.memory, 1 << 11]]
    with Crew(lexicon()) as crew:
        answers = Stage(crew, sizes, hoard, died, workers=1).run()
        told = [answer.text for part, _ in answers for _, answer in part]
    assert told == ["1024", "too-much-memory", "2048"]


def test_workers_that_cannot_start_are_no_fault_of_the_documents() -> None:
    """A machine without room for them: one line instead of a refusal for each file of the corpus."""
    with Crew(lexicon(), Bounds(memory=1 << 20)) as crew, pytest.raises(WorkerError) as refusal:
        list(Stage(crew, [["mưa", "nắng"]], spell, died, workers=2).run())
    assert refusal.value.hint


def test_one_stage_after_the_other_has_the_same_workers() -> None:
    """Starting a process, and giving it the lexicon, takes as long as hundreds of articles."""
    with Crew(lexicon()) as crew:
        first, second = (
            {
                answer.text
                for part, _ in Stage(crew, [["a"], ["b"]], number, died, workers=1).run()
                for _, answer in part
            }
            for _stage in range(2)
        )
    assert first == second
    assert len(first) == 1


def shout(item: str, _lexicon: Lexicon, _watch: Watch) -> Iterator[Said]:
    """What a library may print of a file, by every way there is."""
    warnings.warn(item, stacklevel=1)
    logging.getLogger("any").error(item)
    print(item, flush=True)
    os.write(1, item.encode())
    os.write(2, item.encode())
    yield Said("done")


def test_nothing_a_library_prints_reaches_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """It is made of what files hold."""
    item = "\x1b]0;chiếm tên cửa sổ\x07"
    assert gather([[item]], shout) == ({item: "done"}, 1)
    assert capfd.readouterr() == ("", "")


def read_on(item: int, _lexicon: Lexicon, watch: Watch) -> Iterator[Said]:
    """A file of so many bytes, read by halves."""
    watch.open("dump", item)
    for at, count in ((0, item // 2), (0, item // 2), (item // 2, item)):
        watch.note_read(at, count)
        yield Said("", 1 << 30)


def test_how_far_a_file_is_read_is_seen_while_it_is_read() -> None:
    """A worker that is not listened to waits, so it is seen where it stands; no byte counts twice."""
    with Crew(lexicon()) as crew:
        seen = [
            crew.read for part, _ in Stage(crew, [[10]], read_on, died, workers=1, here=bool).run() if part
        ]
        assert seen == [5, 10, 0]  # the first answer waits for the second
