"""The two themes, and what each role of a line looks like in the theme in force."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.theme import Theme

DARK = "docbao-dark"
LIGHT = "docbao-light"

_DARK_VARIABLES = {
    "fact-person": "#56B4E9",
    "fact-organisation": "#E69F00",
    "fact-place": "#2FBF8F",
    "fact-date": "#F0E442",
    "fact-figure": "#E08FC0",
    "fact-event": "#FF8A4C",
    "fact-statement": "#C9C9C9",
    "fact-topic": "#B8A1FF",
    "fact-document": "#B8A1FF",
    "text-quiet": "#9A9A96",
    "text-faint": "#6E6E6A",
    "pane-edge": "#4A4A47",
    "pane-focus": "#7FB8E0",
    "row-here": "#2C4256",
    "row-rest": "#242424",
    "evidence": "#1F2B36",
    "bar": "#1B1B1B",
    "surface-raised": "#1A1A1A",
    "scrollbar": "#3A3A38",
    "scrollbar-background": "#121212",
}
_LIGHT_VARIABLES = {
    "fact-person": "#0B5A94",
    "fact-organisation": "#8A5200",
    "fact-place": "#006B4F",
    "fact-date": "#6B5E00",
    "fact-figure": "#8E2F6B",
    "fact-event": "#A33B00",
    "fact-statement": "#333333",
    "fact-topic": "#5B3FB0",
    "fact-document": "#5B3FB0",
    "text-quiet": "#5C5C58",
    "text-faint": "#8A8A85",
    "pane-edge": "#B9B9B2",
    "pane-focus": "#1F6FA8",
    "row-here": "#CFE2F1",
    "row-rest": "#EDEDE6",
    "evidence": "#E3EDF5",
    "bar": "#F0F0EA",
    "surface-raised": "#F3F3ED",
    "scrollbar": "#C8C8C0",
    "scrollbar-background": "#FAFAF7",
}


def themes() -> tuple[Theme, Theme]:
    """The dark and the light theme. Source of the hues: Okabe and Ito, kept apart for red-green blindness."""
    dark = Theme(
        name=DARK,
        primary="#7FB8E0",
        secondary="#9A9A96",
        accent="#7FB8E0",
        foreground="#E6E6E1",
        background="#121212",
        surface="#121212",
        panel="#1B1B1B",
        success="#4CC38A",
        warning="#F5C542",
        error="#FF6B6B",
        dark=True,
        variables=_DARK_VARIABLES,
    )
    light = Theme(
        name=LIGHT,
        primary="#1F6FA8",
        secondary="#5C5C58",
        accent="#1F6FA8",
        foreground="#1C1C1A",
        background="#FAFAF7",
        surface="#FAFAF7",
        panel="#F0F0EA",
        success="#0B6B3A",
        warning="#7A5C00",
        error="#B00020",
        dark=False,
        variables=_LIGHT_VARIABLES,
    )
    return dark, light


def variable_defaults() -> dict[str, str]:
    """What the style sheets may name whatever the theme: the dark values."""
    return dict(_DARK_VARIABLES)


KIND_ROLES = ("person", "organisation", "place", "date", "figure", "event", "statement", "topic", "document")


def role_styles(variables: Mapping[str, str], *, monochrome: bool) -> dict[str, Style]:
    """Role of a run → its style, from the variables of the theme in force.

    Without colour the kinds are underlined, so that a highlighted name still shows.
    """

    def colour(name: str) -> str:
        return variables.get(name) or _DARK_VARIABLES[name]

    quiet, faint, accent = colour("text-quiet"), colour("text-faint"), variables["accent"]
    styles = {
        "": Style(),
        "dim": Style(color=quiet),
        "quiet": Style(color=quiet),
        "faint": Style(color=faint),
        "strong": Style(bold=True),
        "title": Style(bold=True),
        "heading": Style(bold=True, color=accent),
        "unread": Style(bold=True),
        "read": Style(color=quiet),
        "inferred": Style(color=quiet, italic=True),
        "caption": Style(color=quiet, italic=True),
        "lead": Style(),
        "meta": Style(color=quiet),
        "dropped": Style(color=faint, strike=True),
        "dropped-label": Style(color=variables["warning"], italic=True),
        "hit": Style(reverse=True),
        "hit-current": Style(reverse=True, bold=True, color=variables["warning"]),
        "divider": Style(color=colour("pane-edge")),
        "warning": Style(color=variables["warning"]),
        "error": Style(color=variables["error"], bold=True),
        "ok": Style(color=variables["success"]),
        "echo": Style(color=accent),
        "same": Style(color=accent, underline=True),
        "accent": Style(color=accent),
        "star": Style(color=variables["warning"], bold=True),
        "key": Style(color=accent, bold=True),
        "reason": Style(color=accent, bold=True),
        "gutter": Style(color=accent, bold=True),
        "evidence": Style(bgcolor=colour("evidence")),
        "cursor": Style(bgcolor=colour("row-here"), bold=monochrome or None, reverse=monochrome or None),
        "selected": Style(reverse=True)
        if monochrome
        else Style(bgcolor=accent, color=variables["background"]),
        "selected-end": Style(bold=True, underline=True, bgcolor=None if monochrome else colour("row-here")),
        "cursor-rest": Style(bgcolor=colour("row-rest")),
        "placeholder": Style(color=colour("row-here")),
        "border": Style(color=colour("pane-focus")),
        "border-rest": Style(color=colour("pane-edge")),
        "chip": Style(bold=True, reverse=True, color=accent),
        "caret": Style(reverse=True),
    }
    for kind in KIND_ROLES:
        styles[kind] = Style(underline=True) if monochrome else Style(color=colour(f"fact-{kind}"))
    return styles
