"""What the reader decided about the encodings of a corpus is kept and found again."""

from __future__ import annotations

from pathlib import Path

from tui.library.decisions import choose_encodings, encodings_of, options_of, pattern_for, take_along
from tui.library.shelf import Shelf

LIBRARY = Path("libraries/bao-cu-1234/library.db")


def test_choices_are_kept_by_corpus_and_the_later_one_wins(tmp_path: Path) -> None:
    shelf = Shelf.open(tmp_path)
    choose_encodings(shelf, LIBRARY, [("*", "tcvn3"), ("a.txt", "vni")])
    choose_encodings(shelf, LIBRARY, [("*", "vps")])
    assert encodings_of(shelf, LIBRARY) == (("a.txt", "vni"), ("*", "vps"))
    assert encodings_of(shelf, Path("libraries/other/library.db")) == ()
    shelf.close()
    options = options_of(tmp_path, LIBRARY)
    assert options.encoding_of("a.txt") == "vps"


def test_choices_taken_along_lose_against_those_made_since(tmp_path: Path) -> None:
    new = Path("libraries/doi-di-5678/library.db")
    shelf = Shelf.open(tmp_path)
    choose_encodings(shelf, LIBRARY, [("*", "tcvn3"), ("a.txt", "vni")])
    choose_encodings(shelf, new, [("a.txt", "vps")])
    shelf.close()
    take_along(tmp_path, LIBRARY, new)
    options = options_of(tmp_path, new)
    assert (options.encoding_of("a.txt"), options.encoding_of("b.txt")) == ("vps", "tcvn3")


def test_without_a_shelf_there_are_no_decisions_and_none_is_made(tmp_path: Path) -> None:
    """Looking writes nothing."""
    assert options_of(tmp_path / "data", LIBRARY).encodings == ()
    assert not (tmp_path / "data").exists()


def test_a_pattern_means_its_own_file_whatever_its_name() -> None:
    """Brackets and stars in names are themselves."""
    from tui.corpus.options import Options

    for file in ("tin [1].txt", "a*b?.txt", "thư mục/tin.txt"):
        one = Options(encodings=((pattern_for(file, folder=False), "vni"),))
        assert one.encoding_of(file) == "vni"
        assert one.encoding_of("x" + file) is None
        whole = Options(encodings=((pattern_for(file, folder=True), "vni"),))
        assert whole.encoding_of(file) == "vni"
    assert Options(encodings=((pattern_for("b/x.txt", folder=True), "vni"),)).encoding_of("a.txt") is None
