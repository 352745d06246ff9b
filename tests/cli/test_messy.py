"""Commands over what a reader really has: broken JSON, files of an old encoding, narrow terminals."""

from __future__ import annotations

import json

import pytest

from tests.cli.commanding import Desk, desk
from tui.cli.parser import COMMANDS, run
from tui.i18n import set_language
from tui.text.legacy.codecs import CODECS

__all__ = ["desk"]

OLD = "Lũ cuốn trôi cầu treo ở bản Nậm Kè"
GOOD = json.dumps({"title": "Cầu Nậm Kè", "content": OLD * 9}, ensure_ascii=False)
BROKEN = {
    "value": ('{\n"a": 1,\n"b": ]\n}', 3),
    "list": (f'[\n{GOOD},\n{GOOD},\n{{"title": "x" "content": 3}}\n]', 4),
    "far": ("[\n" + f"{GOOD},\n" * 400 + '{"title": }\n]', 402),
    "first": ("{hỏng", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_json_is_refused_by_the_line_it_broke_in(desk: Desk, name: str) -> None:
    """However far down, where what was read before has been let go of."""
    text, line = BROKEN[name]
    corpus = desk.corpus()
    (corpus / "hong.json").write_text(text, encoding="utf-8")
    _status, out, err = desk.docbao("index", corpus, "--lang", "en")
    assert f"hong.json: JSON broken in line {line};" in err
    _status, out, err = desk.docbao("doctor", corpus, "--lang", "vi")
    assert f"hong.json: JSON hỏng ở dòng {line};" in out


def test_facts_read_a_corpus_in_the_encodings_chosen_for_it(desk: Desk) -> None:
    corpus = desk.corpus()
    (corpus / "cu.txt").write_bytes(CODECS["vni"].encode(OLD))
    _status, out, err = desk.docbao("facts", corpus, "--format", "jsonl", "--with-text")
    assert "cu.txt" in err
    assert OLD not in out
    desk.docbao("index", corpus, "--encoding", "cu.txt=vni")
    _status, out, err = desk.docbao("facts", corpus, "--format", "jsonl", "--with-text")
    assert "cu.txt" not in err
    assert OLD in out


@pytest.mark.parametrize("command", sorted(COMMANDS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_fits_a_terminal_of_80_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    try:
        with pytest.raises(SystemExit) as left:
            run([command, "--help", "--lang", language])
    finally:
        set_language("en")
    assert not left.value.code
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 5
    assert [line for line in lines if len(line) > 80] == []
