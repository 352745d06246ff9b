"""Rows of articles as the command line prints them: columns that hold, and on a terminal one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli import output
from tui.i18n import gettext as _
from tui.text.cells import cut, pad, width
from tui.text.shown import shown_line

if TYPE_CHECKING:
    from tui.model.result import ArticleHead

DATE_CELLS = 9
OUTLET_CELLS = 10
"""Most names of outlets are no longer: `Thanh Niên`, `VietNamNet`."""


def print_article(head: ArticleHead, before: str = "") -> None:
    """One article on one line; what is cut on a terminal is whole in a pipe or file."""
    output.write(before + article_line(head, output.columns(), taken=width(before)) + "\n")


def article_line(head: ArticleHead, cells: int | None = None, *, taken: int = 0) -> str:
    """Date, outlet, title and file; title, then file are cut where there are only `cells`, `taken` in use.

    A file is cut at its end: a unique beginning of it is enough to name an article.
    """
    from tui.present.dates import short_date

    date = pad(short_date(head.dated, inferred=head.date_inferred), DATE_CELLS)
    outlet = pad(shown_line(head.outlet or "?"), OUTLET_CELLS)
    title, file = shown_line(head.title), shown_line(head.file)
    if head.title_inferred:
        title = _("‹inferred› {title}").format(title=title)
    start = f"{date} {outlet} "
    if cells is not None:
        room = max(24, cells - taken - width(start) - len("  []"))
        title = cut(title, max(room - width(file), room * 7 // 10))
        file = cut(file, room - width(title))
    return f"{start}{title}  [{file}]"
