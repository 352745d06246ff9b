"""The style sheets: which there are, and in which order they are laid over one another."""

from __future__ import annotations

from pathlib import PurePath

from tui.resources import resource

FIRST = ("base", "main", "bars", "article_list", "reading_view", "fact_sidebar", "related_strip")
"""Needed for the first paint, in layer order."""
OVERLAYS = ("box", "overlay", "help", "palette", "menu", "explain", "facets")
"""Read when the first box is opened."""
ENTITY = ("box", "entity")
"""Read when the first page of a name is opened."""
NETWORK = ("network",)
"""Read when the first network of names is opened."""
FIGURES = ("box", "figures")
"""Read when the board of figures is opened."""
COMPARE = ("compare",)
"""Read when two articles are compared for the first time."""
TIMELINE = ("timeline",)
"""Read when the first timeline is opened."""
PASSAGES = ("passages",)
"""Read when the repeated passages are opened first."""
CONCORDANCE = ("concordance",)
"""Read when the first concordance is opened."""


def sheets(names: tuple[str, ...]) -> list[str | PurePath]:
    """The files of these sheets."""
    folder = resource("styles")
    return [folder / f"{name}.tcss" for name in names]
