"""JSON: one object, a list of them, an object that holds such a list, or objects one after the other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tui.corpus.loaders.base import Part, RefusalError
from tui.corpus.loaders.lines import Lines
from tui.corpus.loaders.records import Numbered, Reader, Record, articles_from
from tui.model.article import RawArticle, Rejected

MAX_RECORD = 16 * 1024 * 1024
"""Characters of one object: what is built from them is up to twenty times larger in memory."""
CHUNK = 64 * 1024
MAX_DEPTH = 3
"""How deep in other objects a list of articles is looked for."""
_NEAR_END = 16
"""A mistake this near the end of what was read so far may be none."""
_SPACE = re.compile(r"[ \t\r\n,\x1e\ufeff]*")


def _integer(digits: str) -> int | None:
    """A number of more digits than any date has is none."""
    return int(digits) if len(digits) < 20 else None


DECODER = json.JSONDecoder(strict=False, parse_int=_integer)


def load(part: Part) -> Iterator[RawArticle | Rejected]:
    """The articles of a JSON file; lists are read object by object, whatever their length.

    Raises:
        RefusalError: the rest is no JSON.
    """
    lines = Lines(part)
    yield from articles(part, texts_of(iter(lines)), lines.encoding)


def texts_of(lines: Iterable[str]) -> Callable[[], str]:
    """Hands out text some lines at a time; nothing at the end."""
    iterator = iter(lines)

    def more() -> str:
        taken: list[str] = []
        size = 0
        for line in iterator:
            taken.append(line)
            size += len(line)
            if size >= CHUNK:
                break
        return "".join(taken)

    return more


def articles(part: Part, more: Callable[[], str], encoding: str) -> Iterator[RawArticle | Rejected]:
    """The articles in the JSON that `more` hands out."""
    reader = Reader(part.options.columns)
    found = False

    def records() -> Iterator[Numbered]:
        nonlocal found
        for number, value in enumerate(_records(_Text(more), reader), 1):
            found = True
            yield number, 0, value

    yield from articles_from(part, records(), "json", encoding)
    if not found:
        yield Rejected(part.file, "no-column")


def _records(text: _Text, reader: Reader) -> Iterator[Record]:
    while mark := text.next():
        if mark == "[":
            yield from _array(text)
        elif mark == "{":
            yield from _object(text, reader, 0)
        else:
            raise RefusalError("damaged", f"JSON:{text.place}")


def _array(text: _Text) -> Iterator[Record]:
    text.take("[")
    while (mark := text.next()) != "]":
        if not mark:
            raise RefusalError("damaged", f"JSON:{text.place}")
        value = text.value()
        if isinstance(value, dict):
            yield value
        elif isinstance(value, list):
            yield from (inner for inner in value if isinstance(inner, dict))
    text.take("]")


def _object(text: _Text, reader: Reader, depth: int) -> Iterator[Record]:
    """The articles of an object: itself, or what it holds; one that is too large is read key by key."""
    value = text.find_value()
    if isinstance(value, dict):
        yield from _inside(value, reader, depth)
        return
    text.take("{")
    while (mark := text.next()) != "}":
        if mark != '"' or not isinstance(text.value(), str) or text.next() != ":":
            raise RefusalError("damaged", f"JSON:{text.place}")
        text.take(":")
        mark = text.next()
        if mark == "[":
            yield from _array(text)
        elif mark == "{" and depth < MAX_DEPTH:
            yield from _object(text, reader, depth + 1)
        else:
            text.value()
    text.take("}")


def _inside(value: dict[str, Any], reader: Reader, depth: int) -> Iterator[Record]:
    if reader.article(value, "", "", "") is not None:
        yield value
        return
    lists = [
        part for part in value.values() if isinstance(part, list) and any(isinstance(x, dict) for x in part)
    ]
    if lists:
        for part in lists:
            yield from (item for item in part if isinstance(item, dict))
        return
    within = [part for part in value.values() if isinstance(part, dict)] if depth < MAX_DEPTH else []
    told = False
    for inner in within:
        for item in _inside(inner, reader, depth + 1):
            told = True
            yield item
    if not told and not depth:
        yield value


class _Text:
    """JSON text, read on as it is needed."""

    def __init__(self, more: Callable[[], str]) -> None:
        self._more, self._held, self._at, self._lines = more, "", 0, 1

    @property
    def place(self) -> str:
        """The line reading stands in, from 1."""
        return str(self._lines + self._held.count("\n", 0, self._at))

    def _read_on(self, least: int = 1) -> bool:
        taken = [self._held[self._at :]]
        self._lines += self._held.count("\n", 0, self._at)
        self._at = got = 0
        while got < least and (text := self._more()):
            taken.append(text)
            got += len(text)
        self._held = "".join(taken)
        return got > 0

    def next(self) -> str:
        """The next character that is no space or comma, not taken; `` at the end."""
        while True:
            match = _SPACE.match(self._held, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._read_on():
                return ""

    def take(self, mark: str) -> None:
        """Go beyond `mark`, which stands next."""
        self._at += len(mark)

    def value(self) -> Any:
        """The value that stands next.

        Raises:
            RefusalError: there is none, or it is too large or too deep.
        """
        value = self.find_value()
        if value is _TOO_LARGE:
            raise RefusalError("too-large", f"{MAX_RECORD // 2**20} MB")
        return value

    def find_value(self) -> Any:
        """The value that stands next; `_TOO_LARGE` for one that is, which is not taken."""
        while True:
            try:
                value, self._at = DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos >= len(self._held) - _NEAR_END
                held, within = len(self._held) - self._at, error.pos - self._at
                if cut and held > MAX_RECORD:
                    return _TOO_LARGE
                if not cut or not self._read_on(max(held, 1)):
                    self._at += within  # what was read before it may have been let go of
                    raise RefusalError("damaged", f"JSON:{self.place}") from error
            except RecursionError as error:
                raise RefusalError("too-deep") from error
            else:
                return value


_TOO_LARGE = object()
