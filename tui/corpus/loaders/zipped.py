"""Documents that are ZIP files (EPUB, docx): their members, read within bounds and never written."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from tui.corpus.loaders.base import RefusalError

MAX_ENTRY = 64 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
MAX_ENTRIES = 10_000
MAX_RATIO = 200
"""Unpacked to packed; counts above a megabyte."""


class Members:
    """Members of a document by name; bounds count what is really unpacked."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError, OSError):
            raise RefusalError("damaged") from None
        if len(infos) > MAX_ENTRIES or sum(info.compress_size for info in infos) > len(data):
            raise RefusalError("bomb")
        self._infos = {info.filename: info for info in infos}
        self._total = 0

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """The bytes of member `name`.

        Raises:
            RefusalError: there is none, it is encrypted, damaged, or grows beyond the bounds.
        """
        info = self._infos.get(name)
        if info is None:
            raise RefusalError("damaged", name)
        if info.flag_bits & 1:
            raise RefusalError("encrypted")
        try:
            with self._archive.open(info) as stream:
                data = stream.read(MAX_ENTRY + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
        ):
            raise RefusalError("damaged", name) from None
        self._total += len(data)
        ratio = len(data) / max(1, info.compress_size)
        if len(data) > MAX_ENTRY or self._total > MAX_TOTAL or (len(data) > 2**20 and ratio > MAX_RATIO):
            raise RefusalError("bomb")
        return data


def inside(base: str, href: str) -> str | None:
    """The member that `href` in member `base` names, or None where it leads out of the file.

    >>> inside("OEBPS/content.opf", "text/c1.xhtml#a"), inside("a/b.opf", "../../x"), inside("a", "http://x/y")
    ('OEBPS/text/c1.xhtml', None, None)
    """
    from urllib.parse import unquote

    path = unquote(href.partition("#")[0])
    if ":" in path or path.startswith("/") or "\\" in path or not path:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
    return None if joined.startswith("..") else joined
