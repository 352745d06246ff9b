"""From what a loader read to an article: paragraphs told apart, page furniture set aside, nothing lost."""

from __future__ import annotations

from tui.lexicon.lexicon import Lexicon
from tui.model.article import Article, Paragraph, ParagraphKind, Piece, RawArticle
from tui.model.span import Span


def clean(raw: RawArticle, lexicon: Lexicon) -> Article:
    """The article in `raw`; every character of it that is not white space is in a piece or was dropped."""
    paragraphs: list[Paragraph] = []
    pieces: list[Piece] = []
    parts: list[str] = []
    at = source = 0
    for line in raw.text.split("\n"):
        text = line.strip()
        if text:
            kind: ParagraphKind = "body" if parts or len(text) > 200 else "title"
            pieces.append(Piece(at, source + line.index(text), len(text)))
            paragraphs.append(Paragraph(Span(at, at + len(text)), kind))
            parts.append(text)
            at += len(text) + 1
        source += len(line) + 1
    title = parts[0] if parts and paragraphs[0].kind == "title" else None
    return Article(
        raw.file,
        "\n".join(parts),
        tuple(paragraphs),
        raw.digest,
        raw.loader,
        raw.encoding,
        title=title,
        title_inferred=None if title else parts[0][:100],
        pieces=tuple(pieces),
    )
