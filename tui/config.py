"""Where everything lies, and what the reader configured: flags, then environment, then config.yaml.

A missing file is no error and none is written unasked. What the file holds and nobody knows is refused by
file, line and nearest name, so that a slip of the pen is never silently without effect.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tui.errors import UsageError
from tui.i18n import LANGUAGES, Language, reason_of
from tui.i18n import gettext as _

if TYPE_CHECKING:
    import yaml

APPLICATION = "docbao"
MAX_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of this program. None is made before something is put there."""

    library: Path
    """What can be rebuilt: a folder a corpus."""
    data: Path
    """The reader's own: never rebuilt."""
    state: Path
    """The log."""
    config: Path
    """config.yaml and lexicon/."""

    @property
    def shelf(self) -> Path:
        """The SQLite file of the reader's own marks and settings."""
        return self.data / "shelf.db"

    @property
    def log(self) -> Path:
        """Where a crash is written down."""
        return self.state / "log"

    @property
    def exports(self) -> Path:
        """What the reader exported from inside the app."""
        return self.data / "exports"

    @property
    def config_file(self) -> Path:
        """The reader's configuration."""
        return self.config / "config.yaml"

    @property
    def lexicon(self) -> Path:
        """The reader's own words, laid over the shipped lexicon."""
        return self.config / "lexicon"


Theme = Literal["dark", "light"]
THEMES: tuple[Theme, ...] = ("dark", "light")
ClipboardRoute = Literal["auto", "osc52", "native", "file"]
CLIPBOARD_ROUTES: tuple[ClipboardRoute, ...] = ("auto", "osc52", "native", "file")
"""How copied text leaves: by what works here; through the terminal; by a tool of the system; as a file."""


@dataclass(frozen=True, slots=True)
class Config:
    """What config.yaml says; None where it says nothing."""

    language: Language | None = None
    theme: Theme | None = None
    clipboard: ClipboardRoute = "auto"
    columns: tuple[tuple[str, str], ...] = ()
    """(field, column): which column of tables, or key of JSON objects, holds which part of an article."""


def find_paths(
    *,
    library: str | None = None,
    data: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Paths:
    """The folders in force: a flag wins over the environment, which wins over the system's own places."""
    chosen_data = data or environ.get("DOCBAO_DATA")
    chosen_library = library or environ.get("DOCBAO_LIBRARY")
    chosen_config = environ.get("DOCBAO_CONFIG")
    from platformdirs import PlatformDirs

    system = PlatformDirs(APPLICATION, appauthor=False)
    own = _folder(chosen_data) or system.user_data_path
    return Paths(
        library=_folder(chosen_library) or system.user_data_path / "libraries",
        data=own,
        state=own / "state" if chosen_data else system.user_state_path,
        config=_folder(chosen_config) or system.user_config_path,
    )


def _folder(name: str | None) -> Path | None:
    return expanded(name).absolute() if name else None


def expanded(name: str) -> Path:
    """The path `name` with `~` as the home folder; where nobody has such a home, `~` is a letter."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


def load_config(path: Path) -> Config:
    """What the file `path` says; the defaults where there is none.

    Raises:
        UsageError: it cannot be read or used; the message names file, line and key.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise UsageError(f"{path}: {reason_of(error)}", hint=_("check its permissions")) from error
    if len(data) > MAX_BYTES:
        raise UsageError(_("{file}: too large for a configuration").format(file=path), hint=_mend())
    values: dict[str, str] = {}
    columns: tuple[tuple[str, str], ...] = ()
    for key, value, line in _entries(path, data):
        where = f"{path}:{line}"
        if key not in KEYS:
            raise _unknown(where, key, KEYS)
        if key == "columns":
            columns = _columns(path, value, where)
            continue
        allowed = _ALLOWED[key]
        if value not in allowed:
            raise UsageError(
                _("{where}: {key} cannot be “{value}”").format(where=where, key=key, value=value),
                hint=_("one of: {values}").format(values=", ".join(allowed)),
            )
        values[key] = value
    language: Language | None = next((known for known in LANGUAGES if known == values.get("language")), None)
    theme: Theme | None = next((known for known in THEMES if known == values.get("theme")), None)
    clipboard: ClipboardRoute = next(
        (known for known in CLIPBOARD_ROUTES if known == values.get("clipboard")), "auto"
    )
    return Config(language=language, theme=theme, clipboard=clipboard, columns=columns)


_ALLOWED: dict[str, tuple[str, ...]] = {
    "language": LANGUAGES,
    "theme": THEMES,
    "clipboard": CLIPBOARD_ROUTES,
}
"""Keys of config.yaml → values they take."""
KEYS = (*_ALLOWED, "columns")
COLUMNS = ("text", "title", "lead", "byline", "outlet", "agency", "url", "published", "section")
"""Parts of an article whose column `columns` may name."""


def _unknown(where: str, key: str, known: Sequence[str]) -> UsageError:
    """The refusal of a key that nobody knows, with the one that was likely meant."""
    import difflib

    near = difflib.get_close_matches(key, known, 1)
    hint = _("did you mean {name}?").format(name=near[0]) if near else _known_keys(known)
    return UsageError(_("{where}: unknown key “{key}”").format(where=where, key=key), hint=hint)


def _columns(path: Path, value: object, where: str) -> tuple[tuple[str, str], ...]:
    """What `columns` says: a line `part: column` each."""
    if not isinstance(value, dict):
        raise UsageError(
            _("{where}: {key} must hold `part: column` lines").format(where=where, key="columns"),
            hint=_known_keys(COLUMNS),
        )
    found = []
    for part, (column, line) in value.items():
        place = f"{path}:{line}"
        if part not in COLUMNS:
            raise _unknown(place, part, COLUMNS)
        if not isinstance(column, str) or not column.strip():
            raise UsageError(
                _("{where}: {key} must name a column").format(where=place, key=part),
                hint=_("as in columns: {text: noi_dung}"),
            )
        found.append((part, column.strip()))
    return tuple(found)


def _mend() -> str:
    return _("mend or remove the file")


def _known_keys(known: Sequence[str] = KEYS) -> str:
    return _("known keys: {keys}").format(keys=", ".join(known))


def _entries(path: Path, data: bytes) -> list[tuple[str, object, int]]:
    """(key, value, line) of a YAML mapping.

    A value that is a mapping is given as key → (value, line); one that is neither as its node's tag.
    """
    import yaml

    try:
        text = data.decode("utf-8-sig")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        line = _line_of(error)
        raise UsageError(_("{where}: not valid YAML").format(where=f"{path}{line}"), hint=_mend()) from error
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise UsageError(
            _("{where}: must hold `key: value` lines").format(where=f"{path}:1"), hint=_known_keys()
        )
    return [(_scalar(key) or key.tag, _value(value), key.start_mark.line + 1) for key, value in node.value]


def _value(node: yaml.Node) -> object:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.MappingNode):
        return {
            _scalar(key) or key.tag: (
                _scalar(value) if isinstance(value, yaml.ScalarNode) else [value.tag],
                key.start_mark.line + 1,
            )
            for key, value in node.value
        }
    return [node.tag]


def _scalar(node: yaml.Node) -> str:
    import yaml

    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _line_of(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}" if mark is not None else ""
