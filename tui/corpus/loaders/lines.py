"""Lines of a file that may be larger than memory, decoded as they come."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Any

from tui.corpus.loaders.base import MAX_BYTES, Part, RefusalError
from tui.corpus.loaders.decoding import guess
from tui.text.encoding import MISREAD, SURE, decode
from tui.text.legacy.mojibake import reread_part

SAMPLE = 256 * 1024
"""Bytes by which the encoding is told."""


class Lines:
    """The lines of `part`, with their line ends; `encoding` is known from the start."""

    def __init__(self, part: Part) -> None:
        """Tell the encoding.

        Raises:
            RefusalError: it is no text, or in an encoding that is not sure.
        """
        self._stream = part.stream
        self._broken: RefusalError | None = None
        self._sample = self._begin(part.stream)
        whole = len(self._sample) < SAMPLE
        sample = self._sample if whole else self._sample[: self._sample.rfind(b"\n") + 1] or self._sample
        found = decode(sample, part.encoding)
        if found is None and not whole:
            found = decode(sample[:-3], part.encoding)
        if found is None:
            raise RefusalError("not-text" if sample.strip() else "empty")
        if found.confidence < SURE:
            raise RefusalError("unsure-encoding", guess(found))
        self.encoding = found.encoding
        self._chosen = part.encoding or (None if found.encoding.startswith("utf-8") else found.encoding)

    def _begin(self, stream: io.BufferedReader[Any]) -> bytes:
        """The first bytes; where the file breaks off among them, those before the break."""
        taken = b""
        try:
            while len(taken) < SAMPLE and (data := stream.read1(SAMPLE - len(taken))):
                taken += data
        except RefusalError as refusal:
            if not taken:
                raise
            self._broken = refusal
        return taken

    def __iter__(self) -> Iterator[str]:
        wide = self.encoding if self.encoding.startswith(("utf-16", "utf-32")) else None
        yield from self._wide(wide) if wide else self._narrow()

    def _narrow(self) -> Iterator[str]:
        first = True
        for data in self._raw():
            if first:
                data, first = data.removeprefix(codecs.BOM_UTF8), False
            if self.encoding == MISREAD:
                yield reread_part(data.decode("utf-8", errors="replace"))
            elif self._chosen is None:
                yield data.decode("utf-8", errors="replace")
            else:
                found = decode(data, self._chosen)
                yield found.text if found else ""

    def _raw(self) -> Iterator[bytes]:
        """Lines as bytes: those of the sample, then those that follow."""
        *lines, rest = self._sample.split(b"\n")
        self._sample = b""
        for line in lines:
            yield line + b"\n"
        if self._broken is not None:
            raise self._broken
        while True:
            data = self._stream.readline(MAX_BYTES + 1)
            line, rest = rest + data, b""
            if len(line) > MAX_BYTES:
                raise RefusalError("too-large", f"{MAX_BYTES // 2**20} MB")
            if line:
                yield line
            if not data:
                return

    def _wide(self, encoding: str) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        text = decoder.decode(self._sample).removeprefix("\ufeff")
        self._sample = b""
        while True:
            *lines, text = text.split("\n")
            for line in lines:
                yield line + "\n"
            if self._broken is not None:
                raise self._broken
            data = self._stream.read(SAMPLE)
            text += decoder.decode(data, final=not data)
            if len(text) > MAX_BYTES:
                raise RefusalError("too-large", f"{MAX_BYTES // 2**20} MB")
            if not data:
                break
        if text:
            yield text
