"""Corpora of packed files and records for the tests, and what is read of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tui.corpus.options import Options
from tui.corpus.reader import read, scan
from tui.model.article import RawArticle, Rejected

TEXT = "Giá muối tăng\n\nBà con xã Vĩnh Mơ mừng vui lắm.\n"
OTHER = "Cầu Mây thông xe\n\nXe máy qua cầu từ sáng nay.\n"


def run(command: str, folder: Path) -> None:
    """A command of another program, in `folder`."""
    subprocess.run(["/bin/sh", "-c", command], cwd=folder, check=True, capture_output=True, timeout=60)


def everything(root: Path, options: Options | None = None) -> tuple[dict[str, RawArticle], list[Rejected]]:
    """Articles of a corpus by name, and what was refused."""
    found: dict[str, RawArticle] = {}
    refused: list[Rejected] = []
    for corpus_file in scan(root):
        articles, rejected = read(corpus_file, options or Options())
        for article in articles:
            assert article.file not in found, f"{article.file} twice"
            found[article.file] = article
        refused += rejected
    return found, refused


def reasons(refused: list[Rejected]) -> dict[str, str]:
    """file → reason."""
    return {rejection.file: rejection.reason for rejection in refused}
