"""Every regular expression that reads articles takes time linear in the length of the text.

The expressions are those the program really compiles, word lists included: they are caught while the stages
from cleaning to relating are imported and run.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tui
from tui.resources import resource

STAGES = ("tui.text", "tui.lexicon", "tui.corpus", "tui.facts", "tui.related", "tui.search")
HERE = Path(tui.__file__).parent
PIECES = (
    *(
        "a",
        "a ",
        "A ",
        "Ông A ",
        " ",
        "\u00a0",
        "\n",
        "1",
        "1.",
        "1,",
        "1/",
        "1 - ",
        "-",
        "- ",
        ",",
        ", ",
        ".",
    ),
    *(
        "(",
        "()",
        "“",
        '"',
        "“a”",
        ":",
        ": ",
        ";",
        "|",
        " | ",
        "#a",
        "http://a.",
        "a@",
        "www.",
        "%",
        "A. ",
        "a-",
    ),
    *(
        "a/b ",
        "5% ",
        "ngày 1/2 ",
        "năm 2024 ",
        "tháng ",
        "10 triệu ",
        "của ",
        "và ",
        "UBND tỉnh ",
        "Sở ",
        "ông ",
    ),
    *("cho biết ", "Theo ", "đường ", "tổ chức ", "hội nghị "),
)
"""What the hostile texts are made of: one of these, over and over."""
FEW, MANY = 1_000, 4_000
"""Characters of a short and of a long text."""
BOUNDED = (
    r"(?s:.*)([^\w\s])",  # matched against the 48 characters before a place
    r"[^\S\n]*+(?:[a-zA-ZÀ-ɏḀ-ỿ]++",  # searches paragraphs, which never end in blanks
)
"""Beginnings of patterns that only ever see what makes them linear."""


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Every pattern of text that code of the stages compiles, each once."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    compiled = re.compile

    def caught(pattern: object, flags: int = 0) -> object:
        made = compiled(pattern, flags)  # type: ignore[call-overload]
        if (
            not str(pattern).startswith(BOUNDED)
            and isinstance(made.pattern, str)
            and _is_ours(sys._getframe(1).f_code.co_filename)
        ):
            found[made.pattern, made.flags] = made
        return made

    names = [name for name in sys.modules if name == "tui" or name.startswith("tui.")]
    kept = {name: sys.modules.pop(name) for name in names}
    re.compile = caught  # type: ignore[assignment]
    try:
        for stage in STAGES:
            package = importlib.import_module(stage)
            for module in pkgutil.walk_packages(package.__path__, f"{stage}."):
                importlib.import_module(module.name)
        _run_stages()
    finally:
        re.compile = compiled
        for name in [name for name in sys.modules if name == "tui" or name.startswith("tui.")]:
            del sys.modules[name]
        sys.modules.update(kept)
    return tuple(found.values())


def _is_ours(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(HERE) and path.relative_to(HERE).parts[0] in {
        stage.split(".")[1] for stage in STAGES
    }


def _run_stages() -> None:
    """Clean and extract one article, so that patterns made of word lists are compiled too."""
    lexicon_of = importlib.import_module("tui.lexicon.lexicon").load_lexicon
    reader = importlib.import_module("tui.corpus.reader")
    cleaning = importlib.import_module("tui.corpus.cleaning")
    extraction = importlib.import_module("tui.facts.extract")
    lexicon = lexicon_of()
    for file in reader.scan(resource("seeds")):
        for raw in reader.read(file)[0]:
            extraction.extract(cleaning.clean(raw, lexicon), lexicon)


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    for _match in pattern.finditer(text):
        pass
    return time.process_time() - begun


def _grows_too_fast(pattern: re.Pattern[str], piece: str) -> bool:
    few, many = (piece * (length // len(piece) + 1) for length in (FEW, MANY))
    if _seconds(pattern, many) < 0.01:
        return False
    return min(_seconds(pattern, many) for _ in range(3)) > 9 * max(
        min(_seconds(pattern, few) for _ in range(3)), 0.001
    )


def test_the_patterns_of_all_stages_are_caught() -> None:
    """Without them the tests below would hold nothing; those of word lists are among them."""
    assert len(patterns()) > 120
    assert max(len(pattern.pattern) for pattern in patterns()) > 10_000


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_no_pattern_grows_faster_than_the_text(piece: str) -> None:
    """Four times the text may cost nine times, never sixteen."""
    slow = [pattern.pattern[:200] for pattern in patterns() if _grows_too_fast(pattern, piece)]
    assert not slow


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aAđĐ1.,;:-–/()“”\"'| \n\u00a0#%@ngôi", min_size=1, max_size=6))
def test_no_pattern_grows_faster_than_any_text(piece: str) -> None:
    """The same for pieces nobody thought of."""
    slow = [pattern.pattern[:200] for pattern in patterns() if _grows_too_fast(pattern, piece)]
    assert not slow
