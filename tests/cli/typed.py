"""Standard input for commands that run in this process."""

from __future__ import annotations

import io

import pytest


def typing(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let `data` stand on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
