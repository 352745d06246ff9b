"""Parquet: a row an article, read some rows at a time; needs pyarrow."""

from __future__ import annotations

import io
from collections.abc import Iterator

from tui.corpus.loaders.base import Part, RefusalError
from tui.corpus.loaders.columns import recognised
from tui.corpus.loaders.records import Numbered, articles_from
from tui.model.article import RawArticle, Rejected

ROWS = 64
"""Rows held at once."""
MAX_GROUP = 2 * 1024**3
"""Bytes that the rows stored together unpack to at most."""


def load(part: Part) -> Iterator[RawArticle | Rejected]:
    """An article a row.

    Raises:
        RefusalError: pyarrow is not installed, or the file is damaged.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise RefusalError("needs-extra", "pip install 'docbao[parquet]'") from None
    stream = part.stream if part.stream.seekable() else io.BytesIO(part.whole())
    try:
        file = parquet.ParquetFile(stream, pre_buffer=False, memory_map=False)
        names = [str(name) for name in file.schema_arrow.names]
        columns = recognised(names, part.options.columns).by_field
        if "text" not in columns:
            raise RefusalError("no-column", ", ".join(names)[:200])
        groups = range(file.metadata.num_row_groups)
        if any(file.metadata.row_group(group).total_byte_size > MAX_GROUP for group in groups):
            raise RefusalError("bomb")
        wanted = sorted({column.partition(".")[0] for column in columns.values()}, key=names.index)
        yield from articles_from(part, _records(file, wanted), "parquet", "utf-8")
    except MemoryError:
        raise
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise RefusalError("damaged") from error


def _records(file: object, wanted: list[str]) -> Iterator[Numbered]:
    number = 0
    for batch in file.iter_batches(batch_size=ROWS, columns=wanted, use_threads=False):  # type: ignore[attr-defined]
        for record in batch.to_pylist():
            number += 1
            yield number, 0, record
