"""The lexicon: what words mean to us, as data that people can read, edit and overlay.

`data/*.yaml` hold small hand-edited lists and mappings, `data/*.tsv` hold gazetteers. A name is
`file.key` (`people.ranks`); a reader's own files of the same names are laid over the shipped ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tui.errors import UsageError
from tui.resources import resource

MAX_BYTES = 256 * 1024
"""A lexicon YAML larger than this is refused: gazetteers are TSV."""


class Lexicon:
    """Word lists, mappings and tables by name. Compares and hashes by identity, so that it can key caches."""

    def __init__(
        self,
        words: Mapping[str, tuple[str, ...]],
        mappings: Mapping[str, Mapping[str, str]],
        tables: Mapping[str, tuple[tuple[str, ...], ...]],
        digest: str,
    ) -> None:
        self._words = words
        self._mappings = mappings
        self._tables = tables
        self.digest = digest
        """Changes whenever any entry changes: the library knows by it what to extract again."""

    def words(self, name: str) -> tuple[str, ...]:
        """The list `name`, as `people.ranks`. Raises `KeyError` if there is none."""
        return self._words[name]

    def mapping(self, name: str) -> Mapping[str, str]:
        """The mapping `name`, as `organisations.abbreviations`. Raises `KeyError` if there is none."""
        return self._mappings[name]

    def table(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Rows of the gazetteer `name`.tsv. Raises `KeyError` if there is none."""
        return self._tables[name]


def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """Read the shipped lexicon, and the reader's own folder over it.

    Overlay lists add to the shipped ones (an entry that begins with `-` takes one away); overlay mappings
    and tables add entries and replace those of the same key.

    Raises:
        UsageError: an overlay file cannot be used; it names file and key.
    """
    words: dict[str, tuple[str, ...]] = {}
    mappings: dict[str, dict[str, str]] = {}
    tables: dict[str, tuple[tuple[str, ...], ...]] = {}
    digest = hashlib.blake2b(digest_size=16)
    for folder in (resource("lexicon/data"), overlay):
        if folder is None or not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            if path.suffix not in (".yaml", ".tsv"):
                continue
            data = path.read_bytes()
            digest.update(path.name.encode() + b"\0" + data + b"\0")
            if path.suffix == ".tsv":
                rows = _read_table(data)
                tables[path.stem] = tables.get(path.stem, ()) + rows
            else:
                for key, value in _read_yaml(path, data).items():
                    _merge(words, mappings, f"{path.stem}.{key}", value, path)
    return Lexicon(words, mappings, tables, digest.hexdigest())


def read_mapping(path: Path, key: str) -> dict[str, str]:
    """The mapping `key` of one lexicon file; empty if file or key are missing.

    Raises:
        UsageError: the file cannot be used.
    """
    if not path.is_file():
        return {}
    value = _read_yaml(path, path.read_bytes()).get(key)
    return {str(name): str(item) for name, item in value.items()} if isinstance(value, dict) else {}


def read_words(path: Path, key: str) -> tuple[str, ...]:
    """The list `key` of one lexicon file; empty if file or key are missing.

    Raises:
        UsageError: the file cannot be used.
    """
    if not path.is_file():
        return ()
    value = _read_yaml(path, path.read_bytes()).get(key)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def read_table(path: Path) -> tuple[tuple[str, ...], ...]:
    """Rows of one gazetteer file; none if it is missing."""
    return _read_table(path.read_bytes()) if path.is_file() else ()


def _read_table(data: bytes) -> tuple[tuple[str, ...], ...]:
    lines = data.decode("utf-8", errors="replace").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def _read_yaml(path: Path, data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise UsageError(
            f"{path.name}: larger than {MAX_BYTES} bytes", hint="large lists go into a .tsv file"
        )
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        value = yaml.load(data, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UsageError(f"{path.name}: not valid YAML ({first})", hint="mend or remove the file") from error
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UsageError(f"{path.name}: must hold `key: list` entries", hint="see the shipped lexicon")
    return value


def _merge(
    words: dict[str, tuple[str, ...]],
    mappings: dict[str, dict[str, str]],
    name: str,
    value: Any,
    path: Path,
) -> None:
    if isinstance(value, dict):
        merged = mappings.setdefault(name, {})
        merged.update({str(key): str(item) for key, item in value.items()})
    elif isinstance(value, list):
        entries = dict.fromkeys(words.get(name, ()))
        for item in value:
            text = str(item)
            if text.startswith("-") and text[1:] in entries:
                del entries[text[1:]]
            else:
                entries[text] = None
        words[name] = tuple(entries)
    else:
        raise UsageError(f"{path.name}: {name} must be a list or a mapping", hint="see the shipped lexicon")
