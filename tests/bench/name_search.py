"""Names by what is typed of them: ranks of the wanted name, time of a call, and both against fzf.

    python -m tests.bench.name_search NAMES.txt [--fzf PATH] [--queries 300]

NAMES.txt holds one name a line. Each name gets a number of articles (the same in every run), for ties. For
each of nine kinds of mistyping it prints how many wanted names come first, and in the first five. `exact`
counts only the wanted name itself. `fair` also counts one named in as many articles or more that nobody could
tell from it by what was typed (`alike` in `tests/search/mistyped.py`): the same letters without tones; in
another order the same words; for initials the same initials and last word; for a slip one as many slips away.
Then the time of a call on a ready table, and of `fzf --filter` on the folded names as a process, the same
queries in turn.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import time
from pathlib import Path
from random import Random

from tests.search.mistyped import KINDS, alike
from tui.library.name_usage import usage
from tui.search.names import NameRow, NameTable
from tui.text.folding import fold


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", type=Path)
    parser.add_argument("--fzf", default="fzf")
    parser.add_argument("--queries", type=int, default=300, help="of each kind")
    parser.add_argument("--misses", type=int, default=0, help="show so many of each kind")
    arguments = parser.parse_args()
    names = list(dict.fromkeys(arguments.names.read_text(encoding="utf-8").split("\n")))
    names = [name for name in names if name]
    before = _resident_mb()
    began = time.perf_counter()
    rows = rows_of(names)
    made = time.perf_counter()
    table = NameTable(rows, usage())
    ready = time.perf_counter()
    print(f"{len(names):,} names: table ready in {ready - made:.2f} s (rows {made - began:.2f} s),"
          f" {(_resident_mb() - before) * 1e6 / len(names):,.0f} bytes a name")  # fmt: skip
    gc.freeze()
    counts = {row.name: row.article_count for row in rows}
    times: dict[str, list[float]] = {}
    asked: list[tuple[str, str]] = []
    print(f"{'':14s} exact 1st  exact 5  fair 1st   fair 5   p50 ms   p95 ms")
    sums = [0] * 4
    for kind, mistype in KINDS.items():
        chance = Random(kind)
        hits = [0] * 4
        shown = 0
        for name in chance.sample(names, arguments.queries):
            query = mistype(name, chance)
            asked.append((query, name))
            started = time.perf_counter()
            found = [match.row.name for match in table.find(query, 50)]
            times.setdefault(kind, []).append(time.perf_counter() - started)
            fair = [
                other == name
                or (counts[other] >= counts[name] and alike(kind, query, other) == alike(kind, query, name))
                for other in found[:5]
            ]
            for at, right in enumerate((found[:1] == [name], name in found[:5], any(fair[:1]), any(fair))):
                hits[at] += right
            if not any(fair[:1]) and shown < arguments.misses:
                shown += 1
                print("   ", query, "|", name, "|", found[:3])
        sums = [total + hit for total, hit in zip(sums, hits, strict=True)]
        cells = " ".join(f"{100 * hit / arguments.queries:8.1f}%" for hit in hits)
        print(f"{kind:14s} {cells} {_ms(times[kind], 0.5)} {_ms(times[kind], 0.95)}")
    print(f"{'all':14s} " + " ".join(f"{100 * hit / len(asked):8.1f}%" for hit in sums))
    _race(table, names, asked, arguments.fzf)


def _race(table: NameTable, names: list[str], asked: list[tuple[str, str]], program: str) -> None:
    """The same queries asked of the table and of fzf, in turn."""
    folded = "\n".join(map(fold, names)).encode()
    ours, theirs = [], []
    for query, _name in Random(3).sample(asked, min(60, len(asked))):
        started = time.perf_counter()
        table.find(query, 50)
        ours.append(time.perf_counter() - started)
        started = time.perf_counter()
        subprocess.run([program, "--filter", fold(query)], input=folded, capture_output=True, check=False)
        theirs.append(time.perf_counter() - started)
    for label, at in (("p50", 0.5), ("p95", 0.95)):
        print(f"{label}: ours {_ms(ours, at)} ms, fzf {_ms(theirs, at)} ms,"
              f" {_quantile(ours, at) / _quantile(theirs, at):.3f}x")  # fmt: skip
    print(f"mean: {statistics.mean(ours) / statistics.mean(theirs):.3f}x")


def rows_of(names: list[str]) -> list[NameRow]:
    """Rows with made-up numbers of articles, few names with many."""
    chance = Random(11)
    counts = [int(chance.paretovariate(1.1)) for _name in names]
    return [
        NameRow(f"person:{name}", name, "person", count, count)
        for name, count in zip(names, counts, strict=True)
    ]


def _quantile(values: list[float], at: float) -> float:
    return sorted(values)[min(len(values) - 1, int(at * len(values)))]


def _ms(values: list[float], at: float) -> str:
    return f"{_quantile(values, at) * 1000:8.2f}"


def _resident_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
