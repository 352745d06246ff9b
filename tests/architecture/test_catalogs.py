"""The interface is whole in both languages."""

from __future__ import annotations

import ast
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest

import tui
from tests.tools import catalog
from tui.i18n import current_language, gettext, language_of_locale, set_language

ROOT = Path(tui.__file__).parent


def test_every_message_is_translated_and_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    """The catalogs that ship hold every message of the sources; `tests.tools.catalog` mends them."""
    assert catalog.main(["--check"]) == 0, capsys.readouterr().out


def test_no_message_hides_in_an_f_string() -> None:
    """Extraction does not look into f-strings: such a message would stay English."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in sorted(ROOT.rglob("*.py"))
        for inside in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(inside, ast.FormattedValue)
        for call in ast.walk(inside)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "N_", "ngettext")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_a_catalog_compiles_to_the_same_bytes_at_any_time(language: str) -> None:
    """Its header names neither a moment nor a version of Babel: what compared equal stays equal."""
    header = GNUTranslations(BytesIO(catalog.written_mo(catalog.merged(language)))).info()
    assert sorted(header) == ["content-type", "plural-forms"]


@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_translations_keep_the_fields_of_the_message(language: str) -> None:
    """A translation with another `{field}` would raise in front of the reader."""
    import re

    for message in catalog.merged(language):
        if not message.id or not isinstance(message.string, str):
            continue
        original = message.id if isinstance(message.id, str) else message.id[-1]
        fields = re.compile(r"\{[^}]*\}|%\(\w+\)[srd]|%[srd]")
        assert sorted(fields.findall(original)) == sorted(fields.findall(message.string)), message.id


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_MESSAGES": "vi_VN"}, "vi"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], language: str) -> None:
    """POSIX order: LC_ALL, LC_MESSAGES, LANG; English where nothing says Vietnamese."""
    assert language_of_locale(environ) == language


def test_an_unknown_message_is_shown_as_it_is() -> None:
    """A missing translation never hides a message."""
    before = current_language()
    try:
        set_language("vi")
        assert gettext("no such message 4711") == "no such message 4711"
    finally:
        set_language(before)
