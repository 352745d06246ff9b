"""An office in words: the position and the body it is of."""

from __future__ import annotations

from tui.text.folding import match_key


def office_text(position: str, organisation: str | None) -> str:
    """Position and organisation as one: a word they share is said once.

    >>> office_text("Phó chánh Văn phòng", "Văn phòng Thường trực"), office_text("Phó chủ tịch", "UBND TP")
    ('Phó chánh Văn phòng Thường trực', 'Phó chủ tịch UBND TP')
    """
    if not organisation:
        return position
    words, body = position.split(), organisation.split()
    for shared in range(min(len(words), len(body)), 0, -1):
        if [match_key(word) for word in words[-shared:]] == [match_key(word) for word in body[:shared]]:
            return " ".join([*words[:-shared], *body])
    return f"{position} {organisation}"
