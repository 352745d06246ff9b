"""Encodings on the command line: what is in doubt, how it is looked at, and that a choice is remembered."""

from __future__ import annotations

from shlex import quote

from tests.cli.commanding import Desk, desk
from tui.text.legacy.codecs import CODECS

__all__ = ["desk"]

OLD = "Lũ cuốn trôi cầu treo ở bản Nậm Kè"


def test_a_file_in_doubt_is_named_with_the_command_that_accepts_it(desk: Desk) -> None:
    """And the command does: the file is read so, now and ever after, and is not changed."""
    corpus = desk.corpus()
    old = corpus / "tin [1].txt"
    old.write_bytes(CODECS["vni"].encode(OLD))
    before = (old.read_bytes(), old.stat().st_mtime_ns)
    _status, _out, err = desk.docbao("index", corpus, "--lang", "en")
    assert "VNI-Windows" in err
    assert f"docbao index {quote(str(corpus))} --encoding 'tin [[]1].txt=vni'" in err
    status, _out, err = desk.docbao("index", corpus, "--lang", "en", "--encoding", "tin [[]1].txt=VNI")
    assert status == 0
    assert "added 1" in err or "1 added" in err
    _status, _out, err = desk.docbao("index", corpus, "--lang", "en")
    assert "VNI" not in err
    assert desk.answer("show", "tin [1].txt", "--corpus", corpus) == OLD
    assert (old.read_bytes(), old.stat().st_mtime_ns) == before


def test_a_file_is_shown_in_any_encoding_without_a_library(desk: Desk) -> None:
    corpus = desk.corpus()
    (corpus / "cu.txt").write_bytes(CODECS["viscii"].encode(OLD))
    assert desk.answer("show", "cu.txt", "--corpus", corpus, "--encoding", "viscii") == OLD
    assert desk.answer("show", corpus / "cu.txt", "--encoding", "vps") != OLD
    status, _out, err = desk.docbao("show", "khong-co.txt", "--corpus", corpus, "--encoding", "vps")
    assert status == 2
    assert "khong-co.txt" in err


def test_facts_of_a_file_are_read_as_was_chosen_for_its_folder(desk: Desk) -> None:
    """Whether the choice names the file, its folder or all; another folder's choice does not count."""
    corpus = desk.corpus()
    old = corpus / "cu" / "2009" / "tin.txt"
    old.parent.mkdir(parents=True)
    old.write_bytes(CODECS["vni"].encode(OLD))
    other = corpus.parent / "khac" / "tin.txt"
    other.parent.mkdir()
    other.write_bytes(old.read_bytes())
    status, _out, err = desk.docbao("facts", old, "--lang", "en")
    assert (status, "encoding in doubt" in err) == (2, True)
    assert f"docbao index {quote(str(old))} --encoding tin.txt=vni" in err
    assert desk.docbao("index", corpus, "--encoding", "cu/*=vni")[0] == 0
    assert OLD in desk.answer("facts", old)
    assert OLD in desk.answer("facts", old.parent)
    assert OLD in desk.answer("facts", corpus)
    assert desk.docbao("facts", other)[0] == 2


def test_what_is_no_encoding_is_refused(desk: Desk) -> None:
    """In one line that names the ones there are."""
    corpus = desk.corpus()
    for given in ("a.txt=rot13", "tcvn3", "=tcvn3"):
        status, _out, err = desk.docbao("index", corpus, "--encoding", given)
        assert status == 2
        assert len(err.strip().splitlines()) <= 3
    status, _out, err = desk.docbao("show", "x", "--corpus", corpus, "--encoding", "rot13")
    assert status == 2
    assert "tcvn3" in err
