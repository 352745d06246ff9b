"""Web pages: the main text, and what the page says of it. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.corpus.loaders.base import Source, composed, digest_of
from tui.corpus.loaders.decoding import guess
from tui.model.article import RawArticle, Rejected
from tui.text.encoding import SURE
from tui.text.folding import match_key
from tui.text.normal import normalize

if TYPE_CHECKING:
    from tui.corpus.markup.lines import Line
    from tui.corpus.markup.main_text import MainText

MAX_BYTES = 16 * 1024 * 1024
"""A larger page is refused: those that hold their pictures have a few megabytes."""


def load(source: Source) -> Iterator[RawArticle | Rejected]:
    """The one article of a page, or why there is none."""
    yield page(source, "html")


def page(source: Source, loader: str) -> RawArticle | Rejected:
    """The article of the page `source`, read by `loader`."""
    from tui.corpus.markup.charset import page_text
    from tui.corpus.markup.fields import fields_of
    from tui.corpus.markup.lines import joined
    from tui.corpus.markup.main_text import main_text
    from tui.corpus.markup.tree import parse

    if len(source.data) > MAX_BYTES:
        return Rejected(source.file, "too-large", f"{MAX_BYTES // 2**20} MB")
    decoded = page_text(source.data, source.encoding, source.charset)
    if decoded is None:
        return Rejected(source.file, "not-text")
    if decoded.confidence < SURE:
        return Rejected(source.file, "unsure-encoding", guess(decoded))
    root = parse(decoded.text)
    if root is None:
        return Rejected(source.file, "empty")
    main = main_text(root)
    if main is None:
        return Rejected(source.file, "no-article")
    fields = fields_of(root, decoded.text, main, source.url)
    keys = {match_key(part) for part in (fields.title, fields.lead) if part}
    body = [line for line in main.lines if match_key(line.text) not in keys]
    text = composed(fields.title, fields.lead, joined(body))
    return RawArticle(
        source.file,
        text,
        loader,
        decoded.encoding,
        digest_of(source.data),
        fields=fields,
        confidence=decoded.confidence,
        around=_around(text, main, keys),
    )


def _around(text: str, main: MainText, keys: set[str]) -> tuple[tuple[int, str], ...]:
    """What the page shows beside `text`, where it stands; `keys` are of headline and lead."""
    from tui.corpus.markup.lines import joined

    own = {id(line) for line in main.lines}
    around: list[tuple[int, str]] = []
    waiting: list[Line] = []
    done = 0
    for line in main.page:
        if id(line) not in own and match_key(line.text) not in keys:
            waiting.append(line)
            continue
        words = normalize(line.text)
        found = text.find(words, done)
        if found < 0:
            continue
        if waiting:
            around.append((found, joined(waiting)))
            waiting = []
        done = found + len(words)
    if waiting:
        around.append((len(text), joined(waiting)))
    return tuple(around)
