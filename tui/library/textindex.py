"""The full-text index: a folder beside the library's file, derived from it and rebuilt at any time.

It holds plain text (`plaintexts`), tokenised at white space and not stored, with the id of each article; of
the body also the words with tones and those in capitals, without their places. A line feed becomes a token of
its own that no query has, so that no phrase goes over from one paragraph to the next. The library's lock
covers the folder: one process writes it, any number read.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.library.plaintexts import PlainText

if TYPE_CHECKING:
    import tantivy

FOLDER = "text"
IDENTITY = "docbao.json"
VERSION = "2"
"""Raise it when the fields, the folding or the tokens change: an index of another version is rebuilt."""
FIELDS = ("title", "body", "dropped", "marks")
PARAGRAPH = " / "
"""Stands for a line feed; plain text holds no such sign."""
HEAP_BYTES = 48_000_000
"""What the writer holds in memory before it writes a segment."""
CHECKED_BYTES = 64 * 1024 * 1024
"""So much of an index is read through for its checksums when it is opened: under 0.1 s. Of a larger one only
the form of each file is looked at."""


class IndexUnusableError(Exception):
    """The text index is missing, broken, or not of this library: the library's own texts answer."""


def folder_of(library: Path) -> Path:
    """Where the text index of the library file `library` lies.

    >>> folder_of(Path("/shelf/library.db")).name
    'text'
    """
    return library.with_name(FOLDER if library.stem == "library" else f"{library.name}.{FOLDER}")


@contextmanager
def unusable() -> Iterator[None]:
    """Turn what a broken index raises inside into `IndexUnusableError`.

    The engine panics where a file's contents contradict themselves; Python sees an exception of a class that
    no module names.
    """
    try:
        yield
    except (ValueError, OSError, TypeError, LookupError) as error:
        raise IndexUnusableError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise IndexUnusableError(str(error)) from error


def schema() -> tantivy.Schema:
    """The fields of the index."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        option = "basic" if name == "marks" else "position"
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option=option)
    builder.add_integer_field("id", stored=False, indexed=True, fast=True)
    return builder.build()


def create(folder: Path | None, token: str) -> tantivy.Index:
    """An empty index in `folder`, in place of what lies there; in memory without one. `token` names it."""
    import tantivy

    if folder is None:
        return tantivy.Index(schema())
    remove(folder)
    folder.mkdir(mode=0o700, parents=True)
    with unusable():
        index = tantivy.Index(schema(), path=str(folder))
    (folder / IDENTITY).write_text(json.dumps({"library": token, "version": VERSION}), encoding="utf-8")
    return index


def remove(folder: Path) -> None:
    """Delete an index; nothing happens where there is none."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


class State(NamedTuple):
    """What an index says of itself."""

    opstamp: int
    """The number of its last commit; grows with each."""
    articles: int


def check(folder: Path, token: str) -> State:
    """The state of the index in `folder`, if it is the one that `token` names and its files are sound.

    Raises:
        IndexUnusableError: it is not.
    """
    if not token or _identity(folder) != (token, VERSION):
        raise IndexUnusableError(f"{folder}: no index of this library")
    with unusable():
        meta = json.loads((folder / "meta.json").read_bytes())
        _check_files(folder, meta["segments"])
        count = sum(
            segment["max_doc"] - (segment["deletes"] or {"num_deleted_docs": 0})["num_deleted_docs"]
            for segment in meta["segments"]
        )
        return State(int(meta["opstamp"]), int(count))


def opstamp(folder: Path) -> int:
    """The number of the last commit of the index in `folder`."""
    with unusable():
        return int(json.loads((folder / "meta.json").read_bytes())["opstamp"])


def open_index(folder: Path) -> tantivy.Index:
    """The index in `folder`, which was checked.

    Raises:
        IndexUnusableError: it cannot be opened.
    """
    import tantivy

    with unusable():
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual")
        return index


def document(article_id: int, text: PlainText) -> tantivy.Document:
    """What the index takes of an article."""
    import tantivy

    made = tantivy.Document()
    for name, value in zip(FIELDS, text, strict=True):
        if value:
            made.add_text(name, value.replace("\n", PARAGRAPH))
    made.add_integer("id", article_id)
    return made


def _identity(folder: Path) -> tuple[object, object]:
    try:
        read = json.loads((folder / IDENTITY).read_bytes())
        return read["library"], read["version"]
    except (OSError, ValueError, TypeError, KeyError):
        return None, None


def _check_files(folder: Path, segments: list[dict[str, Any]]) -> None:
    """Read the files of an index through, as far as `CHECKED_BYTES` reach.

    Each file ends with a footer that holds the CRC-32 of what stands before it, then the footer's length and
    a number that marks one.

    Raises:
        ValueError: a file is not what was written.
        OSError: a file is missing or cannot be read.
    """
    left = CHECKED_BYTES
    for path in _segment_files(folder, segments):
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(0, size - 8))
            tail = file.read(8)
            length, mark = int.from_bytes(tail[:4], "little"), int.from_bytes(tail[4:], "little")
            body = size - 8 - length
            if mark != _FOOTER_MARK or body < 0:
                raise ValueError(f"{path.name}: cut off")
            if size > left:
                continue
            left -= size
            file.seek(body)
            expected = json.loads(file.read(length))["crc"]
            file.seek(0)
            if zlib.crc32(file.read(body)) != expected:
                raise ValueError(f"{path.name}: its checksum is wrong")


_FOOTER_MARK = 1337
"""Source: tantivy, `directory/footer.rs`, FOOTER_MAGIC_NUMBER."""
_COMPONENTS = ("idx", "pos", "term", "store", "fast", "fieldnorm")


def _segment_files(folder: Path, segments: list[dict[str, Any]]) -> Iterator[Path]:
    for segment in segments:
        name = segment["segment_id"].replace("-", "")
        for component in _COMPONENTS:
            yield folder / f"{name}.{component}"
        if segment["deletes"]:
            yield folder / f"{name}.{segment['deletes']['opstamp']}.del"
