"""Bring the message catalogs up to date: extract from the sources, merge, compile.

python -m tests.tools.catalog            update tui/locale and print what is not translated yet
python -m tests.tools.catalog --check    change nothing; exit 1 when something is missing or stale
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
LANGUAGES = ("vi",)


def po_path(language: str) -> Path:
    """The catalog that people edit."""
    return ROOT / "tui" / "locale" / language / "LC_MESSAGES" / "docbao.po"


def extracted() -> Catalog:
    """Every message of the sources, without line numbers, so that a diff shows only words."""
    catalog = Catalog(project="docbao", charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        str(ROOT / "tui"), [("**.py", "python")], keywords=KEYWORDS
    ):
        catalog.add(message, None, [(file, 1)], auto_comments=comments, context=context)
    return catalog


def merged(language: str) -> Catalog:
    """The catalog of `language` with today's messages; what is no longer used is dropped."""
    path = po_path(language)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(locale=language, project="docbao", charset="utf-8")
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = f"# The interface of docbao in its own words: {language}."
    catalog.fuzzy = False
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """Messages without a translation, or with a fuzzy one."""
    missing = []
    for message in catalog:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.fuzzy or not all(texts):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def written_po(catalog: Catalog) -> bytes:
    """The text form, stable from run to run."""
    buffer = io.BytesIO()
    catalog.revision_date = catalog.creation_date
    write_po(buffer, catalog, sort_output=True, no_location=True, omit_header=False, width=110)
    lines = [
        line
        for line in buffer.getvalue().split(b"\n")
        if not line.startswith((b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By'))
    ]
    return b"\n".join(lines)


class Compiled(Catalog):
    """A catalog whose header says what `gettext` needs, and neither when nor by what it was written."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Encoding and plural rule."""
        return [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", self.plural_forms)]


def written_mo(catalog: Catalog) -> bytes:
    """The compiled form, as `gettext` reads it; the same bytes at any time and with any Babel."""
    compiled = Compiled(locale=catalog.locale, charset="utf-8")
    for message in read_po(io.BytesIO(written_po(catalog)), locale=catalog.locale):
        if message.id:
            compiled[message.id] = message
    buffer = io.BytesIO()
    write_mo(buffer, compiled)
    return buffer.getvalue()


def main(arguments: list[str]) -> int:
    """Update or check every catalog; returns the exit status."""
    status = 0
    for language in LANGUAGES:
        catalog = merged(language)
        path = po_path(language)
        missing = untranslated(catalog)
        for message in missing:
            print(f"{language}: not translated: {message!r}")
        if "--check" in arguments:
            stale = not path.exists() or path.read_bytes() != written_po(catalog)
            if stale:
                print(
                    f"{language}: {path.name} is not what the sources say: run python -m tests.tools.catalog"
                )
            compiled = path.with_suffix(".mo")
            if not compiled.exists() or compiled.read_bytes() != written_mo(catalog):
                print(f"{language}: {compiled.name} is stale: run python -m tests.tools.catalog")
                stale = True
            status = max(status, int(stale or bool(missing)))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written_po(catalog))
            path.with_suffix(".mo").write_bytes(written_mo(catalog))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
