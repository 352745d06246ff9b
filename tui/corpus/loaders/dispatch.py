"""From an opened file, or a member of an archive, to its articles: which loader, and within which bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from tui.corpus.formats import Format, suffix_of
from tui.corpus.loaders.base import Part, RefusalError, Source
from tui.corpus.loaders.sniffing import HEAD, format_of
from tui.model.article import RawArticle, Rejected


def articles_of(part: Part) -> Iterator[RawArticle | Rejected]:
    """The articles of `part` in order; what cannot be read ends in one line, what came before it stands."""
    try:
        yield from _articles(part)
    except RefusalError as refusal:
        yield Rejected(part.file, refusal.reason, refusal.detail)


@cache
def _loader(module: str) -> Callable[[Any], Iterator[RawArticle | Rejected]]:
    """The `load` of a module of loaders; imported when the first such file is read."""
    load: Callable[[Any], Iterator[RawArticle | Rejected]] = import_module(
        f"tui.corpus.loaders.{module}"
    ).load
    return load


def _articles(part: Part) -> Iterator[RawArticle | Rejected]:
    head = part.stream.peek(HEAD)[:HEAD]
    known = format_of(part.name, head)
    if known is None:
        raise RefusalError("unknown-format", suffix_of(part.name))
    if part.packed and known.shape == "archive":
        raise RefusalError("nested")
    if known.shape == "compressed":
        from tui.corpus.loaders.compressed import unpacked

        inner = unpacked(part, known)
        below = format_of(inner.name, inner.stream.peek(HEAD)[:HEAD])
        if below is not None and below.shape == "compressed":
            raise RefusalError("nested")
        yield from _articles(inner)
        return
    if known.shape == "document":
        yield from _document(part, known)
        return
    yield from _loader(known.module)(part)


def _document(part: Part, known: Format) -> Iterator[RawArticle | Rejected]:
    data = part.whole()
    source = Source(part.file, data, part.encoding, part.options.columns, part.charset, part.url)
    load = _loader(known.module)
    answer = part.guard(part.file, lambda: list(load(source)))
    if isinstance(answer, Rejected):
        yield answer
    else:
        yield from answer
