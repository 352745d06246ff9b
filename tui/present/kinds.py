"""What the kinds of facts are called, and the sign each one has beside its colour."""

from __future__ import annotations

from tui.i18n import N_, current_language
from tui.i18n import gettext as _
from tui.model.fact import Kind

GLYPHS: dict[Kind, str] = {
    "person": "☺",
    "organisation": "▣",
    "place": "⌂",
    "date": "◷",
    "figure": "#",
    "event": "◆",
    "statement": "❝",
    "topic": "§",
    "document": "▤",
}
"""One cell each; colour is never the only sign."""

_ONE: dict[Kind, str] = {
    "person": N_("person"),
    "organisation": N_("organisation"),
    "place": N_("place"),
    "date": N_("date"),
    "figure": N_("figure"),
    "event": N_("event"),
    "statement": N_("statement"),
    "topic": N_("topic"),
    "document": N_("document"),
}
_MANY: dict[Kind, str] = {
    "person": N_("People"),
    "organisation": N_("Organisations"),
    "place": N_("Places"),
    "date": N_("Dates"),
    "figure": N_("Figures"),
    "event": N_("Events"),
    "statement": N_("Statements"),
    "topic": N_("Topics"),
    "document": N_("Documents"),
}


def kind_name(kind: Kind) -> str:
    """The kind of one thing, in the language in force: `person`."""
    return _(_ONE[kind])


def kind_heading(kind: Kind) -> str:
    """The heading over things of one kind, in the language in force: `People`."""
    return _(_MANY[kind])


def number(value: int) -> str:
    """A count with the thousands mark of the language in force.

    >>> number(3756)
    '3,756'
    """
    text = f"{value:,}"
    return text.replace(",", ".") if current_language() == "vi" else text
