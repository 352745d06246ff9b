"""Makes the tables by which people are linked, from the library of a large, general corpus.

    python -m tests.tools.linking_tables LIBRARY

`name_syllables.tsv`: syllables of Vietnamese full names, each person's name counted once.
`shared_facts.tsv`: what so many articles share that it ties nobody; the rest is expected to be rare.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter, defaultdict
from pathlib import Path

from tui.lexicon.lexicon import load_lexicon
from tui.resources import resource
from tui.text.folding import match_key

LEAST_SHARES = {"place": 0.012, "organisation": 0.004, "office": 0.003, "title": 0.002, "body": 0.004}
TOO_LOCAL = (
    "trường ",
    "phòng ",
    "công an quận",
    "ủy ban nhân dân quận",
    "ủy ban nhân dân phường",
    "báo ",
    "vụ ",
)
"""Bodies that stood in the news of the week that was counted."""


def write_syllables(connection: sqlite3.Connection, articles: int) -> None:
    """Count the syllables of full names with a family name."""
    lexicon = load_lexicon()
    families = {
        match_key(word)
        for name in ("people.surnames_strong", "people.surnames_middling")
        for word in lexicon.words(name)
    }
    family, middle, given = Counter[str](), Counter[str](), Counter[str]()
    names = 0
    for (key,) in connection.execute("SELECT key FROM full_names"):
        words = key.partition(":")[2].split()
        if 2 <= len(words) <= 4 and words[0] in families:
            names += 1
            family[words[0]] += 1
            middle.update(words[1:-1])
            given[words[-1]] += 1
    lines = [
        "# Syllables of Vietnamese full names: how often each is family name, in the middle, given name.",
        f"# Made by tests/tools/linking_tables.py: {names} names of {articles} news articles, each once.",
        "# syllable, family, middle, given",
    ]
    for word in sorted({*family, *middle, *given}):
        counts = [counter[word] if counter[word] > 1 else 0 for counter in (family, middle, given)]
        if any(counts):
            lines.append("\t".join((word, *map(str, counts))))
    (resource("lexicon/data") / "name_syllables.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def write_shared(connection: sqlite3.Connection, articles: int) -> None:
    """Count what articles share."""
    shares: list[tuple[str, str, float]] = []
    for kind in ("place", "organisation"):
        rows = connection.execute(
            "SELECT key, count(*) FROM named JOIN entities ON id = entity WHERE kind = ? GROUP BY entity",
            (kind,),
        )
        shares += [(kind, key.partition(":")[2], count / articles) for key, count in rows]
    offices: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = connection.execute("SELECT key, position, organisation FROM roles JOIN entities ON id = entity")
    for key, position, organisation in rows:
        name = key.partition("@")[0]
        kind = "office" if organisation else "title"
        offices[kind, "|".join(map(match_key, filter(None, (position, organisation))))].add(name)
        if organisation:
            offices["body", match_key(organisation)].add(name)
    (people,) = connection.execute("SELECT count(*) FROM full_names").fetchone()
    shares += [(kind, key, len(names) / people) for (kind, key), names in offices.items()]
    lines = [
        "# What many articles, or many people, share, so that it tells little: the part of all that have it.",
        f"# Made by tests/tools/linking_tables.py: {articles} news articles that name {people} people.",
        "# kind (office as position|body), folded name, share",
    ]
    for kind, key, share in sorted(shares, key=lambda row: (row[0], -row[2], row[1])):
        local = "(" in key or key.startswith(TOO_LOCAL)
        if share >= LEAST_SHARES[kind] and not local:
            lines.append(f"{kind}\t{key}\t{share:.4f}")
    (resource("lexicon/data") / "shared_facts.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def main(path: Path) -> None:
    """Write both tables."""
    connection = sqlite3.connect(path)
    (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    write_syllables(connection, articles)
    write_shared(connection, articles)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
