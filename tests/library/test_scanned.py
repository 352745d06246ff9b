"""The files of a corpus beside those a library knows: what is to be read, what is gone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.memory import empty_library
from tui.library import scanned

VERSION = 7
NAMES = st.sampled_from([f"{folder}{name}" for folder in ("", "a/", "a/b/", "b/") for name in "abcdefgh"])
SIGNATURES = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 3))
Files = dict[str, tuple[int, int, int]]


def compare(
    known: dict[str, tuple[int, int, int, int, str]],
    lists: list[list[tuple[str, int, int, int]]],
    decided: dict[str, str] | None = None,
) -> tuple[list[str], list[str]]:
    """(to be read, gone) of a library that knows these files, with what each was read as and with."""
    connection = empty_library()
    connection.executemany(
        "INSERT INTO sources (file, size, mtime_ns, ctime_ns, read_with, read_as) VALUES (?, ?, ?, ?, ?, ?)",
        ((file, *row) for file, row in known.items()),
    )
    read_as = None if decided is None else lambda file: decided.get(file, "")
    scan = scanned.Scan(connection, VERSION, read_as)
    for files in lists:
        scan.add(files, [f"/there/{one[0]}" for one in files])
    scan.end()
    unread = [found for batch in scanned.unread(connection, sizes=[100]) for found in batch]
    assert (len(unread), sum(found.size for found in unread)) == scanned.count_unread(connection)
    assert all(found.path == Path("/there", found.file) for found in unread)
    assert all(found.read_as == (decided or {}).get(found.file, "") for found in unread)
    return [found.file for found in unread], [f for batch in scanned.gone(connection, batch=9) for f in batch]


def cut(files: list[tuple[str, int, int, int]], cuts: list[int]) -> list[list[tuple[str, int, int, int]]]:
    """The files in lists that begin where the cuts say."""
    at = sorted({cut for cut in cuts if 0 < cut < len(files)})
    parts = zip([0, *at], [*at, len(files)], strict=True)
    return [files[start:stop] for start, stop in parts if start < stop]


@given(
    st.dictionaries(NAMES, SIGNATURES),
    st.dictionaries(NAMES, SIGNATURES),
    st.lists(st.integers(0, 32)),
    st.sets(NAMES),
    st.one_of(st.none(), st.dictionaries(NAMES, st.sampled_from(["utf-16", "text=noi_dung"]))),
)
def test_what_differs_is_read_and_what_is_missing_is_gone(
    before: Files, now: Files, cuts: list[int], older: set[str], decided: dict[str, str] | None
) -> None:
    """Whatever was there before, in whatever portions it comes: nothing too much, nothing too little."""
    known = {file: (*row, VERSION - (file in older), "") for file, row in before.items()}
    found = [(file, *row) for file, row in sorted(now.items())]
    chosen = decided or {}
    expected = [
        file for file, row in sorted(now.items()) if known.get(file) != (*row, VERSION, chosen.get(file, ""))
    ]
    assert compare(known, cut(found, cuts), decided) == (expected, sorted(before.keys() - now.keys()))


@pytest.mark.parametrize("changed", [0, 1, 499, 998, 999, None])
def test_one_file_among_many_is_found(changed: int | None) -> None:
    """Lists that are the same as a whole are not looked at one by one; one that differs anywhere is."""
    found = [(f"{number:05}", number, 5, 6) for number in range(1_000)]
    known = {
        file: (size + (number == changed), 5, 6, VERSION, "") for number, (file, size, *_) in enumerate(found)
    }
    expected = [] if changed is None else [f"{changed:05}"]
    assert compare(known, [found[:400], found[400:500], found[500:]]) == (expected, [])


@pytest.mark.parametrize("same", [True, False])
def test_names_that_print_otherwise_than_they_sort_are_each_found_once(same: bool) -> None:
    """A byte that is no UTF-8 is written out, and then stands before letters that it came after."""
    found = [("a.txt", 1, 1, 1), ("ký.txt", 1, 1, 1), ("k\\xff.txt", 1, 1, 1), ("z.txt", 1, 1, 1)]
    known = {file: (size, 1, 1 if same else 2, VERSION, "") for file, size, *_ in found}
    assert compare(known, [found]) == ([] if same else sorted(file for file, *_ in found), [])


def test_of_two_names_that_print_alike_the_first_counts() -> None:
    """The other would take its place, and both be read for ever."""
    connection = empty_library()
    scan = scanned.Scan(connection, VERSION)
    scan.add([("k\\xff.txt", 1, 1, 1), ("k\\xff.txt", 2, 2, 2)], ["/k\\xff.txt", os.fsdecode(b"/k\xff.txt")])
    scan.end()
    ((found,),) = scanned.unread(connection, sizes=[9])
    assert (found.size, found.path) == (1, Path("/k\\xff.txt"))
