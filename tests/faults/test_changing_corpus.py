"""Files that change while they are read, clocks that lie, and a program that never asks the network."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.library.making import contents, index, lexicon, make_corpus, text_of
from tui.ingest.run import run
from tui.library.library import Library

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("DOCBAO_FAULT_ROUNDS", "4"))
"""Raise it to look longer: 20 rounds take a minute."""
DAY = 24 * 3600 * 10**9


def disturb(corpus: Path, chance: random.Random, stop: threading.Event) -> None:
    """Rewrite, lengthen, cut, rename, delete and add files until told to stop."""
    number = 1000
    while not stop.is_set():
        files = sorted(corpus.glob("*.txt"))
        file = chance.choice(files)
        number += 1
        match chance.randrange(6):
            case 0:
                file.write_text(text_of(number), encoding="utf-8")
            case 1:
                with file.open("a", encoding="utf-8") as stream:
                    stream.write("\nCon đê được đắp thêm một đoạn.\n" * chance.randrange(1, 400))
            case 2:
                os.truncate(file, chance.randrange(max(1, file.stat().st_size)))
            case 3:
                file.rename(corpus / f"doi_{number}.txt")
            case 4 if len(files) > 10:
                file.unlink()
            case _:
                (corpus / f"moi_{number}.txt").write_text(text_of(number), encoding="utf-8")


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_changed_while_it_was_read_is_right_after_the_next_run(tmp_path: Path, seed: int) -> None:
    """The run in the storm ends by itself; the next one leaves what a clean index would hold."""
    corpus = make_corpus(tmp_path / "corpus", 40)
    stop = threading.Event()
    storm = threading.Thread(target=disturb, args=(corpus, random.Random(seed), stop))
    storm.start()
    try:
        for _ in range(2):
            assert run(corpus, tmp_path / "library.db", lexicon(), jobs=1).complete
    finally:
        stop.set()
        storm.join()
    index(corpus, tmp_path / "library.db")
    index(corpus, tmp_path / "clean.db")
    assert contents(tmp_path / "library.db") == contents(tmp_path / "clean.db")


@pytest.mark.parametrize(
    "shift",
    [-time.time_ns() + 365 * DAY, 75 * 365 * DAY, -DAY],
    ids=["1971", "2100", "yesterday"],
)
def test_a_wrong_clock_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shift: int) -> None:
    """The same library whatever the clock says, and every change is noticed."""
    corpus = make_corpus(tmp_path / "corpus", 12)
    right = time.time_ns
    index(corpus, tmp_path / "right.db")
    monkeypatch.setattr(time, "time_ns", lambda: right() + shift)
    monkeypatch.setattr(time, "time", lambda: (right() + shift) / 1e9)
    path = tmp_path / "wrong.db"
    index(corpus, path)
    assert contents(path) == contents(tmp_path / "right.db")
    file = corpus / "bai_0004.txt"
    status = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("xã Vĩnh Mơ", "xã Vĩnh Bơ"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert index(corpus, path).changed == 1
    assert Library.open(path).find_text("Vĩnh Bơ").total_articles == 1


@pytest.mark.parametrize("stamp", [365 * DAY, 130 * 365 * DAY, 0], ids=["1971", "2100", "1970"])
def test_files_from_any_time_are_read_once(tmp_path: Path, stamp: int) -> None:
    """Dates of files, however odd, neither hide one nor have it read for ever."""
    corpus = make_corpus(tmp_path / "corpus", 6)
    for file in corpus.iterdir():
        os.utime(file, ns=(stamp, stamp))
    assert index(corpus, tmp_path / "library.db").added == 6
    assert index(corpus, tmp_path / "library.db").unchanged == 6


WATCH = """
import os, socket, sys

def watch(event, arguments):
    if event == "socket.getaddrinfo" or event == "socket.gethostbyname" or (
        event in ("socket.connect", "socket.bind", "socket.sendto")
        and arguments[0].family != socket.AF_UNIX
    ):
        with open(os.environ["DOCBAO_TEST_WATCH"], "a") as log:
            log.write(f"{event} {arguments[1:]}\\n")

sys.addaudithook(watch)
with open(os.environ["DOCBAO_TEST_WATCH"], "a") as log:
    log.write("watching\\n")
"""

PAGE = """<!DOCTYPE html><html><head><title>Họp bàn giữ đê</title>
<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><base href="http://127.0.0.1:9/">
<script src="http://127.0.0.1:9/a.js"></script></head><body><article><h1>Họp bàn giữ đê ở xã Vĩnh Mơ</h1>
<img src="http://127.0.0.1:9/a.png"><iframe src="http://127.0.0.1:9/"></iframe>
<p>Sáng 12/3/2024, ông Trần Văn Mận, Chủ tịch UBND xã Vĩnh Mơ, chủ trì cuộc họp bàn việc giữ đê trước mùa lũ
và phân công người trực ở từng đoạn.</p><p>Ông Mận nói con đê dài 3 km đã cũ và cần được đắp lại trước tháng
8, khi nước sông lên cao nhất trong năm.</p></article></body></html>"""

FEED = """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd"><rss version="2.0"><channel>
<title>Báo Vĩnh Mơ</title><link>http://127.0.0.1:9/</link><item><title>Đắp đê ở xã Vĩnh Mơ</title>
<link>http://127.0.0.1:9/1</link><description>Sáng 12/3/2024, dân xã Vĩnh Mơ ra đắp lại con đê dài 3 km trước
mùa lũ.</description></item></channel></rss>"""


def test_nothing_asks_the_network(tmp_path: Path) -> None:
    """Pages, feeds and articles full of addresses are indexed and searched; no process opens a socket."""
    corpus = make_corpus(tmp_path / "corpus", 3)
    (corpus / "trang.html").write_text(PAGE, encoding="utf-8")
    (corpus / "tin.xml").write_text(FEED, encoding="utf-8")
    hook, log = tmp_path / "hook", tmp_path / "watch.log"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(WATCH)
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(hook), str(ROOT)]),
        "DOCBAO_TEST_WATCH": str(log),
    }
    places = ["--library", str(tmp_path / "l"), "--data", str(tmp_path / "d")]
    for words in (
        ["index", str(corpus), "--jobs", "2"],
        ["search", "giữ đê", "--corpus", str(corpus)],
        ["facts", str(corpus)],
        ["doctor", str(corpus), "--deep"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "tui", *words, *places],
            capture_output=True,
            text=True,
            timeout=120,
            env=environ,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    said = log.read_text().splitlines()
    assert len(said) >= 4
    probe = "socket.bind (('::1', 0),)"  # urllib3, which trafilatura imports, asks whether IPv6 is there
    assert set(said) <= {"watching", probe}
