"""What a typist presses who has no input method: Telex and VNI keys of Vietnamese words."""

from __future__ import annotations

import unicodedata

from tui.text.keystrokes import Method

_TONES = {
    "Telex": dict(zip("\u0301\u0300\u0309\u0303\u0323", "sfrxj", strict=True)),
    "VNI": dict(zip("\u0301\u0300\u0309\u0303\u0323", "12345", strict=True)),
}
_MARKS = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}


def typed_as(word: str, method: Method, *, at_end: bool = False) -> str:
    """The keys that write `word`: each mark after its letter, or `at_end` of the word; the tone is last.

    >>> typed_as("nguyễn", "Telex"), typed_as("nguyễn", "VNI"), typed_as("người", "Telex", at_end=True)
    ('nguyeenx', 'nguye6n4', 'nguoiwf')
    """
    keys = _TONES[method]
    letters, marks, tone = [], [], ""
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in keys:
            tone = keys[character]
        elif character == "đ":
            letters.append("d")
            marks.append("d" if method == "Telex" else "9")
        elif unicodedata.combining(character):
            key = _MARKS[character]
            if method == "Telex":
                key = letters[-1] if character == "\u0302" else "w"
            marks[-1] = key
        else:
            letters.append(character)
            marks.append("")
    if not at_end:
        return "".join(letter + mark for letter, mark in zip(letters, marks, strict=True)) + tone
    late = "".join(
        mark for at, mark in enumerate(marks) if not (at and mark in ("w", "7") and mark == marks[at - 1])
    )
    return "".join(letters) + late + tone
