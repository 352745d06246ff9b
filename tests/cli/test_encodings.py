"""Encodings on the command line: what is in doubt, how it is looked at, and that a choice is remembered."""

from __future__ import annotations

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
    assert "--encoding 'tin [[]1].txt=vni'" in err
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
