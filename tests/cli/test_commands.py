"""What each command prints and how it ends, on invented articles and on the samples."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.library.making import make_corpus, text_of
from tui.cli.parser import COMMANDS, run
from tui.corpus.options import Options
from tui.corpus.reader import REASONS, CorpusFile, stream
from tui.i18n import set_language
from tui.model.article import RawArticle, Rejected
from tui.text.cells import width

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing outside the test's folder is read or written; English, whatever the locale."""
    for name in ("LIBRARY", "DATA", "CONFIG"):
        monkeypatch.setenv(f"DOCBAO_{name}", str(tmp_path / name.lower()))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    yield
    set_language("en")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return make_corpus(tmp_path / "kho bai", 5)


Captured = pytest.CaptureFixture[str]


def docbao(capsys: Captured, *arguments: object) -> tuple[int, str, str]:
    """(exit status, stdout, stderr) of one command in this process."""
    status = run([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def child(*arguments: object, **options: Any) -> subprocess.Popen[bytes]:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "tui", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


# what every command has


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_shows_an_example(capsys: Captured, command: str, language: str) -> None:
    """In both languages, and on stdout."""
    with pytest.raises(SystemExit) as end:
        run([*filter(None, [command]), "--help", "--lang", language])
    assert end.value.code == 0
    out = capsys.readouterr().out
    assert f"docbao {command}".strip() in out.splitlines()[0]
    assert ("example:" if language == "en" else "ví dụ:") in out
    assert out.rstrip().splitlines()[-1].startswith("  docbao")


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_the_terminal(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, command: str, language: str, columns: int
) -> None:
    """All but the example and the lines of a lexicon file, which are to be copied."""
    monkeypatch.setenv("COLUMNS", str(columns))
    with pytest.raises(SystemExit):
        run([*filter(None, [command]), "--help", "--lang", language])
    told = capsys.readouterr().out.splitlines()[:-1]
    assert max(width(line) for line in told if ".yaml  " not in line) < columns


def test_common_options_stand_before_or_after_the_command(
    capsys: Captured, corpus: Path, tmp_path: Path
) -> None:
    """`docbao --library X index C` and `docbao index C --library X` are one."""
    elsewhere = tmp_path / "elsewhere"
    assert docbao(capsys, "--library", elsewhere, "index", corpus)[0] == 0
    assert list(elsewhere.glob("*/library.db"))
    status, _out, err = docbao(capsys, "index", corpus, "--library", elsewhere, "--lang=vi")
    assert status == 0
    assert "giữ nguyên 5" in err
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("arguments", [
    ["facts", "--kind", "ma"], ["facts", "--khong-co"], ["facts", "--kind"], ["show"],
    ["facts", "--explain=1"], ["index", "--jobs", "0"],
    ["search", "a", "--limit", "x"], ["--lang", "fr"], ["show", "a", "--corpus", ""],
])  # fmt: skip
def test_what_cannot_be_used_is_said_in_vietnamese(capsys: Captured, arguments: list[str]) -> None:
    """Also what argparse finds wrong by itself: each refusal differs from the English one, hint and all."""
    _status, _out, english = docbao(capsys, *arguments, "--lang=en")
    _status, _out, vietnamese = docbao(capsys, *arguments, "--lang=vi")
    for ours, theirs in zip(vietnamese.splitlines(), english.splitlines(), strict=True):
        assert ours != theirs
        assert not {"argument", "arguments", "invalid", "expected", "see"} & set(ours.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["index", "/khong/co/dau"], "no such file or folder"),
        (["facts", "/khong/co/dau"], "no such file or folder"),
        (["facts", ""], "the path is empty"),
        (["search", "a", "--corpus", ""], "the path is empty"),
        (["index", "~khong-co-ai/kho"], "no such file or folder"),
        (["index", "--jobs", "0", "."], "--jobs"),
        (["index", "--khong-co", "."], "--khong-co"),
        (["search"], "QUERY"),
        (["related"], "ARTICLE"),
        (["show"], "ARTICLE"),
        (["search", "a", "--limit", "-3"], "limit"),
        (["facts", "--kind", "ghost"], "ghost"),
        (["--lang", "fr", "doctor"], "fr"),
        (["index", "a\x00b"], "a␀b"),
        (["index", "tin\x1b]52;c;SEVMTE8=\x07"], "tin␛]52"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(capsys: Captured, arguments: list[str], said: str) -> None:
    """What is wrong, what to do, status 2; no traceback, nothing on stdout, no raw control."""
    status, out, err = docbao(capsys, *arguments)
    assert status == 2
    assert out == ""
    assert said in err
    lines = err.splitlines()
    assert lines[0].startswith("docbao: ")
    assert len(lines) == 2
    assert lines[1].startswith("  → ")
    assert err.replace("\n", "").isprintable()


@pytest.mark.parametrize("command", [["index"], ["facts"], ["search", "x", "--corpus"]])
def test_bad_corpora_are_one_clear_line_each(capsys: Captured, tmp_path: Path, command: list[str]) -> None:
    """An empty folder, a folder of other things."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.png").write_bytes(b"\x89PNG")
    for name in ("empty", "other"):
        status, out, err = docbao(capsys, *command, tmp_path / name)
        assert (status, out.strip(" \n[]")) == (2, "")
        assert len(err.splitlines()) == 2, err


def test_a_file_that_is_no_text_is_named(capsys: Captured, tmp_path: Path) -> None:
    """With the reason and the way out; nothing was found."""
    (tmp_path / "hinh.txt").write_bytes(bytes(range(256)) * 50)
    status, _out, err = docbao(capsys, "index", tmp_path / "hinh.txt")
    assert status == 0
    assert "hinh.txt: not text" in err
    status, _out, err = docbao(capsys, "facts", tmp_path / "hinh.txt")
    assert status == 2
    assert "hinh.txt: not text" in err


def test_config_is_refused_by_line_and_nearest_name(capsys: Captured, corpus: Path, tmp_path: Path) -> None:
    """A slip of the pen is never silently without effect."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.yaml").write_text("# của tôi\nlanguage: vi\nlanguge: en\n")
    status, _out, err = docbao(capsys, "index", corpus)
    assert status == 2
    assert "config.yaml:3" in err
    assert "language" in err.splitlines()[1]
    (tmp_path / "config" / "config.yaml").write_text("language: vi\n")
    assert "thêm 5" in docbao(capsys, "index", corpus)[2]
    assert "unchanged" in docbao(capsys, "index", corpus, "--lang", "en")[2]


# index


def test_index_tells_programs_how_it_goes(capsys: Captured, corpus: Path) -> None:
    """JSON lines on stdout, the last one says what was done."""
    (corpus / "trong.txt").write_text("")
    status, out, err = docbao(capsys, "index", corpus, "--progress", "json")
    assert (status, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert all({"stage", "done", "total", "rejected"} <= set(line) for line in lines[:-1])
    assert {line["again"] for line in lines if line["stage"] == "facts"} == {0}
    assert lines[-1] == {
        "stage": "done", "added": 5, "changed": 0, "removed": 0, "unchanged": 0, "again": 0, "partial": 0,
        "rejected": [{
            "file": "trong.txt", "reason": "empty", "detail": "",
            "message": "holds no text", "hint": "nothing to do",
        }],
    }  # fmt: skip


def write_overlay(name: str, text: str) -> None:
    """A file of the reader's own words."""
    folder = Path(os.environ["DOCBAO_CONFIG"]) / "lexicon"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_a_new_word_extracts_again_and_every_command_says_so(capsys: Captured, corpus: Path) -> None:
    """One line of one's own: doctor counts what waits, index says why and how many; then all is in order."""
    (corpus / "bai_0000.txt").write_text("Duyệt binh\nHôm qua, Đô ngự Lò Mây duyệt đội tàu ở Vĩnh Mơ.\n")
    docbao(capsys, "index", corpus)
    assert "stale=0" in docbao(capsys, "doctor", corpus)[1]
    query = ("search", "lo may", "--names", "--corpus", corpus, "--format", "json")
    assert "Lò Mây" not in child(*query).communicate(timeout=60)[0].decode()
    write_overlay("people.yaml", "ranks: [Đô ngự]\n")
    assert "stale=5" in docbao(capsys, "doctor", corpus)[1]
    status, out, err = docbao(capsys, "index", corpus, "--progress", "json")
    assert (status, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["text"] for line in lines if line["stage"] == "notice"] == [
        "The lexicon has changed: extracting 5 articles again"
    ]
    assert {line["again"] for line in lines if line["stage"] == "facts"} == {5}
    assert (lines[-1]["again"], lines[-1]["changed"], lines[-1]["unchanged"]) == (5, 0, 5)
    assert json.loads(child(*query).communicate(timeout=60)[0])["names"][0]["name"] == "Lò Mây"
    assert "stale=0" in docbao(capsys, "doctor", corpus)[1]
    write_overlay("people.yaml", "")
    _status, _out, err = docbao(capsys, "index", corpus)
    assert "The lexicon has changed: extracting 5 articles again" in err
    assert "facts extracted again from 5 articles" in err


def test_a_broken_word_list_is_one_clear_line_and_costs_nothing(capsys: Captured, corpus: Path) -> None:
    """File, what is wrong and what to do; the library stays as it is."""
    docbao(capsys, "index", corpus)
    write_overlay("people.yaml", "rank: [Đô ngự]\n")
    for command in (("index", corpus), ("facts", corpus), ("index", corpus, "--progress", "json")):
        status, out, err = docbao(capsys, *command)
        assert (status, out) == (2, "")
        assert err.splitlines()[0].endswith("people.yaml: the lexicon has no “people.rank”")
        assert "did you mean people.ranks?" in err
    status, out, err = docbao(capsys, "doctor", corpus)
    assert status == 2
    assert "people.rank" in err
    assert "articles=5 with facts=5" in out


def test_a_very_long_article_says_where_its_facts_end(capsys: Captured, tmp_path: Path) -> None:
    """Facts come from the first 2 MB, and everybody says so; the rest is found and shown."""
    corpus = make_corpus(tmp_path / "dai", 1)
    line = "Ông Đoàn Quốc Thẩm cho biết mưa còn kéo dài ở xã Vĩnh Mơ. "
    late = "Bà Lạc Thị Mây Thu nói lời cuối cùng về con đê."
    (corpus / "dai.txt").write_text("Mưa dài\n\n" + line * 30_000 + late + "\n", encoding="utf-8")
    assert (corpus / "dai.txt").stat().st_size > 2_000_000
    told = json.loads(docbao(capsys, "facts", corpus, "--format", "json", "--with-text")[1])
    whole, long = sorted(told, key=lambda report: len(report["text"]))
    assert whole["read_until"] is None
    read = long["text"][: long["read_until"]]
    assert 1_999_000 < len(read.encode()) <= 2_000_000
    assert long["text"].endswith(late)
    assert {person["name"] for person in long["people"]} == {"Đoàn Quốc Thẩm"}
    _status, out, _err = docbao(capsys, "facts", corpus / "dai.txt")
    assert sum("Facts come from the first 2 MB" in said for said in out.splitlines()) == 1
    _status, _out, err = docbao(capsys, "index", corpus)
    assert "1 article is longer than 2 MB" in err
    assert "1 article is longer than 2 MB" in docbao(capsys, "doctor", corpus)[1]
    found = json.loads(docbao(capsys, "search", "loi cuoi cung", "--corpus", corpus, "--format", "json")[1])
    assert [hit["file"] for hit in found["articles"]] == ["dai.txt"]
    assert late in docbao(capsys, "show", "dai.txt", "--corpus", corpus)[1]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_stops_indexing_between_batches(tmp_path: Path, number: int, status: int) -> None:
    """It ends soon, with the right status, without a last line, and goes on later."""
    corpus = make_corpus(tmp_path / "many", 250)
    process = child("index", corpus, "--progress", "json", "--jobs", "1")
    assert process.stdout is not None
    while json.loads(process.stdout.readline())["stage"] != "facts":
        pass
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == status
    assert b'"stage": "done"' not in out
    assert b"Traceback" not in err
    process = child("index", corpus, "--progress", "json", "--jobs", "1")
    out, _err = process.communicate(timeout=120)
    done = json.loads(out.splitlines()[-1])
    assert (done["stage"], done["added"], done["unchanged"]) == ("done", 0, 250)


# facts


def test_facts_of_the_samples_need_no_library(capsys: Captured, tmp_path: Path) -> None:
    """One object an article, with the fields that are promised."""
    status, out, _err = docbao(capsys, "facts", "--format", "json")
    assert status == 0
    reports = json.loads(out)
    assert [report["file"][:3] for report in reports] == ["000", "001", "002", "003", "004"]
    for report in reports:
        assert "text" not in report
        for people in report["people"]:
            assert {"evidence", "rule", "confidence"} <= set(people)
    assert not (tmp_path / "library").exists()


def test_offsets_count_code_points_of_the_text_that_can_be_added(capsys: Captured, corpus: Path) -> None:
    """Every evidence and mention is found where it says."""
    out = docbao(capsys, "facts", corpus, "--format", "jsonl", "--with-text")[1]
    for line in out.splitlines():
        report = json.loads(line)
        text = report["text"]
        spans = report["mentions"] + [f["evidence"] for f in report["people"] + report["figures"]]
        assert spans
        for span in spans:
            assert text[span["start"] : span["stop"]] == span["text"]


def test_one_file_that_cannot_be_read_is_refused_once(capsys: Captured, tmp_path: Path) -> None:
    """What is wrong, and what to do: of an empty file, to give another one."""
    (tmp_path / "rong.txt").write_text("")
    (tmp_path / "hong.json").write_text('{"a": \n')
    status, out, err = docbao(capsys, "facts", tmp_path / "rong.txt", "--lang", "en")
    assert (status, out) == (2, "")
    assert err.splitlines()[0] == "docbao: rong.txt: holds no text"
    assert err.splitlines()[1].startswith("  → a corpus is a folder or file of articles")
    assert len(err.splitlines()) == 2
    status, out, err = docbao(capsys, "facts", tmp_path / "hong.json", "--lang", "en")
    assert err.splitlines() == [
        "docbao: hong.json: JSON broken in line 2",
        "  → get it again; what could be read is kept",
    ]
    status, out, err = docbao(capsys, "facts", tmp_path, "--lang", "en")
    assert [line[:8] for line in err.splitlines()] == ["hong.jso", "rong.txt", "docbao: ", "  → a co"]


def test_reasons_of_related_articles_are_told_in_the_language_of_the_reader(
    capsys: Captured, corpus: Path
) -> None:
    out = docbao(capsys, "related", "bai_0001.txt", "--corpus", corpus, "--lang", "vi")[1]
    assert "cùng " in out
    assert "person: " not in out


def test_facts_can_be_narrowed_and_explained(capsys: Captured, corpus: Path) -> None:
    """One kind; the rule and the sentence of each."""
    status, out, _err = docbao(capsys, "facts", corpus / "bai_0001.txt", "--kind", "person", "--explain")
    assert status == 0
    assert "Đoàn Quốc Thẩm" in out
    assert "Ông Đoàn Quốc Thẩm, Chủ tịch UBND huyện Lam Kha, cho biết công trình có vốn 4 tỷ đồng." in out
    assert "Dates" not in out
    narrowed = json.loads(docbao(capsys, "facts", corpus, "--kind", "date", "--format", "json")[1])[0]
    assert "people" not in narrowed
    assert {mention["kind"] for mention in narrowed["mentions"]} <= {"date"}


def test_facts_of_what_is_refused_advise_as_its_reason_does(capsys: Captured, tmp_path: Path) -> None:
    """Not what a corpus is, which says nothing of this file."""
    empty = tmp_path / "rong.txt"
    empty.touch()
    broken = tmp_path / "hong.json"
    broken.write_text('{"title": ', encoding="utf-8")
    status, _out, err = docbao(capsys, "facts", broken)
    assert status == 2
    assert "JSON broken in line 1" in err
    assert err.count(REASONS["damaged"].hint) == 1
    status, _out, err = docbao(capsys, "facts", empty, broken)
    assert status == 2
    assert "a corpus is a folder or file of articles" in err


def test_an_article_that_is_not_in_its_file_is_said_to_be_none(capsys: Captured, tmp_path: Path) -> None:
    """Nothing is said of other parts of the file, which nobody asked for."""
    lines = [json.dumps({"text": f"Bà con xã Vĩnh Mơ được mùa lúa thứ {number}."}) for number in range(3)]
    file = tmp_path / "dump.jsonl"
    file.write_text("\n".join([*lines, "{broken", "{broken too"]), encoding="utf-8")
    status, out, err = docbao(capsys, "facts", f"{file}#9", "--lang", "en")
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "docbao: dump.jsonl#9: there is no such article in this file",
        f"  → docbao facts {file} prints those there are",
    ]


def test_an_encoding_for_no_file_is_said(capsys: Captured, corpus: Path) -> None:
    """A slip in the pattern would look like success; it is kept, for files may come."""
    said = docbao(capsys, "index", str(corpus), "--lang", "en", "--encoding", "khong-co*.txt=tcvn3")[2]
    assert "no file of the corpus is called khong-co*.txt" in said
    said = docbao(capsys, "index", str(corpus), "--lang", "en", "--encoding", "*.txt=utf-8")[2]
    assert "no file of the corpus" not in said


def test_what_the_system_says_is_said_in_the_language_of_the_reader(capsys: Captured, tmp_path: Path) -> None:
    """With advice that goes with it; a folder is not written over."""
    for place, reason in (
        (tmp_path / "none/x.csv", "không có tệp hay thư mục này"),
        (tmp_path, "đây là thư mục"),
    ):
        status, out, err = docbao(
            capsys, "export", "rejects", "--output", str(place), "--overwrite", "--lang", "vi"
        )
        assert (status, out) == (2, "")
        assert reason in err
        assert "hãy chọn chỗ khác để ghi" in err


def test_facts_of_a_text_without_any_end_with_1(capsys: Captured, tmp_path: Path) -> None:
    """Nothing found is no error, and no success."""
    (tmp_path / "a.txt").write_text("Trời xanh quá, gió nhẹ lắm.\n", encoding="utf-8")
    assert docbao(capsys, "facts", tmp_path / "a.txt", "--kind", "person")[0] == 1


def test_csv_cells_are_no_formulas(capsys: Captured, tmp_path: Path) -> None:
    """What a spreadsheet would run is kept as text; numbers stay numbers."""
    name = "=HYPERLINK(1).txt"
    (tmp_path / name).write_text(text_of(3), encoding="utf-8")
    out = docbao(capsys, "facts", tmp_path / name, "--format", "csv")[1]
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[0][:3] == ["file", "kind", "fact"]
    assert len(rows) > 5
    for row in rows[1:]:
        assert row[0] == f"'{name}"
        assert row[5].isdecimal()


def test_json_is_readable_and_inert(capsys: Captured, tmp_path: Path) -> None:
    """Vietnamese as it is; every character that could act on a terminal as an escape."""
    hostile = (
        "Ông Đoàn Quốc Thẩm\x9b31m\u202e\u200b\x7f\ue000\U000e0041\U00013430, Chủ tịch UBND huyện Lam Kha.\n"
    )
    (tmp_path / "a.txt").write_text("Tin trong ngày\n" + hostile, encoding="utf-8")
    out = docbao(capsys, "facts", tmp_path / "a.txt", "--format", "json", "--with-text")[1]
    assert "Đoàn Quốc Thẩm" in out
    assert not set(out) & set("\x9b\u202e\u200b\x7f\ue000\U000e0041\U00013430\x1b")
    text = json.loads(out)[0]["text"]
    assert "\u202e" in text
    assert "\U000e0041" in text


# show, search, related, doctor


def test_an_article_is_shown_by_a_unique_beginning(capsys: Captured, corpus: Path) -> None:
    """A corpus that was never indexed is indexed first; a path on disk works too."""
    status, out, _err = docbao(capsys, "show", "bai_0003", "--corpus", corpus)
    assert status == 0
    assert out.splitlines()[0] == "Khánh thành bến cá số 3".replace("bến cá", "chợ nổi") + " ở xã Vĩnh Mơ"
    assert docbao(capsys, "show", corpus / "bai_0003.txt", "--corpus", corpus)[1] == out
    status, out, err = docbao(capsys, "show", "bai", "--corpus", corpus)
    assert (status, out) == (2, "")
    assert "bai_0000.txt" in err
    assert docbao(capsys, "show", "khong", "--corpus", corpus)[0] == 2
    (corpus / "round").symlink_to("round")
    assert docbao(capsys, "show", corpus / "round", "--corpus", corpus)[0] == 2


def test_the_original_is_shown_with_what_cleaning_left_out(capsys: Captured) -> None:
    """The page as it came."""
    clean = docbao(capsys, "show", "004")[1]
    original = docbao(capsys, "show", "004", "--original")[1]
    assert len(original) > len(clean)
    seed = next((ROOT / "seeds").glob("004_*")).read_text(encoding="utf-8")
    assert original.strip() == seed.strip()


def test_search_prints_what_is_promised(capsys: Captured, corpus: Path) -> None:
    """Text and names, as JSON and as a table; 1 when nothing is found."""
    status, out, _err = docbao(capsys, "search", "qqxzw", "--corpus", corpus, "--format", "json")
    assert status == 1
    assert json.loads(out)["articles"] == []
    status, out, _err = docbao(capsys, "search", "vinh mo", "--corpus", corpus, "--format", "json")
    assert status == 0
    answer = json.loads(out)
    assert {"understood", "articles", "names"} <= set(answer)
    assert len(answer["articles"]) == 5
    for found in answer["articles"]:
        assert {"file", "title", "published", "score", "hits", "snippet"} <= set(found)
        (start, stop), *_ = found["snippet"]["marks"]
        assert found["snippet"]["text"][start:stop].lower() in ("vĩnh mơ", "vĩnh")
    status, out, _err = docbao(capsys, "search", "--names", "doan quoc tham", "--corpus", corpus)
    assert status == 0
    assert out.startswith("Đoàn Quốc Thẩm")
    names = json.loads(
        docbao(capsys, "search", "--names", "doan quoc tham", "--corpus", corpus, "--format", "json")[1]
    )["names"]
    assert {"name", "kind", "score", "articles", "mentions"} <= set(names[0])


def test_many_queries_are_answered_a_line_each(capsys: Captured, corpus: Path, tmp_path: Path) -> None:
    """Blank lines are none; the answers keep the order."""
    (tmp_path / "queries").write_text("lam kha\n\nqqxzw wzxqq\n", encoding="utf-8")
    status, out, _err = docbao(capsys, "search", "--queries", tmp_path / "queries", "--corpus", corpus)
    assert status == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["query"] for line in lines] == ["lam kha", "qqxzw wzxqq"]
    assert [bool(line["articles"]) for line in lines] == [True, False]


def test_a_list_of_names_is_a_corpus_of_its_own(capsys: Captured, tmp_path: Path) -> None:
    """One name a line; no library is made."""
    names = tmp_path / "names"
    names.write_text("Đoàn Quốc Thẩm\nLạc Thị Mây Thu\nĐoàn Quốc Thẩm\n", encoding="utf-8")
    (tmp_path / "queries").write_text("may thu\nqqxzw\n")
    status, out, _err = docbao(capsys, "search", "quoc tham", "--names-from", names, "--format", "jsonl")
    assert status == 0
    assert json.loads(out.splitlines()[0])["name"] == "Đoàn Quốc Thẩm"
    out = docbao(capsys, "search", "--queries", tmp_path / "queries", "--names-from", names)[1]
    answers = [json.loads(line) for line in out.splitlines()]
    assert [[name["name"] for name in answer["names"]] for answer in answers] == [["Lạc Thị Mây Thu"], []]
    assert not (tmp_path / "library").exists()


def test_related_articles_come_with_reasons(capsys: Captured) -> None:
    """000 and 001 of the samples share a sentence of one general."""
    status, out, _err = docbao(capsys, "related", "000", "--format", "json")
    assert status == 0
    related = json.loads(out)
    assert {"file", "title", "score", "reasons"} <= set(related[0])
    assert "001" in [one["file"][:3] for one in related]
    assert all({"kind", "text", "weight"} == set(r) for one in related for r in one["reasons"])
    out = docbao(capsys, "related", "--all", "--limit", "2")[1]
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) == 5
    assert all(set(line) == {"file", "related"} and len(line["related"]) <= 2 for line in lines)


def test_doctor_says_what_there_is(capsys: Captured, corpus: Path) -> None:
    """Versions, places, libraries, what was refused; 2 when a library is damaged."""
    (corpus / "trong.txt").write_text("")
    docbao(capsys, "index", corpus)
    status, out, _err = docbao(capsys, "doctor", "--deep")
    assert status == 0
    assert "articles=5" in out
    assert "trong.txt: holds no text" in out
    assert str(corpus) in out
    library = next(Path(os.environ["DOCBAO_LIBRARY"]).glob("*/library.db"))
    library.write_bytes(b"hong" * 4000)
    status, out, _err = docbao(capsys, "doctor")
    assert status == 2
    assert "damaged" in out


@pytest.mark.parametrize("command", [("search", "nhan quyen"), ("related", "001")])
def test_lists_say_as_facts_do_where_a_day_was_read(capsys: Captured, command: tuple[str, ...]) -> None:
    """`dated` and `from` are those of `docbao facts`; what was inferred is not called published."""
    reports = json.loads(docbao(capsys, "facts", "--format", "json")[1])
    told = {report["file"]: report["dated"] for report in reports}
    found = json.loads(docbao(capsys, *command, "--format", "json")[1])
    for head in found["articles"] if command[0] == "search" else found:
        dated = told[head["file"]]
        assert head["dated"] == {"value": dated["value"], "from": dated["from"]}
        assert head["published"] == (dated["value"] if dated["from"] == "published" else None)


COMMANDS_ON_A_LIBRARY = (("search", "lam kha"), ("related", "bai_0001"), ("show", "bai_0001"))


@pytest.mark.parametrize("change", [
    "PRAGMA user_version = 0",
    "UPDATE meta SET value = 'x' WHERE name = 'schema'; ALTER TABLE articles RENAME outlet TO sender",
])  # fmt: skip
@pytest.mark.parametrize("command", COMMANDS_ON_A_LIBRARY)
def test_a_library_of_an_older_version_is_built_again(
    capsys: Captured, corpus: Path, command: tuple[str, ...], change: str
) -> None:
    """Whatever is asked is answered; only `doctor`, who changes nothing, names the trouble."""
    before = docbao(capsys, *command, "--corpus", corpus)
    library = next(Path(os.environ["DOCBAO_LIBRARY"]).glob("*/library.db"))
    connection = sqlite3.connect(library)
    connection.executescript(change)
    connection.close()
    status, out, _err = docbao(capsys, "doctor", corpus)
    assert status == 2
    assert "older version" in out
    assert "sound" not in out
    status, out, err = docbao(capsys, *command, "--corpus", corpus)
    assert (status, out) == before[:2]
    assert "older version; built anew" in err
    assert docbao(capsys, "doctor", corpus)[0] == 0


@pytest.mark.parametrize("command", COMMANDS_ON_A_LIBRARY)
def test_an_interrupt_while_a_corpus_is_first_indexed_ends_the_command(
    capsys: Captured, corpus: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a library is no answer; asked again, the answer says that there may be more."""
    make_corpus(corpus, 40)

    def interrupted(file: CorpusFile, options: Options, **rest: Any) -> Iterator[RawArticle | Rejected]:
        if file.file == "bai_0011.txt":
            os.kill(os.getpid(), signal.SIGINT)
        return stream(file, options, **rest)

    monkeypatch.setattr("tui.ingest.work.stream", interrupted)
    with pytest.raises(SystemExit) as end:
        docbao(capsys, *command, "--corpus", corpus)
    assert end.value.code == 130
    assert capsys.readouterr().out == ""
    assert "run docbao index" in docbao(capsys, *command, "--corpus", corpus)[2]
    monkeypatch.setattr("tui.ingest.work.stream", stream)
    docbao(capsys, "index", corpus)
    assert "docbao index" not in docbao(capsys, *command, "--corpus", corpus)[2]


def test_one_library_that_fails_does_not_hide_the_others(capsys: Captured, tmp_path: Path) -> None:
    """`doctor` goes on to the next, and ends with 2."""
    for name in ("a", "b"):
        docbao(capsys, "index", make_corpus(tmp_path / name, 2))
    broken = min(Path(os.environ["DOCBAO_LIBRARY"]).glob("*/library.db"))
    connection = sqlite3.connect(broken)
    connection.executescript("ALTER TABLE rejected RENAME COLUMN reason TO why")
    connection.close()
    status, out, _err = docbao(capsys, "doctor")
    assert status == 2
    assert "no such column" in out
    assert out.index(str(tmp_path / "a")) < out.index(str(tmp_path / "b"))
    assert out.count("articles=2 with facts=2") == 2


@pytest.mark.parametrize("number", ["0", "1000001", "9" * 5000, "-1", "1.5", "", "²"])
def test_a_number_out_of_bounds_is_refused(capsys: Captured, corpus: Path, number: str) -> None:
    """Too small, too large by far, or none."""
    assert docbao(capsys, "search", "a", "--corpus", corpus, "--limit", number)[:2] == (2, "")


# pipes and terminals


def test_a_reader_that_closes_early_is_no_error(corpus: Path) -> None:
    """`docbao facts … | head` ends quietly."""
    make_corpus(corpus, 60)
    process = child("facts", corpus, "--format", "jsonl")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_the_reader_is_refused_at_once_without_a_terminal(corpus: Path) -> None:
    """Status 2 and one clear line, not a program that hangs."""
    process = child(corpus, stdin=subprocess.DEVNULL)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert out == b""
    assert b"terminal" in err
    assert len(err.splitlines()) == 2


def test_a_folder_named_like_a_command_is_opened_by_its_path(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`./search` is a corpus."""
    make_corpus(tmp_path / "search", 1)
    monkeypatch.chdir(tmp_path)
    opened: list[Path] = []
    monkeypatch.setattr("tui.cli.open.check_terminal", lambda **_piped: None)

    def run_app(corpus: Path, _paths: object, **_options: object) -> int:
        opened.append(corpus)
        return 0

    monkeypatch.setattr("tui.app.run.run_app", run_app)
    assert docbao(capsys, "./search")[0] == 0
    assert docbao(capsys, "--", "search")[0] == 0
    assert [path.resolve() for path in opened] == [tmp_path / "search"] * 2


def test_vietnamese_is_printed_in_any_locale(corpus: Path) -> None:
    """Also where the locale knows only ASCII."""
    environ = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    process = child("show", "bai_0001", "--corpus", corpus, env=environ)
    out, _err = process.communicate(timeout=60)
    assert "Khánh thành trường học số 1" in out.decode("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("facts", "--format", "json"),
        ("facts", "--format", "csv"),
        ("facts",),
        ("search", "nhan quyen", "--format", "json"),
        ("show", "000"),
        ("--help",),
    ],
)
def test_a_full_disk_is_one_clear_line(arguments: tuple[str, ...]) -> None:
    """What was asked for did not arrive: status 2, and no traceback."""
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "tui", *arguments]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    said = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert said[-2:] == [
        "docbao: the output cannot be written: the disk is full",
        "  → make room, or write it elsewhere",
    ]
    assert "Traceback" not in done.stderr.decode()


def closing(descriptor: int) -> dict[str, Any]:
    """Start a child with this descriptor closed, as `>&-` does."""
    return {"preexec_fn": lambda: os.close(descriptor)}


def test_talk_never_ends_up_among_the_data(corpus: Path) -> None:
    """Closed streams lead nowhere: no traceback, and stdout stays empty."""
    process = child("facts", corpus / "khong.txt", **closing(2))
    assert process.communicate(timeout=60)[0] == b""
    assert process.returncode == 2
    process = child("facts", corpus, **closing(1))
    assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 0
    process = child("search", "--queries", "-", "--corpus", corpus, "--names-from", "-", **closing(0))
    assert process.communicate(timeout=60) == (b"", b"")
    assert process.returncode == 1


def test_nobody_listening_to_talk_is_no_error(corpus: Path) -> None:
    """The status is the same where stderr is a closed pipe."""
    process = child("facts", corpus / "khong.txt")
    assert process.stderr is not None
    process.stderr.close()
    assert process.wait(timeout=60) == 2


def test_a_mistyped_command_is_told_from_a_missing_corpus(capsys: Captured) -> None:
    """`docbao fact` means a command, `docbao kho-bao` a folder."""
    status, out, err = docbao(capsys, "fact", "--lang", "en")
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "docbao: fact: no such file or folder",
        "  → did you mean the command docbao facts?",
    ]
    assert "check the path" in docbao(capsys, "kho-bao", "--lang", "en")[2]


def test_doctor_names_the_extras_and_how_to_get_those_that_are_missing(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.doctor.EXTRAS", {"pdf": "no-such-package-of-ours", "zstd": "pytest"})
    out = docbao(capsys, "doctor", "--lang", "en")[1]
    assert "no-such-package-of-ours missing: pip install 'docbao[pdf]', pytest " in out
