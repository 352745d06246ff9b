"""The menu on `y`: the ways a passage, an article or a fact may be copied, each at its own letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.message_pump import MessagePump

from tui.app.copying import Copier
from tui.app.screens.menu import MenuScreen
from tui.i18n import gettext as _
from tui.present.citing import STYLE_NAMES, Source, Style, citation, quote_at, source_of
from tui.present.lines import cut_text

if TYPE_CHECKING:
    from tui.app.store import Store
    from tui.model.result import StoredArticle
    from tui.model.span import Span

_STYLE_KEYS: dict[Style, str] = {"plain": "c", "markdown": "m", "bibtex": "b", "csl": "j"}
PREVIEW = 60
"""Cells of the words a row shows of what it copies."""


class Offer(NamedTuple):
    """One thing that may be copied."""

    key: str
    label: str
    make: str | Callable[[Store], str]
    """The text, or what makes it of the library in a thread."""


def open_copy_menu(app: Copier, asker: MessagePump, offers: Sequence[Offer]) -> None:
    """Show the menu over the screen; what is chosen is copied, and `asker` told."""

    def copy_chosen(choice: int | None) -> None:
        if choice is not None:
            app.copy(asker, offers[choice].make)

    keys = "".join(offer.key for offer in offers)
    app.push_screen(MenuScreen(_("Copy"), [offer.label for offer in offers], keys=keys), copy_chosen)


def quote_label(words: str) -> str:
    """`Quote with its source: “Từ nay …”`: enough of the words to know them by."""
    return _("Quote with its source: %s") % f"“{cut_text(words, PREVIEW)}”"


def citations(make: Callable[[Style], str | Callable[[Store], str]]) -> list[Offer]:
    """An offer a style of citation."""
    plain = _("Citation of the article")
    return [
        Offer(key, ": ".join(filter(None, (plain, STYLE_NAMES[style]))), make(style))
        for style, key in _STYLE_KEYS.items()
    ]


def cited_offers(article: int, span: Span | None, label: str = "") -> list[Offer]:
    """What there is to copy of an article that is not open: the sentence at `span`, and citations."""
    offers = []
    if span is not None:
        at = span
        offers.append(
            Offer("q", label or _("Quote with its source"), _read(article, lambda read: quote_at(read, at)))
        )
    return offers + citations(lambda style: _read(article, lambda read: citation(source_of(read), style)))


def _read(article: int, make: Callable[[StoredArticle], str]) -> Callable[[Store], str]:
    def read(store: Store) -> str:
        stored = store.article(article)
        return "" if stored is None else make(stored)

    return read


def source_offers(source: Source, text: str) -> list[Offer]:
    """What there is to copy of an open article as a whole."""
    offers = citations(lambda style: citation(source, style))
    if source.url:
        offers.append(Offer("u", _("Address: %s") % cut_text(source.url, PREVIEW), source.url))
    return [*offers, Offer("t", _("The whole text"), text)]
