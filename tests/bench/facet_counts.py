"""Counting facets against the plainest questions to SQLite, over a library of 100,000 articles.

    python -m tests.bench.facet_counts LIBRARY [--rounds 7]

`LIBRARY` is a SQLite file made by `big_library`. The peer is one pass over the rows and one over the names,
each a plain `GROUP BY`: what counting cannot do without. Twins of correctness: outlets and names are those of
the peer; a count is the length of the list once its value is chosen. Prints ratios with bars; the status says
whether they hold.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tui.library.library import Library
from tui.library.listing import Listing
from tui.model.facet import FACET_FIELDS, FacetChoice, Facets
from tui.model.result import ListFilter

BAR_ALL, BAR_CHOSEN, BAR_MOST = 4.0, 2.0, 8.0
"""All articles; those of one value; all but those."""
TOP = 60


def _timed(question: Callable[[], object], rounds: int) -> float:
    """Seconds of the middle round."""
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        question()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _facets(library: Library, where: ListFilter) -> Facets:
    """Counted anew: with a list that keeps nothing."""
    return Listing(library.connection).facets(where, FACET_FIELDS, top=TOP)


def main() -> int:
    """Measure, check and print."""
    parser = argparse.ArgumentParser(prog="facet_counts", description="Facets against a plain GROUP BY")
    parser.add_argument("library", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    library = Library.open(arguments.library)
    execute = library.connection.execute

    def plain() -> tuple[dict[str, int], dict[int, int]]:
        rows = execute("SELECT outlet, count(*) FROM articles NOT INDEXED GROUP BY outlet").fetchall()
        names = execute("SELECT entity, count(*) FROM named GROUP BY entity").fetchall()
        return dict(rows), dict(names)

    outlets, names = plain()
    everything = _facets(library, ListFilter())
    for value in everything.of("outlet").values:
        assert outlets[value.key] == value.count, value
    for value in everything.of("person").values:
        (entity,) = execute("SELECT id FROM entities WHERE key = ?", (value.key,)).fetchone()
        assert names[entity] == value.count, value
    person = everything.of("person").values[0]
    chosen = ListFilter(chosen=(FacetChoice("person", person.key, person.name),))
    left_out = ListFilter(chosen=(FacetChoice("person", person.key, person.name, excluded=True),))
    assert library.count(chosen) == person.count == _facets(library, chosen).total
    assert library.count(left_out) == everything.total - person.count == _facets(library, left_out).total

    peer = _timed(plain, arguments.rounds)
    print(f"{everything.total} articles; two passes of GROUP BY: {peer * 1000:.0f} ms")
    held = True
    for what, where, bar in (
        ("all articles", ListFilter(), BAR_ALL),
        (f"{person.count} of one person", chosen, BAR_CHOSEN),
        ("all but those", left_out, BAR_MOST),
    ):
        ours = _timed(lambda where=where: _facets(library, where), arguments.rounds)  # type: ignore[misc]
        held = held and ours <= bar * peer
        print(f"{what:24} {ours * 1000:6.0f} ms  {ours / peer:5.2f} x  (bar {bar} x)")
    library.close()
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
