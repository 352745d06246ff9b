"""Web pages: the main text, and what the page says of it. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator

from tui.corpus.loaders.base import Source, composed, digest_of
from tui.corpus.loaders.decoding import guess
from tui.model.article import RawArticle, Rejected
from tui.text.encoding import SURE
from tui.text.folding import match_key

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
    return RawArticle(
        source.file,
        composed(fields.title, fields.lead, joined(body)),
        loader,
        decoded.encoding,
        digest_of(source.data),
        fields=fields,
        confidence=decoded.confidence,
        rest=joined([line for line in main.rest if match_key(line.text) not in keys]),
    )
