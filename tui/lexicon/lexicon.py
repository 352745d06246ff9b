"""The lexicon: what words mean to us, as data that people can read, edit and overlay.

`data/*.yaml` hold small hand-edited lists and mappings, `data/*.tsv` hold gazetteers. A name is
`file.key` (`people.ranks`); a reader's own files of the same names are laid over the shipped ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.i18n import reason_of
from tui.resources import resource

MAX_BYTES = 256 * 1024
"""A lexicon YAML larger than this is refused: gazetteers are TSV."""


Rows = tuple[tuple[str, ...], ...]
"""A gazetteer."""


class Lexicon:
    """Word lists, mappings and tables by name. Compares and hashes by identity, so that it can key caches."""

    def __init__(
        self,
        words: Mapping[str, tuple[str, ...]],
        mappings: Mapping[str, Mapping[str, str]],
        tables: Mapping[str, Rows],
        digest: str,
    ) -> None:
        self._words = words
        self._mappings = mappings
        self._tables = tables
        self.digest = digest
        """Changes whenever any entry changes: the library knows by it what to extract again."""

    def load(self) -> Lexicon:
        """Itself; see `LexiconFiles.load`."""
        return self

    def words(self, name: str) -> tuple[str, ...]:
        """The list `name`, as `people.ranks`. Raises `KeyError` if there is none."""
        return self._words[name]

    def mapping(self, name: str) -> Mapping[str, str]:
        """The mapping `name`, as `organisations.abbreviations`. Raises `KeyError` if there is none."""
        return self._mappings[name]

    def table(self, name: str) -> Rows:
        """Rows of the gazetteer `name`.tsv. Raises `KeyError` if there is none."""
        return self._tables[name]


class LexiconFiles:
    """The files of a lexicon, read: their digest takes a hundredth of the time their words take."""

    def __init__(self, overlay: Path | None = None) -> None:
        """Read the shipped lexicon, and the reader's own folder over it; see `load_lexicon`."""
        self._shipped = tuple(_files(resource("lexicon/data")))
        self._own = tuple(_files(overlay)) if overlay is not None else ()
        digest = hashlib.blake2b(digest_size=16)
        for path, data in (*self._shipped, *self._own):
            digest.update(path.name.encode() + b"\0" + data + b"\0")
        self.digest = digest.hexdigest()
        """That of the lexicon."""

    def load(self) -> Lexicon:
        """The lexicon. Raises `UsageError` as `load_lexicon` does."""
        return _parsed(self._shipped, self._own, self.digest)


def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """Read the shipped lexicon, and the reader's own folder over it.

    Overlay lists add to the shipped ones (an entry that begins with `-` takes one away), overlay mappings add
    entries and replace those of the same key, overlay tables add rows. A file, list or column the shipped
    lexicon does not have would be without effect: it is refused.

    Raises:
        UsageError: an overlay file cannot be used; it names file and key.
    """
    return LexiconFiles(overlay).load()


_Files = tuple[tuple[Path, bytes], ...]


def _parsed(shipped_files: _Files, own_files: _Files, digest: str) -> Lexicon:
    words: dict[str, tuple[str, ...]] = {}
    mappings: dict[str, dict[str, str]] = {}
    tables: dict[str, Rows] = {}
    for path, data in shipped_files:
        if path.suffix == ".tsv":
            tables[path.stem] = _read_table(data)
        else:
            for key, value in _read_yaml(path, data).items():
                _merge(words, mappings, f"{path.stem}.{key}", value, path)
    known = {*words, *mappings}
    shipped = dict(mappings.get(_SHORT, {}))
    for path, data in own_files:
        if path.suffix == ".tsv":
            _check_known(path.name, path.stem, tables)
            tables[path.stem] += _of_width(_read_table(data), tables[path.stem], path)
        else:
            for key, value in _read_yaml(path, data).items():
                name = f"{path.stem}.{key}"
                _check_known(path.name, name, known)
                _merge(words, mappings, name, value, path)
    _name_bodies(words, [item for item in mappings.get(_SHORT, {}).items() if item[0] not in shipped])
    return Lexicon(words, mappings, tables, digest)


_SHORT = "organisations.abbreviations"
_HEADS = ("organisations.level_heads", "organisations.function_heads", "organisations.named_heads")


def _name_bodies(words: dict[str, tuple[str, ...]], added: Sequence[tuple[str, str]]) -> None:
    """A reader's own abbreviation of a whole body (`STM: Sở Trông mưa`) names that body wherever it stands.

    It is one whose long form begins with the head of a body; others are only spelled out inside names.
    """
    heads = {head for name in _HEADS for head in words.get(name, ())}
    for short, long in added:
        parts = long.split()
        if any(" ".join(parts[:count]) in heads for count in range(1, len(parts))):
            for name in ("organisations.standalone", "organisations.level_heads"):
                words[name] = tuple(dict.fromkeys((*words[name], short)))


def _files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The lexicon files of a folder by name, read; none where there is no such folder."""
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix in (".yaml", ".tsv"):
                yield path, _read_bytes(path)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            _("{path}: cannot be read: {reason}").format(path=path, reason=reason_of(error)), hint=_hint()
        ) from error


def _check_known(file: str, name: str, known: Collection[str]) -> None:
    """Refuse what no rule asks for, with the nearest name that one does."""
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, 1)
        raise UsageError(
            _("{file}: the lexicon has no “{name}”").format(file=file, name=name),
            hint=_("did you mean {name}?").format(name=near[0]) if near else _hint(),
        )


def _of_width(rows: Rows, shipped: Rows, path: Path) -> Rows:
    """`rows`, none of them shorter or longer than the shipped ones."""
    widths = {len(row) for row in shipped}
    for row in rows:
        if len(row) not in widths:
            raise UsageError(
                _("{file}: “{name}” has {count} columns").format(file=path.name, name=row[0], count=len(row)),
                hint=_("columns are separated by tabs: {example}").format(example=" ⇥ ".join(shipped[0])),
            )
    return rows


def _hint() -> str:
    return _("mend or remove the file")


def read_mapping(path: Path, key: str) -> dict[str, str]:
    """The mapping `key` of one lexicon file; empty if file or key are missing.

    Raises:
        UsageError: the file cannot be used.
    """
    if not path.is_file():
        return {}
    value = _read_yaml(path, _read_bytes(path)).get(key)
    return {str(name): str(item) for name, item in value.items()} if isinstance(value, dict) else {}


def read_entries(path: Path) -> dict[str, Any]:
    """All lists and mappings of one lexicon file, as YAML has them; empty if the file is missing.

    Raises:
        UsageError: the file cannot be used.
    """
    return _read_yaml(path, _read_bytes(path)) if path.is_file() else {}


def read_words(path: Path, key: str) -> tuple[str, ...]:
    """The list `key` of one lexicon file; empty if file or key are missing.

    Raises:
        UsageError: the file cannot be used.
    """
    if not path.is_file():
        return ()
    value = _read_yaml(path, _read_bytes(path)).get(key)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def read_table(path: Path) -> tuple[tuple[str, ...], ...]:
    """Rows of one gazetteer file; none if it is missing."""
    return _read_table(path.read_bytes()) if path.is_file() else ()


def _read_table(data: bytes) -> Rows:
    lines = data.decode("utf-8-sig", errors="replace").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def _read_yaml(path: Path, data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise UsageError(
            _("{file}: larger than {count} bytes").format(file=path.name, count=MAX_BYTES),
            hint=_("large lists go into a .tsv file"),
        )
    import yaml  # here: a lexicon that did not change is not parsed

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        value = yaml.load(data, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem = _("{file}: not valid YAML ({reason})").format(file=path.name, reason=_reason(error))
        raise UsageError(problem, hint=_hint()) from error
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UsageError(_("{file}: must hold `key: list` entries").format(file=path.name), hint=_hint())
    return value


def _reason(error: Exception) -> str:
    """What the parser stumbled over and in which line, in one line."""
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or (str(error) or type(error).__name__).splitlines()[0]
    return _("line {line}: {what}").format(line=mark.line + 1, what=what) if mark is not None else what


def _merge(
    words: dict[str, tuple[str, ...]],
    mappings: dict[str, dict[str, str]],
    name: str,
    value: Any,
    path: Path,
) -> None:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if any(item is None or isinstance(item, (list, dict)) for item in items):
        raise UsageError(
            _("{file}: an entry of {name} is no text").format(file=path.name, name=name), hint=_hint()
        )
    if isinstance(value, dict) and name not in words:
        merged = mappings.setdefault(name, {})
        merged.update({str(key): str(item) for key, item in value.items()})
    elif isinstance(value, list) and name not in mappings:
        entries = dict.fromkeys(words.get(name, ()))
        for item in value:
            text = str(item)
            if text.startswith("-") and text[1:] in entries:
                del entries[text[1:]]
            else:
                entries[text] = None
        words[name] = tuple(entries)
    else:
        raise UsageError(
            _("{file}: {name} is no list, or no mapping, as the shipped one is").format(
                file=path.name, name=name
            ),
            hint=_hint(),
        )
