"""Text read in the wrong encoding before it was saved as UTF-8, and letters written as references."""

from __future__ import annotations

import re
from html import unescape

from tui.text.legacy.tables import LETTERS, WINDOWS

SAMPLE = 64 * 1024
LEAST = 3
"""So many such pairs, and more than letters that are right, before a text is taken for misread."""
DEEPEST = 2
"""Times a text is unfolded: once, and once more."""

_TO_BYTES = {ord(character): byte for byte, character in WINDOWS.items()}
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{2,4})|([0-9]{3,5}));")
_LETTERS = frozenset(LETTERS)
_TONED = re.compile("[\u1ea0-\u1ef9]")


def is_misread(text: str) -> bool:
    """True for UTF-8 read as windows-1252 or Latin-1: `Tiáº¿ng` for Tiếng.

    >>> is_misread("Tiếng Việt, nước, đất".encode().decode("latin-1"))
    True
    """
    if "º" not in text and "»" not in text:
        return False
    sample = text[:SAMPLE]
    pairs = sum(sample.count(pair) for pair in ("áº", "á»", "Ã¡Âº", "Ã¡Â»"))
    return pairs >= LEAST and pairs > len(_TONED.findall(sample))


def reread(text: str) -> tuple[str, bool]:
    """What `text` was before it was misread, and whether every byte of it fits.

    Source: ftfy 6, for texts some of whose bytes were lost or changed on the way.
    """
    whole = True
    for _time in range(DEEPEST):
        if not is_misread(text):
            break
        try:
            text = text.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
        except UnicodeError:
            whole, text = False, _mended(text)
    return text, whole


def reread_part(text: str) -> str:
    """What a part of a text that is misread was, however short; itself where nothing of it was misread.

    >>> reread_part("Huáº¿"), reread_part("Huế"), reread_part("café")
    ('Huế', 'Huế', 'café')
    """
    if is_misread(text):
        return reread(text)[0]
    for _time in range(DEEPEST):
        try:
            again = text.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
        except UnicodeError:
            break
        text = again
    return text


def _mended(text: str) -> str:
    from ftfy import TextFixerConfig, fix_text

    return fix_text(
        text,
        TextFixerConfig(
            unescape_html=False,
            remove_terminal_escapes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            uncurl_quotes=False,
            fix_line_breaks=False,
            fix_surrogates=False,
            remove_control_chars=False,
            normalization=None,
        ),
    )


def resolved(text: str) -> str:
    """`text` with Vietnamese letters for references to them, where most of its letters are so written.

    >>> resolved("Ti&#7871;ng Vi&#7879;t, n&#432;&#7899;c")
    'Tiếng Việt, nước'
    >>> resolved("The reference &#7871; means ế.")
    'The reference &#7871; means ế.'
    """
    if "&#" not in text:
        return text
    sample = text[:SAMPLE]
    references = sum(unescape(found.group()) in _LETTERS for found in _REFERENCE.finditer(sample))
    if references < LEAST or references <= len(_TONED.findall(sample)):
        return text
    return resolved_part(text)


def resolved_part(text: str) -> str:
    """The same for a part of such a text, however short."""
    return _REFERENCE.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    """What a reference means; signs of ASCII, and markup above all, stay references."""
    character = unescape(found.group())
    return character if character.isprintable() and not character.isascii() else found.group()
