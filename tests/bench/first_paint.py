"""First list row on screen, against the smallest possible Textual app, in alternating rounds.

    python -m tests.bench.first_paint [ROUNDS]

Prints medians and their ratio. The twin of correctness: the row waited for is the newest article's own title.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.terminal import Terminal
from tui.resources import resource

SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    def compose(self): yield Static("READYMARK")
Smallest().run()
"""
SIZES = ((80, 24), (120, 36), (200, 50))


def main(rounds: int = 9) -> None:
    """Measure at three sizes and print one line each."""
    with tempfile.TemporaryDirectory() as folder:
        store = ["--library", f"{folder}/library", "--data", f"{folder}/data", "--lang", "vi"]
        reader = [sys.executable, "-P", "-m", "tui", *store, str(resource("seeds"))]
        smallest = Path(folder) / "smallest.py"
        smallest.write_text(SMALLEST, encoding="utf-8")
        warm = Terminal(reader)
        if warm.wait_for("28/08/24", 60) is None:
            raise SystemExit(f"the reader never showed its list:\n{warm.text()}")
        warm.wait_for(lambda text: "Người" in text, 60)
        warm.close()
        for columns, rows in SIZES:
            times: dict[str, list[float]] = {"reader": [], "smallest": []}
            for _ in range(rounds):
                runs = [
                    ("reader", reader, "28/08/24"),
                    ("smallest", [sys.executable, str(smallest)], "READYMARK"),
                ]
                random.shuffle(runs)
                for name, command, wanted in runs:
                    terminal = Terminal(command, columns=columns, rows=rows)
                    seen = terminal.wait_for(wanted)
                    terminal.close()
                    if seen is None:
                        raise SystemExit(f"{name} never showed {wanted!r}")
                    times[name].append(seen)
            ours, theirs = (statistics.median(times[name]) for name in ("reader", "smallest"))
            print(
                f"{columns}x{rows}: reader {ours * 1e3:.0f} ms, smallest {theirs * 1e3:.0f} ms, "
                f"{ours / theirs:.2f} x"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
