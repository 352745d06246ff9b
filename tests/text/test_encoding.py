"""Bytes become text in the encoding they are in, and other data does not pass for text."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.encoding import decode

TEXT = "Sáng 5/3, bà con xã Mường Lạn đến dự lễ khánh thành cây cầu “treo” – dài 60 m.\n" * 3


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_text_is_read_in_its_encoding_and_the_mark_goes(data: bytes, encoding: str) -> None:
    """A byte-order mark decides; UTF-16 is known without one too; the mark is no part of the text."""
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)
    assert decoded.confidence >= 0.9


def test_a_broken_letter_does_not_cost_the_article() -> None:
    """A file cut inside a letter is read, with a replacement character and less confidence."""
    decoded = decode(TEXT.encode()[: TEXT.encode().index("ầ".encode()) + 1])
    assert decoded is not None
    assert decoded.text.endswith("c\ufffd")
    assert decoded.confidence < 1


@pytest.mark.parametrize(
    "data",
    [
        random.Random(7).randbytes(4000),
        b"\x00" * 100,
        b"text\x00text" * 10,
        b"\x89PNG\r\n\x1a\n" + b"a" * 100,
        b"%PDF-1.7\n" + b"a" * 100,
        b"PK\x03\x04" + b"a" * 100,
        b"\x1f\x8b\x08" + b"a" * 100,
        bytes(range(1, 32)) * 20,
        codecs.BOM_UTF16_LE + random.Random(7).randbytes(4000),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Random bytes, NULs, controls, containers."""
    assert decode(data) is None


@pytest.mark.parametrize("text", ["Huế", "a", "\u1ebf\x1b[31m", "\t\r\n", "日本語のニュース", "😀" * 50])
def test_short_and_foreign_text_is_text(text: str) -> None:
    """Few characters, other scripts and an escape sequence do not make a file binary."""
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded.text == text


@given(st.binary(max_size=300))
def test_decoding_never_raises(data: bytes) -> None:
    """Whatever the bytes: text that can be stored again as UTF-8, or None."""
    decoded = decode(data)
    if decoded is not None:
        assert decoded.text.encode("utf-8") is not None
        assert 0 < decoded.confidence <= 1


def test_a_short_text_with_a_few_bells_is_still_text() -> None:
    """A handful of controls is an accident of copying; the gate to the screen makes them harmless."""
    assert decode("Tin \x07\x07 ngắn\x08 về Huế".encode()) is not None
    assert decode(b"\x01\x02ab\x03\x04") is None
